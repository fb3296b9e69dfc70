"""The right side of Today: what needs somebody now, what is coming, and who is free where there is room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from clinic.domain.words import ROLES
from clinic.i18n import _
from clinic.services.views.today import Action, ActionKind, Coming, ComingKind, FreeNow, Need, TodayView, When
from ui.ride_words import STATES, clock
from ui.states import State
from ui.theme import theme
from ui.widgets.banner import NeedCard
from ui.widgets.basics import Button, Label, Rule, Tag, clear, column, row
from ui.widgets.fitted import FittedList
from ui.widgets.lines import Line
from ui.widgets.panel import Panel
from ui.widgets.toast import announce

_COMING_ICONS = {
    ComingKind.WAKE_UP: "alarm",
    ComingKind.LEAVES: "car",
    ComingKind.HEARING: "scales",
    ComingKind.DECIDE: "hourglass-medium",
    ComingKind.SESSION: "squares-four",
}
_ACTION_ICONS = {ActionKind.CALL: "phone", ActionKind.RECORD_CHECK_IN: "check-circle", ActionKind.COPY: "copy"}
MOST = 5
"""So many needs are shown at first, the worst ones."""
FEW, TALL = 4, 800
"""So many coming things are shown where the page is lower than TALL px, so that the needs have room."""


class Side(QWidget):
    """`acted` tells the action whose button was pressed, `opened` what is coming and was opened."""

    acted = Signal(object)
    opened = Signal(object)
    counted = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self._urgent = 0
        self._nothing = ""
        self._shown: tuple[tuple[Need, ...], int] = ((), -1)
        self._coming: tuple[Coming, ...] = ()
        self._first: list[Button] = []
        self._shows_all = False
        self._needs, self._count = QVBoxLayout(), Tag()
        self._panel = Panel(_("Needs you now"))
        self._panel.title_row.addWidget(self._count)
        self._panel.content.addLayout(self._needs)
        self._needs.setSpacing(0)
        self.coming, self.free = FittedList(_("Coming up")), FittedList(_("Free right now"))
        self._ahead = Panel(_("Coming up"), scroll=False)
        self._ahead.content.addWidget(self.coming, 1)
        self._idle = Panel(_("Free right now"), _("can be called today"), scroll=False)
        self._idle.content.addWidget(self.free, 1)
        self.ended = FittedList(_("How it ended"))
        self._over = Panel(_("How it ended"), _("households of this day"), scroll=False)
        self._over.content.addWidget(self.ended, 1)
        stack = column(self._panel, self._over, self._ahead, self._idle, gap=12)
        stack.setStretchFactor(self._panel, 1)
        self.setLayout(stack)
        self.coming.opened.connect(lambda key: self.opened.emit(self._coming[int(key)]))

    def show_day(self, found: TodayView) -> None:
        """Show a day: what needs somebody now, what must be settled the night before, or how it ended."""
        self._name(found.when)
        self._show_needs(found)
        self._over.setVisible(bool(found.ended))
        self.ended.set_lines(
            [Line(key=str(n), title=str(words), state=STATES[state]) for n, (state, words) in enumerate(found.ended)]
        )
        self._coming = found.coming_up
        self._show_coming()
        self._idle.setVisible(self._has_room and bool(found.free_now))
        self.free.set_lines([_free_line(one) for one in found.free_now])

    def _name(self, when: When) -> None:
        """Say in the titles what the day is."""
        titles = {
            When.TODAY: (
                _("Needs you now"),
                _("Nothing needs you now."),
                _("Free right now"),
                _("can be called today"),
            ),
            When.LATER: (_("Settle tonight"), _("All is settled."), _("Free on that day"), _("can be asked")),
            When.PAST: (_("Not written down yet"), _("All is written down."), _("Free right now"), ""),
        }
        needs, self._nothing, free, note = titles[when]
        self._panel.set_title(needs)
        self._idle.set_title(free, note)

    @property
    def _has_room(self) -> bool:
        return self.height() >= theme().px(TALL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._idle.setVisible(self._has_room and bool(self.free.lines))
        self._show_coming()

    def _show_coming(self) -> None:
        shown = self._coming if self._has_room else self._coming[:FEW]
        self._ahead.setVisible(bool(shown))
        self.coming.set_lines(
            [
                Line(key=str(number), title=str(one.words), lead=clock(one.hour), icon=_COMING_ICONS[one.kind])
                for number, one in enumerate(shown)
            ]
        )

    def _show_needs(self, found: TodayView) -> None:
        shown = (found.needs, MOST if not self._shows_all else len(found.needs))
        if found.when is When.TODAY:
            self._tell(found)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._needs)
        self._first = []
        for number, need in enumerate(found.needs[: shown[1]]):
            if number:
                self._needs.addWidget(Rule())
            self._needs.addWidget(self._card(need, primary=number == 0))
        more = found.needs_in_all - MOST
        if more > 0:
            words = _("Only the worst {n}").format(n=MOST) if self._shows_all else _("and {n} more").format(n=more)
            button = Button(words, small=True, name="moreNeeds", on=lambda: self._turn(found))
            self._needs.addLayout(row(button, None, margins=(12, 8, 12, 8)))
        if not found.needs:
            self._needs.addLayout(row(Label(self._nothing, "body", "ink2"), margins=(12, 10, 12, 10)))
        self._count.show_text(str(found.needs_in_all) if found.needs_in_all else "", "bad" if _urgent(found) else "")

    def _tell(self, found: TodayView) -> None:
        """Say how much waits, and aloud when something urgent has come."""
        urgent = _urgent(found)
        self.counted.emit(found.needs_in_all, bool(urgent))
        if len(urgent) > self._urgent:
            announce(self, f"{urgent[0].title}. {urgent[0].detail}", urgent=True)
        self._urgent = len(urgent)

    def _turn(self, found: TodayView) -> None:
        """Show all, or the worst ones again."""
        self._shows_all = not self._shows_all
        self._show_needs(found)

    def _card(self, need: Need, *, primary: bool) -> NeedCard:
        buttons = [self._button(action, primary=primary and not n) for n, action in enumerate(need.actions)]
        self._first += buttons[:1]
        return NeedCard(STATES[need.state], str(need.title), str(need.detail), buttons)

    def _button(self, action: Action, *, primary: bool) -> Button:
        icon = _ACTION_ICONS.get(action.kind, "")
        button = Button(str(action.words), icon, small=True, kind="primary" if primary else "plain")
        button.setObjectName(f"need-{action.kind.value}")
        button.clicked.connect(lambda: self.acted.emit(action))
        return button

    def next_need(self) -> None:
        """Go to the next thing that needs somebody: its first button gets the focus."""
        if not self._first:
            return
        focus = QApplication.focusWidget()
        here = next((n for n, button in enumerate(self._first) if button is focus), -1)
        self._first[(here + 1) % len(self._first)].setFocus()


def _free_line(one: FreeNow) -> Line:
    roles = ", ".join(str(ROLES[role]) for role in one.roles)
    return Line(key=str(one.volunteer_id), title=f"{one.name}, {roles}", state=State.FITS, right=str(one.words))


def _urgent(found: TodayView) -> list[Need]:
    """Silence, and who has no ride."""
    return [need for need in found.needs if STATES[need.state] in (State.NO_WORD, State.NOT_COVERED)]
