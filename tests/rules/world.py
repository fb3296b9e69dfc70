"""A small clinic in Tijuana, built in memory, on which rules are tried. The day is Tuesday, 14 July 2026."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from clinic.domain.breaches import Breach
from clinic.domain.consultations import Consultation, ConsultationKind, Request, Slot
from clinic.domain.hearings import Hearing, TimeSource
from clinic.domain.households import Household, Person
from clinic.domain.ids import CaseCode
from clinic.domain.people import (
    Absence,
    AbsenceKind,
    Credential,
    CredentialKind,
    Interprets,
    Role,
    Speaks,
    Volunteer,
)
from clinic.domain.places import Place, PlaceKind, Site, Travel
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat, Session, SessionKind
from clinic.domain.trips import Leg, Ride, Stop, StopKind, Trip, Vehicle
from clinic.domain.when import at, parse_clock
from clinic.rules import judge
from clinic.rules.facts import Facts, TravelTable

TUESDAY = date(2026, 7, 14)
TIJUANA = "America/Tijuana"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge said, and by which book: SEATINGS, TRIPS, RIDINGS or BOOKINGS."""

    book: str
    breaches: tuple[Breach, ...]

    def __iter__(self) -> Iterator[Breach]:
        return iter(self.breaches)

    def __len__(self) -> int:
        return len(self.breaches)


