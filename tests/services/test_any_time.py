"""Places that are taken at any time of a session: 'any time 9:00 to 17:00, 2 h'."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from clinic.domain.errors import BadValue
from clinic.domain.people import Role
from clinic.domain.sessions import Seat, SeatPattern, SessionKind
from clinic.domain.when import at, local, parse_clock
from clinic.services import candidates, history, roster, sessions, templates
from clinic.services.facts import seat_facts
from clinic.services.views.seats import seat_view
from tests import factory
from tests.services.scene import TUESDAY, WEEK, ZONE, Scene, codes

NEXT = WEEK.shifted(1)


class Day(Scene):
    """Tuesday from 9 to 17 at the office with two places of two hours each."""

    def __init__(self) -> None:
        super().__init__()
        self.anna = self.volunteer("Anna")
        self.opening = self.session("09:00", "17:00", kind=SessionKind.OTHER)
        self.work(sessions.add_places, session=self.opening.id, role=Role.COPYING, minutes=120, number=2)
        self.first, self.second = self.ask(lambda uow: uow.seats.where(session_id=self.opening.id))

    def take(self, seat: Seat, **more: Any) -> str:
        """Seat Anna there; when she then comes."""
        self.work(roster.assign, seat=seat.id, volunteer=self.anna.id, **more)
        return self.hours(seat)

    def hours(self, seat: Seat) -> str:
        row = self.now(seat)
        return f"{local(row.starts_at, ZONE):%H:%M}-{local(row.ends_at, ZONE):%H:%M}"


@pytest.fixture
def day() -> Day:
    return Day()


def test_that_an_open_place_says_how_long_and_lasts_the_whole_session(day: Day) -> None:
    seat = day.ask(lambda uow: seat_view(_facts(uow, day), uow.seats.get(day.first.id)))
    assert str(seat.wants) == "copying, 120 min at any time"
    assert day.hours(day.first) == "09:00-17:00"


def _facts(uow: Any, day: Day) -> Any:
    return seat_facts(uow, uow.seats.get(day.first.id), uow.volunteers.get(day.anna.id))


def test_that_whoever_takes_it_gets_the_first_hours_that_are_free(day: Day) -> None:
    assert day.take(day.first) == "09:00-11:00"
    assert day.take(day.second) == "11:00-13:00"


def test_that_other_work_absences_and_the_way_are_gone_round(day: Day) -> None:
    day.seat(day.session("09:30", "12:00", place_id=day.shelter.id), who=day.anna)
    day.make(factory.make_travel, day.shelter, day.office, 20)
    day.make(
        factory.make_absence, day.anna, at(TUESDAY, parse_clock("12:30"), ZONE), ends_at=at(TUESDAY, time(14), ZONE)
    )
    assert day.take(day.first) == "14:00-16:00"


def test_that_it_clashes_only_when_nothing_is_free(day: Day) -> None:
    day.seat(day.session("10:00", "15:30"), who=day.anna)
    listed = day.ask(candidates.candidates, seat=day.first.id).why_not
    assert [codes(one.breaches) for one in listed] == [{"OVERLAP"}]
    assert codes(day.refused(roster.assign, seat=day.first.id, volunteer=day.anna.id)) == {"OVERLAP"}
    assert day.hours(day.first) == "09:00-17:00"


def test_that_only_its_minutes_count_towards_the_hours_of_the_day(day: Day) -> None:
    day.seat(day.session("17:00", "23:00"), who=day.anna, ends_at=at(TUESDAY, parse_clock("22:00"), ZONE))
    assert not day.refused(roster.assign, seat=day.first.id, volunteer=day.anna.id)


def test_that_who_leaves_opens_it_for_the_whole_session_again_and_undo_leads_back(day: Day) -> None:
    day.take(day.first)
    before, _after, undone = day.undone(roster.empty, seat=day.first.id)
    assert before == undone
    day.work(roster.empty, seat=day.first.id)
    assert day.hours(day.first) == "09:00-17:00"
    day.work(history.undo)
    assert day.hours(day.first) == "09:00-11:00"


def test_that_places_go_with_a_pattern_and_a_copied_week(day: Day) -> None:
    day.take(day.first)
    day.work(templates.copy_week, site=day.site.id, week=WEEK, to=NEXT)
    day.work(templates.keep_week, site=day.site.id, week=WEEK, label="Open day")
    rows = day.ask(lambda uow: uow.seats.during(NEXT.interval(ZONE)))
    assert sorted(day.hours(row) for row in rows) == ["09:00-11:00", "09:00-17:00"]
    (pattern,) = day.ask(lambda uow: uow.templates.where())
    assert pattern.sessions[0].seats == (SeatPattern(Role.COPYING, minutes=120),) * 2


@pytest.mark.parametrize(
    "given", [{"minutes": 0}, {"minutes": 481}, {"minutes": 60, "number": 0}, {"minutes": 60, "number": 101}]
)
def test_that_places_without_a_length_or_in_no_number_are_refused(day: Day, given: dict[str, int]) -> None:
    with pytest.raises(BadValue):
        day.work(sessions.add_places, session=day.opening.id, role=Role.COOK, **given)
