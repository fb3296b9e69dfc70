"""A rule that has given way for somebody, as facts: what it would look at is as if it spoke for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from clinic.domain.ids import VolunteerId
from clinic.domain.people import Credential, CredentialKind, Limits, Role, Volunteer
from clinic.rules.facts import Facts

#: A rule that gives way for somebody, by its code.
Item = tuple[VolunteerId, str]
#: Rules that look at more than the person: they cannot give way for somebody alone.
BETWEEN = frozenset({"TRAVEL", "SUPERVISION"})


def give_way(facts: Facts, items: Iterable[Item]) -> Facts:
    """The facts as they would be if these rules did not count for these people."""
    codes: dict[VolunteerId, set[str]] = {}
    for who, code in items:
        codes.setdefault(who, set()).add(code)
    people = {who: _freed(facts.volunteers[who], told) for who, told in codes.items()}
    absences = tuple(row for row in facts.absences if "ABSENT" not in codes.get(row.volunteer_id, ()))
    return facts.with_(volunteers={**facts.volunteers, **people}, absences=absences)


def _freed(person: Volunteer, codes: Collection[str]) -> Volunteer:
    own = person.limits
    limits = Limits(
        hours_a_day=24 if "HOURS_A_DAY" in codes else own.hours_a_day,
        days_a_week=7 if "DAYS_A_WEEK" in codes else own.days_a_week,
        rest_minutes=0 if "REST" in codes else own.rest_minutes,
        nights_a_week=7 if "NIGHTS_A_WEEK" in codes else own.nights_a_week,
    )
    is_here = "HERE" in codes
    return replace(
        person,
        limits=limits,
        roles=tuple(Role) if "ROLE" in codes else person.roles,
        credentials=tuple(Credential(kind) for kind in CredentialKind) if "CREDENTIAL" in codes else person.credentials,
        trained_on=date.min if "TRAINED" in codes else person.trained_on,
        is_woman=True if "WOMEN_ONLY" in codes else person.is_woman,
        availability=() if "CANNOT" in codes else person.availability,
        here_from=None if is_here else person.here_from,
        here_until=None if is_here else person.here_until,
        gone=person.gone and not is_here,
    )
