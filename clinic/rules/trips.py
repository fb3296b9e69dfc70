"""Rules about a trip as a whole: vehicle, hours, stops, crew. A trip that is being built may lack any of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.domain.breaches import Severity
from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.trips import Leg, Stop, Trip, TripStatus, VehicleKind
from clinic.domain.when import at, length_minutes, local, minutes
from clinic.i18n import Sentence, say

from .capacity import child_seats_faults, seats_faults, wheelchair_faults
from .facts import Facts
from .loads import IN_ANY_NUMBER, load, other_vehicle, pick_ups, time_of, vehicle_of
from .rule import Fault
from .subjects import TRIPS
from .wording import clock, hour, length

#: Adults of the team in a vehicle, where the clinic asks for two (field research 2.9).
ADULTS = 2


@TRIPS.rule("SEATS", Severity.MUST, say("Everybody on the trip has a seat"))
def everybody_has_a_seat(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """No more people than the vehicle has seats; drivers and escorts do not count among them."""
    yield from seats_faults(facts, trip)


@TRIPS.rule("WHEELCHAIR", Severity.MUST, say("Every wheelchair has its place"))
def every_wheelchair_has_a_place(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """No more wheelchairs than the vehicle has places for."""
    yield from wheelchair_faults(facts, trip)


@TRIPS.rule("CHILD_SEATS", Severity.REASON, say("Every child has a child seat"), switchable=True)
def every_child_has_a_child_seat(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """A child seat for each child up to the age that the clinic has set (field research 2.9: 0–11)."""
    yield from child_seats_faults(facts, trip)


@TRIPS.rule("VEHICLE", Severity.WISH, say("The trip has a vehicle that runs"))
def has_a_vehicle(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """A vehicle is chosen, and it is not out of use."""
    vehicle = vehicle_of(facts, trip)
    if vehicle is None:
        yield Fault(say("No vehicle yet."), other_vehicle(facts, trip, load(facts, trip)))
    elif vehicle.out_of_use:
        sentence = say("{vehicle} is out of use.", vehicle=vehicle.label)
        yield Fault(sentence, other_vehicle(facts, trip, load(facts, trip)))


@TRIPS.rule("VEHICLE_TWICE", Severity.MUST, say("A vehicle is on one trip at a time"))
def vehicle_is_on_one_trip(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """No other trip has the same vehicle at any minute between departure and arrival."""
    span = time_of(trip)
    if span is None or trip.status is TripStatus.CANCELLED:
        return
    zone = facts.sites[trip.site_id].zone
    for vehicle, other in _others_of_vehicle(facts, trip):
        taken = time_of(other)
        if taken is not None and taken.overlaps(span):
            sentence = say(
                "{vehicle} is on {trip} from {start} until {end} as well.",
                vehicle=vehicle,
                trip=other.label,
                start=hour(taken.start, zone, span.start),
                end=hour(taken.end, zone, span.start),
            )
            shared = length_minutes(max(span.start, taken.start), min(span.end, taken.end))
            yield Fault(sentence, other_vehicle(facts, trip, load(facts, trip)), shared)


@TRIPS.rule("TURNAROUND", Severity.REASON, say("A vehicle has time to drive to its next trip"))
def vehicle_gets_to_the_next_trip(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """From the port of one trip to the first pick-up of the next there is the time that the table of travel says.

    A way that nobody has typed is not asked about here: the pick-ups themselves were worked out with a guess.
    """
    if trip.status is TripStatus.CANCELLED:
        return
    for vehicle, other in _others_of_vehicle(facts, trip):
        for first, second in ((trip, other), (other, trip)):
            picks_up = next((stop for stop in pick_ups(facts, second) if stop.arrives_at), None)
            if picks_up is None or picks_up.arrives_at is None or first.arrives_at is None:
                continue
            drive = facts.travel.minutes(first.port_id, picks_up.place_id)
            gap = length_minutes(first.arrives_at, picks_up.arrives_at)
            if drive is None or not 0 <= gap < drive:
                continue
            place = facts.places[picks_up.place_id]
            told = {
                "vehicle": vehicle,
                "arrives": clock(first.arrives_at, place.zone),
                "place": place.label,
                "drive": length(drive),
                "pick_up": clock(picks_up.arrives_at, place.zone),
            }
            mend = say(
                "On {trip}, pick up at {clock} or later.",
                trip=second.label,
                clock=hour(first.arrives_at + minutes(drive), place.zone, picks_up.arrives_at),
            )
            yield Fault(
                say("{vehicle} is at the port {arrives}; {drive} drive to {place}, pick-up {pick_up}.", **told),
                (mend, *other_vehicle(facts, trip, load(facts, trip))),
                drive - gap,
            )


def _others_of_vehicle(facts: Facts, trip: Trip) -> Iterator[tuple[str, Trip]]:
    vehicle = vehicle_of(facts, trip)
    if vehicle is not None and vehicle.kind not in IN_ANY_NUMBER:
        yield from ((vehicle.label, o) for o in facts.trips_by_vehicle.get(vehicle.id, ()) if o.id != trip.id)


@TRIPS.rule("ON_TIME", Severity.REASON, say("The trip is at the port by the report time"))
def is_on_time(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """A trip out arrives no later than the report time."""
    if trip.leg is not Leg.OUT or trip.report_at is None or trip.arrives_at is None:
        return
    late = length_minutes(trip.report_at, trip.arrives_at)
    if late > 0:
        zone = facts.places[trip.port_id].zone
        sentence = say(
            "At the port {arrives}, report time {report}: {late} late.",
            arrives=hour(trip.arrives_at, zone, trip.report_at),
            report=clock(trip.report_at, zone),
            late=length(late),
        )
        yield Fault(sentence, _earlier(facts, trip, late), late)


@TRIPS.rule("TIME_IN_HAND", Severity.WISH, say("There is time in hand at the port"), switchable=True)
def has_time_in_hand(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """A trip out that is on time has the clinic's minutes in hand before the report time."""
    if trip.leg is not Leg.OUT or trip.report_at is None or trip.arrives_at is None:
        return
    hand, asked = length_minutes(trip.arrives_at, trip.report_at), facts.policy.time_in_hand
    if 0 <= hand < asked:
        zone = facts.places[trip.port_id].zone
        sentence = say(
            "At the port {arrives}: {hand} before the report time, the rule asks {asked}.",
            arrives=clock(trip.arrives_at, zone),
            hand=length(hand),
            asked=length(asked),
        )
        yield Fault(sentence, _earlier(facts, trip, asked - hand), asked - hand)


