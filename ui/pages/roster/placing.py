"""Carrying somebody over the week, by mouse or by keyboard: where they fit is shown, and where they land is tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic.domain.ids import VolunteerId
from clinic.i18n import _, day, say, say_n
from clinic.services import candidates as asking
from clinic.services import roster
from clinic.services.views.roster import Placing, RosterWeek
from clinic.services.views.seats import SeatView
from ui.desk import Verb
from ui.page import Page
from ui.pages.roster.plan import best_seat, first_open, fits_of, seats_by_key
from ui.states import State
from ui.trying import attempt, tell_why_not
from ui.widgets.placing_bar import PlacingBar
from ui.widgets.toast import announce
from ui.widgets.week_grid import Drag, Fit, WeekGrid


def fit_words(fits: dict[str, Fit]) -> str:
    """'2 cells fit, 2 with a warning. On a hatched cell …'."""
    states = [fit.state for fit in fits.values()]
    cells = say_n("{n} cell fits", "{n} cells fit", states.count(State.FITS))
    return str(
        say(
            "{cells}, {warned} with a warning. A hatched cell says why not, and asks for a reason where one is enough.",
            cells=cells,
            warned=states.count(State.WARNING),
        )
    )


class Placer(QObject):
    """Knows who is on the way. `ended` tells that nobody is any more."""

    began = Signal()
    ended = Signal()

    def __init__(self, page: Page, grid: WeekGrid, bar: PlacingBar) -> None:
        super().__init__(page)
        self._page, self._grid, self._bar = page, grid, bar
        self._week: RosterWeek | None = None
        self._seats: dict[str, SeatView] = {}
        self._placing: Placing | None = None
        grid.picked_up.connect(self.pick_up)
        grid.placed.connect(self.put_down)
        grid.let_go.connect(self.let_go)
        grid.letter.connect(self._on_letter)

    def show_week(self, week: RosterWeek) -> None:
        """From now on this is the week over which people are carried."""
        self._week, self._seats = week, seats_by_key(week)

    @property
    def is_on(self) -> bool:
        """Whether somebody is on the way."""
        return self._grid.placing is not None

    def pick_up(self, drag: Drag) -> None:
        """Take somebody up: a volunteer, or whoever sits in a seat. The cells answer as soon as the rules have."""
        volunteer, week = _volunteer(drag), self._week
        if volunteer is None or week is None:
            return
        self._placing = None
        self._grid.start_placing(drag, {})
        self._tell(drag.label, {})
        self.began.emit()

        def show(found: Placing) -> None:
            if self._grid.placing is drag:
                fits = fits_of(week, found)
                self._placing = found
                self._grid.start_placing(drag, fits)
                self._tell(drag.label, fits)
                announce(self._grid, f"{_('Placing {name}.').format(name=drag.label)} {fit_words(fits)}")

        site, of_week = week.site_id, week.week
        self._page.desk.read(
            lambda work: asking.placing(work, volunteer=volunteer, site=site, week=of_week),
            show,
            newest="roster.placing",
            owner=self,
        )

    def _tell(self, name: str, fits: dict[str, Fit]) -> None:
        """Say how many cells fit, once that is known."""
        self._bar.say_placing(name, fit_words(fits) if fits else "")

    def _on_letter(self, letter: str, cell: str, _chip: str) -> None:
        """W says why, or why not, all of it."""
        fit = self._grid.grid.fits.get(cell)
        if letter.lower() == "w" and self._grid.placing is not None and fit is not None:
            name = self._grid.placing.label
            self._bar.say_placing(name, " ".join([f"{fit.title}.", *fit.lines]))
            announce(self._grid, " ".join([f"{name}: {fit.title}.", *fit.lines]))

    def let_go(self) -> None:
        """Nobody is on the way any more."""
        self._placing = None
        self._grid.stop_placing()
        self._bar.dismiss()
        self.ended.emit()

    def put_down(self, drag: Drag, cell: str, chip: str) -> None:
        """Try to seat them in a cell: in the seat that was meant, else in the one that they fit best."""
        placing = self._placing
        self.let_go()
        volunteer, source = _volunteer(drag), self._seats.get(drag.key)
        target = self._target(cell, chip, placing)
        if target is None or volunteer is None or target is source:
            return
        if drag.kind != "seat" or source is None:
            self.attempt(roster.assign, target, drag.label, seat=target.seat_id, volunteer=volunteer)
        elif target.is_open:
            self.attempt(roster.move, target, drag.label, seat=source.seat_id, to=target.seat_id)
        else:
            self.attempt(roster.swap, target, drag.label, seat=source.seat_id, other=target.seat_id)

    def _target(self, cell: str, chip: str, placing: Placing | None) -> SeatView | None:
        if self._week is None:
            return None
        if chip in self._seats:
            return self._seats[chip]
        answer = best_seat(self._week, cell, placing) if placing is not None else None
        if answer is None or placing is None:
            return first_open(self._week, cell)
        if not answer.breaches and answer.first is not None:
            self._page.desk.say(f"{placing.name}: {answer.first}")
            return None
        if any(not breach.can_be_overridden for breach in answer.breaches):
            tell_why_not(self._page, answer.breaches, self._subject(placing.name, self._seats[str(answer.seat_id)]))
            return None
        return self._seats[str(answer.seat_id)]

    def attempt(
        self, verb: Verb, goal: SeatView, name: str, *, done: Callable[[Any], None] | None = None, **ids: Any
    ) -> None:
        """Try `verb`; refused, every rule is listed, and a typed reason may be enough."""
        attempt(
            self._page,
            verb,
            subject=self._subject(name, goal),
            word=_("Seat {name} anyway?").format(name=name),
            go=_("Seat anyway"),
            **({"done": done} if done is not None else {}),
            **ids,
        )

    @staticmethod
    def _subject(name: str, goal: SeatView) -> str:
        return _("{name}: {seat}, {session}, {day} {start}–{end}").format(
            name=name,
            seat=goal.wants,
            session=goal.title,
            day=day(goal.starts.date()),
            start=f"{goal.starts:%H:%M}",
            end=f"{goal.ends:%H:%M}",
        )


def _volunteer(drag: Drag) -> VolunteerId | None:
    """Whom a drag carries: itself, or whoever sits in the seat that it is."""
    known = {"volunteer": drag.key, "seat": drag.origin}.get(drag.kind)
    return VolunteerId(UUID(known)) if known else None
