"""Empty, loading and working: what stands where the content is not yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from clinic.i18n import _
from ui.states import paint_frame
from ui.theme import theme
from ui.tokens import RADIUS_CHIP
from ui.widgets.basics import Button, Card, Glyph, Label, column, row


@dataclass(frozen=True, slots=True)
class Way:
    """One way forward from nothing."""

    icon: str
    title: str
    text: str
    button: str
    act: Callable[[], object]


class EmptyState(QWidget):
    """An icon, one sentence, at most three ways forward, the first one filled. Never an illustration alone."""

    def __init__(self, icon_name: str, title: str, text: str = "", ways: Sequence[Way] = (), note: str = "") -> None:
        super().__init__()
        self.setObjectName("empty")
        middle = column(gap=4)
        for part in (Glyph(icon_name, "ink3", 44), Label(title, "title"), Label(text, "body", "ink2")):
            middle.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        cards = row(gap=12)
        for number, way in enumerate(ways[:3]):
            cards.addWidget(_way_card(way, first=number == 0), 1)
        foot = Label(note, "small", "ink2")
        foot.setVisible(bool(note))
        inner = QWidget()
        inner.setMaximumWidth(theme().px(820))
        inner.setLayout(column(middle, 16, cards, 8, foot, gap=0))
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(None, gap=0, margins=(16, 0, 16, 16))
        line.addWidget(inner, 8)
        line.addStretch(1)
        self.setLayout(column(None, line, None, gap=0))
        self.setAccessibleName(f"{title}. {text}")


def _way_card(way: Way, *, first: bool) -> Card:
    card = Card(margin=16, gap=4)
    card.body.addWidget(Glyph(way.icon, "acc", 24))
    card.body.addSpacing(4)
    card.body.addWidget(Label(way.title, "panel", wrap=True))
    card.body.addWidget(Label(way.text, "body", "ink2", wrap=True))
    card.body.addStretch(1)
    card.body.addSpacing(8)
    button = Button(way.button, kind="primary" if first else "plain", on=way.act)
    card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
    return card


class ThinBar(QProgressBar):
    """Work of less than two seconds: a thin bar in the status bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setRange(0, 0)
        self.setFixedWidth(120)
        self.hide()


class ProgressCard(Card):
    """Longer work: what, how far, how long still, and Cancel."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(margin=12, gap=6)
        self.setObjectName("progressCard")
        self._what = Label("", "bold")
        self._left = Label("", "small", "ink2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._cancel = Button(_("Cancel"), name="cancelJob", on=self.cancelled.emit)
        middle = column(row(self._what, None, self._left), self._bar, gap=6)
        line = row(Glyph("hourglass-medium", "acc", 18), gap=12)
        line.addLayout(middle, 1)
        line.addWidget(self._cancel)
        self.body.addLayout(line)
        self.hide()

    def tell(self, what: str, share: float, seconds: float) -> None:
        """`share` done from 0.0 to 1.0 after so many seconds; the time left is guessed from both."""
        self._what.setText(what)
        self._bar.setValue(round(share * 1000))
        left = seconds * (1 - share) / share if share > 0.02 else None
        self._left.setText("" if left is None else _("about {n} s left").format(n=max(1, round(left))))
        self.setAccessibleName(f"{what} {share:.0%}")
        self.show()


class Skeleton(QWidget):
    """Grey rows where a list will be, shown only when loading takes more than 300 ms."""

    AFTER = 300

    def __init__(self, rows: int = 8) -> None:
        super().__init__()
        self._rows, self._is_due = rows, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_due)
        self._timer.start(self.AFTER)
        self.setAccessibleName(_("Loading"))

    def _on_due(self) -> None:
        self._is_due = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._is_due:
            return
        look, painter = theme(), QPainter(self)
        for number in range(self._rows):
            y = 8 + number * look.row
            share = (0.62, 0.48, 0.71)[number % 3]
            box = QRectF(12, y + look.row / 4, self.width() * share, look.row / 2)
            paint_frame(painter, box, fill=look.color("sunken"), line=look.color("sunken"), radius=RADIUS_CHIP)