def _earlier(facts: Facts, trip: Trip, by: int) -> tuple[Sentence, ...]:
    """The mend 'pick up first at 03:00 or earlier'."""
    for stop in pick_ups(facts, trip)[:1]:
        if stop.arrives_at is not None:
            zone = facts.places[stop.place_id].zone
            when = hour(stop.arrives_at - minutes(by), zone, stop.arrives_at)
            return (say("First pick-up at {clock} or earlier.", clock=when),)
    return (say("Leave {length} earlier.", length=length(by)),)


@TRIPS.rule("GATE", Severity.REASON, say("Shelters are open at pick-up"), switchable=True)
def shelters_are_open(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """No pick-up lies within the hours at which a shelter is locked (field research 1.11)."""
    for stop in pick_ups(facts, trip):
        place = facts.places[stop.place_id]
        if stop.arrives_at is None or place.locks_at is None or place.opens_at is None:
            continue
        opens = opening(place, stop.arrives_at)
        if opens is None:
            continue
        picks_up = clock(stop.arrives_at, place.zone)
        sentence = say(
            "{place} is locked {locks}–{opens}; pick-up {pick_up}.",
            place=place.label,
            locks=place.locks_at,
            opens=place.opens_at,
            pick_up=picks_up,
        )
        mends = [say("Ask the guard for {clock}.", clock=picks_up), say("A hotel near the port the night before.")]
        if _can_wait(facts, trip, stop, opens):
            mends.insert(0, say("Pick up at {clock} or later.", clock=clock(opens, place.zone)))
        yield Fault(sentence, tuple(mends), length_minutes(stop.arrives_at, opens))


def opening(place: Place, instant: datetime) -> datetime | None:
    """When a place that is locked at `instant` opens next; None while it is open, or has no night rule."""
    locks, opens = place.locks_at, place.opens_at
    if locks is None or opens is None:
        return None
    wall = local(instant, place.zone)
    over_midnight = locks > opens
    shut = (wall.time() >= locks or wall.time() < opens) if over_midnight else locks <= wall.time() < opens
    if not shut:
        return None
    day = wall.date() + timedelta(days=1) if over_midnight and wall.time() >= locks else wall.date()
    return at(day, opens, place.zone)


def _can_wait(facts: Facts, trip: Trip, stop: Stop, opens: datetime) -> bool:
    """Whether the trip would still be on time if this pick-up were as late as the opening."""
    if trip.report_at is None or trip.arrives_at is None or stop.arrives_at is None:
        return False
    return trip.arrives_at + (opens - stop.arrives_at) + minutes(facts.policy.time_in_hand) <= trip.report_at


@TRIPS.rule("DRIVER", Severity.WISH, say("Somebody drives"))
def has_a_driver(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """The driver's seat is taken; a vehicle of the clinic's own has such a seat."""
    if _is_given_by_others(facts, trip):
        return
    drivers = [seat for seat in facts.seats_by_trip.get(trip.id, ()) if seat.role is Role.DRIVER]
    if drivers and any(seat.volunteer_id is None for seat in drivers):
        yield Fault(say("No driver yet."), (say("Seat a vetted driver."),))
    elif not drivers and not _comes_with_a_driver(facts, trip):
        yield Fault(say("No driver's seat on this trip."), (say("Add a driver's seat."),))


def _is_given_by_others(facts: Facts, trip: Trip) -> bool:
    """Whether others give the ride, with a crew of their own."""
    vehicle = vehicle_of(facts, trip)
    return vehicle is not None and vehicle.kind is VehicleKind.OUTSIDE


def _comes_with_a_driver(facts: Facts, trip: Trip) -> bool:
    vehicle = vehicle_of(facts, trip)
    return vehicle is not None and vehicle.kind is not VehicleKind.OWN


@TRIPS.rule("ESCORT", Severity.WISH, say("Somebody goes along with the household"))
def has_an_escort(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """Every escort's seat is taken."""
    seats = [seat for seat in facts.seats_by_trip.get(trip.id, ()) if seat.role is Role.ESCORT]
    if any(seat.volunteer_id is None for seat in seats) and not _is_given_by_others(facts, trip):
        yield Fault(say("No escort yet."), (say("Seat an escort."),))


@TRIPS.rule("TWO_ADULTS", Severity.WISH, say("Two adults of the team in every vehicle"), switchable=True)
def has_two_adults(facts: Facts, trip: Trip) -> Iterator[Fault]:
    """The trip has seats for two adults of the team (field research 2.9).

    The driver who comes with a hired vehicle, taxi or bus is the first of the two. A ride by others has none of ours.
    """
    if _is_given_by_others(facts, trip):
        return
    seats = facts.seats_by_trip.get(trip.id, ())
    comes_along = _comes_with_a_driver(facts, trip) and not any(seat.role is Role.DRIVER for seat in seats)
    adults = len(seats) + comes_along
    if adults < ADULTS:
        yield Fault(
            say("{n} of 2 adults of the team have a seat on this trip.", n=adults),
            (say("Add an escort's seat."),),
            ADULTS - adults,
        )
