"""Rows of a hearing day put into the small views that Today and Rides share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from clinic.domain.hearings import Hearing
from clinic.domain.ids import HouseholdId, PersonId
from clinic.domain.people import Role
from clinic.domain.places import Site
from clinic.domain.sessions import Answer, Seat
from clinic.domain.trips import CheckIn, Trip
from clinic.domain.when import Interval, at, length_minutes, local, minutes_ahead
from clinic.domain.words import ANSWERS, CHECK_INS
from clinic.i18n import Sentence, plain, say, say_n
from clinic.rules.facts import Facts
from clinic.rules.timing import two_clocks
from clinic.rules.wording import length
from clinic.services.views.rides import CheckInView, CrewView
from clinic.services.views.times import Clocks, Hour
from clinic.services.views.today import When

from .day_book import DayBook


def clocks(site: Site, instant: datetime) -> Clocks:
    """Both clocks of a site at an instant."""
    ahead = minutes_ahead(site.us_zone, site.zone, instant)
    words = say("same clock")
    if ahead:
        told = {"length": length(abs(ahead)), "city": site.us_city}
        words = say("+{length} in {city}", **told) if ahead > 0 else say("-{length} in {city}", **told)
    return Clocks(site.city, local(instant, site.zone), site.us_city, local(instant, site.us_zone), ahead, words)


def day_clocks(book: DayBook) -> Clocks:
    """Both clocks on the day that is shown: at this instant today, at noon of any other day."""
    noon = at(book.day, time(12), book.site.zone)
    return clocks(book.site, book.now if book.when is When.TODAY else noon)


def hour(instant: datetime | None, here: str, there: str) -> Hour | None:
    """An instant on the wall clock of the zone `here`, and of `there` where that shows another hour."""
    return None if instant is None else Hour(*two_clocks(instant, here, there))


def report_hour(site: Site, hearing: Hearing) -> Hour | None:
    """When a household must report: on the port's clock, and on that of the site where it differs."""
    return hour(hearing.report_at, hearing.zone, site.zone)


def hearing_hour(site: Site, hearing: Hearing) -> Hour | None:
    """When the hearing begins: on the court's clock, and on that of the site where it differs."""
    return hour(hearing.hearing_at, hearing.zone, site.zone)


def count(facts: Facts, persons: Iterable[PersonId]) -> tuple[int, int]:
    """How many adults and how many children, as in '2+1'. A person of unknown age counts as an adult."""
    found = [facts.persons[person] for person in persons if person in facts.persons]
    children = sum(person.is_child for person in found)
    return len(found) - children, children


def people(adults: int, children: int) -> Sentence:
    """'2+1', or '2' without children."""
    return plain(f"{adults}+{children}" if children else str(adults))


def crew(book: DayBook, trip: Trip) -> tuple[CrewView, ...]:
    """The crew's seats: driver, escort, whoever else goes along."""
    return tuple(_crew_view(book, seat) for seat in book.crew(trip))


def _crew_view(book: DayBook, seat: Seat) -> CrewView:
    person = book.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
    zone = book.site.zone
    return CrewView(
        seat_id=seat.id,
        role=seat.role,
        volunteer_id=seat.volunteer_id,
        name=person.name if person else "",
        phone=person.phone if person else "",
        answer=seat.answer,
        pinned=seat.pinned,
        overridden=bool(seat.overridden),
        duty=(local(seat.starts_at, zone), local(seat.ends_at, zone)),
        words=_answer(seat),
    )


def _answer(seat: Seat) -> Sentence:
    if seat.volunteer_id is None:
        return say("open")
    return say("asked, no answer") if seat.answer is Answer.ASKED else ANSWERS[seat.answer]


def check_ins(book: DayBook, trip: Trip) -> tuple[CheckInView, ...]:
    """Every word that is expected of a trip or has come, in the order of the day."""
    late = book.late(trip)
    return tuple(_check_in(book, row, is_late=row is late) for row in book.check_ins.get(trip.id, ()))


def _check_in(book: DayBook, row: CheckIn, *, is_late: bool) -> CheckInView:
    zone, other = book.site.zone, book.site.us_zone
    what = CHECK_INS[row.kind]
    if row.household_id is not None:
        what = say("{what}: {code}", what=what, code=code(book.facts, row.household_id))
    return CheckInView(
        check_in_id=row.id,
        kind=row.kind,
        household_id=row.household_id,
        due=hour(row.due_at, zone, other),
        done=hour(row.done_at, zone, other),
        by=row.by,
        note=row.note,
        late=length_minutes(row.due_at, book.now) if is_late and row.due_at else 0,
        words=what,
    )


def code(facts: Facts, household: HouseholdId) -> str:
    """The case code of a household among the facts."""
    row = facts.households.get(household)
    return row.code if row else ""


def vehicle(book: DayBook, trip: Trip) -> Sentence:
    """'White van, 9 of 12'; a trip on foot or without a vehicle says so."""
    row = book.facts.vehicles.get(trip.vehicle_id) if trip.vehicle_id else None
    taken = riders(book, trip)
    if row is None:
        return say_n("No vehicle yet, {n} person", "No vehicle yet, {n} people", taken)
    return say("{vehicle}, {n} of {seats}", vehicle=row.label, n=taken, seats=row.seats)


def riders(book: DayBook, trip: Trip) -> int:
    """How many people ride."""
    return sum(len(ride.person_ids) for ride in book.rides(trip))


def name_of(book: DayBook, trip: Trip, role: Role) -> str:
    """Who sits in the crew's first seat of a role; '' while it is open."""
    found = (seat for seat in book.crew(trip) if seat.role is role and seat.volunteer_id)
    seat = next(found, None)
    person = book.facts.volunteers.get(seat.volunteer_id) if seat and seat.volunteer_id else None
    return person.name if person else ""


def standby(book: DayBook, trip: Trip) -> tuple[datetime, datetime] | None:
    """From when until when the crew of a return waits, on the site's clock."""
    if trip.standby_from is None or trip.standby_until is None:
        return None
    span = Interval(trip.standby_from, trip.standby_until)
    return local(span.start, book.site.zone), local(span.end, book.site.zone)
