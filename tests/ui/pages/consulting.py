"""The Consultations page in the real window, on the clinic of story 9, worked by real keys and clicks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from clinic import i18n
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.households import Household
from clinic.domain.ids import SeatId
from clinic.settings import Settings
from tests.services.border import TUESDAY
from tests.services.test_consultations import Clinic
from tests.ui.waiting import until, until_quiet
from ui import app as program
from ui import bootstrap
from ui.dialogs.anyway import AnywayDialog
from ui.pages.consultations.page import ConsultationsPage
from ui.posing import Posing
from ui.shell import Shell
from ui.widgets.dragging import Drag, to_mime

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Consulting:
    """Helen has English only; Wen and Abel interpret; Samir speaks Spanish. It is Monday; the day shown is Tuesday."""

    def __init__(self, app: QApplication, language: str = "en", size: tuple[int, int] = (1280, 800)) -> None:
        self.app, self.clinic = app, Clinic()
        self.samir: SeatId = self.clinic.samir()
        settings = Settings(language=language, look="light", text_percent=100)
        i18n.use(language)
        posing = Posing(Path("clinic"), settings, bootstrap.formats(), has_file=False)
        self.window = program.Window(posing, lock_after=0)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.shell: Shell
        self.page: ConsultationsPage

    def open(self) -> Consulting:
        """Open the file and show the page."""
        self.shell = self.window.open_store(self.clinic.store, day=TUESDAY)
        self.shell.go("consultations")
        self.quiet()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        page = self.shell.page
        assert isinstance(page, ConsultationsPage)
        self.page = page
        return self

    def quiet(self) -> None:
        assert self.window.desk is not None
        until_quiet(self.app, self.window.desk, rounds=8)

    # ------------------------------------------------------------------------------------------------- what one does

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        if self.app.activeModalWidget() is None:
            self.window.activateWindow()
            assert QTest.qWaitForWindowActive(self.window)
        target = self.app.focusWidget() or self.window
        QTest.keyClick(target, key, held)
        self.quiet()

    def click(self, name: str, inside: QWidget | None = None) -> None:
        """Click a button by its name."""
        # A button that was taken away lives on, hidden, until the next round of events.
        button = next(one for one in (inside or self.window).findChildren(QAbstractButton, name) if one.isVisible())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.quiet()

    def click_word(self, text: str) -> None:
        """Click a button by its word."""
        button = next(
            one for one in self.window.findChildren(QAbstractButton) if one.isVisible() and one.text() == text
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.quiet()

    def choose_line(self, code: str) -> None:
        """Click a household in the waiting list."""
        lines = self.page.waiting.lines
        row = next(n for n, line in enumerate(lines.lines) if line.title == code)
        spot = lines.visualRect(lines.model().index(row, 0)).center()
        QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        self.quiet()

    def focus_card(self, key: str) -> None:
        """Walk to a card with the Tab key's own means: the focus."""
        self.page.day.columns.choose(key)
        self.quiet()

    def drop(self, drag: Drag, column: SeatId, clock: str) -> None:
        """Let something fall on the day, as the system tells the ground of it."""
        columns = self.page.day.columns
        number = [head.key for head in columns.plan.columns].index(str(column))
        hours, minutes = clock.split(":")
        at = QPoint(columns.x_of(number) + 20, columns.y_of(int(hours) * 60 + int(minutes)) + 4)
        mime, action = to_mime(drag), Qt.DropAction.MoveAction
        left = Qt.MouseButton.LeftButton
        self.app.sendEvent(columns.sheet, QDragEnterEvent(at, action, mime, left, NONE))
        self.app.sendEvent(columns.sheet, QDropEvent(QPointF(at), action, mime, left, NONE))
        self.quiet()

    # ------------------------------------------------------------------------------------------------- what one sees

    def cards(self) -> dict[str, str]:
        """The cards by their title: '13:00–14:15 WARNING'."""
        found = {}
        for card in self.page.day.columns.plan.cards:
            span = f"{card.start // 60:02d}:{card.start % 60:02d}–{card.end // 60:02d}:{card.end % 60:02d}"
            found[card.title] = f"{span} {card.kind.name}"
        return found

    def codes(self) -> list[str]:
        """Who waits, as the list shows it."""
        return [line.title for line in self.page.waiting.lines.lines]

    def dialog(self) -> AnywayDialog:
        """The dialog that asks for a reason."""
        until(self.app, lambda: isinstance(self.app.activeModalWidget(), AnywayDialog))
        found = self.app.activeModalWidget()
        assert isinstance(found, AnywayDialog)
        return found

    def words_of(self, widget: QWidget) -> str:
        """Every word of a widget."""
        labels = widget.findChildren(QWidget)
        return " ".join(str(label.property("text")) for label in labels if label.property("text"))

    def booked(self, household: Household) -> tuple[Consultation, Slot]:
        return self.clinic.booked(household)

    def start_of(self, household: Household) -> str:
        """When a household is met, as the file has it now."""
        return self.clinic.clock(self.booked(household)[1].starts_at)

    def spanish(self, *ages: int, **more: Any) -> Household:
        return self.clinic.household(ages or (40,), languages=("spa",), **more)
