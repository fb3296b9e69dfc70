"""Up, down and up again; the models and the newest revision are the same schema, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Engine

from clinic.domain.consultations import CanCome, Outcome
from clinic.domain.errors import Refused
from clinic.domain.policy import Policy
from clinic.domain.sessions import Answer, SessionStatus
from clinic.domain.trips import TripStatus, VehicleKind
from clinic.domain.when import Interval
from clinic.i18n import say
from clinic.services import history
from db.engine import make_engine, speak_plainly
from db.mapping import BY_KIND, metadata
from db.migrate import BrokenReferencesError, downgrade, newest, revision_of, revisions, upgrade
from db.store import SqlStore
from tests.db.postgresql import programs, server
from tests.factory import (
    HOUR,
    MORNING,
    make_consultation,
    make_everything,
    make_notice,
    make_request,
    make_seat,
    make_session,
    make_slot,
    make_trip,
    make_vehicle,
    make_volunteer,
)
from tests.rows import everything

KEY = bytes(range(32))
#: What an older revision has no table for is gone after the way down.
NEWER = {"notice"}
#: A site, its van and a clinic, as the first revision kept them.
OF_THE_FIRST = """
INSERT INTO site VALUES
    ('11111111111141118111111111111111', 'Tijuana', 'America/Tijuana', 'San Diego', 'America/Los_Angeles', 240, '', 1);
INSERT INTO vehicle VALUES
    ('22222222222242228222222222222222', '11111111111141118111111111111111', 'White van', 'hired', 14, 2, 0, NULL, 0,
     '', false, 2);
INSERT INTO clinic VALUES
    ('33333333333343338333333333333333', 'Clinic',
     '{"rest":600,"training_needed":false,"two_adults_a_vehicle":true}', false, false, false, false, 3)
