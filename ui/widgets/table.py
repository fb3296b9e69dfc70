"""The table view: rows as high as the font needs, states and tags painted, Enter opens."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.models.table import COLUMN_ROLE, ROW_ROLE, Column, DayBar, TableModel
from ui.states import paint_frame, paint_state
from ui.theme import Theme, paint_icon, theme, watch
from ui.tokens import Type
from ui.widgets.balance import paint_balance
from ui.widgets.basics import paint_load, paint_tag, tag_size

Index = QModelIndex | QPersistentModelIndex
_TONES = {"ok": "ok", "warn": "warn", "bad": "bad", "info": "info", "open": "open", "ink2": "", "ink3": ""}
PAD = 8


class TableDelegate(QStyledItemDelegate):
    """Paints one cell of a `TableModel`."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        column, row = index.data(COLUMN_ROLE), index.data(ROW_ROLE)
        return QSize(natural_width(column, row, first=index.column() == 0), theme().row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        column, row = index.data(COLUMN_ROLE), index.data(ROW_ROLE)
        state: Any = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, look.color("sel"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, look.color("hover"))
        painter.fillRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1, look.color("line"))
        area = QRectF(option.rect).adjusted(PAD + (6 if index.column() == 0 else 0), 0, -PAD, -1)
        _paint_content(painter, area, column, row)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_frame(painter, QRectF(option.rect).adjusted(1, 1, -1, -2), fill=None, line=look.color("acc"), width=2)


def _is_letter(text: str) -> bool:
    return len(text) == 1 and (text.isalnum() or text == "?")


def natural_width(column: Column[Any], row: Any, *, first: bool = False) -> int:
    """How wide the content of a cell would like to be, with its margins."""
    look = theme()
    text = column.text(row) or "–"
    width = 2 * PAD + (6 if first else 0)
    if column.tag:
        state = column.state(row) if column.state else None
        return width + tag_size(text, state.icon if state else "").width()
    kind = Type.SMALL if column.small else Type.BODY
    width += look.metrics(kind, 600 if column.bold else 400).horizontalAdvance(text) + 1
    width += look.px(20) * (bool(column.icon) + bool(column.state) + bool(column.check))
    if column.share:
        width += look.px(40)
    if column.note and column.note(row):
        width += look.metrics(Type.SMALL).horizontalAdvance(column.note(row)) + look.px(6)
    return width


def shrunk(widths: Sequence[int], least: Sequence[int], excess: int) -> list[int]:
    """These widths with `excess` px taken from the widest, none below its least; more than that is not taken."""
    ceiling = max(widths, default=0)
    while ceiling > 0 and sum(widths) - sum(_capped(widths, least, ceiling)) < excess:
        ceiling -= 1
    return _capped(widths, least, ceiling)


def _capped(widths: Sequence[int], least: Sequence[int], ceiling: int) -> list[int]:
    return [min(width, max(low, ceiling)) for width, low in zip(widths, least, strict=True)]


def _paint_content(painter: QPainter, area: QRectF, column: Column[Any], row: Any) -> None:
    look, text = theme(), column.text(row) or "–"
    if column.check:
        area = _paint_check(painter, area, column.check(row), look)
    state = column.state(row) if column.state else None
    if column.tag and column.text(row):
        size = tag_size(text, state.icon if state else "")
        box = QRectF(area.left(), area.center().y() - size.height() / 2, min(size.width(), area.width()), size.height())
        tone = state.token if state else (column.tone(row) if column.tone else "")
        paint_tag(painter, box, text, _TONES.get(tone, ""), state.icon if state else "")
        return
    if state is not None:
        paint_state(painter, _left_square(area, look.px(14)), state, look)
        area.setLeft(area.left() + look.px(20))
    name = column.icon(row) if column.icon else ""
    if name:
        paint_icon(painter, _left_square(area, look.px(15)), name, look.color("ink2"))
        area.setLeft(area.left() + look.px(21))
    if column.bars and (bars := column.bars(row)):
        _paint_bars(painter, area, bars, look)
        return
    if column.balance:
        paint_balance(painter, area.adjusted(0, 4, 0, -4), column.balance(row))
        return
    if column.share:
        paint_load(painter, QRectF(area.left(), area.center().y() - 3, look.px(32), 6), column.share(row))
        area.setLeft(area.left() + look.px(38))
    _paint_text(painter, area, column, row)


def _paint_bars(painter: QPainter, area: QRectF, bars: Sequence[DayBar], look: Theme) -> None:
    """Paint a day from midnight to midnight: a thin line, every six hours a mark, and the bars with their words."""
    high, middle = look.px(16), area.center().y()
    painter.fillRect(QRectF(area.left(), middle, area.width(), 1), look.color("line"))
    for quarter in range(5):
        painter.fillRect(QRectF(area.left() + area.width() * quarter / 4, middle - 3, 1, 7), look.color("line2"))
    painter.setFont(look.font(Type.AXIS, 600))
    for bar in bars:
        wide = max(look.px(6), area.width() * (bar.ends - bar.starts))
        box = QRectF(area.left() + area.width() * bar.starts, middle - high / 2, wide, high)
        fill = look.color("surface" if bar.dashed else bar.token)
        paint_frame(painter, box, fill=fill, line=look.color(bar.token), dashed=bar.dashed, radius=3)
        painter.setPen(look.color(bar.token if bar.dashed else "onacc"))
        if look.metrics(Type.AXIS, 600).horizontalAdvance(bar.label) <= wide - 4:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), bar.label)


