"""Households that went to court and of whose return nobody has heard: however long ago that was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from clinic.domain.hearings import Hearing, HearingEnd
from clinic.domain.households import Household
from clinic.domain.ids import HouseholdId, PlaceId, SiteId, TripId
from clinic.domain.people import Role, Volunteer
from clinic.domain.places import Site
from clinic.domain.sessions import SessionKind, SessionStatus
from clinic.domain.trips import CheckIn, Leg, Trip, TripStatus
from clinic.domain.when import at, day_interval, local, minutes
from clinic.domain.words import CHECK_INS, HEARING_ENDS
from clinic.i18n import Sentence, plain, say
from clinic.ports import Repository, UnitOfWork
from clinic.services.views.today import NotBack

from .expected import NOT_COMING_BACK, WAY
from .roads import Roads

T = TypeVar("T")

#: On a later day somebody asks at this hour, and the next question is put then (an estimate).
MORNING = time(8)
#: For people held for an interview there is news in the afternoon at the earliest (an estimate).
HELD_UNTIL = time(16)
#: Ends after which nobody waits for these persons, though perhaps for others of their household.
OVER = NOT_COMING_BACK | {HearingEnd.RETURNED}
NEVER = datetime.max.replace(tzinfo=UTC)


def not_back(uow: UnitOfWork, *, site: SiteId, now: datetime | None = None) -> tuple[NotBack, ...]:
    """Everybody of a site who is still out, the most pressing decision first.

    A household joins when its hearing begins (or its report time passes, where nobody knows the hour), and stays until
    a return or another end is recorded.
    """
    watch = _Watch(uow, uow.sites.get(site), now or uow.now())
    lines = [watch.line(case) for case in watch.cases()]
    return tuple(sorted(lines, key=lambda line: (line.decide_by, line.code)))


def who_watches(uow: UnitOfWork, site: Site, now: datetime) -> str:
    """Who holds the phone for returns on this day; '' when nobody does."""
    return next((person.name for person in watchers(uow, site, now)), "")


def watchers(uow: UnitOfWork, site: Site, now: datetime) -> list[Volunteer]:
    """Everybody who holds the phone for returns on this day."""
    whole = day_interval(local(now, site.zone).date(), site.zone)
    sessions = uow.sessions.during(whole, site_id=site.id, kind=SessionKind.RETURN_WATCH)
    live = {row.id for row in sessions if row.status is not SessionStatus.CANCELLED}
    seats = uow.seats.where(session_id=live) if live else []
    ids = {seat.volunteer_id for seat in seats if seat.role in (Role.WATCH, Role.COORDINATOR)} - {None}
    return uow.volunteers.where(id=ids) if ids else []


@dataclass(frozen=True, slots=True)
class _Case:
    """A household on one trip whose return is open; `words` is all that was said of it since, oldest first.

    `way` is what was said of its trip on the way out.
    """

    trip: Trip
    household: Household
    hearing: Hearing | None
    people: int
    words: tuple[CheckIn, ...]
    way: tuple[CheckIn, ...] = ()

    @property
    def began_at(self) -> datetime:
        """From when on it is waited for."""
        return began_at(self.trip, self.hearing)

    @property
    def last(self) -> CheckIn | None:
        """The last word."""
        return self.words[-1] if self.words else None


class _Watch:
    def __init__(self, uow: UnitOfWork, site: Site, now: datetime) -> None:
        self.uow, self.site, self.now = uow, site, now
        self.watch = who_watches(uow, site, now)
        self.places = {row.id: row for row in uow.places.where(site_id=site.id)}
        self.roads = Roads.of(uow, self.places)
        self._standby: dict[date, list[Trip]] = {}

    def cases(self) -> list[_Case]:
        """Open returns of households whose hearing has begun."""
        uow = self.uow
        words = uow.check_ins.open_returns(self.site.id, self.now)
        waited_for = {(word.trip_id, word.household_id) for word in words}
        trips = {trip.id: trip for trip in _by_id(uow.trips, {word.trip_id for word in words})}
        rides = uow.rides.where(trip_id=set(trips)) if trips else []
        rides = [ride for ride in rides if (ride.trip_id, ride.household_id) in waited_for]
        hearings = {row.id: row for row in _by_id(uow.hearings, {ride.hearing_id for ride in rides})}
        begun = []
        for ride in rides:
            hearing = hearings.get(ride.hearing_id) if ride.hearing_id else None
            if hearing is not None and hearing.end in OVER:
                continue  # another one of the household is still out
            if began_at(trips[ride.trip_id], hearing) <= self.now:
                begun.append((ride, hearing))
        households = {row.id: row for row in _by_id(uow.households, {ride.household_id for ride, _ in begun})}
        told = self._words({ride.trip_id for ride, _ in begun})
        return [
            _Case(
                trips[ride.trip_id],
                households[ride.household_id],
                hearing,
                len(ride.person_ids),
                tuple(told[ride.trip_id, ride.household_id]),
                tuple(row for row in told[ride.trip_id, None] if row.kind in WAY),
            )
            for ride, hearing in begun
        ]

    def _words(self, trips: set[TripId]) -> dict[tuple[TripId, HouseholdId | None], list[CheckIn]]:
        """Every word about each household on each trip, oldest first."""
        found: dict[tuple[TripId, HouseholdId | None], list[CheckIn]] = defaultdict(list)
        rows = [row for row in self.uow.check_ins.where(trip_id=trips) if row.done_at] if trips else []
        for row in sorted(rows, key=lambda row: row.done_at or NEVER):
            found[row.trip_id, row.household_id].append(row)
        return found

    def line(self, case: _Case) -> NotBack:
        """A case as it is shown."""
        zone, last = self.site.zone, case.last
        due = self.decide_by(case)
        return NotBack(
            hearing_id=case.hearing.id if case.hearing else None,
            household_id=case.household.id,
            trip_id=case.trip.id,
            code=case.household.code,
            people=case.people,
            day=local(case.began_at, zone).date(),
            known=_known(case),
            last_word_at=local(last.done_at, zone) if last and last.done_at else None,
            last_word_by=last.by if last else "",
            decide_by=local(due, zone),
            is_late=due < self.now,
            words=tuple(_word(row, self.site) for row in (*case.way, *case.words)),
            who_watches=self.watch,
            stands_by=self._stands_by(case.trip.port_id),
        )

    def _stands_by(self, port: PlaceId) -> str:
        """The drivers of today's ways back from a port, with their telephones."""
        trips = [row for row in self._standing_by(local(self.now, self.site.zone).date()) if row.port_id == port]
        live = {row.id for row in trips if row.status is not TripStatus.CANCELLED and not _is_over(row, self.now)}
        seats = self.uow.seats.where(trip_id=live, role=Role.DRIVER) if live else []
        ids = {seat.volunteer_id for seat in seats} - {None}
        people = self.uow.volunteers.where(id=ids) if ids else []
        return "; ".join(", ".join(filter(None, (person.name, person.phone))) for person in people)

    def decide_by(self, case: _Case) -> datetime:
        """By when somebody must decide what to do, counted from the last word.

        That is the end of the stand-by, or the last minute at which the shelter can still be reached before it is
        locked, whichever comes first; after that, the next morning. Who is held is asked about the next afternoon.
        """
        since = (case.last.done_at if case.last else None) or case.began_at
        day = local(since, self.site.zone).date()
        if case.hearing is not None and case.hearing.end is HearingEnd.HELD:
            return at(day + timedelta(days=1), HELD_UNTIL, self.site.zone)
        limits = [row.standby_until for row in self._standing_by(day) if row.port_id == case.trip.port_id]
        limits.append(self._gate(case, day))
        later = [limit for limit in limits if limit is not None and limit > since]
        if later:
            return min(later)
        morning = at(day, MORNING, self.site.zone)
        return morning if morning > since else at(day + timedelta(days=1), MORNING, self.site.zone)

    def _standing_by(self, day: date) -> list[Trip]:
        if day not in self._standby:
            whole = day_interval(day, self.site.zone)
            self._standby[day] = self.uow.trips.during(whole, site_id=self.site.id, leg=Leg.RETURN)
        return self._standby[day]

    def _gate(self, case: _Case, day: date) -> datetime | None:
        """When to leave the port at the latest to be at the shelter before it is locked."""
        shelter = self.places.get(case.household.shelter_id) if case.household.shelter_id else None
        if shelter is None or shelter.locks_at is None:
            return None
        drive = self.roads.minutes(case.trip.port_id, shelter.id)
        return at(day, shelter.locks_at, shelter.zone) - minutes(drive)


