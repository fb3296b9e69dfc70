"""Every rule about seats, through every way into one: nobody gets in by moving, changing places or undo.

That a week which the program fills keeps them too is shown by `test_roster_plan_truth`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from clinic.domain.breaches import Breach
from clinic.domain.errors import NothingToUndo, RuleBroken
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.sessions import Seat
from clinic.services import history, people, roster, seat_times, sessions, sheets
from tests import factory
from tests.services.border import TUESDAY
from tests.services.random_week import RandomWeek
from tests.services.scene import WEDNESDAY, Scene, codes
from tests.services.test_one_truth import ASKED, by_candidates

REASON = "agreed by phone"


def clashes(breaches: tuple[Breach, ...]) -> bool:
    """Whether the store itself would refuse it."""
    return "OVERLAP" in codes(breaches)


class Every(RandomWeek):
    """A random week, and for each rule somebody and an open seat that breaks it; `spare` is far from everything."""

    def __init__(self) -> None:
        super().__init__(seed=4, people=18, sessions=18)
        with self.scene() as uow:
            later = self.at("10:00", TUESDAY + timedelta(days=35))
            session = factory.make_session(uow, later, site_id=self.site.id, place_id=self.office.id)
            self.spare: Seat = factory.make_seat(uow, session, Role.CHILDCARE)
        self.broken: dict[str, tuple[SeatId, VolunteerId]] = {}
        for pair, (_fit, breaches) in sorted(by_candidates(self).items(), key=lambda each: clashes(each[1][1])):
            if any(seat.id == pair[0] and seat.volunteer_id is None for seat in self.seats):
                for breach in breaches:
                    self.broken.setdefault(breach.code, pair)

    def put(self, seat: SeatId, person: VolunteerId | None) -> None:
        """Without asking anybody."""
        with self.scene() as uow:
            row = uow.seats.get(seat)
            row.volunteer_id = person
            seat_times.follow(uow, row, uow.volunteers.find(person))


@pytest.fixture(scope="module")
def every() -> Every:
    return Every()


def assign(week: Every, seat: SeatId, person: VolunteerId) -> None:
    week.do(roster.assign, seat=seat, volunteer=person)


def ask(week: Every, seat: SeatId, person: VolunteerId) -> None:
    week.do(roster.ask, seat=seat, volunteer=person)


def move(week: Every, seat: SeatId, person: VolunteerId) -> None:
    week.put(week.spare.id, person)
    week.do(roster.move, seat=week.spare.id, to=seat)


def swap(week: Every, seat: SeatId, person: VolunteerId) -> None:
    week.put(week.spare.id, person)
    week.put(seat, next(each.id for each in week.people if each.id != person and is_free(week, seat, each.id)))
    week.do(roster.swap, seat=week.spare.id, other=seat)


def replace(week: Every, seat: SeatId, person: VolunteerId) -> None:
    week.put(seat, next(each.id for each in week.people if each.id != person and is_free(week, seat, each.id)))
    week.do(roster.replace, seat=seat, volunteer=person)


def is_free(week: Every, seat: SeatId, person: VolunteerId) -> bool:
    """Whether the store lets somebody sit there at all."""
    found = week.ask(roster.judge_seat, seat=seat, volunteer=person)
    return not codes(found) & {"OVERLAP", "STILL_OUT"}


@pytest.mark.parametrize("way", [assign, ask, move, swap, replace])
def test_that_no_way_into_a_seat_passes_by_any_rule(
    every: Every, way: Callable[[Every, SeatId, VolunteerId], None]
) -> None:
    for code in sorted(ASKED):
        seat, person = every.broken[code]
        with pytest.raises(RuleBroken) as caught:
            way(every, seat, person)
        assert code in codes(caught.value.breaches), code
        every.put(every.spare.id, None)
        every.put(seat, None)


def test_that_an_older_step_taken_back_seats_nobody_whom_a_rule_keeps_out_by_now(every: Every) -> None:
    for code in sorted(ASKED - {"OVERLAP"}):
        seat, person = every.broken[code]
        every.put(seat, person)
        step = every.do(roster.empty, seat=seat)
        every.do(people.edit, volunteer=every.people[0].id, note=f"Later: {code}")
        before = every.rows()
        with every.store.work("Maria") as uow, pytest.raises(RuleBroken) as caught:
            history.undo(uow, entry=step.entry_id)
        assert code in codes(caught.value.breaches), code
        assert every.rows() == before


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_that_an_older_step_cannot_put_somebody_in_two_places(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    first, second = scene.seat(scene.session("10:00", "12:00"), who=anna), scene.seat(scene.session("11:00", "13:00"))
    step = scene.work(roster.empty, seat=first.id)
    scene.work(roster.assign, seat=second.id, volunteer=anna.id)
    assert codes(scene.refused(history.undo, entry=step.entry_id)) == {"OVERLAP"}
    assert scene.now(first).volunteer_id is None


def test_that_a_session_held_again_by_undo_asks_for_everybody_in_it(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    held = scene.session("10:00", "12:00")
    scene.seat(held, who=anna)
    step = scene.work(sessions.cancel, session=held.id)
    scene.work(roster.assign, seat=scene.seat(scene.session("11:00", "13:00")).id, volunteer=anna.id)
    assert codes(scene.refused(history.undo, entry=step.entry_id)) == {"OVERLAP"}


def test_that_redo_comes_to_nothing_once_the_plan_has_gone_on(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    first, second = scene.seat(scene.session("10:00", "12:00")), scene.seat(scene.session("11:00", "13:00"))
    scene.work(roster.assign, seat=first.id, volunteer=anna.id)
    scene.work(history.undo)
    scene.work(roster.assign, seat=second.id, volunteer=anna.id)
    with pytest.raises(NothingToUndo):
        scene.work(history.redo)


def test_that_what_was_overruled_returns_with_its_reason(scene: Scene) -> None:
    seat, cook = scene.seat(scene.session()), scene.volunteer("Cora", Role.COOK)
    scene.work(roster.assign, seat=seat.id, volunteer=cook.id, reason=REASON)
    step = scene.work(roster.empty, seat=seat.id)
    scene.work(people.edit, volunteer=cook.id, note="Later")
    scene.work(history.undo, entry=step.entry_id)
    assert (scene.now(seat).volunteer_id, scene.now(seat).reason) == (cook.id, REASON)


def test_that_the_typed_reason_is_on_the_day_sheet_and_in_the_history(scene: Scene) -> None:
    seat, cook = scene.seat(scene.session(on=WEDNESDAY)), scene.volunteer("Cora", Role.COOK)
    change = scene.work(roster.assign, seat=seat.id, volunteer=cook.id, reason="She was a lawyer at home")
    found = scene.ask(sheets.day_sheets, site=scene.site.id, day=WEDNESDAY, tongue="en")
    assert any("She was a lawyer at home" in str(sheets.as_text(each)) for each in found)
    entry = scene.ask(lambda uow: uow.history.get(change.entry_id))
    assert any("She was a lawyer at home" in str(each.after) for each in entry.changes)
