from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from clinic.domain.errors import BadValue
from clinic.domain.hearings import Hearing, proposed_report_time
from clinic.domain.ids import HouseholdId, SiteId, new_id


def hearing(**given: object) -> Hearing:
    return Hearing(
        household_id=HouseholdId(new_id()),
        site_id=SiteId(new_id()),
        zone="America/Los_Angeles",
        hearing_on=date(2026, 7, 14),
        **given,  # type: ignore[arg-type]  # each test gives what it is about
    )


def test_that_two_typed_times_stay_two_instants() -> None:
    found = hearing(hearing_time=time(8), report_time=time(4))
    assert found.report_at == datetime(2026, 7, 14, 11, tzinfo=UTC)
    assert found.hearing_at == datetime(2026, 7, 14, 15, tzinfo=UTC)


def test_that_an_unknown_report_time_stays_unknown() -> None:
    assert hearing(hearing_time=time(8)).report_at is None


def test_that_a_report_time_after_its_hearing_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadValue, match="08:30 is after the hearing time 04:30"):
        hearing(hearing_time=time(4, 30), report_time=time(8, 30))


def test_that_both_times_may_be_the_same() -> None:
    assert hearing(hearing_time=time(8), report_time=time(8)).report_at is not None


def test_that_the_sites_lead_proposes_and_may_reach_into_the_day_before() -> None:
    assert proposed_report_time(date(2026, 7, 14), time(8, 30), 270) == (date(2026, 7, 14), time(4))
    assert proposed_report_time(date(2026, 7, 14), time(2), 240) == (date(2026, 7, 13), time(22))