def _paint_text(painter: QPainter, area: QRectF, column: Column[Any], row: Any) -> None:
    look, text = theme(), column.text(row) or "–"
    kind, weight = Type.SMALL if column.small else Type.BODY, 600 if column.bold else 400
    metrics = look.metrics(kind, weight)
    tone = column.tone(row) if column.tone else "ink" if column.bold else "ink2"
    painter.setPen(look.color(tone or "ink"))
    painter.setFont(look.font(kind, weight))
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(area.width())))
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    note = column.note(row) if column.note else ""
    if note:
        area.setLeft(area.left() + metrics.horizontalAdvance(shown) + look.px(6))
        painter.setPen(look.color("ink3"))
        painter.setFont(look.font(Type.SMALL))
        room = max(0, int(area.width()))
        painter.drawText(
            area,
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            look.metrics(Type.SMALL).elidedText(note, Qt.TextElideMode.ElideRight, room),
        )


def _paint_check(painter: QPainter, area: QRectF, is_on: bool, look: Theme) -> QRectF:
    box = _left_square(area, look.px(15))
    fill, line = ("acc", "acc") if is_on else ("surface", "line2")
    paint_frame(painter, box, fill=look.color(fill), line=look.color(line), width=1.5, radius=3)
    if is_on:
        paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", look.color("onacc"))
    return area.adjusted(look.px(22), 0, 0, 0)


def _left_square(area: QRectF, side: float) -> QRectF:
    return QRectF(area.left(), area.center().y() - side / 2, side, side)


class Table(QTableView):
    """A table over a `TableModel`. `chosen` tells the current row's key, `opened` Enter or a double click on it."""

    chosen = Signal(object)
    opened = Signal(object)
    toggled = Signal(object)
    """The key of the row whose box was ticked or unticked."""
    letter = Signal(str, object)
    """(a letter or figure, 'Space' or 'Del', key): single keys that the page may give a meaning."""

    def __init__(self, model: TableModel[Any], name: str) -> None:
        super().__init__()
        self.setObjectName("table")
        self.setAccessibleName(name)
        self._model = model
        self._kept: Hashable | None = None
        self._wanted: list[int] | None = None
        self.setModel(model)
        self.setItemDelegate(TableDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        model.modelAboutToBeReset.connect(self._on_before_reset)
        model.modelReset.connect(self._on_reset)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.key_at(index.row())))
        self.clicked.connect(self._on_clicked)
        watch().changed.connect(self._measure)
        self._measure()

    @property
    def current_key(self) -> Hashable | None:
        """The key of the current row."""
        index = self.currentIndex()
        return self._model.key_at(index.row()) if index.isValid() else None

    def choose(self, key: Hashable) -> None:
        """Make the row with this key current, if it is shown."""
        row = self._model.row_of(key)
        if row is not None:
            self.setCurrentIndex(self._model.index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(self._model.key_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.current_key
        bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if current is None or not bare:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(current)
        elif key == Qt.Key.Key_Space and any(column.check for column in self._model.columns):
            self.toggled.emit(current)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Space) or _is_letter(event.text()):
            words: dict[int, str] = {Qt.Key.Key_Delete: "Del", Qt.Key.Key_Space: "Space"}
            self.letter.emit(words.get(key, event.text()), current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if index.isValid() and self._model.columns[index.column()].check:
            self.toggled.emit(self._model.key_at(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column what its content needs, and the room that is left to those that stretch.

        Where the room is short the widest columns give way first, so that short words stay whole; the first bold
        column, by which a row is known, and tags are never cut.
        """
        columns = self._model.columns
        if self._wanted is None:
            self._wanted = [self._wanted_width(number) for number in range(len(columns))]
        wanted = [*self._wanted]
        room = self.viewport().width() - sum(wanted)
        if room >= 0:
            stretching = [n for n, column in enumerate(columns) if column.stretch] or [len(columns) - 1]
            for number in stretching:
                wanted[number] += room // len(stretching)
            wanted[stretching[-1]] += room - room // len(stretching) * len(stretching)
        else:
            giving = [n for n, column in enumerate(columns) if not (column.tag or column.bold)]
            least = [max(self._title_width(n), theme().px(columns[n].least)) for n in giving]
            for number, width in zip(giving, shrunk([wanted[n] for n in giving], least, -room), strict=True):
                wanted[number] = width
        for number, width in enumerate(wanted):
            self.setColumnWidth(number, width)

    def _wanted_width(self, number: int) -> int:
        column = self._model.columns[number]
        if column.width:
            return theme().px(column.width)
        sample = range(min(60, self._model.rowCount()))
        widths = [natural_width(column, self._model.at(n), first=number == 0) for n in sample]
        return max([self._title_width(number), *widths])

    def _title_width(self, number: int) -> int:
        title = theme().metrics(Type.SMALL, 600).horizontalAdvance(self._model.columns[number].title)
        return title + 2 * PAD + theme().px(14)

    def _measure(self) -> None:
        self._wanted = None
        self.verticalHeader().setDefaultSectionSize(theme().row)
        self.horizontalHeader().setFixedHeight(max(theme().px(32), theme().line(Type.SMALL) + 8))
        self.fit_columns()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.key_at(index.row()))

    def _on_before_reset(self) -> None:
        self._kept = self.current_key

    def _on_reset(self) -> None:
        self._wanted = None
        self.fit_columns()
        if self._kept is not None:
            self.choose(self._kept)
