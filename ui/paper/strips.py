"""Blocks of a sheet cut into strips, each of which stays whole on one page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from clinic.domain.day_sheets import Block, Cell, DaySheet, Frame, Lines, Table, Words

from .ink import BLACK, HAIR, THICK, Face, Ink

#: What stays in one line: a telephone number, else a word.
_UNITS = re.compile(r"\+?\d[\d ().-]{5,}\d[.,;:]?|\S+")

Paint = Callable[[QPainter, float, float], None]


@dataclass(frozen=True)
class Strip:
    """So high, painted at (x, y). `keeps` the next one on its page; `head` stands again above it on a new page.

    A `spare` one is left out where it would begin a page.
    """

    height: float
    paint: Paint
    keeps: bool = False
    head: Strip | None = None
    spare: bool = False


def strips(sheet: DaySheet, ink: Ink, width: float) -> Iterator[Strip]:
    """All strips of a sheet, its head first."""
    yield head(sheet, ink, width)
    for block in sheet.blocks:
        yield from _block(block, ink, width)


def head(sheet: DaySheet, ink: Ink, width: float) -> Strip:
    """Title and what it is of at the left, which copy it is at the right."""
    corner = [line for each in sheet.corner for line in ink.wrap(each, Face.SMALL, width * 0.32)]
    left = width - max((ink.width(line, Face.SMALL) for line in corner), default=0.0) - ink.px(12)
    title, under = ink.wrap(sheet.title, Face.TITLE, left), ink.wrap(sheet.subtitle, Face.BODY, left)
    high = len(title) * ink.line(Face.TITLE) + len(under) * ink.line(Face.BODY)
    height = max(high, len(corner) * ink.line(Face.SMALL)) + ink.px(8)

    def paint(painter: QPainter, x: float, y: float) -> None:
        for number, line in enumerate(corner):
            at = x + width - ink.width(line, Face.SMALL)
            ink.write(painter, at, y + number * ink.line(Face.SMALL), line, Face.SMALL)
        for face, lines in ((Face.TITLE, title), (Face.BODY, under)):
            for line in lines:
                ink.write(painter, x, y, line, face)
                y += ink.line(face)

    return Strip(height, paint, keeps=True)


def _block(block: Block, ink: Ink, width: float) -> Iterator[Strip]:
    if isinstance(block, Table):
        yield from _table(block, ink, width)
    elif isinstance(block, Frame):
        yield _frame(block, ink, width)
    elif isinstance(block, Words):
        yield _words(block, ink, width)
    else:
        yield from _lines(block, ink, width)


# ------------------------------------------------------------------------------------------------------------ frame


def _frame(frame: Frame, ink: Ink, width: float) -> Strip:
    """The hour in a thick frame, what is to be known of it beside it; under it where there is no room."""
    pad = ink.px(8)
    columns = [max(ink.width(label, Face.BODY), ink.width(hour, Face.HOUR)) for label, hour in frame.hours]
    big = sum(columns) + ink.px(16) * len(columns)
    beside = width - 2 * pad - big
    is_beside = beside > width * 0.3
    room = beside if is_beside else width - 2 * pad
    lines = [line for each in frame.lines for line in ink.wrap(each, Face.BODY, room)]
    notes = len(lines) * ink.line(Face.BODY) + ink.signs_height(frame.signs, room)
    tall = ink.line(Face.BODY) + ink.line(Face.HOUR)
    height = (max(tall, notes) if is_beside else tall + notes) + 2 * pad

    def paint(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(BLACK, THICK))
        painter.drawRoundedRect(QRectF(x, y, width, height), ink.px(3), ink.px(3))
        at = x + pad
        for (label, hour), wide in zip(frame.hours, columns, strict=True):
            ink.write(painter, at, y + pad, label, Face.BODY)
            ink.write(painter, at, y + pad + ink.line(Face.BODY), hour, Face.HOUR)
            at += wide + ink.px(16)
        left, top = (at, y + pad) if is_beside else (x + pad, y + pad + tall)
        if is_beside:
            top += max(0.0, (tall - notes) / 2)
        for line in lines:
            ink.write(painter, left, top, line, Face.BODY)
            top += ink.line(Face.BODY)
        ink.paint_signs(painter, left, top, room, frame.signs)

    return Strip(height + ink.px(8), paint)


# ------------------------------------------------------------------------------------------------------------ table


def _table(table: Table, ink: Ink, width: float) -> Iterator[Strip]:
    shares = [share / sum(table.widths) * width for share in table.widths]
    top = _heads(table.heads, shares, ink, width) if any(table.heads) else _rule(ink, width)
    yield top
    for row in table.rows:
        yield _heading(row[0], ink, width, top) if len(row) == 1 else _row(row, shares, ink, width, top)
    yield Strip(ink.px(8), lambda _painter, _x, _y: None)


def _rule(ink: Ink, width: float) -> Strip:
    return Strip(ink.px(1), lambda painter, x, y: ink.rule(painter, x, x + width, y, HAIR * 2), keeps=True)


def _heads(heads: Sequence[str], shares: Sequence[float], ink: Ink, width: float) -> Strip:
    pad = ink.px(3)
    longest = [
        (share - pad) / ink.width(word, Face.HEAD)
        for text, share in zip(heads, shares, strict=True)
        for word in text.split()
    ]
    # Rather smaller letters than a word that is broken.
    smaller = min(1.0, *longest)
    cells = [ink.wrap(text, Face.HEAD, (share - pad) / smaller) for text, share in zip(heads, shares, strict=True)]
    line_height = ink.line(Face.HEAD) * smaller
    height = max(map(len, cells)) * line_height + ink.px(4)

    def paint(painter: QPainter, x: float, y: float) -> None:
        at = x + pad
        for lines, share in zip(cells, shares, strict=True):
            for number, line in enumerate(lines):
                painter.save()
                painter.translate(at, y + number * line_height)
                painter.scale(smaller, smaller)
                ink.write(painter, 0, 0, line, Face.HEAD)
                painter.restore()
            at += share
        ink.rule(painter, x, x + width, y + height, HAIR * 2)

    return Strip(height, paint, keeps=True)


def _heading(cell: Cell, ink: Ink, width: float, top: Strip) -> Strip:
    lines = ink.wrap(cell.bold, Face.BOLD, width)
    signs = ink.signs_height(cell.signs, width)
    height = len(lines) * ink.line(Face.BOLD) + signs + ink.px(7)

    def paint(painter: QPainter, x: float, y: float) -> None:
        at = y + ink.px(5)
        for line in lines:
            ink.write(painter, x, at, line, Face.BOLD)
            at += ink.line(Face.BOLD)
        ink.paint_signs(painter, x, at - ink.px(2), width, cell.signs)
        ink.rule(painter, x, x + width, y + height, HAIR * 2)

    return Strip(height, paint, keeps=True, head=top)


def _row(row: Sequence[Cell], shares: Sequence[float], ink: Ink, width: float, top: Strip) -> Strip:
    cells = [_Cell(cell, share, ink) for cell, share in zip(row, shares, strict=True)]
    height = max(cell.height for cell in cells) + ink.px(7)

    def paint(painter: QPainter, x: float, y: float) -> None:
        at = x
        for cell in cells:
            cell.paint(painter, at, y + ink.px(3), height - ink.px(7))
            at += cell.width
        ink.rule(painter, x, x + width, y + height)

    return Strip(height, paint, head=top)


class _Cell:
    """A cell measured for its width."""

    def __init__(self, cell: Cell, width: float, ink: Ink) -> None:
        self.cell, self.width, self.ink = cell, width, ink
        self.pad = ink.px(3)
        room = width - 2 * self.pad
        self.face = Face.TIME if cell.large else Face.BOLD
        self.bold = ink.wrap(cell.bold, self.face, room) if cell.bold else ()
        self.lines = [line for text in cell.lines for line in ink.wrap(text, Face.LINE, room)]
        self.height = len(self.bold) * ink.line(self.face) + len(self.lines) * ink.line(Face.LINE)
        self.height += ink.signs_height(cell.signs, room) + (ink.bar_height if cell.bar else 0)
        if cell.box or cell.line:
            self.height = max(self.height, ink.line(Face.LINE))

    def paint(self, painter: QPainter, x: float, y: float, height: float) -> None:
        ink, left = self.ink, x + self.pad
        if self.cell.box or self.cell.line:
            self._paint_blank(painter, left, y + (height - ink.line(Face.LINE)) / 2)
            return
        y += max(0.0, (height - self.height) / 2)
        for face, lines in ((self.face, self.bold), (Face.LINE, self.lines)):
            for line in lines:
                ink.write(painter, left, y, line, face)
                y += ink.line(face)
        if self.cell.bar is not None:
            ink.paint_bar(painter, left, y, self.width - 2 * self.pad, self.cell.bar)
            y += ink.bar_height
        ink.paint_signs(painter, left, y, self.width - 2 * self.pad, self.cell.signs)

    def _paint_blank(self, painter: QPainter, left: float, y: float) -> None:
        """A box to tick, a word, a line to write on."""
        ink, right = self.ink, left + self.width - 2 * self.pad
        if self.cell.box:
            left += ink.box(painter, left, y)
        for line in self.lines[:1]:
            ink.write(painter, left, y, line, Face.LINE)
            left += ink.width(line, Face.LINE) + ink.px(3)
        if self.cell.line and right > left:
            ink.rule(painter, left, right, y + ink.line(Face.LINE))


# ------------------------------------------------------------------------------------------------- words and lines


def _words(block: Words, ink: Ink, width: float) -> Strip:
    """Bold words, plain words, boxes to tick: one after the other, in as many lines as it takes."""
    face = Face.SMALL if block.small else Face.BODY
    pieces: list[tuple[str, Face, bool]] = [(word, Face.BOLD, False) for word in _UNITS.findall(block.bold)]
    pieces += [(word, face, False) for word in _UNITS.findall(block.text)]
    pieces += [(text, face, True) for text in block.boxes]
    pieces += [(word, face, False) for word in _UNITS.findall(block.after)]
    space, line = ink.width(" ", face), ink.line(Face.BOLD)
    rows: list[list[tuple[str, Face, bool]]] = [[]]
    used = 0.0
    for piece in pieces:
        wide = ink.width(piece[0], piece[1]) + (ink.px(24) if piece[2] else 0) + space
        if used + wide > width and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append(piece)
        used += wide

    def paint(painter: QPainter, x: float, y: float) -> None:
        for row in rows:
            at = x
            for text, kind, run in _runs(row):
                ink.write(painter, at, y, text, kind)
                at += ink.width(text, kind) + space
                if run:
                    at += ink.box(painter, at, y) + ink.px(8)
            y += line

    return Strip(len(rows) * line + ink.px(6), paint)


def _runs(row: Sequence[tuple[str, Face, bool]]) -> Iterator[tuple[str, Face, bool]]:
    """Words of one face joined, so that they can be copied as a sentence."""
    held: list[str] = []
    for number, (text, face, has_box) in enumerate(row):
        held.append(text)
        after = row[number + 1] if number + 1 < len(row) else None
        if has_box or after is None or after[1] is not face or after[2]:
            yield " ".join(held), face, has_box
            held = []


def _lines(block: Lines, ink: Ink, width: float) -> Iterator[Strip]:
    label = _words(Words(text=block.label), ink, width)
    yield Strip(label.height, label.paint, keeps=True)
    for number in range(block.count):
        high = ink.px(20)

        def paint(painter: QPainter, x: float, y: float, high: float = high) -> None:
            painter.setPen(QPen(BLACK, HAIR))
            painter.drawLine(QPointF(x, y + high - ink.px(4)), QPointF(x + width, y + high - ink.px(4)))

        yield Strip(high, paint, spare=number > 0)
