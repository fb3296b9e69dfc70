"""The vehicles of a site as the Rides page lists them, those out of use too, each with what it does on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.ids import PlaceId, SiteId, TripId, VehicleId
from clinic.domain.trips import Leg, Trip, TripStatus, VehicleKind
from clinic.domain.when import day_interval, local
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Use:
    """One trip of a vehicle on the clock of its site, cut at the day's ends; `is_open`: a stand-by without an hour."""

    trip_id: TripId
    label: str
    leg: Leg
    starts: datetime
    ends: datetime
    is_open: bool


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
    uses: tuple[Use, ...] = ()


def vehicles_table(uow: UnitOfWork, *, site: SiteId, day: date | None = None) -> tuple[VehicleRow, ...]:
    """Vehicles of a site: those in use first, by name; with their trips of a day, where one is given."""
    places = {place.id: place.label for place in uow.places.where(site_id=site)}
    uses = _uses(uow, site, day) if day is not None else {}
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
            uses=tuple(sorted(uses.get(row.id, ()), key=lambda use: use.starts)),
        )
        for row in uow.vehicles.where(site_id=site)
    ]
    return tuple(sorted(rows, key=lambda row: (row.out_of_use, row.label)))


def _uses(uow: UnitOfWork, site: SiteId, day: date) -> dict[VehicleId, list[Use]]:
    zone = uow.sites.get(site).zone
    whole = day_interval(day, zone)
    found: dict[VehicleId, list[Use]] = {}
    for trip in uow.trips.during(whole, site_id=site):
        starts, ends = _hours(trip)
        if trip.vehicle_id is None or trip.status is TripStatus.CANCELLED or starts is None or ends is None:
            continue
        first, last = max(starts, whole.start), min(ends, whole.end)
        if first < last:
            is_open = trip.leg is Leg.RETURN and trip.departs_at is None
            use = Use(trip.id, trip.label, trip.leg, local(first, zone), local(last, zone), is_open)
            found.setdefault(trip.vehicle_id, []).append(use)
    return found


def _hours(trip: Trip) -> tuple[datetime | None, datetime | None]:
    return trip.departs_at or trip.standby_from, trip.arrives_at or trip.standby_until
