"""A free time asks who would take it: the most urgent households that fit, with their reasons, from a menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from PySide6.QtWidgets import QApplication

from clinic.i18n import _, listing
from clinic.services import best_offers
from clinic.services.views.consultations import ConsultationsDay
from clinic.services.views.openings import Candidate, Candidates
from ui.page import Page
from ui.pages.consultations.cards import column_key
from ui.pages.consultations.group_acts import open_group
from ui.pages.consultations.menu import Entry, pop_up
from ui.pages.consultations.placer import Placer

#: So many reasons stand beside a household.
MOST = 2


class ForSlot:
    """Asks for the best households of a free stretch; the one that is chosen is booked there."""

    def __init__(self, page: Page, placer: Placer, to_list: Callable[[], object]) -> None:
        self._page, self._placer, self._to_list = page, placer, to_list
        self._group: Callable[[], object] = to_list

    def ask(self, key: str, found: ConsultationsDay | None) -> None:
        """Ask who fits a card of free time of the day that is shown; where nobody does, the list is gone to."""
        _word, column, minute = key.split(":")
        one = next((each for each in found.columns if column_key(each) == column), None) if found else None
        if found is None or one is None or one.seat_id is None:
            self._to_list()
            return
        self._group = lambda: open_group(self._page, found, one, time(*divmod(int(minute), 60)))
        if not found.waiting:
            self._offer([])
            return
        midnight = datetime.combine(found.day, time(), one.starts.tzinfo)
        lawyer, starts_at = one.seat_id, (midnight + timedelta(minutes=int(minute))).astimezone(UTC)
        self._page.desk.read(
            lambda work: best_offers.for_stretch(work, lawyer=lawyer, starts_at=starts_at),
            self._show,
            newest="consultations.stretch",
            owner=self._page,
        )

    def _show(self, found: Candidates) -> None:
        if found.why_none is not None:
            self._page.desk.say(str(found.why_none))
            self._to_list()
            return
        entries: list[Entry] = [
            (_words(one), lambda one=one: self._placer.book(one.line, one.opening))  # type: ignore[misc]  # bound now
            for one in found.found
        ]
        self._offer([*entries, (_("Choose from the list"), self._to_list)])

    def _offer(self, entries: list[Entry]) -> None:
        under = QApplication.focusWidget() or self._page
        point = under.mapToGlobal(under.rect().topLeft())
        pop_up(self._page, [*entries, (_("Open a group here…"), self._group)], point)


def _words(one: Candidate) -> str:
    """'H5-GQ8, intake, 45 min at 13:00: hearing in 5 days, never seen; speaks Spanish'."""
    return _("{code}, {what} at {time}: {why}; {way}").format(
        code=one.line.code,
        what=one.line.words,
        time=f"{one.opening.starts:%H:%M}",
        why=listing([*one.line.reasons[:MOST]]),
        way=one.opening.way,
    )
