"""Nouns for tests, with defaults that are true together: what a test does not name does not matter to it.

Every factory adds its row to the unit of work and gives it back. Whatever a row needs (a site, a place, a household) is
taken from the unit of work, and made when there is none yet. Every field of the noun can be given by its name.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clinic.domain.consultations import Consultation, ConsultationKind, FollowUp, Request, Slot
from clinic.domain.feeds import Delivery, DeliveryKind, FeedEvent
from clinic.domain.hearings import Hearing
from clinic.domain.households import Household, Person
from clinic.domain.ids import CaseCode, new_case_code, new_id
from clinic.domain.notices import Notice, NoticeMove
from clinic.domain.people import Absence, AbsenceKind, Role, Speaks, Volunteer
from clinic.domain.places import Place, PlaceKind, Site, Travel
from clinic.domain.policy import Clinic
from clinic.domain.sessions import Seat, SeatPattern, Session, SessionKind, SessionPattern, Template
from clinic.domain.trips import CheckIn, CheckInKind, Ride, Stop, Trip, Vehicle
from clinic.ports import UnitOfWork

ZONE = "America/Tijuana"
#: A Tuesday, 09:00 on the wall in Tijuana.
MORNING = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def make_clinic(uow: UnitOfWork, name: str = "Clinic of the tests", **more: Any) -> Clinic:
    return uow.clinics.add(Clinic(name=name, **more))


def make_site(uow: UnitOfWork, city: str = "Tijuana", **more: Any) -> Site:
    fields = {"zone": ZONE, "us_city": "San Diego", "us_zone": "America/Los_Angeles", **more}
    return uow.sites.add(Site(city=city, **fields))


def make_place(uow: UnitOfWork, label: str = "Casa Paloma", kind: PlaceKind = PlaceKind.SHELTER, **more: Any) -> Place:
    fields = {"site_id": more.get("site_id") or a_site(uow).id, "zone": ZONE, **more}
    return uow.places.add(Place(label=label, kind=kind, **fields))


def make_travel(uow: UnitOfWork, one: Place, other: Place, minutes: int = 25) -> Travel:
    return uow.travel.add(Travel(from_id=one.id, to_id=other.id, minutes=minutes))


def make_volunteer(uow: UnitOfWork, name: str = "Anna", roles: tuple[Role, ...] = (), **more: Any) -> Volunteer:
    """Somebody vetted, trained and always here, who speaks English and Spanish."""
    fields = {
        "vetted_on": date(2026, 1, 5),
        "trained_on": date(2026, 1, 6),
        "speaks": (Speaks("eng"), Speaks("spa")),
        **more,
    }
    return uow.volunteers.add(Volunteer(name=name, roles=roles, **fields))


def make_absence(uow: UnitOfWork, volunteer: Volunteer, starts_at: datetime = MORNING, **more: Any) -> Absence:
    fields = {"kind": AbsenceKind.AWAY, "ends_at": starts_at + 3 * HOUR, **more}
    return uow.absences.add(Absence(volunteer_id=volunteer.id, starts_at=starts_at, **fields))


def _unused_code() -> CaseCode:
    """A code that no test of this process has had: among 300 random ones two are the same now and then."""
    while (code := new_case_code()) in _USED:
        pass
    _USED.add(code)
    return code


_USED: set[CaseCode] = set()


def make_household(uow: UnitOfWork, ages: tuple[int | None, ...] = (34,), **more: Any) -> Household:
    """A household with one person an age, which has agreed to the limited help."""
    site_id = more.get("site_id") or a_site(uow).id
    fields = {"code": _unused_code(), "site_id": site_id, "consent_on": date(2026, 1, 7), **more}
    household = uow.households.add(Household(**fields))
    for position, age in enumerate(ages):
        make_person(uow, household, age=age, position=position)
    return household


def make_person(uow: UnitOfWork, household: Household, **more: Any) -> Person:
    return uow.persons.add(Person(household_id=household.id, **more))


def make_session(uow: UnitOfWork, starts_at: datetime = MORNING, hours: float = 4, **more: Any) -> Session:
    fields = {
        "kind": SessionKind.CONSULTATIONS,
        "site_id": more.get("site_id") or a_site(uow).id,
        "place_id": more.get("place_id") or a_place(uow).id,
        "ends_at": starts_at + hours * HOUR,
        **more,
    }
    return uow.sessions.add(Session(starts_at=starts_at, **fields))


def make_seat(
    uow: UnitOfWork,
    at: Session | Trip | None = None,
    role: Role = Role.INTERPRETER,
    volunteer: Volunteer | None = None,
    **more: Any,
) -> Seat:
    """A seat at a session (its hours) or on a trip (from departure to arrival, or an hour about the report time)."""
    at = at or make_session(uow)
    if isinstance(at, Session):
        home = {"session_id": at.id, "starts_at": at.starts_at, "ends_at": at.ends_at}
    else:
        report = at.report_at or MORNING
        home = {"trip_id": at.id, "starts_at": at.departs_at or report - HOUR, "ends_at": at.arrives_at or report}
    fields = {"volunteer_id": None if volunteer is None else volunteer.id, **home, **more}
    return uow.seats.add(Seat(role=role, **fields))


def make_template(uow: UnitOfWork, label: str = "Usual week", **more: Any) -> Template:
    """A week with one Monday morning of consultations: an attorney's and an interpreter's seat."""
    place = a_place(uow)
    seats = (SeatPattern(Role.ATTORNEY), SeatPattern(Role.INTERPRETER, source="spa", target="eng"))
    monday = SessionPattern(0, time(9), time(13), SessionKind.CONSULTATIONS, place.id, seats=seats)
    fields = {"site_id": place.site_id, "sessions": (monday,), **more}
    return uow.templates.add(Template(label=label, **fields))


def make_slot(uow: UnitOfWork, session: Session | None = None, **more: Any) -> Slot:
    """A slot of an hour at the beginning of a session."""
    session = session or make_session(uow)
    starts_at = more.pop("starts_at", session.starts_at)
    fields = {"ends_at": starts_at + HOUR, "kind": ConsultationKind.CONSULTATION, **more}
    return uow.slots.add(Slot(session_id=session.id, starts_at=starts_at, **fields))


def make_consultation(
    uow: UnitOfWork, slot: Slot | None = None, household: Household | None = None, **more: Any
) -> Consultation:
    slot, household = slot or make_slot(uow), household or make_household(uow)
    return uow.consultations.add(Consultation(slot_id=slot.id, household_id=household.id, **more))


def make_request(uow: UnitOfWork, household: Household | None = None, **more: Any) -> Request:
    fields = {"kind": ConsultationKind.CONSULTATION, "asked_on": date(2026, 3, 1), **more}
    return uow.requests.add(Request(household_id=(household or make_household(uow)).id, **fields))


def make_follow_up(uow: UnitOfWork, what: str = "Copy the tear sheet", **more: Any) -> FollowUp:
    return uow.follow_ups.add(FollowUp(what=what, **more))


def make_hearing(uow: UnitOfWork, household: Household | None = None, **more: Any) -> Hearing:
    """A hearing on Tuesday 3 March 2026 at 08:30, report time not known."""
    household = household or make_household(uow)
    fields = {
        "site_id": household.site_id,
        "zone": ZONE,
        "hearing_on": date(2026, 3, 3),
        "hearing_time": time(8, 30),
        "person_ids": tuple(person.id for person in uow.persons.where(household_id=household.id)),
        **more,
    }
    return uow.hearings.add(Hearing(household_id=household.id, **fields))


def make_notice(uow: UnitOfWork, title: str = "Hearings of March move", **more: Any) -> Notice:
    fields = {
        "site_id": more.get("site_id") or a_site(uow).id,
        "source": "press notice",
        "received_on": date(2026, 3, 1),
        **more,
    }
    return uow.notices.add(Notice(title=title, **fields))


def make_vehicle(uow: UnitOfWork, label: str = "White van", **more: Any) -> Vehicle:
    fields = {"seats": 12, "child_seats": 3, "site_id": more.get("site_id") or a_site(uow).id, **more}
    return uow.vehicles.add(Vehicle(label=label, **fields))


def make_trip(uow: UnitOfWork, label: str = "To the port", **more: Any) -> Trip:
    """A trip out that reports at 09:00 (`MORNING`), leaves at 07:00 and arrives at 08:45."""
    report_at = more.pop("report_at", MORNING)
    port_id = more.pop("port_id", None) or a_place(uow, PlaceKind.PORT).id
    times = {} if report_at is None else {"departs_at": report_at - 2 * HOUR, "arrives_at": report_at - HOUR / 4}
    fields = {"site_id": more.get("site_id") or a_site(uow).id, **times, **more}
    return uow.trips.add(Trip(label=label, report_at=report_at, port_id=port_id, **fields))


def make_stop(uow: UnitOfWork, trip: Trip | None = None, place: Place | None = None, **more: Any) -> Stop:
    trip, place = trip or make_trip(uow), place or a_place(uow)
    position = more.pop("position", uow.stops.count(trip_id=trip.id))
    return uow.stops.add(Stop(trip_id=trip.id, place_id=place.id, position=position, **more))


def make_ride(uow: UnitOfWork, trip: Trip | None = None, household: Household | None = None, **more: Any) -> Ride:
    trip, household = trip or make_trip(uow), household or make_household(uow)
    persons = more.pop("person_ids", None) or tuple(p.id for p in uow.persons.where(household_id=household.id))
    return uow.rides.add(Ride(trip_id=trip.id, household_id=household.id, person_ids=persons, **more))


def make_check_in(uow: UnitOfWork, trip: Trip | None = None, **more: Any) -> CheckIn:
    fields = {"kind": CheckInKind.DEPARTURE, "due_at": MORNING, **more}
    return uow.check_ins.add(CheckIn(trip_id=(trip or make_trip(uow)).id, **fields))


def make_feed_event(uow: UnitOfWork, seat: Seat | None = None, **more: Any) -> FeedEvent:
    seat = seat or make_seat(uow, volunteer=make_volunteer(uow))
    fields = {
        "volunteer_id": seat.volunteer_id,
        "uid": f"{new_id()}@clinic-scheduler",
        "created_at": MORNING,
        "changed_at": MORNING,
        "digest": "0" * 64,
        "starts_at": seat.starts_at,
        "ends_at": seat.ends_at,
        "role": seat.role,
        "place_label": "Casa Paloma",
        "zone": ZONE,
        **more,
    }
    return uow.feed_events.add(FeedEvent(seat_id=seat.id, **fields))


def make_delivery(uow: UnitOfWork, what: str = "week 2026-W10", **more: Any) -> Delivery:
    fields = {"kind": DeliveryKind.WORKBOOK, "way": "file", "given_at": MORNING, "fingerprint": "0" * 64, **more}
    return uow.deliveries.add(Delivery(what=what, **fields))


def a_site(uow: UnitOfWork) -> Site:
    """The first site, made when there is none."""
    sites = uow.sites.where()
    return sites[0] if sites else make_site(uow)


def a_place(uow: UnitOfWork, kind: PlaceKind = PlaceKind.SHELTER) -> Place:
    """The first place of a kind, made when there is none."""
    places = uow.places.where(kind=kind)
    label = "Casa Paloma" if kind is PlaceKind.SHELTER else kind.value.title()
    return places[0] if places else make_place(uow, label, kind)


def make_everything(uow: UnitOfWork) -> None:
    """One row of every noun at least, tied together."""
    make_clinic(uow)
    shelter, port = a_place(uow), a_place(uow, PlaceKind.PORT)
    make_travel(uow, shelter, port)
    driver = make_volunteer(uow, "Diego", (Role.DRIVER,), home_id=shelter.id)
    interpreter = make_volunteer(uow, "Anna", (Role.INTERPRETER,))
    make_absence(uow, interpreter, MORNING + 24 * HOUR)
    household = make_household(uow, (34, 7), shelter_id=shelter.id)
    session = make_session(uow, MORNING + 8 * HOUR, template_id=make_template(uow).id)
    seat = make_seat(uow, session, volunteer=interpreter)
    request = make_request(uow, household)
    make_consultation(uow, make_slot(uow, session, seat_ids=(seat.id,)), household, request_id=request.id)
    make_follow_up(uow, household_id=household.id, owner_id=driver.id)
    hearing = make_hearing(uow, household, port_id=port.id)
    make_notice(uow, moves=(NoticeMove(hearing.id, date(2026, 4, 3)),))
    trip = make_trip(uow, vehicle_id=make_vehicle(uow, kept_id=shelter.id).id)
    make_seat(uow, trip, Role.DRIVER, driver)
    make_ride(uow, trip, household, hearing_id=hearing.id, stop_id=make_stop(uow, trip, shelter).id)
    make_check_in(uow, trip, household_id=household.id)
    make_feed_event(uow, seat)
    make_delivery(uow, volunteer_id=interpreter.id)
