"""Cover for somebody who falls out: every seat of theirs at once, who could take it, whom to ask first, what they said.

Asking changes nothing in the plan until somebody says yes. What was said is read back from history, which keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Answer
from clinic.domain.words import role_of
from clinic.i18n import Sentence, day, in_language, say
from clinic.ports import UnitOfWork

from . import candidates, fallen_out, people, roster
from .facts import seating_facts
from .labels import seat_and_time
from .views.roster import CandidateView
from .views.seats import SeatView, seat_view

#: So many people are offered for a seat; the seat's own panel shows everybody.
MOST = 5
#: The rule that keeps people for cover.
STAND_BY = "STAND_BY"
#: So far back in history it is looked for what somebody was asked.
_STEPS = 50


class Reply(Enum):
    """What came of asking somebody."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"


_LABELS = {
    Reply.ASKED: say("Ask {name} to cover: {where}"),
    Reply.NO: say("{name} cannot cover: {where}"),
    Reply.NO_ANSWER: say("{name} did not answer: {where}"),
}


@dataclass(frozen=True, slots=True)
class CoverPerson:
    """Somebody who could take a seat. `message` is ready to paste, in their language; `reply` what they said, if asked.

    `on_stand_by`: they keep themselves free for this. `breaches` are wishes only, as far as they speak against it.
    """

    volunteer_id: VolunteerId
    name: str
    phone: str
    words: Sentence
    on_stand_by: bool
    breaches: tuple[Sentence, ...]
    last_asked_at: datetime | None
    message: str
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class CoverSeat:
    """A seat to be covered, with the people for it, whom to ask first at the top; `why_none` when there is nobody.

    `met` names who is to be met in that seat (see `fallen_out.offer_anew` for another time).
    """

    seat: SeatView
    where: Sentence
    people: tuple[CoverPerson, ...]
    why_none: Sentence | None
    met: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverPlan:
    """Everything that somebody cannot do, earliest first."""

    volunteer_id: VolunteerId
    name: str
    seats: tuple[CoverSeat, ...]


def plan(
    uow: UnitOfWork, *, volunteer: VolunteerId, starts_at: datetime, ends_at: datetime, limit: int = MOST
) -> CoverPlan:
    """All seats, at sessions and on trips, in which somebody sits between two instants, each with people for it.

    These are free, vetted and rested: no rule but wishes speaks against them. Whoever was asked the longest time ago,
    or never, comes first; of two who were not, the one who fits better. Raises BadValue for an end before the start.
    """
    if ends_at <= starts_at:
        raise BadValue(say("An absence ends after it begins. Type a later end."))
    person = uow.volunteers.get(volunteer)
    touched = people.seats_touched(uow, volunteer=volunteer, starts_at=starts_at, ends_at=ends_at)
    return CoverPlan(person.id, person.name, tuple(_seat(uow, view, limit) for view in touched))


def for_seat(uow: UnitOfWork, *, seat: SeatId, limit: int = MOST) -> CoverSeat:
    """The people for one seat, whoever sits there now."""
    return _seat(uow, candidates.candidates(uow, seat=seat).seat, limit)


def _seat(uow: UnitOfWork, view: SeatView, limit: int) -> CoverSeat:
    found, row = candidates.candidates(uow, seat=view.seat_id), uow.seats.get(view.seat_id)
    where = seat_and_time(uow, row)
    fitting = sorted((*found.fits, *found.warns), key=asked_first)[:limit]
    shown = tuple(_person(uow, one, view, str(where)) for one in fitting)
    none = None if shown else found.smallest_change or say("Nobody is free, vetted and rested for this seat.")
    return CoverSeat(view, where, shown, none, fallen_out.met_in(uow, view.seat_id))


def asked_first(one: CandidateView) -> tuple[bool, bool, datetime]:
    """Those on stand-by at that time; then who fits without a warning before who does not; then the longest ago asked.

    That they are kept for cover speaks for them here. The order that stood settles ties.
    """
    others = [breach for breach in one.breaches if breach.code != STAND_BY]
    waits = len(others) < len(one.breaches)
    return not waits, bool(others), one.last_asked_at or datetime.min.replace(tzinfo=UTC)


