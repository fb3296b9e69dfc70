"""Strips laid on pages, and pages painted: the same for the printer, the PDF and the screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPen

from clinic.domain.day_sheets import DaySheet, PaperSize

from .ink import BLACK, HAIR, Face, Ink
from .strips import Strip, strips

#: Tenths of a point.
SIZES = {PaperSize.A4: QSizeF(5953, 8419), PaperSize.LETTER: QSizeF(6120, 7920)}
QT_SIZES = {PaperSize.A4: QPageSize.PageSizeId.A4, PaperSize.LETTER: QPageSize.PageSizeId.Letter}
MARGIN = 425
#: Letters under the last strip: what to do with the sheet, and which page it is.
FOOT = 180


@dataclass(frozen=True)
class Printout:
    """How sheets are printed."""

    size: PaperSize = PaperSize.LETTER
    large: bool = False

    @property
    def area(self) -> QSizeF:
        """The whole page, in tenths of a point."""
        return SIZES[self.size]


@dataclass(frozen=True)
class SheetPage:
    """One page of a sheet: `number` of `of`. Where its strips stand is worked out again when it is painted.

    A day may have two hundred pages, and each has dozens of strips: to keep them all would only make the collection
    of garbage slow.
    """

    sheet: DaySheet
    printout: Printout
    ink: Ink
    number: int
    of: int

    @property
    def strips(self) -> list[tuple[float, Strip]]:
        """(y, strip) from the top."""
        return _laid(self.sheet, self.printout, self.ink)[self.number - 1]

    def paint(self, painter: QPainter) -> None:
        """Paint it with a painter scaled to tenths of a point, its origin at the page's corner."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(BLACK, HAIR))
        for y, strip in self.strips:
            strip.paint(painter, MARGIN, y)
            painter.setPen(QPen(BLACK, HAIR))
        area, ink = self.printout.area, self.ink
        top = area.height() - MARGIN - ink.line(Face.SMALL)
        mark = f"{self.sheet.mark} {self.number}/{self.of}"
        ink.write(painter, MARGIN, top, self.sheet.foot, Face.SMALL)
        ink.write(painter, area.width() - MARGIN - ink.width(mark, Face.SMALL), top, mark, Face.SMALL)


def lay_out(sheet: DaySheet, printout: Printout, ink: Ink | None = None) -> tuple[SheetPage, ...]:
    """The pages of a sheet. No strip is split; the heads of a table stand again on each of its pages."""
    ink = ink or Ink(large=printout.large)
    count = len(_laid(sheet, printout, ink))
    return tuple(SheetPage(sheet, printout, ink, number, count) for number in range(1, count + 1))


def _laid(sheet: DaySheet, printout: Printout, ink: Ink) -> list[list[tuple[float, Strip]]]:
    """The strips of each page; those of the sheet that was asked for last are at hand."""
    area = printout.area
    if ink.last is None or ink.last[0] is not sheet or ink.last[1] != area:
        width, bottom = area.width() - 2 * MARGIN, area.height() - MARGIN - ink.line(Face.SMALL) - ink.px(6)
        ink.last = sheet, area, _paginate(list(strips(sheet, ink, width)), bottom)
    found: list[list[tuple[float, Strip]]] = ink.last[2]
    return found


def _paginate(rows: list[Strip], bottom: float) -> list[list[tuple[float, Strip]]]:
    first = rows[0]
    pages: list[list[tuple[float, Strip]]] = [[]]
    y = float(MARGIN)
    for number, strip in enumerate(rows):
        needed = strip.height
        for after, before in zip(rows[number + 1 :], rows[number:], strict=False):
            if not before.keeps:
                break
            needed += after.height
        is_over = y + needed > bottom and len(pages[-1]) > 1
        if is_over and strip.spare:
            continue
        if is_over:
            pages.append([(float(MARGIN), first)])
            y = MARGIN + first.height
            if strip.head is not None:
                pages[-1].append((y, strip.head))
                y += strip.head.height
        pages[-1].append((y, strip))
        y += strip.height
    return pages


def on_screen(painter: QPainter, page: SheetPage, into: QRectF) -> None:
    """Paint a page into a rectangle of the screen."""
    painter.save()
    painter.translate(into.topLeft())
    painter.scale(into.width() / page.printout.area.width(), into.height() / page.printout.area.height())
    page.paint(painter)
    painter.restore()
