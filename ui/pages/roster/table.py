"""The List view: one row a seat, sortable, the tested path for screen readers."""

from __future__ import annotations

from clinic.domain.words import ROLES
from clinic.i18n import _, day
from clinic.services.views.roster import RosterWeek
from clinic.services.views.seats import SeatView
from ui.models.table import Column, TableModel
from ui.pages.roster.plan import cells
from ui.seat_words import STATES, role_icon


def seat_table() -> TableModel[SeatView]:
    """The model of the list of seats."""
    return TableModel(
        [
            Column(_("Day"), lambda seat: day(seat.starts.date()), sort=lambda seat: seat.starts, bold=True),
            Column(_("Hours"), lambda seat: f"{seat.starts:%H:%M}–{seat.ends:%H:%M}", sort=lambda seat: seat.starts),
            Column(_("Session"), lambda seat: str(seat.title), stretch=True),
            Column(_("Place"), lambda seat: seat.place),
            Column(_("Seat"), lambda seat: str(seat.wants), icon=lambda seat: role_icon(seat.role), stretch=True),
            Column(_("Who"), lambda seat: seat.name, stretch=True),
            Column(_("State"), lambda seat: STATES[seat.state].word, state=lambda seat: STATES[seat.state]),
        ],
        key=lambda seat: str(seat.seat_id),
        sentence=seat_sentence,
    )


def seat_sentence(seat: SeatView) -> str:
    """A seat as a screen reader says it: day before hour, always."""
    return _("{day}, {start} to {end}, {session}, {place}. {role}: {who}, {state}.").format(
        day=day(seat.starts.date()),
        start=f"{seat.starts:%H:%M}",
        end=f"{seat.ends:%H:%M}",
        session=seat.title,
        place=seat.place,
        role=ROLES[seat.role],
        who=seat.name or _("nobody"),
        state=STATES[seat.state].word,
    )


def seats_of(week: RosterWeek) -> list[SeatView]:
    """Every seat of the week, earliest first."""
    found = [seat for _row, cell in cells(week) for seat in cell.seats]
    return sorted(found, key=lambda seat: (seat.starts, str(seat.title)))