def _person(uow: UnitOfWork, one: CandidateView, view: SeatView, where: str) -> CoverPerson:
    row = uow.volunteers.get(one.volunteer_id)
    return CoverPerson(
        volunteer_id=one.volunteer_id,
        name=one.name,
        phone=one.phone,
        words=one.words,
        on_stand_by=any(breach.code == STAND_BY for breach in one.breaches),
        breaches=tuple(breach.sentence for breach in one.breaches if breach.code != STAND_BY),
        last_asked_at=one.last_asked_at,
        message=message(row, view),
        reply=next(_replies(uow, one.volunteer_id, where), None),
    )


def message(person: Volunteer, seat: SeatView) -> str:
    """What to send somebody who is asked to step in, in their language; nothing of anybody who is helped is in it."""
    with in_language(person.feed_language):
        told = {
            "name": person.name.split()[0],
            "role": seat.wants,
            "work": seat.title,
            "day": day(seat.starts.date()),
            "start": f"{seat.starts:%H:%M}",
            "end": f"{seat.ends:%H:%M}",
            "place": seat.place,
        }
        return str(
            say(
                "Hello {name}. Somebody has fallen out. Can you step in as {role}: {work}, {day} {start}–{end}, "
                "{place}? Please answer yes or no.",
                **told,
            )
        )


def message_for(uow: UnitOfWork, *, seat: SeatId, volunteer: VolunteerId) -> str:
    """The message to send somebody about a seat."""
    row, person = uow.seats.get(seat), uow.volunteers.get(volunteer)
    return message(person, seat_view(seating_facts(uow, (row,), (person,)), row))


def _replies(uow: UnitOfWork, volunteer: VolunteerId, where: str) -> Iterator[Reply]:
    """What somebody was asked and said about a seat, newest first, out of history; steps taken back do not count."""
    undone = uow.history.undone()
    by_pattern = {label.one: reply for reply, label in _LABELS.items()}
    for entry in uow.history.latest(_STEPS, touching=volunteer):
        reply = by_pattern.get(entry.label.one)
        if reply is not None and entry.id not in undone and str(entry.label.values.get("where", "")) == where:
            yield reply


def ask(uow: UnitOfWork, *, seat: SeatId, volunteer: VolunteerId) -> Change:
    """Note that somebody has been asked to cover a seat, now. The seat stays as it is until somebody says yes."""
    return _told(uow, seat, volunteer, Reply.ASKED)


def answer(uow: UnitOfWork, *, seat: SeatId, volunteer: VolunteerId, reply: Reply, reason: str = "") -> Change:
    """Note what somebody said. Yes: they sit there from now on, confirmed, in one step with whoever leaves the seat.

    Raises RuleBroken as `roster.assign` does; Refused when they sit there already.
    """
    return _yes(uow, seat, volunteer, reason) if reply is Reply.YES else _told(uow, seat, volunteer, reply)


def _told(uow: UnitOfWork, seat: SeatId, volunteer: VolunteerId, reply: Reply) -> Change:
    row, person = uow.seats.get(seat), uow.volunteers.get(volunteer)
    person.last_asked_at = uow.now()
    told = {"name": person.name, "where": seat_and_time(uow, row)}
    return uow.commit(Sentence(_LABELS[reply].one, told))


def _yes(uow: UnitOfWork, seat: SeatId, volunteer: VolunteerId, reason: str) -> Change:
    row, person = uow.seats.get(seat), uow.volunteers.get(volunteer)
    before = uow.volunteers.find(row.volunteer_id)
    if before is person:
        raise Refused(say("{name} sits there already.", name=person.name))
    if before is not None:
        roster.vacate(uow, row)
    roster.place(uow, row, person, reason)
    row.answer, person.last_asked_at = Answer.CONFIRMED, uow.now()
    told = {"name": person.name, "role": role_of(row), "where": seat_and_time(uow, row)}
    if before is None:
        return uow.commit(say("{name} said yes and covers {role}, {where}", **told))
    return uow.commit(say("{name} said yes and covers {role} for {before}, {where}", before=before.name, **told))
