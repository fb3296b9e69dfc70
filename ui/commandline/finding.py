"""Rows by what people call them on the command line: a name, a case code, the beginning of an id."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID

from clinic.domain.errors import BadValue, NotOnFile, Refused
from clinic.domain.households import Household
from clinic.domain.ids import SeatId, SiteId
from clinic.domain.names import folded
from clinic.domain.people import Volunteer
from clinic.domain.places import Place, Site
from clinic.domain.sessions import Seat
from clinic.domain.trips import Trip, TripStatus, Vehicle
from clinic.domain.when import day_interval, local
from clinic.i18n import listing, say
from clinic.ports import UnitOfWork

Row = TypeVar("Row")
#: The shortest beginning of an id that is looked for.
_SHORTEST = 6


def volunteer_called(uow: UnitOfWork, name: str) -> Volunteer:
    """The volunteer of this name, or the only one whose name holds it. Raises NotOnFile, Refused when several do."""
    found = uow.volunteers.like(name)
    exact = [each for each in found if folded(each.name) == folded(name)]
    return _one(exact or found, name, [each.name for each in found])


def household_called(uow: UnitOfWork, code: str) -> Household:
    """The household with this case code, or with this reference. Raises NotOnFile, Refused when several have it."""
    found = uow.households.like(code)
    exact = [each for each in found if folded(code) in (folded(each.code), folded(each.reference))]
    return _one(exact or found, code, [each.code for each in found])


def place_called(uow: UnitOfWork, label: str, site: SiteId | None = None) -> Place:
    """The place of this label. Raises NotOnFile, Refused when several have it."""
    found = [each for each in uow.places.like(label) if site is None or each.site_id == site]
    exact = [each for each in found if folded(each.label) == folded(label)]
    return _one(exact or found, label, [each.label for each in found])


def vehicle_called(uow: UnitOfWork, label: str, site: SiteId) -> Vehicle:
    """The vehicle of this label at a site. Raises NotOnFile, Refused when several have it."""
    vehicles = uow.vehicles.where(site_id=site)
    found = [each for each in vehicles if folded(each.label) == folded(label)]
    return _one(found, label, [each.label for each in found])


def trip_called(uow: UnitOfWork, label: str, site: Site, on: date | None = None) -> Trip:
    """The trip of this label on a day at a site (today), or the one whose id begins so. Raises NotOnFile, Refused."""
    day = on or local(uow.now(), site.zone).date()
    trips = uow.trips.during(day_interval(day, site.zone), site_id=site.id)
    found = [each for each in trips if folded(each.label) == folded(label)]
    if not found and len(label) >= _SHORTEST:
        found = [each for each in uow.trips.where(site_id=site.id) if str(each.id).startswith(label.lower())]
    live = [each for each in found if each.status is not TripStatus.CANCELLED]
    return _one(live or found, label, [str(each.id) for each in live or found])


def seat_called(uow: UnitOfWork, text: str) -> Seat:
    """The seat whose id begins so. Raises BadValue for less than six characters, NotOnFile, Refused for several."""
    try:
        return uow.seats.get(SeatId(UUID(text)))
    except ValueError:
        pass  # not a whole id: its beginning
    if len(text) < _SHORTEST:
        raise BadValue(say("“{text}” is too short for the id of a seat. `show week` tells them.", text=text))
    found = [seat for seat in uow.seats.where() if str(seat.id).startswith(text.lower())]
    return _one(found, text, [str(seat.id) for seat in found])


def _one(found: list[Row], sought: str, names: list[str]) -> Row:
    if not found:
        raise NotOnFile(say("There is no “{sought}” on file.", sought=sought))
    if len(found) > 1:
        raise Refused(
            say("“{sought}” can be several: {names}. Type it in full.", sought=sought, names=listing([*names]))
        )
    return found[0]
