"""What stands in place of the week for a while: cover for somebody, and who must be told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.covering import Absent
from ui.page import Page
from ui.pages.roster.cover_view import CoverView
from ui.pages.roster.telling import TellingView
from ui.pages.roster.views import Views


class Others(QObject):
    """Shows one of them, and gives the week back."""

    changed = Signal()
    """Another one is on show, or the week again."""

    def __init__(self, page: Page, views: Views) -> None:
        super().__init__(page)
        self._views = views
        self.covers, self.telling = CoverView(page), TellingView(page)
        for view in (self.covers, self.telling):
            view.closed.connect(self.leave)
        page.desk.moved.connect(self.leave)

    @property
    def current(self) -> CoverView | TellingView | None:
        """What is shown in place of the week, if anything."""
        return next((view for view in (self.covers, self.telling) if view is self._views.currentWidget()), None)

    def show_cover(self, absent: Absent) -> None:
        """Show who could step in for somebody, seat by seat."""
        self.covers.show_for(absent)
        self._show(self.covers)

    def show_telling(self) -> None:
        """Show who must be told of the week, and read pasted answers."""
        self.telling.look_again()
        self._show(self.telling)

    def look_again(self) -> None:
        """Something has changed."""
        if self.current is not None:
            self.current.look_again()

    def leave(self) -> bool:
        """Give the week back; False when it is on show."""
        if self.current is None:
            return False
        self._views.choose(self._views.chosen)
        self._views.focus()
        return True

    def _show(self, view: QWidget) -> None:
        self._views.show_other(view)
        self.changed.emit()
        view.setFocus()
