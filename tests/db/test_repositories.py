"""What repositories find, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from clinic.domain.errors import NotOnFile
from clinic.domain.hearings import Redating
from clinic.domain.ids import SiteId, new_id
from clinic.domain.people import Role
from clinic.domain.sessions import Session, SessionStatus
from clinic.domain.trips import CheckInKind
from clinic.domain.when import Interval
from clinic.i18n import say
from clinic.ports import UnitOfWork
from tests.factory import (
    HOUR,
    MORNING,
    make_check_in,
    make_hearing,
    make_household,
    make_place,
    make_session,
    make_trip,
    make_volunteer,
)
from tests.stores import memory_store


@pytest.fixture
def uow() -> Iterator[UnitOfWork]:
    store = memory_store()
    with store.work() as work:
        yield work
    store.close()


def names(uow: UnitOfWork, text: str, limit: int = 20) -> list[str]:
    return [found.name for found in uow.volunteers.like(text, limit)]


def test_that_an_unknown_id_is_not_on_file(uow: UnitOfWork) -> None:
    with pytest.raises(NotOnFile):
        uow.volunteers.get(uuid4())
    assert uow.volunteers.find(uuid4()) is None
    assert uow.volunteers.find(None) is None


def test_that_what_was_just_added_is_found_everywhere(uow: UnitOfWork) -> None:
    anna = make_volunteer(uow)
    assert uow.volunteers.get(anna.id) is anna
    assert uow.volunteers.where(name="Anna") == [anna]
    assert uow.volunteers.like("ann") == [anna]
    assert uow.volunteers.count() == 1


def test_that_what_was_just_removed_is_found_nowhere(uow: UnitOfWork) -> None:
    anna, berta = make_volunteer(uow), make_volunteer(uow, "Berta")
    uow.commit(say("Add two"))
    uow.volunteers.remove(anna)
    assert uow.volunteers.find(anna.id) is None
    uow.volunteers.remove(berta)
    assert uow.volunteers.where() == []


def test_that_a_row_can_be_removed_before_it_was_kept(uow: UnitOfWork) -> None:
    uow.volunteers.remove(make_volunteer(uow))
    assert uow.commit(say("Nothing")).touched == frozenset()


def test_that_rows_come_in_order_of_age(uow: UnitOfWork) -> None:
    for name in "DACB":
        make_volunteer(uow, name)
        uow.commit(say("Add"))
    uow.volunteers.where(name="A")[0].note = "changed"
    for name in "GFE":
        make_volunteer(uow, name)
    assert [found.name for found in uow.volunteers.where()] == list("DACBGFE")


def test_that_wanted_values_are_met_by_equality_by_one_of_several_and_by_none(uow: UnitOfWork) -> None:
    site = make_place(uow).site_id
    make_volunteer(uow, "Anna", (Role.COOK,), site_id=site)
    make_volunteer(uow, "Berta", (Role.COOK, Role.DRIVER))
    make_volunteer(uow, "Carla", phone="1")

    def found(**wanted: object) -> str:
        assert uow.volunteers.count(**wanted) == len(uow.volunteers.where(**wanted))
        return "".join(row.name[0] for row in uow.volunteers.where(**wanted))

    assert found(name="Anna") == "A"
    assert found(name={"Anna", "Carla"}) == "AC"
    assert found(name=["Anna", "Carla"], phone="") == "A"
    assert found(name=()) == ""
    assert found(site_id=None) == "BC"
    assert found(site_id={site, None}) == "ABC"
    assert found(site_id={site}) == "A"
    assert found(roles=[(Role.COOK,)]) == "A"


def test_that_an_attribute_that_does_not_exist_is_our_own_mistake(uow: UnitOfWork) -> None:
    with pytest.raises(AttributeError):
        uow.volunteers.where(nmae="Anna")


def test_that_one_of_very_many_is_asked_in_parts_and_keeps_its_order(uow: UnitOfWork) -> None:
    ids = [make_volunteer(uow, f"V{number}").id for number in range(2_500)]
    wanted = {*ids, *(uuid4() for _ in range(100))}
    assert uow.volunteers.count() == 2_500
    sizes: list[int] = []
    engine = uow.volunteers.session.bind  # type: ignore[attr-defined] # the store's own
    event.listen(engine, "before_cursor_execute", lambda *told: sizes.append(len(told[3])))
    assert [found.id for found in uow.volunteers.where(id=wanted, gone=False)] == ids
    assert uow.volunteers.count(id=wanted, name={"V1", "V2"}) == 2
    assert max(sizes) < 1_100


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(-4, 0, False), (-4, 0.5, True), (1, 2, True), (3.5, 9, True), (4, 9, False), (-9, 9, True)],
)
def test_that_during_finds_what_overlaps_and_not_what_touches(
    uow: UnitOfWork, start: float, end: float, *, found: bool
) -> None:
    session = make_session(uow, MORNING, 4)
    interval = Interval(MORNING + start * HOUR, MORNING + end * HOUR)
    assert uow.sessions.during(interval) == ([session] if found else [])


def test_that_during_gives_the_earliest_first_and_takes_conditions(uow: UnitOfWork) -> None:
    late, early = make_session(uow, MORNING + HOUR), make_session(uow, MORNING)
    cancelled = make_session(uow, MORNING, status=SessionStatus.CANCELLED)
    interval = Interval(MORNING, MORNING + 9 * HOUR)
    assert uow.sessions.during(interval) == [early, cancelled, late]
    assert uow.sessions.during(interval, status={SessionStatus.DRAFT, SessionStatus.PUBLISHED}) == [early, late]


def test_that_during_sees_a_session_that_was_just_moved(uow: UnitOfWork) -> None:
    session: Session = make_session(uow, MORNING)
    uow.commit(say("Add"))
    session.starts_at, session.ends_at = MORNING + 48 * HOUR, MORNING + 50 * HOUR
    assert uow.sessions.during(Interval(MORNING, MORNING + HOUR)) == []
    assert uow.sessions.during(Interval(MORNING + 49 * HOUR, MORNING + 60 * HOUR)) == [session]


def test_that_a_trip_is_found_by_its_hours_else_by_its_standby_else_by_its_report_time(uow: UnitOfWork) -> None:
    out = make_trip(uow, "out")
    back = make_trip(uow, "back", report_at=None, standby_from=MORNING + 5 * HOUR, standby_until=MORNING + 9 * HOUR)
    bare = make_trip(uow, "bare", departs_at=None, arrives_at=None)
    make_trip(uow, "no hour known", report_at=None)

    def found(start: float, end: float) -> list[str]:
        return [trip.label for trip in uow.trips.during(Interval(MORNING + start * HOUR, MORNING + end * HOUR))]

    assert found(-2, -1) == ["out"]
    assert found(-3, 6) == ["out", "bare", "back"]
    assert found(0, 1) == ["bare"]
    assert found(-0.1, 0) == []
    assert found(8, 12) == ["back"]
    assert (out.begins, back.begins, bare.begins) == (out.departs_at, back.standby_from, MORNING)  # type: ignore[attr-defined] # columns of the store


def test_that_between_takes_both_ends_in(uow: UnitOfWork) -> None:
    monday = date(2026, 3, 2)
    household = make_household(uow)
    made = [make_hearing(uow, household, hearing_on=monday + timedelta(days=day)) for day in (3, 0, 2, 4)]
    assert uow.hearings.between(monday, monday + timedelta(days=3)) == [made[1], made[2], made[0]]
    assert uow.hearings.between(monday, monday, household_id=household.id) == [made[1]]


def test_that_only_hearings_with_another_date_before_have_moved(uow: UnitOfWork) -> None:
    make_hearing(uow)
    before = Redating(date(2026, 2, 3), None, None, "press notice", MORNING)
    moved = make_hearing(uow, history=(before,))
    make_hearing(uow, history=(before,), hearing_on=date(2026, 4, 1))
    march = (date(2026, 3, 1), date(2026, 3, 31))
    assert uow.hearings.moved(*march) == [moved]
    assert uow.hearings.moved(*march, cancelled=True) == []


def test_that_open_returns_are_those_of_a_sites_trips_out_that_have_reported(uow: UnitOfWork) -> None:
    """Nobody is waited for who has come back, has not been due yet, or went from another site."""
    trip = make_trip(uow)
    open_one = make_check_in(uow, trip, kind=CheckInKind.RETURN, due_at=None)
    make_check_in(uow, trip)
    make_check_in(uow, trip, kind=CheckInKind.RETURN, due_at=None, done_at=MORNING)
    later = make_trip(uow, report_at=MORNING + HOUR)
    make_check_in(uow, later, kind=CheckInKind.RETURN, due_at=None)
    assert uow.check_ins.open_returns(trip.site_id, MORNING) == [open_one]
    assert uow.check_ins.open_returns(SiteId(new_id()), MORNING) == []


def test_that_names_are_found_without_case_and_accents_and_beginnings_first(uow: UnitOfWork) -> None:
    for name in ("María Núñez", "Nuñez Anna", "100% sure", "Other"):
        make_volunteer(uow, name)
    assert names(uow, "NUÑ") == ["Nuñez Anna", "María Núñez"]
    assert names(uow, "nuñez", limit=1) == ["Nuñez Anna"]
    assert names(uow, "0% s") == ["100% sure"]
    assert names(uow, "%") == ["100% sure"]
    assert names(uow, "_") == []


def test_that_a_new_name_is_found_and_the_old_one_is_not(uow: UnitOfWork) -> None:
    anna = make_volunteer(uow, "Anna")
    uow.commit(say("Add"))
    anna.name = "Ángela"
    assert (names(uow, "anna"), names(uow, "angela"), anna.sort_name) == ([], ["Ángela"], "angela")


def test_that_households_are_found_by_code_with_or_without_dash_and_by_reference(uow: UnitOfWork) -> None:
    household = make_household(uow, code="K7-RM4", reference="NL-01")
    for text in ("K7-RM4", "k7rm4", "rm4", "nl-01"):
        assert uow.households.like(text) == [household]
    assert uow.places.like("paloma") == []


def test_that_places_are_found_by_label(uow: UnitOfWork) -> None:
    place = make_place(uow, "Casa  Ñandú")
    assert uow.places.like("casa nandu") == [place]
