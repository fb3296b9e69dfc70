"""The palette finds commands in both languages, without accents, and keeps what cannot be done for last."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic.i18n import say
from ui.actions import Command
from ui.widgets.palette import Entry, Palette
from ui.widgets.palette_list import matching

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]


def nothing() -> None:
    """A command that does nothing."""


COMMANDS = (
    Command("undo", say("Undo"), nothing, why_not=lambda: "nothing to undo"),
    Command("today", say("Go to Today"), nothing, words=(say("Diary"),)),
    Command("lock", say("Lock"), nothing),
)


def keys(commands: list[Command]) -> list[str]:
    return [command.key for command in commands]


def test_that_what_cannot_be_done_stands_last() -> None:
    assert keys(matching(COMMANDS, ""))[-1] == "undo"


def test_that_every_word_must_occur_and_accents_do_not_matter() -> None:
    assert keys(matching(COMMANDS, "TÓDAY go")) == ["today"]
    assert matching(COMMANDS, "today lock") == []


def test_that_both_languages_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    spanish = {"Lock": "Bloquear"}

    class Catalogue:
        def gettext(self, text: str) -> str:
            return spanish.get(text, text)

    class English:
        def gettext(self, text: str) -> str:
            return text

    monkeypatch.setattr("clinic.i18n._catalogue", lambda language: Catalogue() if language == "es" else English())
    assert keys(matching(COMMANDS, "bloq")) == ["lock"]
    assert keys(matching(COMMANDS, "lock")) == ["lock"]


@pytest.fixture
def palette(qtbot: QtBot) -> Palette:
    window = QWidget()
    window.resize(900, 700)
    window.show()
    qtbot.addWidget(window)
    found = Palette(window)
    found.held = window  # type: ignore[attr-defined] # the window would be gone with this frame
    return found


def test_that_enter_does_the_first_thing_that_fits(palette: Palette) -> None:
    done: list[str] = []
    palette.open_palette(lambda: [Command("lock", say("Lock"), lambda: done.append("lock")), COMMANDS[0]])
    QTest.keyClicks(palette.field, "lo")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["lock"]
    assert palette.isHidden()


def test_that_what_cannot_be_done_cannot_be_chosen(palette: Palette) -> None:
    palette.open_palette(lambda: [COMMANDS[0]])
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_that_an_answer_to_older_words_is_not_shown(palette: Palette) -> None:
    given: list[object] = []
    palette.open_palette(lambda: COMMANDS, lambda _text, give: given.append(give))
    QTest.keyClicks(palette.field, "ann")
    old, new = given[-2], given[-1]
    new([Entry("Anna Reyes", act=nothing)])  # type: ignore[operator] # the palette's own callable
    old([Entry("Andrés Solís", act=nothing)])  # type: ignore[operator] # as above
    titles = [entry.title for entry in palette.model.entries]
    assert "Anna Reyes" in titles
    assert "Andrés Solís" not in titles


def test_that_escape_gives_the_focus_back(palette: Palette) -> None:
    palette.open_palette(lambda: COMMANDS)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
