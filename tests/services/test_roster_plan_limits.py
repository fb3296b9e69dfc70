"""The plan of seats at the edges: nobody there, impossible seats, other zones, changed clocks, odd ways, too much."""

from __future__ import annotations

from datetime import date, timedelta
from time import monotonic

import pytest

from clinic.domain.errors import BadValue
from clinic.domain.people import Credential, CredentialKind, Limits, Role, Speaks
from clinic.domain.sessions import Answer, SessionKind
from clinic.domain.when import Week, at, parse_clock
from clinic.i18n import say
from clinic.services import roster_ground
from tests import factory
from tests.services.filled import propose, take, who
from tests.services.scene import FRIDAY, THURSDAY, WEDNESDAY, WEEK, Scene

COOK = Role.COOK


def test_that_a_week_without_volunteers_is_told_in_words() -> None:
    scene = Scene()
    scene.seat(scene.session(on=WEDNESDAY), COOK)
    proposal = propose(scene)
    assert proposal.changes == ()
    assert [str(left.why) for left in proposal.left] == ["There is nobody on file who could be asked."]
    assert [str(word) for word in proposal.words][:2] == ["0 seats get somebody", "1 stays open"]
    assert proposal.balance.loads == ()


def test_that_a_week_without_open_seats_has_nothing_to_fill() -> None:
    scene = Scene()
    scene.volunteer("Anna")
    assert [str(word) for word in propose(scene).words] == ["No seat is open then."]


def test_that_a_plan_without_a_day_is_refused() -> None:
    scene = Scene()
    with pytest.raises(BadValue, match="Name a day"), scene.store.read() as uow:
        roster_ground.survey(uow, wish=roster_ground.Wish(scene.site.id, ()))


def test_that_a_seat_for_a_pair_that_nobody_interprets_says_so() -> None:
    scene = Scene()
    scene.volunteer("Anna", Role.INTERPRETER, speaks=(Speaks("eng"), Speaks("spa")))
    scene.seat(scene.session(on=WEDNESDAY), Role.INTERPRETER, source="ixl", target="kek")
    (left,) = propose(scene).left
    assert "Ixil → Q'eqchi'" in str(left.why)


def test_that_a_seat_of_a_role_that_nobody_has_says_so() -> None:
    scene = Scene()
    scene.volunteer("Anna", COOK)
    scene.seat(scene.session(on=WEDNESDAY), Role.DOCTOR)
    assert [str(left.why) for left in propose(scene).left] == ["Nobody on file has the role doctor."]


def test_that_a_pattern_at_a_place_of_another_zone_is_filled_by_its_own_clock() -> None:
    scene = Scene()
    scene.volunteer("Anna", COOK)
    place = scene.make(factory.make_place, "Casa El Paso", zone="America/Ciudad_Juarez")
    starts = at(WEDNESDAY, parse_clock("09:00"), place.zone)
    here = scene.session("08:00", "10:00", WEDNESDAY)  # the same two hours: 08:00 in Tijuana is 09:00 there
    there = scene.make(factory.make_session, starts, 2, place_id=place.id)
    seats = [scene.seat(here, COOK), scene.seat(there, COOK)]
    proposal = propose(scene)
    assert len(proposal.changes) == 1
    assert {str(each.starts.time()) for each in proposal.changes} <= {"08:00:00", "09:00:00"}
    assert {seat.id for seat in seats} == {proposal.changes[0].seat_id, proposal.left[0].seat_id}
    assert "Two places at once" in str(proposal.left[0].why)


def test_that_a_circle_of_ways_is_no_trap() -> None:
    scene = Scene()
    scene.volunteer("Anna", COOK)
    places = [scene.make(factory.make_place, label) for label in ("A", "B", "C")]
    for one, other, minutes in ((0, 1, 0), (1, 2, 0), (2, 0, 999_999), (0, 2, 0)):
        scene.make(factory.make_travel, places[one], places[other], minutes)
    hours = (("09:00", "10:00"), ("10:00", "11:00"), ("11:00", "12:00"), ("12:00", "13:00"))
    for (start, end), place in zip(hours, (*places, places[0]), strict=True):
        scene.seat(scene.session(start, end, WEDNESDAY, place_id=place.id), COOK)
    proposal = propose(scene)
    assert len(proposal.changes) == 3
    assert "999" in str(proposal.left[0].why) or "16666 h" in str(proposal.left[0].why)


def test_that_ten_thousand_seats_are_answered_at_once() -> None:
    scene = Scene()
    scene.volunteer("Anna", COOK)
    with scene.store.work() as uow:
        session = factory.make_session(uow, at(WEDNESDAY, parse_clock("09:00"), "America/Tijuana"))
        for position in range(10_000):
            factory.make_seat(uow, session, COOK, position=position)
        uow.commit(say("Many"))
    began = monotonic()
    with pytest.raises(BadValue, match="10000 seats are too many"):
        propose(scene)
    assert monotonic() - began < 20  # a hang takes for ever; this is two seconds


