from __future__ import annotations

from datetime import time

import pytest

from clinic.domain.places import PlaceKind
from clinic.services import places, vehicles
from clinic.services.places_table import places_table, ways_from
from clinic.services.vehicles_table import vehicles_table
from tests import factory
from tests.services.scene import Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_that_places_are_listed_by_kind_and_label_and_closed_ones_last(scene: Scene) -> None:
    scene.make(factory.make_place, "Albergue Alba", locks_at=time(22), opens_at=time(6))
    scene.work(places.close, place=scene.shelter.id)
    table = scene.ask(places_table, site=scene.site.id)
    assert [row.label for row in table.rows] == ["Albergue Alba", "Jacaranda", "El Chaparral", "Shelter Norte"]
    assert (table.open_places, table.rows[-1].closed) == (3, True)
    assert (table.rows[0].locks_at, table.rows[0].opens_at) == (time(22), time(6))


def test_that_ways_count_once_whichever_direction_was_typed(scene: Scene) -> None:
    scene.make(factory.make_travel, scene.office, scene.shelter, 12)
    ways = {row.label: row.ways for row in scene.ask(places_table, site=scene.site.id).rows}
    assert ways == {"Shelter Norte": 1, "Jacaranda": 1, "El Chaparral": 0}


def test_that_a_way_is_known_from_both_ends_and_typing_it_again_changes_the_same_row(scene: Scene) -> None:
    scene.make(factory.make_travel, scene.office, scene.shelter, 12)
    (way,) = [way for way in scene.ask(ways_from, place=scene.shelter.id) if way.other == "Jacaranda"]
    assert (way.minutes, way.back, way.kind) == (12, None, PlaceKind.OFFICE)
    scene.work(places.set_travel, start=way.from_id, end=way.to_id, minutes=15)
    with scene.store.read() as uow:
        assert [row.minutes for row in uow.travel.where()] == [15]


def test_that_two_directions_are_told_apart_and_an_unknown_way_is_none(scene: Scene) -> None:
    scene.make(factory.make_travel, scene.office, scene.shelter, 12)
    scene.make(factory.make_travel, scene.shelter, scene.office, 18)
    ways = {way.other: (way.minutes, way.back) for way in scene.ask(ways_from, place=scene.shelter.id)}
    assert ways == {"Jacaranda": (18, 12), "El Chaparral": (None, None)}


def test_that_a_closed_place_has_no_way_to_be_typed(scene: Scene) -> None:
    scene.work(places.close, place=scene.office.id)
    assert [way.other for way in scene.ask(ways_from, place=scene.shelter.id)] == ["El Chaparral"]


def test_that_vehicles_out_of_use_stand_last(scene: Scene) -> None:
    scene.make(factory.make_vehicle, "Van B", kept_id=scene.shelter.id)
    old = scene.make(factory.make_vehicle, "Old car")
    scene.work(vehicles.retire, vehicle=old.id)
    rows = scene.ask(vehicles_table, site=scene.site.id)
    assert [(row.label, row.kept, row.out_of_use) for row in rows] == [
        ("Van B", "Shelter Norte", False),
        ("Old car", "", True),
    ]
