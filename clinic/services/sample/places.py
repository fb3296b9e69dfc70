"""The ground of the sample: sites with ports and courts, places with night rules, minutes between them, vehicles."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from importlib.resources import files
from math import hypot

from clinic.domain.ids import PlaceId, SiteId, TravelId, VehicleId
from clinic.domain.places import Place, PlaceKind, Room, Site, Travel
from clinic.domain.trips import Vehicle, VehicleKind

from .dice import Dice, phone
from .figures import Figures

#: Invented labels; the clinic types its own.
_SHELTERS = (
    "Jacaranda", "Mezquite", "Encino", "Palo Verde", "Huizache", "Fresno", "Sabino", "Ceiba", "Laurel", "Olivo",
    "Nogal", "Capulín", "Tejocote", "Guayabo", "Ahuehuete", "Pirul", "Álamo", "Sauce", "Guamúchil", "Tabachín",
    "Zapote", "Tamarindo", "Almendro", "Naranjo", "Ciruelo", "Membrillo", "Granado", "Mangle", "Ébano",
)  # fmt: skip
#: (hearing, report) as typed from papers there (field research 1.2; Ciudad Juárez, Piedras Negras: in part estimated).
_HOURS: Mapping[str, tuple[tuple[time, time], ...]] = {
    "Tijuana": ((time(8), time(4)), (time(13), time(9))),
    "Mexicali": ((time(13), time(9)),),
    "Ciudad Juárez": ((time(8, 30), time(4)), (time(13), time(9))),
    "Matamoros": ((time(8, 30), time(4)),),
    "Nuevo Laredo": ((time(8, 30), time(4, 30)),),
    "Monterrey": ((time(8, 30), time(4, 30)),),
    "Piedras Negras": ((time(8, 30), time(4, 30)),),
}
#: Cities whose hearings begin at another city's port, and the minutes by road to it (1.2; Mexicali is an estimate).
_THROUGH = {"Mexicali": ("Tijuana", 180), "Monterrey": ("Nuevo Laredo", 180), "Piedras Negras": ("Nuevo Laredo", 130)}
#: Kinds of night rule, in turn: none, let out from 01:30, none, nobody leaves before 06:00 (2.9 and 1.11).
_NIGHTS: tuple[tuple[time | None, time | None], ...] = (
    (None, None),
    (time(21, 30), time(1, 30)),
    (None, None),
    (time(22), time(6)),
)


#: Seats for riders in a van; no more than fourteen people went in one (field research 2.9).
VAN = 14
#: Where the port is hours away nobody could come before dawn from behind a gate.
_FAR_NIGHTS = (_NIGHTS[0], _NIGHTS[3])


@dataclass(kw_only=True)
class City:
    """One site with all that stands there. `port` is where its hearings begin: its own, or another city's."""

    site: Site
    court: str
    hours: tuple[tuple[time, time], ...]
    port: Place
    office: Place
    hotel: Place
    yard: Place
    homes: list[Place]
    shelters: list[Place]
    vehicles: list[Vehicle] = field(default_factory=list)

    @property
    def own(self) -> list[Place]:
        """Its places without the port."""
        return [self.office, self.hotel, self.yard, *self.homes, *self.shelters]


@dataclass(kw_only=True)
class Ground:
    """All cities, in the order of the figures, and the table of travel."""

    cities: list[City]
    travel: list[Travel]

    def places(self) -> Iterator[Place]:
        """Every place once."""
        seen: set[PlaceId] = set()
        for city in self.cities:
            for place in (city.port, *city.own):
                if place.id not in seen:
                    seen.add(place.id)
                    yield place


def ground(figures: Figures, dice: Dice) -> Ground:
    """Cities, places, travel and vehicles of one clinic."""
    ports: dict[str, Place] = {}
    labels = iter(_SHELTERS)
    cities = []
    for name, count in figures.shelters.items():
        cities.append(_city(name, [next(labels) for _ in range(count)], ports, dice.part("city", name)))
    outs_a_day = figures.trips / 2 / 5 / len(cities)
    for city in cities:
        city.vehicles = list(_vehicles(city, outs_a_day, dice.part("vehicles", city.site.city)))
    return Ground(cities=cities, travel=list(_travel(cities, dice.part("travel"))))


