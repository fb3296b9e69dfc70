"""Who sits where: at sessions and on trips alike. Every way into a seat passes the guard."""

from __future__ import annotations

from clinic.domain.breaches import Breach
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Answer, Seat
from clinic.domain.words import role_of
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules import judge

from . import guard, seat_times, silence
from .facts import seat_facts, seating_facts
from .labels import seat_and_time
from .moving import named


def assign(uow: UnitOfWork, *, seat: SeatId, volunteer: VolunteerId, reason: str = "") -> Change:
    """Seat somebody in an open seat.

    Raises RuleBroken with all breaches (see `guard.pass_or_raise`), Refused when somebody else sits there.
    """
    row, person = uow.seats.get(seat), uow.volunteers.get(volunteer)
    if row.volunteer_id != person.id:
        _check_open(uow, row)
        place(uow, row, person, reason)
    return uow.commit(
        say("Seat {name} as {role}, {where}", name=person.name, role=role_of(row), where=seat_and_time(uow, row))
    )


def ask(uow: UnitOfWork, *, seat: SeatId, volunteer: VolunteerId, reason: str = "") -> Change:
    """Seat somebody in an open seat and note that they have been asked, now, as one step. Raises as `assign` does."""
    row, person = uow.seats.get(seat), uow.volunteers.get(volunteer)
    if row.volunteer_id != person.id:
        _check_open(uow, row)
        place(uow, row, person, reason)
    row.answer, person.last_asked_at = Answer.ASKED, uow.now()
    return uow.commit(say("Ask {name}, {where}", name=person.name, where=seat_and_time(uow, row)))


def replace(uow: UnitOfWork, *, seat: SeatId, volunteer: VolunteerId, reason: str = "") -> Change:
    """Let somebody sit where another one sat, as one step (cover was found). Raises RuleBroken as `assign` does."""
    row, person = uow.seats.get(seat), uow.volunteers.get(volunteer)
    before = _sitting(uow, row)
    if before is not person:
        vacate(uow, row)
        place(uow, row, person, reason)
    told = {"name": person.name, "before": before.name, "role": role_of(row), "where": seat_and_time(uow, row)}
    return uow.commit(say("Seat {name} for {before} as {role}, {where}", **told))


def move(uow: UnitOfWork, *, seat: SeatId, to: SeatId, reason: str = "") -> Change:
    """Take whoever sits in `seat` to the open seat `to`. What was overruled stays behind; raises as `assign` does."""
    row, target = uow.seats.get(seat), uow.seats.get(to)
    person = _sitting(uow, row)
    if target is not row:
        _check_open(uow, target)
        vacate(uow, row)
        place(uow, target, person, reason)
    return uow.commit(say("Move {name} to {where}", name=person.name, where=seat_and_time(uow, target)))


def swap(uow: UnitOfWork, *, seat: SeatId, other: SeatId, reason: str = "") -> Change:
    """Let two people change seats. Raises RuleBroken with what speaks against either, else as `assign` does."""
    one, two = uow.seats.get(seat), uow.seats.get(other)
    first, second = _sitting(uow, one), _sitting(uow, two)
    vacate(uow, one)
    vacate(uow, two)
    one.volunteer_id, two.volunteer_id = second.id, first.id
    for row, person in ((one, second), (two, first)):
        seat_times.follow(uow, row, person)
    facts = seating_facts(uow, (one, two), (first, second))
    guard.all_still_stand(
        [
            (one, named(second.name, judge.seating(facts, one, second))),
            (two, named(first.name, judge.seating(facts, two, first))),
        ],
        reason,
    )
    return uow.commit(say("Swap {one} and {two}", one=first.name, two=second.name))


def empty(uow: UnitOfWork, *, seat: SeatId) -> Change:
    """Open a seat again. Nothing happens when it is open."""
    row = uow.seats.get(seat)
    person = uow.volunteers.find(row.volunteer_id)
    label = say("Empty a seat: {role}, {where}", role=role_of(row), where=seat_and_time(uow, row))
    if person is not None:
        label = say("Take {name} out of a seat: {where}", name=person.name, where=seat_and_time(uow, row))
        vacate(uow, row)
    return uow.commit(label)


