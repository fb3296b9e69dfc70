"""Places of a site by the label that a list gives them; unknown ones are made when the list is taken."""

from __future__ import annotations

from clinic.domain.ids import PlaceId
from clinic.domain.names import folded
from clinic.domain.places import Place, PlaceKind, Site
from clinic.ports import UnitOfWork


class Places:
    """The shelters and ports of one site."""

    def __init__(self, uow: UnitOfWork, site: Site) -> None:
        self._uow = uow
        self._site = site
        self._known = {(place.kind, folded(place.label)): place for place in uow.places.where(site_id=site.id)}

    def find(self, kind: PlaceKind, label: str) -> Place | None:
        """The place with this label, None when there is none (or no label)."""
        return self._known.get((kind, folded(label))) if label else None

    def take(self, kind: PlaceKind, label: str) -> PlaceId | None:
        """The id of the place with this label, made if need be, a port on the court's clock; None without a label."""
        if not label:
            return None
        place = self.find(kind, label)
        if place is None:
            zone = self._site.us_zone if kind is PlaceKind.PORT else self._site.zone
            place = self._uow.places.add(Place(site_id=self._site.id, kind=kind, label=label, zone=zone))
            self._known[kind, folded(label)] = place
        return place.id
