"""How a household can meet a lawyer: in which language, through whom, for how long, and what speaks against it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.breaches import Breach
from clinic.domain.consultations import Consultation, ConsultationKind, Slot
from clinic.domain.errors import Refused
from clinic.domain.households import Household
from clinic.domain.ids import PersonId, RequestId, SeatId
from clinic.domain.people import LAWYERS, SUPERVISED, Role
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat, Session
from clinic.domain.when import Interval, minutes
from clinic.domain.words import RELAYED_THROUGH
from clinic.i18n import say
from clinic.rules import chains, judge
from clinic.rules.facts import Facts

#: Slots begin and end on whole steps of the diary.
STEP = 15


@dataclass(frozen=True, slots=True)
class Team:
    """Who meets a household: the lawyer's seat, the interpreters' along the chain, and the language spoken there."""

    lawyer: Seat
    interpreters: tuple[Seat, ...]
    language: str

    @property
    def seat_ids(self) -> tuple[SeatId, ...]:
        """All seats, the lawyer's first."""
        return (self.lawyer.id, *(seat.id for seat in self.interpreters))

    def minutes(self, facts: Facts, kind: ConsultationKind, *, in_two: bool = False) -> int:
        """How long a meeting of this kind takes with this team, or one of two sittings."""
        return chains.minutes(usual(facts.policy, kind, in_two=in_two), len(self.interpreters), facts.policy, STEP)


def usual(policy: Policy, kind: ConsultationKind, *, in_two: bool = False) -> int:
    """Minutes of a meeting with a lawyer who speaks the language; of two sittings each has half, in whole steps."""
    whole = policy.minutes(kind)
    return math.ceil(whole / 2 / STEP) * STEP if in_two else whole


def leads(seat: Seat) -> bool:
    """Whether a seat is one that meets households: a lawyer's or a supervised student's."""
    return seat.role in LAWYERS or seat.role in SUPERVISED


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be booked, for all of a household or for some of its persons.

    `interpreters` None: the best chain; `length` None: what kind and chain ask (minutes).
    """

    household: Household
    lawyer: Seat
    kind: ConsultationKind
    starts_at: datetime
    interpreters: Sequence[SeatId] | None = None
    language: str = ""
    length: int | None = None
    persons: tuple[PersonId, ...] = ()
    in_two: bool = False


def team(facts: Facts, wish: Wish, when: Interval | None = None, besides: Slot | None = None) -> Team:
    """The team for a wish: the shortest and strongest chain, of several one that is free at `when`.

    The slot `besides` does not count as taken. Where there is no chain, the team holds those who hear the household's
    language: what is missing can then be told.
    """
    languages = (wish.language,) if wish.language else wish.household.languages or ("spa",)
    if wish.interpreters is not None:
        return Team(wish.lawyer, tuple(facts.seats[seat_id] for seat_id in wish.interpreters), languages[0])
    choices = [choice for code in languages for choice in chains_to(facts, wish.lawyer, code)]
    if not choices:
        return Team(wish.lawyer, tuple(_part_of_the_way(facts, wish.lawyer, languages[0])), languages[0])
    shortest = sorted(choices, key=lambda choice: len(choice.interpreters))
    free = (choice for choice in shortest if when is None or _is_free(facts, choice, when, besides))
    return next(free, shortest[0])


def chains_to(facts: Facts, lawyer: Seat, language: str) -> Iterable[Team]:
    """Every team of the lawyer's session through which a language reaches them, the shortest and strongest first."""
    person = facts.volunteers.get(lawyer.volunteer_id) if lawyer.volunteer_id else None
    if person is None:
        return
    seats = {seat.volunteer_id: seat for seat in interpreters_beside(facts, lawyer)}
    people = [facts.volunteers[volunteer_id] for volunteer_id in seats if volunteer_id is not None]
    for chain in chains.find(language, chains.working_languages(person), people):
        yield Team(lawyer, tuple(seats[link.volunteer.id] for link in chain.links), language)


