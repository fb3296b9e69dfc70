"""Seating somebody on the large sample: the whole service call, with its transaction and its line of history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from time import perf_counter

from clinic.domain.errors import RuleBroken
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.when import Week
from clinic.services import roster
from db.store import SqlStore
from tests.benchmarks.figures import Figure, percentile

CALLS = 200


def measure(store: SqlStore, monday: date) -> Iterator[Figure]:
    """Empty taken seats of the sample's own week and seat the same people again; then try people who do not fit."""
    seats, everybody = _seats(store, monday)
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
