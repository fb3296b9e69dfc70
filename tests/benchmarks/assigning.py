"""Seating somebody on the large sample: the whole service call, with its transaction and its line of history.

And what is asked before it: who could sit in a seat, and where in the week somebody could.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from random import Random
from time import perf_counter, process_time
from typing import Any

from clinic.domain.errors import RuleBroken
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.when import Week
from clinic.ports import UnitOfWork
from clinic.services import candidates, roster
from db.store import SqlStore
from tests.benchmarks.figures import Figure, percentile

CALLS = 200
#: How many seats, and people, are asked about.
ASKED = 60


def measure(store: SqlStore, monday: date) -> Iterator[Figure]:
    """Ask who could sit where; empty taken seats of the sample's own week and seat the same people again.

    Then try people who do not fit.
    """
    seats, everybody = _seats(store, monday)
    with _as_in_the_program():
        yield from _asked(store, monday)
    dice = Random(1)  # noqa: S311 - which seats are tried, nothing secret
    done, refused = [], []
    for seat, volunteer in dice.sample(seats, CALLS):
        with store.work() as uow:
            roster.empty(uow, seat=seat)
        with store.work() as uow:
            begin = perf_counter()
            try:
                roster.assign(uow, seat=seat, volunteer=volunteer, reason="measured, nothing else")
            except RuleBroken:
                continue
            done.append(1000 * (perf_counter() - begin))
        with store.work() as uow:
            roster.empty(uow, seat=seat)
        with store.work() as uow:
            begin = perf_counter()
            try:
                roster.assign(uow, seat=seat, volunteer=dice.choice(everybody))
            except RuleBroken:
                refused.append(1000 * (perf_counter() - begin))
    yield Figure(f"roster.assign, large, 95th of {len(done)}", "ms", percentile(done, 0.95), aim=50)
    yield Figure(f"roster.assign, large, median of {len(done)}", "ms", percentile(done, 0.5))
    yield Figure(f"roster.assign refused, large, 95th of {len(refused)}", "ms", percentile(refused, 0.95))


def _seats(store: SqlStore, monday: date) -> tuple[list[tuple[SeatId, VolunteerId]], list[VolunteerId]]:
    with store.read() as uow:
        found = uow.seats.during(Week.of(monday).interval("America/Denver"))
        taken = [(seat.id, seat.volunteer_id) for seat in found if seat.volunteer_id is not None]
        return taken, [volunteer.id for volunteer in uow.volunteers.where(gone=False)]


@contextmanager
def _as_in_the_program() -> Iterator[None]:
    """The collector as `ui.start` and `ui.app` set it: what stands from before is not searched while somebody waits."""
    before = gc.get_threshold()
    gc.set_threshold(50_000)
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def _asked(store: SqlStore, monday: date) -> Iterator[Figure]:
    """Candidates of seats, and where people could sit: processor time, so that what else runs does not count."""
    dice, week = Random(2), Week.of(monday)  # noqa: S311 - which seats are tried, nothing secret
    with store.read() as uow:
        sites = {site.id for site in uow.sites.where()}
        seats = [seat.id for seat in uow.seats.during(week.interval("America/Denver"))]
        people = [(one.id, one.site_id) for one in uow.volunteers.where(gone=False, site_id=sites) if one.site_id]
    listed = [_took(store, partial(candidates.candidates, seat=seat)) for seat in dice.sample(seats, ASKED)]
    carried = [
        _took(store, partial(candidates.placing, volunteer=one, site=site, week=week))
        for one, site in dice.sample(people, ASKED)
    ]
    for name, took in (("candidates of a seat", listed), ("placing somebody", carried)):
        yield Figure(f"{name}, large, 95th of {ASKED}", "ms CPU", percentile(took, 0.95), aim=100)
        yield Figure(f"{name}, large, median of {ASKED}", "ms CPU", percentile(took, 0.5))


def _took(store: SqlStore, ask: Callable[[UnitOfWork], Any]) -> float:
    with store.read() as uow:
        begin = process_time()
        ask(uow)
        return 1000 * (process_time() - begin)