class World:
    """Rows by kind, and the facts made of them; `reverse=True` gives every kind of row in the other order."""

    TOMORROW = TUESDAY + timedelta(days=1)

    def __init__(self, **policy: Any) -> None:
        self.policy = Policy(**policy)
        self.rows: dict[str, list[Any]] = {}
        self.site = self._keep(
            "sites", Site(city="Tijuana", zone=TIJUANA, us_city="San Diego", us_zone="America/Los_Angeles")
        )
        self.office = self.place("Office", PlaceKind.OFFICE)
        self.norte = self.place("Shelter Norte", PlaceKind.SHELTER, locks_at=time(22), opens_at=time(6))
        self.sur = self.place("Shelter Sur", PlaceKind.SHELTER)
        self.port = self.place("El Chaparral", PlaceKind.PORT)
        self.home = self.place("Driver's home", PlaceKind.HOME)
        self.yard = self.place("Van's yard", PlaceKind.HOME)
        self.travel(self.home, self.yard, 20)
        self.travel(self.yard, self.norte, 15)
        self.travel(self.norte, self.port, 25)
        self.travel(self.norte, self.office, 40)

    def _keep(self, kind: str, row: Any) -> Any:
        self.rows.setdefault(kind, []).append(row)
        return row

    def another_site(self, city: str, zone: str) -> Place:
        """An office at a second site."""
        site = self._keep("sites", Site(city=city, zone=zone, us_city=city, us_zone=zone))
        return self.place(f"Office {city}", PlaceKind.OFFICE, site_id=site.id, zone=zone)

    def place(self, label: str, kind: PlaceKind = PlaceKind.OFFICE, **more: Any) -> Place:
        """A place of the site."""
        found: Place = self._keep(
            "places", Place(**{"site_id": self.site.id, "zone": TIJUANA, **more}, label=label, kind=kind)
        )
        return found

    def travel(self, start: Place, end: Place, minutes: int) -> None:
        """Minutes by road."""
        self._keep("travel", Travel(from_id=start.id, to_id=end.id, minutes=minutes))

    def volunteer(self, name: str = "Anna", *roles: Role, **more: Any) -> Volunteer:
        """Somebody vetted, trained and licensed, who speaks English and Spanish."""
        known = {
            "site_id": self.site.id,
            "roles": roles or (Role.ATTORNEY, Role.DRIVER, Role.ESCORT, Role.INTERPRETER, Role.LAW_STUDENT),
            "speaks": (Speaks("eng"), Speaks("spa")),
            "interprets": (Interprets("spa", "eng"), Interprets("eng", "spa")),
            "credentials": (Credential(CredentialKind.BAR_LICENCE, "TX"),),
            "vetted_on": date(2026, 1, 5),
            "trained_on": date(2026, 1, 5),
        }
        found: Volunteer = self._keep("volunteers", Volunteer(name=name, **{**known, **more}))
        return found

    def session(self, start: str, end: str, on: date = TUESDAY, place: Place | None = None, **more: Any) -> Session:
        """A session from one hour to the other (the next day's where the second is earlier)."""
        place = place or self.office
        starts_at, ends_at = self.times(start, end, on, place.zone)
        kind = more.pop("kind", SessionKind.CONSULTATIONS)
        found: Session = self._keep(
            "sessions",
            Session(site_id=place.site_id, place_id=place.id, kind=kind, starts_at=starts_at, ends_at=ends_at, **more),
        )
        return found

    def seat(self, of: Session | Trip, role: Role = Role.ATTORNEY, who: Volunteer | None = None, **more: Any) -> Seat:
        """A seat at a session or on a trip, for its whole time unless said otherwise."""
        where: dict[str, Any] = {"session_id": of.id} if isinstance(of, Session) else {"trip_id": of.id}
        starts, ends = (of.starts_at, of.ends_at) if isinstance(of, Session) else (of.departs_at, of.arrives_at)
        times = {"starts_at": starts, "ends_at": ends}
        found: Seat = self._keep(
            "seats", Seat(**where, role=role, volunteer_id=who.id if who else None, **{**times, **more})
        )
        return found

    def work(self, who: Volunteer | None, start: str, end: str, on: date = TUESDAY, **more: Any) -> Seat:
        """A seat at a session of its own."""
        role = more.pop("role", Role.ATTORNEY)
        remote = more.pop("remote", False)
        return self.seat(self.session(start, end, on, **more), role, who, remote=remote)

    def drive(self, who: Volunteer | None, start: str, end: str, on: date = TUESDAY, **more: Any) -> Seat:
        """A driver's seat on a trip of its own, on duty from one hour to the other."""
        role = more.pop("role", Role.DRIVER)
        return self.seat(self.trip(start, end, on, **more), role, who)

    def vehicle(self, label: str = "Van", seats: int = 8, **more: Any) -> Vehicle:
        """A van of the site."""
        found: Vehicle = self._keep("vehicles", Vehicle(site_id=self.site.id, label=label, seats=seats, **more))
        return found

    def trip(self, start: str = "03:00", end: str = "03:45", on: date = TUESDAY, **more: Any) -> Trip:
        """A trip to the port from one hour to the other; its report time is 04:00 that day unless said otherwise."""
        starts_at, ends_at = self.times(start, end, on, TIJUANA)
        label = more.pop("label", f"T{len(self.rows.get('trips', ())) + 1}")
        report = self.instant(more.pop("report", "04:00"), on) if more.get("leg", Leg.OUT) is Leg.OUT else None
        vehicle = more.pop("vehicle", None)
        known = {"port_id": self.port.id, "vehicle_id": vehicle.id if vehicle else None, "report_at": report}
        found: Trip = self._keep(
            "trips",
            Trip(site_id=self.site.id, label=label, departs_at=starts_at, arrives_at=ends_at, **{**known, **more}),
        )
        return found

    def stop(
        self, trip: Trip, place: Place, arrives: str | None = None, leaves: str | None = None, **more: Any
    ) -> Stop:
        """The next stop of a trip."""
        on = more.pop("on", TUESDAY)
        position = sum(stop.trip_id == trip.id for stop in self.rows.get("stops", ()))
        kind = more.pop("kind", StopKind.PICK_UP)
        times = [self.instant(text, on, place.zone) if text else None for text in (arrives, leaves)]
        found: Stop = self._keep(
            "stops",
            Stop(
                trip_id=trip.id,
                place_id=place.id,
                position=position,
                kind=kind,
                arrives_at=times[0],
                leaves_at=times[1],
                **more,
            ),
        )
        return found

    def household(self, *ages: int | None, **more: Any) -> Household:
        """A household of these ages (one adult unless said otherwise) at Shelter Norte."""
        number = len(self.rows.get("households", ()))
        known = {"code": CaseCode(f"K{number}-AAAA"), "site_id": self.site.id, "shelter_id": self.norte.id}
        found: Household = self._keep("households", Household(**{**known, **more}))
        for position, age in enumerate(ages or (34,)):
            self._keep("persons", Person(household_id=found.id, position=position, age=age))
        return found

    def persons(self, household: Household) -> list[Person]:
        """The persons of a household."""
        return [person for person in self.rows["persons"] if person.household_id == household.id]

    def hearing(self, household: Household, report: str | None = "04:00", on: date = TUESDAY, **more: Any) -> Hearing:
        """A hearing at eight in San Diego, to be reported for at four."""
        known = {
            "site_id": self.site.id,
            "port_id": self.port.id,
            "zone": "America/Los_Angeles",
            "hearing_on": on,
            "hearing_time": time(8),
            "report_time": parse_clock(report) if report else None,
            "report_source": TimeSource.TYPED if report else TimeSource.UNKNOWN,
        }
        found: Hearing = self._keep("hearings", Hearing(household_id=household.id, **{**known, **more}))
        return found

    def ride(self, trip: Trip, household: Household, hearing: Hearing | None = None, **more: Any) -> Ride:
        """All of a household on a trip, kept among the rows unless `kept` is False."""
        kept = more.pop("kept", True)
        people = more.pop("people", self.persons(household))
        row = Ride(
            trip_id=trip.id,
            household_id=household.id,
            person_ids=tuple(person.id for person in people),
            hearing_id=hearing.id if hearing else None,
            **more,
        )
        found: Ride = self._keep("rides", row) if kept else row
        return found

    def slot(self, session: Session, start: str, end: str, *seats: Seat, **more: Any) -> Slot:
        """A slot of a session with a team."""
        place = next(place for place in self.rows["places"] if place.id == session.place_id)
        on = more.pop("on", TUESDAY)
        starts_at, ends_at = self.times(start, end, on, place.zone)
        known = {"kind": ConsultationKind.INTAKE, "seat_ids": tuple(seat.id for seat in seats)}
        found: Slot = self._keep(
            "slots", Slot(session_id=session.id, starts_at=starts_at, ends_at=ends_at, **{**known, **more})
        )
        return found

    def book(self, slot: Slot, household: Household, **more: Any) -> Consultation:
        """A household in a slot, kept among the rows unless `kept` is False."""
        kept = more.pop("kept", True)
        row = Consultation(slot_id=slot.id, household_id=household.id, **more)
        found: Consultation = self._keep("consultations", row) if kept else row
        return found

    def request(self, household: Household, **more: Any) -> Request:
        """What a household has asked for."""
        known = {"kind": ConsultationKind.INTAKE, "asked_on": TUESDAY - timedelta(days=3)}
        found: Request = self._keep("requests", Request(household_id=household.id, **{**known, **more}))
        return found

    def absence(self, who: Volunteer, start: str, end: str, on: date = TUESDAY, **more: Any) -> Absence:
        """A time at which somebody is not free."""
        starts_at, ends_at = self.times(start, end, on, TIJUANA)
        kind = more.pop("kind", AbsenceKind.BUSY)
        found: Absence = self._keep(
            "absences", Absence(volunteer_id=who.id, kind=kind, starts_at=starts_at, ends_at=ends_at, **more)
        )
        return found

    def instant(self, text: str, on: date = TUESDAY, zone: str = TIJUANA) -> datetime:
        """The hour on the wall as an instant; '01:30+' is the second 01:30 of a night when clocks go back."""
        return at(on, parse_clock(text.rstrip("+")), zone, second=text.endswith("+"))

    def times(self, start: str, end: str, on: date, zone: str) -> tuple[datetime, datetime]:
        """Two instants; the second on the next day where it would come before the first."""
        first, last = self.instant(start, on, zone), self.instant(end, on, zone)
        return first, last if last > first else self.instant(end, on + timedelta(days=1), zone)

    def facts(self, *, reverse: bool = False) -> Facts:
        """What the rules see."""

        def listed(kind: str) -> list[Any]:
            found: Sequence[Any] = self.rows.get(kind, [])
            return list(reversed(found)) if reverse else list(found)

        kinds = ("sites", "places", "volunteers", "sessions", "seats", "vehicles", "trips", "households", "persons")
        named: dict[str, Any] = {
            kind: {row.id: row for row in listed(kind)} for kind in (*kinds, "hearings", "slots", "consultations")
        }
        rows: dict[str, Any] = {kind: tuple(listed(kind)) for kind in ("absences", "stops", "rides", "requests")}
        return Facts(policy=self.policy, travel=TravelTable.of(listed("travel")), **named, **rows)

    def seating(self, seat: Seat, who: Volunteer, *, reverse: bool = False) -> Verdict:
        """What speaks against somebody in a seat."""
        return Verdict("SEATINGS", judge.seating(self.facts(reverse=reverse), seat, who))

    def trips(self, trip: Trip, *, reverse: bool = False) -> Verdict:
        """What speaks against a trip."""
        return Verdict("TRIPS", judge.trip(self.facts(reverse=reverse), trip))

    def riding(self, trip: Trip, ride: Ride, *, reverse: bool = False) -> Verdict:
        """What speaks against a ride."""
        return Verdict("RIDINGS", judge.riding(self.facts(reverse=reverse), trip, ride))

    def booking(self, slot: Slot, consultation: Consultation, *, reverse: bool = False) -> Verdict:
        """What speaks against a booking."""
        return Verdict("BOOKINGS", judge.booking(self.facts(reverse=reverse), slot, consultation))


def only(breaches: Iterable[Breach], code: str) -> Breach:
    """The one breach of a rule."""
    (found,) = [breach for breach in breaches if breach.code == code]
    return found


def mends(breaches: Iterable[Breach], code: str) -> list[str]:
    """What would mend the one breach of a rule."""
    return [str(mend) for mend in only(breaches, code).mends]
