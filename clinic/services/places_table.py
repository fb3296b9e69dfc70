"""The places of a site as the settings list them, closed ones too, and the minutes by road between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from clinic.domain.ids import PlaceId, SiteId
from clinic.domain.places import PlaceKind
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with all that is typed about it. `ways`: to how many other places in use the minutes are known."""

    place_id: PlaceId
    kind: PlaceKind
    label: str
    zone: str
    rooms: tuple[tuple[str, int], ...]
    locks_at: time | None
    opens_at: time | None
    capacity: int
    women_interpreters_only: bool
    gate_phone: str
    note: str
    closed: bool
    ways: int


@dataclass(frozen=True, slots=True)
class PlacesTable:
    """All places; `open_places` counts those in use."""

    rows: tuple[PlaceRow, ...]
    open_places: int


@dataclass(frozen=True, slots=True)
class Way:
    """The road from one place to another one in use. `minutes` None: nobody has typed them.

    `from_id` and `to_id` say which direction was typed, so that typing it again changes that row. `back` are the
    minutes of the other direction where somebody has typed that too.
    """

    from_id: PlaceId
    to_id: PlaceId
    other: str
    kind: PlaceKind
    minutes: int | None
    back: int | None


def places_table(uow: UnitOfWork, *, site: SiteId) -> PlacesTable:
    """Places of a site: those in use first, by kind and label."""
    places = uow.places.where(site_id=site)
    used = {place.id for place in places if not place.closed}
    pairs = {frozenset((row.from_id, row.to_id)) for row in uow.travel.where()}
    order = list(PlaceKind)
    rows = [
        PlaceRow(
            place_id=place.id,
            kind=place.kind,
            label=place.label,
            zone=place.zone,
            rooms=tuple((room.name, room.seats) for room in place.rooms),
            locks_at=place.locks_at,
            opens_at=place.opens_at,
            capacity=place.capacity,
            women_interpreters_only=place.women_interpreters_only,
            gate_phone=place.gate_phone,
            note=place.note,
            closed=place.closed,
            ways=sum(frozenset((place.id, other)) in pairs for other in used - {place.id}),
        )
        for place in places
    ]
    rows.sort(key=lambda row: (row.closed, order.index(row.kind), row.label))
    return PlacesTable(tuple(rows), len(used))


def ways_from(uow: UnitOfWork, *, place: PlaceId) -> tuple[Way, ...]:
    """The roads from a place to every other one in use at its site, by kind and label."""
    here = uow.places.get(place)
    others = [row for row in uow.places.where(site_id=here.site_id, closed=False) if row.id != place]
    out = {row.to_id: row.minutes for row in uow.travel.where(from_id=place)}
    back = {row.from_id: row.minutes for row in uow.travel.where(to_id=place)}
    order = list(PlaceKind)
    found = []
    for other in sorted(others, key=lambda row: (order.index(row.kind), row.label)):
        if other.id in out or other.id not in back:
            found.append(Way(place, other.id, other.label, other.kind, out.get(other.id), back.get(other.id)))
        else:
            found.append(Way(other.id, place, other.label, other.kind, back[other.id], None))
    return tuple(found)
