"""The vehicles of a site as the Rides page lists them, those out of use too."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.ids import PlaceId, SiteId, VehicleId
from clinic.domain.trips import VehicleKind
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A vehicle with all that is typed about it. `seats` are for riders; `kept` is where it stands for the night."""

    vehicle_id: VehicleId
    label: str
    kind: VehicleKind
    seats: int
    child_seats: int
    wheelchair_places: int
    kept_id: PlaceId | None
    kept: str
    fare: int
    note: str
    out_of_use: bool


def vehicles_table(uow: UnitOfWork, *, site: SiteId) -> tuple[VehicleRow, ...]:
    """Vehicles of a site: those in use first, by name."""
    places = {place.id: place.label for place in uow.places.where(site_id=site)}
    rows = [
        VehicleRow(
            vehicle_id=row.id,
            label=row.label,
            kind=row.kind,
            seats=row.seats,
            child_seats=row.child_seats,
            wheelchair_places=row.wheelchair_places,
            kept_id=row.kept_id,
            kept=places.get(row.kept_id, "") if row.kept_id else "",
            fare=row.fare,
            note=row.note,
            out_of_use=row.out_of_use,
        )
        for row in uow.vehicles.where(site_id=site)
    ]
    return tuple(sorted(rows, key=lambda row: (row.out_of_use, row.label)))
