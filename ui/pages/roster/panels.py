"""Who is on deck, and the place that this panel shares with the seat's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.i18n import _, words
from clinic.services.views.roster import OnDeck
from ui.seat_panel import SeatPanel
from ui.seat_words import role_icon
from ui.widgets.basics import Label, row
from ui.widgets.dragging import Drag
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Foot, Panel


class OnDeckPanel(Panel):
    """Everybody who is here this week, those with the least to do first; each can be dragged onto the week."""

    picked = Signal(str)
    """This volunteer (id) should be placed by keyboard."""

    def __init__(self) -> None:
        super().__init__(_("On deck"), scroll=False)
        self.setObjectName("onDeck")
        self.lines = LineList(_("On deck"))
        self.lines.setObjectName("onDeckList")
        self.lines.opened.connect(self.picked)
        self.lines.letter.connect(lambda letter, key: self.picked.emit(key) if letter in "mM" else None)
        self.content.addWidget(self.lines, 1)
        hint = _("No mouse? Choose a name and press M, then F for the next cell that fits, Enter to seat.")
        self.content.addWidget(Foot(Label(hint, "small", "ink2", wrap=True)))

    def show_people(self, people: Sequence[OnDeck]) -> None:
        """Show them; whoever does most fills the load bar."""
        most = max([1, *(one.load for one in people)])
        self.lines.set_lines([self._line(one, most) for one in people])
        self.set_title(_("On deck"), _("{n} here this week, those with the least to do first").format(n=len(people)))

    def _line(self, one: OnDeck, most: int) -> Line:
        icon = role_icon(one.roles[0]) if one.roles else "user"
        asked = _("asked {when}").format(when=words(one.last_asked_at)) if one.last_asked_at else ""
        return Line(
            key=str(one.volunteer_id),
            title=one.name,
            icon=icon,
            right=f"{round(one.minutes / 60)} h",
            share=one.load / most if most else 0.0,
            details=tuple(Detail(text) for text in (str(one.words), asked) if text),
            drag=Drag("volunteer", str(one.volunteer_id), one.name, "", icon),
        )


class Side(QWidget):
    """The place of both panels: the seat's while one is chosen, else who is on deck."""

    def __init__(self, seat: SeatPanel, deck: OnDeckPanel) -> None:
        super().__init__()
        self.setLayout(row(seat, deck, gap=0))
        self._seat, self._deck = seat, deck
        self.show_deck()

    def show_seat(self) -> None:
        """Show the seat's panel."""
        self._deck.hide()
        self._seat.show()

    def show_deck(self) -> None:
        """Show who is on deck."""
        self._seat.hide()
        self._deck.show()
