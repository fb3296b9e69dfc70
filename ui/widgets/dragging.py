"""What is dragged: a kind, an id and a label, inside this program only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import ClassVar

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ui.states import paint_frame
from ui.theme import paint_icon, theme
from ui.tokens import RADIUS_CARD, Type


@dataclass(frozen=True, slots=True)
class Drag:
    """A thing on the way: its kind ('volunteer', 'household', 'seat'), its id, where it came from, and its name."""

    MIME: ClassVar[str] = "application/x-clinic-scheduler"

    kind: str
    key: str
    label: str = ""
    origin: str = ""
    icon: str = ""


def to_mime(drag: Drag | None) -> QMimeData:
    """The drag as Qt carries it. It stays inside this process; other programs see a type they do not know."""
    mime = QMimeData()
    if drag is not None:
        mime.setData(Drag.MIME, json.dumps(asdict(drag)).encode())
    return mime


def from_mime(mime: QMimeData) -> Drag | None:
    """What is being dragged, when it is ours."""
    if not mime.hasFormat(Drag.MIME):
        return None
    return Drag(**json.loads(bytes(mime.data(Drag.MIME).data())))


def start_drag(source: QWidget, drag: Drag) -> Qt.DropAction:
    """Drag it until it is dropped; a small card with its name goes with the pointer."""
    qt_drag = QDrag(source)
    qt_drag.setMimeData(to_mime(drag))
    qt_drag.setPixmap(ghost(drag))
    qt_drag.setHotSpot(QPoint(-8, -8))
    return qt_drag.exec(Qt.DropAction.MoveAction)


def ghost(drag: Drag) -> QPixmap:
    """The small card that goes with the pointer."""
    look = theme()
    metrics = look.metrics(Type.BODY, 600)
    width = metrics.horizontalAdvance(drag.label) + look.px(24) + (look.px(22) if drag.icon else 0)
    pixmap = QPixmap(width, look.line() + look.px(16))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    area = QRectF(pixmap.rect())
    paint_frame(painter, area, fill=look.color("surface"), line=look.color("acc"), width=2, radius=RADIUS_CARD)
    x = look.px(12)
    if drag.icon:
        side = look.px(16)
        paint_icon(painter, QRectF(x, area.center().y() - side / 2, side, side), drag.icon, look.color("acc"))
        x += look.px(22)
    painter.setFont(look.font(Type.BODY, 600))
    painter.setPen(look.color("ink"))
    painter.drawText(area.adjusted(x, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), drag.label)
    painter.end()
    return pixmap