def pin(uow: UnitOfWork, *, seat: SeatId, pinned: bool = True) -> Change:
    """Promise that nobody's proposal moves this seat, or (`pinned` False) take the promise back."""
    row = uow.seats.get(seat)
    person = _sitting(uow, row)
    row.pinned = pinned
    text = say("Pin {name}, {where}", name=person.name, where=seat_and_time(uow, row))
    return uow.commit(text if pinned else say("Unpin {name}, {where}", name=person.name, where=seat_and_time(uow, row)))


def mark_asked(uow: UnitOfWork, *, seat: SeatId) -> Change:
    """Note that the person in the seat has been asked, now."""
    row = uow.seats.get(seat)
    person = _sitting(uow, row)
    row.answer, person.last_asked_at = Answer.ASKED, uow.now()
    return uow.commit(say("Ask {name}, {where}", name=person.name, where=seat_and_time(uow, row)))


def confirm(uow: UnitOfWork, *, seat: SeatId) -> Change:
    """Note that the person in the seat has said yes."""
    row = uow.seats.get(seat)
    person = _sitting(uow, row)
    row.answer = Answer.CONFIRMED
    return uow.commit(say("{name} said yes, {where}", name=person.name, where=seat_and_time(uow, row)))


def decline(uow: UnitOfWork, *, seat: SeatId) -> Change:
    """Note that the person in the seat has said no: the seat is open again, and tells that it was declined."""
    row = uow.seats.get(seat)
    person = _sitting(uow, row)
    vacate(uow, row)
    row.answer = Answer.DECLINED
    return uow.commit(say("{name} said no, {where}", name=person.name, where=seat_and_time(uow, row)))


def set_answer(uow: UnitOfWork, *, seat: SeatId, answer: Answer) -> Change:
    """Note how the asking stands, whichever of the four answers it is."""
    verbs = {Answer.ASKED: mark_asked, Answer.CONFIRMED: confirm, Answer.DECLINED: decline}
    if answer in verbs:
        return verbs[answer](uow, seat=seat)
    row = uow.seats.get(seat)
    row.answer = answer
    return uow.commit(
        say("Mark {name} as not asked, {where}", name=_sitting(uow, row).name, where=seat_and_time(uow, row))
    )


def judge_seat(uow: UnitOfWork, *, seat: SeatId, volunteer: VolunteerId) -> tuple[Breach, ...]:
    """What speaks against somebody in a seat, whoever sits there now, worst first ('why not'); changes nothing."""
    return _against(uow, uow.seats.get(seat), uow.volunteers.get(volunteer))


def place(uow: UnitOfWork, seat: Seat, person: Volunteer, reason: str = "") -> None:
    """Seat somebody, inside another verb. Raises as `guard.pass_or_raise` does.

    The hours of a seat can depend on whoever sits there (`seat_times`), so they are worked out before they are judged.
    """
    seat.volunteer_id, seat.answer, seat.pinned = person.id, Answer.NOT_ASKED, False
    seat_times.follow(uow, seat, person)
    guard.record(seat, _against(uow, seat, person), reason)


def vacate(uow: UnitOfWork, seat: Seat) -> None:
    """Open a seat, inside another verb: with the person goes everything that was said about them in it."""
    seat.volunteer_id, seat.answer, seat.pinned = None, Answer.NOT_ASKED, False
    seat.overridden, seat.reason = (), ""
    seat_times.follow(uow, seat, None)


def _against(uow: UnitOfWork, seat: Seat, person: Volunteer) -> tuple[Breach, ...]:
    """Every rule against the plan, and that somebody is still out at this hour."""
    return (*silence.still_out(uow, person, seat), *judge.seating(seat_facts(uow, seat, person), seat, person))


def _sitting(uow: UnitOfWork, seat: Seat) -> Volunteer:
    person = uow.volunteers.find(seat.volunteer_id)
    if person is None:
        raise Refused(say("Nobody sits in this seat. Seat somebody first."))
    return person


def _check_open(uow: UnitOfWork, seat: Seat) -> None:
    taken = uow.volunteers.find(seat.volunteer_id)
    if taken is not None:
        raise Refused(say("{name} sits there. Empty the seat first, or let the two change seats.", name=taken.name))
