"""What the board of a hearing day shows, frozen, and the model over it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from clinic.i18n import _
from ui.states import State
from ui.widgets.timeline import Bar, Scale

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Crew:
    """Who drives or escorts, with the state of the seat."""

    icon: str
    name: str
    state: State


@dataclass(frozen=True, slots=True)
class TripLine:
    """A trip over its households: 'T1', 'Van 9/12', crew, and what has happened at the right.

    `notes` are (state, words); `alert` is one sentence shown as a tag instead of them.
    """

    key: str
    title: str
    detail: str = ""
    icon: str = "car"
    crew: tuple[Crew, ...] = ()
    notes: tuple[tuple[State, str], ...] = ()
    alert: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class GapLine:
    """The tinted line over households without a ride: words, and a button."""

    key: str
    title: str
    text: str = ""
    button: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household: state, code, people, the three typed or worked-out times, bars."""

    key: str
    state: State
    code: str
    people: str
    pick_up: str
    report: str
    hearing: str
    bars: tuple[Bar, ...] = ()
    sentence: str = ""
    tooltip: str = ""


BoardLine = TripLine | GapLine | HouseholdLine


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board."""

    lines: tuple[BoardLine, ...] = ()
    scale: Scale = field(default_factory=Scale)


class BoardModel(QAbstractTableModel):
    """Five columns: household, pick-up, report, hearing, the lane."""

    def __init__(self) -> None:
        super().__init__()
        self.board = Board()

    def set_board(self, board: Board) -> None:
        self.beginResetModel()
        self.board = board
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.board.lines)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.board.lines[index.row()]
        if role == ROW_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.sentence or (line.title if not isinstance(line, HouseholdLine) else line.code)
        if isinstance(line, HouseholdLine):
            if role == Qt.ItemDataRole.DisplayRole:
                return (line.code, line.pick_up, line.report, line.hearing, "")[index.column()]
            return line.tooltip or None if role == Qt.ItemDataRole.ToolTipRole else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.sentence or None
        return line.title if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Household"), _("Pick-up"), _("Report"), _("Hearing"), _("Day"))[section]
