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
