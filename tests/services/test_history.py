"""Undo and redo of one step after another."""

from __future__ import annotations

from uuid import uuid4

import pytest

from clinic.domain.errors import NothingToUndo, NotOnFile
from clinic.domain.ids import EntryId
from clinic.domain.people import Role
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.services import history
from db.mapping import BY_KIND
from db.store import SqlStore
from tests.factory import (
    make_delivery,
    make_everything,
    make_feed_event,
    make_person,
    make_place,
    make_seat,
    make_session,
    make_volunteer,
)
from tests.rows import everything
from tests.stores import memory_store


@pytest.fixture
def store() -> SqlStore:
    return memory_store()


def entry_of(uow: UnitOfWork, label: str) -> EntryId:
    change = uow.commit(say(label))
    assert change.entry_id is not None
    return change.entry_id


def test_that_undo_and_redo_work_for_every_kind_of_row(store: SqlStore) -> None:
    with store.work() as uow:
        make_everything(uow)
        made = uow.commit(say("Make everything"))
        full = everything(uow)
        assert made.kinds == BY_KIND.keys()
        told = {key for key in full if key[0] in {"feed_event", "delivery"}}
        undone = history.undo(uow)
        assert set(everything(uow)) == told
        assert undone.touched == made.touched - told
        assert history.redo(uow).touched == undone.touched
        assert everything(uow) == full


def test_that_undo_puts_every_edit_of_every_kind_back(store: SqlStore) -> None:
    with store.work() as uow:
        make_everything(uow)
        uow.commit(say("Make everything"))
        before = everything(uow)
        shelter, driver = uow.places.like("paloma")[0], uow.volunteers.like("diego")[0]
        shelter.label, driver.roles, uow.hearings.where()[0].number = "Casa Roble", (Role.COOK,), 4
        uow.check_ins.remove(uow.check_ins.where()[0])
        uow.commit(say("Edit"))
        assert everything(uow) != before
        history.undo(uow)
        assert everything(uow) == before
        assert [found.label for found in uow.places.like("paloma")] == ["Casa Paloma"]


def test_that_the_next_steps_are_told_by_name(store: SqlStore) -> None:
    with store.work() as uow:
        assert history.steps(uow) == history.Steps(None, None)
        make_volunteer(uow)
        uow.commit(say("Add {name}", name="Anna"))
        assert history.steps(uow) == history.Steps(say("Add {name}", name="Anna"), None)
        assert str(history.undo(uow).label) == "Undo: Add Anna"
        assert history.steps(uow) == history.Steps(None, say("Add {name}", name="Anna"))
        assert str(history.redo(uow).label) == "Redo: Add Anna"


def test_that_nothing_is_undone_or_redone_when_there_is_nothing(store: SqlStore) -> None:
    with store.work() as uow:
        with pytest.raises(NothingToUndo, match="nothing to undo"):
            history.undo(uow)
        with pytest.raises(NothingToUndo, match="nothing to redo"):
            history.redo(uow)
        with pytest.raises(NotOnFile):
            history.undo(uow, entry=EntryId(uuid4()))


def test_that_a_new_step_ends_redo(store: SqlStore) -> None:
    with store.work() as uow:
        make_volunteer(uow, "Anna")
        uow.commit(say("Add Anna"))
        history.undo(uow)
        make_volunteer(uow, "Berta")
        uow.commit(say("Add Berta"))
        with pytest.raises(NothingToUndo):
            history.redo(uow)
        history.undo(uow)
        assert history.steps(uow) == history.Steps(None, say("Add Berta"))


def test_that_an_older_step_is_undone_alone_when_nothing_depends_on_it(store: SqlStore) -> None:
    with store.work() as uow:
        make_volunteer(uow, "Anna")
        first = entry_of(uow, "Add Anna")
        make_volunteer(uow, "Berta")
        entry_of(uow, "Add Berta")
        history.undo(uow, entry=first)
        assert [found.name for found in uow.volunteers.where()] == ["Berta"]
        with pytest.raises(NothingToUndo, match="undone already"):
            history.undo(uow, entry=first)
        history.redo(uow)
        assert [found.name for found in uow.volunteers.where()] == ["Anna", "Berta"]


def test_that_an_undo_is_not_undone_but_redone(store: SqlStore) -> None:
    with store.work() as uow:
        make_volunteer(uow)
        uow.commit(say("Add Anna"))
        undone = history.undo(uow).entry_id
        assert undone is not None
        with pytest.raises(NothingToUndo, match="itself a step back"):
            history.undo(uow, entry=undone)


def test_that_later_steps_on_the_same_row_are_named(store: SqlStore) -> None:
    with store.work() as uow:
        anna = make_volunteer(uow)
        first = entry_of(uow, "Add Anna")
        for phone in ("1", "2", "3", "4"):
            anna.phone = phone
            entry_of(uow, f"Phone {phone}")
        with pytest.raises(NothingToUndo, match=r"“Phone 4”, “Phone 3”, “Phone 2”, 1 more"):
            history.undo(uow, entry=first)
        for _ in range(4):
            history.undo(uow)
        history.undo(uow, entry=first)
        assert uow.volunteers.where() == []


def test_that_a_row_in_use_keeps_its_making_from_being_undone(store: SqlStore) -> None:
    with store.work() as uow:
        place = make_place(uow)
        first = entry_of(uow, "Add a place")
        make_session(uow, place_id=place.id)
        entry_of(uow, "Add a session")
        with pytest.raises(NothingToUndo, match="Add a session"):
            history.undo(uow, entry=first)


def test_that_a_use_inside_a_list_of_ids_counts_too(store: SqlStore) -> None:
    with store.work() as uow:
        make_everything(uow)
        uow.commit(say("Make everything"))
        person = make_person(uow, uow.households.where()[0])
        first = entry_of(uow, "Add a person")
        uow.consultations.where()[0].person_ids = (person.id,)
        entry_of(uow, "Bring the person too")
        with pytest.raises(NothingToUndo, match="Bring the person too"):
            history.undo(uow, entry=first)


def test_that_a_step_is_not_undone_towards_a_row_that_is_gone(store: SqlStore) -> None:
    with store.work() as uow:
        anna = make_volunteer(uow)
        seat = make_seat(uow, volunteer=anna)
        entry_of(uow, "Set the scene")
        seat.volunteer_id = None
        first = entry_of(uow, "Free the seat")
        uow.volunteers.remove(anna)
        entry_of(uow, "Remove Anna")
        with pytest.raises(NothingToUndo, match="Remove Anna"):
            history.undo(uow, entry=first)


def test_that_what_was_given_out_is_never_taken_back(store: SqlStore) -> None:
    with store.work() as uow:
        seat = make_seat(uow, volunteer=make_volunteer(uow))
        entry_of(uow, "Seat Anna")
        make_feed_event(uow, seat)
        make_delivery(uow)
        given = entry_of(uow, "Write the feeds")
        assert history.steps(uow).undo == say("Seat Anna")
        with pytest.raises(NothingToUndo, match="given out"):
            history.undo(uow, entry=given)
        history.undo(uow)
        assert [len(rows) for rows in (uow.seats.where(), uow.feed_events.where(), uow.deliveries.where())] == [0, 1, 1]
        assert store.check(lambda _what, _share: None) == []
