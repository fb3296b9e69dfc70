"""One household in the order of time: what was, what is to come, what it waits for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic.domain.consultations import Outcome
from clinic.domain.ids import HouseholdId
from clinic.i18n import _, day
from clinic.services import choices
from clinic.services.choices import HouseholdChoice
from clinic.services.household_times import household_times
from clinic.services.views.consultations_week import HouseholdTimes, Moment, What
from ui.page import Page
from ui.pages.consultations.words import capital
from ui.ride_words import people
from ui.states import State
from ui.widgets.basics import Label, column, row
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Panel

PAUSE = 120
"""Milliseconds after the last key before the file is searched."""

_STATES = {
    Outcome.BOOKED: State.ASKED,
    Outcome.ARRIVED: State.FITS,
    Outcome.DONE: State.DONE,
    Outcome.PARTLY: State.DONE,
    Outcome.NO_SHOW: State.NO_FIT,
    Outcome.CANCELLED: State.NO_FIT,
}
_ICONS = {What.MEETING: "chats-circle", What.HEARING: "scales", What.REQUEST: "hourglass"}


class HouseholdView(QWidget):
    """A field for the code and the household's days.

    `opened` tells a day (as ISO text) and a meeting's key, or '' and a line of the waiting list.
    """

    opened = Signal(str, str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.household: HouseholdId | None = None
        self._lines: dict[str, Moment] = {}
        self._panel = Panel(_("Household"), _("Type a code, or choose somebody in the waiting list."), scroll=False)
        self.code, self.moments = QLineEdit(), LineList(_("Meetings and hearings of the household"))
        self.code.setObjectName("householdCode")
        self.code.setPlaceholderText(_("Code, or a part of it"))
        self.code.setAccessibleName(_("Code"))
        self.moments.setObjectName("householdTimes")
        self._none = Label("", "body", "ink2")
        self._none.setContentsMargins(12, 10, 12, 10)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._panel.content.addLayout(row(self.code, None, margins=(12, 0, 12, 8)))
        self._panel.content.addWidget(self._none)
        self._panel.content.addWidget(self.moments, 1)
        self.code.setMinimumWidth(240)
        self.setLayout(column(self._panel, gap=0))
        self.setFocusProxy(self.code)
        self._none.hide()
        self.code.textEdited.connect(lambda _text: self._pause.start())
        self.code.returnPressed.connect(self._find)
        self._pause.timeout.connect(self._find)
        self.moments.opened.connect(self._on_opened)

    def show_household(self, household: HouseholdId | None) -> None:
        """Show this household, or the one before where none is named."""
        self.household = household or self.household
        if (wanted := self.household) is not None:
            self._page.desk.read(
                lambda work: household_times(work, household=wanted),
                self._show,
                newest="consultations.household",
                owner=self._page,
            )

    def _find(self) -> None:
        """Look for the code that was typed."""
        self._pause.stop()
        site, text = self._page.desk.site, self.code.text()
        if site is not None and text.strip():
            self._page.desk.read(
                lambda work: choices.households(work, site=site, text=text, limit=1),
                self._on_found,
                newest="consultations.code",
                owner=self._page,
            )

    def _on_found(self, found: Sequence[HouseholdChoice]) -> None:
        if found:
            self.show_household(found[0].household_id)
        self._none.setText(_("No household with this code is on file."))
        self._none.setVisible(not found)

    def _show(self, found: HouseholdTimes) -> None:
        self._none.hide()
        who = people(found.adults, found.children)
        self._panel.set_title(f"{found.code} · {who}", capital(found.languages))
        self._lines = {f"{number}": one for number, one in enumerate([*found.before, *found.ahead, *found.waits])}
        keys = {id(one): key for key, one in self._lines.items()}
        parts: list[Line] = []
        for title, moments in (
            (_("Waits for a time"), found.waits),
            (_("Today and to come"), found.ahead),
            (_("Before"), found.before),
        ):
            if moments:
                parts.append(Line(key="", title=title, section=True, right=str(len(moments))))
                parts += [moment_line(keys[id(one)], one) for one in moments]
        self.moments.set_lines(parts)
        if not parts:
            self._none.setText(_("Nothing is on file for it yet."))
            self._none.show()

    def _on_opened(self, key: str) -> None:
        one = self._lines.get(key)
        if one is None:
            return
        if one.request_id is not None:
            self.opened.emit("", str(one.request_id))
        elif one.consultation_id is not None and not one.is_off:
            self.opened.emit(one.on.isoformat(), str(one.consultation_id))
        elif one.what is What.HEARING:
            self._page.desk.move_to(day=one.on)
            self._page.desk.go("rides")


def moment_line(key: str, one: Moment) -> Line:
    """A meeting, a hearing or a wait as a line, with a whole sentence for a screen reader."""
    when = day(one.on, year=True) if one.what is not What.REQUEST else ""
    hour = f"{one.starts:%H:%M}" if one.starts is not None else ""
    details = tuple(Detail(str(each)) for each in one.details)
    spoken = [part for part in (when, hour, capital(one.words), *(str(each) for each in one.details)) if part]
    return Line(
        key=key,
        title=" ".join(part for part in (when, hour) if part) or capital(one.words),
        state=_STATES[one.outcome] if one.outcome is not None else State.NOTE,
        details=((Detail(capital(one.words), _ICONS[one.what], "ink"), *details) if when else details),
        dim=one.is_off,
        sentence=". ".join(spoken),
    )
