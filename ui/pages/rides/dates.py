"""'Move dates': notices at the left, every hearing of the chosen one in the middle, who must be told at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic.domain.ids import NoticeId
from clinic.domain.notices import NoticeState
from clinic.domain.when import local
from clinic.i18n import _, day, say_n
from clinic.services import dates, drafts, notices
from clinic.services.views.dates import DateLine, DatesPreview, Draft, LineState
from clinic.services.views.dates import DatesView as Found
from ui.dialogs.forms import open_form
from ui.page import Page
from ui.pages.rides.dates_forms import AsideForm, ask_notice
from ui.pages.rides.dates_side import LineDetail
from ui.pages.rides.dates_tables import ANEW, DRAFT, anew_table, lines_table, notice_lines
from ui.pages.rides.dates_tells import TellsPanel, go_to
from ui.theme import theme
from ui.widgets.basics import Button, Label, column, row
from ui.widgets.header import PageHeader
from ui.widgets.lines import LineList
from ui.widgets.panel import Foot, Panel, Split
from ui.widgets.table import Table

LEFT, RIGHT, WIDEST = 224, 240, 300


class DatesView(Split):
    """Enter looks at a household, Space ticks a hearing, A all of them; the filled button moves what is ticked."""

    changed = Signal()
    """What the head of the page says is another now: its answer, its filled button."""

    def __init__(self, page: Page) -> None:
        self._page, self._desk = page, page.desk
        self._found: Found | None = None
        self._draft: Draft | None = None
        self._preview: DatesPreview | None = None
        self._ticked: set[str] = set()
        self.notices = LineList(_("Notices"))
        self.notices.setObjectName("notices")
        self.lines = lines_table(lambda key: key in self._ticked)
        self.anew = anew_table()
        self.table = Table(self.lines, _("Hearings of the notice"))
        self.anew_view = Table(self.anew, _("To do anew"))
        self.table.setObjectName("dateLines")
        self.anew_view.setObjectName("anewLines")
        self.detail = LineDetail()
        self._say, self._stack = Label("", "small", "ink2", wrap=True), QStackedWidget()
        self._keep = Button(_("Keep undecided"), "tray", small=True, name="keepNotice", on=self._record)
        self._drop = Button(_("Discard"), "x", small=True, name="dropDraft", on=self._discard)
        self._aside = Button(_("Set aside…"), "x-circle", small=True, name="asideNotice", on=self._set_aside)
        self.sheet = Panel(_("Move dates"), scroll=False)
        self.told = TellsPanel(page.desk)
        self.tells = self.told.lines
        super().__init__(self._middle(), self.told, RIGHT)
        self._wire()

    def _middle(self) -> QWidget:
        left, middle = Panel(_("Notices"), scroll=False), QWidget()
        left.content.addWidget(self.notices, 1)
        left.setFixedWidth(min(theme().px(LEFT), WIDEST))
        for view in (self.table, self.anew_view):
            self._stack.addWidget(view)
        self.sheet.content.addWidget(self._stack, 1)
        self.sheet.content.addWidget(self.detail)
        acts = QWidget()
        acts.setLayout(row(self._drop, self._aside, self._keep, gap=6))
        foot = Foot(self._say, acts)
        foot.layout().setStretchFactor(self._say, 1)  # type: ignore[union-attr]  # a foot has a layout
        self.sheet.content.addWidget(foot)
        both = row(left, gap=12)
        both.addWidget(self.sheet, 1)
        middle.setLayout(column(both, gap=0))
        return middle

    def _wire(self) -> None:
        self.notices.chosen.connect(lambda _key: self._look())
        self.notices.opened.connect(lambda _key: self.middle.setFocus())
        self.table.chosen.connect(lambda _key: self._show_line())
        self.table.toggled.connect(self._toggle)
        self.table.opened.connect(lambda key: self._open_household(self._line(key)))
        self.table.letter.connect(lambda letter, _key: self._tick_all() if letter in "aA" else None)
        self.anew_view.opened.connect(self._open_anew)

    # ---------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        """Read the notices of the site, and what the chosen one would do."""
        site = self._desk.site
        if site is not None:
            self._desk.read(
                lambda work: dates.dates_view(work, site=site), self._show, newest="rides.dates", owner=self
            )

    def _show(self, found: Found) -> None:
        self._found = found
        kept = self.notices.current_key
        lines = notice_lines(found, self._draft)
        self.notices.set_lines(lines)
        keys = [line.key for line in lines if not line.section]
        if keys and self.notices.current_key not in keys:
            self.notices.choose(keys[0])
        elif kept == self.notices.current_key or not keys:
            self._look()
        self.changed.emit()

    @property
    def chosen(self) -> str:
        """The key of the chosen line at the left."""
        return self.notices.current_key

    def _look(self) -> None:
        """Show what is chosen at the left."""
        key, draft = self.chosen, self._draft
        self._aside.setVisible(False)
        if key == ANEW:
            self._show_anew()
        elif key == DRAFT and draft is not None:
            self._read(lambda work: dates.preview(work, draft=draft))
        elif key:
            notice = NoticeId(UUID(key))
            self._read(lambda work: dates.preview(work, draft=drafts.on_file(work, notice=notice)))
        else:
            self._show_nothing()

    def _read(self, query: Callable[[Any], DatesPreview]) -> None:
        self._desk.read(query, self._show_preview, newest="rides.dates.preview", owner=self)

    def _show_preview(self, found: DatesPreview) -> None:
        before, self._preview = self._preview, found
        if before is None or before.draft != found.draft or before.lines != found.lines:
            self._ticked = {line.key for line in found.lines if line.state is LineState.MOVES}
        draft = found.draft
        note = ", ".join(part for part in (draft.source, day(draft.received_on), str(found.line)) if part)
        self.sheet.set_title(draft.title, note)
        self._stack.setCurrentWidget(self.table)
        self.lines.set_rows(found.lines)
        if found.lines and self.table.current_key is None:
            self.table.choose(found.lines[0].key)
        is_new = draft.notice_id is None
        waits = draft.state is NoticeState.OPEN
        for button, shown in ((self._keep, is_new), (self._drop, is_new), (self._aside, waits and not is_new)):
            button.setVisible(shown)
        self._show_ticks()
        self._show_line()

    def _show_anew(self) -> None:
        found = self._found
        self._preview = None
        if found is None:
            return
        self.sheet.set_title(
            _("To do anew"), _("What rests on dates that have moved. It goes away by itself when it is done.")
        )
        self._stack.setCurrentWidget(self.anew_view)
        self.anew.set_rows(found.dependants)
        if found.dependants and self.anew_view.current_key is None:
            self.anew_view.setCurrentIndex(self.anew.index(0, 0))
        self._hide_acts(_("Enter goes to where it is done."))
        self.told.prepare(lambda: found.tells)

    def _show_nothing(self) -> None:
        self._preview = None
        self.sheet.set_title(_("No notice yet"), _("A notice moves many hearings at once; every old date is kept."))
        self._stack.setCurrentWidget(self.table)
        self.lines.set_rows(())
        self._hide_acts(_("Nothing moves before it was looked at hearing by hearing."))
        self.told.prepare(tuple)

    def _hide_acts(self, text: str) -> None:
        for button in (self._keep, self._drop, self._aside):
            button.hide()
        self.detail.hide()
        self._say.setText(text)
        self.changed.emit()

    def _show_ticks(self) -> None:
        self.table.viewport().update()
        found = self._preview
        if found is not None:
            ticked = frozenset(self._ticked)
            self.told.prepare(lambda: found.tells(ticked))
            waits = found.draft.state is NoticeState.OPEN
            self._say.setText(_("Space ticks a hearing, A all of them. One step in undo.") if waits else "")
        self.changed.emit()

    def _show_line(self) -> None:
        line = self._line(self.table.current_key)
        self.detail.setVisible(line is not None and self._preview is not None)
        if line is not None and self._preview is not None:
            self.detail.show_line(line, self._preview.draft.title)

    def _line(self, key: object) -> DateLine | None:
        lines = self._preview.lines if self._preview else ()
        return next((line for line in lines if line.key == key), None)

    # ------------------------------------------------------------------------------------------------------------ doing

    @property
    def can_apply(self) -> int:
        """How many hearings the filled button would move; 0 where there is nothing to apply."""
        found = self._preview
        if found is None or found.draft.state is not NoticeState.OPEN:
            return 0
        return len(self._ticked)

    def show_head(self, header: PageHeader, new_notice: Button) -> None:
        """While there is something to move the filled button moves it; else it asks for a notice."""
        count = self.can_apply
        new_notice.setVisible(count > 0)
        header.set_answer(str(self._found.line) if self._found else "")
        if count:
            header.set_primary(str(say_n("Move {n} date", "Move {n} dates", count)), "check", on=self.apply)
        else:
            header.set_primary(_("New notice"), "plus", on=self.new_notice)

    def new_notice(self) -> None:
        """Ask for a notice, and look at what it would do."""
        zone = self._desk.zone
        self._desk.read(
            lambda work: local(work.now(), zone).date(),
            lambda today: ask_notice(self._desk, self._page, today, self._take),
            owner=self,
        )

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        if self._found is not None:
            self.notices.set_lines(notice_lines(self._found, draft))
            self.notices.choose(DRAFT)
            self._look()
            self.table.setFocus()

    def apply(self) -> None:
        """Move what is ticked, as one step."""
        found = self._preview
        if found is not None and self.can_apply:
            self._run(notices.apply, draft=found.draft, lines=frozenset(self._ticked), progress=True)

    def _record(self) -> None:
        if self._draft is not None:
            self._run(notices.record, draft=self._draft)

    def _discard(self) -> None:
        self._draft = None
        self.reload()

    def _set_aside(self) -> None:
        found = self._preview
        if found is not None and found.draft.notice_id is not None:
            form = AsideForm(self._page, found.draft.title)
            open_form(self._desk, form, notices.set_aside, notice=found.draft.notice_id)

    def _run(self, verb: Callable[..., Any], **given: Any) -> None:
        def done(_answer: object) -> None:
            self._draft = None

        self._desk.run(verb, starter=self._page, done=done, what=_("Moving dates"), **given)

    def _toggle(self, key: object) -> None:
        line = self._line(key)
        if line is not None and line.can_move and self._preview and self._preview.draft.state is NoticeState.OPEN:
            self._ticked ^= {line.key}
            self._show_ticks()

    def _tick_all(self) -> None:
        found = self._preview
        if found is not None and found.draft.state is NoticeState.OPEN:
            every = {line.key for line in found.lines if line.can_move}
            self._ticked = set() if self._ticked == every else every
            self._show_ticks()

    # -------------------------------------------------------------------------------------------------------- elsewhere

    def _open_household(self, line: DateLine | None) -> None:
        if line is not None and line.household_id is not None:
            self._desk.go("people", line.household_id)

    def _open_anew(self, key: object) -> None:
        number = self.anew.row_of(key)
        if number is not None:
            go_to(self._page, self.anew.at(number))

    @property
    def middle(self) -> Table:
        """The table that is shown now."""
        return self.anew_view if self._stack.currentWidget() is self.anew_view else self.table

    def parts(self) -> list[QWidget]:
        """The panes that F6 walks through."""
        return [self.notices, self.middle, self.tells]
