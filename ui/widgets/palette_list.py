"""The lines of the palette: commands that fit what was typed, people and cases that were found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic.domain.names import folded
from ui.actions import Command
from ui.states import paint_frame
from ui.theme import Theme, paint_icon, theme
from ui.tokens import RADIUS_BUTTON, Type

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


class EntryDelegate(QStyledItemDelegate):
    """Paints the lines."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        look, entry = theme(), index.data(Qt.ItemDataRole.UserRole)
        return QSize(
            100, look.line(Type.AXIS) + look.px(12) if entry.act is None else max(look.px(40), look.line() + 16)
        )

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
    room = max(0, box.width())
    note = look.metrics(Type.SMALL).elidedText(entry.reason or entry.note, Qt.TextElideMode.ElideRight, room)
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
