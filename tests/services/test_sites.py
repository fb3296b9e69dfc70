from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from clinic.domain.errors import BadValue, Refused
from clinic.domain.places import PlaceKind, Room
from clinic.domain.when import zone
from clinic.services import clinic_settings, places, sites
from tests import factory
from tests.services.scene import Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def site_called(scene: Scene, city: str) -> Any:
    return next(site for site in scene.ask(lambda uow: uow.sites.where()) if site.city == city)


def test_that_a_known_city_needs_nothing_but_its_name(scene: Scene) -> None:
    scene.work(sites.set_up, city="ciudad juarez")
    site = site_called(scene, "Ciudad Juárez")
    assert (site.zone, site.us_zone, site.port_word) == ("America/Ciudad_Juarez", "America/Denver", "puente")
    found = {place.kind: place for place in scene.ask(lambda uow: uow.places.where(site_id=site.id))}
    assert set(found) == {PlaceKind.PORT, PlaceKind.OFFICE}
    assert (found[PlaceKind.PORT].label, found[PlaceKind.PORT].zone) == ("Paso del Norte (Santa Fe)", "America/Denver")


def test_that_matamoros_reports_four_and_a_half_hours_before(scene: Scene) -> None:
    scene.work(sites.set_up, city="Matamoros")
    assert site_called(scene, "Matamoros").lead_minutes == 270


def test_that_the_long_way_from_monterrey_is_typed_already(scene: Scene) -> None:
    scene.work(sites.set_up, city="Monterrey")
    assert [row.minutes for row in scene.ask(lambda uow: uow.travel.where())] == [180]


def test_that_another_city_needs_its_zone(scene: Scene) -> None:
    with pytest.raises(BadValue, match="not a known city"):
        scene.work(sites.set_up, city="Agua Prieta")
    scene.work(sites.set_up, city="Agua Prieta", zone="America/Hermosillo", lead_minutes=180)
    assert site_called(scene, "Agua Prieta").us_zone == "America/Hermosillo"


def test_that_an_unknown_time_zone_is_told_in_a_sentence(scene: Scene) -> None:
    with pytest.raises(BadValue, match="“America/Nowhere” is not a time zone"):
        scene.work(sites.set_up, city="Agua Prieta", zone="America/Nowhere")
    with pytest.raises(BadValue, match="is not a time zone"):
        scene.work(places.add, site=scene.site.id, kind=PlaceKind.SHELTER, label="New", zone="Mars/Base")


def test_that_nobody_begins_twice_in_a_city(scene: Scene) -> None:
    with pytest.raises(Refused, match="works in Tijuana already"):
        scene.work(sites.set_up, city="TIJUANA")


@pytest.mark.parametrize("known", sites.known(), ids=lambda site: site.city)
def test_that_every_known_city_stands_in_a_zone_of_the_tz_database(known: sites.KnownSite) -> None:
    assert (zone(known.zone).key, zone(known.us_zone).key) == (known.zone, known.us_zone)
    assert known.lead_minutes in (240, 270)
    assert known.port_word in ("garita", "puente")


def test_that_a_shelter_keeps_rooms_and_night_rule(scene: Scene) -> None:
    rooms = (Room("Chapel", 30),)
    night = {"locks_at": time(22), "opens_at": time(6)}
    scene.work(places.add, site=scene.site.id, kind=PlaceKind.SHELTER, label="Sur", rooms=rooms, **night)
    place = scene.ask(lambda uow: uow.places.like("sur"))[0]
    assert (place.rooms, place.locks_at, place.opens_at, place.zone) == (rooms, time(22), time(6), scene.site.zone)


def test_that_a_court_goes_by_the_clock_across(scene: Scene) -> None:
    for kind, zone_name in ((PlaceKind.COURT, "America/Los_Angeles"), (PlaceKind.HOTEL, scene.site.zone)):
        scene.work(places.add, site=scene.site.id, kind=kind, label="New")
        assert scene.ask(lambda uow, of=kind: uow.places.where(kind=of))[0].zone == zone_name


def test_that_half_a_night_rule_is_none(scene: Scene) -> None:
    with pytest.raises(BadValue, match="two times"):
        scene.work(places.edit, place=scene.shelter.id, locks_at=time(22))


def test_that_two_shelters_of_one_label_would_be_mistaken(scene: Scene) -> None:
    with pytest.raises(BadValue, match="already"):
        scene.work(places.add, site=scene.site.id, kind=PlaceKind.SHELTER, label="shelter  nORTE")


def test_that_a_way_is_typed_once_and_corrected(scene: Scene) -> None:
    way = {"start": scene.shelter.id, "end": scene.port.id}
    for minutes in (25, 30):
        scene.work(places.set_travel, **way, minutes=minutes)
    assert [row.minutes for row in scene.ask(lambda uow: uow.travel.where())] == [30]
    scene.work(places.set_travel, **way, minutes=None)
    assert scene.ask(lambda uow: uow.travel.count()) == 0


@pytest.mark.parametrize("wrong", [{"minutes": -1}, {"minutes": 5, "end": None}])
def test_that_a_way_that_cannot_be_is_refused(scene: Scene, wrong: dict[str, Any]) -> None:
    given = {"start": scene.shelter.id, "end": scene.port.id, **wrong}
    with pytest.raises(BadValue):
        scene.work(places.set_travel, **{**given, "end": given["end"] or scene.shelter.id})


def test_that_a_file_holds_one_clinic(scene: Scene) -> None:
    with pytest.raises(Refused, match="holds a clinic already"):
        scene.work(clinic_settings.found, name="Another")


def test_that_a_figure_of_the_rules_can_be_changed(scene: Scene) -> None:
    scene.work(clinic_settings.set_policy, rest=600, night_from=time(21))
    policy = scene.ask(lambda uow: uow.clinic()).policy
    assert (policy.rest, policy.night_from, policy.wake_up) == (600, time(21), 30)
    with pytest.raises(BadValue, match="below zero"):
        scene.work(clinic_settings.set_policy, rest=-1)
    with pytest.raises(TypeError, match="sleep"):
        scene.work(clinic_settings.set_policy, sleep=1)


def test_that_undo_of_each_verb_puts_everything_back(scene: Scene) -> None:
    other = scene.make(factory.make_place, "Sur")
    way = {"start": other.id, "end": scene.port.id}
    for verb, given in (
        (sites.set_up, {"city": "Nogales"}),
        (sites.edit, {"site": scene.site.id, "lead_minutes": 200}),
        (places.add, {"site": scene.site.id, "kind": PlaceKind.HOTEL, "label": "By the port"}),
        (places.edit, {"place": other.id, "label": "Sur 2", "capacity": 40}),
        (places.close, {"place": other.id}),
        (places.set_travel, {**way, "minutes": 12}),
        (clinic_settings.edit, {"name": "New name", "codes_in_feeds": True}),
        (clinic_settings.set_policy, {"rest": 600}),
    ):
        before, after, undone = scene.undone(verb, **given)
        assert before == undone, verb
        assert before != after, verb
