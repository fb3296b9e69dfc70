"""The week by person: people down, days across, each cell what somebody does there and when they are away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.domain.names import folded
from clinic.i18n import _
from clinic.services.views.people_week import PersonDay, PersonRow
from clinic.services.views.roster import RosterWeek
from clinic.services.views.seats import SeatView
from ui.pages.roster.plan import day_heads
from ui.seat_words import STATES, role_icon, seat_hint
from ui.states import State
from ui.widgets.basics import Card, column
from ui.widgets.filter_bar import FilterBar
from ui.widgets.week_grid import Cell, Chip, Plan, RowHead, WeekGrid


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody's row put into words, and what the filter looks into. Made beside the window's thread."""

    head: RowHead
    cells: tuple[tuple[str, Cell], ...]
    folded: str


def told(one: PersonRow) -> Told:
    """Put somebody's week into words."""
    cells = tuple((day.on.isoformat(), _cell(one, day)) for day in one.days)
    head = RowHead(str(one.volunteer_id), one.name, _hours(one), str(one.roles))
    return Told(head, cells, folded(f"{head.title} {head.note}"))


def plan_of(week: RosterWeek, people: Sequence[Told]) -> Plan:
    """The grid of these people."""
    cells = {(one.head.key, on): cell for one in people for on, cell in one.cells}
    return Plan(day_heads(week), tuple(one.head for one in people), cells)


def _hours(one: PersonRow) -> str:
    """'12 h · 3 at night'."""
    hours = _("{n} h").format(n=round(one.minutes / 60))
    night = round(one.night_minutes / 60)
    return _("{hours} · {n} h at night").format(hours=hours, n=night) if night else hours


def _cell(one: PersonRow, day: PersonDay) -> Cell:
    count = str(day.away) if day.away is not None else ""
    return Cell(
        key=f"{one.volunteer_id}|{day.on.isoformat()}",
        count=count,
        state=State.NO_FIT if count else State.CONFIRMED,
        chips=tuple(_chip(seat) for seat in day.seats),
        sentence=str(day.spoken),
        tooltip=str(day.spoken),
        cancelled=bool(count) and not day.seats,
    )


def _chip(seat: SeatView) -> Chip:
    """A seat of theirs: from when, and what."""
    icon, text = role_icon(seat.role), f"{seat.starts:%H:%M} {seat.title}"
    return Chip(str(seat.seat_id), text, STATES[seat.state], icon, f"{seat.starts:%H:%M}", seat_hint(seat))


class PeopleGrid(QWidget):
    """The filter and the grid. `seat_chosen` and `opened` tell a seat, `person_wanted` somebody without one there."""

    seat_chosen = Signal(str)
    seat_opened = Signal(str)
    letter = Signal(str, str)
    person_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("peopleWeek")
        self._week: RosterWeek | None = None
        self._people: Sequence[Told] = ()
        self._wanted = ""
        self.filter, self.grid = FilterBar(_("Find somebody")), WeekGrid(_("Week by person"))
        self.grid.setObjectName("peopleGrid")
        self.grid.setAcceptDrops(False)
        self.filter.typed.connect(lambda _text: self._show())
        self.filter.field.left_downwards.connect(self.grid.setFocus)
        self.grid.chosen.connect(lambda _cell, chip: self.seat_chosen.emit(chip) if chip else None)
        self.grid.opened.connect(self._on_opened)
        self.grid.letter.connect(lambda letter, _cell, chip: self.letter.emit(letter, chip))
        card = Card()
        card.body.addWidget(self.grid, 1)
        layout = column(self.filter, card, gap=8)
        layout.setStretchFactor(card, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.grid)

    def show_people(self, week: RosterWeek, people: Sequence[Told]) -> None:
        """Show these; the filter stays."""
        self._week, self._people = week, people
        self._show()

    def choose(self, volunteer: str) -> None:
        """Make somebody's first cell current, as soon as they are shown."""
        self._wanted = volunteer
        self.filter.field.clear()
        self._show()

    def _show(self) -> None:
        if self._week is None:
            return
        words = folded(self.filter.field.text()).split()
        shown = [one for one in self._people if all(word in one.folded for word in words)]
        self.grid.show_plan(plan_of(self._week, shown))
        self.filter.set_count(len(shown), len(self._people))
        if shown and self._wanted:
            self.grid.choose(f"{self._wanted}|{self._week.columns[0].on.isoformat()}")
            self._wanted = ""

    def _on_opened(self, cell: str, chip: str) -> None:
        if chip:
            self.seat_opened.emit(chip)
        else:
            self.person_wanted.emit(cell.partition("|")[0])
