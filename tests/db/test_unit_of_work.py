"""Transactions, and the history that each of them writes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from threading import Thread
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from clinic.domain.errors import NotOnFile, Refused
from clinic.domain.ids import HouseholdId, new_id
from clinic.domain.people import Limits, Role, Speaks
from clinic.i18n import in_language, say
from clinic.ports import Store
from db.mapping import BY_KIND, NOUNS
from tests.factory import (
    MORNING,
    make_absence,
    make_clinic,
    make_everything,
    make_household,
    make_place,
    make_seat,
    make_session,
    make_volunteer,
)
from tests.rows import everything
from tests.stores import memory_store


@pytest.fixture
def store() -> Store:
    return memory_store(clock=lambda: MORNING)


def test_that_every_noun_comes_back_as_it_was(store: Store) -> None:
    with store.work() as uow:
        make_everything(uow)
        uow.commit(say("Make everything"))
        made = everything(uow)
    with store.read() as uow:
        assert everything(uow) == made
        assert {kind for kind, _ in made} == BY_KIND.keys()
        anna = uow.volunteers.like("anna")[0]
        assert (anna.speaks, anna.limits) == ((Speaks("eng"), Speaks("spa")), Limits())


def test_that_instants_come_back_aware_and_in_utc(store: Store) -> None:
    tijuana = MORNING.astimezone(timezone(timedelta(hours=-8)))
    with store.work() as uow:
        session_id = make_session(uow, tijuana).id
        uow.commit(say("Add"))
    with store.read() as uow:
        found = uow.sessions.get(session_id).starts_at
        assert (found, found.utcoffset()) == (MORNING, timedelta())


def test_that_an_instant_without_a_zone_is_never_kept(store: Store) -> None:
    with store.work() as uow:
        make_session(uow, datetime(2026, 3, 3))  # noqa: DTZ001 - this is the fault
        with pytest.raises(StatementError, match="without a zone"):
            uow.commit(say("Add"))


def test_that_no_error_repeats_what_was_typed(store: Store) -> None:
    with store.work() as uow:
        make_absence(uow, make_volunteer(uow), ends_at=MORNING, note="a secret")
        with pytest.raises(IntegrityError) as caught:
            uow.commit(say("Add"))
        assert "a secret" not in str(caught.value)


def test_that_leaving_without_a_commit_changes_nothing(store: Store) -> None:
    with store.work() as uow:
        make_volunteer(uow)
        assert uow.volunteers.count() == 1
    with store.read() as uow:
        assert (uow.volunteers.where(), uow.history.latest()) == ([], [])


def test_that_an_error_inside_changes_nothing(store: Store) -> None:
    def fail() -> None:
        with store.work() as uow:
            make_volunteer(uow)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.read() as uow:
        assert uow.volunteers.where() == []


def test_that_a_commit_is_one_line_of_history_with_each_row_before_and_after(store: Store) -> None:
    with store.work("Maria") as uow:
        anna = make_volunteer(uow)
        uow.commit(say("Add {name}", name="Anna"))
        anna.roles = (Role.DRIVER,)
        berta = make_volunteer(uow, "Berta")
        change = uow.commit(say("Make {name} a driver", name="Anna"))
    assert change.entry_id
    assert change.touched == {("volunteer", anna.id), ("volunteer", berta.id)}
    with store.read() as uow:
        entry = uow.history.get(change.entry_id)
        assert [listed.number for listed in uow.history.latest()] == [2, 1]
    assert (entry.who, entry.at, str(entry.label)) == ("Maria", MORNING, "Make Anna a driver")
    assert entry.kinds == {"volunteer"}
    added, edited = entry.changes
    assert edited.before
    assert edited.after
    assert {key for key in edited.after if edited.before[key] != edited.after[key]} == {"roles"}
    assert (edited.before["roles"], edited.after["roles"]) == ([], ["driver"])
    assert (added.row_id, added.before) == (berta.id, None)


def test_that_what_came_back_to_where_it_was_is_no_change(store: Store) -> None:
    with store.work() as uow:
        anna = make_volunteer(uow)
        uow.commit(say("Add"))
        anna.name = "Berta"
        assert uow.volunteers.count(name="Berta") == 1
        anna.name = "Anna"
        uow.volunteers.remove(make_volunteer(uow, "nobody"))
        change = uow.commit(say("Nothing"))
        assert (change.entry_id, change.touched) == (None, frozenset())
        assert anna.name == "Anna"
        assert len(uow.history.latest()) == 1


def test_that_a_row_removed_and_added_again_is_one_change(store: Store) -> None:
    with store.work() as uow:
        anna = make_volunteer(uow)
        uow.commit(say("Add"))
        uow.volunteers.remove(anna)
        assert uow.volunteers.where() == []
        make_volunteer(uow, "Anna II", id=anna.id)
        change = uow.commit(say("Replace"))
        assert change.entry_id
        (line,) = uow.history.get(change.entry_id).changes
        assert line.before
        assert line.after
        assert (line.before["name"], line.after["name"]) == ("Anna", "Anna II")


def test_that_a_label_is_kept_to_be_told_in_any_language(store: Store) -> None:
    with store.work() as uow:
        make_clinic(uow)
        uow.commit(say("{n} of {day}", n=3, day=MORNING.date()))
    with store.read() as uow:
        label = uow.history.latest()[0].label
    assert label == say("{n} of {day}", n=3, day=MORNING.date())
    with in_language("es"):
        assert "3" in str(label)


def test_that_history_is_paged_and_asked_by_row(store: Store) -> None:
    with store.work() as uow:
        anna = make_volunteer(uow)
        uow.commit(say("one"))
        for label in ("two", "three", "four"):
            make_volunteer(uow, label)
            uow.commit(say(label))
        anna.name = "Anne"
        uow.commit(say("five"))
        labels = [str(entry.label) for entry in uow.history.latest(2, before=5)]
        assert labels == ["four", "three"]
        assert [str(entry.label) for entry in uow.history.latest(touching=anna.id)] == ["five", "one"]


def test_that_an_unknown_entry_is_not_on_file(store: Store) -> None:
    with store.read() as uow, pytest.raises(NotOnFile):
        uow.history.get(new_id())  # type: ignore[arg-type] # any id


def test_that_a_row_in_use_is_not_removed_and_its_users_are_counted(store: Store) -> None:
    with store.work() as uow:
        place = make_place(uow)
        make_session(uow), make_session(uow)
        make_household(uow, shelter_id=place.id)
        uow.commit(say("Set the scene"))
        uow.places.remove(place)
        with pytest.raises(Refused, match=r"used by: 1 household, 2 sessions\. Change or remove"):
            uow.commit(say("Remove"))
    with store.read() as uow:
        assert uow.places.count() == 1


def test_that_rows_and_their_users_are_removed_together_in_any_order(store: Store) -> None:
    with store.work() as uow:
        session = make_session(uow)
        seat = make_seat(uow, session)
        uow.commit(say("Set the scene"))
        uow.sessions.remove(session)
        assert uow.sessions.where() == []
        uow.seats.remove(seat)
        assert uow.commit(say("Remove both")).kinds == {"session", "seat"}


def test_that_a_reference_to_nothing_is_our_own_mistake(store: Store) -> None:
    with store.work() as uow:
        make_household(uow)
        uow.persons.where()[0].household_id = HouseholdId(new_id())
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            uow.commit(say("Add"))


@pytest.mark.parametrize(
    "fault",
    [
        {"ends_at": MORNING},
        {"trip_id": None, "session_id": None},
    ],
)
def test_that_the_database_refuses_what_cannot_be(store: Store, fault: dict[str, Any]) -> None:
    with store.work() as uow:
        make_seat(uow, make_session(uow, MORNING), **fault)
        with pytest.raises(IntegrityError, match="CHECK"):
            uow.commit(say("Add"))


def test_that_reading_never_writes(store: Store) -> None:
    with store.read() as uow:
        make_volunteer(uow)
        assert uow.volunteers.where() == []
        with pytest.raises(RuntimeError):
            uow.commit(say("Add"))


def test_that_a_reader_sees_the_file_as_it_was_when_it_began(store: Store) -> None:
    with store.read() as reader:
        assert reader.volunteers.count() == 0
        with store.work() as uow:
            make_volunteer(uow)
            uow.commit(say("Add"))
        assert reader.volunteers.count() == 0
    with store.read() as reader:
        assert reader.volunteers.count() == 1


def test_that_writers_in_two_threads_wait_for_one_another(store: Store) -> None:
    def add(name: str) -> None:
        for _ in range(10):
            with store.work() as uow:
                make_volunteer(uow, name)
                uow.commit(say("Add"))

    threads = [Thread(target=add, args=(name,)) for name in "ABC"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as uow:
        assert uow.volunteers.count() == 30
        assert [entry.number for entry in uow.history.latest()] == list(range(30, 0, -1))


def test_that_a_file_without_a_clinic_says_so(store: Store) -> None:
    with store.work() as uow:
        with pytest.raises(NotOnFile):
            uow.clinic()
        make_clinic(uow)
        assert uow.clinic().name == "Clinic of the tests"
        assert uow.now() == MORNING


def test_that_every_noun_has_a_repository(store: Store) -> None:
    with store.read() as uow:
        assert {part.noun for part in vars(uow).values() if hasattr(part, "noun")} == set(NOUNS)
