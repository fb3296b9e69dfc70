"""The look of the window at this moment: colours, fonts, heights and icons, made from the tokens.

There is one theme at a time. `start` sets it, `change` replaces it, `theme()` reads it; whoever paints by hand reads
`theme()` while painting, so that nothing has to be told of a change. Icons paint themselves from the theme of the
moment too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, time
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from string import Template

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from ui.tokens import CHIP, DARK, LIGHT, ROW, TONES, Colours, Type

NIGHT = (time(20), time(7))
"""'By the hour' is dark from the first to the second."""


class Look(StrEnum):
    """Which colours the person asked for."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"
    HOUR = "hour"


class Density(StrEnum):
    """How close rows and chips stand; `AUTO` goes by the width of the window."""

    AUTO = "auto"
    COMFORTABLE = "comfortable"
    COMPACT = "compact"


@dataclass(frozen=True)
class Theme:
    """Colours, text size in percent and density, with what follows from them. Heights come from font metrics."""

    colours: Colours = LIGHT
    percent: int = 100
    compact: bool = True

    @property
    def is_dark(self) -> bool:
        return self.colours is DARK

    def color(self, token: str) -> QColor:
        """The colour of a token, for painting. Raises AttributeError for a token that does not exist."""
        return QColor(getattr(self.colours, token))

    def px(self, length: float) -> int:
        """A length of the design, in px, at the present text size."""
        return round(length * self.percent / 100)

    def font(self, kind: Type = Type.BODY, weight: int | None = None) -> QFont:
        """The font of a step of the type scale; `weight` replaces the step's own (400, 500 or 600)."""
        return _font(self.px(kind.px), weight or kind.weight)

    def metrics(self, kind: Type = Type.BODY, weight: int | None = None) -> QFontMetrics:
        return _metrics(self.px(kind.px), weight or kind.weight)

    def line(self, kind: Type = Type.BODY) -> int:
        """The height of one line of text of that step, in px."""
        return max(self.px(kind.line), self.metrics(kind).height())

    @property
    def row(self) -> int:
        """The height of a table row."""
        return max(self.px(ROW["compact" if self.compact else "comfortable"]), self.line() + 8)

    @property
    def chip(self) -> int:
        """The height of a seat chip."""
        return max(self.px(CHIP["compact" if self.compact else "comfortable"]), self.line(Type.SMALL) + 4)


class _Watch(QObject):
    changed = Signal()


class _Wardrobe:
    """What the application wears now."""

    theme = Theme()
    watch: _Watch | None = None


def theme() -> Theme:
    """The theme of this moment."""
    return _Wardrobe.theme


def watch() -> _Watch:
    """The object whose signal `changed` tells that colours, text size or density are others now."""
    if _Wardrobe.watch is None:
        _Wardrobe.watch = _Watch()
    return _Wardrobe.watch


def start(app: QApplication) -> None:
    """Load the fonts and dress the application in the present theme. Call once, before the first widget."""
    load_fonts()
    app.setStyle("Fusion")
    _dress(app)


@cache
def load_fonts() -> None:
    """Load the fonts that ship with the program, once."""
    folder = files("resources") / "fonts"
    for name in ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf"):
        QFontDatabase.addApplicationFontFromData((folder / name).read_bytes())
    _symbols()


def change(*, look: Look | None = None, percent: int | None = None, compact: bool | None = None) -> None:
    """Put on another look, text size (90 to 150 %) or density; what is left out stays."""
    now = theme()
    wanted = Theme(
        colours=now.colours if look is None else _colours(look),
        percent=now.percent if percent is None else min(150, max(90, percent)),
        compact=now.compact if compact is None else compact,
    )
    if wanted == now:
        return
    _Wardrobe.theme = wanted
    app = QApplication.instance()
    if isinstance(app, QApplication):
        _dress(app)
    watch().changed.emit()


def follow(look: Callable[[], Look], parent: QObject) -> None:
    """Keep 'system' and 'by the hour' true: look again when the system changes its mind, and each minute."""
    timer = QTimer(parent)
    timer.timeout.connect(lambda: change(look=look()))
    timer.start(60_000)
    # By way of the timer: what the system says then ends with `parent` too.
    QApplication.styleHints().colorSchemeChanged.connect(timer.timeout)


