"""The filter above a table: a field, chips with a cross, and how many are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from clinic.i18n import _
from ui.theme import theme
from ui.tokens import Type
from ui.widgets.basics import Button, Glyph, Label, row
from ui.widgets.flow import FlowLayout


class FilterField(QLineEdit):
    """The field that `/` jumps into; Esc empties it, Down goes to the list below."""

    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._glyph = Glyph("magnifying-glass", "ink3")
        self._glyph.setParent(self)

    def sizeHint(self) -> QSize:
        """As wide as its hint, so that the hint can be read in every language."""
        hint = theme().metrics(Type.BODY).horizontalAdvance(self.placeholderText())
        return QSize(hint + theme().px(60), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme().px(16)
        self._glyph.setGeometry(theme().px(8), (self.height() - side) // 2, side, side)
        self.setTextMargins(theme().px(20), 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """`typed` tells the text a moment after the last key; `removed` the key of a chip whose cross was pressed."""

    typed = Signal(str)
    removed = Signal(str)
    PAUSE = 120

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.field = FilterField()
        self.field.setObjectName("filter")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(160)
        self.field.setMaximumWidth(340)
        self._count = Label("", "small", "ink2")
        self._chips = FlowLayout(gap=6)
        holder = QWidget()
        holder.setLayout(self._chips)
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(lambda: self.typed.emit(self.field.text()))
        self.field.textChanged.connect(lambda _text: self._pause.start(self.PAUSE))
        line = row(self.field, holder, gap=8)
        line.setStretchFactor(holder, 1)
        line.addWidget(self._count)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show the filters in force as (key, words); each has a cross."""
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for key, words in chips:
            button = Button(f"{words} ×", "funnel", kind="filter", name=f"chip-{key}")
            button.setAccessibleName(_("Remove filter: {words}").format(words=words))
            button.clicked.connect(lambda _on, key=key: self.removed.emit(key))
            self._chips.addWidget(button)

    def set_count(self, shown: int, total: int) -> None:
        """'14 of 38 shown' is always written."""
        self._count.setText(_("{shown} of {total} shown").format(shown=shown, total=total))
