"""What stands below the day's board: who is not back yet, and where there is room every word that has come."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal

from clinic.i18n import _
from clinic.services.views.today import TodayView
from ui.pages.today.lists import not_back_table, so_far
from ui.theme import theme
from ui.widgets.basics import Tag
from ui.widgets.fitted import FittedList
from ui.widgets.panel import Panel
from ui.widgets.table import Table


class NotBackPanel(Panel):
    """`recorded` tells whose end is to be recorded: by its button, by Enter or by R."""

    recorded = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Not back yet"), scroll=False)
        self._now: datetime | None = None
        self.model_ = not_back_table(lambda: self._now)
        self.table = Table(self.model_, _("Not back yet"))
        self._count = Tag()
        self.title_row.addWidget(self._count)
        self.content.addWidget(self.table, 1)
        self.table.opened.connect(self.recorded)
        self.table.letter.connect(lambda letter, key: self.recorded.emit(key) if letter in "rR" else None)
        self.table.clicked.connect(self._on_clicked)

    def show_day(self, found: TodayView) -> None:
        """Show who is still out; a short list leaves its room to the board."""
        self._now = found.now
        self.model_.set_rows(found.not_back)
        self._count.show_text(str(len(found.not_back)), "open")
        standby = "; ".join(str(words) for words in found.standby)
        on_call = _("Stand-by: {who}").format(who=standby) if standby else ""
        self.set_title(_("Not back yet"), " · ".join(filter(None, (str(found.not_back_words), on_call))))
        self.setVisible(bool(found.not_back))
        lines = self.table.horizontalHeader().sizeHint().height() + self.model_.rowCount() * theme().row
        self.setMaximumHeight(self.head.sizeHint().height() + lines + theme().px(26))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == len(self.model_.columns) - 1:
            self.recorded.emit(self.model_.key_at(index.row()))


class ToldPanel(Panel):
    """Every word of the day, newest first; `opened` tells the check-in that is to be corrected."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Check-ins so far"), scroll=False)
        self.lines = FittedList(_("Check-ins so far"))
        self.content.addWidget(self.lines, 1)
        self.lines.opened.connect(self.opened)
        self.hide()

    def show_day(self, found: TodayView, *, has_room: bool) -> None:
        """Show what has come, where there is room for it."""
        self.lines.set_lines(so_far(found))
        self.fit(has_room=has_room)

    def fit(self, *, has_room: bool) -> None:
        """Take no more height than the lines need."""
        self.setVisible(has_room and bool(self.lines.lines))
        self.setMaximumHeight(self.head.sizeHint().height() + self.lines.content_height() + theme().px(6))
