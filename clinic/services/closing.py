"""A place closes from a day on: its sessions, the people who were to be met, those who live there and their rides.

Everything is one step. `preview` does it and keeps nothing: what is shown is what would happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from clinic.domain.breaches import Breach
from clinic.domain.consultations import Consultation, FollowUp, Slot
from clinic.domain.errors import BadValue, RuleBroken
from clinic.domain.ids import HouseholdId, PlaceId, RideId, TripId
from clinic.domain.places import Place
from clinic.domain.sessions import Session, SessionStatus
from clinic.domain.trips import Ride, Stop, StopKind, Trip, TripStatus
from clinic.domain.when import at, local
from clinic.i18n import Sentence, _, day, say, say_n
from clinic.ports import UnitOfWork
from clinic.services.views.closing import Closing, RideLine, SessionLine, StayLine

from . import following, sessions, trip_times
from .closing_told import Told
from .day_facts import trips_facts
from .labels import session_and_time
from .moving import booked_in, follow_session
from .reoffering import reoffer


@dataclass(frozen=True, slots=True)
class Shut:
    """What closes from when on (`from_day` on the place's own clock), and where everything goes.

    Sessions move to `sessions_to`, or are called off (None). Who lives there moves to `households_to`, or each to the
    place that `households` says; None: nobody knows yet. `reason` overrules what speaks against sessions that move.
    """

    place: PlaceId
    from_day: date
    sessions_to: PlaceId | None = None
    households_to: PlaceId | None = None
    households: Mapping[HouseholdId, PlaceId] = field(default_factory=dict)
    reason: str = ""


def preview(uow: UnitOfWork, *, shut: Shut) -> Closing:
    """What `close` would do. Needs a unit of work that may write, and is to be left without a commit."""
    return _Closing(uow, shut).carry_out()


def close(uow: UnitOfWork, *, shut: Shut) -> Closing:
    """Close a place, as one step.

    Who was to be met in sessions that are called off is offered another time, the most urgent first. Trips halt where
    people live from that day on; what is then wrong with a trip is told, not refused. Raises RuleBroken when somebody
    cannot sit in a session that moves, unless a reason is enough; BadValue when anything would move to the place.
    """
    found = _Closing(uow, shut).carry_out()
    if found.refused:
        raise RuleBroken(found.refused)
    return replace(found, change=uow.commit(found.line))


class _Closing:
    def __init__(self, uow: UnitOfWork, shut: Shut) -> None:
        self.uow, self.place, self.from_day, self.reason = uow, uow.places.get(shut.place), shut.from_day, shut.reason
        self.start = at(shut.from_day, time(0), self.place.zone)
        self.sessions_to = uow.places.find(shut.sessions_to)
        self.households_to = uow.places.find(shut.households_to)
        self.households = {key: uow.places.get(to) for key, to in shut.households.items()}
        others = [self.sessions_to, self.households_to, *self.households.values()]
        if any(other is self.place for other in others):
            raise BadValue(say("{place} is the place that closes. Choose another one.", place=self.place.label))
        self.told = Told(uow)
        self.refused: list[Breach] = []
        self.warnings: list[Sentence] = []

    def carry_out(self) -> Closing:
        """Do all of it; the caller commits or does not."""
        rides = self._rides()
        session_lines, fallen = self._sessions()
        stays = self._stays()
        ride_lines = self._follow(rides)
        offers = reoffer(self.uow, fallen, site=self.place.site_id, first=self.from_day)
        for line in offers:
            self.told.household(line.household_id, line.words)
        self._stays_open()
        self._mark_closed()
        return Closing(
            place_id=self.place.id,
            place=self.place.label,
            from_day=self.from_day,
            line=self._line(len(session_lines), len(offers), len(ride_lines)),
            sessions=tuple(session_lines),
            offers=offers,
            rides=tuple(ride_lines),
            stays=tuple(stays),
            tell=self.told.lines(),
            warnings=tuple(self.warnings),
            refused=tuple(self.refused),
        )

    def _line(self, session_count: int, offer_count: int, ride_count: int) -> Sentence:
        return say(
            "{place} closes from {day} on: {sessions}, {households}, {rides}",
            place=self.place.label,
            day=self.from_day,
            sessions=say_n("{n} session", "{n} sessions", session_count),
            households=say_n("{n} household offered another time", "{n} households offered another time", offer_count),
            rides=say_n("{n} ride with another stop", "{n} rides with another stop", ride_count),
        )

    # ------------------------------------------------------------------------------------------------------- sessions

    def _sessions(self) -> tuple[list[SessionLine], list[tuple[Slot, Consultation]]]:
        """Move or call off what is still to come there; the consultations that fall out."""
        earliest = max(self.start, self.uow.now())
        rows = [row for row in self.uow.sessions.where(place_id=self.place.id) if row.starts_at >= earliest]
        lines, fallen = [], []
        for row in sorted(rows, key=lambda row: row.starts_at):
            if row.status is SessionStatus.CANCELLED:
                continue
            name, booked = session_and_time(self.uow, row), booked_in(self.uow, row.id)
            if self.sessions_to is not None:
                self._move(row, self.sessions_to)
            else:
                fallen += sessions.call_off(self.uow, row)
            self._tell_about(row, name, booked)
            to = self.sessions_to.label if self.sessions_to else ""
            lines.append(SessionLine(row.id, name, to, len(booked)))
        return lines, fallen

    def _move(self, row: Session, to: Place) -> None:
        """The same hours at another place, in whatever room there is."""
        row.room = ""
        for slot in self.uow.slots.where(session_id=row.id):
            slot.room = ""
        try:
            follow_session(self.uow, row, starts_at=row.starts_at, ends_at=row.ends_at, place=to, reason=self.reason)
        except RuleBroken as error:
            self.refused += error.breaches

    def _tell_about(self, row: Session, name: Sentence, booked: Iterable[tuple[Slot, Consultation]]) -> None:
        what = say("{session} does not take place", session=name)
        if self.sessions_to is not None:
            what = say("{session} is at {place}", session=name, place=self.sessions_to.label)
            for _slot, consultation in booked:
                self.told.household(consultation.household_id, what)
        for seat in self.uow.seats.where(session_id=row.id):
            if seat.volunteer_id is not None:
                self.told.volunteer(seat.volunteer_id, what)

    # ---------------------------------------------------------------------------------------------- who lives there

    def _stays(self) -> list[StayLine]:
        """Move those who live there; who has nowhere to go yet is told of."""
        lines = []
        for row in self.uow.households.where(shelter_id=self.place.id, closed_on=None):
            to = self.households.get(row.id, self.households_to)
            if to is not None:
                row.move_to(to.id, self.from_day)
                self.told.household(row.id, say("lives at {place} from {day} on", place=to.label, day=self.from_day))
            people = self.uow.persons.count(household_id=row.id)
            lines.append(StayLine(row.id, row.code, people, to.label if to else ""))
        for place in {line.to for line in lines} - {""}:
            self._check_room(place)
        return lines

    def _check_room(self, label: str) -> None:
        place = next(row for row in self.uow.places.where(site_id=self.place.site_id) if row.label == label)
        if not place.capacity:
            return
        living = {row.id for row in self.uow.households.where(shelter_id=place.id, closed_on=None)}
        people = self.uow.persons.count(household_id=living) if living else 0
        if people > place.capacity:
            told = {"place": place.label, "n": people, "capacity": place.capacity}
            self.warnings.append(say("{place} has {capacity} places; {n} people would live there.", **told))

    # ---------------------------------------------------------------------------------------------------------- rides

    def _rides(self) -> list[tuple[Trip, Ride, Stop]]:
        """Who is to be fetched from the place, or brought to it, from that day on; with the stop as it is now."""
        found = []
        halts = self.uow.stops.where(place_id=self.place.id, kind=(StopKind.PICK_UP, StopKind.DROP_OFF))
        trips = {row.id: row for row in self.uow.trips.where(id={stop.trip_id for stop in halts})} if halts else {}
        for stop in halts:
            trip = trips[stop.trip_id]
            begins = trip.report_at or trip.departs_at or trip.standby_from
            coming = begins is not None and begins >= max(self.start, self.uow.now())
            if trip.status is not TripStatus.CANCELLED and coming:
                found += [(trip, ride, stop) for ride in self.uow.rides.where(stop_id=stop.id)]
        return sorted(found, key=lambda each: (each[0].report_at or self.start, each[0].label))

    def _follow(self, rides: list[tuple[Trip, Ride, Stop]]) -> list[RideLine]:
        """Let the trips halt where people live now, and tell what is wrong with them then."""
        was = {ride.id: stop.arrives_at for _trip, ride, stop in rides}
        told: dict[TripId, tuple[Sentence, ...]] = {}
        for trip in dict.fromkeys(trip for trip, _ride, _stop in rides):
            let_go = following.follow(self.uow, trip)
            told[trip.id] = (*let_go, *self._speaks_against(trip))
        return [self._ride_line(trip, ride, was, told[trip.id]) for trip, ride, _stop in rides]

    def _ride_line(
        self, trip: Trip, ride: Ride, was: Mapping[RideId, datetime | None], warnings: tuple[Sentence, ...]
    ) -> RideLine:
        stop = self.uow.stops.find(ride.stop_id)
        place = self.uow.places.get(stop.place_id) if stop else self.place
        code = self.uow.households.get(ride.household_id).code
        is_open = place is self.place
        if is_open:
            told = {"code": code, "trip": trip.label, "place": self.place.label}
            self.warnings.append(say("{code} still waits at {place} for {trip}: type where else.", **told))
        else:
            what = say("{trip} halts at {place} for {code}", trip=trip.label, place=place.label, code=code)
            for seat in self.uow.seats.where(trip_id=trip.id):
                if seat.volunteer_id is not None:
                    self.told.volunteer(seat.volunteer_id, what)
            self.told.household(ride.household_id, say("{trip} comes to {place}", trip=trip.label, place=place.label))
        return RideLine(
            trip_id=trip.id,
            trip=trip.label,
            household_id=ride.household_id,
            code=code,
            to="" if is_open else place.label,
            was=_local(was.get(ride.id), place.zone),
            now=_local(stop.arrives_at if stop else None, place.zone),
            warnings=warnings,
        )

    def _speaks_against(self, trip: Trip) -> tuple[Sentence, ...]:
        """What nobody has overruled yet."""
        judged = trip_times.judged(trips_facts(self.uow, (trip,)), trip)
        return tuple(b.sentence for row, found in judged for b in found if b.code not in row.overridden)

    # ------------------------------------------------------------------------------------------------------ the place

    def _stays_open(self) -> None:
        """What still leads to the place and nobody can move without a decision: hearings, vehicles, drivers' homes."""
        place = {"place": self.place.label}
        rows = self.uow.hearings.where(port_id=self.place.id, end=None, cancelled=False)
        count = sum(row.hearing_on >= self.from_day for row in rows)
        if count:
            told = say_n(
                "{n} hearing reports at {place}: type another port.",
                "{n} hearings report at {place}: type another port.",
                count,
                **place,
            )
            self.warnings.append(told)
        for vehicle in self.uow.vehicles.where(kept_id=self.place.id, out_of_use=False):
            self.warnings.append(say("{vehicle} is kept at {place}: type where else.", vehicle=vehicle.label, **place))
        for person in self.uow.volunteers.where(home_id=self.place.id, gone=False):
            self.warnings.append(say("{name} starts from {place}: type from where else.", name=person.name, **place))

    def _mark_closed(self) -> None:
        """A place counts as closed from today on; one that closes later is noted, and somebody is reminded that day."""
        today = local(self.uow.now(), self.place.zone).date()
        if self.from_day <= today:
            self.place.closed = True
            return
        note = _("Closes on {day}.").format(day=day(self.from_day, year=True))
        self.place.note = "\n".join(filter(None, (self.place.note, note)))
        what = _("{place} closes today: mark it as closed.").format(place=self.place.label)
        self.uow.follow_ups.add(FollowUp(what=what, due_on=self.from_day))


def _local(instant: datetime | None, zone: str) -> datetime | None:
    return None if instant is None else local(instant, zone)
