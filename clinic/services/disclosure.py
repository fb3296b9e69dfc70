"""The one place that decides what may leave the laptop: nouns are cut down to rows that cannot hold more.

    FeedItem          a calendar that travels through strangers' servers: role, place, time; codes only when asked for
    RosterRow         the organizers' workbook: seats with the volunteers' names, never how to reach them
    ConsultationRow   the same workbook: case codes only
    RideRow           the same workbook: case codes only

No type here has room for a client's name, A-number, phone, age or note, nor for a volunteer's phone, e-mail or
conflict. Whoever wants more out has to add a field here, in front of the test that looks for planted secrets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.ids import CaseCode, SeatId, SiteId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.places import Place, Site
from clinic.domain.sessions import Answer, Seat, Session, SessionStatus
from clinic.domain.trips import Leg, Trip, TripStatus
from clinic.domain.when import Interval
from clinic.domain.words import role_of
from clinic.i18n import Sentence, plain
from clinic.ports import Repository, UnitOfWork
from clinic.rules.facts import Facts

from .codes import codes_of_seats
from .labels import session_name

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One commitment of one volunteer. Hours are told in `zone`, and in `other_zone` too where its clock differs.

    `leg` is set for a trip; `on_call`: its crew waits for a return that has no hour. `codes` are empty unless the
    clinic has asked for codes in feeds.
    """

    volunteer_id: VolunteerId
    seat_id: SeatId
    role: Role
    place: str
    zone: str
    other_zone: str
    starts_at: datetime
    ends_at: datetime
    leg: Leg | None = None
    on_call: bool = False
    tentative: bool = False
    codes: tuple[CaseCode, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One seat of a session or trip. `volunteer` is '' while it is open. Hours are told in `zone`."""

    seat_id: SeatId
    time: Interval
    zone: str
    city: str
    place: str
    room: str
    work: Sentence
    role: Sentence
    volunteer: str
    answer: Answer
    is_trip: bool
    is_draft: bool
    work_time: Interval  # of the session or trip: seats of one piece of work stand together


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """One booked consultation, by case code."""

    code: CaseCode
    time: Interval
    zone: str
    place: str
    room: str
    kind: ConsultationKind
    language: str
    team: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RideRow:
    """One household on one trip, by case code. `people` counts them; `leaves_at` is from its own stop, if known."""

    code: CaseCode
    trip: str
    leg: Leg
    day: datetime
    zone: str
    pick_up: str
    leaves_at: datetime | None
    port: str
    port_zone: str
    report_at: datetime | None
    people: int
    vehicle: str
    crew: tuple[str, ...]


def feed_items(uow: UnitOfWork, seats: Iterable[Seat]) -> Iterator[FeedItem]:
    """What these seats tell their volunteers; open seats and those of cancelled work tell nothing."""
    taken = [seat for seat in seats if seat.volunteer_id is not None]
    sessions = _by_id(uow.sessions, {seat.session_id for seat in taken if seat.session_id})
    trips = _by_id(uow.trips, {seat.trip_id for seat in taken if seat.trip_id})
    places = _by_id(uow.places, {s.place_id for s in sessions.values()} | {t.port_id for t in trips.values()})
    sites = {site.id: site for site in uow.sites.where()}
    codes = codes_of_seats(uow, taken) if uow.clinic().codes_in_feeds else {}
    for seat in taken:
        session, trip = sessions.get(seat.session_id), trips.get(seat.trip_id)
        if session and session.status is not SessionStatus.CANCELLED:
            yield _at_session(seat, session, places[session.place_id], sites[session.site_id], codes.get(seat.id, ()))
        elif trip and trip.status is not TripStatus.CANCELLED:
            yield _on_trip(seat, trip, places[trip.port_id], sites[trip.site_id], codes.get(seat.id, ()))


def roster_rows(facts: Facts, interval: Interval, site: SiteId | None = None) -> list[RosterRow]:
    """Every seat of work (of a site) that begins within `interval`, in order of time, place and position."""
    rows = []
    for seat in facts.seats.values():
        session = facts.sessions.get(seat.session_id) if seat.session_id else None
        trip = facts.trips.get(seat.trip_id) if seat.trip_id else None
        if (
            session
            and session.status is not SessionStatus.CANCELLED
            and _is_told(session, session.starts_at, interval, site)
        ):
            rows.append(_session_seat(facts, seat, session))
        elif trip and trip.status is not TripStatus.CANCELLED and _is_told(trip, seat.starts_at, interval, site):
            rows.append(_trip_seat(facts, seat, trip))
    positions = {seat.id: seat.position for seat in facts.seats.values()}
    return sorted(rows, key=lambda row: (row.work_time, row.place, row.work.one, positions[row.seat_id]))


def consultation_rows(facts: Facts, interval: Interval, site: SiteId | None = None) -> list[ConsultationRow]:
    """Every consultation that begins within `interval` and was not cancelled, in order of time."""
    rows = []
    for found in facts.consultations.values():
        slot = facts.slots[found.slot_id]
        session = facts.sessions[slot.session_id]
        if found.outcome is Outcome.CANCELLED or not _is_told(session, slot.starts_at, interval, site):
            continue
        place = facts.places[session.place_id]
        rows.append(
            ConsultationRow(
                code=facts.households[found.household_id].code,
                time=slot.interval,
                zone=place.zone,
                place=place.label,
                room=slot.room or session.room,
                kind=slot.kind,
                language=found.language,
                team=_names(facts, slot.seat_ids),
                outcome=found.outcome,
            )
        )
    return sorted(rows, key=lambda row: (row.time, row.place, row.code))


def ride_rows(facts: Facts, interval: Interval, site: SiteId | None = None) -> list[RideRow]:
    """Every household on a trip that begins within `interval` and was not cancelled, in order of time and stop."""
    stops = {stop.id: stop for stop in facts.stops}
    crews: dict[UUID, list[SeatId]] = {}
    for seat in facts.seats.values():
        if seat.trip_id:
            crews.setdefault(seat.trip_id, []).append(seat.id)
    rows = []
    for ride in facts.rides:
        trip = facts.trips[ride.trip_id]
        day = trip.departs_at or trip.standby_from or trip.report_at
        if trip.status is TripStatus.CANCELLED or day is None or not _is_told(trip, day, interval, site):
            continue
        stop = stops.get(ride.stop_id) if ride.stop_id else None
        port = facts.places[trip.port_id]
        vehicle = facts.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None
        rows.append(
            RideRow(
                code=facts.households[ride.household_id].code,
                trip=trip.label,
                leg=trip.leg,
                day=day,
                zone=facts.sites[trip.site_id].zone,
                pick_up=facts.places[stop.place_id].label if stop else "",
                leaves_at=stop.leaves_at if stop else None,
                port=port.label,
                port_zone=port.zone,
                report_at=trip.report_at,
                people=len(ride.person_ids),
                vehicle=vehicle.label if vehicle else "",
                crew=_names(facts, crews.get(trip.id, ())),
            )
        )
    return sorted(rows, key=lambda row: (row.day, row.trip, row.leaves_at or row.day, row.code))


def _at_session(seat: Seat, session: Session, place: Place, site: Site, codes: Iterable[CaseCode]) -> FeedItem:
    return FeedItem(
        volunteer_id=_holder(seat),
        seat_id=seat.id,
        role=seat.role,
        place=place.label,
        zone=place.zone,
        other_zone=site.us_zone,
        starts_at=seat.starts_at,
        ends_at=seat.ends_at,
        tentative=session.status is SessionStatus.DRAFT,
        codes=tuple(sorted(codes)),
    )


def _on_trip(seat: Seat, trip: Trip, port: Place, site: Site, codes: Iterable[CaseCode]) -> FeedItem:
    return FeedItem(
        volunteer_id=_holder(seat),
        seat_id=seat.id,
        role=seat.role,
        place=port.label,
        zone=site.zone,
        other_zone=port.zone,
        starts_at=seat.starts_at,
        ends_at=seat.ends_at,
        leg=trip.leg,
        on_call=trip.departs_at is None,
        tentative=trip.status is TripStatus.DRAFT,
        codes=tuple(sorted(codes)),
    )


def _session_seat(facts: Facts, seat: Seat, session: Session) -> RosterRow:
    place = facts.places[session.place_id]
    return RosterRow(
        seat_id=seat.id,
        time=seat.interval,
        zone=place.zone,
        city=facts.sites[session.site_id].city,
        place=place.label,
        room=session.room,
        work=session_name(session),
        role=role_of(seat),
        volunteer=_name(facts, seat),
        answer=seat.answer,
        is_trip=False,
        is_draft=session.status is SessionStatus.DRAFT,
        work_time=session.interval,
    )


def _trip_seat(facts: Facts, seat: Seat, trip: Trip) -> RosterRow:
    site = facts.sites[trip.site_id]
    return RosterRow(
        seat_id=seat.id,
        time=seat.interval,
        zone=site.zone,
        city=site.city,
        place=facts.places[trip.port_id].label,
        room="",
        work=plain(trip.label),
        role=role_of(seat),
        volunteer=_name(facts, seat),
        answer=seat.answer,
        is_trip=True,
        is_draft=trip.status is TripStatus.DRAFT,
        work_time=_time_of(trip) or seat.interval,
    )


def _time_of(trip: Trip) -> Interval | None:
    """From departure to arrival; None while a trip has no hours, or no riders and so no length."""
    leaves, arrives = trip.departs_at, trip.arrives_at
    return Interval(leaves, arrives) if leaves and arrives and leaves < arrives else None


def _by_id(rows: Repository[R], ids: set[UUID]) -> dict[UUID | None, R]:
    return {row.id: row for row in rows.where(id=ids)}  # type: ignore[attr-defined] # every noun has an id


def _holder(seat: Seat) -> VolunteerId:
    if seat.volunteer_id is None:
        raise ValueError("an open seat tells nobody anything")
    return seat.volunteer_id


def _name(facts: Facts, seat: Seat) -> str:
    return facts.volunteers[seat.volunteer_id].name if seat.volunteer_id else ""


def _names(facts: Facts, seats: Iterable[SeatId]) -> tuple[str, ...]:
    found = (facts.seats.get(seat_id) for seat_id in seats)
    return tuple(name for seat in found if seat and (name := _name(facts, seat)))


def _is_told(work: Session | Trip, begins: datetime, interval: Interval, site: SiteId | None) -> bool:
    return site in (None, work.site_id) and interval.start <= begins < interval.end
