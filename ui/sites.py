"""The sites that can be chosen, with their two clocks."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.ids import SiteId
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site as the top bar shows it: 'Tijuana – San Diego'."""

    id: SiteId
    city: str
    zone: str
    us_city: str
    us_zone: str

    @property
    def title(self) -> str:
        return f"{self.city} – {self.us_city}" if self.us_city else self.city


def sites(work: UnitOfWork) -> tuple[SiteView, ...]:
    """All sites on file, by city."""
    found = [SiteView(s.id, s.city, s.zone, s.us_city, s.us_zone) for s in work.sites.where()]
    return tuple(sorted(found, key=lambda site: site.city))