"""


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed here")
    with server(folder) as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        found = make_engine(tmp_path / "file", KEY, for_migration=True)
    else:
        found = sa.create_engine(request.getfixturevalue("postgresql"), isolation_level="SERIALIZABLE")
        speak_plainly(found, tmp_path)
        with found.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    yield found
    found.dispose()


def tables(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_that_the_schema_goes_up_down_and_up_again(engine: Engine) -> None:
    for _ in range(2):
        upgrade(engine)
        assert tables(engine) == {*BY_KIND, "entry", "entry_line"}
        with engine.connect() as connection:
            assert revision_of(connection) == newest()
        downgrade(engine, "base")
        assert tables(engine) == set()


def test_that_the_models_are_the_newest_revision(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, metadata)
    assert differences == []


def test_that_every_condition_of_the_models_is_in_the_newest_revision(tmp_path: Path) -> None:
    """Alembic does not compare conditions, so the whole text of each table is compared."""
    migrated, modelled = (make_engine(tmp_path / name, KEY, for_migration=True) for name in ("one", "two"))
    upgrade(migrated)
    metadata.create_all(modelled)
    assert _texts(migrated) == _texts(modelled)


def _texts(engine: Engine) -> dict[str, set[str]]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        ).fetchall()
    return {
        name: {re.sub(r"\s+", " ", line).strip().rstrip(",").replace('"', "") for line in sql.splitlines()}
        for name, sql in rows
        if name != "alembic_version"
    }


def test_that_a_full_database_survives_every_step_of_the_way_up(engine: Engine) -> None:
    upgrade(engine)
    store = SqlStore(engine)
    with store.work("Maria") as uow:
        make_everything(uow)
        uow.commit(say("Make everything"))
        made = everything(uow)
    for revision in revisions()[-2::-1]:
        downgrade(engine, revision)
    upgrade(engine)
    with store.read() as uow:
        assert everything(uow) == {key: row for key, row in made.items() if key[0] not in NEWER}


def test_that_what_a_file_of_the_first_revision_holds_is_all_there_after_the_second(engine: Engine) -> None:
    upgrade(engine, "0001")
    with engine.begin() as connection:
        for statement in OF_THE_FIRST.split(";"):
            connection.exec_driver_sql(statement)
    upgrade(engine, "0002")
    with SqlStore(engine).work() as uow:
        (van,) = uow.vehicles.where()
        assert (van.label, van.kind, van.seats, van.kept_id) == ("White van", VehicleKind.HIRED, 14, None)
        assert uow.clinic().policy == Policy(rest=600, strictness=(("TRAINED", "off"),))
        make_vehicle(uow, "Bus of the church", kind=VehicleKind.OUTSIDE)
        make_notice(uow)
        uow.commit(say("Add what is new"))


def test_that_lines_of_the_waiting_list_survive_the_third_revision_with_their_bookings(engine: Engine) -> None:
    upgrade(engine)
    store = SqlStore(engine)
    with store.work() as uow:
        asked = make_request(uow, can_come=CanCome(days=(1, 3), after=time(14)))
        make_consultation(
            uow, make_slot(uow, make_session(uow)), uow.households.get(asked.household_id), request_id=asked.id
        )
        uow.commit(say("Ask"))
    downgrade(engine, "0002")
    assert "can_come" not in {column["name"] for column in sa.inspect(engine).get_columns("request")}
    upgrade(engine)
    with store.work() as uow:
        (row,) = uow.requests.where()
        assert (row.id, row.kind, row.asked_on, row.can_come) == (asked.id, asked.kind, asked.asked_on, CanCome())
        assert uow.consultations.where()[0].request_id == asked.id
        row.can_come = CanCome(until=time(12))
        uow.commit(say("Say when"))
        history.undo(uow)
        assert uow.requests.where()[0].can_come == CanCome()


def test_that_the_fourth_revision_keeps_what_was_booked_and_goes_back_with_what_an_older_program_knows(
    engine: Engine,
) -> None:
    upgrade(engine)
    store = SqlStore(engine)
    with store.work() as uow:
        session = make_session(uow, break_from=time(13), break_until=time(13, 30))
        asked = make_request(uow)
        met = make_consultation(
            uow, make_slot(uow, session, heads=23), uow.households.get(asked.household_id), request_id=asked.id
        )
        uow.commit(say("Book"))
        met.outcome = Outcome.PARTLY
        rest = make_request(uow, uow.households.get(asked.household_id), sitting=2, other_id=asked.id)
        asked.sitting, asked.other_id, asked.person_ids = 1, rest.id, (uow.persons.where()[0].id,)
        uow.commit(say("Met in part"))
        made = everything(uow)
    downgrade(engine, "0003")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT outcome FROM consultation").scalars().all() == ["done"]
        text = "".join(connection.exec_driver_sql("SELECT after FROM entry_line").scalars())
        assert '"outcome":"done"' in text
        assert "partly" not in text
    upgrade(engine)
    with store.work() as uow:
        none = dict.fromkeys(("other_id", "heads", "break_from", "break_until"))
        lost: dict[str, object] = {"person_ids": [], "sitting": 0, "outcome": "done", **none}
        assert everything(uow) == {key: row | {n: lost[n] for n in row if n in lost} for key, row in made.items()}
        history.undo(uow)
        assert [row.outcome for row in uow.consultations.where()] == [Outcome.BOOKED]
        assert uow.requests.count() == 1


def test_that_a_place_at_any_time_keeps_its_hours_on_the_way_down_and_is_a_seat_like_others_after_it(
    engine: Engine,
) -> None:
    upgrade(engine)
    store = SqlStore(engine)
    with store.work() as uow:
        session = make_session(uow)
        taken = make_seat(uow, session, volunteer=make_volunteer(uow), minutes=60, ends_at=session.starts_at + HOUR)
        make_seat(uow, session, minutes=120, position=1)
        uow.commit(say("Open places"))
        made = everything(uow)
    downgrade(engine, "0004")
    assert "minutes" not in {column["name"] for column in sa.inspect(engine).get_columns("seat")}
    upgrade(engine)
    with store.work() as uow:
        assert everything(uow) == {
            key: row | ({"minutes": None} if "minutes" in row and key[0] == "seat" else {}) for key, row in made.items()
        }
        row = uow.seats.get(taken.id)
        assert row.ends_at - row.starts_at == HOUR
        row.minutes = 30
        uow.commit(say("At any time again"))
        history.undo(uow)
        assert uow.seats.get(taken.id).minutes is None


@pytest.mark.parametrize("half", [(make_request, {"sitting": 2}), (make_session, {"break_from": time(13)})])
def test_that_half_a_pair_and_half_a_break_are_refused(engine: Engine, half: tuple[Any, dict[str, Any]]) -> None:
    upgrade(engine)
    with SqlStore(engine).work() as uow:
        make, given = half
        make(uow, **given)
        with pytest.raises(sa.exc.IntegrityError):
            uow.commit(say("Half of it"))


def test_that_a_ride_by_others_is_a_bus_to_the_first_revision_and_history_with_it(engine: Engine) -> None:
    upgrade(engine, "0002")
    store = SqlStore(engine)
    with store.work() as uow:
        bus = make_vehicle(uow, "Bus of the church", kind=VehicleKind.OUTSIDE)
        notice = make_notice(uow)
        uow.commit(say("Add what is new"))
        bus.note = "Sundays"
        notice.reason = "the court confirmed it"
        uow.commit(say("Note"))
    downgrade(engine, "0001")
    assert "notice" not in tables(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT kind FROM vehicle").scalars().all() == ["bus"]
        assert not connection.exec_driver_sql("SELECT 1 FROM entry_line WHERE kind = 'notice'").all()
    upgrade(engine, "0002")
    with store.work() as uow:
        history.undo(uow)
        (bus,) = uow.vehicles.where()
        assert (bus.note, bus.kind) == ("", VehicleKind.BUS)


def test_that_a_repository_works_the_same_on_both(engine: Engine) -> None:
    upgrade(engine)
    store = SqlStore(engine)
    with store.work("Maria") as uow:
        make_everything(uow)
        uow.commit(say("Make everything"))
        made = everything(uow)
        uow.volunteers.like("anna")[0].name = "Ánna"
        uow.commit(say("Rename"))
        history.undo(uow)
        history.undo(uow)
        history.redo(uow)
        assert everything(uow) == made
        assert uow.volunteers.like("ANNÁ")[0].name == "Anna"
        assert [trip.label for trip in uow.trips.during(Interval(MORNING - HOUR, MORNING))] == ["To the port"]
        assert uow.sessions.where()[0].starts_at.utcoffset() == timedelta()
        uow.places.remove(uow.places.like("paloma")[0])
        with pytest.raises(Refused, match="used by"):
            uow.commit(say("Remove"))


def test_that_nobody_sits_at_two_places_at_once(engine: Engine) -> None:
    upgrade(engine)
    store = SqlStore(engine)
    with store.work() as uow:
        anna = make_volunteer(uow)
        make_seat(uow, make_session(uow, MORNING), volunteer=anna)
        make_seat(uow, make_session(uow, MORNING + 4 * HOUR), volunteer=anna)
        uow.commit(say("One after the other"))
        make_seat(uow, make_session(uow, MORNING + 3 * HOUR), volunteer=anna)
        with pytest.raises(Refused, match="two places at the same minute"):
            uow.commit(say("Both at once"))
    with store.work() as uow:
        one, other = uow.seats.where()
        one.starts_at, one.ends_at = other.starts_at, other.ends_at
        with pytest.raises(Refused):
            uow.commit(say("Move the first onto the second"))


def test_that_a_cancelled_session_and_a_declined_seat_take_nobody_s_time(engine: Engine) -> None:
    upgrade(engine)
    store = SqlStore(engine)
    with store.work() as uow:
        anna, session = make_volunteer(uow), make_session(uow, MORNING)
        make_seat(uow, session, volunteer=anna)
        make_seat(uow, make_session(uow, MORNING, status=SessionStatus.CANCELLED), volunteer=anna)
        make_seat(uow, make_trip(uow, report_at=MORNING + HOUR, status=TripStatus.CANCELLED), volunteer=anna)
        make_seat(uow, make_session(uow, MORNING), volunteer=anna, answer=Answer.DECLINED)
        uow.commit(say("One that counts"))
    for revive in ("sessions", "trips"):
        with store.work() as uow:
            for row in getattr(uow, revive).where():
                row.status = type(row.status)("draft")
            with pytest.raises(Refused, match="two places"):
                uow.commit(say("Hold it after all"))


def test_that_two_people_change_places_in_one_step_and_back(engine: Engine) -> None:
    upgrade(engine)
    store = SqlStore(engine)
    with store.work() as uow:
        anna, berta = make_volunteer(uow), make_volunteer(uow, "Berta")
        seats = [make_seat(uow, make_session(uow, MORNING), volunteer=who) for who in (anna, berta)]
        uow.commit(say("Seat both"))
        seats[0].volunteer_id, seats[1].volunteer_id = berta.id, anna.id
        uow.commit(say("Change places"))
        history.undo(uow)
        assert [seat.volunteer_id for seat in uow.seats.where()] == [anna.id, berta.id]


def test_that_a_migration_that_breaks_references_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(tmp_path / "file", KEY, for_migration=True)
    upgrade(engine)

    def break_something(config: Any, _revision: str) -> None:
        connection = config.attributes["connection"]
        connection.exec_driver_sql("INSERT INTO travel VALUES ('a', 'b', 'c', 5, 1)")

    monkeypatch.setattr("alembic.command.upgrade", break_something)
    with pytest.raises(BrokenReferencesError, match="travel"):
        upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM travel").scalar() == 0
