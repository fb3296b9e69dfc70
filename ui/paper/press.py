"""Puts laid-out pages on paper or into a PDF, a page at a time, so that no window has to wait for a hundred of them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from clinic.domain.day_sheets import DaySheet
from clinic.domain.errors import FileTrouble
from clinic.i18n import say
from ui import theme

from .ink import Ink
from .pages import QT_SIZES, Printout, SheetPage, lay_out

#: Dots an inch that make a dot a tenth of a point.
TENTHS = 720


class Press:
    """Paints pages onto a device, one with each `step`; `done` when all are out."""

    def __init__(self, device: QPagedPaintDevice, pages: Sequence[SheetPage]) -> None:
        self._device, self._pages, self._next = device, pages, 0
        self._painter = QPainter()
        if not self._painter.begin(device):
            raise FileTrouble(say("The printer does not answer. Look whether it is on, or save a PDF."))
        self._scale = device.logicalDpiX() / TENTHS

    @property
    def done(self) -> bool:
        """Whether all pages are out."""
        return self._next >= len(self._pages)

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return self._next / max(1, len(self._pages))

    def step(self) -> None:
        """Put the next page out."""
        if self._next:
            self._device.newPage()
        painter = self._painter
        painter.save()
        painter.scale(self._scale, self._scale)
        self._pages[self._next].paint(painter)
        painter.restore()
        self._next += 1
        if self.done:
            painter.end()


class PdfPress:
    """The same into the bytes of a PDF. Its words can be copied, searched and read aloud."""

    def __init__(self, pages: Sequence[SheetPage], printout: Printout, title: str) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(TENTHS)
        self._writer.setPageLayout(whole_page(printout))
        self._writer.setTitle(title)
        self._writer.setCreator("Clinic Scheduler")
        self.press = Press(self._writer, pages)

    def data(self) -> bytes:
        """The file, once the press is done."""
        self._buffer.close()
        return _with_spaces(bytes(self._buffer.data().data()))


def pdf(sheets: Sequence[DaySheet], printout: Printout, title: str) -> tuple[bytes, int]:
    """Sheets as the bytes of a PDF, and how many pages it has. A window or `begin` must have been there before."""
    ink = Ink(large=printout.large)
    pages = [page for sheet in sheets for page in lay_out(sheet, printout, ink)]
    made = PdfPress(pages, printout, title)
    while not made.press.done:
        made.press.step()
    return made.data(), len(pages)


def begin() -> QApplication:
    """Make Qt ready to print without a window, where there is none: no screen is asked for."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        found = QApplication(["clinic-scheduler"])
    theme.load_fonts()
    return found


def whole_page(printout: Printout) -> QPageLayout:
    """The page without margins: the sheets have their own."""
    size = QPageSize(QT_SIZES[printout.size])
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())


def _with_spaces(data: bytes) -> bytes:
    """Say of the glyph of a space that it is one: Qt writes a tabulator, the first letter that looks the same."""
    maps = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
    listed = re.compile(rb"\[[^\]]*\]|(?<=> )<0009>(?=\n)")
    return maps.sub(lambda found: listed.sub(lambda m: m[0].replace(b"<0009>", b"<0020>"), found[0]), data)
