from __future__ import annotations

from typing import Any

import pytest

from clinic.domain.errors import BadValue
from clinic.domain.people import Role
from clinic.domain.sessions import Answer
from clinic.i18n import in_language
from clinic.services import answers
from clinic.services.duties import code_of
from tests.services.scene import THURSDAY, TUESDAY, WEDNESDAY, WEEK, Scene


class Asked(Scene):
    """Ana sits on Tuesday, Wednesday and Thursday, Bea Ruiz and Bea Soto on Tuesday; all were asked."""

    def __init__(self) -> None:
        super().__init__()
        self.ana = self.volunteer("Ana Lee")
        self.seats = {}
        for on in (TUESDAY, WEDNESDAY, THURSDAY):
            self.seats[f"{on:%a}"] = self.seat(self.session(on=on), who=self.ana, answer=Answer.ASKED)
        self.beas = [self.volunteer(name) for name in ("Bea Ruiz", "Bea Soto")]
        for bea in self.beas:
            self.seat(self.session(), Role.ESCORT, bea, answer=Answer.ASKED)

    def read(self, text: str, **more: Any) -> answers.Reading:
        found: answers.Reading = self.ask(answers.read, site=self.site.id, week=WEEK, text=text, **more)
        return found

    def said(self, text: str, **more: Any) -> list[str]:
        """'Tue yes' for each thing that was understood."""
        yes = {Answer.CONFIRMED: "yes", Answer.DECLINED: "no"}
        return [f"{one.duty.starts:%a} {yes[one.answer]}" for one in self.read(text, **more).said]

    def why(self, text: str, **more: Any) -> list[str]:
        return [str(one.why) for one in self.read(text, **more).unclear]


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.mark.parametrize(
    "text",
    [
        "Ana: yes Tue, no Thu",
        "Ana Lee: Sí martes, no jueves",
        "ana - Tue yes, Thu no",
        "Ana: sí el martes pero no el jueves, gracias",
        "Ana: yes Tue no Thu",
        "Ana: puedo martes; no puedo jueves",
        "Ana: Tue: ok. Thu: cannot, sorry",
        "ANA: MARTES SI JUEVES NO!",
    ],
)
def test_that_an_answer_is_understood_as_people_write_it(asked: Asked, text: str) -> None:
    assert asked.said(text) == ["Tue yes", "Thu no"]
    assert asked.why(text) == []


def test_that_an_answer_without_a_day_is_about_the_whole_week(asked: Asked) -> None:
    assert asked.said("Ana: sí puedo, gracias") == ["Tue yes", "Wed yes", "Thu yes"]
    assert asked.said("Ana: yes all, no Thu") == ["Tue yes", "Wed yes", "Thu no"]
    assert asked.said("Ana: yes, Tue and Wed") == ["Tue yes", "Wed yes"]


def test_that_codes_of_the_message_need_no_name(asked: Asked) -> None:
    codes = {day: code_of(seat.id) for day, seat in asked.seats.items()}
    assert asked.said(f"{codes['Wed'].lower()} no; {codes['Tue']} yes") == ["Wed no", "Tue yes"]


def test_that_a_line_without_a_name_is_of_whom_it_was_pasted_for(asked: Asked) -> None:
    assert asked.said("Sí martes, no jueves", volunteer=asked.ana.id) == ["Tue yes", "Thu no"]
    assert asked.why("Sí martes") == ["Who says so? Begin the line with a name."]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Bea: yes", "“Bea” can be several: Bea Ruiz, Bea Soto. Type it in full."),
        ("Cora: yes", "Nobody called “Cora” has a seat in this week."),
        ("Ana: yes Fri", "There is no seat then."),
        ("Ana: yes if it rains", "“if” is not understood."),
        ("Ana: maybe Tue", "This is neither yes nor no. Ask again."),
        ("Ana: Tue", "There is neither a yes nor a no in it."),
    ],
)
def test_that_what_is_not_understood_is_told_and_means_nothing(asked: Asked, text: str, why: str) -> None:
    assert (asked.said(text), asked.why(text)) == ([], [why])


def test_that_yes_and_no_to_the_same_seat_means_neither(asked: Asked) -> None:
    found = asked.read("Ana: yes Tue\nAna: no Tue")
    assert not found.said
    assert "yes and no to the same seat" in str(found.unclear[0].why)


def test_that_answers_are_noted_as_one_step_that_can_be_undone(asked: Asked) -> None:
    text = "Ana: yes Tue, no Thu\nBea Soto: yes\nwho knows"
    given = {"site": asked.site.id, "week": WEEK, "text": text}
    before, _after, undone = asked.undone(answers.apply, **given)
    assert before == undone
    change = asked.work(answers.apply, **given)
    assert str(change.label) == "Note the answers of 2 people: 2 yes, 1 no"
    tuesday, thursday = asked.now(asked.seats["Tue"]), asked.now(asked.seats["Thu"])
    assert (tuesday.volunteer_id, tuesday.answer) == (asked.ana.id, Answer.CONFIRMED)
    assert (thursday.volunteer_id, thursday.answer) == (None, Answer.DECLINED)
    assert asked.now(asked.seats["Wed"]).answer is Answer.ASKED


def test_that_what_was_pasted_is_told_in_both_languages(asked: Asked) -> None:
    found = asked.read("Ana: yes Tue, no Thu, hmm")
    assert str(found.line) == "1 yes, 1 no, 1 not understood"
    assert str(found.said[0].words).startswith("Ana Lee: yes, Tue 14 July 10:00–12:00, attorney")
    with in_language("es"):
        assert "mar 14 jul" in str(found.said[0].words)


@pytest.mark.parametrize("text", ["", "  \n ", "who knows", "Ana: hmm"])
def test_that_nothing_understood_is_refused_in_a_sentence(asked: Asked, text: str) -> None:
    with pytest.raises(BadValue):
        asked.work(answers.apply, site=asked.site.id, week=WEEK, text=text)
