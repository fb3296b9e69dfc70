"""A read-only table of frozen rows, described by its columns: sorts and filters itself, and speaks whole sentences."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinic.domain.names import folded
from clinic.i18n import _
from ui.models.balance import Balance
from ui.states import State

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The frozen row itself."""
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 1
"""The column's definition."""

_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class DayBar:
    """One thing of a day: from when until when (0.0 to 1.0 of the day), its word, its colour; dashed: no known hour."""

    starts: float
    ends: float
    label: str
    token: str
    dashed: bool = False


@dataclass(frozen=True)
class Column(Generic[T]):
    """What one column shows of a row. Only `title` and `text` are needed.

    `width` in px at 100 % (0: as wide as its content), `stretch` takes the room that is left; where there is too little
    of it, `least` (px at 100 %) is kept. `tag` paints the text on a soft ground in the tone of its state; `share`
    paints a load bar (0.0 to 1.0) before the text; `check` makes a box that Space ticks; `bars` paints a day's
    bars instead of the text, `balance` somebody's load against the mean; the text is only spoken then. Empty cells
    show '–'.
    """

    title: str
    text: Callable[[T], str]
    sort: Callable[[T], Any] | None = None
    state: Callable[[T], State | None] | None = None
    icon: Callable[[T], str] | None = None
    tone: Callable[[T], str] | None = None
    note: Callable[[T], str] | None = None
    tooltip: Callable[[T], str] | None = None
    share: Callable[[T], float] | None = None
    check: Callable[[T], bool] | None = None
    bars: Callable[[T], Sequence[DayBar]] | None = None
    balance: Callable[[T], Balance] | None = None
    tag: bool = False
    bold: bool = False
    small: bool = False
    right: bool = False
    width: int = 0
    least: int = 0
    stretch: bool = False


class TableModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind. `key` gives each row its identity, which survives sorting, filtering and reloading."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        *,
        key: Callable[[T], Hashable],
        sentence: Callable[[T], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key, self._sentence = key, sentence
        self._all: list[T] = []
        self._shown: list[T] = []
        self._folded: dict[Hashable, str] = {}
        self._needle = ""
        self._sorted_by: int | None = None
        self._descending = False

    # --------------------------------------------------------------------------------------------- for the pages

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these rows; order and filter stay as chosen."""
        self.beginResetModel()
        self._all = list(rows)
        self._folded = {}
        self._shown = self._in_order(self._matching())
        self.endResetModel()

    def filter_by(self, text: str) -> None:
        """Keep only the rows in which every word of `text` occurs; case and accents are ignored."""
        if folded(text) == self._needle:
            return
        self.beginResetModel()
        self._needle = folded(text)
        self._shown = self._in_order(self._matching())
        self.endResetModel()

    def at(self, row: int) -> T:
        return self._shown[row]

    def key_at(self, row: int) -> Hashable:
        return self._key(self._shown[row])

    def row_of(self, key: Hashable) -> int | None:
        """Where the row with this key is shown now."""
        return next((number for number, row in enumerate(self._shown) if self._key(row) == key), None)

    @property
    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._all)

    # -------------------------------------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row) or "–"
        if role == ROW_ROLE:
            return row
        if role == COLUMN_ROLE:
            return column
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(row) if column.tooltip else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            )
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        title = self.columns[section].title
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if section != self._sorted_by:
                return title
            return f"{title}, {_('sorted, last first') if self._descending else _('sorted')}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            )
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 puts back the order in which the rows were given."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self.key_at(index.row()) for index in before]
        self._sorted_by = column if column >= 0 else None
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._shown = self._in_order(self._matching())
        places = {self._key(row): number for number, row in enumerate(self._shown)}
        after = [self.index(places[key], index.column()) for key, index in zip(keys, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # ------------------------------------------------------------------------------------------------------ inside

    def _matching(self) -> list[T]:
        words = self._needle.split()
        if not words:
            return list(self._all)
        return [row for row in self._all if all(word in self._haystack(row) for word in words)]

    def _haystack(self, row: T) -> str:
        key = self._key(row)
        if key not in self._folded:
            self._folded[key] = folded("\n".join(column.text(row) for column in self.columns))
        return self._folded[key]

    def _in_order(self, rows: list[T]) -> list[T]:
        if self._sorted_by is None:
            return rows
        column = self.columns[self._sorted_by]
        key = column.sort or (lambda row: folded(column.text(row)))
        return sorted(rows, key=key, reverse=self._descending)

    def _spoken(self, row: T, section: int) -> str:
        if section == 0 and self._sentence is not None:
            return self._sentence(row)
        column = self.columns[section]
        state = column.state(row) if column.state else None
        text = column.text(row) or _("nothing")
        return f"{column.title}: {text}, {state.word}" if state is not None else f"{column.title}: {text}"
