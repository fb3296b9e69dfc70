"""What is done with a meeting, wherever it was asked for: by letter, by the strip, by the menu, by the palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCursor

from clinic.i18n import Sentence, _, say
from ui.actions import Command
from ui.page import Page
from ui.pages.consultations.acts import ASKING, acts_of, verb_of
from ui.pages.consultations.call_off import CallOff
from ui.pages.consultations.cards import Meeting
from ui.pages.consultations.door import copy_appointment
from ui.pages.consultations.finder import Finder
from ui.pages.consultations.menu import meeting_entries, pop_up
from ui.trying import attempt

#: (act, its letter, its word) as menus, the palette and F1 tell them.
_TOLD: tuple[tuple[str, str, Sentence], ...] = (
    ("arrived", "A", say("Here")),
    ("done", "D", say("Met")),
    ("partly", "L", say("Met in part…")),
    ("step", "T", say("Next step…")),
    ("confirm", "C", say("Confirm")),
    ("pin", "P", say("Pin")),
    ("move", "M", say("Move")),
    ("late", "R", say("Shift the rest…")),
    ("no_show", "N", say("Did not come")),
    ("cancel", "Del", say("Cancel")),
    ("heads", "H", say("Count heads…")),
    ("places", "S", say("Places…")),
)


class MeetingActs:
    """The verbs of meetings. `move` takes one in hand, `why` tells of a card (by its key) what speaks against it."""

    def __init__(
        self, page: Page, finder: Finder, move: Callable[[Meeting], object], why: Callable[[str], object]
    ) -> None:
        self._page, self._desk, self._finder = page, page.desk, finder
        self._move, self._why, self._call_off = move, why, CallOff(page)

    def do(self, what: str, meeting: Meeting) -> None:
        """Do an act of `acts_of`."""
        consultation = meeting.card.consultation_id
        if what == "move":
            self._move(meeting)
        elif what == "cancel":
            self._call_off.start(meeting)
        elif what in ASKING:
            ASKING[what](self._page, meeting)
        elif consultation is not None:
            verb, given = verb_of(next(act for act in acts_of(meeting) if act.key == what), meeting, consultation)
            subject = f"{meeting.card.code}: {meeting.card.words}"
            attempt(self._page, verb, subject=subject, word=_("Go on without consent?"), go=_("Go on"), **given)

    def wish(self, what: str, meeting: Meeting | None) -> None:
        """Do an act, or one of the things that lead away from a meeting."""
        if meeting is None:
            return
        others: dict[str, Callable[[], object]] = {
            "find": lambda: self._finder.find(meeting),
            "lawyer": lambda: self._desk.go("roster", meeting.column.seat_id),
            "household": lambda: self._desk.go("people", meeting.card.household_id),
            "why": lambda: self._why(meeting.key),
            "slip": lambda: copy_appointment(self._page, meeting),
            "more": lambda: self.show_menu(meeting),
        }
        other = others.get(what)
        if other is not None:
            other()
        else:
            self.do(what, meeting)

    def show_menu(self, meeting: Meeting) -> None:
        """Everything that can be done with it, where the pointer is."""
        pop_up(self._page, meeting_entries(meeting, lambda what: self.wish(what, meeting)), QCursor.pos())

    def commands(self, current: Callable[[], Meeting | None]) -> tuple[Command, ...]:
        """The same for menus, the palette and F1, about the meeting that is current."""

        def why_not(key: str) -> str:
            meeting = current()
            if meeting is None:
                return _("Choose a meeting of the day first.")
            return "" if any(act.key == key for act in acts_of(meeting)) else _("Not for this meeting.")

        return tuple(
            Command(
                f"meeting-{key}",
                say("Meeting: {what}", what=word),
                lambda key=key: self.wish(key, current()),  # type: ignore[misc]  # bound now
                icon="chats-circle",
                why_not=lambda key=key: why_not(key),  # type: ignore[misc]  # bound now
                hint=letter,
            )
            for key, letter, word in _TOLD
        )
