"""Values as plain JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.people import Level, Limits, Speaks
from clinic.domain.policy import Policy
from clinic.domain.sessions import SeatPattern, SessionPattern
from db.codec import codec, to_text


def there_and_back(hint: Any, value: Any) -> Any:
    return codec(hint).load(json.loads(to_text(codec(hint).dump(value))))


@pytest.mark.parametrize("hint", [Policy, Limits, Speaks, SeatPattern, SessionPattern])
def test_that_every_record_comes_back_as_it_was(hint: type[Any]) -> None:
    @given(st.builds(hint))
    def check(value: Any) -> None:
        assert there_and_back(hint, value) == value

    check()


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (UUID, uuid4()),
        (date, date(2026, 3, 3)),
        (time, time(4, 30)),
        (datetime, datetime(2026, 3, 3, 4, 30, 1, 5, tzinfo=UTC)),
        (Level | None, None),
        (Level, Level.BEST),
        (tuple[str, ...], ("spa", "mam")),
        (tuple[Speaks, ...], (Speaks("spa"), Speaks("mam", Level.BASIC))),
        (tuple[tuple[str, int], ...], (("REST", 1), ("NIGHTS", 2))),
        (bool, True),
        (float, 1.5),
    ],
)
def test_that_every_kind_of_value_comes_back_as_it_was(hint: Any, value: Any) -> None:
    assert there_and_back(hint, value) == value


def test_that_an_instant_is_written_in_utc() -> None:
    noon = datetime(2026, 3, 3, 12, tzinfo=timezone(timedelta(hours=-8)))
    assert codec(datetime).dump(noon) == "2026-03-03T20:00:00+00:00"


def test_that_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        codec(datetime).dump(datetime(2026, 3, 3))  # noqa: DTZ001 - this is the fault


def test_that_a_record_of_another_version_is_read() -> None:
    assert codec(Speaks).load({"language": "mam", "dialect": "todos santos"}) == Speaks("mam", Level.BEST)


def test_that_an_unknown_type_is_our_own_mistake() -> None:
    with pytest.raises(TypeError):
        codec(complex)
