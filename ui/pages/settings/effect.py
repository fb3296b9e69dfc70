"""What saving other rules would do to the week in the top bar, told beside the button that saves them."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.domain.when import Week
from clinic.i18n import Sentence, _, say_n
from clinic.services.policy_effect import PolicyEffect
from clinic.services.waiting_order import Moves
from ui.states import State
from ui.widgets.basics import Button, Card, Glyph, Label, clear, column, row

MOST_NAMED = 5


class EffectCard(Card):
    """What saving would do to the week in the top bar."""

    def __init__(self) -> None:
        super().__init__(margin=14, gap=8)
        self.setObjectName("effect")
        self._title, self._lines = Label(_("If you save this"), "panel"), column(gap=6)
        self.save = Button(_("Save"), kind="primary", name="savePolicy")
        self.put_back = Button(_("Put back"), name="putBack")
        self.body.addWidget(self._title)
        self.body.addLayout(self._lines)
        self.body.addLayout(row(self.save, self.put_back, None))
        note = _("It is written in the diary. The hours of trips follow when a trip is next changed.")
        self.body.addWidget(Label(note, "small", "ink2", wrap=True))

    def show_nothing(self) -> None:
        """Nothing is typed otherwise than in force."""
        clear(self._lines)
        self._lines.addWidget(Label(_("Nothing is changed."), "small", "ink2", wrap=True))
        self._enable(is_on=False)

    def wait(self) -> None:
        """It may be saved already while the effect is worked out."""
        self._enable(is_on=True)

    def show_effect(self, found: PolicyEffect, week: Week) -> None:
        """Say which seats and trips would be warned of, which no longer, and how many stay as they are."""
        clear(self._lines)
        self._lines.addWidget(Label(_("Week {n}, this site").format(n=week.number), "small", "ink2"))
        seats, trips, meetings = found.seats, found.trips, found.meetings
        if seats.worse:
            many = say_n("{n} seat gets a new warning:", "{n} seats get a new warning:", len(seats.worse))
            self._name(many, seats.worse)
        if trips.worse:
            many = say_n("{n} trip gets a new warning:", "{n} trips get a new warning:", len(trips.worse))
            self._name(many, trips.worse)
        if meetings.worse:
            many = say_n("{n} meeting gets a new warning:", "{n} meetings get a new warning:", len(meetings.worse))
            self._name(many, meetings.worse)
        for sentence in found.lengths:
            self._add(State.ASKED, sentence)
        if seats.better:
            self._add(State.DONE, say_n("{n} seat loses a warning", "{n} seats lose a warning", seats.better))
        if trips.better:
            self._add(State.DONE, say_n("{n} trip loses a warning", "{n} trips lose a warning", trips.better))
        if meetings.better:
            self._add(State.DONE, say_n("{n} meeting loses a warning", "{n} meetings lose a warning", meetings.better))
        if found.waiting is not None:
            self._show_moves(found.waiting)
        self._add(State.DONE, say_n("{n} seat unchanged", "{n} seats unchanged", seats.unchanged))
        self._add(State.DONE, say_n("{n} trip unchanged", "{n} trips unchanged", trips.unchanged))
        self._add(State.DONE, say_n("{n} meeting unchanged", "{n} meetings unchanged", meetings.unchanged))

    def _show_moves(self, found: Moves) -> None:
        """Who would stand elsewhere in the waiting list of this site today."""
        up, down = found.up, found.down
        if up:
            self._name(
                say_n("{n} household moves up the waiting list:", "{n} households move up the waiting list:", len(up)),
                up,
            )
        if down:
            self._name(
                say_n(
                    "{n} household moves down the waiting list:",
                    "{n} households move down the waiting list:",
                    len(down),
                ),
                down,
            )
        stay = say_n("{n} line of the waiting list stays", "{n} lines of the waiting list stay", found.unchanged)
        self._add(State.DONE, stay)

    def _name(self, many: Sentence, sentences: Sequence[Sentence]) -> None:
        self._add(State.WARNING, many)
        for sentence in sentences[:MOST_NAMED]:
            self._lines.addWidget(Label(str(sentence), "small", "ink2", wrap=True))
        if len(sentences) > MOST_NAMED:
            more = _("and {n} more").format(n=len(sentences) - MOST_NAMED)
            self._lines.addWidget(Label(more, "small", "ink2"))

    def _add(self, state: State, sentence: Sentence) -> None:
        line = row(column(Glyph.of(state, 14), None), gap=8)
        line.addWidget(Label(str(sentence), wrap=True), 1)
        self._lines.addLayout(line)

    def _enable(self, *, is_on: bool) -> None:
        for button in (self.save, self.put_back):
            button.setEnabled(is_on)
