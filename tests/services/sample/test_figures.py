"""The sample has the people that the field research counts, and nobody who lives."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from clinic.domain.errors import BadValue
from clinic.domain.places import PlaceKind
from clinic.domain.when import Week
from clinic.services import sample
from db.store import SqlStore
from tests.services.sample.conftest import make
from tests.services.sample.fingerprint import MONDAY
from tests.stores import memory_store


def check_counts(store: SqlStore, sites: int, shelters: int, people: int, volunteers: int) -> None:
    with store.read() as uow:
        assert uow.sites.count() == sites
        assert uow.places.count(kind=PlaceKind.SHELTER) == shelters
        assert uow.persons.count() == people
        assert uow.volunteers.count() == volunteers


def test_that_the_small_clinic_has_its_figures(small: SqlStore) -> None:
    check_counts(small, sites=1, shelters=4, people=200, volunteers=20)


def test_that_the_medium_clinic_has_its_figures(medium: SqlStore) -> None:
    check_counts(medium, sites=3, shelters=12, people=1_000, volunteers=150)


@pytest.mark.slow
def test_that_the_large_clinic_has_its_figures() -> None:
    check_counts(make("large"), sites=7, shelters=29, people=12_000, volunteers=1_200)


@pytest.mark.parametrize(("size", "hearings", "consultations"), [("small", 15, 60), ("medium", 80, 250)])
def test_that_a_week_has_about_its_hearings_and_consultations(
    size: str, hearings: int, consultations: int, request: pytest.FixtureRequest
) -> None:
    store: SqlStore = request.getfixturevalue(size)
    with store.read() as uow:
        assert len(uow.hearings.between(MONDAY, MONDAY + timedelta(days=6))) == pytest.approx(hearings, abs=2)
        slots = {slot.id for slot in uow.slots.during(Week.of(MONDAY).interval("America/Tijuana"))}
        assert uow.consultations.count(slot_id=slots) == pytest.approx(consultations, rel=0.2)


def test_that_about_a_third_or_more_are_children_as_families_come_to_a_clinic(medium: SqlStore) -> None:
    with medium.read() as uow:
        children = sum(person.is_child for person in uow.persons.where())
    assert 330 <= children <= 520


@pytest.mark.parametrize(("size", "share"), [("small", 0.03), ("medium", 0.10)])
def test_that_as_many_speak_other_languages_as_the_research_says(
    size: str, share: float, request: pytest.FixtureRequest
) -> None:
    store: SqlStore = request.getfixturevalue(size)
    with store.read() as uow:
        spoken = [household.languages[0] for household in uow.households.where()]
    assert sum(language != "spa" for language in spoken) / len(spoken) == pytest.approx(share, abs=0.04)


def test_that_nobody_has_a_name_or_number_but_volunteers_with_invented_ones(medium: SqlStore) -> None:
    with medium.read() as uow:
        assert uow.persons.count(name="", a_number="") == uow.persons.count()
        volunteers = uow.volunteers.where()
        told = [household.contact_plan for household in uow.households.where()]
    numbers = re.findall(r"\+\d[\d -]+", " ".join([*told, *(volunteer.phone for volunteer in volunteers)]))
    assert all(re.fullmatch(r"\+(52|1) \d{3}-555-01\d\d", number.strip()) for number in numbers)
    assert (
        len({volunteer.name for volunteer in volunteers}) == len({volunteer.phone for volunteer in volunteers}) == 150
    )
    assert all(volunteer.email.endswith("@example.org") for volunteer in volunteers)


def test_that_every_site_has_a_port_vehicles_and_minutes_to_it(medium: SqlStore) -> None:
    with medium.read() as uow:
        for site in uow.sites.where():
            ports = {hearing.port_id for hearing in uow.hearings.where(site_id=site.id)}
            shelters = uow.places.where(site_id=site.id, kind=PlaceKind.SHELTER)
            assert uow.vehicles.count(site_id=site.id) >= 3
            assert len(ports) == 1
            for shelter in shelters:
                assert uow.travel.count(from_id=ports, to_id=shelter.id) + uow.travel.count(
                    from_id=shelter.id, to_id=ports
                )


def test_that_a_file_in_use_is_left_alone(small: SqlStore) -> None:
    with small.work() as uow, pytest.raises(BadValue, match="new file"):
        sample.make(uow, size="small", start=date(2026, 1, 5))


def test_that_progress_goes_from_nothing_to_all() -> None:
    seen: list[float] = []
    store = memory_store()
    with store.work() as uow:
        sample.make(uow, size="small", start=MONDAY, progress=lambda _what, share: seen.append(share))
    assert seen == sorted(seen)
    assert seen[0] == 0.0
    assert seen[-1] == 1.0
