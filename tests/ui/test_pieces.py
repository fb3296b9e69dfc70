"""Small pieces: banner, toast, header, filter, dialog with a reason, progress, lock by idleness."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.waiting import until
from ui.dialogs.anyway import AnywayDialog, BrokenRule, Mend
from ui.idle import IdleWatch
from ui.widgets.banner import Offer, WhyNot, WhyNotBanner
from ui.widgets.basics import Label, Tag
from ui.widgets.filter_bar import FilterBar
from ui.widgets.header import PageHeader, Segments
from ui.widgets.panel import Panel, Split
from ui.widgets.toast import Toast
from ui.widgets.waiting import EmptyState, ProgressCard, Way

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    found = QWidget()
    found.resize(1200, 700)
    qtbot.addWidget(found)
    found.show()
    return found


def button(widget: QWidget, name: str) -> QAbstractButton:
    found = widget.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def click(widget: QWidget, name: str) -> None:
    QTest.mouseClick(button(widget, name), Qt.MouseButton.LeftButton)


# ------------------------------------------------------------------------------------------------------------ banner


WHY = WhyNot(
    "H5-GQ8 does not fit on T3.",
    ("Seats: 2 people, 1 seat left.", "Child seats: 3 needed, the van has 2."),
    (Offer("new", "New trip", primary=True), Offer("taxi", "Taxi"), Offer("later", "Later"), Offer("never", "Never")),
    can_override=True,
)


def test_that_the_banner_lists_every_rule_and_at_most_three_ways(qtbot: QtBot) -> None:
    banner = WhyNotBanner()
    qtbot.addWidget(banner)
    banner.show_why(WHY)
    words = [label.text() for label in banner.findChildren(QLabel)]
    assert set(WHY.rules) <= set(words)
    assert banner.findChild(QAbstractButton, "offer-later") is not None
    assert banner.findChild(QAbstractButton, "offer-never") is None
    assert all(rule in banner.accessibleName() for rule in WHY.rules)


def test_that_override_is_offered_only_where_a_reason_is_enough(qtbot: QtBot) -> None:
    banner = WhyNotBanner()
    qtbot.addWidget(banner)
    banner.show_why(WhyNot(WHY.heading, WHY.rules))
    assert banner.findChild(QAbstractButton, "offer-override") is None
    banner.show_why(WHY)
    with qtbot.waitSignal(banner.overridden):
        click(banner, "offer-override")


# ------------------------------------------------------------------------------------------------------------- toast


def test_that_the_toast_undoes_once_and_goes(host: QWidget) -> None:
    toast, undone = Toast(host), list[int]()
    toast.tell("Moved T6-NC3 to 15:30.", act=lambda: undone.append(1), keys="Ctrl Z")
    assert toast.isVisible()
    click(toast, "toastUndo")
    assert undone == [1]
    assert not toast.isVisible()


def test_that_the_toast_stays_while_its_button_has_the_focus(host: QWidget, window_app: QApplication) -> None:
    host.resize(500, 300)  # away from where the test before left the pointer
    elsewhere, toast = QLineEdit(host), Toast(host)
    elsewhere.show()
    toast.tell("Moved.", act=lambda: None)
    host.activateWindow()
    button(toast, "toastUndo").setFocus()
    until(window_app, lambda: button(toast, "toastUndo").hasFocus())
    toast._on_time()
    assert toast.isVisible()
    elsewhere.setFocus()
    until(window_app, elsewhere.hasFocus)
    toast._on_time()
    assert not toast.isVisible()


# ------------------------------------------------------------------------------------------------------------ header


def test_that_a_page_has_one_filled_button_whatever_its_words(qtbot: QtBot) -> None:
    header = PageHeader("Roster")
    qtbot.addWidget(header)
    pressed: list[str] = []
    header.set_primary("Add session", "plus", on=lambda: pressed.append("once"))
    header.add_button("Fill open seats", "magic-wand", on=lambda: None)
    header.set_primary("Make 6 updates", "plus", on=lambda: pressed.append("twice"))
    assert header.primary is not None
    assert header.primary.text() == "Make 6 updates"
    header.primary.click()
    assert pressed == ["twice"]


def test_that_a_switch_keeps_what_is_on_when_its_words_change(qtbot: QtBot) -> None:
    segments = Segments([("week", "Week"), ("list", "List")])
    qtbot.addWidget(segments)
    with qtbot.waitSignal(segments.chosen) as chosen:
        click(segments, "segment-list")
    segments.set_choices([("week", "Week"), ("list", "List 3")])
    assert chosen.args == ["list"]
    assert segments.current == "list"
    assert button(segments, "segment-list").text() == "List 3"


def test_that_the_answer_is_shortened_with_its_whole_text_in_the_tooltip(host: QWidget) -> None:
    header = PageHeader("Roster")
    header.setParent(host)
    header.setGeometry(0, 0, 300, 60)
    header.set_answer("48 of 55 seats filled · 2 asked · 5 open · 1 override · and a good deal more to say")
    header.show()
    header.grab()
    label = header.findChild(QLabel, "answer")
    assert isinstance(label, QLabel)
    assert label.toolTip() == header.answer


# ------------------------------------------------------------------------------------------------------------ filter


def test_that_the_filter_is_told_once_after_the_last_key(window_app: QApplication, qtbot: QtBot) -> None:
    bar, told = FilterBar("Filter by name"), list[str]()
    qtbot.addWidget(bar)
    bar.typed.connect(told.append)
    QTest.keyClicks(bar.field, "ana")
    until(window_app, lambda: bool(told))
    assert told == ["ana"]


def test_that_a_chip_can_be_taken_away_and_the_count_is_written(qtbot: QtBot) -> None:
    bar = FilterBar("Filter by name")
    qtbot.addWidget(bar)
    bar.set_chips([("here", "Here this week")])
    bar.set_count(14, 38)
    with qtbot.waitSignal(bar.removed) as removed:
        click(bar, "chip-here")
    assert removed.args == ["here"]
    assert "14 of 38 shown" in [label.text() for label in bar.findChildren(QLabel)]


# ------------------------------------------------------------------------------------------------------------ dialog


@pytest.fixture
def anyway(host: QWidget) -> AnywayDialog:
    return AnywayDialog(
        host,
        title="Seat Jean-Robert Dorval anyway?",
        subject="Mam interpreter, Tue 14 July 13:00",
        rules=[BrokenRule("Language", "He does not speak Mam."), BrokenRule("Two places at once")],
        mend=Mend("Abel Cruz Xol by phone.", "Seat Abel instead"),
        often=["Agreed by phone"],
    )


def test_that_a_reason_of_eight_letters_is_needed(anyway: AnywayDialog) -> None:
    reason = anyway.findChild(QPlainTextEdit, "reason")
    assert isinstance(reason, QPlainTextEdit)
    QTest.keyClicks(reason, "too few")
    assert not button(anyway, "goAnyway").isEnabled()
    QTest.keyClicks(reason, "!")
    assert button(anyway, "goAnyway").isEnabled()
    assert anyway.reason == "too few!"


def test_that_the_smallest_change_can_be_taken_instead(anyway: AnywayDialog) -> None:
    click(anyway, "takeMend")
    assert anyway.took_mend
    assert anyway.result() == AnywayDialog.DialogCode.Accepted


def test_that_escape_changes_nothing(anyway: AnywayDialog) -> None:
    QTest.keyClick(anyway, Qt.Key.Key_Escape)
    assert anyway.result() == AnywayDialog.DialogCode.Rejected
    assert button(anyway, "back").isDefault()  # type: ignore[attr-defined] # a QPushButton


# --------------------------------------------------------------------------------------------------- panel and split


@pytest.fixture
def split(host: QWidget, window_app: QApplication) -> Split:
    found = Split(QWidget(), Panel("Detail"), 300)
    found.setParent(host)
    found.setGeometry(0, 0, 1200, 600)
    found.show()
    window_app.processEvents()
    return found


def narrow(split: Split, window_app: QApplication) -> None:
    split.window().resize(1000, 700)
    split.setGeometry(0, 0, 1000, 600)
    window_app.processEvents()


def test_that_the_panel_lies_beside_the_content_where_there_is_room(split: Split) -> None:
    assert split.panel.isVisible()
    assert not split.content.geometry().intersects(split.panel.geometry())
    split.show_panel(False)
    assert not split.panel.isVisible()
    assert split.content.width() > 1100


def test_that_a_drawer_is_pulled_out_by_its_handle_and_closed_by_escape(split: Split, window_app: QApplication) -> None:
    narrow(split, window_app)
    assert not split.panel.isVisible()
    click(split, "drawerHandle")
    assert split.panel.isVisible()
    assert split.content.geometry().intersects(split.panel.geometry())
    QTest.keyClick(split, Qt.Key.Key_Escape)
    assert not split.panel.isVisible()


def test_that_a_drawer_opens_for_what_was_not_there_before(split: Split, window_app: QApplication) -> None:
    narrow(split, window_app)
    split.show_panel()
    assert not split.panel.isVisible()
    split.show_panel(False)
    split.show_panel()
    assert split.panel.isVisible()


def test_that_escape_closes_a_panel(qtbot: QtBot) -> None:
    panel = Panel("Detail", closable=True)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)


# --------------------------------------------------------------------------------------------------------- and so on


def test_that_a_name_is_never_read_as_markup() -> None:
    assert Label("<b>x</b>").textFormat() is Qt.TextFormat.PlainText


def test_that_a_tag_says_its_words() -> None:
    tag = Tag("Old copy", "bad", "diamond-fill")
    assert tag.accessibleName() == "Old copy"
    assert tag.sizeHint().width() > tag.sizeHint().height()


def test_that_nothing_offers_a_way_forward_with_one_filled_button(qtbot: QtBot) -> None:
    gone: list[str] = []
    ways = [Way("copy", name, "", name, partial(gone.append, name)) for name in ("a", "b", "c", "d")]
    empty = EmptyState("calendar-blank", "No sessions in week 30 yet", "Choose one way to begin.", ways)
    qtbot.addWidget(empty)
    buttons = empty.findChildren(QAbstractButton)
    assert [one.property("kind") for one in buttons] == ["primary", "plain", "plain"]
    buttons[1].click()
    assert gone == ["b"]


def test_that_progress_guesses_the_time_left_and_can_be_cancelled(qtbot: QtBot) -> None:
    card = ProgressCard()
    qtbot.addWidget(card)
    card.tell("Reading", 0.5, 10)
    assert "about 10 s left" in [label.text() for label in card.findChildren(QLabel)]
    with qtbot.waitSignal(card.cancelled):
        click(card, "cancelJob")


def test_that_idleness_warns_once_and_then_expires(host: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("ui.idle.monotonic", lambda: clock[0])
    watch, heard = IdleWatch(host, 10), list[str]()
    watch.warned.connect(lambda: heard.append("warned"))
    watch.expired.connect(lambda: heard.append("expired"))
    watch.start()
    for minute in (8.0, 9.2, 9.5, 10.0):
        clock[0] = minute * 60
        watch.look()
    assert heard == ["warned", "expired"]


def test_that_a_key_keeps_the_window_open(host: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("ui.idle.monotonic", lambda: clock[0])
    watch, left = IdleWatch(host, 10), list[int]()
    watch.minutes_left.connect(left.append)
    watch.start()
    clock[0] = 500.0
    handle = host.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    watch.look()
    assert left[-1] == 10
