"""What every page is: a header, a banner, a body, the kinds of row it shows, and when it looks again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic.domain.history import Change
from ui.actions import Command
from ui.desk import Desk
from ui.tokens import CARD_GAP, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.header import PageHeader


class Page(QWidget):
    """A place of the window. It is built when it is first shown, and asks the desk for what it shows.

    A page sets the class attributes, builds its widgets into `body` and overrides `reload`. `reload` is called when the
    page is shown for the first time, when site or day change, and when something it shows has changed; for a page that
    is not on screen it waits until the page is shown again.
    """

    name: ClassVar[str] = ""
    """The short name by which `desk.go` and tests find the page: 'today', 'roster' …"""
    kinds: ClassVar[frozenset[str]] = frozenset()
    """The kinds of row it shows ('seat', 'session' …); a change of another kind is none of its business."""
    under: ClassVar[str] = ""
    """The place under which a page lies that is none of the navigation's own: 'today'."""
    steps_by_week: ClassVar[bool] = False
    """Whether the stepper of the top bar goes by week here; else by day."""

    counted = Signal(int, bool)
    """(how much work waits here, whether it is urgent): the number in the navigation."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(title)
        self.desk = desk
        self.header = PageHeader(title)
        self.banner = Banner("info", gap=CARD_GAP)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        holder = QVBoxLayout()
        holder.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        holder.addWidget(self.banner)
        layout.addLayout(holder)
        layout.addLayout(self.body, 1)
        self._is_stale = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._reload_now)
        desk.bus.changed.connect(self._on_changed)
        desk.moved.connect(self._on_moved)

    # ------------------------------------------------------------------------------------- for each page to say

    def reload(self) -> None:
        """Ask the desk for what is shown, and show the answer. Never wait for it."""

    def show_target(self, target: object) -> None:
        """Show one thing here: `desk.go("people", volunteer_id)` ends here."""

    def commands(self) -> Sequence[Command]:
        """What can be done here, for the menus, the palette and the shortcuts."""
        return ()

    def panes(self) -> Sequence[QWidget]:
        """The panes that F6 walks through, after navigation and top bar."""
        items = [self.body.itemAt(number) for number in range(self.body.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [self.header, *(widget for widget in widgets if widget is not None)]

    def go_back(self) -> bool:
        """Leave placing, close the panel or go back; False when there is nothing to leave."""
        return False

    def focus_filter(self) -> None:
        """Jump into the filter, where there is one."""

    # -------------------------------------------------------------------------------------------------- for all

    def look_again(self) -> None:
        """Reload soon; many reasons at once make one reload, and a hidden page waits until it is shown."""
        self._is_stale = True
        if self.isVisible():
            self._soon.start()

    def _on_moved(self) -> None:
        # What was said of another day or site is over.
        self.banner.dismiss()
        self.look_again()

    def _on_changed(self, change: Change, _starter: object) -> None:
        if change.kinds & self.kinds:
            self.look_again()

    def _reload_now(self) -> None:
        self._is_stale = False
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._soon.start()
