"""The command palette (Ctrl+K): people, cases and commands in one list; what cannot be done now stands last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from clinic.i18n import _
from ui.actions import Command
from ui.theme import theme
from ui.widgets.basics import Glyph, Key, Label, Rule, column, row
from ui.widgets.palette_list import Entry, EntryDelegate, Finder, PaletteModel, entries_of, matching
from ui.widgets.scrim import Scrim

__all__ = ["Entry", "Finder", "Palette"]


class Palette(QFrame):
    """The popup itself, a child of the window over a scrim."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(_("Find or do anything"))
        self._scrim = Scrim(window, self.close_palette)
        self._commands: Callable[[], Iterable[Command]] = tuple
        self._finder: Finder | None = None
        self._before: QWidget | None = None
        self._turn = 0
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(_("Find or do anything"))
        self.field.setAccessibleName(_("Find or do anything"))
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.model = PaletteModel()
        self.view = QListView()
        self.view.setObjectName("paletteList")
        self.view.setModel(self.model)
        self.view.setItemDelegate(EntryDelegate(self.view))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.clicked.connect(self._choose)
        top = row(Glyph("magnifying-glass", "ink2", 20), self.field, gap=12, margins=(18, 10, 18, 10))
        top.addWidget(Label(_("people, cases, commands"), "small", "ink3"))
        foot = QFrame()
        foot.setObjectName("dialogFoot")
        words = [("↑ ↓", _("move")), ("Enter", _("choose")), ("Esc", _("close"))]
        hints = row(gap=14, margins=(12, 8, 12, 8))
        for keys, word in words:
            hints.addLayout(row(Key(keys), Label(word, "small", "ink2"), gap=5))
        hints.addStretch(1)
        hints.addWidget(Label(_("Every command here also has a menu entry (F10)"), "small", "ink2"))
        foot.setLayout(hints)
        layout = column(top, Rule(), self.view, foot, gap=0, margins=(1, 1, 1, 1))
        layout.setStretchFactor(self.view, 1)
        self.setLayout(layout)
        self.hide()

    def open_palette(self, commands: Callable[[], Iterable[Command]], finder: Finder | None = None) -> None:
        """Show all commands; what is typed narrows them and looks for people and cases."""
        self._commands, self._finder = commands, finder
        self._before = self.window().focusWidget()
        self._scrim.cover()
        parent = self.parentWidget()
        if parent is not None:
            width = min(theme().px(680), parent.width() - 40)
            height = min(theme().px(532), parent.height() - 80)
            self.setGeometry((parent.width() - width) // 2, min(96, (parent.height() - height) // 2), width, height)
        self.field.clear()
        self._on_typed("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Close it, and give the focus back."""
        self._turn += 1
        self.hide()
        self._scrim.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_typed(self, text: str) -> None:
        self._turn += 1
        turn = self._turn
        self._show(text, [])
        if self._finder is not None and len(text.strip()) >= 2:
            self._finder(text, lambda found: self._on_found(turn, text, found))

    def _on_found(self, turn: int, text: str, found: Sequence[Entry]) -> None:
        if turn == self._turn:
            self._show(text, found)

    def _show(self, text: str, found: Sequence[Entry]) -> None:
        entries: list[Entry] = []
        if found:
            entries += [Entry(_("Results for “{text}”").format(text=text)), *found]
        commands = entries_of(matching(self._commands(), text))
        if commands:
            entries += [Entry(_("Do something")), *commands]
        self.model.set_entries(entries or [Entry(_("Nothing found for “{text}”").format(text=text))])
        self._go(-1, 1)

    def _go(self, row_: int, step: int) -> None:
        """Make the next line that can be chosen current."""
        count = self.model.rowCount()
        for number in range(row_ + step, count if step > 0 else -1, step):
            if self.model.flags(self.model.index(number)) & Qt.ItemFlag.ItemIsSelectable:
                self.view.setCurrentIndex(self.model.index(number))
                return

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry = self.model.entries[index.row()]
        if entry.act is not None and not entry.reason:
            self.close_palette()
            entry.act()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is not self.field or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._go(self.view.currentIndex().row(), 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self._go(self.view.currentIndex().row(), -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.view.currentIndex())
        else:
            return False
        return True
