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
    tooltip: str = ""


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
    """A household (or a whole trip, or an open seat): state, code, people, typed and worked-out times, bars.

    `pick_up` is on the clock of the place where it waits, `pick_up_there` on the port's where two clocks are shown.
    `signs` are the icons of what it needs on the way; `waits` is where it waits, shown where there is room.
    """

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
    pick_up_there: str = ""
    waits: str = ""
    signs: tuple[str, ...] = ()


BoardLine = TripLine | GapLine | HouseholdLine


LANE = 6
"""The number of the column with the bars."""


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board. `cities`: (where people wait, where they report), where the clocks of the two differ."""

    lines: tuple[BoardLine, ...] = ()
    scale: Scale = field(default_factory=Scale)
    cities: tuple[str, str] | None = None

    def city(self, section: int) -> str:
        """The city whose clock a column of hours goes by; '' where there is one clock only."""
        if self.cities is None:
            return ""
        here, there = self.cities
        return {2: here, 3: there, 4: there, 5: there}.get(section, "")


class BoardModel(QAbstractTableModel):
    """Household, where it waits, pick-up on one or two clocks, report, hearing, the lane."""

    def __init__(self) -> None:
        super().__init__()
        self.board = Board()

    def set_board(self, board: Board) -> bool:
        """Show this board; False where its lines are the same rows as before and only what stands in them is not."""
        if [line.key for line in board.lines] == [line.key for line in self.board.lines]:
            self.board = board
            if board.lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(board.lines) - 1, LANE))
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, LANE)
            return False
        self.beginResetModel()
        self.board = board
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.board.lines)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else LANE + 1

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
                return texts(line)[index.column()]
            return line.tooltip or None if role == Qt.ItemDataRole.ToolTipRole else None
        if role == Qt.ItemDataRole.ToolTipRole:
            more = line.tooltip if isinstance(line, TripLine) else ""
            return "\n".join(part for part in (line.sentence, more) if part) or None
        return line.title if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (_("Household"), _("Waits in"), _("Pick-up"), _("Pick-up"), _("Report"), _("Hearing"), _("Day"))
        return heads[section]


def texts(line: HouseholdLine) -> tuple[str, ...]:
    """What stands in the columns."""
    return (line.code, line.waits, line.pick_up, line.pick_up_there, line.report, line.hearing, "")
