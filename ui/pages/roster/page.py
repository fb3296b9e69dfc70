"""The week: seats by keyboard, by menu and by mouse, all through the same services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.when import Week
from clinic.i18n import _, day, say
from clinic.rules.score import Fit
from clinic.services import candidates as asking
from clinic.services import choices, roster, templates
from clinic.services.choices import PlaceChoice, TemplateChoice
from clinic.services.roster_week import roster_week
from clinic.services.views.roster import Candidates, Placing, RosterWeek
from clinic.services.views.seats import SeatView
from ui.actions import Command
from ui.desk import Desk, Verb
from ui.page import Page
from ui.pages.roster.empty import empty_week
from ui.pages.roster.panels import OnDeckPanel, Side
from ui.pages.roster.plan import best_seat, first_open, fits_of, plan_of, seats_by_key
from ui.pages.roster.session_dialog import SessionDialog
from ui.pages.roster.table import seat_table, seats_of
from ui.seat_panel import SeatPanel
from ui.seat_words import seat_text
from ui.states import State
from ui.trying import attempt, tell_why_not
from ui.widgets.basics import Card, column
from ui.widgets.dragging import Drag
from ui.widgets.panel import Split
from ui.widgets.states_legend import Legend
from ui.widgets.table import Table
from ui.widgets.toast import copy_text
from ui.widgets.week_grid import WeekGrid

_LEGEND = (
    State.CONFIRMED,
    State.ASKED,
    State.NOT_ASKED,
    State.PINNED,
    State.WARNING,
    State.OVERRIDDEN,
    State.OPEN,
)


class RosterPage(Page):
    """It answers which seats are open this week, and who fits best."""

    name = "roster"
    kinds = frozenset(
        {"session", "seat", "trip", "stop", "ride", "hearing", "volunteer", "absence", "place", "travel", "template"}
    )
    steps_by_week = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Roster"))
        self._week: RosterWeek | None = None
        self._placing: Placing | None = None
        self._seats: dict[str, SeatView] = {}
        self.grid, self.seat_model = WeekGrid(_("Week")), seat_table()
        self.list = Table(self.seat_model, _("Seats of the week"))
        self.seat_panel, self.deck = SeatPanel(), OnDeckPanel()
        self.side = Side(self.seat_panel, self.deck)
        self._stack = QStackedWidget()
        self._empty: QWidget | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        self.header.set_views([("week", _("Week")), ("list", _("List"))])
        self.header.add_button(_("Publish"), "paper-plane-tilt", name="publish", on=self._publish)
        self.header.set_primary(_("Add session"), "plus", on=self._add_session)
        week, seats = Card(), Card()
        week.body.addWidget(self.grid, 1)
        week_page = QWidget()
        layout = column(week, Legend(_LEGEND), gap=6)
        layout.setStretchFactor(week, 1)
        week_page.setLayout(layout)
        seats.body.addWidget(self.list, 1)
        self._stack.addWidget(week_page)
        self._stack.addWidget(seats)
        self._split = Split(self._stack, self.side, 280)
        self.body.addWidget(self._split, 1)

    def _wire(self) -> None:
        self.header.view_chosen.connect(self._on_view)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.opened.connect(self._on_opened)
        self.grid.letter.connect(self._on_letter)
        self.grid.picked_up.connect(self._on_picked_up)
        self.grid.placed.connect(self._on_placed)
        self.grid.let_go.connect(self._on_let_go)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._on_menu)
        self.list.chosen.connect(lambda key: self._show_seat(self._seats.get(str(key))))
        self.list.opened.connect(lambda key: self._open_seat(self._seats.get(str(key))))
        self.list.letter.connect(lambda letter, key: self._act_on(letter, self._seats.get(str(key))))
        self.seat_panel.closed.connect(self._close_seat)
        self.seat_panel.wished.connect(self._on_wished)
        self.seat_panel.seated.connect(self._seat_here)
        self.seat_panel.seated_anyway.connect(self._seat_here)
        self.deck.picked.connect(self._pick_up_volunteer)
        self.banner.offered.connect(lambda key: self.banner.dismiss() if key == "close" else None)

    # -------------------------------------------------------------------------------------------------- what is shown

    @property
    def week(self) -> Week:
        """The week of the day in the top bar."""
        return Week.of(self.desk.day)

    def reload(self) -> None:
        site = self.desk.site
        if site is not None:
            week = self.week
            self.desk.read(
                lambda work: roster_week(work, site=site, week=week), self._show, newest="roster.week", owner=self
            )

    def _show(self, found: RosterWeek) -> None:
        self._week, self._seats = found, seats_by_key(found)
        self.header.set_answer(str(found.line))
        drafts = _("{n} not published").format(n=found.drafts) if found.drafts else ""
        self.header.set_tag(drafts, "warn", "pencil-simple")
        self.grid.show_plan(plan_of(found))
        self.seat_model.set_rows(seats_of(found))
        self.deck.show_people(found.on_deck, max([1, *(one.load for one in found.on_deck)]))
        self._show_emptiness(found)
        shown = self.seat_panel.seat
        if shown is not None:
            self._show_seat(self._seats.get(str(shown.seat_id)))

    def _show_emptiness(self, found: RosterWeek) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if found.is_empty:
            self._empty = empty_week(found, lay_out=self._lay_out, copy=self._copy_last_week, add=self._add_session)
            self._stack.addWidget(self._empty)
            self._stack.setCurrentWidget(self._empty)
        else:
            self._on_view(self.header.segments.current)
        self._split.show_panel(not found.is_empty)

    def _on_view(self, view: str) -> None:
        if self._empty is None:
            self._stack.setCurrentIndex(1 if view == "list" else 0)

    def show_target(self, target: object) -> None:
        """Show a seat (by its id) and who could sit there."""
        key = str(target)
        if key in self._seats:
            self._open_seat(self._seats[key])

    # --------------------------------------------------------------------------------------------------------- a seat

    def _on_chosen(self, _cell: str, chip: str) -> None:
        if chip and self.grid.placing is None:
            self._show_seat(self._seats.get(chip))

    def _on_opened(self, cell: str, chip: str) -> None:
        seat = self._seats.get(chip) or (first_open(self._week, cell) if self._week else None)
        self._open_seat(seat)

    def _open_seat(self, seat: SeatView | None) -> None:
        if seat is not None:
            self._show_seat(seat)
            self.seat_panel.lines.setFocus()

    def _show_seat(self, seat: SeatView | None) -> None:
        if seat is None:
            self._close_seat()
            return
        self.seat_panel.show_seat(seat)
        self.side.show_seat()
        seat_id = seat.seat_id
        self.desk.read(
            lambda work: asking.candidates(work, seat=seat_id), self._on_candidates, newest="roster.seat", owner=self
        )

    def _on_candidates(self, found: Candidates) -> None:
        self.seat_panel.show_candidates(found)
        if self.seat_panel.lines.hasFocus() and not self.seat_panel.lines.current_key:
            best = next(iter((*found.fits, *found.warns, *found.why_not)), None)
            if best is not None:
                self.seat_panel.lines.choose(str(best.volunteer_id))

    def _close_seat(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.seat_panel.isAncestorOf(focus)
        self.side.show_deck()
        if had_focus:
            (self.list if self._stack.currentIndex() == 1 else self.grid).setFocus()

    def _seat_here(self, volunteer: str) -> None:
        seat, one = self.seat_panel.seat, self.seat_panel.candidate(volunteer)
        if seat is None or one is None:
            return
        self._try(roster.assign, seat, one.name, seat=seat.seat_id, volunteer=one.volunteer_id)

    def _on_wished(self, wish: str) -> None:
        self._act_on(
            {"confirm": "c", "asked": "a", "pin": "p", "empty": "Del", "copy": "t"}[wish], self.seat_panel.seat
        )

    def _act_on(self, letter: str, seat: SeatView | None) -> None:
        """Do what a letter means to a seat (DESIGN 5: W, P, A, C, Del)."""
        if seat is None:
            return
        if letter == "t":
            copy_text(seat_text(seat))
            self.desk.say(_("Copied. No names of people helped are in it."))
        elif letter in ("w", "W"):
            self._open_seat(seat)
        elif not seat.is_open:
            self._change_seat(letter.lower(), seat)

    def _change_seat(self, letter: str, seat: SeatView) -> None:
        verbs: dict[str, Verb] = {
            "c": roster.confirm,
            "a": roster.mark_asked,
            "del": roster.empty,
            "p": lambda work, seat: roster.pin(work, seat=seat, pinned=not pinned),
        }
        pinned = seat.pinned
        if letter in verbs:
            self.desk.run(verbs[letter], seat=seat.seat_id, starter=self)

    def _on_menu(self, point: QPoint) -> None:
        self.grid.setCurrentIndex(self.grid.indexAt(point))
        cell, chip = self.grid.current_keys
        seat = self._seats.get(chip) or (first_open(self._week, cell) if self._week and cell else None)
        if seat is None:
            return
        menu = QMenu(self)
        entries: list[tuple[str, Callable[[], object]]] = [(_("Who could sit here"), lambda: self._open_seat(seat))]
        if not seat.is_open:
            entries += [
                (_("Confirm"), lambda: self._act_on("c", seat)),
                (_("Asked"), lambda: self._act_on("a", seat)),
                (_("Unpin") if seat.pinned else _("Pin"), lambda: self._act_on("p", seat)),
                (_("Empty the seat"), lambda: self._act_on("Del", seat)),
            ]
        entries.append((_("Copy text"), lambda: self._act_on("t", seat)))
        for text, act in entries:
            menu.addAction(text).triggered.connect(lambda _on=False, act=act: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.grid.viewport().mapToGlobal(point))

    # -------------------------------------------------------------------------------------------------------- placing

    def _on_letter(self, letter: str, cell: str, chip: str) -> None:
        seat = self._seats.get(chip)
        if letter in ("m", "M"):
            if seat is not None and seat.volunteer_id is not None:
                self._pick_up(Drag("seat", chip, seat.name, str(seat.volunteer_id)), seat.volunteer_id)
        else:
            self._act_on(letter, seat or (first_open(self._week, cell) if self._week and cell else None))

    def _on_picked_up(self, drag: Drag) -> None:
        seat = self._seats.get(drag.key)
        if seat is not None and seat.volunteer_id is not None:
            self._pick_up(drag, seat.volunteer_id)

    def _pick_up_volunteer(self, volunteer: str) -> None:
        one = (
            next((one for one in self._week.on_deck if str(one.volunteer_id) == volunteer), None)
            if self._week
            else None
        )
        if one is not None:
            self.grid.setFocus()
            self._pick_up(Drag("volunteer", volunteer, one.name), one.volunteer_id)

    def _pick_up(self, drag: Drag, volunteer: VolunteerId) -> None:
        site, week = self.desk.site, self.week
        if site is None:
            return
        self.grid.start_placing(drag, {})

        def show(found: Placing) -> None:
            if self._week is not None and self.grid.placing is drag:
                self._placing = found
                self.grid.start_placing(drag, fits_of(self._week, found))

        self.desk.read(
            lambda work: asking.placing(work, volunteer=volunteer, site=site, week=week),
            show,
            newest="roster.placing",
            owner=self,
        )

    def _on_placed(self, drag: Drag, cell: str, chip: str) -> None:
        placing, week = self._placing, self._week
        self.grid.stop_placing()
        self._placing = None
        target = self._target(cell, chip, placing)
        if target is None or week is None or target.seat_id == _as_seat(self._seats.get(drag.key)):
            return
        if drag.kind == "seat" and (source := self._seats.get(drag.key)) is not None:
            if target.is_open:
                self._try(roster.move, target, drag.label, seat=source.seat_id, to=target.seat_id)
            else:
                self._try(roster.swap, target, drag.label, seat=source.seat_id, other=target.seat_id)
        else:
            one = next((one for one in week.on_deck if str(one.volunteer_id) == drag.key), None)
            found = one.volunteer_id if one else getattr(self.seat_panel.candidate(drag.key), "volunteer_id", None)
            if found is not None:
                self._try(roster.assign, target, drag.label, seat=target.seat_id, volunteer=found)

    def _target(self, cell: str, chip: str, placing: Placing | None) -> SeatView | None:
        """The seat that was meant: the chip under the pointer, else the cell's best seat for this person."""
        if self._week is None:
            return None
        if chip in self._seats:
            return self._seats[chip]
        answer = best_seat(self._week, cell, placing) if placing is not None else None
        if answer is not None and answer.fit is Fit.NO and any(not b.can_be_overridden for b in answer.breaches):
            tell_why_not(self, answer.breaches, placing.name if placing else "")
            return None
        return self._seats[str(answer.seat_id)] if answer is not None else first_open(self._week, cell)

    def _on_let_go(self) -> None:
        self._placing = None

    def _try(self, verb: Verb, goal: SeatView, name: str, **ids: Any) -> None:
        subject = _("{name}: {seat}, {session}, {day} {start}–{end}").format(
            name=name,
            seat=goal.wants,
            session=goal.title,
            day=day(goal.starts.date()),
            start=f"{goal.starts:%H:%M}",
            end=f"{goal.ends:%H:%M}",
        )
        attempt(self, verb, subject=subject, word=_("Seat {name} anyway?").format(name=name), **ids)

    # --------------------------------------------------------------------------------------------------------- a week

    def _add_session(self) -> None:
        site = self.desk.site
        if site is None:
            return
        first = self.week.monday

        def ask(found: Sequence[PlaceChoice]) -> None:
            dialog = SessionDialog(self, found, on=max(first, self.desk.day))
            dialog.accepted.connect(lambda: self.desk.run(dialog.verb, starter=self, **dialog.given))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self.desk.read(lambda work: choices.places(work, site=site), ask, owner=self)

    def _lay_out(self) -> None:
        site, week = self.desk.site, self.week
        if site is None:
            return

        def lay_out(pattern: TemplateChoice) -> None:
            self.desk.run(templates.lay_out, template=pattern.template_id, week=week, starter=self)

        def choose(found: Sequence[TemplateChoice]) -> None:
            if len(found) == 1:
                lay_out(found[0])
            elif found:
                self._choose_pattern(found, lay_out)
            else:
                self.desk.say(_("There is no weekly pattern yet. Add a session, or copy last week."))

        self.desk.read(lambda work: choices.patterns(work, site=site), choose, owner=self)

    def _choose_pattern(self, found: Sequence[TemplateChoice], act: Callable[[TemplateChoice], object]) -> None:
        menu = QMenu(self)
        for pattern in found:
            text = _("{label}: {n} sessions").format(label=pattern.label, n=pattern.sessions)
            menu.addAction(text).triggered.connect(lambda _on=False, pattern=pattern: act(pattern))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.header.mapToGlobal(self.header.rect().bottomLeft()))

    def _copy_last_week(self) -> None:
        if self.desk.site is not None:
            self.desk.run(
                templates.copy_week, site=self.desk.site, week=self.week.shifted(-1), to=self.week, starter=self
            )

    def _publish(self) -> None:
        if self.desk.site is not None:
            self.desk.run(templates.publish, site=self.desk.site, week=self.week, starter=self)

    # ------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be done with a week."""
        return (
            Command("add-session", say("Add session"), self._add_session, icon="plus"),
            Command("lay-out-week", say("Lay out the usual week"), self._lay_out, icon="calendar-plus"),
            Command("copy-last-week", say("Copy last week"), self._copy_last_week, icon="copy"),
            Command("publish-week", say("Publish the week"), self._publish, icon="paper-plane-tilt"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, week (or list), panel."""
        return [self.header, self._stack, self.side]

    def go_back(self) -> bool:
        """Leave placing, else close the seat's panel."""
        if self.grid.placing is not None:
            self.grid.stop_placing()
            self._on_let_go()
            return True
        if self.seat_panel.isVisible():
            self._close_seat()
            return True
        return False


def _as_seat(seat: SeatView | None) -> SeatId | None:
    return seat.seat_id if seat is not None else None
