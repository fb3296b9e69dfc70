"""The strip under the day: one meeting, what is wrong with it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic.domain.breaches import Severity
from clinic.i18n import _
from clinic.services.views.consultations import CardState
from clinic.services.views.openings import Gap, Helper
from ui.pages.consultations.acts import acts_of
from ui.pages.consultations.cards import Meeting, breaks_rule, card_state
from ui.pages.consultations.words import state_word
from ui.states import State, paint_frame
from ui.theme import theme
from ui.tokens import RADIUS_BUTTON
from ui.trying import breach_words
from ui.widgets.basics import Button, Glyph, IconButton, Label, clear, column, row
from ui.widgets.flow import FlowLayout

#: What has a button of its own; everything is in the menu.
_USUAL = frozenset({"consent", "arrived", "done", "confirm", "pin", "move", "heads", "places"})
_FEW = frozenset({"arrived", "move"})
#: So many reasons are written out; all of them stand in the card's tooltip and come with W.
MOST = 3
_TONES = {State.FITS: "ok", State.WARNING: "warn", State.NO_FIT: "warn"}


class MeetingStrip(QWidget):
    """One meeting with its buttons; amber for a draft, red where a rule speaks against it."""

    wished = Signal(str)
    """The key of an act of `acts_of`, or 'find' (somebody for the open link), 'lawyer' (there is none), 'more'."""
    helped = Signal(object)
    """This helper should close the gap."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("meetingStrip")
        self.meeting: Meeting | None = None
        self._tone = ""
        self._glyph = Glyph("info", "info", 17)
        self._heading, self._lines = Label("", "bold", wrap=True), QVBoxLayout()
        self._lines.setSpacing(1)
        self._buttons = FlowLayout(gap=6)
        texts = column(self._heading, self._lines, None, gap=1)
        line = row(column(self._glyph, None), gap=8)
        line.addLayout(texts, 1)
        cross = IconButton("x", _("Close"), on=self.closed.emit)
        line.addLayout(column(cross, None))
        self.setLayout(column(line, self._buttons, gap=6, margins=(12, 9, 12, 9)))
        self.hide()

    def show_meeting(self, meeting: Meeting) -> None:
        """Show a meeting at once; who could close its gap follows by `show_gap`."""
        self.meeting = meeting
        card, state = meeting.card, card_state(meeting.card)
        draft = card.state is CardState.DRAFT
        self._tone = "warn" if draft else "bad" if breaks_rule(card) else ""
        self._glyph.show_icon(state.icon, state.token)
        told = {"code": card.code, "start": f"{card.starts:%H:%M}", "end": f"{card.ends:%H:%M}", "what": card.words}
        if meeting.is_alone:
            heading = _("{code}, {start}–{end}: {what} · {state}").format(state=state_word(card), **told)
        else:
            heading = _("{start}–{end}: {what}").format(**told)
        self._heading.setText(heading)
        clear(self._lines)
        against = [breach_words(b) for b in card.breaches if draft or b.severity is not Severity.WISH]
        notes = [] if draft else [str(b.sentence) for b in card.breaches if b.severity is Severity.WISH]
        for sentence in (against + notes)[:MOST]:
            self._lines.addWidget(Label(sentence, "small", wrap=True))
        self.setAccessibleName(" ".join([heading, *against, *notes]))
        self._show_buttons(None)
        self.show()
        self.update()

    def tell(self, heading: str, sentences: Sequence[str], state: State) -> None:
        """Say something about whoever is being placed; no meeting is shown meanwhile."""
        self.meeting, self._tone = None, _TONES.get(state, "")
        self._glyph.show_icon(state.icon, state.token)
        self._heading.setText(heading)
        self._fill(sentences)
        clear(self._buttons)
        self.setAccessibleName(" ".join([heading, *sentences]))
        self.show()
        self.update()

    def _fill(self, sentences: Sequence[str]) -> None:
        clear(self._lines)
        for sentence in sentences[:MOST]:
            self._lines.addWidget(Label(sentence, "small", wrap=True))

    def show_gap(self, meeting: Meeting, gap: Gap | None) -> None:
        """Show who could close the gap of this meeting, if it is still the one shown."""
        if self.meeting is not None and self.meeting.key == meeting.key:
            self._show_buttons(gap)

    def show_nothing(self) -> None:
        """No meeting is chosen."""
        self.meeting = None
        self.hide()

    @property
    def is_in_use(self) -> bool:
        """Whether one of its buttons has the focus."""
        return any(button.hasFocus() for button in self._all_buttons())

    def focus_first(self) -> None:
        """Go to the first button."""
        first = self._buttons.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setFocus()

    def _show_buttons(self, gap: Gap | None) -> None:
        focused = next((button.objectName() for button in self._all_buttons() if button.hasFocus()), "")
        clear(self._buttons)
        meeting = self.meeting
        if meeting is None:
            return
        if meeting.column.volunteer_id is None and meeting.column.seat_id is not None:
            self._add(_("Find somebody"), "magnifying-glass", "lawyer")
        if gap is not None:
            for number, helper in enumerate(_helpers(gap)):
                self._add_helper(helper, number, is_here=helper in gap.here)
            self._add(_("Find somebody"), "magnifying-glass", "find")
        acts = acts_of(meeting)
        for act in acts:
            if act.key in (_FEW if gap is not None else _USUAL) or meeting.is_over:
                self._add(act.word, act.icon, act.key)
        if meeting.is_alone:
            self._add(_("More…"), "dots-three", "more")
        for button in self._all_buttons():
            if focused and button.objectName() == focused:
                button.setFocus()

    def _all_buttons(self) -> Sequence[QWidget]:
        items = [self._buttons.itemAt(number) for number in range(self._buttons.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if widget is not None]

    def _add(self, word: str, icon: str, key: str) -> None:
        button = Button(word, icon, small=True, name=f"act-{key}")
        button.clicked.connect(lambda _on, key=key: self.wished.emit(key))
        self._buttons.addWidget(button)

    def _add_helper(self, helper: Helper, number: int, *, is_here: bool) -> None:
        word = _("Add {name}") if is_here else _("Seat {name}")
        button = Button(word.format(name=helper.name), "translate", small=True, name=f"helper-{number}")
        button.clicked.connect(lambda _on: self.helped.emit(helper))
        self._buttons.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, area = QPainter(self), theme(), QRectF(self.rect())
        if not self._tone:
            painter.fillRect(0, 0, self.width(), 1, look.color("line"))
            return
        line = look.color("warnL" if self._tone == "warn" else self._tone)
        fill = look.color(f"{self._tone}S")
        paint_frame(painter, area.adjusted(6, 3, -6, -3), fill=fill, line=line, radius=RADIUS_BUTTON)


def _helpers(gap: Gap) -> list[Helper]:
    """Whoever sits in the session already, then whoever fits the open seat best; at most two."""
    best = [gap.best] if gap.best is not None else []
    return [*gap.here, *best][:2]
