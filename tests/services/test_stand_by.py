from __future__ import annotations

import pytest

from clinic.domain.people import Availability, Can, DayPart, Role
from clinic.domain.when import at, parse_clock
from clinic.services import cover, history, people, stand_by
from tests import factory
from tests.services.scene import TUESDAY, WEEK, ZONE, Scene

MORNING = (Availability(1, DayPart.MORNING, Can.STAND_BY),)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_that_who_is_on_stand_by_is_asked_first_to_cover(scene: Scene) -> None:
    ana = scene.volunteer("Ana")
    seat = scene.seat(scene.session("10:00", "12:00"), who=ana)
    scene.volunteer("Ben")
    scene.volunteer("Zoe", availability=MORNING)
    found = scene.ask(cover.for_seat, seat=seat.id)
    assert [(one.name, one.on_stand_by, one.breaches) for one in found.people] == [
        ("Zoe", True, ()),
        ("Ben", False, ()),
    ]


def test_that_stand_by_makes_nobody_fit_who_does_not(scene: Scene) -> None:
    seat = scene.seat(scene.session("10:00", "12:00"), who=scene.volunteer("Ana"))
    scene.volunteer("Zoe", Role.COOK, availability=MORNING)
    assert scene.ask(cover.for_seat, seat=seat.id).people == ()


def test_that_the_list_tells_who_waits_when_and_who_is_away_or_taken(scene: Scene) -> None:
    afternoon = Availability(2, DayPart.AFTERNOON, Can.STAND_BY)
    zoe = scene.volunteer("Zoe", availability=(*MORNING, afternoon), phone="664 1")
    scene.volunteer("Ana", availability=MORNING, here_until=TUESDAY.replace(day=13))
    scene.seat(scene.session("12:30", "14:00"), who=zoe)
    scene.make(factory.make_absence, zoe, at(TUESDAY.replace(day=15), parse_clock("17:00"), ZONE))
    found = scene.ask(stand_by.stand_by, site=scene.site.id, week=WEEK)
    assert [(one.name, one.day.day, one.part, one.is_away, one.is_taken) for one in found] == [
        ("Zoe", 14, DayPart.MORNING, False, True),
        ("Zoe", 15, DayPart.AFTERNOON, True, False),
    ]


def test_that_stand_by_is_painted_like_any_other_answer_and_undone(scene: Scene) -> None:
    zoe = scene.volunteer("Zoe")
    scene.work(people.set_availability, volunteer=zoe.id, cells=[(1, DayPart.MORNING)], can=Can.STAND_BY)
    assert scene.now(zoe).availability == MORNING
    scene.work(history.undo)
    assert scene.now(zoe).availability == ()
