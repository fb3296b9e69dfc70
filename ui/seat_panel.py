"""The panel of one seat: who sits there, who could, and why the others cannot. Roster and Rides both show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from clinic.i18n import Sentence, _, day
from clinic.services.cover import Reply, asked_first
from clinic.services.views.roster import Candidates, CandidateView
from clinic.services.views.seats import SeatView
from ui.states import State
from ui.widgets.basics import Button, Glyph, Label, clear
from ui.widgets.dragging import Drag
from ui.widgets.flow import FlowLayout
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Foot, Panel

_REPLIES = {"a": Reply.ASKED, "y": Reply.YES, "n": Reply.NO, "u": Reply.NO_ANSWER}
Act = tuple[str, str, str]
"""A button of the seat: (key, word, icon)."""


class SeatPanel(Panel):
    """One seat: what it asks for, who sits there, and everybody ranked, with all that speaks against the others."""

    wished = Signal(str)
    """What should happen to the seat: 'confirm', 'asked', 'pin', 'declined', 'empty', 'copy', 'why'."""
    seated = Signal(str)
    """This volunteer (id) should sit there, whether rules speak against it or not."""
    asked_first = Signal(str)
    """This volunteer should be asked: seated as asked, with the message to send copied."""
    replied = Signal(str, str)
    """This volunteer (id) was asked to cover the seat, or said something: a `Reply` by its value."""
    carried = Signal(str)
    """This volunteer should be placed by keyboard, here or elsewhere."""

    def __init__(self) -> None:
        super().__init__(closable=True, scroll=False)
        self.setObjectName("seatPanel")
        self._seat: SeatView | None = None
        self._candidates: Candidates | None = None
        self._buttons = FlowLayout(gap=6)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 0, 12, 8)
        holder.addLayout(self._buttons)
        self.lines = LineList(_("Who could sit here"))
        self.lines.setObjectName("candidates")
        self.lines.opened.connect(self._on_seated)
        self.lines.linked.connect(self._on_seated)
        self.lines.letter.connect(self._on_letter)
        self._against = Label("", "small", "warn", wrap=True)
        self._against.setContentsMargins(12, 0, 12, 8)
        self._change = Label("", "small", "ink2", wrap=True)
        self._foot = Foot(Glyph("lightbulb", "warn"), self._change)
        self._foot.layout().setStretch(1, 1)  # type: ignore[union-attr]  # Foot always has its row
        self.content.addLayout(holder)
        self.content.addWidget(self._against)
        self.content.addWidget(self.lines, 1)
        self.content.addWidget(self._foot)

    @property
    def seat(self) -> SeatView | None:
        """The seat that is shown."""
        return self._seat

    @property
    def needs_cover(self) -> bool:
        """Whether somebody sits there who cannot: then others are asked until one says yes."""
        seat = self._seat
        return seat is not None and not seat.is_open and any(breach.code == "ABSENT" for breach in seat.breaches)

    def candidate(self, volunteer: str) -> CandidateView | None:
        """One of the people shown."""
        return next((one for one in self._everybody() if str(one.volunteer_id) == volunteer), None)

    def show_seat(self, seat: SeatView) -> None:
        """Show a seat at once; the candidates follow by `show_candidates`."""
        if self._seat is None or self._seat.seat_id != seat.seat_id:
            self._candidates = None
            self.lines.set_lines([])
        self._seat = seat
        when = f"{day(seat.starts.date())} {seat.starts:%H:%M}–{seat.ends:%H:%M}"
        note = ", ".join(part for part in (str(seat.title), when, seat.place, seat.room) if part)
        who = seat.name or (_("declined: {wants}").format(wants=seat.wants) if seat.was_declined else str(seat.wants))
        self.set_title(who, f"{seat.wants} · {note}" if seat.name else note)
        against = [str(breach.sentence) for breach in seat.breaches]
        against += [_("Reason: {reason}").format(reason=seat.reason)] if seat.reason else []
        self._against.setText("\n".join(against))
        self._against.setVisible(bool(against))
        self._foot.hide()
        self._show_buttons()

    def show_candidates(self, found: Candidates) -> None:
        """Show everybody for the seat, best first."""
        if self._seat is None or found.seat.seat_id != self._seat.seat_id:
            return
        self._candidates = found
        found = self._candidates = _by_asking(found) if self.needs_cover else found
        self.lines.set_lines(candidate_lines(found, by_asking=self.needs_cover))
        if not self.lines.current_key and (everybody := self._everybody()):
            self.lines.choose(str(everybody[0].volunteer_id))
        self._change.setText(_("Smallest change: {change}").format(change=found.smallest_change))
        self._foot.setVisible(found.smallest_change is not None)
        self._show_buttons()

    def show_again(self) -> None:
        """Show the candidates again, in place of what else stood in their list."""
        if self._candidates is not None:
            self.show_candidates(self._candidates)

    def _everybody(self) -> Sequence[CandidateView]:
        found = self._candidates
        return (*found.fits, *found.warns, *found.why_not) if found else ()

    def _show_buttons(self) -> None:
        clear(self._buttons)
        seat, found = self._seat, self._candidates
        if seat is None:
            return
        if seat.is_open and found is not None and found.fits:
            best = found.fits[0]
            button = Button(_("Seat {name}").format(name=best.name), kind="primary", small=True, name="seatBest")
            button.clicked.connect(lambda: self.seated.emit(str(best.volunteer_id)))
            ask = Button(_("Ask first"), "chat-text", small=True, name="askFirst")
            ask.setToolTip(_("Seats {name} as asked and copies a message to send (A)").format(name=best.name))
            ask.clicked.connect(lambda: self.asked_first.emit(str(best.volunteer_id)))
            for each in (button, ask):
                self._buttons.addWidget(each)
        if self.needs_cover and (everybody := self._everybody()):
            self._show_cover(everybody[0])
        for key, word, icon in _acts(seat, needs_cover=self.needs_cover):
            act = Button(word, icon, small=True, name=f"seat-{key}")
            act.clicked.connect(lambda _on, key=key: self.wished.emit(key))
            self._buttons.addWidget(act)

    def _show_cover(self, best: CandidateView) -> None:
        """Ask whoever is chosen in the list (the best at first), and what they said."""
        words = [
            (Reply.ASKED, _("Ask"), "chat-text", _("Copies a message to send, and notes that they were asked (A)")),
            (Reply.YES, _("Said yes"), "check", _("They sit there from now on (Y)")),
            (Reply.NO, _("Said no"), "x-circle", _("Notes it, and who was asked comes last (N)")),
            (Reply.NO_ANSWER, _("No answer"), "phone", _("Notes it, and who was asked comes last (U)")),
        ]
        for reply, word, icon, hint in words:
            is_yes = reply is Reply.YES
            button = Button(word, icon, kind="primary" if is_yes else "plain", small=True, name=f"cover-{reply.value}")
            button.setToolTip(hint)
            button.clicked.connect(
                lambda _on, reply=reply: self.replied.emit(
                    self.lines.current_key or str(best.volunteer_id), reply.value
                )
            )
            self._buttons.addWidget(button)

    def _on_seated(self, key: str) -> None:
        if self.candidate(key) is not None:
            self.seated.emit(key)

    def _on_letter(self, letter: str, volunteer: str) -> None:
        if self.needs_cover and letter.lower() in _REPLIES:
            self.replied.emit(volunteer, _REPLIES[letter.lower()].value)
        elif letter in "aA" and self._seat is not None and self._seat.is_open:
            self.asked_first.emit(volunteer)
        elif letter in "mM":
            self.carried.emit(volunteer)


def _acts(seat: SeatView, *, needs_cover: bool) -> Sequence[Act]:
    if seat.is_open:
        return [("why", _("Why is it open?"), "question"), ("copy", _("Copy text"), "copy")]
    if needs_cover:  # what whoever fell out answers is no matter any more
        return [("empty", _("Empty the seat"), "x")]
    return [
        ("confirm", _("Confirm"), "check"),
        ("asked", _("Asked"), "chat-text"),
        ("pin", _("Unpin") if seat.pinned else _("Pin"), "push-pin"),
        ("declined", _("Said no"), "x-circle"),
        ("empty", _("Empty the seat"), "x"),
    ]


def _by_asking(found: Candidates) -> Candidates:
    """The same people, those who fit in the order in which they are asked to cover: the longest ago asked first."""
    return replace(found, fits=tuple(sorted(found.fits, key=asked_first)))


def candidate_lines(found: Candidates, *, by_asking: bool = False) -> list[Line]:
    """Everybody, in three groups; `by_asking`: in the order in which they are asked to cover."""
    lines: list[Line] = []
    groups = [
        (_("Fits · asked longest ago first") if by_asking else _("Fits · best first"), found.fits, State.FITS),
        (_("Fits, with a warning"), found.warns, State.WARNING),
        (_("Why not"), found.why_not, State.NO_FIT),
    ]
    for title, people, state in groups:
        if people:
            lines.append(Line(key=title, title=title, section=True, right=str(len(people))))
            lines += [_candidate_line(one, state) for one in people]
    return lines


def _candidate_line(one: CandidateView, state: State) -> Line:
    against: list[Sentence] = [breach.sentence for breach in one.breaches]
    is_no = state is State.NO_FIT
    texts = [str(one.words), *(str(sentence) for sentence in against)]
    return Line(
        key=str(one.volunteer_id),
        title=one.name,
        state=state,
        right="" if is_no else hours(one.minutes),
        link=_("Seat anyway…") if is_no and one.can_be_overridden else "",
        details=tuple(Detail(text) for text in texts if text),
        tooltip="\n".join([*texts, *(str(mend) for breach in one.breaches for mend in breach.mends)]),
        drag=Drag("volunteer", str(one.volunteer_id), one.name, "", "user"),
    )


def hours(minutes: int) -> str:
    """'12 h this week'."""
    return _("{n} h this week").format(n=round(minutes / 60))
