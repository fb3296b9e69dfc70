"""Print day sheets: which sheets of the day go on paper, what stands on them, and which copies out there are old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from clinic.domain.day_sheets import HEARING_DAY, DaySheet, SheetKind
from clinic.domain.errors import ClinicError
from clinic.domain.history import Change
from clinic.i18n import _, day, month, say, say_n, weekday_long
from clinic.ports import UnitOfWork
from clinic.services import sheets
from ui.actions import Command
from ui.desk import Desk
from ui.formats import Formats
from ui.page import Page
from ui.pages.printing.options import Options
from ui.pages.printing.words import key_of, page_lines
from ui.paper.pages import SheetPage
from ui.paper.press import PdfPress, Press, whole_page
from ui.paper.runs import LayingOut, Printing
from ui.paper.view import PageView
from ui.states import State
from ui.theme import theme, watch
from ui.tokens import CARD_GAP, PAGE_MARGIN
from ui.widgets.basics import Card, Glyph, Label
from ui.widgets.lines import LineList
from ui.widgets.panel import Foot, Panel
from ui.widgets.toast import copy_text
from ui.widgets.waiting import EmptyState

LEFT, RIGHT = 300, 190
#: What is ticked at first; the rest when somebody wants it.
USUAL = (*HEARING_DAY, SheetKind.ATTORNEY)


class PrintingPage(Page):
    """It answers which paper copies are older than the plan, and puts the day on paper."""

    name = "printing"
    under = "today"
    kinds = frozenset(
        {"delivery", "trip", "stop", "ride", "seat", "hearing", "household", "person", "check_in", "volunteer",
         "vehicle", "session", "place", "travel", "clinic", "site", "slot", "consultation", "follow_up", "notice"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Print day sheets"))
        self.header.set_title(_("Today > Print day sheets"))
        self._sheets: tuple[DaySheet, ...] = ()
        self._pages: list[SheetPage] = []
        self._laying: LayingOut | None = None
        self._printing: Printing | None = None
        self._only_changed = False
        self.options = Options(self.print_pages, self.save_pdf)
        self.view = PageView(_("The page as it will be printed"))
        self.list = LineList(_("Pages"))
        self.list.setObjectName("pages")
        self._stack, self._empty = QStackedWidget(), EmptyState("printer", "")
        self._build()
        self.options.tick(USUAL)
        self.options.changed.connect(self._lay_out)
        self.options.retold.connect(self.reload)
        self.list.chosen.connect(self._show_page)
        watch().changed.connect(self._measure)

    def _build(self) -> None:
        self._changed = self.header.add_button("", "diamond-fill", name="onlyChanged", on=self._toggle_changed)
        self._copy = self.header.add_button(_("Copy text"), "chat-text", name="copyText", on=self.copy_text)
        middle = Card()
        middle.body.addWidget(self.view, 1)
        self._side = Panel(_("Pages"), scroll=False)
        self._side.content.addWidget(self.list, 1)
        legend = Label(_("the printed copy is older than the plan"), "small", "ink2", wrap=True)
        foot = Foot(Glyph.of(State.OLD_COPY, 14), legend, gap=6)
        self._side.body.addWidget(foot)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, CARD_GAP)
        line.setSpacing(CARD_GAP)
        line.addWidget(self.options)
        line.addWidget(middle, 1)
        line.addWidget(self._side)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack, 1)
        self._measure()

    def _measure(self) -> None:
        self.options.setFixedWidth(max(theme().px(LEFT), self.options.least_width))
        self._side.setFixedWidth(theme().px(RIGHT))

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        site, on, tongue = self.desk.site, self.desk.day, self.options.language
        if site is not None:
            self.desk.read(
                lambda work: sheets.day_sheets(work, site=site, day=on, tongue=tongue),
                self._show,
                newest="printing",
                owner=self,
            )

    def _show(self, found: tuple[DaySheet, ...]) -> None:
        self._sheets = found
        if not found:
            text = _("Nothing is planned on {day} that could be printed.").format(day=day(self.desk.day))
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = EmptyState("printer", text)
            self._stack.addWidget(self._empty)
        self._stack.setCurrentIndex(0 if found else 1)
        self._lay_out()

    @property
    def wanted(self) -> list[DaySheet]:
        """The sheets that are ticked; only old ones when those alone were asked for."""
        kinds = self.options.kinds
        ticked = [sheet for sheet in self._sheets if sheet.kind in kinds]
        return [sheet for sheet in ticked if sheets.is_old(sheet)] if self._only_changed else ticked

    def _lay_out(self) -> None:
        """Lay every sheet of the day out, in turns, for all of them are counted."""
        if self._laying is not None:
            self._laying.stop()
            self._laying.deleteLater()
        self._laying = LayingOut(self._sheets, self.options.printout, self)
        self._laying.finished.connect(self._on_laid_out)
        self._say_what()

    @property
    def is_busy(self) -> bool:
        """Whether pages are being laid out or printed."""
        return self._laying is not None or self._printing is not None

    def _on_laid_out(self) -> None:
        if self._laying is None:
            return
        laid, self._laying = self._laying, None
        laid.deleteLater()
        self.options.show_counts(Counter(page.sheet.kind for page in laid.pages))
        wanted = {sheet.key for sheet in self.wanted}
        self._pages = [page for page in laid.pages if page.sheet.key in wanted]
        self.list.set_lines(page_lines(self._pages))
        if not self.list.current_key and self._pages:
            self.list.choose(key_of(self._pages[0]))
        self._show_page(self.list.current_key)
        self._say_what()

    def _say_what(self) -> None:
        old = [sheet for sheet in self._sheets if sheets.is_old(sheet)]
        n, on = len(self._pages), self.desk.day
        pages, date = say_n("{n} page", "{n} pages", n), f"{weekday_long(on.weekday())} {on.day} {month(on.month)}"
        self.options.set_title(_("Print day sheets"), f"{date} · {pages}")
        told = say_n(
            "{old} of {n} sheet replaces an older paper copy", "{old} of {n} sheets replace an older paper copy",
            len(self._sheets), old=len(old),
        )  # fmt: skip
        self.header.set_answer(str(told))
        self._changed.setVisible(bool(old) or self._only_changed)
        only = say_n("Only the {n} that changed", "Only the {n} that changed", len(old))
        self._changed.setText(_("All sheets") if self._only_changed else str(only))
        self.options.show_pages(n, busy=self.is_busy)
        self._measure()
        self._copy.setEnabled(self.view.page is not None)

    def _show_page(self, key: str) -> None:
        page = next((page for page in self._pages if key_of(page) == key), None)
        self.view.show_page(page)
        self.options.show_level(page.sheet.kind if page else None)

    def _toggle_changed(self) -> None:
        self._only_changed = not self._only_changed
        self._lay_out()

    def show_target(self, target: object) -> None:
        """Only this kind of sheet."""
        if isinstance(target, SheetKind):
            self._only_changed = False
            self.options.tick({target})

    # -------------------------------------------------------------------------------------------------- what leaves

    @property
    def _title(self) -> str:
        """The name of the document and of the file: a day, never anybody."""
        return _("Day sheets {day}").format(day=self.desk.day.isoformat())

    def print_pages(self) -> None:
        """Ask for a printer, then print in turns and note which copies are out."""
        if self.is_busy or not self._pages:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setFullPage(True)
        printer.setPageLayout(whole_page(self.options.printout))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(_("Print day sheets"))
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # QPrintDialog's own wants a slot

    def print_on(self, printer: QPrinter) -> None:
        """Print on this printer. What cannot be printed is told by the guard."""
        printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
        pages = tuple(self._pages)
        try:
            press = Press(printer, pages)
        except ClinicError as error:
            self.desk.guard.handle(error)
            return
        self._run(press, lambda: self._note(pages, "print"))

    def save_pdf(self) -> None:
        """Ask where and save a PDF."""
        if self.is_busy or not self._pages:
            return
        dialog = QFileDialog(self, _("Save PDF"), "", _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self._title}.pdf")
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.write_pdf(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_pdf(self, path: Path) -> None:
        """Make the PDF in turns, then write it whole or not at all, and note which copies are out."""
        pages = tuple(self._pages)
        made = PdfPress(pages, self.options.printout, self._title)
        self._run(made.press, lambda: self._note(pages, "file", path, made.data()))

    def _run(self, press: Press, then: Callable[[], None]) -> None:
        self._printing = Printing(press, self)
        self._printing.finished.connect(lambda: self._on_printed(then))
        self._say_what()

    def _on_printed(self, then: Callable[[], None]) -> None:
        if self._printing is not None:
            self._printing.deleteLater()
            self._printing = None
        then()
        self._say_what()

    def _note(self, pages: Sequence[SheetPage], way: str, path: Path | None = None, data: bytes = b"") -> None:
        given = tuple({page.sheet.key: page.sheet for page in pages}.values())
        self.desk.run(
            _give,
            formats=self.desk.formats,
            given=given,
            way=way,
            path=path,
            data=data,
            starter=self,
            quiet=True,
            what=_("Printing"),
            done=lambda _change: self._tell(len(pages), path),
        )

    def _tell(self, n: int, path: Path | None) -> None:
        if path is None:
            self.desk.say(str(say_n("{n} page printed.", "{n} pages printed.", n)))
        else:
            self.desk.say(str(say_n("{file}: {n} page.", "{file}: {n} pages.", n, file=path.name)))

    def copy_text(self) -> None:
        """Put the sheet on screen onto the clipboard as plain lines."""
        if self.view.page is not None:
            copy_text(sheets.as_text(self.view.page.sheet))
            self.desk.say(_("Copied. Codes only, as on the sheet."))

    # ------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be done with paper."""
        return (
            Command("print-pages", say("Print…"), self.print_pages, menu="file", icon="printer", keys="Ctrl+P"),
            Command("save-pdf", say("Save PDF"), self.save_pdf, menu="file", icon="download-simple", keys="Ctrl+S"),
            Command("copy-sheet", say("Copy the sheet as text"), self.copy_text, menu="edit", icon="chat-text"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, what is wanted, the pages."""
        return [self.header, self.options, self.list]


def _give(
    work: UnitOfWork, *, formats: Formats, given: Sequence[DaySheet], way: str, path: Path | None, data: bytes
) -> Change:
    """Write the file where there is one, and note the copies."""
    out = formats.outbox(path.parent) if path else None
    return sheets.give(work, sheets=given, way=way, out=out, name=path.name if path else "", data=data)
