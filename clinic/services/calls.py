"""Whom to call about a trip from which no word comes, in which order; and what came of each call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic.domain.errors import BadValue
from clinic.domain.history import Change
from clinic.domain.ids import TripId, VolunteerId
from clinic.domain.people import Role, Volunteer
from clinic.domain.trips import CheckIn, CheckInKind, Leg, StopKind, Trip, TripStatus
from clinic.domain.when import day_interval, local
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, plain, say
from clinic.ports import UnitOfWork

from . import expected, stops
from .not_back import watchers

#: Whoever did not answer is not called again within so many minutes while others are left (an estimate).
AGAIN_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call. `called` is the last call about this trip in words (None: not called yet).

    `rests` says that nobody answered a few minutes ago: such lines stand last. `volunteer_id` is None for a gate.
    """

    name: str
    role: Sentence
    phone: str
    why: Sentence
    called: Sentence | None = None
    rests: bool = False
    volunteer_id: VolunteerId | None = None


def next_calls(uow: UnitOfWork, *, trip: TripId, now: datetime | None = None) -> tuple[Call, ...]:
    """Driver, escort and the rest of the crew, the gate, who stands by for the way back, who holds the phone.

    Nobody stands there twice. Who did not answer within the last minutes (`AGAIN_AFTER`) comes after the others.
    """
    now = now or uow.now()
    row = uow.trips.get(trip)
    last = {word.by: word for word in _calls_made(uow, row)}
    zone = uow.sites.get(row.site_id).zone
    found: dict[str, Call] = {}
    for call in _everybody(uow, row, now):
        found.setdefault(call.name, _with_last(call, last.get(call.name), now, zone))
    return tuple(sorted(found.values(), key=lambda call: call.rests))


def called(uow: UnitOfWork, *, trip: TripId, name: str, answer: str = "", at: datetime | None = None) -> Change:
    """Keep that somebody was called about a trip: what they said, or (empty) that nobody answered.

    Raises BadValue when nobody is named.
    """
    row, who, said = uow.trips.get(trip), name.strip(), answer.strip()
    if not who:
        raise BadValue(say("Say who was called."))
    uow.check_ins.add(CheckIn(trip_id=row.id, kind=CheckInKind.WORD, done_at=at or uow.now(), by=who, note=said))
    what = plain(said) if said else say("no answer")
    return uow.commit(say("{trip}, {name} called: {what}", trip=row.label, name=who, what=what))


def _calls_made(uow: UnitOfWork, trip: Trip) -> list[CheckIn]:
    """Words about the trip as a whole, oldest first: `by` is who was called, an empty note that nobody answered."""
    rows = uow.check_ins.where(trip_id=trip.id, kind=CheckInKind.WORD, household_id=None)
    return sorted((row for row in rows if row.done_at), key=lambda row: row.done_at or uow.now())


def _with_last(call: Call, last: CheckIn | None, now: datetime, zone: str) -> Call:
    if last is None or last.done_at is None:
        return call
    told = {"hour": local(last.done_at, zone).time(), "what": plain(last.note) if last.note else say("no answer")}
    rests = not last.note and now - last.done_at < AGAIN_AFTER
    return Call(call.name, call.role, call.phone, call.why, say("{hour}: {what}", **told), rests, call.volunteer_id)


def _everybody(uow: UnitOfWork, trip: Trip, now: datetime) -> Iterator[Call]:
    on_it = say("on {trip}", trip=trip.label)
    for role, person in _crew(uow, trip):
        yield _person(person, ROLES[role], on_it)
    yield from _gate(uow, trip)
    for back in _returns(uow, trip):
        for role, person in _crew(uow, back):
            if role is Role.DRIVER:
                yield _person(person, ROLES[role], say("stands by for {trip}", trip=back.label))
    site = uow.sites.get(trip.site_id)
    for person in watchers(uow, site, now):
        yield _person(person, ROLES[Role.WATCH], say("holds the phone today"))
    for person in uow.volunteers.where(site_id=(site.id, None), gone=False):
        if Role.COORDINATOR in person.roles and person.is_here_on(local(now, site.zone).date()):
            yield _person(person, ROLES[Role.COORDINATOR], say("coordinates at this site"))


def _person(person: Volunteer, role: Sentence, why: Sentence) -> Call:
    return Call(person.name, role, person.phone, why, volunteer_id=person.id)


def _crew(uow: UnitOfWork, trip: Trip) -> list[tuple[Role, Volunteer]]:
    """Driver first, as the seats stand."""
    seats = sorted(uow.seats.where(trip_id=trip.id), key=lambda seat: (seat.role is not Role.DRIVER, seat.position))
    people = {row.id: row for row in uow.volunteers.where(id={seat.volunteer_id for seat in seats} - {None})}
    return [(seat.role, people[seat.volunteer_id]) for seat in seats if seat.volunteer_id in people]


def _gate(uow: UnitOfWork, trip: Trip) -> Iterator[Call]:
    """Who sees the trip from outside: the gate of its first stop until it has left, then the port's."""
    left = {row.kind for row in uow.check_ins.where(trip_id=trip.id) if row.done_at} & set(expected.WAY)
    first = next((stop for stop in stops.stops_of(uow, trip) if stop.kind is StopKind.PICK_UP), None)
    place = uow.places.get(trip.port_id if left or first is None else first.place_id)
    if place.gate_phone:
        why = say("sees who comes") if left else say("sees who leaves")
        yield Call(place.label, say("gate"), place.gate_phone, why)


def _returns(uow: UnitOfWork, trip: Trip) -> list[Trip]:
    """Ways back from the same port on the same day."""
    about = trip.report_at or trip.departs_at or trip.standby_from
    if about is None:
        return []
    zone = uow.sites.get(trip.site_id).zone
    whole = day_interval(local(about, zone).date(), zone)
    rows = uow.trips.during(whole, site_id=trip.site_id, port_id=trip.port_id, leg=Leg.RETURN)
    return [row for row in rows if row.id != trip.id and row.status is not TripStatus.CANCELLED]
