"""The Diary as a story by day; one step can be looked at, with what undoing it would touch, and taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic.i18n import _, day, say
from clinic.services import history
from clinic.services.diary import diary
from clinic.services.diary_detail import diary_detail
from clinic.services.views.diary import Diary, DiaryDetail, DiaryEntry
from ui.actions import Command
from ui.desk import Desk
from ui.page import Page
from ui.states import State
from ui.widgets.basics import Button, Card, Label, clear, column, row
from ui.widgets.filter_bar import FilterBar
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Foot, Panel, Split, Strip

PAGE = 100
_ICONS = (
    ("trip", "car"),
    ("ride", "car"),
    ("check_in", "check-circle"),
    ("consultation", "chats-circle"),
    ("hearing", "scales"),
    ("session", "squares-four"),
    ("seat", "squares-four"),
    ("volunteer", "users"),
    ("household", "users"),
    ("delivery", "paper-plane-tilt"),
    ("place", "map-pin"),
)


class DiaryPage(Page):
    """It answers what changed, who did it and why."""

    name = "diary"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Diary"))
        self._entries: dict[str, DiaryEntry] = {}
        self._before: int | None = None
        self._detail: DiaryDetail | None = None
        self._text, self._overrides = "", False
        self.filter = FilterBar(_("Find in the diary"))
        self.lines = LineList(_("Diary"))
        self.lines.setObjectName("diary")
        self.panel = Panel(scroll=True, closable=True)
        self._more = Button(_("Older steps"), name="older", on=self._older)
        self.undo_one = Button(_("Undo this step"), "arrow-u-up-left", name="undoStep", on=self._undo)
        self._build()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(200)
        self._typing.timeout.connect(self.reload)
        self.filter.typed.connect(self._on_typed)
        self.lines.chosen.connect(self._choose)
        self.lines.opened.connect(lambda _key: self.panel.focus_title())
        self.panel.closed.connect(lambda: self._split.show_panel(False))
        self.header.view_chosen.connect(self._on_view)
        # The bus tells of every kind: the diary shows them all.
        desk.bus.changed.connect(lambda _change, _starter: self.look_again())

    def _build(self) -> None:
        self.header.set_views([("all", _("Everything")), ("overrides", _("Overrides"))])
        card = Card()
        card.body.addLayout(column(self.filter, margins=(10, 8, 10, 8)))
        card.body.addWidget(self.lines, 1)
        card.body.addWidget(Foot(self._more, None))
        self._content = QVBoxLayout()
        self.panel.content.addLayout(self._content)
        self._split = Split(card, self.panel, 340)
        self._split.show_panel(False)
        self.body.addWidget(self._split, 1)

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        text, overrides = self._text, self._overrides
        self.desk.read(
            lambda work: diary(work, text=text, overrides_only=overrides, limit=PAGE),
            self._show,
            newest="diary",
            owner=self,
        )

    def _show(self, found: Diary) -> None:
        self._entries = {}
        self.header.set_answer(str(found.line))
        self._fill(found, [])

    def _fill(self, found: Diary, lines: list[Line]) -> None:
        for one in found.days:
            lines.append(Line(key=one.on.isoformat(), title=day(one.on, year=True), section=True))
            for entry in one.entries:
                self._entries[str(entry.entry_id)] = entry
                lines.append(_line(entry))
        self.lines.set_lines(lines)
        self._before = found.before
        self._more.setVisible(found.before is not None)

    def _older(self) -> None:
        text, overrides, before = self._text, self._overrides, self._before
        self.desk.read(
            lambda work: diary(work, text=text, overrides_only=overrides, limit=PAGE, before=before),
            lambda found: self._fill(found, list(self.lines.lines)),
            newest="diary",
            owner=self,
        )

    def _on_typed(self, text: str) -> None:
        self._text = text
        self._typing.start()

    def _on_view(self, view: str) -> None:
        self._overrides = view == "overrides"
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
        self.panel.set_title(str(entry.label), " · ".join(part for part in (f"{entry.at:%H:%M}", entry.who) if part))
        clear(self._content)
        if entry.reason:
            self._section(_("Reason"), [entry.reason])
        self._section(_("Rules that were overruled"), [str(rule) for rule in found.rules])
        changes = [
            _("{row}, {field}: {before} → {after}").format(
                row=line.row, field=line.field, before=str(line.before) or "–", after=str(line.after) or "–"
            )
            for line in found.lines
        ]
        if found.more:
            changes.append(_("and {n} more rows").format(n=found.more))
        self._section(_("Before and after"), changes)
        self._section(_("What undoing would touch"), [str(sentence) for sentence in found.undoing])
        self._section(_("Later steps to undo first"), [str(sentence) for sentence in found.in_the_way])
        if entry.can_undo:
            self.undo_one = Button(_("Undo this step"), "arrow-u-up-left", name="undoStep", on=self._undo)
            self.undo_one.setEnabled(not found.in_the_way)
            self._content.addLayout(row(self.undo_one, None, margins=(12, 8, 12, 12)))
        self._split.show_panel()

    def _section(self, title: str, sentences: Sequence[str]) -> None:
        if not sentences:
            return
        self._content.addWidget(Strip(title, str(len(sentences)) if len(sentences) > 1 else ""))
        texts = column(gap=4, margins=(12, 6, 12, 8))
        for sentence in sentences:
            texts.addWidget(Label(sentence, "small", wrap=True))
        self._content.addLayout(texts)

    def _undo(self) -> None:
        if self._detail is not None:
            self.desk.run(history.undo, entry=self._detail.entry.entry_id, starter=self)

    # ------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """Undoing one step of the past."""
        return (Command("undo-step", say("Undo this step"), self._undo, icon="arrow-u-up-left", why_not=self._no_step),)

    def _no_step(self) -> str:
        detail = self._detail
        if detail is None:
            return _("Choose a step first")
        return "" if detail.entry.can_undo and not detail.in_the_way else _("Later steps depend on it, or it is undone")

    def panes(self) -> Sequence[QWidget]:
        """Header, list, panel."""
        return [self.header, self.lines, self.panel]

    def focus_filter(self) -> None:
        self.filter.field.setFocus()

    def go_back(self) -> bool:
        """Close the panel."""
        if self.panel.isVisible():
            self._split.show_panel(False)
            return True
        return False


def _line(entry: DiaryEntry) -> Line:
    icon = next((icon for kind, icon in _ICONS if kind in entry.kinds), "notebook")
    if entry.is_step_back:
        icon = "arrow-u-up-left"
    details = (
        [Detail(_("Reason: {reason}").format(reason=entry.reason), icon="octagon", tone="bad")] if entry.reason else []
    )
    tag = _("undone") if entry.is_undone else ""
    return Line(
        key=str(entry.entry_id),
        title=str(entry.label),
        lead=f"{entry.at:%H:%M}",
        icon=icon,
        state=State.OVERRIDDEN if entry.is_override else None,
        tag=tag,
        right=entry.who,
        details=tuple(details),
        dim=entry.is_undone,
    )
