"""What the small forms of the pages have in common: fields, one filled button, and an answer that may be no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from clinic.i18n import _
from ui.desk import Desk, Verb
from ui.guard import Guard
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.basics import Button, Label, column, row
from ui.widgets.toast import announce


def inset(edit: QLineEdit) -> None:
    """Let what is typed in an hour or a number stand as far from the frame as in other fields."""
    edit.setTextMargins(theme().px(8), 0, 0, 0)


class DayField(QDateEdit):
    """A day of the calendar, typed as 2026-07-14 or chosen."""

    def __init__(self, given: date) -> None:
        super().__init__(QDate(given.year, given.month, given.day))
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")

    @property
    def day(self) -> date:
        """The day that stands there."""
        on = self.date()
        return date(on.year(), on.month(), on.day())


class ClockField(QTimeEdit):
    """An hour of the day on 24 hours, typed."""

    def __init__(self, given: time) -> None:
        super().__init__(QTime(given.hour, given.minute))
        inset(self.lineEdit())
        self.setDisplayFormat("HH:mm")

    @property
    def clock(self) -> time:
        """The hour that stands there."""
        return time(self.time().hour(), self.time().minute())


class NumberField(QSpinBox):
    """A whole number, typed; the arrow keys count too.

    What is typed first takes the place of what was proposed, however the focus came here.
    """

    def __init__(self, given: int, most: int, *, least: int = 0) -> None:
        super().__init__()
        inset(self.lineEdit())
        self.setRange(least, most)
        self.setValue(given)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.lineEdit().deselect()


class OptionalDate(QWidget):
    """A day that may be left open."""

    def __init__(self, given: date | None, word: str) -> None:
        super().__init__()
        # A first suggestion on the coordinator's own calendar.
        self.box, self.edit = QCheckBox(word), DayField(given or date.today())  # noqa: DTZ011 - a first suggestion, on the calendar of whoever types
        self.box.setChecked(given is not None)
        self.edit.setEnabled(given is not None)
        self.box.toggled.connect(self.edit.setEnabled)
        self.setFocusProxy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self.edit, 1)

    @property
    def value(self) -> date | None:
        """The day, None while it is left open."""
        return self.edit.day if self.box.isChecked() else None


Field = tuple[str, QWidget, str]
"""(caption, widget, object name)."""


class Form(QDialog):
    """Named fields, one filled button, Back. `asked` tells that it was pressed; the form stays until it is done."""

    asked = Signal()

    def __init__(self, parent: QWidget, name: str, title: str, word: str, *, is_danger: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self._title, self._trouble = Label(title, "title"), Banner("bad")
        self._note = Label("", "small", "ink2", wrap=True)
        self._save = Button(word, kind="danger" if is_danger else "primary", name="save", on=self.asked.emit)
        self._save.setDefault(not is_danger)

    def lay_out(self, fields: Sequence[Field], note: str = "", above: QWidget | None = None) -> None:
        """Show the fields under one another; the tab key goes through them in this order, then to the buttons.

        `above` them stands what must be read before.
        """
        form = QFormLayout()
        for caption, field, name in fields:
            field.setObjectName(name)
            field.setAccessibleName(caption)
            form.addRow(caption, field)
        self.note(note)
        buttons = row(None, Button(_("Back"), name="back", on=self.reject), self._save)
        parts = column(self._title, form, self._note, self._trouble, buttons, gap=12, margins=(20, 18, 20, 16))
        if above is not None:
            parts.insertWidget(1, above)
        self.setLayout(parts)

    def block(self, why: str) -> None:
        """There is nothing to save yet: say why, and what to do about it."""
        self._save.setEnabled(False)
        self.note(why)

    def note(self, text: str) -> None:
        """Say something under the fields."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def refuse(self, sentence: str) -> None:
        """Say why it could not be done. What was typed stays."""
        self._trouble.tell(sentence, tone="bad")
        self._save.setEnabled(True)
        announce(self, sentence, urgent=True)

    def wait(self) -> None:
        """It is being done."""
        self._trouble.dismiss()
        self._save.setEnabled(False)

    def failing(self, guard: Guard) -> Callable[[BaseException], None]:
        """What to do with an error: one of the world is told here, our own closes the form and is the guard's."""

        def failed(error: BaseException) -> None:
            if guard.is_of_the_world(error):
                self.refuse(str(error))
            else:
                self.reject()
                guard.handle(error)

        return failed

    @property
    def given(self) -> dict[str, Any]:
        """What the service needs, by keyword."""
        return {}


def _nothing(_answer: object) -> None:
    """For forms whose answer nobody waits for."""


def open_form(desk: Desk, form: Form, verb: Verb, /, *, done: Callable[[Any], object] = _nothing, **ids: Any) -> None:
    """Show a form; when its button is pressed, have `verb` done with what was typed, and close it when that is done.

    `done` gets the verb's answer then.
    """

    def landed(answer: Any) -> None:
        form.accept()
        done(answer)

    def ask() -> None:
        form.wait()
        desk.run(verb, starter=form.parent(), done=landed, failed=form.failing(desk.guard), **ids, **form.given)

    form.asked.connect(ask)
    show_form(form)


def show_form(form: Form) -> None:
    """Show a form until it is closed."""
    form.finished.connect(form.deleteLater)
    form.open()
