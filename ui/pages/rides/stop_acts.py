"""What can be done with the stops of a trip: a time typed or let go, a halt earlier or later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from clinic.domain.hearings import TimeSource
from clinic.i18n import _
from clinic.services import report_times, trips
from clinic.services.views.rides import Mark, StopLine
from ui.page import Page
from ui.pages.rides.chosen import Chosen
from ui.pages.rides.lines import stop_keys
from ui.pages.rides.trip_acts import TripActs
from ui.widgets.stops import StopList


class StopActs:
    """Listens to the list of stops: Enter or L for the time, C confirms it, Alt+Up and Alt+Down order; and the menu."""

    def __init__(self, page: Page, chosen: Chosen, acts: TripActs, stops: StopList) -> None:
        self._page, self._chosen, self._acts, self._stops = page, chosen, acts, stops
        stops.opened.connect(lambda _key: self._do(self.lock))
        stops.letter.connect(self._on_letter)
        stops.retimed.connect(self._on_retimed)
        stops.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        stops.customContextMenuRequested.connect(self._show_menu)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), stops)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda step=step: self._do(lambda stop: self.shift(stop, step)))

    def _on_letter(self, letter: str, _key: str) -> None:
        if letter in "lLtT":
            self._do(self.lock)
        elif letter in "cC":
            self._do(self.confirm)

    def _do(self, act: Callable[[StopLine], object]) -> None:
        trip = self._chosen.trip
        keys = stop_keys(trip) if trip else []
        if trip is not None and self._stops.current_key in keys:
            act(trip.stops[keys.index(self._stops.current_key)])

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self._page)
        entries: list[tuple[str, str, Callable[[StopLine], object]]] = [
            (_("Type or free its time"), "L", self.lock),
            (_("The report time stands on the paper"), "C", self.confirm),
            (_("One stop earlier"), "Alt+Up", lambda stop: self.shift(stop, -1)),
            (_("One stop later"), "Alt+Down", lambda stop: self.shift(stop, 1)),
        ]
        for text, keys, act in entries:
            menu.addAction(f"{text}\t{keys}").triggered.connect(lambda _on=False, act=act: self._do(act))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._stops.viewport().mapToGlobal(point))

    def lock(self, stop: StopLine) -> None:
        """Type the time of a stop, or let go of the one that was typed."""
        stop_id = stop.stop_id
        if stop.mark is Mark.REPORT and stop.hour is not None:
            self._stops.edit_time(stop.hour.here.time())
        elif stop_id is None or stop.hour is None:
            self._page.desk.say(_("This time follows from the others, or stands on the paper."))
        elif stop.locked:
            self._acts.attempt(trips.unlock_stop, stop=stop_id)
        else:
            note = _("The typed time stays; the others are worked out around it.")
            self._acts.ask_hour(
                str(stop.what),
                note,
                stop.hour,
                lambda hour: self._acts.attempt(trips.lock_stop, stop=stop_id, arrives_at=hour),
            )

    def confirm(self, stop: StopLine) -> None:
        """Take the report time of the trip as read from the paper."""
        trip = self._chosen.trip
        if stop.mark is Mark.REPORT and trip is not None and stop.source is not TimeSource.TYPED:
            self._page.desk.run(report_times.confirm, trip=trip.trip_id, starter=self._page)

    def _on_retimed(self, _key: str, typed: time) -> None:
        """The whole trip moves; what it then breaks stands among its checks."""
        trip = self._chosen.trip
        if trip is not None:
            self._page.desk.run(report_times.retime, trip=trip.trip_id, report_time=typed, starter=self._page)

    def shift(self, stop: StopLine, step: int) -> None:
        """Halt one stop earlier (-1) or later (1); the port stays last."""
        trip = self._chosen.trip
        lines = trip.stops if trip else ()
        order = [line.stop_id for line in lines if line.stop_id is not None and line.mark is not Mark.PORT]
        if trip is None or stop.stop_id not in order:
            return
        here = order.index(stop.stop_id)
        there = here + step
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
            self._acts.attempt(trips.order_stops, trip=trip.trip_id, order=order)
