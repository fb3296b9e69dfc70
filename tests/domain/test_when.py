"""Every rule about hours on the days when the clocks change, and whatever zone the laptop is set to."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.errors import BadValue
from clinic.domain.when import (
    Interval,
    Week,
    at,
    day_interval,
    length_minutes,
    local,
    minutes_ahead,
    parse_clock,
    same_clock,
    zone,
)

TIJUANA, JUAREZ, EL_PASO = "America/Tijuana", "America/Ciudad_Juarez", "America/Denver"
MONTERREY, LAREDO = "America/Monterrey", "America/Chicago"
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)

FIRST, LAST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2029-12-31")
instants = st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_that_an_hour_that_comes_twice_is_the_first_one_unless_the_second_is_meant() -> None:
    assert at(AUTUMN, time(1, 30), TIJUANA) == utc("2026-11-01T08:30")
    assert at(AUTUMN, time(1, 30), TIJUANA, second=True) == utc("2026-11-01T09:30")


def test_that_an_hour_that_does_not_exist_is_what_an_unchanged_clock_would_show() -> None:
    assert at(SPRING, time(2, 30), TIJUANA) == utc("2026-03-08T10:30")
    assert local(utc("2026-03-08T10:30"), TIJUANA).time() == time(3, 30)


def test_that_a_bus_over_the_spring_change_takes_as_long_as_it_takes() -> None:
    leaves = at(date(2026, 3, 7), time(23, 30), TIJUANA)
    assert local(leaves + timedelta(minutes=180), TIJUANA).replace(tzinfo=None) == datetime.fromisoformat(
        "2026-03-08T03:30"
    )


def test_that_a_night_watch_over_the_autumn_change_lasts_five_hours() -> None:
    start, end = at(date(2026, 10, 31), time(23), TIJUANA), at(AUTUMN, time(3), TIJUANA)
    assert (start, end) == (utc("2026-11-01T06:00"), utc("2026-11-01T11:00"))
    assert length_minutes(start, end) == 300


def test_that_two_watches_meeting_in_the_doubled_hour_do_not_overlap() -> None:
    early = Interval(at(date(2026, 10, 31), time(23), TIJUANA), at(AUTUMN, time(1, 30), TIJUANA))
    late = Interval(at(AUTUMN, time(1, 30), TIJUANA, second=True), at(AUTUMN, time(4), TIJUANA))
    assert not early.overlaps(late)
    assert early.gap_to(late) == late.gap_to(early) == 60


def test_that_the_days_of_the_change_have_23_and_25_hours() -> None:
    assert day_interval(SPRING, TIJUANA).length == 23 * 60
    assert day_interval(AUTUMN, TIJUANA).length == 25 * 60


def test_that_juarez_was_an_hour_ahead_of_el_paso_for_three_weeks_of_2022() -> None:
    inside, after = at(date(2022, 11, 15), time(8), JUAREZ), at(date(2022, 12, 1), time(8), JUAREZ)
    assert local(inside, EL_PASO).time() == time(7)
    assert local(after, EL_PASO).time() == time(8)
    assert not same_clock(JUAREZ, EL_PASO, inside)
    assert same_clock(JUAREZ, EL_PASO, after)


def test_that_laredo_is_ahead_of_monterrey_in_summer_only() -> None:
    assert minutes_ahead(LAREDO, MONTERREY, utc("2026-07-14T09:30")) == 60
    assert minutes_ahead(LAREDO, MONTERREY, utc("2027-01-14T09:30")) == 0


def test_that_an_unknown_zone_is_told_in_a_sentence() -> None:
    with pytest.raises(BadValue, match="not a time zone"):
        zone("America/Atlantis")


@pytest.mark.parametrize("name", ["../etc/passwd", "", "/etc/localtime"])
def test_that_a_path_is_no_zone(name: str) -> None:
    with pytest.raises(BadValue):
        zone(name)


@pytest.mark.parametrize("laptop", ["Asia/Tokyo", "America/New_York", ""])
def test_that_the_laptops_own_zone_changes_nothing(laptop: str) -> None:
    code = (
        "from clinic.domain.when import *; from datetime import date, time;"
        "print(at(date(2026, 7, 14), time(4), 'America/Tijuana').isoformat())"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TZ": laptop}, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "2026-07-14T11:00:00+00:00"


def test_that_zone_data_comes_with_the_program_and_not_from_the_laptop() -> None:
    import zoneinfo

    zone(TIJUANA)
    assert zoneinfo.TZPATH == ()


@pytest.mark.parametrize(
    ("text", "clock"), [("04:00", time(4)), ("4:05", time(4, 5)), ("0430", time(4, 30)), ("13h00", time(13))]
)
def test_that_a_time_of_day_is_read_as_people_type_it(text: str, clock: time) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize("text", ["24:00", "4:60", "soon", "", "-1:00", "\u0664:\u0660\u0660"])
def test_that_no_time_of_day_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(BadValue, match="time of day"):
        parse_clock(text)


@pytest.mark.parametrize("text", ["2026-W54", "2026", "W10", "2026-W00", "last week"])
def test_that_no_week_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(BadValue, match="not a week"):
        Week.parse(text)


def test_that_the_week_of_the_spring_change_has_167_hours() -> None:
    assert Week.of(SPRING).interval(TIJUANA).length == 167 * 60
    assert Week.of(AUTUMN).interval(TIJUANA).length == 169 * 60


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_that_a_week_reads_back_and_holds_its_day(on: date) -> None:
    week = Week.of(on)
    assert Week.parse(str(week)) == week
    assert on in week.days
    assert week.shifted(1).shifted(-1) == week


@given(instants, st.sampled_from([TIJUANA, JUAREZ, MONTERREY, LAREDO, "America/Hermosillo", "America/Ojinaga"]))
def test_that_a_wall_clock_leads_back_to_its_instant(instant: datetime, name: str) -> None:
    wall = local(instant, name)
    assert at(wall.date(), wall.time(), name, second=bool(wall.fold)) == instant


@given(instants, instants, instants, instants)
def test_that_overlapping_is_mutual_and_agrees_with_the_gap(a: datetime, b: datetime, c: datetime, d: datetime) -> None:
    if a == b or c == d:
        return
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    assert one.overlaps(other) == other.overlaps(one)
    assert one.gap_to(other) == other.gap_to(one)
    if one.gap_to(other) > 0:
        assert not one.overlaps(other)
