"""Rules that somebody overruled for seats of a day, with the reason as typed: for the coordinator's sheet only."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.day_sheets import Block, Cell, Sign, Symbol, Table
from clinic.domain.sessions import SessionStatus
from clinic.domain.trips import TripStatus
from clinic.domain.when import day_interval
from clinic.domain.words import role_of
from clinic.i18n import _, listing
from clinic.rules.judge import SEATINGS
from clinic.services.labels import seat_and_time

from .cutting import Cutter
from .levels import Overruled


def overruled(cut: Cutter) -> Iterator[Overruled]:
    """Seats of the day at the site in which a rule was overruled, earliest first."""
    uow, site = cut.uow, cut.book.site.id
    for seat in uow.seats.during(day_interval(cut.book.day, cut.book.site.zone)):
        person = uow.volunteers.find(seat.volunteer_id)
        session, trip = uow.sessions.find(seat.session_id), uow.trips.find(seat.trip_id)
        held = session is not None and session.site_id == site and session.status is not SessionStatus.CANCELLED
        rolls = trip is not None and trip.site_id == site and trip.status is not TripStatus.CANCELLED
        if person is not None and seat.overridden and (held or rolls):
            rules = tuple(SEATINGS.rules[code].title for code in seat.overridden if code in SEATINGS.rules)
            yield Overruled(person.name, role_of(seat), seat_and_time(uow, seat), rules, seat.reason)


def blocks(rows: tuple[Overruled, ...]) -> Iterator[Block]:
    """A table of them; nothing where nobody overruled anything."""
    if rows:
        heads = (_("Overruled"), _("Rule"), _("Reason"))
        yield Table(heads, (0.34, 0.3, 0.36), tuple(_row(one) for one in rows))


def _row(one: Overruled) -> tuple[Cell, ...]:
    told = (str(one.role), str(one.where))
    rules = Cell(signs=(Sign(Symbol.WARNING, str(listing([*one.rules]))),))
    return Cell(one.name, told), rules, Cell(lines=(one.reason,))
