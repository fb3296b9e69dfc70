"""The data lane: strictly in order, answers on the window's thread, cancelled when the person says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from clinic.jobs import Cancelled, Progress
from tests.ui.waiting import until
from ui.jobs import Lane

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]


@pytest.fixture
def lane() -> Iterator[Lane]:
    found = Lane()
    yield found
    found.close()


def same(number: int, _progress: Progress) -> int:
    return number


def lookup(_progress: Progress) -> str:
    return {"here": "it is"}["missing"]


def never(_answer: object) -> None:
    raise AssertionError


def failing(error: BaseException) -> None:
    raise AssertionError from error


def test_that_jobs_answer_in_the_order_in_which_they_came(window_app: QApplication, lane: Lane) -> None:
    answers: list[int] = []
    for number in range(20):
        lane.run(partial(same, number), answers.append, failing)
    until(window_app, lambda: lane.is_idle)
    assert answers == list(range(20))


def test_that_answers_come_on_the_thread_of_the_window(window_app: QApplication, lane: Lane) -> None:
    worked_on: list[int] = []
    answered_on: list[int] = []
    lane.run(
        lambda _progress: worked_on.append(threading.get_ident()),
        lambda _none: answered_on.append(threading.get_ident()),
        failing,
    )
    until(window_app, lambda: lane.is_idle)
    assert answered_on == [threading.get_ident()]
    assert worked_on != answered_on


def test_that_an_error_comes_back_and_the_lane_goes_on(window_app: QApplication, lane: Lane) -> None:
    errors: list[BaseException] = []
    answers: list[str] = []
    lane.run(lookup, answers.append, errors.append)
    lane.run(lambda _progress: "next", answers.append, failing)
    until(window_app, lambda: lane.is_idle)
    assert [type(error) for error in errors] == [KeyError]
    assert answers == ["next"]


def test_that_a_running_job_ends_at_its_next_progress_when_cancelled(window_app: QApplication, lane: Lane) -> None:
    errors: list[BaseException] = []
    begun = threading.Event()

    def endless(progress: Progress) -> None:
        while True:
            begun.set()
            progress("counting", 0.5)

    ticket = lane.run(endless, never, errors.append)
    begun.wait(5)
    ticket.cancel()
    until(window_app, lambda: lane.is_idle)
    assert isinstance(errors[0], Cancelled)


def test_that_of_the_same_question_only_the_newest_is_answered(window_app: QApplication, lane: Lane) -> None:
    gate, answers = threading.Event(), list[int]()
    lane.run(lambda _progress: gate.wait(5), lambda _true: None, failing)
    for number in range(5):
        lane.run(partial(same, number), answers.append, failing, newest="week")
    gate.set()
    until(window_app, lambda: lane.is_idle)
    assert answers == [4]


def test_that_nobody_is_called_who_is_gone(window_app: QApplication, lane: Lane) -> None:
    import shiboken6

    owner, answers = QObject(), list[int]()
    lane.run(lambda _progress: 1, answers.append, failing, owner=owner)
    shiboken6.delete(owner)
    until(window_app, lambda: lane.is_idle)
    assert answers == []


def test_that_closing_cancels_what_runs_and_waits() -> None:
    lane, begun = Lane(), threading.Event()

    def endless(progress: Progress) -> None:
        while True:
            begun.set()
            progress("counting", 0.5)

    lane.run(endless, never, failing)
    begun.wait(5)
    lane.close()
    assert not any(thread.is_alive() for thread in lane._threads)
