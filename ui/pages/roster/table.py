"""The List view: one row a seat, sortable, the tested path for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic.i18n import _, day, weekday_short
from clinic.services.views.roster import RosterWeek
from clinic.services.views.seats import SeatView
from ui.models.table import Column, TableModel
from ui.pages.roster.plan import cells
from ui.seat_words import STATES, role_icon, seat_hint
from ui.widgets.basics import Card, column
from ui.widgets.filter_bar import FilterBar
from ui.widgets.table import Table


def seat_table() -> TableModel[SeatView]:
    """The model of the list of seats."""
    return TableModel(
        [
            Column(
                _("Day"), _day, sort=lambda seat: seat.starts, bold=True, tooltip=lambda seat: day(seat.starts.date())
            ),
            Column(_("Hours"), lambda seat: f"{seat.starts:%H:%M}–{seat.ends:%H:%M}", sort=lambda seat: seat.starts),
            Column(_("Session"), lambda seat: str(seat.title), note=lambda seat: seat.place, stretch=True),
            Column(_("Seat"), lambda seat: str(seat.wants), icon=lambda seat: role_icon(seat.role), tooltip=_wants),
            Column(_("Who"), lambda seat: seat.name, tooltip=lambda seat: seat.name),
            Column(
                _("State"),
                lambda seat: STATES[seat.state].word,
                state=lambda seat: STATES[seat.state],
                tooltip=seat_hint,
            ),
        ],
        key=lambda seat: str(seat.seat_id),
        sentence=seat_sentence,
    )


def _day(seat: SeatView) -> str:
    return f"{weekday_short(seat.starts.weekday())} {seat.starts.day}"


def _wants(seat: SeatView) -> str:
    return str(seat.wants)


def seat_sentence(seat: SeatView) -> str:
    """A seat as a screen reader says it: day before hour, always."""
    return _("{day}, {start} to {end}, {session}, {place}. {role}: {who}, {state}.").format(
        day=day(seat.starts.date()),
        start=f"{seat.starts:%H:%M}",
        end=f"{seat.ends:%H:%M}",
        session=seat.title,
        place=seat.place,
        role=seat.wants,
        who=seat.name or _("nobody"),
        state=STATES[seat.state].word,
    )


def seats_of(week: RosterWeek) -> list[SeatView]:
    """Every seat of the week, earliest first."""
    found = [seat for _row, cell in cells(week) for seat in cell.seats]
    return sorted(found, key=lambda seat: (seat.starts, str(seat.title)))


class SeatList(QWidget):
    """The filter and the table of seats."""

    asked_for_menu = Signal(str, QPoint)
    """(seat, where on the screen)."""

    def __init__(self) -> None:
        super().__init__()
        self.filter, self.model = FilterBar(_("Find a seat")), seat_table()
        self.table = Table(self.model, _("Seats of the week"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.filter.typed.connect(self._on_typed)
        self.filter.field.left_downwards.connect(self.table.setFocus)
        self.setFocusProxy(self.table)
        card = Card()
        card.body.addWidget(self.table, 1)
        layout = column(self.filter, card, gap=8)
        layout.setStretchFactor(card, 1)
        self.setLayout(layout)

    def show_seats(self, seats: Sequence[SeatView]) -> None:
        """Show these; the filter stays."""
        self.model.set_rows(seats)
        self.filter.set_count(self.model.rowCount(), self.model.total)

    def _on_typed(self, text: str) -> None:
        self.model.filter_by(text)
        self.filter.set_count(self.model.rowCount(), self.model.total)

    def _on_menu(self, point: QPoint) -> None:
        if self.table.current_key is not None:
            self.asked_for_menu.emit(str(self.table.current_key), self.table.viewport().mapToGlobal(point))
