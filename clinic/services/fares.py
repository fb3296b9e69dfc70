"""What a bus or taxi leg costs: fares by age and pocket money, line by line (field research 1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.ids import TripId
from clinic.domain.people import Role
from clinic.domain.trips import VehicleKind
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class FareLine:
    """So many who pay so much each, in pesos."""

    what: Sentence
    people: int
    each: float

    @property
    def total(self) -> float:
        """Pesos."""
        return self.people * self.each

    @property
    def words(self) -> Sentence:
        """'2 adults: 2 × 395 = 790 pesos'."""
        told = {"what": self.what, "n": self.people, "each": pesos(self.each), "total": pesos(self.total)}
        return say("{what}: {n} × {each} = {total} pesos", **told)


@dataclass(frozen=True, slots=True)
class Fares:
    """What to take along for a trip."""

    lines: tuple[FareLine, ...] = ()

    @property
    def total(self) -> float:
        """Pesos for everything."""
        return sum(line.total for line in self.lines)


def pesos(amount: float) -> str:
    """'395', '197.50', '1,580'."""
    return f"{amount:,.0f}" if amount == round(amount) else f"{amount:,.2f}"


def of_trip(uow: UnitOfWork, *, trip: TripId) -> Fares:
    """The lines of a trip whose vehicle is paid by the person (a bus) or the ride (a taxi); empty for all others.

    On a bus whoever is of unknown age pays as an adult, and so does each escort, who gets no pocket money.
    """
    row = uow.trips.get(trip)
    vehicle = uow.vehicles.find(row.vehicle_id)
    if vehicle is None or vehicle.kind not in {VehicleKind.BUS, VehicleKind.TAXI}:
        return Fares()
    if vehicle.kind is VehicleKind.TAXI:
        return Fares((FareLine(say("taxi"), 1, vehicle.fare),))
    return Fares(tuple(line for line in _bus(uow, trip, vehicle.fare) if line.people))


def _bus(uow: UnitOfWork, trip: TripId, fare: int) -> Iterator[FareLine]:
    policy = uow.clinic().policy
    rides = uow.rides.where(trip_id=trip)
    whole = {ride.household_id for ride in rides if not ride.person_ids}
    named = {person for ride in rides for person in ride.person_ids}
    persons = uow.persons.where(household_id={ride.household_id for ride in rides}) if rides else []
    ages = [person.age for person in persons if person.id in named or person.household_id in whole]
    known = [age for age in ages if age is not None]
    half = sum(policy.half_fare_from <= age <= policy.half_fare_until for age in known)
    free = sum(age < policy.half_fare_from for age in known)
    full = len(ages) - half - free
    escorts = sum(seat.role is not Role.DRIVER for seat in uow.seats.where(trip_id=trip))
    adults = sum(age is None or age >= 18 for age in ages)
    yield FareLine(say_n("{n} full fare", "{n} full fares", full), full, fare)
    told = {"first": policy.half_fare_from, "last": policy.half_fare_until}
    yield FareLine(
        say_n("{n} half fare, ages {first}–{last}", "{n} half fares, ages {first}–{last}", half, **told),
        half,
        fare / 2,
    )
    yield FareLine(
        say_n("{n} free, under {first}", "{n} free, under {first}", free, first=policy.half_fare_from), free, 0
    )
    yield FareLine(say_n("{n} of the team", "{n} of the team", escorts), escorts, fare)
    yield FareLine(
        say_n("pocket money for {n} adult", "pocket money for {n} adults", adults), adults, policy.pocket_money
    )
