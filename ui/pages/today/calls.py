"""Whom to call about a trip from which no word comes, in which order, and what came of each call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic.i18n import _
from clinic.services.calls import Call
from ui.states import State
from ui.widgets.basics import Button, Label, column, row
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Foot, Panel
from ui.widgets.toast import copy_text


class CallPanel(Panel):
    """The list. `told` carries (who was called, what they said; '' nobody answered).

    Enter goes to the field for what was said, Enter there keeps it; N: no answer, C: copy the number.
    """

    told = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(_("Whom to call"), closable=True, scroll=False)
        self.setObjectName("calls")
        self.lines = LineList(_("Whom to call, in this order"))
        self._calls: dict[str, Call] = {}
        self._phone = Label("", "title")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said = QLineEdit()
        self._said.setObjectName("said")
        self._said.setPlaceholderText(_("What they said"))
        self._said.setAccessibleName(_("What they said"))
        reached = Button(_("Reached"), "check", kind="primary", small=True, name="reached", on=self._on_reached)
        reached.setToolTip("Enter")
        silent = Button(_("No answer"), "phone-x", small=True, name="noAnswer", on=self._on_silent)
        silent.setToolTip("N")
        copy = Button(_("Copy number"), "copy", small=True, name="copyNumber", on=self._on_copy)
        copy.setToolTip("C")
        self.content.addWidget(self.lines, 1)
        foot = QWidget()
        foot.setLayout(column(self._phone, self._said, row(reached, silent, None), row(copy, None), gap=8))
        self.content.addWidget(Foot(foot))
        self.lines.chosen.connect(self._on_chosen)
        self.lines.opened.connect(lambda _key: self._said.setFocus())
        self.lines.letter.connect(self._on_letter)
        self._said.returnPressed.connect(self._on_reached)

    def show_calls(self, title: str, found: Sequence[Call]) -> None:
        """Show whom to call; the first is chosen, or whoever was."""
        self.set_title(title, _("In this order; what came of each call stays for the next person."))
        self._calls = {call.name: call for call in found}
        self.lines.set_lines([_line(number, call) for number, call in enumerate(found, 1)])
        if found:
            self.lines.choose(found[0].name)
            self._on_chosen(found[0].name)

    def _on_chosen(self, name: str) -> None:
        call = self._calls.get(name)
        self._phone.setText((call.phone or _("no number on file")) if call else "")
        self._phone.setAccessibleName(f"{name}: {self._phone.text()}")

    def _on_letter(self, letter: str, _name: str) -> None:
        if letter in "nN":
            self._on_silent()
        elif letter in "cC":
            self._on_copy()

    def _on_reached(self) -> None:
        self._tell(self._said.text().strip() or _("reached"))

    def _on_silent(self) -> None:
        self._tell("")

    def _on_copy(self) -> None:
        call = self._calls.get(self.lines.current_key)
        if call is not None and call.phone:
            copy_text(call.phone)

    def _tell(self, said: str) -> None:
        name = self.lines.current_key
        if name:
            self._said.clear()
            self.lines.setFocus()
            self.told.emit(name, said)


def _line(number: int, call: Call) -> Line:
    details = [Detail(f"{call.role}, {call.why}")]
    if call.called is not None:
        details.append(Detail(str(call.called), "phone", "ink"))
    state = State.DUE if call.called is None else State.OPEN if call.rests else State.DONE
    said = [call.name, str(call.role), str(call.why), call.phone or _("no number on file")]
    said.append(str(call.called) if call.called is not None else _("not called yet"))
    return Line(
        key=call.name,
        title=call.name,
        lead=str(number),
        state=state,
        details=(*details, Detail(call.phone or _("no number on file"))),
        sentence=", ".join(said),
    )
