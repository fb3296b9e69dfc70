"""'Close from a day on…': from when, where everything goes, and all that follows from it before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QDate, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QComboBox, QGridLayout, QMenu, QWidget

from clinic.domain.errors import ClinicError
from clinic.domain.history import Change
from clinic.domain.ids import HouseholdId, PlaceId
from clinic.domain.places import PlaceKind
from clinic.i18n import _, day
from clinic.ports import UnitOfWork
from clinic.services import choices, closing
from clinic.services.choices import PlaceChoice
from clinic.services.closing import Shut
from clinic.services.places_table import PlaceRow
from clinic.services.views.closing import Closing
from ui.dialogs.forms import DayField
from ui.jobs import Ticket
from ui.offered_lines import told_lines
from ui.page import Page
from ui.pages.settings.closing_lines import closing_lines
from ui.trying import attempt
from ui.widgets.basics import Button, Label, column
from ui.widgets.lines import LineList
from ui.widgets.panel import Foot, Panel, Split

RIGHT = 320
PAUSE = 200  # ms after the last key, before it is worked out anew
HOMES = frozenset({PlaceKind.SHELTER, PlaceKind.HOTEL})
MEETING = frozenset(PlaceKind) - {PlaceKind.PORT, PlaceKind.COURT}


class ClosingView(Split):
    """What is chosen at the top is worked out at once and shown; the filled button does it as one step."""

    left = Signal()
    """Somebody goes back to the list, or the place has been closed."""

    def __init__(self, page: Page) -> None:
        self._page, self._desk = page, page.desk
        self._closes: PlaceRow | None = None
        self._others: tuple[PlaceChoice, ...] = ()
        self._each: dict[HouseholdId, PlaceId] = {}
        self._ticket: Ticket | None = None
        self.found: Closing | None = None
        self.day, self.sessions, self.homes = DayField(page.desk.day), QComboBox(), QComboBox()
        self.lines, self.tells = LineList(_("What follows")), LineList(_("Who must be told"))
        self._back = Button(_("Back"), small=True, name="leaveClosing", on=self._leave)
        self._do = Button(_("Close the place"), "check", kind="primary", small=True, name="closePlace", on=self.apply)
        self.sheet, self.told = Panel("", scroll=False), Panel(_("Who must be told"), scroll=False)
        self._soon = QTimer()
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self.look)
        super().__init__(self._middle(), self.told, RIGHT)
        self.setObjectName("closing")
        self.setFocusProxy(self.day)
        self._wire()

    def _middle(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(12, 0, 12, 10)
        grid.setHorizontalSpacing(16)
        fields = (
            (_("From"), self.day, "closingDay"),
            (_("Sessions move to"), self.sessions, "closingSessions"),
            (_("Households move to"), self.homes, "closingHomes"),
        )
        for number, (caption, field, name) in enumerate(fields):
            label = Label(caption, "small", "ink2")
            label.setBuddy(field)
            field.setObjectName(name)
            field.setAccessibleName(caption)
            grid.addWidget(label, 0, number)
            grid.addWidget(field, 1, number)
            grid.setColumnStretch(number, 1 if number else 0)
        self.lines.setObjectName("closingLines")
        self.tells.setObjectName("closingTells")
        self.sheet.content.addLayout(grid)
        self.sheet.content.addWidget(self.lines, 1)
        self.sheet.content.addWidget(Foot(self._back, None, self._do))
        self.told.content.addWidget(self.tells, 1)
        middle = QWidget()
        middle.setLayout(column(self.sheet, gap=0))
        return middle

    def _wire(self) -> None:
        self.day.dateChanged.connect(lambda _day: self._soon.start())
        for box in (self.sessions, self.homes):
            box.activated.connect(lambda _n: self.look())
        self.lines.linked.connect(self._ask_where)

    # ---------------------------------------------------------------------------------------------------- what is shown

    def begin(self, place: PlaceRow) -> None:
        """Ask about a place, from tomorrow on unless another day is chosen."""
        site = self._desk.site
        if site is None:
            return
        self._closes, self._each, self.found = place, {}, None
        self._tell(_("Being worked out…"))
        first = self._desk.day + timedelta(days=1)
        self.day.setDate(QDate(first.year, first.month, first.day))
        self.lines.set_lines([])
        self.tells.set_lines([])
        self._do.setEnabled(False)
        self._desk.read(
            lambda work: choices.places(work, site=site), self._offer, newest="settings.closing", owner=self
        )
        self.day.setFocus()

    def _offer(self, places: Sequence[PlaceChoice]) -> None:
        self._others = tuple(one for one in places if self._closes and one.place_id != self._closes.place_id)
        self.sessions.clear()
        self.homes.clear()
        self.sessions.addItem(_("nowhere: called off, offered anew"), None)
        self.homes.addItem(_("nobody knows yet"), None)
        for one in self._others:
            if one.kind in MEETING:
                self.sessions.addItem(one.label, one.place_id)
            if one.kind in HOMES:
                self.homes.addItem(one.label, one.place_id)
        self.look()

    @property
    def shut(self) -> Shut | None:
        """What is chosen; None while no place is asked about."""
        if self._closes is None:
            return None
        to, homes = self.sessions.currentData(), self.homes.currentData()
        return Shut(self._closes.place_id, self.day.day, to, homes, dict(self._each))

    def look(self) -> None:
        """Work out what would follow; nothing of it is kept."""
        shut = self.shut
        if shut is None:
            return
        self._soon.stop()
        if self._ticket is not None:
            self._ticket.drop()
        # It is done on trial, so it needs a unit of work that may write.
        self._ticket = self._desk.run(
            closing.preview, shut=shut, quiet=True, done=self._show, failed=self._on_failed, starter=self._page
        )

    def _show(self, found: Closing) -> None:
        self.found = found
        lines = closing_lines(found)
        nothing = _("Nothing is planned there from {day} on.").format(day=day(found.from_day))
        self._tell(str(found.line) if lines else nothing)
        self.lines.set_lines(lines)
        self.told.set_title(_("Who must be told"), "" if found.tell else _("Nobody"))
        self.tells.set_lines(told_lines(found.tell))
        self._do.setEnabled(True)

    def _tell(self, note: str) -> None:
        label = self._closes.label if self._closes else ""
        self.sheet.set_title(_("Close {place} from a day on").format(place=label), note)

    def _on_failed(self, error: BaseException) -> None:
        self.found = None
        self._do.setEnabled(False)
        if isinstance(error, ClinicError):
            self.lines.set_lines([])
            self.tells.set_lines([])
            self._tell(str(error))
        else:
            self._desk.guard.handle(error)

    def _leave(self) -> None:
        self.left.emit()

    # ------------------------------------------------------------------------------------------------------------ doing

    def apply(self) -> None:
        """Close the place, as one step; what a rule says against it is asked about first."""
        shut = self.shut
        if shut is not None and self.found is not None:
            attempt(
                self._page,
                _close,
                subject=str(self.found.line),
                word=_("Close the place anyway?"),
                go=_("Close anyway"),
                done=lambda _change: self.left.emit(),
                shut=shut,
            )

    def _ask_where(self, key: str) -> None:
        """Where one household goes that does not go where the others do."""
        what, _space, row = key.partition(" ")
        stay = next((one for one in self.found.stays if str(one.household_id) == row), None) if self.found else None
        if what != "stay" or stay is None:
            return
        menu = QMenu(self)
        menu.setObjectName("closingWhere")
        for one in self._others:
            if one.kind in HOMES:
                act = menu.addAction(one.label)
                act.triggered.connect(partial(self._send, stay.household_id, one.place_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _send(self, household: HouseholdId, place: PlaceId, _on: object = False) -> None:
        self._each[household] = place
        self.look()


def _close(uow: UnitOfWork, *, shut: Shut, reason: str = "") -> Change | None:
    return closing.close(uow, shut=replace(shut, reason=reason)).change
