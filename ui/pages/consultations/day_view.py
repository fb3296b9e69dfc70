"""The day at the left: columns of cards or a list, and under them the strip of one meeting."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from clinic.i18n import _
from clinic.services import gaps
from clinic.services.views.consultations import CardState, ConsultationsDay
from clinic.services.views.openings import Helper, Opening
from ui.page import Page
from ui.pages.consultations.acts import act_for
from ui.pages.consultations.at_hour import ask_hour
from ui.pages.consultations.cards import Meeting, breaks_rule, column_key
from ui.pages.consultations.finder import Finder
from ui.pages.consultations.meeting_acts import MeetingActs
from ui.pages.consultations.placer import Placer
from ui.pages.consultations.plan import first_minute, meeting_at, meetings, nobody_key, plan_of
from ui.pages.consultations.strip import MeetingStrip
from ui.pages.consultations.table import meeting_table
from ui.pages.consultations.words import capital
from ui.states import State
from ui.trying import breach_words, tell_why_not
from ui.widgets.basics import Card, column
from ui.widgets.day_columns import DayColumns
from ui.widgets.dragging import Drag
from ui.widgets.table import Table
from ui.widgets.toast import announce


class DayView(QWidget):
    """What is booked and free on a day, and what each place answers to whoever is being placed."""

    asked_to_choose = Signal(str)
    """A card of free time (its key) was opened while nobody is placed: somebody has to be chosen first."""

    def __init__(self, page: Page, placer: Placer, finder: Finder) -> None:
        super().__init__()
        self._page, self._placer, self._finder = page, placer, finder
        self.acts = MeetingActs(page, finder, self._move, self._tell_why)
        self._found: ConsultationsDay | None = None
        self._meetings: dict[str, Meeting] = {}
        self._place, self._wanted, self._wants_focus = "", "", False
        self.columns, self.model, self.strip = DayColumns(_("Day")), meeting_table(), MeetingStrip()
        self.table = Table(self.model, _("Meetings of the day"))
        self._views = QStackedWidget()
        self._views.addWidget(self.columns)
        self._views.addWidget(self.table)
        card = Card()
        card.body.addWidget(self._views, 1)
        card.body.addWidget(self.strip)
        self.setLayout(column(card, gap=0))
        self._wire()

    def _wire(self) -> None:
        for view in (self.columns, self.table):
            view.chosen.connect(lambda key: self._choose(str(key)))
            view.opened.connect(lambda key: self._open(str(key)))
            view.letter.connect(lambda letter, key: self._on_letter(letter, str(key)))
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._on_menu)
        self.columns.picked_up.connect(self._on_picked_up)
        self.columns.placed.connect(self._on_placed)
        self.columns.let_go.connect(self._placer.stop)
        self.strip.wished.connect(lambda what: self.acts.wish(what, self.strip.meeting))
        self.strip.helped.connect(self._on_helped)
        self.strip.closed.connect(self._on_strip_closed)

    # -------------------------------------------------------------------------------------------------- what is shown

    def show_day(self, found: ConsultationsDay, place: str, *, is_new: bool) -> None:
        """Show a day, those of `place` alone where one is given; `is_new` when another day was shown before."""
        self._found, self._place = found, place
        self._meetings = meetings(found, place)
        self.model.set_rows(self._in_order())
        self._draw()
        self._follow()
        if is_new:
            self.columns.scroll_to(first_minute(found, place))

    def show_view(self, view: str) -> None:
        """Columns ('day') or the list."""
        self._views.setCurrentIndex(int(view == "list"))

    def _draw(self) -> None:
        if self._found is not None:
            self.columns.show_day(plan_of(self._found, self._placer.placing, self._place))

    def want(self, key: str, *, focus: bool = False) -> None:
        """Make this meeting the current one as soon as it is shown; with `focus` it gets the focus too."""
        self._wanted, self._wants_focus = key, focus

    def _follow(self) -> None:
        """Show the meeting that is wanted, else the one before, else the first that needs somebody."""
        wanted, self._wanted = self._wanted, ""
        wants_focus, self._wants_focus = self._wants_focus, False
        shown = self.strip.meeting.key if self.strip.meeting is not None else ""
        if wanted in self._meetings:
            focus = QApplication.focusWidget()
            if wants_focus or (focus is not None and self.columns.isAncestorOf(focus)):
                self.columns.choose(wanted)
            else:
                self.columns.current = wanted
            self._show_meeting(self._meetings[wanted])
        elif shown in self._meetings:
            self._show_meeting(self._meetings[shown])
        elif not self._placer.is_active:
            self._show_worst()

    def _show_worst(self) -> None:
        """Show the first meeting that is not complete or against a rule; nothing where all is well."""
        worst = next((one for one in self._in_order() if one.card.state is CardState.DRAFT), None)
        worst = worst or next((one for one in self._in_order() if breaks_rule(one.card)), None)
        if worst is not None:
            self._show_meeting(worst)
        else:
            self.strip.show_nothing()

    def _in_order(self) -> list[Meeting]:
        return sorted(self._meetings.values(), key=lambda one: (one.card.starts, one.card.code))

    @staticmethod
    def meeting_in(found: ConsultationsDay, key: str) -> Meeting | None:
        """A meeting of a day by its key."""
        return meetings(found).get(key)

    def focus(self) -> None:
        """Go back to the current card."""
        if self._views.currentWidget() is self.table:
            self.table.setFocus()
        else:
            self.columns.choose(self.columns.current)

    # -------------------------------------------------------------------------------------------------------- placing

    def show_answers(self) -> None:
        """Somebody else is placed, or the day has answered: draw it, and say what is best."""
        self._draw()
        if not self._placer.is_active:
            self._follow()
        elif self._placer.has_answered:
            self._tell_best()

    def _tell_best(self) -> None:
        best, code = self._placer.best, self._placer.code
        if best is not None:
            state = State.WARNING if best.breaches else State.FITS
            heading = _("{code} fits best at {what}.").format(code=code, what=best.words)
            keys = _("Enter books it, F goes to the next, Esc lets go.")
            if self._placer.meeting is not None:
                keys = _("F goes there, Enter moves it, H asks for the hour, Esc lets go.")
            told = [f"{capital(best.way)}. {keys}", *(breach_words(breach) for breach in best.breaches)]
        else:
            state = State.NO_FIT
            heading = _("{code} fits nowhere on this day.").format(code=code)
            told = self._placer.why_not
        self.strip.tell(heading, told, state)
        announce(self, " ".join([heading, *told]))

    def go_to_fit(self, step: int) -> None:
        """Go to the next (1) or previous (-1) place that fits."""
        key = self._placer.next_key(self.columns.current, step)
        if key:
            self._page.header.segments.choose("day")
            self.show_view("day")
            self.columns.choose(key)

    def _pick_up(self, meeting: Meeting | None) -> None:
        if meeting is not None and meeting.is_alone and not meeting.is_over:
            self._placer.pick_meeting(meeting)

    def _on_picked_up(self, drag: Drag) -> None:
        self._pick_up(self._meetings.get(drag.key))

    def _on_placed(self, drag: Drag, column_at: str, minute: int) -> None:
        found = self._found
        target = next((one for one in found.columns if column_key(one) == column_at), None) if found else None
        if found is None or target is None or not self._placer.is_active:
            return
        there = meeting_at(self._meetings.values(), column_at, minute, besides=drag.key)
        self._placer.drop(target, minute, there, found.day)

    # ---------------------------------------------------------------------------------------------------------- cards

    def _choose(self, key: str) -> None:
        meeting = self._meetings.get(key)
        if self._can_swap(meeting):
            told = {"one": self._placer.code, "other": meeting.card.code if meeting else ""}
            self.strip.tell(_("{one} and {other} can change places.").format(**told), [_("Enter does it.")], State.NOTE)
        elif meeting is not None and self._placer.answer(key) is None:
            self._show_meeting(meeting)
        elif self._placer.has_answered:
            self._tell_best()

    def _show_meeting(self, meeting: Meeting) -> None:
        self.strip.show_meeting(meeting)
        consultation = meeting.card.consultation_id
        if meeting.card.state is CardState.DRAFT and consultation is not None:
            self._page.desk.read(
                lambda work: gaps.gap(work, consultation=consultation),
                lambda gap: self.strip.show_gap(meeting, gap),
                newest="consultations.gap",
                owner=self._page,
            )

    def _open(self, key: str) -> None:
        """Enter or a click: take an answer, work on a meeting, find a lawyer, or choose somebody for a free stretch."""
        answer = self._placer.answer(key)
        there = self._meetings.get(key)
        if answer is not None:
            self._placer.take(answer)
        elif there is not None and self._can_swap(there):
            self._placer.swap(there)
        elif key in self._meetings:
            self._show_meeting(self._meetings[key])
            self.strip.focus_first()
        elif key.startswith("nobody:"):
            self._find_lawyer(key)
        elif key.startswith(("free:", "rest:")):
            self._open_free(key)

    def _can_swap(self, there: Meeting | None) -> bool:
        """Whether a meeting is being moved and could change places with this one."""
        moving = self._placer.meeting
        return moving is not None and there is not None and there.is_alone and there.key != moving.key

    def _open_free(self, key: str) -> None:
        _word, column_at, minute = key.split(":")
        if self._placer.is_active:
            self._on_placed(Drag("key", ""), column_at, int(minute))
        else:
            self.asked_to_choose.emit(key)

    def _ask_hour(self, key: str) -> None:
        """Place whoever is placed at a typed hour of this column."""
        _word, column_at, minute = key.split(":")
        columns = self._found.columns if self._found is not None else ()
        name = next((one.name for one in columns if column_key(one) == column_at), "")
        code = self._placer.code
        ask_hour(self, code, name, int(minute), lambda at: self._on_placed(Drag("key", ""), column_at, at))

    def _find_lawyer(self, key: str) -> None:
        columns = self._found.columns if self._found is not None else ()
        found = next((one for one in columns if nobody_key(column_key(one)) == key), None)
        if found is not None:
            self._page.desk.go("roster", found.seat_id)

    def _on_letter(self, letter: str, key: str) -> None:
        if letter in "fF" and self._placer.is_active:
            self.go_to_fit(-1 if letter == "F" else 1)
        elif letter in "hH" and self._placer.is_active and key.startswith("free:"):
            self._ask_hour(key)
        elif letter in "wW":
            self._tell_why(key)
        else:
            meeting = self._meetings.get(key)
            act = act_for(letter, meeting) if meeting is not None else None
            if act is not None and meeting is not None:
                self.acts.do(act.key, meeting)

    def _tell_why(self, key: str) -> None:
        """Everything that speaks against what the card shows."""
        answer: Opening | None = self._placer.answer(key)
        meeting = self._meetings.get(key)
        if answer is not None and answer.breaches:
            tell_why_not(self._page, answer.breaches, f"{self._placer.code}: {answer.words}")
        elif meeting is not None and meeting.card.breaches:
            tell_why_not(self._page, meeting.card.breaches, f"{meeting.card.code}: {meeting.card.words}")
        else:
            self._page.desk.say(_("No rule speaks against it."))

    def _on_helped(self, helper: Helper) -> None:
        if self.strip.meeting is not None:
            self._finder.help(self.strip.meeting, helper)

    def _on_strip_closed(self) -> None:
        self.strip.show_nothing()
        self.focus()

    def _on_menu(self, _point: QPoint) -> None:
        key = self.table.current_key if self._views.currentWidget() is self.table else self.columns.current
        meeting = self._meetings.get(str(key))
        if meeting is not None:
            self.acts.show_menu(meeting)

    def _move(self, meeting: Meeting) -> None:
        self._pick_up(meeting)
        self.focus()