def _colours(look: Look) -> Colours:
    if look is Look.SYSTEM:
        return DARK if QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    if look is Look.HOUR:
        now = datetime.now().astimezone().time()
        return DARK if now >= NIGHT[0] or now < NIGHT[1] else LIGHT
    return DARK if look is Look.DARK else LIGHT


def _dress(app: QApplication) -> None:
    look = theme()
    app.setFont(look.font())
    app.setPalette(_palette(look))
    app.setStyleSheet(style_sheet(look))


def _palette(look: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "app",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.PlaceholderText: "ink3",
        QPalette.ColorRole.Highlight: "acc",
        QPalette.ColorRole.HighlightedText: "onacc",
        QPalette.ColorRole.ToolTipBase: "tip",
        QPalette.ColorRole.ToolTipText: "ontip",
        QPalette.ColorRole.Link: "accI",
    }
    for role, token in roles.items():
        palette.setColor(role, look.color(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, look.color("ink3"))
    return palette


def style_sheet(look: Theme) -> str:
    """The style sheet of a theme, from `resources/styles/window.qss`."""
    values = {field.name: getattr(look.colours, field.name) for field in fields(Colours)}
    values |= {f"f{size.px}": str(look.px(size.px)) for size in Type}
    values |= {f"p{n}": str(look.px(n)) for n in range(1, 40)}
    tones = [f'QLabel[tone="{token}"] {{ color: {values[token]}; }}' for token in ("ink2", "ink3", "ontip", *TONES)]
    values["tones"] = "\n".join(tones)
    with as_file(files("resources") / "styles") as folder:
        values["caret"] = (folder / "caret.svg").as_posix()
        values["tick"] = (folder / f"tick-{'dark' if look.is_dark else 'light'}.svg").as_posix()
    return Template((files("resources") / "styles" / "window.qss").read_text("utf-8")).substitute(values)


# ------------------------------------------------------------------------------------------------- fonts and icons


@cache
def _font(px: int, weight: int) -> QFont:
    font = QFont(["Inter", "Segoe UI", "Noto Sans", "Sans Serif"])
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    # Figures of one width, so that columns of times stand straight; the plain 'a' of the design.
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("cv11"), 1)
    return font


@cache
def _metrics(px: int, weight: int) -> QFontMetrics:
    return QFontMetrics(_font(px, weight))


@cache
def _symbols() -> tuple[str, dict[str, int]]:
    folder = files("resources") / "icons"
    number = QFontDatabase.addApplicationFontFromData((folder / "phosphor.ttf").read_bytes())
    return QFontDatabase.applicationFontFamilies(number)[0], json.loads((folder / "phosphor.json").read_text("utf-8"))


@cache
def _symbol_font(px: int) -> QFont:
    font = QFont(_symbols()[0])
    font.setPixelSize(px)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: QColor) -> None:
    """Paint the Phosphor icon `name` ('car', 'check-circle-fill') centred in `rect`, as high as the rectangle.

    Raises KeyError for a name that the set does not have.
    """
    glyph = chr(_symbols()[1][name])
    painter.save()
    painter.setFont(_symbol_font(max(1, round(min(rect.width(), rect.height())))))
    painter.setPen(color)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, glyph)
    painter.restore()


@cache
def symbol_path(name: str) -> QPainterPath:
    """The outline of the Phosphor icon `name` in a square of 1000 by 1000. Raises KeyError as `paint_icon` does."""
    font = _symbol_font(1000)
    path = QPainterPath()
    path.addText(0, QFontMetrics(font).ascent(), font, chr(_symbols()[1][name]))
    return path


class _Icon(QIconEngine):
    """An icon that takes its colour from the theme of the moment it is painted."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        disabled = mode == QIcon.Mode.Disabled
        if disabled:
            painter.setOpacity(0.55)
        # A wider rectangle than high leaves the air between icon and word.
        side = min(rect.width(), rect.height())
        left = rect.right() - side + 1 if QApplication.isRightToLeft() else rect.x()
        square = QRect(left, rect.y() + (rect.height() - side) // 2, side, side)
        paint_icon(painter, square, self._name, theme().color("ink3" if disabled else self._token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802 - Qt's name
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(1.0)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _Icon(self._name, self._token)


def icon(name: str, token: str = "ink2") -> QIcon:  # noqa: S107 - a colour token, no secret
    """The Phosphor icon `name` in the colour of a token. Raises KeyError for a name that the set does not have."""
    _symbols()[1][name]
    return QIcon(_Icon(name, token))
