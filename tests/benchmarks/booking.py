"""Bookings: the week of the large sample planned anew from an empty grid, site by site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import perf_counter

from clinic.domain.consultations import ConsultationKind, Request
from clinic.domain.ids import SiteId
from clinic.domain.when import Week
from clinic.ports import UnitOfWork
from clinic.ports.sittings import Limits, SittingPlan
from clinic.services import sample
from clinic.services.sitting_ground import Wish, survey
from clinic.services.sitting_problem import Problem
from clinic.solver.sittings import HighsSittings
from db.store import SqlStore
from tests.benchmarks.figures import Figure

SECONDS = 20.0
CLOSE = 0.01
#: What those of a group talk ask for instead: a talk is nobody's own time.
ALONE = (ConsultationKind.INTAKE, ConsultationKind.CONSULTATION, ConsultationKind.PAPERS_CHECK)


def measure(store: SqlStore, day: date) -> Iterator[Figure]:
    """First proposal (with reading the file), time until within 1 % of the bound, and how long a stop takes then."""
    week = Week.of(day)
    with store.work() as uow:
        sites = [site.id for site in uow.sites.where()]
        asked = sum(_empty(uow, site, week) for site in sites)
        uow.commit(sample.LABEL)
    told = [_plan(store, site, week) for site in sites]
    yield Figure("bookings, large: who are booked that week", "", asked)
    yield Figure("bookings, large: who ask, with the waiting list", "", sum(one[0] for one in told))
    yield Figure("bookings, first proposal, busiest site", "s", max(one[1] for one in told), aim=3)
    yield Figure("bookings, first proposal, all sites in turn", "s", sum(one[1] for one in told))
    yield Figure("bookings, within 1 % of the bound, slowest site", "s", max(one[2] for one in told), aim=SECONDS)
    yield Figure("bookings, gap there, widest", "%", 100 * max(one[3] for one in told), aim=100 * CLOSE)
    yield Figure("bookings, stop, slowest", "s", max(one[4] for one in told), aim=0.2)


def _empty(uow: UnitOfWork, site: SiteId, week: Week) -> int:
    """Take all bookings of a week away and let their households wait for a meeting of their own; how many they were."""
    interval = week.interval(uow.sites.get(site).zone)
    sessions = {row.id for row in uow.sessions.during(interval, site_id=site)}
    slots = {row.id: row for row in uow.slots.where(session_id=sessions)}
    rows = uow.consultations.where(slot_id=set(slots))
    for number, row in enumerate(rows):
        kind = slots[row.slot_id].kind
        kind = ALONE[number % len(ALONE)] if kind is ConsultationKind.CHARLA else kind
        uow.requests.add(Request(household_id=row.household_id, kind=kind, asked_on=week.monday))
        uow.consultations.remove(row)
    for slot in slots.values():
        uow.slots.remove(slot)
    return len(rows)


def _plan(store: SqlStore, site: SiteId, week: Week) -> tuple[int, float, float, float, float]:
    """Who ask; seconds until the first proposal and until it is close; the gap then; seconds that the stop takes."""
    begin = perf_counter()
    with store.read() as uow:
        ground = survey(uow, wish=Wish(site, week.days))
        diary = Problem(ground).diary
    heard: list[float] = []
    stopped: list[float] = []

    def watch(plan: SittingPlan) -> bool:
        heard.append(perf_counter() - begin)
        if plan.gap <= CLOSE:
            stopped.append(perf_counter() - begin)
        return bool(stopped)

    plan = HighsSittings().plan(diary, Limits(seconds=SECONDS), watch)
    end = perf_counter() - begin
    close = stopped[0] if stopped else end
    return len(ground.clients), heard[0], close, plan.gap, end - close
