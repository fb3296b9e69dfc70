"""Vehicles: what drives, with how many places, and where it stands for the night."""

from __future__ import annotations

from typing import TypedDict, Unpack

from clinic.domain.errors import BadValue
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, SiteId, VehicleId
from clinic.domain.trips import Vehicle, VehicleKind
from clinic.i18n import say
from clinic.ports import UnitOfWork

from . import edits, following


class VehicleFields(TypedDict, total=False):
    """What may be typed about a vehicle besides its name and its seats."""

    kind: VehicleKind
    child_seats: int
    wheelchair_places: int
    kept_id: PlaceId | None
    fare: int
    note: str


class VehicleChanges(VehicleFields, total=False):
    """What may be changed. `seats` are places for riders, besides the driver's and the escort's."""

    label: str
    seats: int


def add(uow: UnitOfWork, *, site: SiteId, label: str, seats: int, **fields: Unpack[VehicleFields]) -> Change:
    """Enter a vehicle. Raises BadValue for one without a name or without seats."""
    row = Vehicle(site_id=site, label=label, seats=seats)
    edits.apply(row, fields, VehicleFields)
    _check(row)
    uow.vehicles.add(row)
    return uow.commit(say("Add {vehicle}", vehicle=row.label))


def edit(uow: UnitOfWork, *, vehicle: VehicleId, **changes: Unpack[VehicleChanges]) -> Change:
    """Change a vehicle; what is left out stays. The times of its coming trips are worked out again."""
    row = uow.vehicles.get(vehicle)
    edits.apply(row, changes, VehicleChanges)
    _check(row)
    for trip in uow.trips.where(vehicle_id=row.id):
        if trip.report_at is not None and trip.report_at >= uow.now():
            following.follow(uow, trip)
    return uow.commit(say("Change {vehicle}", vehicle=row.label))


def retire(uow: UnitOfWork, *, vehicle: VehicleId, out_of_use: bool = True) -> Change:
    """Take a vehicle out of use, or back into it. Trips that have it keep it, and are told."""
    row = uow.vehicles.get(vehicle)
    row.out_of_use = out_of_use
    if out_of_use:
        return uow.commit(say("Take {vehicle} out of use", vehicle=row.label))
    return uow.commit(say("Use {vehicle} again", vehicle=row.label))


def _check(row: Vehicle) -> None:
    row.label = edits.filled(row.label, say("A vehicle needs a name, such as Van B."))
    if row.seats < 1 or min(row.child_seats, row.wheelchair_places, row.fare) < 0:
        raise BadValue(say("A vehicle needs at least one seat for riders; no figure is below zero."))
