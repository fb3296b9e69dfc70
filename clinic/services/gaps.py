"""Closing the gap in an interpreter chain: who is there already, which seat asks for it, and seating somebody."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.consultations import Consultation, Slot
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import ConsultationId, SeatId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, Seat, SeatPattern
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.rules.chains import missing_link, working_languages
from clinic.rules.facts import Facts
from clinic.rules.should import direction
from clinic.rules.teams import Team
from clinic.services.views.openings import Gap, Helper

from . import booking, candidates, guard, roster, sessions
from .booking import Wish
from .consultations import facts_about
from .labels import seat_and_time


def gap(uow: UnitOfWork, *, consultation: ConsultationId) -> Gap | None:
    """The link that a meeting lacks, and who could close it; None when there is none or nobody leads it yet."""
    row = uow.consultations.get(consultation)
    slot = uow.slots.get(row.slot_id)
    facts = _facts(uow, row, slot)
    missing = _missing(facts, row, slot)
    if missing is None:
        return None
    source, target = missing
    seat = next(_open_seats(facts, slot, source, target), None)
    best = None
    if seat is not None:
        found = candidates.candidates(uow, seat=seat.id)
        one = next(iter((*found.fits, *found.warns)), None)
        best = Helper(seat.id, one.volunteer_id, one.name) if one else None
    here = tuple(_here(facts, slot, source, target))
    return Gap(source, target, direction(source, target), here, seat.id if seat else None, best)


def add_seat(uow: UnitOfWork, *, consultation: ConsultationId) -> Change:
    """Open a seat for the missing link, for the time of the meeting only. Raises Refused when nothing is missing."""
    row = uow.consultations.get(consultation)
    slot = uow.slots.get(row.slot_id)
    missing = _missing(_facts(uow, row, slot), row, slot)
    if missing is None:
        raise Refused(say("No link is missing here."))
    source, target = missing
    session = uow.sessions.get(slot.session_id)
    pattern = SeatPattern(Role.INTERPRETER, source=source, target=target)
    seat = sessions.seat_of(session, pattern, uow.seats.count(session_id=session.id))
    seat.starts_at, seat.ends_at = max(slot.starts_at, session.starts_at), min(slot.ends_at, session.ends_at)
    uow.seats.add(seat)
    return uow.commit(say("Add a seat: interpreter {way}", way=direction(source, target)))


def close(
    uow: UnitOfWork,
    *,
    consultation: ConsultationId,
    seat: SeatId,
    volunteer: VolunteerId,
    asked: bool = False,
    reason: str = "",
) -> Change:
    """Seat somebody (unless they sit there already) and take the seat into the meeting's team; its time stays.

    With `asked` it is noted that they have been asked, now. Raises RuleBroken with all that speaks against them in the
    seat, and against the meeting with them.
    """
    row, place, person = uow.consultations.get(consultation), uow.seats.get(seat), uow.volunteers.get(volunteer)
    slot = uow.slots.get(row.slot_id)
    if place.volunteer_id is not None and place.volunteer_id != volunteer:
        raise Refused(say("Somebody sits there by now. Look again."))
    against = () if place.volunteer_id == volunteer else roster.judge_seat(uow, seat=seat, volunteer=volunteer)
    if place.volunteer_id is None:
        place.volunteer_id, place.answer = volunteer, Answer.NOT_ASKED
    if asked:
        place.answer, person.last_asked_at = Answer.ASKED, uow.now()
    facts = _facts(uow, row, slot)
    _join(facts, row, slot, seat)
    found = judge.booking(facts.with_(), slot, row)
    guard.pass_or_raise([*against, *(breach for breach in found if breach.code not in row.overridden)], reason)
    guard.record(place, against, reason)
    guard.all_still_stand([(row, found)], reason)
    code, kind = uow.households.get(row.household_id).code, CONSULTATIONS[slot.kind]
    told = {"name": person.name, "code": code, "kind": kind, "where": seat_and_time(uow, place)}
    return uow.commit(say("Seat {name} for {code} ({kind}), {where}", **told))


def _facts(uow: UnitOfWork, row: Consultation, slot: Slot) -> Facts:
    if not slot.seat_ids:
        raise Refused(say("This meeting has no team yet. Move it to a lawyer first."))
    return facts_about(uow, uow.seats.get(slot.seat_ids[0]), row.household_id)


def _missing(facts: Facts, row: Consultation, slot: Slot) -> tuple[str, str] | None:
    team = Team.of(facts, slot)
    if team.lead is None or team.lead.person is None or team.chain(row):
        return None
    return missing_link(row.language, working_languages(team.lead.person), team.interpreters)


def _open_seats(facts: Facts, slot: Slot, source: str, target: str) -> Iterator[Seat]:
    """Open interpreters' seats for the whole meeting that ask for the link, those of the team first."""
    beside = [s for s in facts.seats_by_session.get(slot.session_id, ()) if s.role is Role.INTERPRETER]
    free = [s for s in beside if s.volunteer_id is None and s.interval.holds(slot.interval)]
    wanted = [s for s in free if {s.source, s.target} == {source, target} or (not s.source and source in s.languages)]
    yield from sorted(wanted, key=lambda seat: (seat.id not in slot.seat_ids, seat.source != source))


def _here(facts: Facts, slot: Slot, source: str, target: str) -> Iterator[Helper]:
    for seat in facts.seats_by_session.get(slot.session_id, ()):
        person = facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
        if person is None or seat.id in slot.seat_ids or not seat.interval.holds(slot.interval):
            continue
        booked = facts.booked_slots_by_volunteer.get(person.id, ())
        if person.may_interpret(source, target) and not any(other.interval.overlaps(slot.interval) for other in booked):
            yield Helper(seat.id, person.id, person.name)


def _join(facts: Facts, row: Consultation, slot: Slot, seat: SeatId) -> None:
    """Take the seat into the team: along the best chain where that goes through it, else at the end."""
    lawyer = facts.seats[slot.seat_ids[0]]
    wish = Wish(facts.households[row.household_id], lawyer, slot.kind, slot.starts_at, None, row.language)
    team = booking.team(facts, wish, slot.interval, besides=slot)
    slot.seat_ids = team.seat_ids if seat in team.seat_ids else tuple(dict.fromkeys((*slot.seat_ids, seat)))
