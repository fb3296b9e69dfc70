"""Who of a site has nothing to do on a day, and could be called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from clinic.domain.ids import SiteId
from clinic.domain.people import Role, Volunteer
from clinic.domain.when import day_interval
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Idle:
    """Volunteers of a site who are here on `day`, with neither a seat nor an absence on it, by name."""

    day: date
    everybody: Sequence[Volunteer]

    @classmethod
    def on(cls, uow: UnitOfWork, *, site: SiteId, day: date) -> Self:
        """Read once for a day. Volunteers of no site may be called at any."""
        whole = day_interval(day, uow.sites.get(site).zone)
        people = uow.volunteers.where(site_id=(site, None), gone=False, remote=False)
        here = {person.id: person for person in people if person.is_here_on(day)}
        if here:
            busy = {seat.volunteer_id for seat in uow.seats.during(whole, volunteer_id=set(here))}
            busy |= {absence.volunteer_id for absence in uow.absences.during(whole, volunteer_id=set(here))}
            here = {person_id: person for person_id, person in here.items() if person_id not in busy}
        return cls(day, sorted(here.values(), key=lambda person: person.sort_name))

    def people(self, role: Role) -> list[Volunteer]:
        """Those of a role; drivers only if they are vetted."""
        return [
            person
            for person in self.everybody
            if role in person.roles
            and (role is not Role.DRIVER or (person.vetted_on is not None and person.vetted_on <= self.day))
        ]
