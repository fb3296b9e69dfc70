"""Whatever is done to the roster, in whatever order: nobody is in two places at once, and undo leads back."""

from __future__ import annotations

from contextlib import suppress
from datetime import time
from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.domain.errors import ClinicError
from clinic.domain.people import Role
from clinic.services import history, roster, sessions
from tests.services.scene import Scene

HOURS = (("09:00", "11:00"), ("10:00", "12:00"), ("11:00", "13:00"), ("12:30", "14:00"))
REASONS = st.sampled_from(["", "agreed by phone"])
SEATS, PEOPLE = st.integers(0, len(HOURS) - 1), st.integers(0, 1)
STEPS = st.one_of(
    st.tuples(st.just("assign"), SEATS, PEOPLE, REASONS),
    st.tuples(st.just("move"), SEATS, SEATS, REASONS),
    st.tuples(st.just("swap"), SEATS, SEATS, REASONS),
    st.tuples(st.just("empty"), SEATS, PEOPLE, REASONS),
    st.tuples(st.just("later"), SEATS, PEOPLE, REASONS),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=3, max_size=8))
def test_that_nobody_is_ever_in_two_places_at_once_and_undo_leads_back(steps: list[tuple[str, int, int, str]]) -> None:
    scene = Scene()
    people = [scene.volunteer("Anna"), scene.volunteer("Cora", Role.COOK)]
    seats = [scene.seat(scene.session(start, end)) for start, end in HOURS]
    start, done = scene.everything(), 0
    for verb, one, other, reason in steps:
        with suppress(ClinicError):
            done += _do(scene, (seats, people), (verb, one, other, reason))
        sitting = [row for row in scene.ask(lambda uow: uow.seats.where()) if row.volunteer_id]
        for first, second in combinations(sitting, 2):
            assert first.volunteer_id != second.volunteer_id or not first.interval.overlaps(second.interval)
        assert all(row.volunteer_id == people[0].id or row.overridden for row in sitting)
    for _ in range(done):
        scene.work(history.undo)
    assert scene.everything() == start


def _do(scene: Scene, rows: tuple[list[Any], list[Any]], step: tuple[str, int, int, str]) -> bool:
    """Do one step; whether it changed anything."""
    (seats, people), (verb, one, other, reason) = rows, step
    given: dict[str, dict[str, Any]] = {
        "assign": {"seat": seats[one].id, "volunteer": people[other % len(people)].id, "reason": reason},
        "move": {"seat": seats[one].id, "to": seats[other].id, "reason": reason},
        "swap": {"seat": seats[one].id, "other": seats[other].id, "reason": reason},
        "empty": {"seat": seats[one].id},
        "later": {"session": seats[one].session_id, "starts": time(11), "ends": time(13), "reason": reason},
    }
    call = sessions.edit if verb == "later" else getattr(roster, verb)
    return scene.work(call, **given[verb]).entry_id is not None
