"""Fonts, words and signs on paper. All lengths are tenths of a point; whoever paints scales its painter to them."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from clinic.domain.day_sheets import Bar, Sign, Symbol
from ui.theme import symbol_path

#: So much larger for a dark car.
LARGE = 1.4
BLACK = QColor(0, 0, 0)
#: Widths of lines.
HAIR, THICK = 5, 16
_ICONS = {
    Symbol.CHILD_SEAT: "baby",
    Symbol.WHEELCHAIR: "wheelchair",
    Symbol.MEDICINE: "pill",
    Symbol.PAPERS: "identification-card",
    Symbol.GATE: "lock-key",
    Symbol.WARNING: "warning-fill",
    Symbol.RETURN: "hourglass-medium",
}
#: Signs that ask for something to be done have a thick frame.
_LOUD = frozenset({Symbol.PAPERS, Symbol.GATE, Symbol.WARNING})


class Face(Enum):
    """The steps of the type scale: (points, weight)."""

    TITLE = (20, 600)
    HOUR = (27, 600)
    TIME = (15, 600)
    BOLD = (11, 600)
    BODY = (10.5, 400)
    LINE = (9.5, 400)
    HEAD = (8.5, 600)
    SMALL = (8.5, 400)

    def __init__(self, points: float, weight: int) -> None:
        self.points, self.weight = points, weight


class Ink:
    """Measures and paints at one size of print."""

    def __init__(self, *, large: bool = False) -> None:
        self.scale = LARGE if large else 1.0
        self.last: tuple[object, object, Any] | None = None  # see `pages`
        self._wrapped: dict[tuple[str, Face, int], tuple[str, ...]] = {}

    def px(self, points: float) -> float:
        """A length in points, at this size of print."""
        return points * 10 * self.scale

    def font(self, face: Face) -> QFont:
        """The font of a step."""
        return _font(round(face.points * 10 * self.scale), face.weight)

    def metrics(self, face: Face) -> QFontMetricsF:
        """Its measures."""
        return _metrics(round(face.points * 10 * self.scale), face.weight)

    def line(self, face: Face) -> float:
        """The height of a line of text."""
        return self.px(face.points * 1.3)

    def width(self, text: str, face: Face) -> float:
        """How wide a text is in one line."""
        return self.metrics(face).horizontalAdvance(text)

    def wrap(self, text: str, face: Face, width: float) -> tuple[str, ...]:
        """The text in lines no wider than `width`; a word that is wider is broken anywhere."""
        key = text, face, int(width)
        if key not in self._wrapped:
            self._wrapped[key] = tuple(_wrap(text, self.metrics(face), width))
        return self._wrapped[key]

    def write(self, painter: QPainter, x: float, y: float, text: str, face: Face) -> None:
        """One line of text whose top left is (x, y)."""
        metrics = self.metrics(face)
        painter.setFont(self.font(face))
        lead = (self.line(face) - metrics.height()) / 2
        painter.drawText(QPointF(x, y + lead + metrics.ascent()), text)

    def rule(self, painter: QPainter, left: float, right: float, y: float, width: float = HAIR) -> None:
        """A line across."""
        painter.setPen(QPen(BLACK, width))
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    def box(self, painter: QPainter, x: float, y: float) -> float:
        """An empty box to tick, on a line of text that begins at y; gives the room that it takes."""
        side = self.px(9)
        painter.setPen(QPen(BLACK, HAIR * 2))
        painter.drawRect(QRectF(x, y + (self.line(Face.LINE) - side) / 2, side, side))
        return side + self.px(4)

    # ------------------------------------------------------------------------------------------------------ bars

    @property
    def bar_height(self) -> float:
        """A bar with the air above it."""
        return self.px(9)

    def paint_bar(self, painter: QPainter, x: float, y: float, width: float, bar: Bar) -> None:
        """A frame, black as far as it is solid, striped after that, with an upright line at its mark."""
        high = self.px(5)
        area = QRectF(x, y + self.px(3), width, high)
        solid = width * min(1.0, bar.solid)
        striped = QRectF(x + solid, area.top(), width * min(1.0 - min(1.0, bar.solid), bar.striped), high)
        painter.fillRect(QRectF(x, area.top(), solid, high), BLACK)
        painter.save()
        painter.setClipRect(striped, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(BLACK, HAIR * 2))
        step, left = self.px(3), striped.left() - high
        while left < striped.right():
            painter.drawLine(QPointF(left, striped.bottom()), QPointF(left + high, striped.top()))
            left += step
        painter.restore()
        painter.setPen(QPen(BLACK, HAIR))
        painter.drawRect(area)
        if bar.mark is not None:
            at = x + width * min(1.0, bar.mark)
            painter.setPen(QPen(BLACK, THICK))
            painter.drawLine(QPointF(at, area.top() - self.px(2)), QPointF(at, area.bottom() + self.px(2)))

    # ----------------------------------------------------------------------------------------------------- signs

    def sign_rows(self, signs: tuple[Sign, ...], width: float) -> list[list[tuple[Sign, tuple[str, ...], float]]]:
        """Signs in rows no wider than `width`, each with its words in lines and its own width."""
        rows: list[list[tuple[Sign, tuple[str, ...], float]]] = []
        used = 0.0
        for sign in signs:
            room = width - self.px(26)
            lines = self.wrap(sign.words, Face.LINE, room)
            wide = max(self.width(line, Face.LINE) for line in lines) + self.px(24)
            if not rows or used + wide > width:
                rows.append([])
                used = 0.0
            rows[-1].append((sign, lines, wide))
            used += wide + self.px(4)
        return rows

    def signs_height(self, signs: tuple[Sign, ...], width: float) -> float:
        """How high the rows of signs are, with the air above each."""
        rows = self.sign_rows(signs, width)
        return sum(self._row_height(row) + self.px(3) for row in rows)

    def _row_height(self, row: list[tuple[Sign, tuple[str, ...], float]]) -> float:
        return max(len(lines) for _sign, lines, _wide in row) * self.line(Face.LINE) + self.px(4)

    def paint_signs(self, painter: QPainter, x: float, y: float, width: float, signs: tuple[Sign, ...]) -> None:
        """Each sign a frame with its shape and its word."""
        for row in self.sign_rows(signs, width):
            left, y = x, y + self.px(3)
            height = self._row_height(row)
            for sign, lines, wide in row:
                painter.setPen(QPen(BLACK, HAIR * 3 if sign.symbol in _LOUD else HAIR))
                painter.drawRoundedRect(QRectF(left, y, wide, height), self.px(2.5), self.px(2.5))
                side = self.px(11)
                symbol_path_at(painter, sign.symbol, left + self.px(4), y + (height - side) / 2, side)
                painter.setPen(QPen(BLACK, HAIR))
                for number, line in enumerate(lines):
                    top = y + self.px(2) + number * self.line(Face.LINE)
                    self.write(painter, left + self.px(19), top, line, Face.LINE)
                left += wide + self.px(4)
            y += height


def symbol_path_at(painter: QPainter, symbol: Symbol, x: float, y: float, side: float) -> None:
    """A sign's shape, drawn as an outline: nobody who copies text out of the file gets a letter of it."""
    path: QPainterPath = symbol_path(_ICONS[symbol])
    painter.save()
    painter.translate(x, y)
    painter.scale(side / 1000, side / 1000)
    painter.fillPath(path, BLACK)
    painter.restore()


def _wrap(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if metrics.horizontalAdvance(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while metrics.horizontalAdvance(line) > width and len(line) > 1:
            cut = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or metrics.horizontalAdvance(line[:n]) <= width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


@cache
def _font(px: int, weight: int) -> QFont:
    font = QFont(["Inter", "Segoe UI", "Noto Sans", "Sans Serif"])
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Glyphs that a feature puts in place of others lose their letter in a PDF: nobody could search or hear the hours.
    font.setFeature(QFont.Tag("calt"), 0)
    return font


@cache
def _metrics(px: int, weight: int) -> QFontMetricsF:
    return QFontMetricsF(_font(px, weight))
