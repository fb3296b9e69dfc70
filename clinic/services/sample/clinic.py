"""Puts a sample clinic together in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.ids import ClinicId
from clinic.domain.policy import Clinic
from clinic.domain.when import Week
from clinic.i18n import _
from clinic.jobs import Progress, each

from .city import CityMaker, CityPlan, Quota
from .dice import Dice
from .figures import CITY_WEIGHTS, Figures, shares
from .people import families
from .places import Ground, ground
from .volunteers import Staff, staff


@dataclass(kw_only=True)
class Sample:
    """A whole clinic, not yet on file."""

    clinic: Clinic
    ground: Ground
    staff: Staff
    plans: list[CityPlan]


def build(figures: Figures, *, seed: int, today: date, now: datetime | None, progress: Progress) -> Sample:
    """The clinic of these figures; days before `today` are over. The same arguments give the same rows."""
    start = Week.of(today).monday
    dice = Dice("sample", figures.people, seed, start.isoformat())
    there = ground(figures, dice.part("ground"))
    weights = {name: CITY_WEIGHTS[name] for name in figures.shelters}
    helpers = staff(figures, there.cities, weights, start, dice.part("staff"))
    people = families(figures, there.cities, weights, start, dice.part("people"))
    hearings = shares(figures.hearings, weights)
    outs = shares(figures.trips // 2, weights)
    consultations = shares(figures.consultations, weights)
    plans = []
    for city in each(there.cities, len(there.cities), _("Making the sample clinic"), progress):
        name = city.site.city
        chance = dice.part("plan", name)
        maker = CityMaker(there, city, people=people[name], helpers=helpers, today=today, now=now, dice=chance)
        quota = Quota(hearings[name], outs[name], consultations[name])
        plans.append(maker.make(quota, awkward=city is there.cities[0]))
    clinic = Clinic(id=ClinicId(dice.id()), name="Sample clinic", is_sample=True)
    return Sample(clinic=clinic, ground=there, staff=helpers, plans=plans)
