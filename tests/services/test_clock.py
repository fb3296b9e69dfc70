"""A laptop whose clock looks wrong (story 20)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic.services import clock
from tests.services.border import Border


def told(after: timedelta) -> str:
    border = Border()
    border.now += after
    return str(border.ask(clock.trouble) or "")


def test_that_a_clock_a_year_back_is_told_with_both_dates() -> None:
    assert told(-timedelta(days=365)) == (
        "The clock of this laptop looks wrong: it says Sun 13 July 09:00 2025, the newest change is of"
        " Mon 13 July 09:00 2026. Set the clock; planned hours are not touched by it."
    )


@pytest.mark.parametrize(
    ("after", "is_told"),
    [
        (timedelta(), False),
        (-timedelta(minutes=5), False),
        (-timedelta(minutes=6), True),
        (timedelta(days=365), False),
        (timedelta(days=366), True),
    ],
)
def test_that_a_few_minutes_and_a_year_are_no_matter(after: timedelta, is_told: bool) -> None:
    assert bool(told(after)) is is_told
