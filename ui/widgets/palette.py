"""The command palette (Ctrl+K): people, cases and commands in one list; what cannot be done now stands last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from clinic.domain.names import folded
from clinic.i18n import _
from ui.actions import Command
from ui.theme import Theme, paint_icon, theme
from ui.tokens import RADIUS_BUTTON, Type
from ui.widgets.basics import Glyph, Key, Label, Rule, column, row
from ui.states import paint_frame

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Entry:
    """One line of the palette. `act` is None for the head of a group; `reason` says why it cannot be chosen now."""

    title: str
    note: str = ""
    icon: str = ""
    keys: str = ""
    reason: str = ""
    act: Callable[[], object] | None = None


Finder = Callable[[str, Callable[[Sequence[Entry]], None]], None]
"""Looks for people and cases: takes the words, and gives what it found to the callable, at once or later."""


def matching(commands: Iterable[Command], text: str) -> list[Command]:
    """The commands in which every word of `text` occurs in either language; best first, impossible ones last."""
    words = folded(text).split()
    found = [command for command in commands if all(word in command.haystack for word in words)]

    def rank(command: Command) -> tuple[bool, int, str]:
        title = folded(str(command.text))
        begun = sum(any(part.startswith(word) for part in title.split()) for word in words)
        return not command.can_run, -begun, title

    return sorted(found, key=rank)


def entries_of(commands: Iterable[Command]) -> list[Entry]:
    """Commands as lines of the palette."""
    return [
        Entry(
            title=str(command.text),
            note=str(command.note or ""),
            icon=command.icon,
            keys=command.keys.split(" | ")[0],
            reason=command.why_not(),
            act=command.run,
        )
        for command in commands
    ]


class PaletteModel(QAbstractListModel):
    """The lines shown now."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.note, entry.reason, entry.keys) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entries[index.row()] if index.isValid() else None
        if entry is None or entry.act is None or entry.reason:
            return Qt.ItemFlag.ItemIsEnabled if entry is not None and entry.act is None else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        look, entry = theme(), index.data(Qt.ItemDataRole.UserRole)
        return QSize(100, look.line(Type.AXIS) + look.px(12) if entry.act is None else max(look.px(40), look.line() + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, entry, rect = theme(), index.data(Qt.ItemDataRole.UserRole), QRect(option.rect)
        painter.save()
        if entry.act is None:
            painter.setFont(look.font(Type.AXIS, 600))
            painter.setPen(look.color("ink3"))
            painter.drawText(rect.adjusted(look.px(16), look.px(4), 0, 0), _LEFT, entry.title)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_entry(painter, rect.adjusted(look.px(8), 0, -look.px(8), 0), entry, look, chosen=chosen)
        painter.restore()


def _paint_entry(painter: QPainter, rect: QRect, entry: Entry, look: Theme, *, chosen: bool) -> None:
    if chosen:
        paint_frame(painter, rect, fill=look.color("sel"), line=look.color("acc"), width=2, radius=RADIUS_BUTTON)
    side = look.px(18)
    if entry.icon:
        spot = QRectF(rect.x() + look.px(12), rect.center().y() - side / 2 + 1, side, side)
        paint_icon(painter, spot, entry.icon, look.color("acc" if chosen else "ink2"))
    end = rect.right() - look.px(12)
    if entry.keys:
        end = _paint_keys(painter, rect, entry.keys, end, look)
    box = QRect(rect.x() + look.px(42), rect.y(), max(0, end - rect.x() - look.px(50)), rect.height())
    metrics = look.metrics(weight=500)
    shown = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(look.font(weight=500))
    painter.setPen(look.color("ink3" if entry.reason else "ink"))
    painter.drawText(box, _LEFT, shown)
    box.setLeft(box.left() + metrics.horizontalAdvance(shown) + look.px(8))
    painter.setFont(look.font(Type.SMALL))
    painter.setPen(look.color("ink3" if entry.reason else "ink2"))
    note = look.metrics(Type.SMALL).elidedText(entry.reason or entry.note, Qt.TextElideMode.ElideRight, max(0, box.width()))
    painter.drawText(box, _LEFT, note)


def _paint_keys(painter: QPainter, rect: QRect, keys: str, end: int, look: Theme) -> int:
    width = look.metrics(Type.AXIS).horizontalAdvance(keys) + look.px(12)
    height = look.line(Type.AXIS) + 4
    box = QRectF(end - width, rect.center().y() - height / 2 + 1, width, height)
    paint_frame(painter, box, fill=look.color("surface"), line=look.color("line2"))
    painter.setFont(look.font(Type.AXIS))
    painter.setPen(look.color("ink3"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), keys)
    return round(box.left()) - look.px(8)


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
        self.view.setItemDelegate(_EntryDelegate(self.view))
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


class Scrim(QWidget):
    """The shade over the window behind a popup; a click on it closes the popup."""

    def __init__(self, window: QWidget, clicked: Callable[[], object]) -> None:
        super().__init__(window)
        self._clicked = clicked
        self.hide()

    def cover(self) -> None:
        """Lie over the whole window."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def mousePressEvent(self, _event: object) -> None:
        self._clicked()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("scrim"))
