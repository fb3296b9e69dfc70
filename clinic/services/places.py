"""Places by the label that the coordinator types, their rooms and night rules, and the minutes between them."""

from __future__ import annotations

from datetime import time
from typing import TypedDict, Unpack

from clinic.domain.errors import BadValue
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, SiteId
from clinic.domain.names import folded
from clinic.domain.places import Place, PlaceKind, Room, Travel
from clinic.domain.when import zone
from clinic.i18n import say
from clinic.ports import UnitOfWork

from . import edits, following

#: Whose hours are told by the clock of the court.
ACROSS = frozenset({PlaceKind.PORT, PlaceKind.COURT})


class PlaceDetails(TypedDict, total=False):
    """What may be typed about a place besides its kind and label."""

    zone: str
    rooms: tuple[Room, ...]
    locks_at: time | None
    opens_at: time | None
    capacity: int
    women_interpreters_only: bool
    gate_phone: str
    note: str
    closed: bool


class PlaceFields(PlaceDetails, total=False):
    """What may be typed about a place."""

    kind: PlaceKind
    label: str


def add(uow: UnitOfWork, *, site: SiteId, kind: PlaceKind, label: str, **given: Unpack[PlaceDetails]) -> Change:
    """Enter a place. Raises BadValue for a label that is taken, a half night rule, or a zone that does not exist."""
    place = new_place(uow, site=site, kind=kind, label=label, **given)
    return uow.commit(say("Add {place}", place=place.label))


def new_place(uow: UnitOfWork, *, site: SiteId, kind: PlaceKind, label: str, **given: Unpack[PlaceDetails]) -> Place:
    """As `add`, inside another verb. The zone is the site's; a port's or court's is the one of the court."""
    at_site = uow.sites.get(site)
    place = Place(site_id=site, kind=kind, label=label, zone=at_site.us_zone if kind in ACROSS else at_site.zone)
    edits.apply(place, given, PlaceDetails)
    _check(uow, place)
    return uow.places.add(place)


def edit(uow: UnitOfWork, *, place: PlaceId, **changes: Unpack[PlaceFields]) -> Change:
    """Change what is typed about a place; sessions there stay at their instants. Raises BadValue as `add` does."""
    row = uow.places.get(place)
    edits.apply(row, changes, PlaceFields)
    _check(uow, row)
    return uow.commit(say("Edit {place}", place=row.label))


def close(uow: UnitOfWork, *, place: PlaceId, closed: bool = True) -> Change:
    """Note that a place is closed (or open again); what is planned there stays and is told as wrong by the rules."""
    row = uow.places.get(place)
    row.closed = closed
    return uow.commit(say("Close {place}", place=row.label) if closed else say("Open {place}", place=row.label))


def set_travel(uow: UnitOfWork, *, start: PlaceId, end: PlaceId, minutes: int | None) -> Change:
    """Type the minutes by road from `start` to `end`; the way back counts the same unless it is typed too.

    None forgets the figure. Raises BadValue for a figure below zero or a way from a place to itself.
    """
    first, last = uow.places.get(start), uow.places.get(end)
    if first is last:
        raise BadValue(say("From a place to itself there is no way. Choose another place."))
    if minutes is not None and minutes < 0:
        raise BadValue(say("Minutes by road cannot be below zero."))
    typed = uow.travel.where(from_id=start, to_id=end)
    if minutes is None:
        for row in typed:
            uow.travel.remove(row)
        following.follow_road(uow, start, end)
        return uow.commit(say("Forget the way from {start} to {end}", start=first.label, end=last.label))
    if typed:
        typed[0].minutes = minutes
    else:
        uow.travel.add(Travel(from_id=start, to_id=end, minutes=minutes))
    following.follow_road(uow, start, end)
    return uow.commit(say("{start} to {end}: {n} min", start=first.label, end=last.label, n=minutes))


def _check(uow: UnitOfWork, place: Place) -> None:
    place.label = edits.filled(place.label, say("A place needs a label; no address is asked for."))
    zone(place.zone)
    if (place.locks_at is None) != (place.opens_at is None):
        raise BadValue(say("A night rule has two times: when the place locks and when it opens."))
    for other in uow.places.where(site_id=place.site_id, kind=place.kind):
        if other is not place and folded(other.label) == folded(place.label):
            raise BadValue(say("There is a place called {place} already.", place=place.label))
