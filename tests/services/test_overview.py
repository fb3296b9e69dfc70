"""A week at a glance: needed against filled, the load of everybody, papers that end; and the same week by person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clinic.domain.day_sheets import SheetKind
from clinic.domain.people import AbsenceKind, Credential, CredentialKind, Role
from clinic.domain.sessions import Answer, SessionStatus
from clinic.domain.when import at, parse_clock
from clinic.services import people, sheets
from clinic.services.overview import overview
from clinic.services.people_week import people_week
from clinic.services.views.overview import Coverage
from tests import factory
from tests.services.scene import THURSDAY, TUESDAY, WEDNESDAY, WEEK, ZONE, Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def seen(scene: Scene) -> Any:
    return scene.ask(overview, site=scene.site.id, week=WEEK)


def test_that_each_role_counts_needed_and_filled_seats_of_each_day(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    morning, evening = scene.session(), scene.session("17:00", "19:00", WEDNESDAY)
    scene.seat(morning, Role.ATTORNEY, anna, answer=Answer.ASKED)
    scene.seat(morning, Role.ATTORNEY)
    scene.seat(evening, Role.INTERPRETER)
    attorney, interpreter, everything = seen(scene).rows
    assert [(cell.filled, cell.needed) for cell in attorney.days] == [(0, 0), (1, 2), *[(0, 0)] * 5]
    assert [cell.coverage for cell in everything.days[:3]] == [
        Coverage.NOTHING_NEEDED,
        Coverage.SHORT,
        Coverage.EMPTY,
    ]
    assert (attorney.days[1].asked, interpreter.total.open, everything.total.open) == (1, 1, 2)
    assert str(attorney.days[1].spoken) == "Tue 14 July, attorney: 1 of 2 filled, 1 open."
    assert str(seen(scene).line).startswith("1 of 3 seats filled · most are open on Tue 14 July: 1 · mean load")


def test_that_a_trip_counts_on_the_day_on_which_its_crew_begins(scene: Scene) -> None:
    trip = scene.trip("23:30", "23:50", TUESDAY)
    scene.seat(trip, Role.DRIVER)
    assert [cell.needed for cell in seen(scene).rows[-1].days] == [0, 1, 0, 0, 0, 0, 0]


def test_that_what_is_called_off_or_elsewhere_is_not_needed(scene: Scene) -> None:
    elsewhere = scene.make(factory.make_site, "Matamoros")
    for more in ({"status": SessionStatus.CANCELLED}, {"site_id": elsewhere.id}):
        scene.seat(scene.session(**more))
    assert seen(scene).rows == ()
    assert str(seen(scene).line) == "Nothing is planned in this week yet."


def test_that_hours_at_night_count_double_and_the_mean_is_of_everybody_who_is_here(scene: Scene) -> None:
    anna, ben = scene.volunteer("Anna"), scene.volunteer("Ben")
    scene.volunteer("Carla", here_until=date(2026, 7, 1))
    scene.seat(scene.trip("02:30", "04:30"), Role.DRIVER, anna)
    scene.seat(scene.session("10:00", "12:00", WEDNESDAY), Role.ATTORNEY, ben)
    found = seen(scene)
    assert [(one.name, one.minutes, one.night_minutes, one.nights, one.load) for one in found.loads] == [
        ("Anna", 120, 120, 1, 240),
        ("Ben", 120, 0, 0, 120),
    ]
    assert (found.mean, found.most, [one.apart for one in found.loads]) == (180, 240, [60, -60])
    assert str(found.loads[0].words) == "Anna: 2 h, 2 h of it at night; 1 h above the mean."


def test_that_a_paper_that_ends_within_the_week_tells_the_seats_after_it(scene: Scene) -> None:
    ends = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=WEDNESDAY)
    anna = scene.volunteer("Anna", Role.ATTORNEY, credentials=(ends,))
    later = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=date(2026, 8, 1))
    scene.volunteer("Ben", Role.ATTORNEY, credentials=(later,))
    for on in (TUESDAY, THURSDAY):
        scene.seat(scene.session(on=on, advice=True), Role.ATTORNEY, anna)
    (paper,) = seen(scene).papers
    assert (paper.name, paper.ends_on, paper.seats) == ("Anna", WEDNESDAY, 1)
    assert str(paper.words).endswith("1 seat falls after it.")


def test_that_the_week_by_person_has_everybody_with_their_seats_and_absences(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.volunteer("Ben", here_from=THURSDAY)
    scene.seat(scene.session(), Role.ATTORNEY, anna)
    away = {
        "kind": AbsenceKind.AWAY,
        "starts_at": at(THURSDAY, parse_clock("08:00"), ZONE),
        "ends_at": at(THURSDAY, parse_clock("11:00"), ZONE),
    }
    scene.work(people.add_absence, volunteer=anna.id, **away)
    first, second = scene.ask(people_week, site=scene.site.id, week=WEEK)
    assert [len(day.seats) for day in first.days] == [0, 1, 0, 0, 0, 0, 0]
    assert [str(day.away) if day.away else "" for day in first.days[2:5]] == ["", "away 08:00–11:00", ""]
    assert str(first.days[1].spoken) == "Tue 14 July, Anna: 10:00 to 12:00 Consultations."
    assert [day.away is not None for day in second.days] == [True, True, True, False, False, False, False]


def test_that_the_overview_on_paper_is_one_copy_for_the_whole_week(scene: Scene) -> None:
    scene.seat(scene.session(), Role.ATTORNEY, scene.volunteer("Anna"))
    wanted = {"site": scene.site.id, "kinds": (SheetKind.OVERVIEW,)}
    (tuesday,), (friday,) = (scene.ask(sheets.day_sheets, day=on, **wanted) for on in (TUESDAY, THURSDAY))
    assert (tuesday.key, tuesday.fingerprint) == (friday.key, friday.fingerprint)
    assert "attorney  –  1/1" in sheets.as_text(tuesday)
