"""What can be done with a household of the waiting list: by letter, and by the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint

from clinic.i18n import Sentence, _, say
from clinic.services import can_come, waiting_list
from clinic.services.views.consultations import Waiting
from ui.actions import Command
from ui.dialogs.forms import open_form
from ui.page import Page
from ui.pages.consultations.apart_form import ask_apart
from ui.pages.consultations.menu import pop_up
from ui.pages.consultations.waiting import WaitingPanel
from ui.pages.consultations.when_form import WhenForm

#: (letter, word) as menus, the palette and F1 tell them.
_TOLD: tuple[tuple[str, Sentence], ...] = (
    ("F", say("Show where it fits")),
    ("T", say("When it can come")),
    ("A", say("Some wait apart…")),
    ("S", say("Two sittings")),
    ("B", say("Book both sittings")),
    ("Del", say("No longer waits")),
)


class ListActs:
    """The verbs of a line.

    `book` books its best time, `both` that of two sittings, `fit` goes to the next (1) or previous (-1) fit of the day.
    """

    def __init__(
        self,
        page: Page,
        panel: WaitingPanel,
        book: Callable[[str], object],
        both: Callable[[str], object],
        fit: Callable[[Waiting, int], object],
    ) -> None:
        self._page, self._panel, self._desk = page, panel, page.desk
        self._book, self._both, self._fit = book, both, fit
        panel.letter.connect(self.on_letter)
        panel.menu_asked.connect(self._on_menu)

    def on_letter(self, letter: str, key: str) -> None:
        """Do what a letter means on a line."""
        line = self._panel.line(key)
        if line is None:
            return
        if letter in "fFmM":
            self._fit(line, -1 if letter == "F" else 1)
        elif letter in "tT":
            form = WhenForm(self._page, line, self._desk.day)
            open_form(self._desk, form, can_come.tell, request=line.request_id)
        elif letter in "aA":
            ask_apart(self._page, line)
        elif letter in "sS":
            in_two = not line.sitting
            self._desk.run(waiting_list.two_sittings, request=line.request_id, in_two=in_two, starter=self._page)
        elif letter in "bB" and line.sitting:
            self._both(key)
        elif letter == "Del":
            self._desk.run(waiting_list.give_up, request=line.request_id, starter=self._page)

    def _on_menu(self, key: str, point: QPoint) -> None:
        line = self._panel.line(key)
        if line is None:
            return
        both = [(_("Book both sittings") + "\tB", lambda: self.on_letter("b", key))] if line.sitting else []
        two = _("One sitting is enough") if line.sitting else _("Two sittings")
        pop_up(
            self._page,
            [
                (_("Book the best time"), lambda: self._book(key)),
                *both,
                (_("Show where it fits") + "\tF", lambda: self.on_letter("f", key)),
                (_("When it can come") + "\tT", lambda: self.on_letter("t", key)),
                (_("Some wait apart…") + "\tA", lambda: self.on_letter("a", key)),
                (two + "\tS", lambda: self.on_letter("s", key)),
                (_("Open the household"), lambda: self._desk.go("people", line.household_id)),
                (_("No longer waits") + "\tDel", lambda: self.on_letter("Del", key)),
            ],
            point,
        )

    def commands(self) -> tuple[Command, ...]:
        """The same for menus, the palette and F1, about the household that is current in the list."""

        def why_not() -> str:
            is_there = self._panel.line(self._panel.lines.current_key) is not None
            return "" if is_there else _("Choose a household in the waiting list first.")

        return tuple(
            Command(
                f"waiting-{letter.lower()}",
                say("Waiting list: {what}", what=word),
                lambda letter=letter: self.on_letter(letter, self._panel.lines.current_key),  # type: ignore[misc]  # bound now
                menu="edit",
                icon="hourglass",
                why_not=why_not,
                hint=letter,
            )
            for letter, word in _TOLD
        )
