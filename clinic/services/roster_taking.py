"""Taking a proposal of seats over: rows are changed all at once, then judged as the file has them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from clinic.domain.breaches import Breach, Severity
from clinic.domain.errors import Refused
from clinic.domain.people import SUPERVISED, Role, Volunteer
from clinic.domain.sessions import Answer, Seat
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.should import SUPERVISORS
from clinic.rules.subjects import SEATINGS, Seating
from clinic.services.views.roster_proposal import ProposedSeat

from . import guard, silence, trip_times
from .candidates import maybe_out
from .facts import seating_facts


def take_over(uow: UnitOfWork, wanted: Sequence[ProposedSeat], *, is_all: bool) -> None:
    """Let people sit where a proposal says, inside another verb. Raises Refused where a rule speaks against it."""
    rows = {each.seat_id: uow.seats.get(each.seat_id) for each in wanted}
    for each in wanted:
        row = rows[each.seat_id]
        row.volunteer_id, row.answer, row.pinned = each.volunteer_id, Answer.NOT_ASKED, False
        row.overridden, row.reason = (), ""
    driven = {row.trip_id for row in rows.values() if row.trip_id is not None and row.role is Role.DRIVER}
    for trip_id in sorted(driven):
        trip_times.rework(uow, uow.trips.get(trip_id))
    if not rows:
        return
    people = {row.volunteer_id: uow.volunteers.get(row.volunteer_id) for row in rows.values() if row.volunteer_id}
    facts = seating_facts(uow, list(rows.values()), list(people.values()))
    for row in rows.values():
        if row.volunteer_id is not None:
            person = people[row.volunteer_id]
            breaches = judge.seating(facts, row, person)
            _must_stand(person, breaches, is_all=is_all)
            guard.record(row, breaches)
    for person, breach in (*_out(uow, rows.values(), people.values()), *_students(facts, rows.values())):
        _must_stand(person, (breach,), is_all=is_all)


def _must_stand(person: Volunteer, breaches: Sequence[Breach], *, is_all: bool) -> None:
    refused = [breach for breach in breaches if breach.severity is not Severity.WISH]
    if not refused:
        return
    told = {"name": person.name, "why": refused[0].sentence}
    if is_all:
        raise Refused(say("{name} cannot take this seat any more: {why} Plan again.", **told))
    raise Refused(say("Without the others {name} cannot take this seat: {why} Take over all of them.", **told))


def _out(uow: UnitOfWork, rows: Collection[Seat], people: Collection[Volunteer]) -> Iterator[tuple[Volunteer, Breach]]:
    """Whoever is on the road with a trip that is overdue."""
    late = maybe_out(uow, {person.id for person in people})
    for person in people:
        if person.id in late:
            for row in rows:
                if row.volunteer_id == person.id:
                    yield from ((person, breach) for breach in silence.still_out(uow, person, row))


def _students(facts: Facts, rows: Collection[Seat]) -> Iterator[tuple[Volunteer, Breach]]:
    """Students beside whom an attorney's seat is open from now on."""
    changed = {row.id for row in rows}
    opened = {row.session_id for row in rows if row.role in SUPERVISORS and row.volunteer_id is None}
    for session in opened - {None}:
        for seat in facts.seats_by_session.get(session, ()) if session else ():
            person = facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
            if seat.role in SUPERVISED and person is not None and seat.id not in changed:
                case = Seating(seat, person, facts.commitment(seat, person.id), ())
                for breach in SEATINGS.rules["SUPERVISION"].breaches(facts, case):
                    if breach.code not in seat.overridden:
                        yield person, breach
