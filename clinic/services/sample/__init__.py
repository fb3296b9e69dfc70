"""A believable clinic of invented people, to look at, to learn with and to measure by.

Its figures are those of the field research (part 3), its weeks are laid out around a day, and the same size, seed and
start give the same rows on every machine: ids come from seeded chance, and neither the clock nor the zone of the
laptop is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from clinic.domain.errors import BadValue
from clinic.domain.history import Change
from clinic.i18n import _, say
from clinic.jobs import Progress, part, silent
from clinic.ports import Repository, UnitOfWork

from .city import CityPlan
from .clinic import Sample, build
from .figures import FIGURES, Size

__all__ = ["LABEL", "Size", "make"]

LABEL = say("Sample clinic")


def make(
    uow: UnitOfWork,
    *,
    size: Size | str,
    seed: int = 1,
    start: date,
    now: datetime | None = None,
    progress: Progress = silent,
) -> Change:
    """Fill an empty file with a sample clinic that stands on the day `start`, as one change.

    Its two weeks before, and the days before `start`, are over; the next two weeks are partly planned. Words from the
    road are noted up to `now`, else up to the beginning of the day. Raises BadValue when the file is not empty.
    """
    if uow.households.count() or uow.volunteers.count():
        raise BadValue(say("This file is in use. Choose a new file for the sample clinic."))
    figures = FIGURES[Size(size)]
    sample = build(figures, seed=seed, today=start, now=now, progress=part(progress, 0.0, 0.6))
    _name(uow, sample)
    kinds = list(_rows(uow, sample))
    for number, (repository, rows) in enumerate(kinds):
        progress(_("Keeping the sample clinic"), 0.6 + 0.2 * number / len(kinds))
        for row in rows:
            repository.add(row)
    progress(_("Keeping the sample clinic"), 0.8)
    change = uow.commit(LABEL)
    progress(_("Keeping the sample clinic"), 1.0)
    return change


def _name(uow: UnitOfWork, sample: Sample) -> None:
    """The clinic's own row: the one that a new file has, or ours."""
    if not uow.clinics.count():
        uow.clinics.add(sample.clinic)
    clinic = uow.clinic()
    clinic.name, clinic.is_sample = sample.clinic.name, True


def _rows(uow: UnitOfWork, sample: Sample) -> Iterator[tuple[Repository[Any], Iterable[Any]]]:
    cities = sample.ground.cities
    yield uow.sites, (city.site for city in cities)
    yield uow.places, sample.ground.places()
    yield uow.travel, sample.ground.travel
    yield uow.vehicles, (vehicle for city in cities for vehicle in city.vehicles)
    yield uow.volunteers, sample.staff.volunteers
    yield uow.absences, sample.staff.absences
    for plan in sample.plans:
        yield from _rows_of_city(uow, plan)


def _rows_of_city(uow: UnitOfWork, plan: CityPlan) -> Iterator[tuple[Repository[Any], Iterable[Any]]]:
    yield uow.households, (family.household for family in plan.families)
    yield uow.persons, (person for family in plan.families for person in family.persons)
    yield uow.hearings, (hearing for hearing, _family in plan.docket.hearings)
    yield uow.templates, [plan.pattern]
    yield uow.sessions, (session for session, _seats in plan.sessions)
    yield uow.trips, plan.journeys.trips
    yield uow.stops, plan.journeys.stops
    yield uow.rides, plan.journeys.rides
    yield uow.check_ins, plan.journeys.check_ins
    yield uow.seats, plan.seats
    yield uow.slots, plan.bookings.slots
    yield uow.consultations, plan.bookings.consultations
    yield uow.requests, plan.bookings.requests
    yield uow.follow_ups, plan.bookings.follow_ups
