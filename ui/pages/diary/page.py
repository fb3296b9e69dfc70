"""The Diary as a story by day; one step can be looked at, with what undoing it would touch, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic.domain.day_sheets import SheetKind
from clinic.i18n import _, say
from clinic.services import history
from clinic.services.diary import diary
from clinic.services.diary_detail import diary_detail
from clinic.services.views.diary import Diary, DiaryDetail, DiaryEntry
from ui.actions import Command
from ui.desk import Desk
from ui.page import Page
from ui.pages.diary.lines import detail_lines, diary_lines
from ui.widgets.basics import Button, Card, column
from ui.widgets.filter_bar import FilterBar
from ui.widgets.lines import LineList
from ui.widgets.panel import Foot, Panel, Split
from ui.widgets.waiting import EmptyState

PAGE = 100
"""Steps that are read at once; older ones when they are asked for."""


class DiaryPage(Page):
    """It answers what changed, who did it and why."""

    name = "diary"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Diary"))
        self._entries: dict[str, DiaryEntry] = {}
        self._before: int | None = None
        self._detail: DiaryDetail | None = None
        self._text = ""
        self.filter = FilterBar(_("Filter by person, code or word"))
        self.lines, self.detail = LineList(_("Diary")), LineList(_("One step"))
        self.panel = Panel(closable=True, scroll=False)
        self._shown, self._empty = QStackedWidget(), EmptyState("notebook", _("Nothing yet."))
        self._nothing = EmptyState("magnifying-glass", _("No step fits the filter."))
        self._more = Button(_("Older steps"), name="older", on=self._older)
        self._undo_one = Button(_("Undo this step"), "arrow-u-up-left", name="undoStep", on=self._undo)
        self._build()
        self.filter.typed.connect(self._on_typed)
        self.filter.field.left_downwards.connect(self.lines.setFocus)
        self.lines.chosen.connect(self._choose)
        self.lines.opened.connect(lambda _key: self.detail.setFocus())
        self.panel.closed.connect(self.go_back)
        self.header.view_chosen.connect(lambda _view: self.reload())
        # The bus tells of every kind: the diary shows them all.
        desk.bus.changed.connect(lambda _change, _starter: self.look_again())

    def _build(self) -> None:
        self.header.add_button(_("Hand-over sheet"), "clipboard-text", name="handOver", on=self._hand_over)
        self.header.set_views([("all", _("Everything")), ("overrides", _("Overrides")), ("sent", _("Sent"))])
        self.lines.setObjectName("diary")
        self.detail.setObjectName("diaryDetail")
        card = Card()
        card.body.addLayout(column(self.filter, margins=(10, 8, 10, 8)))
        for widget in (self.lines, self._empty, self._nothing):
            self._shown.addWidget(widget)
        card.body.addWidget(self._shown, 1)
        self._foot = Foot(self._more, None)
        card.body.addWidget(self._foot)
        self.panel.content.addWidget(self.detail, 1)
        self.panel.content.addWidget(Foot(self._undo_one, None))
        self._split = Split(card, self.panel, 340)
        self._split.show_panel(False)
        self.body.addWidget(self._split, 1)

    # -------------------------------------------------------------------------------------------------- what is shown

    @property
    def _wanted(self) -> dict[str, Any]:
        view = self.header.segments.current
        kind = "delivery" if view == "sent" else ""
        return {"text": self._text, "overrides_only": view == "overrides", "kind": kind, "limit": PAGE}

    def reload(self) -> None:
        wanted = self._wanted
        self.desk.read(lambda work: diary(work, **wanted), self._show, newest="diary", owner=self)
        if self._detail is not None:
            self._choose(str(self._detail.entry.entry_id))

    def _show(self, found: Diary) -> None:
        self._entries = {}
        self.header.set_answer(str(found.line))
        self._take(found)
        self.lines.set_lines(diary_lines(found))
        is_all = not self._text and self.header.segments.current == "all"
        self._shown.setCurrentWidget(self.lines if self._entries else self._empty if is_all else self._nothing)

    def _older(self) -> None:
        wanted, before = self._wanted, self._before

        def add(found: Diary) -> None:
            self._take(found)
            self.lines.set_lines(diary_lines(found, self.lines.lines))

        self.desk.read(lambda work: diary(work, **wanted, before=before), add, newest="diary", owner=self)

    def _take(self, found: Diary) -> None:
        self._entries.update({str(entry.entry_id): entry for one in found.days for entry in one.entries})
        self._before = found.before
        self._foot.setVisible(found.before is not None)

    def _on_typed(self, text: str) -> None:
        self._text = text
        self.reload()

    def _choose(self, key: str) -> None:
        entry = self._entries.get(key)
        if entry is not None:
            entry_id = entry.entry_id
            self.desk.read(
                lambda work: diary_detail(work, entry=entry_id), self._show_detail, newest="diary.one", owner=self
            )

    def _show_detail(self, found: DiaryDetail) -> None:
        self._detail = found
        entry = found.entry
        when = f"{entry.at:%H:%M}"
        self.panel.set_title(str(entry.label), " · ".join(part for part in (when, entry.who) if part))
        self.detail.set_lines(detail_lines(found))
        self._undo_one.setVisible(entry.can_undo)
        self._undo_one.setEnabled(not found.in_the_way)
        self._split.show_panel()

    def _undo(self) -> None:
        """Take the step back. Ctrl+Y puts it in force again; Ctrl+Z would take back another, so nothing offers that."""
        if self._detail is not None:
            self.desk.run(
                history.undo,
                entry=self._detail.entry.entry_id,
                starter=self,
                quiet=True,
                done=lambda change: self.desk.say(str(change.label)),
            )

    def _hand_over(self) -> None:
        """Show the sheet for the next team, to be read, copied or printed."""
        self.desk.go("printing", SheetKind.HANDOVER)

    # ------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """Undoing one step of the past; the sheet for the next team."""
        return (
            Command("undo-step", say("Undo this step"), self._undo, icon="arrow-u-up-left", why_not=self._no_step),
            Command("hand-over", say("Hand-over sheet"), self._hand_over, icon="clipboard-text"),
        )

    def _no_step(self) -> str:
        detail = self._detail
        if detail is None:
            return _("Choose a step first")
        if detail.entry.is_emptied:
            return _("Data that it held was removed for good; it can no longer be undone.")
        return "" if detail.entry.can_undo and not detail.in_the_way else _("Later steps depend on it, or it is undone")

    def panes(self) -> Sequence[QWidget]:
        """Header, list, panel."""
        return [self.header, self.lines, self.panel]

    def focus_filter(self) -> None:
        self.filter.field.setFocus()

    def go_back(self) -> bool:
        """Close the panel."""
        if not self.panel.isVisible():
            return False
        self._detail = None
        self._split.show_panel(False)
        self.lines.setFocus()
        return True
