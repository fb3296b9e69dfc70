"""Every rule about a trip as its panel lists them: what is broken with its numbers, what was looked at, the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from clinic.domain.breaches import Breach, Severity
from clinic.domain.people import Credential, CredentialKind, Role, Volunteer
from clinic.domain.sessions import Answer, Seat
from clinic.domain.trips import StopKind, Trip
from clinic.domain.when import length_minutes, local
from clinic.domain.words import ANSWERS, language_list
from clinic.i18n import Sentence, listing, plain, say
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.loads import load, vehicle_of
from clinic.rules.rule import Book
from clinic.rules.should import speaks
from clinic.rules.wording import length
from clinic.services.views.rides import CheckLine
from clinic.services.views.today import Sign

from . import telling
from .day_book import DayBook
from .signs import signs

_HARDEST_FIRST = list(Severity)
#: Not a rule, for a trip may be planned before anybody was asked; but it is looked at beside the rules.
CONFIRMED, PAPERS = "CONFIRMED", "PAPERS"
#: What stands in a narrow panel instead of a rule's whole sentence.
SHORT = {
    "SEATS": say("Seats and child seats"),
    "CHILD_SEATS": say("Child seats"),
    "WHEELCHAIR": say("Wheelchair places"),
    "TWO_ADULTS": say("Two adults in the vehicle"),
    "GATE": say("Shelter gates"),
    "VETTED": say("Driver vetted, licence"),
    "REST": say("Rest before driving"),
    "ON_TIME": say("On time at the port"),
    "TIME_IN_HAND": say("Time in hand at the port"),
    "LANGUAGE": say("Language on board"),
    "NOT_CONFIRMED": say("Report time from the paper"),
    "VEHICLE": say("Vehicle"),
    "VEHICLE_TWICE": say("Vehicle on one trip at a time"),
    "TURNAROUND": say("Time between two trips"),
    "DRIVER": say("Driver"),
    "ESCORT": say("Escort"),
    "OVERLAP": say("Two places at once"),
    "TRAVEL": say("Time for the way"),
    "WRONG_PORT": say("Port of the hearing"),
    "WRONG_REPORT_TIME": say("Report time of the trip"),
    "CHILD_ALONE": say("No child rides alone"),
    "LEFT_BEHIND": say("Children who stay"),
    "CREDENTIAL": say("Licence on the day"),
    PAPERS: say("Papers"),
    CONFIRMED: say("Crew confirmed"),
}


def checks(book: DayBook, trip: Trip) -> tuple[CheckLine, ...]:
    """What is broken first, the hardest on top; then what was looked at, with its facts; then all else that is kept."""
    broken: dict[str, list[tuple[Breach, bool]]] = {}
    for breach, overruled in book.breaches(trip):
        broken.setdefault(breach.code, []).append((breach, overruled))
    titles = _titles(book.facts)
    lines = [
        CheckLine(code, False, breach.severity, titles[code][1], breach.sentence, breach.mends, overruled)
        for code, found in broken.items()
        for breach, overruled in found
    ]
    lines = [line for line in lines if line.code != PAPERS] + _papers(book, trip, broken.get(PAPERS, ()))
    lines.sort(key=lambda line: (line.overridden, _HARDEST_FIRST.index(line.severity)))
    lines += _not_confirmed(book, trip)
    facts = {code: look(book, trip) for code, look in LOOKS.items() if code not in broken and code in titles}
    order = [*LOOKS, *titles]
    kept = [
        CheckLine(code, True, severity, title, facts.get(code, plain("")), (), overridden=False)
        for code, (severity, title) in sorted(titles.items(), key=lambda pair: order.index(pair[0]))
        if code not in broken
    ]
    kept.sort(key=lambda line: not str(line.detail))
    return (*lines, *kept)


def _titles(facts: Facts) -> dict[str, tuple[Severity, Sentence]]:
    """Hardness and short title of every rule that concerns a trip, by code; of two with one code the trip's own.

    Rules that the clinic has switched off are left out.
    """
    found: dict[str, tuple[Severity, Sentence]] = {}
    books: tuple[Book[Any], ...] = (judge.TRIPS, judge.RIDINGS, judge.SEATINGS)
    for rule in (rule for book in books for rule in book.rules.values()):
        if (severity := rule.strictness(facts)) is not None:
            found.setdefault(rule.code, (severity, SHORT.get(rule.code, rule.title)))
    return found


def _not_confirmed(book: DayBook, trip: Trip) -> Iterator[CheckLine]:
    """Who of the crew has not said yes."""
    seats = [seat for seat in book.crew(trip) if seat.volunteer_id is not None and seat.answer is not Answer.CONFIRMED]
    if seats:
        told = listing([say("{name}: {answer}", name=_name(book, s), answer=_answer(s)) for s in seats])
        yield CheckLine(CONFIRMED, False, Severity.WISH, SHORT[CONFIRMED], told, (), overridden=False)


def _papers(book: DayBook, trip: Trip, found: Collection[tuple[Breach, bool]]) -> list[CheckLine]:
    """Whose papers are not in order, without detail: that stands with the household."""
    lacking = [
        telling.code(book.facts, ride.household_id)
        for ride in book.rides(trip)
        for sign, _word in signs(book.facts, book.facts.households[ride.household_id], ride.person_ids, book.day)
        if sign is Sign.PAPERS
    ]
    if not found:
        return []
    told = say("{codes}: open the household", codes=listing(list(dict.fromkeys(lacking))))
    first = next(iter(found))
    return [CheckLine(PAPERS, False, first[0].severity, SHORT[PAPERS], told, (), overridden=all(o for _, o in found))]


def _answer(seat: Seat) -> Sentence:
    return say("asked, no answer") if seat.answer is Answer.ASKED else ANSWERS[seat.answer]


def _person(book: DayBook, seat: Seat) -> Volunteer | None:
    return book.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None


def _name(book: DayBook, seat: Seat) -> str:
    """The first name: the panel stands beside the whole one."""
    person = _person(book, seat)
    return person.name.partition(" ")[0] if person else ""


def _driver(book: DayBook, trip: Trip) -> tuple[Seat, Volunteer] | None:
    for seat in book.crew(trip):
        person = _person(book, seat)
        if seat.role is Role.DRIVER and person is not None:
            return seat, person
    return None


# ------------------------------------------------------------------------------------------------- what was looked at


def _adults(book: DayBook, trip: Trip) -> Sentence:
    return listing([name for seat in book.crew(trip) if (name := _name(book, seat))])


def _gates(book: DayBook, trip: Trip) -> Sentence:
    """'Jacaranda 05:30, Mezquite 06:00': from when on the gates on the way are open."""
    stops = (stop for stop in book.facts.stops_by_trip.get(trip.id, ()) if stop.kind is StopKind.PICK_UP)
    places = [place for stop in stops if (place := book.facts.places[stop.place_id]).opens_at is not None]
    return listing([say("{place} {opens}", place=place.label, opens=place.opens_at) for place in places])


def _seats(book: DayBook, trip: Trip) -> Sentence:
    """'7 of 8; 2 of 2': people and seats, child seats needed and there."""
    vehicle, need = vehicle_of(book.facts, trip), load(book.facts, trip)
    if vehicle is None:
        return plain("")
    told = {"people": need.people, "seats": vehicle.seats, "needed": need.child_seats, "there": vehicle.child_seats}
    if 0 < need.child_seats <= vehicle.child_seats:
        return say("{people} of {seats}; {needed} of {there}", **told)
    return say("{people} of {seats}", **told)


def _vetted(book: DayBook, trip: Trip) -> Sentence:
    found = _driver(book, trip)
    if found is None:
        return plain("")
    name, licence = found[1].name.partition(" ")[0], _licence(found[1])
    if licence is not None and licence.expires_on is not None:
        return say("{name}: valid to {date}", name=name, date=licence.expires_on.isoformat())
    return say("{name}: vetted {day}", name=name, day=found[1].vetted_on) if found[1].vetted_on else plain("")


def _licence(person: Volunteer) -> Credential | None:
    return next((held for held in person.credentials if held.kind is CredentialKind.DRIVING_LICENCE), None)


def _rest(book: DayBook, trip: Trip) -> Sentence:
    """'Tomás finished Mon 13 July 19:00, 11 h 20': since when the driver has been free."""
    found = _driver(book, trip)
    if found is None:
        return plain("")
    seat, person = found
    before = [row for row in book.facts.commitments(person.id) if row.interval.end <= seat.starts_at]
    name = person.name.partition(" ")[0]
    if not before:
        return say("{name}: nothing before", name=name)
    last = max(before, key=lambda row: row.interval.end)
    rest = length(length_minutes(last.interval.end, seat.starts_at))
    return say("{name} finished {moment}, {rest}", name=name, moment=local(last.interval.end, last.zone), rest=rest)


def _on_time(book: DayBook, trip: Trip) -> Sentence:
    if trip.arrives_at is None or trip.report_at is None:
        return plain("")
    zone = book.facts.places[trip.port_id].zone
    told = {"arrives": local(trip.arrives_at, zone).time(), "report": local(trip.report_at, zone).time()}
    return say(
        "{arrives} for {report}, {hand} in hand", hand=length(length_minutes(trip.arrives_at, trip.report_at)), **told
    )


def _language(book: DayBook, trip: Trip) -> Sentence:
    """Which languages of the riders somebody of the crew speaks."""
    people = [person for seat in book.crew(trip) if (person := _person(book, seat)) is not None]
    wanted = dict.fromkeys(c for ride in book.rides(trip) for c in book.facts.households[ride.household_id].languages)
    return language_list(tuple(code for code in wanted if any(speaks(person, code) for person in people)))


LOOKS: dict[str, Callable[[DayBook, Trip], Sentence]] = {
    "TWO_ADULTS": _adults,
    "GATE": _gates,
    "SEATS": _seats,
    "VETTED": _vetted,
    "REST": _rest,
    "ON_TIME": _on_time,
    "LANGUAGE": _language,
}
