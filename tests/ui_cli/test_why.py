"""`why`: an open seat explained on the terminal, a change tried and carried out by its number."""

from __future__ import annotations

import pytest

from clinic.domain.people import Interprets, Role, Volunteer
from clinic.domain.sessions import Seat
from tests.e2e.on_border import on_terminal
from tests.services.scene import WEDNESDAY, WEEK, Scene
from tests.terminal import Terminal

MAM = (Interprets("mam", "spa"), Interprets("spa", "mam"))


class Mam(Scene):
    """A clinic with somebody who interprets Mam."""

    ana: Volunteer


@pytest.fixture
def scene() -> Mam:
    """Ana and Ben interpret; only Ana from Mam, and she sits elsewhere."""
    scene = Mam()
    scene.ana = scene.volunteer("Ana Cruz", Role.INTERPRETER, interprets=(*MAM, Interprets("spa", "eng")))
    scene.volunteer("Ben Ortiz", Role.INTERPRETER, interprets=(Interprets("spa", "eng"),))
    return scene


@pytest.fixture
def at(scene: Mam, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return on_terminal(scene, terminal, monkeypatch)


@pytest.fixture
def mam(scene: Mam) -> Seat:
    """The open seat; at the same hour Ana interprets into English."""
    session = scene.session(on=WEDNESDAY)
    scene.seat(session, Role.INTERPRETER, scene.ana, source="spa", target="eng")
    return scene.seat(session, Role.INTERPRETER, source="mam", target="spa", position=1)


def refused(at: Terminal, *arguments: object) -> str:
    """The sentence with which a command was refused."""
    answer = at.run(*arguments)
    assert answer.status == 1
    return answer.err


def test_that_an_exchange_is_told_tried_and_carried_out(at: Terminal, scene: Mam, mam: Seat) -> None:
    found = at.json("why", str(mam.id))
    assert found["kind"] == "taken"
    assert "Ana Cruz could, but sits elsewhere" in found["line"]
    assert found["changes"][0]["act"] == "reseat"
    tried = at.json("why", str(mam.id)[:8], "--try", "1")
    assert (tried["works"], tried["filled"], tried["opened"]) == (True, 1, 0)
    assert scene.now(mam).volunteer_id is None
    at.done("why", str(mam.id), "--do", "1")
    assert scene.now(mam).volunteer_id == scene.ana.id


def test_that_all_that_speaks_against_one_person_is_told(at: Terminal, mam: Seat) -> None:
    told = at.done("why", str(mam.id), "ben").out
    assert "the seat asks for Mam → Spanish" in told
    assert "1. Add Mam → Spanish to what Ben Ortiz interprets." in told
    assert at.json("why", str(mam.id), "ben", "--try", "1")["works"]


def test_that_a_week_is_told_with_what_nobody_can_fill(at: Terminal, scene: Mam, mam: Seat) -> None:
    scene.seat(scene.session(on=WEDNESDAY), Role.DOCTOR)
    found = at.json("why", "--week", str(WEEK))
    assert "at least 1 stays open whatever is planned" in found["line"]
    kinds = {each["line"]: each["kind"] for each in found["seats"]}
    assert kinds["No doctor is on file."] == "impossible"
    assert str(mam.id) in str(found["seats"])
    assert "No doctor is on file." in at.done("why", "--week", str(WEEK)).out


def test_that_one_more_person_is_not_invented(at: Terminal, scene: Mam) -> None:
    seat = scene.seat(scene.session(on=WEDNESDAY), Role.DOCTOR)
    assert at.json("why", str(seat.id), "--try", "1")["works"]
    assert "Ask somebody and enter them first" in refused(at, "why", str(seat.id), "--do", "1")


def test_that_a_change_that_is_not_there_is_refused_plainly(at: Terminal, mam: Seat) -> None:
    assert "no change with the number 99" in refused(at, "why", str(mam.id), "--try", "99")


def test_that_a_seat_or_a_week_must_be_named(at: Terminal) -> None:
    assert at.run("why").status == 2


def test_that_a_seat_in_which_somebody_sits_is_said_to_be_taken(at: Terminal, scene: Mam, mam: Seat) -> None:
    other = next(seat for seat in scene.ask(lambda uow: uow.seats.where()) if seat.id != mam.id)
    assert "Ana Cruz sits there." in at.done("why", str(other.id)).out
