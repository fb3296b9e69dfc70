"""The list of trips, on which a household can be dropped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView

from ui.widgets.dragging import from_mime
from ui.widgets.lines import LineList

DRAGS = frozenset({"hearing", "ride"})


class TripList(LineList):
    """The trips; a household can be dropped on one."""

    dropped = Signal(object, str)
    """(what was dropped: a `Drag` of a 'hearing' or a 'ride', trip)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        drag = from_mime(event.mimeData())
        if drag is not None and drag.kind in DRAGS:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.lines[index.row()].section:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        drag, index = from_mime(event.mimeData()), self.indexAt(event.position().toPoint())
        if drag is not None and index.isValid() and not self.lines[index.row()].section:
            event.acceptProposedAction()
            self.dropped.emit(drag, self.lines[index.row()].key)
