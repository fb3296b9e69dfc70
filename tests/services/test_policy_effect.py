from __future__ import annotations

from datetime import time

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.domain.people import Role
from clinic.domain.when import at, length_minutes, parse_clock
from clinic.rules import chains
from clinic.services import clinic_settings, consultations, roster
from clinic.services.choices import known_session
from clinic.services.policy_effect import policy, policy_effect
from tests import factory
from tests.services.scene import TUESDAY, WEDNESDAY, WEEK, ZONE, Scene

REASON = "She sleeps next door, agreed by phone"


@pytest.fixture
def scene() -> Scene:
    """Eva drives until 23:30 on Tuesday and has a session from 09:00 on Wednesday: 9 h 30 of rest."""
    found = Scene()
    eva = found.volunteer("Eva")
    found.seat(found.trip("21:00", "23:30"), Role.DRIVER, eva)
    found.seat(found.session("09:00", "11:00", WEDNESDAY), Role.ATTORNEY, eva)
    found.seat(found.session("14:00", "16:00"), Role.ATTORNEY, found.volunteer("Ben"))
    return found


def test_that_a_stricter_figure_names_the_seats_that_it_warns_of(scene: Scene) -> None:
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, rest=600)
    assert [str(sentence) for sentence in found.seats.worse] == [
        "Eva as driver, trip T3, Tue 14 July 21:00",
        "Eva as attorney, Consultations, Wed 15 July 09:00",
    ]
    assert (found.seats.better, found.seats.unchanged) == (0, 1)


def test_that_a_figure_just_kept_changes_nothing(scene: Scene) -> None:
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, rest=570)
    assert (found.seats.worse, found.seats.better, found.seats.unchanged) == ((), 0, 3)


def test_that_a_milder_figure_counts_the_seats_that_lose_a_warning(scene: Scene) -> None:
    scene.work(clinic_settings.set_policy, rest=600)
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, rest=480)
    assert (found.seats.worse, found.seats.better, found.seats.unchanged) == ((), 2, 1)


def test_that_what_was_overruled_is_no_new_warning(scene: Scene) -> None:
    eva = scene.volunteer("Eva Two")
    scene.seat(scene.trip("18:00", "23:00"), Role.DRIVER, eva)
    seat = scene.seat(scene.session("06:30", "08:00", WEDNESDAY), Role.ATTORNEY)
    scene.work(roster.assign, seat=seat.id, volunteer=eva.id, reason=REASON)
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, rest=540)
    assert found.seats.worse == ()


def test_that_a_stricter_rule_names_seats_that_were_warned_of_already(scene: Scene) -> None:
    scene.work(clinic_settings.set_policy, rest=600)
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, strictness=(("REST", "must"),))
    assert len(found.seats.worse) == 2
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, strictness=(("REST", "wish"),))
    assert (found.seats.worse, found.seats.better) == ((), 2)
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, strictness=(("REST", "off"),))
    assert (found.seats.worse, found.seats.better) == ((), 2)


def test_that_trips_are_told_too(scene: Scene) -> None:
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, strictness=(("TWO_ADULTS", "must"),))
    assert [str(words) for words in found.trips.worse] == ["Trip T3, Tue 14 July 21:00"]
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, strictness=(("TWO_ADULTS", "off"),))
    assert (found.trips.worse, found.trips.better, found.trips.unchanged) == ((), 1, 0)


def test_that_a_must_is_not_overruled_by_the_reason_of_yesterday(scene: Scene) -> None:
    eva = scene.volunteer("Eva Two")
    scene.seat(scene.trip("18:00", "23:00"), Role.DRIVER, eva)
    seat = scene.seat(scene.session("06:30", "08:00", WEDNESDAY), Role.ATTORNEY)
    scene.work(roster.assign, seat=seat.id, volunteer=eva.id, reason=REASON)
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, strictness=(("REST", "must"),))
    assert any("Eva Two as attorney" in str(words) for words in found.seats.worse)


def test_that_asking_for_an_effect_changes_no_figure(scene: Scene) -> None:
    scene.ask(policy_effect, site=scene.site.id, week=WEEK, rest=1200)
    assert scene.ask(policy).rest == 480


def test_that_a_session_is_told_as_it_was_typed(scene: Scene) -> None:
    session = scene.session("13:00", "17:30", WEDNESDAY, room="Room 1", label="Team 2")
    found = scene.ask(known_session, session=session.id)
    assert (found.on, found.room, found.label, found.place_id) == (WEDNESDAY, "Room 1", "Team 2", scene.office.id)
    assert (f"{found.starts:%H:%M}", f"{found.ends:%H:%M}") == ("13:00", "17:30")


def meeting(scene: Scene, start: str = "10:00", end: str = "10:45") -> None:
    """An intake on Tuesday, with an attorney of its own."""
    lawyer = scene.seat(scene.session("08:00", "18:00"), Role.ATTORNEY, scene.volunteer("Helen"))
    household = scene.make(factory.make_household, site_id=scene.site.id)
    first, last = (at(TUESDAY, parse_clock(clock), ZONE) for clock in (start, end))
    asked = {"household": household.id, "lawyer": lawyer.id, "kind": ConsultationKind.INTAKE, "starts_at": first}
    scene.work(consultations.book, length=length_minutes(first, last), **asked)


def test_that_a_break_names_the_meetings_that_lie_in_it(scene: Scene) -> None:
    meeting(scene, "11:45", "12:30")
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, break_from=time(12), break_until=time(13))
    assert len(found.meetings.worse) == 1
    assert str(found.meetings.worse[0]).endswith(": intake, Tue 14 July 11:45")
    kept = scene.ask(policy_effect, site=scene.site.id, week=WEEK, break_from=time(13), break_until=time(14))
    assert (kept.meetings.worse, kept.meetings.unchanged) == ((), 1)


def test_that_another_length_is_told_with_what_keeps_its_time(scene: Scene) -> None:
    meeting(scene)
    found = scene.ask(policy_effect, site=scene.site.id, week=WEEK, minutes_intake=60, minutes_papers_check=20)
    assert [str(sentence) for sentence in found.lengths] == [
        "intake: 60 min, not 45; 1 that is booked keeps its time",
        "papers check: 20 min, not 15; 0 that are booked keep their time",
    ]


def test_that_the_clinics_own_length_counts_at_once_and_grows_with_the_chain(scene: Scene) -> None:
    scene.work(clinic_settings.set_policy, minutes_intake=30)
    assert scene.ask(policy).minutes(ConsultationKind.INTAKE) == 30
    figures = scene.ask(policy)
    usual = figures.minutes(ConsultationKind.INTAKE)
    assert [chains.minutes(usual, links, figures) for links in (0, 1, 2)] == [30, 45, 45]
