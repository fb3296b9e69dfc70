"""The Rides page: whether everyone has a ride that gets there in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from clinic.domain.households import Household
from clinic.domain.ids import SiteId
from clinic.domain.people import Role
from clinic.domain.trips import CheckInKind, Leg, Trip, TripStatus, VehicleKind
from clinic.domain.when import Interval, at, day_interval, local
from clinic.domain.words import HEARINGS
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.loads import day_of
from clinic.rules.timing import clock_change
from clinic.services.views.rides import DayAhead, FreeVehicle, NotCovered, RidesDay, StandBy, State, TripCard

from . import telling
from .coverage import Uncovered, called, count, latest_pick_up, persons_of, uncovered
from .day_book import DayBook
from .idle import Idle
from .signs import signs

#: So far ahead the page looks besides the day itself.
LOOK_AHEAD = timedelta(days=2)


def rides_day(uow: UnitOfWork, *, site: SiteId, day: date, now: datetime | None = None) -> RidesDay:
    """The rides of a day at a site: who is not covered, which trips go, which returns wait, what is free."""
    book = DayBook.open(uow, site=site, day=day, now=now)
    missing = tuple(not_covered(book, case) for case in uncovered(book.facts, day))
    everybody = sum(len(persons_of(book.facts, hearing)) for hearing in called(book.facts, day))
    without = sum(len(case.person_ids) for case in missing)
    returns_open = sum(_returns_open(book, trip) for trip in book.trips)
    return RidesDay(
        site_id=site,
        day=day,
        clocks=telling.day_clocks(book),
        line=_line(everybody, without, returns_open),
        people=everybody,
        people_covered=everybody - without,
        returns_open=returns_open,
        not_covered=missing,
        trips=tuple(card(book, trip) for trip in book.trips if trip.leg is not Leg.RETURN),
        returns=tuple(card(book, trip) for trip in book.trips if trip.leg is Leg.RETURN),
        free_vehicles=tuple(_free_vehicles(uow, book)),
        banner=_banner(book),
        ahead=tuple(days_ahead(uow, site=site, day=day, now=book.now)),
        leaving=tuple(card(book, trip) for trip in _leaving(book)),
        standby=tuple(_standby(book)),
        free_people=_free_people(uow, book),
    )


def days_ahead(uow: UnitOfWork, *, site: SiteId, day: date, now: datetime) -> Iterator[DayAhead]:
    """Today, tomorrow and the day after (field research 1.3: two days ahead), or from `day` on where that is later."""
    today = local(now, uow.sites.get(site).zone).date()
    first = today if today <= day <= today + LOOK_AHEAD else day
    for number in range(LOOK_AHEAD.days + 1):
        on = first + timedelta(days=number)
        yield DayAhead(on, *count(uow, site=site, day=on))


def _leaving(book: DayBook) -> list[Trip]:
    """Trips of the days after that leave on this day: to a port far away, or shortly after midnight."""
    found = []
    for trip in book.facts.trips.values():
        on = day_of(book.facts, trip)
        is_live = trip.status is not TripStatus.CANCELLED and trip.site_id == book.site.id
        if is_live and on is not None and on > book.day and leaves_on(book, trip) == book.day:
            found.append(trip)
    return sorted(found, key=lambda trip: (trip.departs_at or book.now, trip.label))


def leaves_on(book: DayBook, trip: Trip) -> date | None:
    """The day on which a trip out leaves, on the clock of its site."""
    if trip.leg is Leg.RETURN or trip.departs_at is None:
        return None
    first = next(iter(book.facts.stops_by_trip.get(trip.id, ())), None)
    leaves = (first.arrives_at if first else None) or trip.departs_at
    return local(min(leaves, trip.departs_at), book.site.zone).date()


def _standby(book: DayBook) -> Iterator[StandBy]:
    """Who waits with a vehicle for the returns of the day."""
    for trip in book.trips:
        driver = telling.name_of(book, trip, Role.DRIVER)
        if trip.leg is Leg.RETURN and driver:
            yield StandBy(driver, trip.label, telling.standby(book, trip))


def _free_people(uow: UnitOfWork, book: DayBook) -> tuple[str, ...]:
    """Drivers, then escorts, with nothing to do on the day."""
    idle = Idle.on(uow, site=book.site.id, day=book.day)
    people = [*idle.people(Role.DRIVER), *idle.people(Role.ESCORT)]
    return tuple(dict.fromkeys(person.name for person in people))


def not_covered(book: DayBook, case: Uncovered) -> NotCovered:
    """A hearing without a ride, as it is shown."""
    facts, site, hearing = book.facts, book.site, case.hearing
    household = facts.households[hearing.household_id]
    adults, children = telling.count(facts, case.person_ids)
    shelter = facts.places.get(case.shelter_id) if case.shelter_id else None
    port = facts.places.get(case.port_id) if case.port_id else None
    return NotCovered(
        hearing_id=hearing.id,
        household_id=household.id,
        person_ids=case.person_ids,
        code=household.code,
        adults=adults,
        children=children,
        shelter_id=case.shelter_id,
        shelter=shelter.label if shelter else "",
        port_id=case.port_id,
        report=telling.report_hour(site, hearing),
        report_source=hearing.report_source,
        hearing=telling.hearing_hour(site, hearing),
        latest_pick_up=telling.hour(latest_pick_up(facts, case), shelter.zone if shelter else site.zone, hearing.zone),
        words=_needs(facts, household, case),
        kind=hearing.kind,
        port=port.label if port else "",
        signs=tuple(signs(facts, household, case.person_ids, hearing.report_on or hearing.hearing_on)),
    )


def _needs(facts: Facts, household: Household, case: Uncovered) -> Sentence:
    """'Mezquite. Child seat. Master hearing 13:00', with needs as signs, without detail."""
    persons = [facts.persons[person] for person in case.person_ids]
    shelter = facts.places.get(household.shelter_id) if household.shelter_id else None
    parts: list[Sentence] = [plain(shelter.label) if shelter else say("no shelter on file")]
    seats = sum(person.needs_child_seat(facts.policy.child_seat_until_age) for person in persons)
    if seats:
        parts.append(say_n("{n} child seat", "{n} child seats", seats))
    if any(person.wheelchair for person in persons):
        parts.append(say("wheelchair"))
    if any(person.medicine for person in persons):
        parts.append(say("medicine to carry"))
    if case.hearing.report_at is None:
        parts.append(say("report time missing: type it from the tear sheet"))
    parts.append(HEARINGS[case.hearing.kind])
    return listing(parts)


def card(book: DayBook, trip: Trip) -> TripCard:
    """A line of the trips list."""
    state = book.state(trip)
    first = next(iter(book.facts.stops_by_trip.get(trip.id, ())), None)
    first = None if trip.leg is Leg.RETURN else first  # it leaves the port, once somebody knows when
    leaves = (first.arrives_at if first else None) or trip.departs_at
    zone = book.facts.places[first.place_id].zone if first else book.site.zone
    of, departs_on = day_of(book.facts, trip), leaves_on(book, trip)
    vehicle = book.facts.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None
    return TripCard(
        trip_id=trip.id,
        label=trip.label,
        leg=trip.leg,
        status=trip.status,
        state=state,
        vehicle=telling.vehicle(book, trip),
        driver=telling.name_of(book, trip, Role.DRIVER),
        departs=telling.hour(leaves, zone, book.site.us_zone),
        standby=telling.standby(book, trip),
        words=_short(book, trip) or book.tag(trip) or STATE_WORDS[state],
        kind=vehicle.kind if vehicle else None,
        of=of if of != book.day else None,
        leaves_on=departs_on if departs_on != of else None,
    )


def _short(book: DayBook, trip: Trip) -> Sentence | None:
    """What the narrow list says of a return and of a silent trip; None where the state's own words are short enough."""
    if trip.leg is Leg.RETURN:
        return _comes_from(book, trip)
    late = book.late(trip)
    if late is not None and late.due_at is not None:
        return say("no word since {hour}", hour=local(late.due_at, book.site.zone).time())
    return None


