"""What a plan of seats stands on: open seats, people and all that is planned already. The search needs no file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from clinic.domain.consultations import Outcome
from clinic.domain.errors import BadValue
from clinic.domain.ids import HouseholdId, SeatId, SiteId, VolunteerId
from clinic.domain.people import SUPERVISED, Role, Volunteer
from clinic.domain.sessions import Answer, Seat
from clinic.domain.trips import Leg
from clinic.domain.when import Interval, day_interval, local
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.must import households_of
from clinic.rules.should import SUPERVISORS

from . import silence
from .candidates import maybe_out
from .facts import week_facts

#: Whoever has sat in a seat within so many days is known to be experienced without looking further back.
LATELY = timedelta(days=60)
#: More seats than this are not planned in one go (about seven times the largest week that we know of).
MOST_SEATS = 4000


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be planned: some days at a site (None: at all), only these seats, or only for this person.

    With `replan` whoever is not confirmed or pinned, and not seated for a typed reason, may be moved as well.
    """

    site: SiteId | None
    days: tuple[date, ...]
    seats: frozenset[SeatId] | None = None
    person: VolunteerId | None = None
    replan: bool = False


@dataclass(frozen=True)
class Ground:
    """The days as they were read. In `facts` nobody sits in the `open` seats; `was` is who does, by seat.

    `people` may be asked, `experienced` have sat in a seat before, `met` is who has met a household, `out` are those
    from whose trip a word is overdue. `stamp` is another one as soon as anything has changed that a plan looks at.
    """

    wish: Wish
    facts: Facts
    open: tuple[Seat, ...]
    was: Mapping[SeatId, VolunteerId]
    people: tuple[Volunteer, ...]
    experienced: frozenset[VolunteerId]
    met: Mapping[HouseholdId, frozenset[VolunteerId]]
    out: frozenset[VolunteerId]
    now: datetime
    stamp: str

    def site_of(self, seat: Seat) -> SiteId:
        """The site whose people are asked for a seat."""
        if seat.trip_id is not None:
            return self.facts.trips[seat.trip_id].site_id
        if seat.session_id is None:
            raise ValueError("a seat has a session or a trip")
        return self.facts.sessions[seat.session_id].site_id


def survey(uow: UnitOfWork, *, wish: Wish) -> Ground:
    """Read what is known of the days. Raises BadValue without a day, and for more seats than can be planned."""
    if not wish.days:
        raise BadValue(say("Name a day."))
    span = _span(uow, wish)
    everything = week_facts(uow, span, site=wish.site, hearings=False)
    now = uow.now()
    # Of days under way only what is to come; those that are over can still be filled in as they were.
    earliest = now if now < span.end else span.start
    seats = [
        seat
        for seat in _meant(everything, wish)
        if seat.starts_at >= earliest and _may_be_filled(everything, seat, wish)
    ]
    if len(seats) > MOST_SEATS:
        raise BadValue(
            say(
                "{n} seats are too many for one plan, the most is {most}. Plan a site, or a day, at a time.",
                n=len(seats),
                most=MOST_SEATS,
            )
        )
    was = {seat.id: seat.volunteer_id for seat in seats if seat.volunteer_id is not None}
    facts = _emptied(everything, seats)
    opened = tuple(sorted((facts.seats[seat.id] for seat in seats), key=_order))
    people = tuple(sorted(_people(facts, wish), key=lambda person: str(person.id)))
    return Ground(
        wish=wish,
        facts=facts,
        open=opened,
        was=was,
        people=people,
        experienced=_experienced(uow, people, now),
        met=_met(uow, facts, opened, span.start),
        out=_out(uow, people, opened, now),
        now=now,
        stamp=_stamp(everything),
    )


def _span(uow: UnitOfWork, wish: Wish) -> Interval:
    sites = uow.sites.where() if wish.site is None else [uow.sites.get(wish.site)]
    zones = {site.zone for site in sites} or {"UTC"}
    first, last = min(wish.days), max(wish.days)
    return Interval(
        min(day_interval(first, zone).start for zone in zones), max(day_interval(last, zone).end for zone in zones)
    )


def _meant(facts: Facts, wish: Wish) -> Iterator[Seat]:
    """Seats of what takes place on the days at the site, and is among those that were named."""
    days = frozenset(wish.days)
    for seat in facts.seats.values():
        if wish.seats is not None and seat.id not in wish.seats:
            continue
        if facts.is_live(seat) and (home := _home(facts, seat)) is not None:
            site, begins = home
            if wish.site in (None, site) and local(begins, facts.zone_of(seat)).date() in days:
                yield seat


def _home(facts: Facts, seat: Seat) -> tuple[SiteId, datetime] | None:
    """The site of a seat, and when what it belongs to begins; None while that is not known."""
    if seat.trip_id is not None:
        trip = facts.trips[seat.trip_id]
        begins = trip.departs_at or trip.standby_from or trip.report_at
        return (trip.site_id, begins) if begins is not None else None
    session = facts.sessions.get(seat.session_id) if seat.session_id else None
    return (session.site_id, session.starts_at) if session is not None else None


