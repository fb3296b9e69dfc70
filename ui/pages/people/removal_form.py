"""The one question that cannot be taken back: what goes and what stays when a household's data is removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clinic.domain.errors import BadValue
from clinic.domain.ids import read_case_code
from clinic.i18n import Sentence, _, say
from clinic.services.removal import Removal
from ui.dialogs.forms import Form
from ui.theme import theme
from ui.widgets.basics import Label, column
from ui.widgets.panel import scrolling


class RemovalForm(Form):
    """Warnings, what goes, what stays, whom to tell. The button waits until the code is typed; Back is the default."""

    def __init__(self, parent: QWidget, found: Removal) -> None:
        title = str(say("Remove the data of {code} for good", code=found.code))
        super().__init__(parent, "removalForm", title, _("Remove for good"), is_danger=True)
        self._code = found.code
        self.setFixedWidth(theme().px(560))
        self.typed = QLineEdit()
        self.typed.textChanged.connect(self._look)
        area = scrolling(self._about(found))
        area.setMinimumHeight(theme().px(340))
        self.lay_out(((str(say("Type {code} to go on", code=found.code)), self.typed, "code"),), above=area)
        self._save.setEnabled(False)
        self.typed.setFocus()

    def _about(self, found: Removal) -> QVBoxLayout:
        about = column(gap=6)
        for sentence in found.warnings:
            about.addWidget(Label(str(sentence), "bold", wrap=True))
        self._part(about, _("What goes"), found.goes)
        self._part(about, _("What stays"), found.stays)
        self._part(about, _("Who must hear of it"), found.tell)
        return about

    @staticmethod
    def _part(about: QVBoxLayout, head: str, lines: Sequence[Sentence]) -> None:
        if lines:
            about.addWidget(Label(head, "section"))
        for line in lines:
            about.addWidget(Label(f"• {line}", "small", wrap=True))

    def _look(self, text: str) -> None:
        try:
            self._save.setEnabled(read_case_code(text) == self._code)
        except BadValue:
            self._save.setEnabled(False)
