"""What a form offers to choose from: the places of a site with their rooms, its weekly patterns."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.ids import PlaceId, SiteId, TemplateId
from clinic.domain.places import PlaceKind
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that is in use, with the names of its rooms."""

    place_id: PlaceId
    kind: PlaceKind
    label: str
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A weekly pattern and how many sessions it has."""

    template_id: TemplateId
    label: str
    sessions: int


def places(
    uow: UnitOfWork, *, site: SiteId, kinds: frozenset[PlaceKind] = frozenset(PlaceKind)
) -> tuple[PlaceChoice, ...]:
    """Places of a site that are not closed, by label."""
    rows = uow.places.where(site_id=site, closed=False)
    found = [PlaceChoice(p.id, p.kind, p.label, tuple(room.name for room in p.rooms)) for p in rows if p.kind in kinds]
    return tuple(sorted(found, key=lambda choice: choice.label))


def patterns(uow: UnitOfWork, *, site: SiteId) -> tuple[TemplateChoice, ...]:
    """Weekly patterns of a site, oldest first."""
    return tuple(TemplateChoice(row.id, row.label, len(row.sessions)) for row in uow.templates.where(site_id=site))