def _may_be_filled(facts: Facts, seat: Seat, wish: Wish) -> bool:
    """A place at any time is not planned: its hours are chosen by whoever takes it."""
    if seat.minutes is not None:
        return False
    if seat.volunteer_id is None:
        return True
    if not wish.replan or seat.pinned or seat.answer is Answer.CONFIRMED or seat.overridden:
        return False
    return not (seat.role in SUPERVISORS and _holds_a_student(facts, seat, wish))


def _holds_a_student(facts: Facts, seat: Seat, wish: Wish) -> bool:
    """Whether a student who stays where they are needs the attorney of this seat."""
    beside = facts.seats_by_session.get(seat.session_id, ()) if seat.session_id else ()
    students = (other for other in beside if other.role in SUPERVISED and other.volunteer_id is not None)
    return any(not _may_be_filled(facts, other, wish) for other in students)


def _emptied(facts: Facts, seats: Iterable[Seat]) -> Facts:
    """The same facts with nobody in these seats, whose hours are then those of nobody's home."""
    empty = {seat.id: replace(seat, volunteer_id=None) for seat in seats}
    for seat in empty.values():
        trip = facts.trips[seat.trip_id] if seat.trip_id is not None and seat.role is Role.DRIVER else None
        if trip is not None and trip.leg is Leg.OUT and trip.departs_at is not None:
            seat.starts_at = trip.departs_at
    return facts.with_(seats={**facts.seats, **empty})


def _order(seat: Seat) -> tuple[object, ...]:
    return (seat.starts_at, str(seat.session_id or seat.trip_id), seat.position, str(seat.id))


def _people(facts: Facts, wish: Wish) -> Iterator[Volunteer]:
    for person in facts.volunteers.values():
        at_home = wish.site is None or person.site_id in (wish.site, None)
        if not person.gone and at_home and wish.person in (None, person.id):
            yield person


def _experienced(uow: UnitOfWork, people: Collection[Volunteer], now: datetime) -> frozenset[VolunteerId]:
    """Who of these has sat in a seat that is over."""
    found = {seat.volunteer_id for seat in uow.seats.during(Interval(now - LATELY, now)) if seat.ends_at <= now}
    rest = {person.id for person in people} - found
    older = uow.seats.where(volunteer_id=rest) if rest else []
    found |= {seat.volunteer_id for seat in older if seat.ends_at <= now}
    return frozenset(each for each in found if each is not None)


def _met(
    uow: UnitOfWork, facts: Facts, seats: Iterable[Seat], before: datetime
) -> dict[HouseholdId, frozenset[VolunteerId]]:
    """Who has met each household that is booked with an open seat."""
    households = {household for seat in seats if seat.session_id for household in households_of(facts, seat)}
    if not households:
        return {}
    rows = uow.consultations.where(household_id=households)
    rows = [row for row in rows if row.outcome not in (Outcome.CANCELLED, Outcome.NO_SHOW)]
    slots = {slot.id: slot for slot in uow.slots.where(id={row.slot_id for row in rows}) if slot.ends_at <= before}
    ids = {seat_id for slot in slots.values() for seat_id in slot.seat_ids}
    sat = {seat.id: seat.volunteer_id for seat in uow.seats.where(id=ids)} if ids else {}
    found: dict[HouseholdId, set[VolunteerId]] = {}
    for row in rows:
        slot = slots.get(row.slot_id)
        team = (sat.get(seat_id) for seat_id in slot.seat_ids) if slot is not None else ()
        found.setdefault(row.household_id, set()).update(each for each in team if each is not None)
    return {household: frozenset(team) for household, team in found.items()}


def _out(
    uow: UnitOfWork, people: Iterable[Volunteer], seats: Collection[Seat], now: datetime
) -> frozenset[VolunteerId]:
    """Who is still out with a trip from which no word comes; it is the same for every seat that is to come."""
    known = {person.id: person for person in people}
    coming = next((seat for seat in seats if seat.ends_at > now), None)
    late = [known[one] for one in maybe_out(uow, set(known)) if one in known] if coming is not None else []
    return frozenset(person.id for person in late if coming is not None and silence.still_out(uow, person, coming))


def _stamp(facts: Facts) -> str:
    """Another one as soon as anything has changed that a plan of seats looks at."""
    kinds: tuple[Iterable[Any], ...] = (
        facts.volunteers.values(),
        facts.absences,
        facts.seats.values(),
        facts.sessions.values(),
        facts.trips.values(),
        facts.stops,
        facts.vehicles.values(),
        facts.rides,
        facts.slots.values(),
        facts.consultations.values(),
        facts.places.values(),
    )
    told = [repr(facts.policy), repr(sorted(map(repr, facts.travel.minutes_by_pair.items())))]
    for rows in kinds:
        told += sorted(repr([getattr(row, part.name) for part in fields(row)]) for row in rows)
    return sha256("\n".join(told).encode()).hexdigest()
