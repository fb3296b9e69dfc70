"""Carrying a household over the trips, by mouse or by keys: every trip answers; put down, it is tried."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from clinic.domain.ids import TripId
from clinic.i18n import _
from clinic.rules.score import Fit
from clinic.services import why_not
from clinic.services.views.rides import Fits, TripFit
from ui.page import Page
from ui.pages.rides.chosen import Rider
from ui.widgets.placing_bar import PlacingBar
from ui.widgets.toast import announce


class RidePlacer(QObject):
    """Holds one household at a time. `changed` tells that another one is carried, or that the trips have answered."""

    changed = Signal()

    def __init__(self, page: Page, bar: PlacingBar, order: Callable[[], list[str]]) -> None:
        super().__init__(page)
        self._page, self._bar, self._order = page, bar, order
        self.rider: Rider | None = None
        self._found: Fits | None = None

    @property
    def is_on(self) -> bool:
        """Whether somebody is carried."""
        return self.rider is not None

    @property
    def answers(self) -> dict[str, TripFit]:
        """What each trip answers, by its id as text; empty until it has."""
        return {str(one.trip_id): one for one in self._found.trips} if self._found is not None else {}

    @property
    def best(self) -> TripId | None:
        """The trip that fits best, if any does."""
        first = next(iter(self._found.trips), None) if self._found is not None else None
        return first.trip_id if first is not None and first.fit is not Fit.NO else None

    def pick_up(self, rider: Rider) -> None:
        """Take a household up. The trips answer as soon as the rules have."""
        self.rider, self._found = rider, None
        self._bar.say_placing(rider.code)
        self.changed.emit()
        self.ask()

    def ask(self) -> None:
        """Ask the day's trips, again when something about them has changed."""
        rider, site, on = self.rider, self._page.desk.site, self._page.desk.day
        if rider is None or site is None:
            return

        def show(found: Fits) -> None:
            if self.rider is rider:
                is_first, self._found = self._found is None, found
                self._bar.say_placing(rider.code, str(found.line))
                if is_first:
                    announce(self._bar, f"{_('Placing {name}.').format(name=rider.code)} {found.line}")
                self.changed.emit()

        self._page.desk.read(
            lambda work: why_not.fits(
                work,
                site=site,
                day=on,
                household=rider.household_id,
                hearing=rider.hearing_id,
                persons=rider.person_ids,
            ),
            show,
            newest="rides.fits",
            owner=self,
        )

    def stop(self) -> bool:
        """Let go; nothing has changed. False when nobody was carried."""
        was_on, self.rider, self._found = self.is_on, None, None
        if was_on:
            self._bar.dismiss()
            self.changed.emit()
        return was_on

    def step(self, current: str, step: int) -> str:
        """The next trip that fits after `current` in the list (-1: the one before), round and round; '' when none."""
        answers = self.answers
        fits = [key for key in self._order() if key in answers and answers[key].fit is not Fit.NO]
        if not fits:
            return ""
        if current in fits:
            return fits[(fits.index(current) + step) % len(fits)]
        order = self._order()
        here = order.index(current) if current in order else -1
        after = [key for key in fits if order.index(key) > here]
        before = [key for key in fits if order.index(key) < here]
        return (after or fits)[0] if step > 0 else (before or fits)[-1]
