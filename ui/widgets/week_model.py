"""What the week grid shows: days, session rows and cells, all frozen, and the model over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from clinic.i18n import _
from ui.states import State
from ui.widgets.chips import Chip

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole
HEAD_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class DayHead:
    """The head of a day: 'Tue 14', 'today', '9 hearings'. Narrow for weekends that are not used."""

    key: str
    title: str
    note: str = ""
    today: bool = False
    narrow: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class RowHead:
    """The head of a row of sessions: 'Consultations', '13:00–17:30', 'Jacaranda'."""

    key: str
    title: str
    line: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One session on one day: 'n of m · k open', its seats, and the sentence that a screen reader says."""

    key: str
    count: str
    state: State
    chips: tuple[Chip, ...] = ()
    sentence: str = ""
    tooltip: str = ""
    cancelled: bool = False
    draft: bool = False

    @property
    def has_open(self) -> bool:
        return any(chip.state is State.OPEN for chip in self.chips)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one seat of a cell answers: its role's icon, FITS, WARNING or NO_FIT, and all of it in words."""

    icon: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the person who is being placed fits a cell: FITS, WARNING or NO_FIT, a short word, and why.

    `reasons` are all others that speak against the best seat; `marks` are the seats of a cell with several.
    """

    state: State
    title: str
    why: str = ""
    reasons: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def lines(self) -> list[str]:
        """All of it in words, for the tooltip and for W."""
        return [line for line in (self.why, *self.reasons, *(mark.text for mark in self.marks)) if line]

    @property
    def can_go(self) -> bool:
        return self.state in (State.FITS, State.WARNING)


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole grid: `cells` by (row key, day key); where there is no cell there is no session."""

    days: tuple[DayHead, ...] = ()
    rows: tuple[RowHead, ...] = ()
    cells: Mapping[tuple[str, str], Cell] | None = None


class WeekModel(QAbstractTableModel):
    """The grid as Qt and screen readers read it."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = Plan()
        self.fits: Mapping[str, Fit] = {}

    def set_plan(self, plan: Plan) -> None:
        self.beginResetModel()
        self.plan = plan
        self.endResetModel()

    def set_fits(self, fits: Mapping[str, Fit]) -> None:
        """Say for each cell, by its key, whether it fits; empty: nobody is being placed."""
        self.fits = dict(fits)
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def cell_at(self, row: int, column: int) -> Cell | None:
        return (self.plan.cells or {}).get((self.plan.rows[row].key, self.plan.days[column].key))

    def index_of(self, cell_key: str) -> QModelIndex:
        """Where the cell with this key is; an invalid index when it is nowhere."""
        for (row_key, day_key), cell in (self.plan.cells or {}).items():
            if cell.key == cell_key:
                row = [head.key for head in self.plan.rows].index(row_key)
                return self.index(row, [head.key for head in self.plan.days].index(day_key))
        return QModelIndex()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.plan.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.plan.days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell_at(index.row(), index.column())
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.count if cell is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(index, cell)
        return None

    def _sentence(self, index: Index, cell: Cell | None) -> str:
        if cell is None:
            day, row = self.plan.days[index.column()], self.plan.rows[index.row()]
            return _("{day}, {row}: no session").format(day=day.spoken or day.title, row=row.title)
        fit = self.fits.get(cell.key)
        if fit is None:
            return cell.sentence
        marks = [f"{mark.text}." for mark in fit.marks]
        return " ".join([f"{fit.title}. {fit.why}.", *fit.reasons, *marks, cell.sentence])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        heads = self.plan.days if orientation is Qt.Orientation.Horizontal else self.plan.rows
        if not 0 <= section < len(heads):
            return None
        head = heads[section]
        if role == HEAD_ROLE:
            return head
        if role == Qt.ItemDataRole.DisplayRole:
            return head.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(head, DayHead):
                return f"{head.spoken or head.title}, {head.note}"
            return f"{head.title}, {head.line}, {head.note}"
        return None