def _comes_from(book: DayBook, trip: Trip) -> Sentence:
    """'T1, T2 people, 9 in all': with which trips those went out who come back on this one."""
    households = {ride.household_id for ride in book.rides(trip)}
    out = {
        other.label
        for household in households
        for ride in book.facts.rides_by_household.get(household, ())
        if (other := book.facts.trips.get(ride.trip_id)) is not None
        and other.leg is Leg.OUT
        and other.status is not TripStatus.CANCELLED
    }
    people = telling.riders(book, trip)
    if not out:
        return say_n("{n} person", "{n} people", people)
    return say_n("{trips} people, {n} in all", "{trips} people, {n} in all", people, trips=listing(sorted(out)))


STATE_WORDS = {
    State.DUE: say("due"),
    State.DONE: say("on the way or handed over"),
    State.RETURN_OPEN: say("return open"),
    State.OVERRIDDEN: say("override"),
    State.WARNING: say("warning"),
    State.NOT_COVERED: say("not covered"),
    State.NO_WORD: say("no word"),
}


def _line(everybody: int, without: int, returns_open: int) -> Sentence:
    if not everybody:
        return say("Nobody is called to the port on this day")
    ride = say_n(
        "{covered} of {n} person has a ride out",
        "{covered} of {n} people have a ride out",
        everybody,
        covered=everybody - without,
    )
    return say("{ride} · {n} return open", ride=ride, n=returns_open)


def _returns_open(book: DayBook, trip: Trip) -> int:
    """How many people of a trip out are not back."""
    still_out = {
        row.household_id
        for row in book.check_ins.get(trip.id, ())
        if row.kind is CheckInKind.RETURN and row.done_at is None
    }
    return sum(len(ride.person_ids) for ride in book.rides(trip) if ride.household_id in still_out)


def _free_vehicles(uow: UnitOfWork, book: DayBook) -> list[FreeVehicle]:
    """Vehicles without a trip on the day, each with a driver who has nothing to do on it, as far as there are any."""
    used = {trip.vehicle_id for trip in book.trips}
    vehicles = [
        row
        for row in book.facts.vehicles.values()
        if row.site_id == book.site.id and not row.out_of_use and row.id not in used
    ]
    drivers = (
        Idle.on(uow, site=book.site.id, day=book.day).people(Role.DRIVER)
        if any(row.kind is VehicleKind.OWN for row in vehicles)
        else []
    )
    found = []
    for row in sorted(vehicles, key=lambda row: (-row.seats, row.label)):
        driver = drivers.pop(0).name if row.kind is VehicleKind.OWN and drivers else ""
        told = {"vehicle": row.label, "driver": driver}
        words = say_n("{vehicle}, {n} seat", "{vehicle}, {n} seats", row.seats, **told)
        if driver:
            words = say_n(
                "{vehicle}, {n} seat ({driver}, driver)", "{vehicle}, {n} seats ({driver}, driver)", row.seats, **told
            )
        found.append(FreeVehicle(row.id, row.label, row.seats, driver, words))
    return found


def _banner(book: DayBook) -> Sentence | None:
    """What to know when the clocks change in the night before, or during the day."""
    night = Interval(
        at(book.day - timedelta(days=1), time(18), book.site.zone), day_interval(book.day, book.site.zone).end
    )
    first = min((trip.departs_at for trip in book.trips if trip.departs_at is not None), default=None)
    return clock_change(night, book.site.zone, first)
