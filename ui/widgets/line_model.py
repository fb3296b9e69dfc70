"""What a list of lines shows, frozen, and the model over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from ui.models.balance import Balance
from ui.states import State
from ui.widgets.dragging import Drag, to_mime

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Detail:
    """One of the smaller texts under a title, with an icon where it helps."""

    text: str
    icon: str = ""
    tone: str = "ink2"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; a line with `section` is a grey strip with only `title` and `right`.

    `lead` stands before everything ('04:12', '1'); `tag` after the title ('1+1'); `right` at the right end, bold with
    `right_bold`, as a tag in the tone `right_tone`; `link` is an action word at the right that can be clicked, with
    `boxed` drawn as a button; `share` draws a load bar before `right`, `balance` a longer one with the mean.
    With `right_room` and `link_room`, the longest of a list, bars and buttons stand below one another. `sentence` is
    what a screen reader says. While something is carried over the list, `answer` frames the line: FITS solid,
    WARNING dashed, NO_FIT hatched.
    """

    key: str
    title: str
    section: bool = False
    state: State | None = None
    icon: str = ""
    lead: str = ""
    tag: str = ""
    right: str = ""
    right_bold: bool = False
    right_tone: str = ""
    right_room: str = ""
    details: tuple[Detail, ...] = ()
    link: str = ""
    link_room: str = ""
    boxed: bool = False
    share: float | None = None
    balance: Balance | None = None
    sentence: str = ""
    tooltip: str = ""
    dim: bool = False
    drag: Drag | None = None
    answer: State | None = None

    @property
    def spoken(self) -> str:
        """The whole line as a sentence."""
        if self.sentence:
            return self.sentence
        parts = [self.lead, self.title, self.tag, self.state.word if self.state else "", self.right]
        return ", ".join(part for part in [*parts, *(detail.text for detail in self.details)] if part)


class LineModel(QAbstractListModel):
    """The lines of one list."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.tooltip or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        # The heads of groups are passed by: they are no line to stand on.
        if not index.isValid() or self.lines[index.row()].section:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.lines[index.row()].drag else flags

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        drags = [self.lines[index.row()].drag for index in indexes]
        return to_mime(next((drag for drag in drags if drag is not None), None))

    def mimeTypes(self) -> list[str]:
        return [Drag.MIME]
