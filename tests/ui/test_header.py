"""The head of a page in windows of every width."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.header import PageHeader

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]


def test_that_a_narrow_head_folds_its_second_buttons_and_unfolds_them_again(qtbot: QtBot) -> None:
    ground, head = QWidget(), PageHeader("Roster")
    qtbot.addWidget(ground)
    head.setParent(ground)
    fill = head.add_button("Fill open seats", "magic-wand", name="fill", on=lambda: None)
    head.set_primary("Add session", "plus", on=lambda: None)
    head.resize(700, 60)
    ground.show()
    assert fill.text() == "Fill open seats"
    head.resize(260, 60)
    assert (fill.text(), fill.toolTip(), fill.accessibleName()) == ("", "Fill open seats", "Fill open seats")
    assert head.primary is not None
    assert head.primary.text() == "Add session"
    head.resize(700, 60)
    assert (fill.text(), fill.toolTip()) == ("Fill open seats", "")


def test_that_the_last_buttons_are_folded_first_and_the_answer_keeps_some_room(qtbot: QtBot) -> None:
    ground, head = QWidget(), PageHeader("Roster")
    qtbot.addWidget(ground)
    head.setParent(ground)
    first = head.add_button("All the places", "house-line", name="first", on=lambda: None)
    last = head.add_button("Copy the whole list", "copy", name="last", on=lambda: None)
    head.resize(900, 60)
    ground.show()
    head.set_answer("Tue 14 July · 4 places · 56 households booked · 5 h 30 free")
    while last.text():
        head.resize(head.width() - 10, 60)
    assert first.text() == "All the places"
    head.resize(head.width() - 120, 60)
    assert (first.text(), last.text()) == ("", "")
