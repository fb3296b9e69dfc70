"""How even the work is, before and after a plan: minutes of everybody who could be asked, those at night twice."""

from __future__ import annotations

from collections.abc import Iterable

from clinic.domain.ids import VolunteerId
from clinic.domain.when import Interval, Week
from clinic.rules.effort import effort
from clinic.rules.facts import Facts
from clinic.services.views.roster_proposal import Balance, Load

from .roster_ground import Ground


def balance(ground: Ground, before: Facts, after: Facts, also: Iterable[VolunteerId] = ()) -> Balance:
    """Everybody who does something in the weeks of the plan, or (`also`) could."""
    weeks = sorted({Week.of(day) for day in ground.wish.days})
    zone = next((site.zone for site in before.sites.values() if ground.wish.site in (None, site.id)), "UTC")
    whole = Interval(weeks[0].interval(zone).start, weeks[-1].interval(zone).end)
    could = set(also)
    loads = []
    for person in ground.people:
        done, will = (_done(facts, person.id, whole) for facts in (before, after))
        if done or will or person.id in could:
            loads.append(Load(person.id, person.name, done, will))
    loads.sort(key=lambda load: (-load.after, -load.before, load.name))
    count = max(1, len(loads))
    return Balance(tuple(loads), sum(load.before for load in loads) / count, sum(load.after for load in loads) / count)


def _done(facts: Facts, person: VolunteerId, whole: Interval) -> int:
    return effort(facts.commitments(person), whole, facts.policy).weighed