def _by_id(rows: Repository[T], ids: Collection[UUID | None]) -> list[T]:
    wanted = set(ids) - {None}
    return rows.where(id=wanted) if wanted else []


def began_at(trip: Trip, hearing: Hearing | None) -> datetime:
    """From when on a household is waited for: its hearing, else the hour at which it reported."""
    started = (hearing.hearing_at or hearing.report_at) if hearing else None
    return started or trip.report_at or NEVER


def _is_over(trip: Trip, now: datetime) -> bool:
    ends = trip.arrives_at or trip.standby_until
    return ends is not None and ends < now


def _known(case: _Case) -> Sentence:
    """What is known: the end that was recorded and the last note, or nothing since the hearing began."""
    noted = next((row.note for row in reversed(case.words) if row.note), "")
    if case.hearing is not None and case.hearing.end in (HearingEnd.HELD, HearingEnd.TURNED_AWAY):
        end = HEARING_ENDS[case.hearing.end]
        return say("{end}: {note}", end=end, note=noted) if noted else end
    return plain(noted) if noted else say("no word since the hearing began")


def _word(row: CheckIn, site: Site) -> Sentence:
    moment = local(row.done_at, site.zone) if row.done_at else None
    what = plain(row.note) if row.note else CHECK_INS[row.kind]
    if row.by:
        return say("{moment}, {by}: {what}", moment=moment, by=row.by, what=what)
    return say("{moment}: {what}", moment=moment, what=what)
