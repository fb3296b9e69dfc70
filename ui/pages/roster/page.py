"""The week: seats by keyboard, by menu and by mouse, all through the same services."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from clinic.i18n import _, say
from clinic.services import candidates as asking
from clinic.services import roster
from clinic.services.roster_week import roster_week
from clinic.services.views.roster import RosterWeek
from clinic.services.views.seats import SeatView
from ui.actions import Command
from ui.covering import Cover
from ui.desk import Desk
from ui.page import Page
from ui.pages.roster.empty import empty_week
from ui.pages.roster.menus import seat_menu
from ui.pages.roster.panels import OnDeckPanel, Side
from ui.pages.roster.placing import Placer
from ui.pages.roster.plan import cell_of, first_open, plan_of, seats_by_key
from ui.pages.roster.table import SeatList, seats_of
from ui.pages.roster.week_acts import SEAT_VERBS, WeekActs
from ui.seat_panel import SeatPanel
from ui.seat_wishes import copy_seat
from ui.seat_words import seat_text
from ui.states import State
from ui.tokens import PAGE_MARGIN
from ui.widgets.basics import Card, column
from ui.widgets.dragging import Drag
from ui.widgets.panel import Split
from ui.widgets.placing_bar import PlacingBar
from ui.widgets.states_legend import Legend
from ui.widgets.toast import copy_text
from ui.widgets.week_grid import WeekGrid

_SEATS = (
    State.CONFIRMED, State.ASKED, State.NOT_ASKED, State.PINNED, State.WARNING, State.OVERRIDDEN, State.OPEN,
)  # fmt: skip
_FITS = (State.FITS, State.WARNING, State.NO_FIT)
_WISHES = {"confirm": "c", "asked": "a", "pin": "p", "empty": "Del", "copy": "t", "declined": "d"}


class RosterPage(Page):
    """It answers which seats are open this week, and who fits best."""

    name = "roster"
    kinds = frozenset(
        {"session", "seat", "trip", "stop", "ride", "hearing", "volunteer", "absence", "place", "travel", "template",
         "clinic"}
    )  # fmt: skip
    steps_by_week = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Roster"))
        self._week: RosterWeek | None = None
        self._seats: dict[str, SeatView] = {}
        self._wanted = ""
        self.grid, self.list, self.bar = WeekGrid(_("Week")), SeatList(), PlacingBar()
        self.seat_panel, self.deck = SeatPanel(), OnDeckPanel()
        self.side = Side(self.seat_panel, self.deck)
        self.acts, self.placer = WeekActs(self), Placer(self, self.grid, self.bar)
        self._legends = (Legend(_SEATS), Legend(_FITS))
        self._stack = QStackedWidget()
        self._empty: QWidget | None = None
        self._build()
        self._wire()

    def _build(self) -> None:
        self.header.set_views([("week", _("Week")), ("list", _("List"))])
        add = self.header.add_button
        self._for_weeks = (
            add(_("Publish"), "paper-plane-tilt", name="publish", on=self.acts.publish),
            add(_("Fill open seats"), "magic-wand", name="fill", on=self.acts.fill),
        )
        self.header.set_primary(_("Add session"), "plus", on=self.acts.add_session)
        week, page = Card(), QWidget()
        week.body.addWidget(self.grid, 1)
        layout = column(week, *self._legends, gap=6)
        layout.setStretchFactor(week, 1)
        page.setLayout(layout)
        self._legends[1].hide()
        self._stack.addWidget(page)
        self._stack.addWidget(self.list)
        self._split = Split(self._stack, self.side, 280)
        self.body.addLayout(column(self.bar, margins=(PAGE_MARGIN, 0, PAGE_MARGIN, 0)))
        self.body.addWidget(self._split, 1)

    def _wire(self) -> None:
        self.header.view_chosen.connect(self._on_view)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.opened.connect(lambda cell, chip: self._open_seat(self._seat_at(cell, chip)))
        self.grid.letter.connect(lambda letter, cell, chip: self._act_on(letter, self._seat_at(cell, chip)))
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._on_grid_menu)
        self.placer.began.connect(lambda: self._show_placing(is_on=True))
        self.placer.ended.connect(lambda: self._show_placing(is_on=False))
        self.list.table.chosen.connect(lambda key: self._show_seat(self._seats.get(str(key))))
        self.list.table.opened.connect(lambda key: self._open_seat(self._seats.get(str(key))))
        self.list.table.letter.connect(lambda letter, key: self._act_on(letter, self._seats.get(str(key))))
        self.list.asked_for_menu.connect(lambda key, point: self._show_menu(self._seats.get(key), point))
        self.seat_panel.closed.connect(self._close_seat)
        self.seat_panel.wished.connect(lambda wish: self._act_on(_WISHES[wish], self.seat_panel.seat))
        self.seat_panel.seated.connect(self._seat_here)
        self.seat_panel.asked_first.connect(self._ask_first)
        self.cover = Cover(self, self.seat_panel)
        self.seat_panel.carried.connect(self._carry)
        self.deck.picked.connect(self._carry)
        for lines in (self.deck.lines, self.seat_panel.lines):
            lines.picked_up.connect(self.placer.pick_up)
            lines.let_go.connect(self.placer.let_go)
        self.banner.offered.connect(lambda _key: self.banner.dismiss())

    # -------------------------------------------------------------------------------------------------- what is shown

    @property
    def shown(self) -> RosterWeek:
        """The week on the page. Raises LookupError before it has been read."""
        if self._week is None:
            raise LookupError("no week has been read yet")
        return self._week

    def reload(self) -> None:
        site = self.desk.site
        if site is not None:
            week = self.acts.week
            self.desk.read(
                lambda work: roster_week(work, site=site, week=week), self._show, newest="roster.week", owner=self
            )

    def _show(self, found: RosterWeek) -> None:
        self._week, self._seats = found, seats_by_key(found)
        self.placer.show_week(found)
        self.header.set_answer(str(found.line))
        drafts = _("{n} not published").format(n=found.drafts) if found.drafts else ""
        self.header.set_tag(drafts, "warn", "pencil-simple")
        self.grid.show_plan(plan_of(found))
        self.list.show_seats(seats_of(found))
        self.deck.show_people(found.on_deck)
        self._show_emptiness(found)
        shown, wanted = self.seat_panel.seat, self._seats.get(self._wanted)
        self._wanted = ""
        if wanted is not None:
            self._open_seat(wanted)
        elif shown is not None and self.seat_panel.isVisible():
            self._show_seat(self._seats.get(str(shown.seat_id)))

    def _show_emptiness(self, found: RosterWeek) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if found.is_empty:
            self._empty = empty_week(
                found, lay_out=self.acts.lay_out, copy=self.acts.copy_last_week, add=self.acts.add_session
            )
            self._stack.addWidget(self._empty)
            self._stack.setCurrentWidget(self._empty)
        else:
            self._on_view(self.header.segments.current)
        for button in self._for_weeks:
            button.setVisible(not found.is_empty)
        self._split.show_panel(not found.is_empty)

    def _on_view(self, view: str) -> None:
        if self._empty is None:
            self._stack.setCurrentIndex(1 if view == "list" else 0)

    def show_target(self, target: object) -> None:
        """Show a seat (by its id) and who could sit there."""
        self._wanted = str(target)
        self.look_again()

    def focus_filter(self) -> None:
        """The filter belongs to the list of seats."""
        self.header.segments.choose("list")
        self._on_view("list")
        self.list.filter.field.setFocus()

    # --------------------------------------------------------------------------------------------------------- a seat

    def _seat_at(self, cell: str, chip: str) -> SeatView | None:
        """The seat that is meant: the chip, else the cell's first open one."""
        return self._seats.get(chip) or (first_open(self._week, cell) if self._week and cell else None)

    def _on_chosen(self, _cell: str, chip: str) -> None:
        if chip and not self.placer.is_on:
            self._show_seat(self._seats.get(chip))

    def _open_seat(self, seat: SeatView | None) -> None:
        if seat is not None:
            self._show_seat(seat)
            self._split.pull_out()
            self.seat_panel.lines.setFocus()

    def _show_seat(self, seat: SeatView | None) -> None:
        if seat is None:
            self._close_seat()
            return
        self.seat_panel.show_seat(seat)
        self.side.show_seat()
        seat_id = seat.seat_id
        self.desk.read(
            lambda work: asking.candidates(work, seat=seat_id),
            self.seat_panel.show_candidates,
            newest="roster.seat",
            owner=self,
        )

    def _close_seat(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.seat_panel.isAncestorOf(focus)
        self.side.show_deck()
        if had_focus:
            (self.list if self._stack.currentIndex() == 1 else self.grid).setFocus()

    def _seat_here(self, volunteer: str) -> None:
        seat, one = self.seat_panel.seat, self.seat_panel.candidate(volunteer)
        if seat is not None and one is not None:
            verb = roster.assign if seat.is_open else roster.replace
            self.placer.attempt(verb, seat, one.name, seat=seat.seat_id, volunteer=one.volunteer_id)

    def _ask_first(self, volunteer: str) -> None:
        """Seat somebody as asked, with the message to send in the clipboard."""
        seat, one = self.seat_panel.seat, self.seat_panel.candidate(volunteer)
        if seat is not None and one is not None:
            copy_text(seat_text(seat))
            self.placer.attempt(roster.ask, seat, one.name, seat=seat.seat_id, volunteer=one.volunteer_id)

    def _act_on(self, letter: str, seat: SeatView | None) -> None:
        """Do what a letter means to a seat: W why not, A asked, C confirmed, P pinned, M move, Del empty."""
        key = letter.lower()
        if seat is None:
            return
        if key == "t":
            copy_seat(self.desk, seat)
        elif key == "w" or (seat.is_open and key == "a"):
            self._open_seat(seat)
        elif key == "m" and seat.volunteer_id is not None:
            self.grid.setFocus()
            self.placer.pick_up(Drag("seat", str(seat.seat_id), seat.name, str(seat.volunteer_id)))
        elif key == "p" and not seat.is_open:
            self.desk.run(roster.pin, seat=seat.seat_id, pinned=not seat.pinned, starter=self)
        elif key in SEAT_VERBS and not seat.is_open:
            self.desk.run(SEAT_VERBS[key], seat=seat.seat_id, starter=self)

    def _on_grid_menu(self, point: QPoint) -> None:
        cell, chip = self.grid.current_keys
        self._show_menu(self._seat_at(cell, chip), self.grid.viewport().mapToGlobal(point), cell)

    def _show_menu(self, seat: SeatView | None, point: QPoint, cell: str = "") -> None:
        if seat is None:
            return
        menu = seat_menu(self, seat, lambda letter: self._act_on(letter, seat))
        found = cell_of(self._week, cell) if self._week is not None and cell else None
        if found is not None:
            self.acts.add_to_menu(menu, found.session_ids, seat)
        menu.popup(point)

    # -------------------------------------------------------------------------------------------------------- placing

    def _carry(self, volunteer: str) -> None:
        """Pick a volunteer up by keyboard, from the deck or from the candidates."""
        on_deck = self._week.on_deck if self._week else ()
        names = {str(one.volunteer_id): one.name for one in on_deck}
        one = self.seat_panel.candidate(volunteer)
        self.header.segments.choose("week")
        self._on_view("week")
        self.grid.setFocus()
        self.placer.pick_up(Drag("volunteer", volunteer, names.get(volunteer) or (one.name if one else "")))

    def _show_placing(self, *, is_on: bool) -> None:
        self._legends[0].setVisible(not is_on)
        self._legends[1].setVisible(is_on)

    # ------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be done with a week."""
        acts = self.acts
        return (
            Command("add-session", say("Add session"), acts.add_session, icon="plus"),
            Command("hold-otherwise", say("Hold sessions otherwise…"), acts.hold_otherwise, icon="calendar-x"),
            Command("fill-seats", say("Fill open seats"), acts.fill, icon="magic-wand"),
            Command("lay-out-week", say("Lay out the usual week"), acts.lay_out, icon="calendar-plus"),
            Command("copy-last-week", say("Copy last week"), acts.copy_last_week, icon="copy"),
            Command("publish-week", say("Publish the week"), acts.publish, icon="paper-plane-tilt"),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, week (or list), panel."""
        return [self.header, self._stack, self.side]

    def go_back(self) -> bool:
        """Leave placing, else close the seat's panel."""
        if self.placer.is_on:
            self.placer.let_go()
            return True
        if self.seat_panel.isVisible():
            self._close_seat()
            return True
        return False