@pytest.mark.parametrize("monday", [date(2026, 3, 2), date(2026, 10, 26)])
def test_that_hours_a_day_are_real_hours_when_the_clocks_change(monday: date) -> None:
    """On 8 March a day has 23 hours in Tijuana, on 1 November 25: 00:00 to 05:00 are four hours, or six."""
    scene = Scene()
    sunday = monday + timedelta(days=6)
    scene.volunteer("Anna", COOK, limits=Limits(hours_a_day=5, rest_minutes=0))
    first = scene.seat(scene.session("00:00", "05:00", sunday), COOK)
    second = scene.seat(scene.session("12:00", "13:00", sunday), COOK)
    proposal = propose(scene, *Week.of(sunday).days)
    seats = {each.seat_id for each in proposal.changes}
    assert seats == ({first.id, second.id} if monday.month == 3 else {second.id})


@pytest.mark.parametrize("sunday", [date(2026, 3, 8), date(2026, 11, 1)])
def test_that_rest_is_counted_in_real_minutes_when_the_clocks_change(sunday: date) -> None:
    """From 23:00 to 07:30 on the wall are 7 h 30 of rest on 8 March and 9 h 30 on 1 November; the rule asks 8."""
    scene = Scene()
    scene.volunteer("Dora", Role.DRIVER)
    evening = scene.trip("21:00", "23:00", sunday - timedelta(days=1))
    morning = scene.trip("07:30", "09:00", sunday)
    for trip in (evening, morning):
        scene.seat(trip, Role.DRIVER)
    proposal = propose(scene, *Week.of(sunday).days)
    assert len(proposal.changes) == (1 if sunday.month == 3 else 2)
    take(scene, proposal)


def test_that_limits_of_a_week_count_what_is_promised_already() -> None:
    scene = Scene()
    anna = scene.volunteer("Anna", COOK, limits=Limits(days_a_week=2))
    scene.seat(scene.session("09:00", "10:00", WEDNESDAY), COOK, anna, answer=Answer.CONFIRMED)
    seats = [scene.seat(scene.session("11:00", "12:00", day), COOK) for day in (WEDNESDAY, THURSDAY, FRIDAY)]
    proposal = propose(scene)
    assert who(proposal, seats[0]) == "Anna"
    assert len(proposal.changes) == 2
    assert "3 days of work" in str(proposal.left[0].why)


def test_that_nights_of_a_week_are_few() -> None:
    scene = Scene()
    scene.volunteer("Dora", Role.DRIVER, limits=Limits(nights_a_week=1))
    for day in (WEDNESDAY, THURSDAY, FRIDAY):
        scene.seat(scene.trip("02:00", "05:00", day), Role.DRIVER)
    proposal = propose(scene)
    assert len(proposal.changes) == 1
    assert all("2 nights with work" in str(left.why) for left in proposal.left)


def test_that_a_week_under_way_is_filled_from_now_on_and_one_that_is_over_as_it_was() -> None:
    scene = Scene()
    scene.volunteer("Anna", COOK)
    scene.seat(scene.session("08:00", "08:30"), COOK)
    late = scene.seat(scene.session("15:00", "16:00"), COOK)
    assert [each.seat_id for each in propose(scene).changes] == [late.id]
    assert propose(scene, WEEK.days[0]).changes == ()
    past = scene.seat(scene.session(on=WEEK.monday), COOK)
    assert [each.seat_id for each in propose(scene, WEEK.monday).changes] == [past.id]


def test_that_sites_are_filled_together_by_their_own_people() -> None:
    scene = Scene()
    with scene.store.work() as uow:
        other = factory.make_site(uow, "Mexicali")
        place = factory.make_place(uow, "Oficina", site_id=other.id)
        start = at(WEDNESDAY, parse_clock("10:00"), "America/Tijuana")
        session = factory.make_session(uow, start, site_id=other.id, place_id=place.id, kind=SessionKind.OTHER)
        uow.commit(say("Another site"))
    there, here = scene.seat(session, COOK), scene.seat(scene.session(on=WEDNESDAY), COOK)
    scene.volunteer("Mina", COOK, site_id=other.id)
    scene.volunteer("Tina", COOK)
    proposal = propose(scene, site=None)
    assert (who(proposal, there), who(proposal, here)) == ("Mina", "Tina")


def test_that_a_licence_that_ends_within_the_week_counts_until_its_last_day() -> None:
    scene = Scene()
    paper = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=WEDNESDAY)
    scene.volunteer("Ana", Role.ATTORNEY, credentials=(paper,))
    days = (WEDNESDAY, THURSDAY)
    seats = [scene.seat(scene.session(on=day, advice=True), Role.ATTORNEY) for day in days]
    proposal = propose(scene)
    assert who(proposal, seats[0]) == "Ana"
    assert "valid until Wed 15 July" in str(proposal.left[0].why)
