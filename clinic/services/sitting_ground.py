"""What a plan of consultations stands on: who waits, who sits where, what is booked. The search needs no file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Slot
from clinic.domain.households import Household
from clinic.domain.ids import ConsultationId, HouseholdId, PersonId, RequestId, SeatId, SiteId
from clinic.domain.sessions import Seat, SessionKind, SessionStatus
from clinic.domain.when import Interval, Week, day_interval, local
from clinic.i18n import Sentence
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.rule import Rule
from clinic.rules.subjects import Booking

from . import booking
from .day_facts import meetings_facts_of_days
from .waiting_order import speakers_of, waiting


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be planned: days at a site. With `replan` bookings that nobody has pinned or confirmed may move."""

    site: SiteId
    days: tuple[date, ...]
    replan: bool = False


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who wants to be met: a line of the waiting list (`rank`), or a booking that may move (`booked`).

    `persons` are those of the household who are meant, none for all of it; `sitting` which of two it is (0: none), and
    `other_id` the line of the other.
    """

    household: Household
    kind: ConsultationKind
    rank: int
    reasons: tuple[Sentence, ...] = ()
    request_id: RequestId | None = None
    booked: Consultation | None = None
    slot: Slot | None = None
    persons: tuple[PersonId, ...] = ()
    sitting: int = 0
    other_id: RequestId | None = None


@dataclass(frozen=True)
class Ground:
    """The days as they were read. `facts` are without the bookings that may move; `lawyers` are seats, in order.

    `speakers` counts who speaks or interprets a language at the site; nothing is booked before `earliest`.
    """

    wish: Wish
    facts: Facts
    clients: tuple[Client, ...]
    lawyers: tuple[Seat, ...]
    speakers: dict[str, int]
    earliest: datetime


def survey(uow: UnitOfWork, *, wish: Wish) -> Ground:
    """Read what is known of the days."""
    site = uow.sites.get(wish.site)
    first, last = min(wish.days), max(wish.days)
    span = Interval(day_interval(first, site.zone).start, day_interval(last, site.zone).end)
    # Of days that are under way only what is to come; those that are over can still be filled in as they were.
    earliest = uow.now() if uow.now() < span.end else span.start
    lines, _ = waiting(uow, site=wish.site, now=span.start)
    lines = tuple(line for line in lines if line.kind is not ConsultationKind.CHARLA)
    everything = meetings_facts_of_days(
        uow, site=wish.site, days=wish.days, households={line.household_id for line in lines}
    )
    movable = _movable(everything, wish, earliest) if wish.replan else ()
    facts = without(everything, {row.id for row, _ in movable})
    clients = [
        Client(everything.households[row.household_id], slot.kind, 0, (), row.request_id, row, slot, row.person_ids)
        for row, slot in movable
    ]
    for line in lines:
        household = everything.households[line.household_id]
        row = uow.requests.get(line.request_id)
        clients.append(
            Client(
                household,
                line.kind,
                line.rank,
                line.reasons,
                line.request_id,
                persons=row.person_ids,
                sitting=row.sitting,
                other_id=row.other_id,
            )
        )
    lawyers = tuple(_lawyers(facts, wish))
    return Ground(wish, facts, tuple(clients), lawyers, dict(speakers_of(uow, wish.site)), earliest)


def without(facts: Facts, consultations: Collection[ConsultationId]) -> Facts:
    """The same facts as if these bookings had not been made."""
    if not consultations:
        return facts
    return facts.with_(consultations={key: row for key, row in facts.consultations.items() if key not in consultations})


def _movable(facts: Facts, wish: Wish, earliest: datetime) -> Sequence[tuple[Consultation, Slot]]:
    found = []
    two = {row.id for row in facts.requests if row.sitting}
    for row in facts.consultations.values():
        slot = facts.slots.get(row.slot_id)
        if slot is None or slot.starts_at < earliest or slot.capacity > 1 or not _is_here(facts, slot, wish):
            continue
        promised = row.pinned or row.confirmed or row.walk_in or row.reason or row.request_id in two
        if row.outcome is Outcome.BOOKED and not promised:
            found.append((row, slot))
    return sorted(found, key=lambda pair: (pair[1].starts_at, str(pair[0].id)))


def _is_here(facts: Facts, slot: Slot, wish: Wish) -> bool:
    session = facts.sessions[slot.session_id]
    zone = facts.places[session.place_id].zone
    return session.site_id == wish.site and local(slot.starts_at, zone).date() in wish.days


def _lawyers(facts: Facts, wish: Wish) -> Sequence[Seat]:
    """Seats of lawyers at sessions of the days for consultations that take place."""
    found = []
    for session in facts.sessions.values():
        zone = facts.places[session.place_id].zone
        is_meant = session.site_id == wish.site and session.kind is SessionKind.CONSULTATIONS
        if not is_meant or session.status is SessionStatus.CANCELLED:
            continue
        if local(session.starts_at, zone).date() in wish.days:
            seats = facts.seats_by_session.get(session.id, ())
            found += [seat for seat in seats if booking.leads(seat) and seat.volunteer_id is not None]
    return sorted(found, key=lambda seat: (seat.starts_at, seat.position, str(seat.id)))


def days_of_use(kind: ConsultationKind, called: Collection[date], days: Sequence[date]) -> Sequence[date]:
    """The days on which it is not too late: a household is prepared for its next hearing before it."""
    if kind is not ConsultationKind.HEARING_PREPARATION or not days:
        return days
    ahead = [day for day in called if day >= Week.of(days[0]).monday]
    return [day for day in days if not ahead or day < min(ahead)]


def several(clients: Sequence[Client]) -> set[HouseholdId]:
    """Households that want to be met more than once."""
    seen: set[HouseholdId] = set()
    again: set[HouseholdId] = set()
    for client in clients:
        (again if client.household.id in seen else seen).add(client.household.id)
    return again


def foes_by_household(ground: Ground) -> dict[HouseholdId, tuple[SeatId, ...]]:
    """Seats beside our lawyers in which somebody sits whom a household is not to meet."""
    sessions = {seat.session_id for seat in ground.lawyers}
    found: dict[HouseholdId, tuple[SeatId, ...]] = {}
    for seat in ground.facts.seats.values():
        person = ground.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
        for household in person.conflicts if person is not None and seat.session_id in sessions else ():
            found[household] = (*found.get(household, ()), seat.id)
    return found


def near_facts(ground: Ground) -> Facts:
    """Facts with the slots of these days alone: what was booked in other weeks is no matter to a team or a room."""
    sessions = {seat.session_id for seat in ground.lawyers}
    days = {ground.facts.sessions[one].starts_at.date() for one in sessions if one is not None}
    near = {day + timedelta(days=n) for day in days for n in (-1, 0, 1)}
    slots = {key: slot for key, slot in ground.facts.slots.items() if slot.starts_at.date() in near}
    rows = {key: row for key, row in ground.facts.consultations.items() if row.slot_id in slots}
    return ground.facts.with_(slots=slots, consultations=rows)


def is_hard(ground: Ground, rule: Rule[Booking]) -> bool:
    """Whether a proposal may not break a rule: as the clinic has it, it asks for more than a look."""
    strict = rule.strictness(ground.facts)
    return strict is not None and strict is not Severity.WISH


def halves(ground: Ground) -> tuple[frozenset[date], frozenset[date]]:
    """The days of first sittings and those of second ones: about as many of each, any two of them far enough."""
    facts, policy = ground.facts, ground.facts.policy
    sat = ((facts.places[facts.sessions[seat.session_id].place_id], seat) for seat in ground.lawyers if seat.session_id)
    days = sorted({local(seat.starts_at, place.zone).date() for place, seat in sat})
    best = (frozenset(days), frozenset[date]())
    for last in days:
        earliest, latest = last + timedelta(policy.sittings_from), days[0] + timedelta(policy.sittings_until)
        first = frozenset(day for day in days if day <= last)
        second = frozenset(day for day in days if earliest <= day <= latest)
        if min(len(first), len(second)) > min(map(len, best)):
            best = first, second
    return best
