"""Who could sit where, who must be told, what they said: from the terminal, on the sample and on a small scene."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.domain.people import Availability, Can, DayPart, Role, Volunteer
from clinic.domain.sessions import Answer
from tests.e2e.on_border import on_terminal
from tests.services.scene import THURSDAY, WEDNESDAY, WEEK, Scene
from tests.terminal import Terminal


class Staffed(Scene):
    """A clinic with somebody who has been asked."""

    anna: Volunteer


@pytest.fixture
def scene() -> Staffed:
    """Anna is asked for Wednesday and Thursday; Cora could cook; one seat is open."""
    scene = Staffed()
    scene.anna = scene.volunteer("Anna Diaz")
    scene.volunteer("Cora", Role.COOK)
    for on in (WEDNESDAY, THURSDAY):
        scene.seat(scene.session(on=on), who=scene.anna, answer=Answer.ASKED)
    return scene


@pytest.fixture
def at(scene: Staffed, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return on_terminal(scene, terminal, monkeypatch)


def test_that_candidates_are_told_with_every_rule_and_what_would_change_it(at: Terminal, scene: Staffed) -> None:
    seat = scene.seat(scene.session("10:00", "12:00", WEDNESDAY, label="Second room"))
    found = at.json("candidates", str(seat.id))
    assert (found["fits"], found["warns"]) == ([], [])
    assert {one["name"]: [b["code"] for b in one["breaches"]] for one in found["why_not"]} == {
        "Cora": ["ROLE"],
        "Anna Diaz": ["OVERLAP"],
    }
    assert found["why_not"][0]["can_be_overridden"]
    told = at.done("candidates", str(seat.id)[:8]).out
    assert "Add the role attorney to Cora." in told
    assert found["smallest_change"] in told


def test_that_a_published_week_says_who_must_be_told_until_they_have_been(at: Terminal) -> None:
    found = at.json("publish", "week", str(WEEK))
    assert [one["name"] for one in found["to_tell"]] == ["Anna Diaz"]
    assert "Hello Anna." in at.done("told", str(WEEK)).out
    assert at.json("told", str(WEEK), "anna")["to_tell"] == []
    assert at.json("told", str(WEEK))["knowing"] == 1


def test_that_pasted_answers_are_shown_first_and_then_noted_in_one_step(
    at: Terminal, scene: Staffed, tmp_path: Path
) -> None:
    file = tmp_path / "answers.txt"
    file.write_text("Anna: sí miércoles, no jueves\nCora: yes\n", encoding="utf-8")
    found = at.json("answers", str(WEEK), file)
    assert [one["answer"] for one in found["said"]] == ["confirmed", "declined"]
    assert [one["line"] for one in found["unclear"]] == [2]
    assert "Nothing was changed" in at.done("answers", str(WEEK), file).out
    at.done("answers", str(WEEK), file, "--apply")
    answers = [row.answer for row in scene.ask(lambda uow: uow.seats.where())]
    assert answers == [Answer.CONFIRMED, Answer.DECLINED]
    at.done("undo")
    assert [row.answer for row in scene.ask(lambda uow: uow.seats.where())] == [Answer.ASKED] * 2


def test_that_a_copied_week_tells_who_no_longer_fits(at: Terminal, scene: Staffed) -> None:
    scene.seat(scene.session(label="Third room"), who=scene.volunteer("Ben", here_until=THURSDAY))
    told = at.json("copy", "week", str(WEEK), "--to", str(WEEK.shifted(1)))
    assert [(one["name"], [b["code"] for b in one["breaches"]]) for one in told["not_again"]] == [("Ben", ["HERE"])]
    lines = at.done("copy", "week", str(WEEK), "--to", str(WEEK.shifted(2))).out
    assert "Ben is here until Thu 16 July" in lines


def test_that_the_stand_by_list_of_a_week_is_told(at: Terminal, scene: Staffed) -> None:
    assert at.json("standby", str(WEEK)) == {"stand_by": []}
    cells = (Availability(2, DayPart.MORNING, Can.STAND_BY),)
    scene.volunteer("Zoe", Role.DRIVER, availability=cells, phone="664 9")
    assert at.done("standby", str(WEEK)).out.strip() == "Wed 15 July, morning: Zoe, 664 9, driver"


def test_that_places_at_any_time_are_added_beside_a_seat(at: Terminal, scene: Staffed) -> None:
    seat = scene.ask(lambda uow: uow.seats.where())[0]
    at.done("places", str(seat.id), "--role", "copying", "--minutes", "45", "--number", "3")
    assert [row.minutes for row in scene.ask(lambda uow: uow.seats.where(role=Role.COPYING))] == [45] * 3
    assert at.run("places", str(seat.id), "--role", "copying", "--minutes", "500").status == 1
