"""Trying what rules may refuse: all of them at once, a reason where one is enough, no way round where none is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic.domain.breaches import Breach, Severity
from clinic.domain.errors import BadValue, RuleBroken
from clinic.i18n import say
from clinic.ports import UnitOfWork
from tests.ui.waiting import until_quiet
from ui.desk import Desk
from ui.dialogs.anyway import AnywayDialog
from ui.page import Page
from ui.trying import attempt

pytestmark = pytest.mark.window
REST = Breach("REST", Severity.REASON, say("5 h rest; the rule asks 8."), (say("Start at 11:25 or later."),))
HOURS = Breach("HOURS", Severity.REASON, say("14 h on one day."))
TWICE = Breach("TWICE", Severity.MUST, say("In two places at once."), (say("Take the other seat."),))


class Somewhere(Page):
    """A page like any other."""

    name: ClassVar[str] = "somewhere"


class Trial:
    """A verb that is refused with these rules until it gets a reason."""

    def __init__(self, *breaches: Breach) -> None:
        self.breaches, self.reasons = breaches, list[str]()
        self.done: list[str] = []

    def __call__(self, _work: UnitOfWork, *, reason: str = "", **_given: Any) -> str:
        self.reasons.append(reason)
        if not reason:
            raise RuleBroken(self.breaches)
        return "seated"


@pytest.fixture
def page(window_app: QApplication, desk: Desk, qtbot: QtBot) -> Iterator[Somewhere]:
    found = Somewhere(desk, "Somewhere")
    qtbot.addWidget(found)
    found.show()
    yield found
    while (dialog := window_app.activeModalWidget()) is not None:
        dialog.close()


def try_it(app: QApplication, page: Page, trial: Trial) -> None:
    attempt(page, trial, subject="Anna: driver, Tue 14 July", word="Seat Anna anyway?", done=trial.done.append)
    until_quiet(app, page.desk)


def words(ground: QWidget) -> str:
    return "\n".join(label.text() for label in ground.findChildren(QLabel) if label.isVisible())


def dialog_of(app: QApplication) -> AnywayDialog:
    found = app.activeModalWidget()
    assert isinstance(found, AnywayDialog)
    return found


def test_that_all_rules_are_listed_and_a_reason_of_eight_letters_tries_again(
    window_app: QApplication, page: Somewhere
) -> None:
    trial = Trial(REST, HOURS)
    try_it(window_app, page, trial)
    dialog = dialog_of(window_app)
    for text in ("Seat Anna anyway?", "5 h rest; the rule asks 8.", "14 h on one day.", "2 rules say no"):
        assert text in words(dialog)
    field, go = dialog.findChild(QPlainTextEdit, "reason"), dialog.findChild(QAbstractButton, "goAnyway")
    assert field is not None
    assert go is not None
    QTest.keyClicks(field, "Because")
    assert not go.isEnabled()
    QTest.keyClicks(field, " of it")
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    until_quiet(window_app, page.desk)
    assert (trial.reasons, trial.done) == (["", "Because of it"], ["seated"])


def test_that_the_only_change_that_would_mend_the_only_rule_is_said_once(
    window_app: QApplication, page: Somewhere
) -> None:
    try_it(window_app, page, Trial(REST))
    assert words(dialog_of(window_app)).count("Start at 11:25 or later.") == 1


def test_that_going_back_changes_nothing(window_app: QApplication, page: Somewhere) -> None:
    trial = Trial(REST)
    try_it(window_app, page, trial)
    QTest.keyClick(dialog_of(window_app), Qt.Key.Key_Escape)
    until_quiet(window_app, page.desk)
    assert (trial.reasons, trial.done) == ([""], [])


def test_that_where_no_reason_is_enough_the_banner_lists_every_rule_and_what_would_mend_it(
    window_app: QApplication, page: Somewhere
) -> None:
    try_it(window_app, page, Trial(TWICE, REST))
    assert window_app.activeModalWidget() is None
    said = words(page.banner)
    assert "Not possible: Anna: driver, Tue 14 July" in said
    assert "In two places at once. Would mend it: Take the other seat." in said
    assert "5 h rest; the rule asks 8. Would mend it: Start at 11:25 or later." in said


def test_that_what_is_possible_at_last_takes_the_banner_away(window_app: QApplication, page: Somewhere) -> None:
    try_it(window_app, page, Trial(TWICE))
    assert page.banner.isVisible()
    attempt(page, Trial(), subject="Anna", reason="this time")
    until_quiet(window_app, page.desk)
    assert not page.banner.isVisible()


def test_that_other_errors_go_where_all_errors_go(page: Somewhere, qtbot: QtBot) -> None:
    def refuse(_work: UnitOfWork) -> None:
        raise BadValue(say("“{text}” is not a time of day. Type it like 04:00.", text="4x"))

    with qtbot.waitSignal(page.desk.guard.told, timeout=5000):
        attempt(page, refuse, subject="Anna")
    assert not page.banner.isVisible()
