"""The Consultations page: the day by lawyer, who waits and why, one meeting with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from clinic.domain.history import Change
from clinic.i18n import _, say, say_n, words
from clinic.services.consultations_day import consultations_day
from clinic.services.views.consultations import ConsultationsDay, Waiting
from ui.actions import Command
from ui.desk import Desk
from ui.page import Page
from ui.pages.consultations.cards import meeting_key
from ui.pages.consultations.day_view import DayView
from ui.pages.consultations.door import Door
from ui.pages.consultations.finder import Finder
from ui.pages.consultations.for_slot import ForSlot
from ui.pages.consultations.group_acts import open_group
from ui.pages.consultations.list_acts import ListActs
from ui.pages.consultations.menu import pop_up
from ui.pages.consultations.next_up import BookNext
from ui.pages.consultations.placer import Placer
from ui.pages.consultations.plan import shown_columns
from ui.pages.consultations.proposal import BookingsProposal
from ui.pages.consultations.views import Views
from ui.pages.consultations.waiting import WaitingPanel
from ui.widgets.basics import column
from ui.widgets.panel import Split

MINUTE = 60_000


class ConsultationsPage(Page):
    """It answers who is next and where they fit."""

    name = "consultations"
    kinds = frozenset(
        {"consultation", "slot", "request", "session", "seat", "volunteer", "household", "person", "hearing", "place",
         "absence", "trip", "ride", "clinic"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Consultations"))
        self._found: ConsultationsDay | None = None
        self._place, self._target = "", ""
        self.placer = Placer(self)
        self.waiting, self.finder = WaitingPanel(), Finder(self)
        self.day = DayView(self, self.placer, self.finder)
        self.door, self._next = Door(self), BookNext(self, self.placer)
        self._slot = ForSlot(self, self.placer, self._focus_list)
        self.views = Views(self, self.day, self.waiting)
        self.proposal = BookingsProposal(self)
        self.list_acts = ListActs(self, self.waiting, self._book_best, self._book_both, self._fit)
        self._build()
        self._wire()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    def _build(self) -> None:
        self.header.set_views(
            [("day", _("Day")), ("week", _("Week")), ("household", _("Household")), ("list", _("List"))]
        )
        self._places = self.header.add_button(_("All places"), "house-line", name="place", on=self._choose_place)
        self.header.add_button(_("Copy door list"), "copy", name="doorList", on=self._copy_door_list)
        self.header.add_button(_("Plan week"), "magic-wand", name="planWeek", on=self.proposal.plan_week)
        self.header.set_primary(_("Book next"), "calendar-plus", on=self.book_next)
        side = QWidget()
        side.setLayout(column(self.waiting, self.finder.panel, gap=0))
        self.finder.panel.hide()
        self._split = Split(self.views, side, 286)
        self.body.addWidget(self._split, 1)
        self._places.hide()

    def _wire(self) -> None:
        self.header.view_chosen.connect(self.views.choose)
        self.views.answered.connect(self.header.set_answer)
        self.views.wanted.connect(self._go_to)
        self.waiting.chosen.connect(self._pick)
        self.waiting.opened.connect(self._book_best)
        self.waiting.walked_in.connect(self.door.walk_in)
        self.waiting.rules_wanted.connect(lambda: self.desk.go("settings", "rules"))
        self.day.asked_to_choose.connect(lambda key: self._slot.ask(key, self._found))
        self.placer.changed.connect(self._on_placing)
        self.placer.landed.connect(self._on_landed)
        self.finder.opened.connect(self._open_finder)
        self.finder.closed.connect(self._close_finder)

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        self.views.reload()
        site, on = self.desk.site, self.desk.day
        if site is not None:
            self.desk.read(
                lambda work: consultations_day(work, site=site, day=on),
                self._show,
                newest="consultations.day",
                owner=self,
            )

    def _show(self, found: ConsultationsDay) -> None:
        is_other_day = self._found is None or (self._found.day, self._found.site_id) != (found.day, found.site_id)
        self._found = found
        places = sorted({one.place for one in found.columns})
        self._place = self._place if self._place in places else ""
        self._places.setVisible(len(places) > 1)
        self._places.setText(self._place or _("All places"))
        self._answer(found)
        self._keep_placing(found)
        self.waiting.show_list(found)
        self._find_target(found)
        self.day.show_day(found, self._place, is_new=is_other_day)
        self.placer.ask()
        self.finder.refresh()
        self.views.show_emptiness(found)
        self.counted.emit(found.waiting_in_all, False)

    def _answer(self, found: ConsultationsDay) -> None:
        if self.views.view == "week":
            return
        count = len({one.place for one in shown_columns(found, self._place)})
        where = f" · {say_n('{n} place', '{n} places', count)}" if count else ""
        self.header.set_answer(f"{words(found.day)}{where} · {found.line}")

    def _keep_placing(self, found: ConsultationsDay) -> None:
        """Whoever is placed may have been booked, moved or struck off meanwhile."""
        self.placer.forget_answers()
        if self.placer.line is not None:
            key = self.placer.line.request_id
            self.placer.line = next((one for one in found.waiting if one.request_id == key), None)
        elif self.placer.meeting is not None and self.placer.meeting.card.starts.date() == found.day:
            self.placer.meeting = self.day.meeting_in(found, self.placer.meeting.key)

    def _go_to(self, on: str, key: str) -> None:
        """Show a meeting on its day, or a line of the list."""
        if on:
            self.views.choose("day")
            self._target = key
            self.desk.move_to(day=date.fromisoformat(on))
            self.look_again()
        else:
            self._focus_list()
            self.waiting.lines.choose(key)

    def show_target(self, target: object) -> None:
        """Show a meeting or a line of the list by its id, or whichever a household has."""
        self._target = str(target)
        self.views.choose("day")
        self.look_again()

    def _find_target(self, found: ConsultationsDay) -> None:
        target, self._target = self._target, ""
        cards = [card for column in found.columns for card in column.cards]
        card = next((one for one in cards if target in (meeting_key(one), str(one.household_id))), None)
        line = next((one for one in found.waiting if target in (str(one.request_id), str(one.household_id))), None)
        if card is not None:
            self.day.want(meeting_key(card), focus=True)
        elif line is not None:
            self._focus_list()
            self.waiting.lines.choose(str(line.request_id))

    def _on_minute(self) -> None:
        """Days left and free time change with the clock; nobody in the middle of something is disturbed."""
        if self.isVisible() and not self.placer.is_active and not self.day.strip.is_in_use:
            self.look_again()

    # -------------------------------------------------------------------------------------------------------- placing

    def _pick(self, key: str) -> None:
        line = self.waiting.line(key)
        if line is not None and self.views.is_of_day:
            self.placer.pick_line(line)
        elif line is not None and self.views.view == "household":
            self.views.household.show_household(line.household_id)

    def _on_placing(self) -> None:
        if self._found is not None:
            self.day.show_answers()

    def _book_best(self, key: str) -> None:
        line = self.waiting.line(key)
        if line is not None:
            self._next.start(line)

    def _book_both(self, key: str) -> None:
        line = self.waiting.line(key)
        if line is not None:
            self._next.start(line, both=True)

    def book_next(self) -> None:
        """Book the top of the list into its best time, or say why not."""
        first = self.waiting.first
        if first is None:
            self.desk.say(_("Nobody is waiting."))
        else:
            self._next.start(first)

    def _fit(self, line: Waiting, step: int) -> None:
        """Go to the next (1) or previous (-1) place of the day that fits a line of the list."""
        self.views.choose("day")
        if self.placer.line != line:
            self.placer.pick_line(line)
        self.day.go_to_fit(step)

    def _on_landed(self, change: Change) -> None:
        made = next((row_id for kind, row_id in change.touched if kind == "consultation"), None)
        if made is not None:
            self.day.want(str(made))
        self.look_again()

    # ------------------------------------------------------------------------------------------------- places, door

    def _choose_place(self) -> None:
        found = self._found
        if found is not None:
            places = ["", *sorted({one.place for one in found.columns})]
            entries = [(place or _("All places"), lambda place=place: self._show_place(place)) for place in places]
            pop_up(self, entries, self._places.mapToGlobal(self._places.rect().bottomLeft()))

    def _show_place(self, place: str) -> None:
        self._place = place
        if self._found is not None:
            self._show(self._found)

    def _copy_door_list(self) -> None:
        self.door.copy_list(self._found, self._place)

    # --------------------------------------------------------------------------------------------------------- panels

    def _open_finder(self) -> None:
        self.waiting.hide()
        self.finder.panel.show()
        self._split.pull_out()

    def _close_finder(self) -> None:
        self.finder.panel.hide()
        self.waiting.show()
        self.day.focus()

    def _focus_list(self) -> None:
        self._split.pull_out()
        self.waiting.lines.setFocus()

    # -------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be done with the day and its list."""
        return (
            Command("book-next", say("Book next"), self.book_next, icon="calendar-plus", why_not=self._nobody),
            Command(
                "walk-in", say("Walk-in"), self.door.walk_in, icon="user-plus", words=(say("somebody at the door"),)
            ),
            Command("open-group", say("Open a group…"), self._open_group, icon="users", words=(say("charla"),)),
            Command("plan-day", say("Plan this day from the list"), self.proposal.plan_day, icon="magic-wand"),
            Command("plan-week", say("Plan this week from the list"), self.proposal.plan_week, icon="magic-wand"),
            Command("door-list", say("Copy door list"), self._copy_door_list, icon="copy"),
            *self.list_acts.commands(),
            *self.day.acts.commands(lambda: self.day.strip.meeting),
        )

    def _open_group(self) -> None:
        if self._found is not None:
            open_group(self, self._found)

    def _nobody(self) -> str:
        return "" if self.waiting.first is not None else _("Nobody is waiting.")

    def panes(self) -> Sequence[QWidget]:
        """Header, day, panel; or the proposal that stands in their place."""
        if self.proposal.isVisible():
            return [self.header, *self.proposal.parts()]
        return [self.header, self.views, self._split.panel]

    def focus_filter(self) -> None:
        """Jump into the waiting list."""
        self._focus_list()

    def go_back(self) -> bool:
        """Close a proposal, else the seat's panel, else leave placing, the strip, the drawer."""
        if self.proposal.close_view():
            return True
        if self.finder.panel.isVisible():
            self._close_finder()
        elif self.placer.is_active:
            self.placer.stop()
        elif self.day.strip.is_in_use:
            self.day.focus()
        elif self.banner.isVisible():
            self.banner.dismiss()
        else:
            return False
        return True