@cache
def _sites() -> Mapping[str, Mapping[str, str]]:
    text = (files("resources") / "data" / "sites.csv").read_text("utf-8")
    return {row["city"]: row for row in csv.DictReader(text.splitlines())}


def _city(name: str, shelters: list[str], ports: dict[str, Place], dice: Dice) -> City:
    row = _sites()[name]
    site = Site(
        id=SiteId(dice.id()),
        city=name,
        zone=row["zone"],
        us_city=row["us_city"],
        us_zone=row["us_zone"],
        lead_minutes=int(row["lead_minutes"]),
        port_word=row["port_word"],
    )

    def place(kind: PlaceKind, label: str) -> Place:
        return Place(id=PlaceId(dice.id()), site_id=site.id, kind=kind, label=label, zone=site.zone)

    through = _THROUGH.get(name)
    if through is None:
        ports[name] = place(PlaceKind.PORT, row["port"])
    office = place(PlaceKind.OFFICE, f"Office {name}")
    office.rooms = (Room("Room 1", 40), Room("Room 2", 8), Room("Room 3", 8))
    found = City(
        site=site,
        court=row["court"],
        hours=_HOURS[name],
        port=ports[through[0] if through else name],
        office=office,
        hotel=place(
            PlaceKind.HOTEL, f"Hotel near the {'bridge' if row['port_word'] == 'puente' else 'garita'}, {name}"
        ),
        yard=place(PlaceKind.HOME, f"Van yard {name}"),
        homes=[place(PlaceKind.HOME, f"Volunteers' house {letter}, {name}") for letter in "AB"],
        shelters=[place(PlaceKind.SHELTER, label) for label in shelters],
    )
    nights = _FAR_NIGHTS if through else _NIGHTS
    for number, shelter in enumerate(found.shelters):
        shelter.locks_at, shelter.opens_at = nights[number % len(nights)]
        # Of those with a strict gate a small one, so that most households can be fetched before dawn.
        shelter.capacity = 60 if shelter.opens_at == time(6) else dice.between(12, 40) * 10
        shelter.rooms = (Room("Dining room", 60), Room("Chapel", 25), Room("Library", 6))
        shelter.gate_phone = phone(1500 + dice.between(0, 99)) if shelter.locks_at else ""
    return found


def _vehicles(city: City, outs_a_day: float, dice: Dice) -> Iterator[Vehicle]:
    """Two vans everywhere, a car, and more vans where there are many trips a day."""

    def vehicle(
        label: str, seats: int, child_seats: int, wheelchairs: int = 0, kind: VehicleKind = VehicleKind.OWN
    ) -> Vehicle:
        return Vehicle(
            id=VehicleId(dice.id()),
            site_id=city.site.id,
            label=label,
            kind=kind,
            seats=seats,
            child_seats=child_seats,
            wheelchair_places=wheelchairs,
            kept_id=city.yard.id,
        )

    yield vehicle("Van A", VAN, 6, wheelchairs=1)
    yield vehicle("Van B", VAN, 4)
    yield vehicle("Car", 4, 2)
    for number in range(round(outs_a_day) if outs_a_day > 2 else 0):
        yield vehicle(f"Van {'CDEFGHIJ'[number % 8]}", 8, 4, kind=VehicleKind.HIRED if number % 2 else VehicleKind.OWN)


def _travel(cities: list[City], dice: Dice) -> Iterator[Travel]:
    spots: dict[PlaceId, tuple[int, int]] = {}
    for city in cities:
        for place in (city.port, *city.own):
            spots.setdefault(place.id, (dice.between(0, 22), dice.between(0, 22)))
    for city in cities:
        through = _THROUGH.get(city.site.city)
        places = city.own if through else [city.port, *city.own]
        for index, start in enumerate(places):
            for end in places[index + 1 :]:
                yield _leg(start, end, _minutes(spots[start.id], spots[end.id]), dice)
            if through:
                yield _leg(start, city.port, through[1] + _minutes(spots[start.id], (11, 11)), dice)


def _minutes(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Minutes by road in town, in steps of five; never below five."""
    return 5 * max(1, round((4 + hypot(one[0] - other[0], one[1] - other[1])) / 5))


def _leg(start: Place, end: Place, minutes: int, dice: Dice) -> Travel:
    return Travel(id=TravelId(dice.id()), from_id=start.id, to_id=end.id, minutes=minutes)
