"""F1: what can be done on this screen by keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from clinic.i18n import _
from ui.actions import Command
from ui.widgets.basics import Button, Key, Label, column, row
from ui.widgets.panel import scrolling


class KeysDialog(QDialog):
    """Every command that has keys, and the keys of grids and lists."""

    def __init__(self, parent: QWidget, place: str, commands: Iterable[Command]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys: {place}").format(place=place))
        rows = [
            (command.keys.replace(" | ", ", ") or command.hint, str(command.text))
            for command in commands
            if command.keys or command.hint
        ]
        grid_keys = [
            (_("Arrows"), _("move between cells")),
            (_("Down, Up in a cell"), _("walk through its seats")),
            (_("Ctrl+arrow"), _("next cell with something open")),
            ("Enter", _("open it")),
            (_("M, then F or Shift+F, then Enter"), _("pick up, next or previous fit, place")),
            ("W · P · A · C · Del", _("why not, pin, asked, confirm, empty the seat")),
            ("F10", _("menu bar")),
        ]
        table = QGridLayout()
        table.setHorizontalSpacing(16)
        for number, (keys, text) in enumerate([*rows, *grid_keys]):
            table.addWidget(Key(keys), number, 0)
            table.addWidget(Label(text), number, 1)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 0, 12, 0)
        holder.addLayout(table)
        close = Button(_("Close"), on=self.accept)
        close.setDefault(True)
        self.setLayout(column(scrolling(holder), row(None, close), gap=12, margins=(16, 16, 16, 16)))
        self.resize(520, 560)