def interpreters_beside(facts: Facts, lawyer: Seat) -> list[Seat]:
    """Seated interpreters of the lawyer's session, in order."""
    seats = facts.seats_by_session.get(lawyer.session_id, ()) if lawyer.session_id else ()
    return [seat for seat in seats if seat.role is Role.INTERPRETER and seat.volunteer_id is not None]


def _part_of_the_way(facts: Facts, lawyer: Seat, language: str) -> Iterable[Seat]:
    """Who is there of a chain that lacks a link: whoever hears the language, else the rest of its usual relay."""
    heard = list(_listeners(facts, lawyer, language))
    relay = RELAYED_THROUGH.get(language)
    if heard or relay is None:
        return heard
    return next((rest.interpreters for rest in chains_to(facts, lawyer, relay)), ())


def _listeners(facts: Facts, lawyer: Seat, language: str) -> Iterable[Seat]:
    for seat in interpreters_beside(facts, lawyer):
        person = facts.volunteers[seat.volunteer_id] if seat.volunteer_id else None
        if person is not None and any(direction.source == language for direction in person.interprets):
            yield seat


def _is_free(facts: Facts, choice: Team, when: Interval, besides: Slot | None) -> bool:
    for seat in choice.interpreters:
        if not seat.interval.holds(when) or seat.volunteer_id is None:
            return False
        booked = facts.booked_slots_by_volunteer.get(seat.volunteer_id, ())
        if any(slot is not besides and slot.interval.overlaps(when) for slot in booked):
            return False
    return True


def arrange(facts: Facts, wish: Wish, besides: Slot | None = None) -> tuple[Team, Interval]:
    """The team for a wish and its time. Of chains that are equally good one is taken that is free then."""
    when = _time(facts, wish, team(facts, wish))
    found = team(facts, wish, when, besides)
    return found, _time(facts, wish, found)


def _time(facts: Facts, wish: Wish, found: Team) -> Interval:
    lasts = wish.length if wish.length is not None else found.minutes(facts, wish.kind, in_two=wish.in_two)
    return Interval(wish.starts_at, wish.starts_at + minutes(lasts))


def slot_for(facts: Facts, wish: Wish) -> tuple[Slot, Team]:
    """A new slot for a wish, not kept yet, and its team. Raises Refused for a seat that is not at a session."""
    session = session_of(facts, wish.lawyer)
    found, when = arrange(facts, wish)
    slot = Slot(
        session_id=session.id,
        starts_at=when.start,
        ends_at=when.end,
        kind=wish.kind,
        seat_ids=found.seat_ids,
        room=room_of(facts, wish.lawyer),
    )
    return slot, found


def session_of(facts: Facts, seat: Seat) -> Session:
    """The session of a seat. Raises Refused for one on a trip."""
    if seat.session_id is None:
        raise Refused(say("A household meets a lawyer at a session. Choose a seat of one."))
    return facts.sessions[seat.session_id]


def room_of(facts: Facts, lawyer: Seat) -> str:
    """The room where this lawyer sits: the session's, or the place's first room for its first lawyer, and so on."""
    session = session_of(facts, lawyer)
    rooms = facts.places[session.place_id].rooms
    columns = [seat.id for seat in facts.seats_by_session.get(session.id, ()) if leads(seat)]
    here = columns.index(lawyer.id) if lawyer.id in columns else 0
    if len(columns) > 1 and here < len(rooms):
        return rooms[here].name
    return session.room


def tried(facts: Facts, wish: Wish, request: RequestId | None = None) -> tuple[Slot, Team, tuple[Breach, ...]]:
    """A wish as it would be booked for a line of the waiting list, and what speaks against it; keeps nothing."""
    slot, found = slot_for(facts, wish)
    trial = Consultation(
        slot_id=slot.id,
        household_id=wish.household.id,
        person_ids=wish.persons,
        language=found.language,
        request_id=request,
    )
    return slot, found, judge.booking(facts, slot, trial)
