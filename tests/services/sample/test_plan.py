"""The sample's plan keeps the rules, but for the cases that are awkward on purpose; its hours are true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from clinic.domain.breaches import Breach, Severity
from clinic.domain.when import Week
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.services import sample, trip_times
from clinic.services.facts import week_facts
from db.store import SqlStore
from tests.services.sample.fingerprint import MONDAY
from tests.stores import memory_store

ON_PURPOSE = Counter({"TEAM_SEATED": 1, "CHAIN": 1, "CREDENTIAL": 1, "ABSENT": 1})


def breaches(uow: UnitOfWork, start: date) -> Iterator[tuple[str, UUID, Breach]]:
    """What speaks against the plan of all planned weeks, wishes left out, each once."""
    seen = set()
    for week in range(-2, 3):
        for site in uow.sites.where():
            facts = week_facts(uow, Week.of(start + timedelta(weeks=week)).interval(site.zone))
            for kind, row_id, breach in judge.everything(facts):
                if breach.severity is not Severity.WISH and (row_id, breach.code) not in seen:
                    seen.add((row_id, breach.code))
                    yield kind, row_id, breach


def unexplained(uow: UnitOfWork, start: date) -> Counter[str]:
    """Codes of breaches that nobody has overruled."""
    rows = {"seat": uow.seats, "trip": uow.trips, "ride": uow.rides, "consultation": uow.consultations}
    found: Counter[str] = Counter()
    for kind, row_id, breach in breaches(uow, start):
        if breach.code not in rows[kind].get(row_id).overridden:  # type: ignore[attr-defined]  # one of four kinds
            found[breach.code] += 1
    return found


@pytest.mark.parametrize("size", ["small", "medium"])
def test_that_the_plan_keeps_the_rules_but_for_the_awkward_cases(size: str, request: pytest.FixtureRequest) -> None:
    store: SqlStore = request.getfixturevalue(size)
    with store.read() as uow:
        assert unexplained(uow, MONDAY) == ON_PURPOSE


@pytest.mark.parametrize("start", [date(2026, 3, 2), date(2026, 10, 26)], ids=["forward", "back"])
def test_that_weeks_in_which_the_clocks_change_keep_the_rules_too(start: date) -> None:
    store = memory_store()
    with store.work() as uow:
        sample.make(uow, size="small", seed=5, start=start)
    with store.read() as uow:
        assert unexplained(uow, start) <= ON_PURPOSE


def test_that_the_hours_of_trips_are_those_that_the_program_works_out(small: SqlStore) -> None:
    with small.work() as uow:
        for trip in uow.trips.where():
            trip_times.rework(uow, trip)
        change = uow.commit(sample.LABEL)
    assert change.touched == frozenset()
