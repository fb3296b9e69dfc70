"""The week: seats by keyboard, by menu and by mouse, all through the same services."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from clinic.domain.day_sheets import SheetKind
from clinic.i18n import _, say
from clinic.services import candidates as asking
from clinic.services.roster_week import roster_week
from clinic.services.views.roster import RosterWeek
from clinic.services.views.seats import SeatView
from ui.actions import Command
from ui.covering import Absent, Cover
from ui.desk import Desk
from ui.page import Page
from ui.pages.roster.empty import empty_week
from ui.pages.roster.menus import seat_menu
from ui.pages.roster.others import Others
from ui.pages.roster.panels import OnDeckPanel, Side
from ui.pages.roster.placing import Placer
from ui.pages.roster.plan import cell_of, first_open, seats_by_key
from ui.pages.roster.proposal import SeatsProposal
from ui.pages.roster.seat_acts import SeatActs
from ui.pages.roster.views import LIST, OVERVIEW, PERSON, WEEK, Views
from ui.pages.roster.week_acts import WeekActs
from ui.seat_panel import SeatPanel
from ui.tokens import PAGE_MARGIN
from ui.widgets.basics import column
from ui.widgets.dragging import Drag
from ui.widgets.panel import Split
from ui.widgets.placing_bar import PlacingBar

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
        self.views, self.bar = Views(desk), PlacingBar()
        self.grid, self.list = self.views.grid, self.views.list
        self.seat_panel, self.deck = SeatPanel(), OnDeckPanel()
        self.side = Side(self.seat_panel, self.deck)
        self.acts, self.placer = WeekActs(self), Placer(self, self.grid, self.bar)
        self.proposal, self.others = SeatsProposal(self), Others(self, self.views)
        self.seat_acts = SeatActs(self, self.seat_panel, self.placer, look=self._open_seat, carry=self._carry_on)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.header.set_views(self.views.choices())
        add = self.header.add_button
        to_paper = partial(self.desk.go, "printing", SheetKind.OVERVIEW)
        self._print = add(_("Print…"), "printer", name="printOverview", on=to_paper)
        self._print.hide()
        self._for_weeks = (
            add(
                _("Publish"), "paper-plane-tilt", name="publish", on=lambda: self.acts.publish(self.others.show_telling)
            ),
            add(_("Fill open seats"), "magic-wand", name="fill", on=self.proposal.begin),
        )
        self.header.set_primary(_("Add session"), "plus", on=self.acts.add_session)
        self._split = Split(self.views, self.side, 280)
        self.body.addLayout(column(self.bar, margins=(PAGE_MARGIN, 0, PAGE_MARGIN, 0)))
        self.body.addWidget(self._split, 1)

    def _wire(self) -> None:
        self.header.view_chosen.connect(self.views.choose)
        self.views.changed.connect(self._on_view)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.opened.connect(lambda cell, chip: self._open_seat(self._seat_at(cell, chip)))
        self.grid.letter.connect(lambda letter, cell, chip: self.seat_acts.do(letter, self._seat_at(cell, chip)))
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._on_grid_menu)
        self.placer.began.connect(lambda: self.views.show_placing(is_on=True))
        self.placer.ended.connect(lambda: self.views.show_placing(is_on=False))
        self.list.table.chosen.connect(lambda key: self._show_seat(self._seats.get(str(key))))
        self.list.table.opened.connect(lambda key: self._open_seat(self._seats.get(str(key))))
        self.list.table.letter.connect(lambda letter, key: self.seat_acts.do(letter, self._seats.get(str(key))))
        self.list.asked_for_menu.connect(lambda key, point: self._show_menu(self._seats.get(key), point))
        people, overview = self.views.people, self.views.overview
        people.seat_chosen.connect(lambda key: self._show_seat(self._seats.get(key)))
        people.seat_opened.connect(lambda key: self._open_seat(self._seats.get(key)))
        people.letter.connect(lambda letter, key: self.seat_acts.do(letter, self._seats.get(key)))
        people.person_wanted.connect(lambda key: self.desk.go("people", UUID(key)))
        overview.wanted.connect(self.views.show_seats_of)
        overview.person_wanted.connect(self.views.show_person)
        self.others.changed.connect(self._show_side)
        self.seat_panel.closed.connect(self._close_seat)
        self.seat_panel.wished.connect(lambda wish: self.seat_acts.do(_WISHES.get(wish, ""), self.seat_panel.seat))
        self.seat_panel.seated.connect(self.seat_acts.seat)
        self.seat_panel.asked_first.connect(self.seat_acts.ask_first)
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
        self.deck.show_people(found.on_deck)
        acts = self.acts
        self.views.show_week(
            found,
            lambda: empty_week(found, lay_out=acts.lay_out, copy=acts.copy_last_week, add=acts.add_session),
        )
        for button in self._for_weeks:
            button.setVisible(not found.is_empty)
        self._show_side()
        self.others.look_again()
        shown, wanted = self.seat_panel.seat, self._seats.get(self._wanted)
        self._wanted = ""
        if wanted is not None:
            self._open_seat(wanted)
        elif shown is not None and self.seat_panel.isVisible():
            self._show_seat(self._seats.get(str(shown.seat_id)))

    def _on_view(self, view: str) -> None:
        self.header.segments.choose(view)
        self._print.setVisible(view == OVERVIEW)
        if self.placer.is_on and view != WEEK:
            self.placer.let_go()
        self._show_side()

    def _show_side(self) -> None:
        """The panel belongs to seats: an empty week and the overview have none."""
        is_of_seats = self.views.chosen != OVERVIEW and not self.views.is_other
        self._split.show_panel(self._week is not None and not self._week.is_empty and is_of_seats)

    def show_target(self, target: object) -> None:
        """Show a seat (by its id) and who could sit there, or who could step in for somebody."""
        if isinstance(target, Absent):
            self.others.show_cover(target)
            return
        self.others.leave()
        self._wanted = str(target)
        self.look_again()

    def _publish(self) -> None:
        self.acts.publish(self.others.show_telling)

    def focus_filter(self) -> None:
        """The filter of the people where they are shown, else that of the list of seats."""
        if self.views.chosen != PERSON:
            self.views.choose(LIST)
        bar = self.views.people.filter if self.views.chosen == PERSON else self.list.filter
        bar.field.setFocus()

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
            self.views.focus()

    def _on_grid_menu(self, point: QPoint) -> None:
        cell, chip = self.grid.current_keys
        self._show_menu(self._seat_at(cell, chip), self.grid.viewport().mapToGlobal(point), cell)

    def _show_menu(self, seat: SeatView | None, point: QPoint, cell: str = "") -> None:
        if seat is None:
            return
        menu = seat_menu(self, seat, lambda letter: self.seat_acts.do(letter, seat))
        found = cell_of(self._week, cell) if self._week is not None and cell else None
        if found is not None:
            self.acts.add_to_menu(menu, found.session_ids, seat)
        self.acts.add_falling_out(menu, seat)
        menu.popup(point)

    # -------------------------------------------------------------------------------------------------------- placing

    def _carry(self, volunteer: str) -> None:
        """Pick a volunteer up by keyboard, from the deck or from the candidates."""
        on_deck = self._week.on_deck if self._week else ()
        names = {str(one.volunteer_id): one.name for one in on_deck}
        one = self.seat_panel.candidate(volunteer)
        self._carry_on(Drag("volunteer", volunteer, names.get(volunteer) or (one.name if one else "")))

    def _carry_on(self, drag: Drag) -> None:
        """Somebody is carried over the week, wherever they were picked up."""
        self.views.choose(WEEK)
        self.grid.setFocus()
        self.placer.pick_up(drag)

    # ------------------------------------------------------------------------------------------------------- for all

    def commands(self) -> Sequence[Command]:
        """What can be done with a week."""
        acts, others = self.acts, self.others
        return (
            Command("add-session", say("Add session"), acts.add_session, icon="plus"),
            Command("hold-otherwise", say("Hold sessions otherwise…"), acts.hold_otherwise, icon="calendar-x"),
            Command("fill-seats", say("Fill open seats"), self.proposal.begin, icon="magic-wand"),
            Command("lay-out-week", say("Lay out the usual week"), acts.lay_out, icon="calendar-plus"),
            Command("copy-last-week", say("Copy last week"), acts.copy_last_week, icon="copy"),
            Command("tell-week", say("Who must be told of the week"), others.show_telling, icon="chat-text"),
            Command("paste-answers", say("Paste answers"), others.show_telling, icon="chat-text"),
            Command(
                "publish-week",
                say("Publish the week"),
                lambda: acts.publish(others.show_telling),
                icon="paper-plane-tilt",
            ),
        )

    def panes(self) -> Sequence[QWidget]:
        """Header, week (or list), panel."""
        if self.proposal.isVisible():
            return [self.header, *self.proposal.parts()]
        if self.others.current is not None:
            return [self.header, *self.others.current.parts()]
        if self.views.chosen == OVERVIEW:
            return [self.header, *self.views.overview.parts()]
        return [self.header, self.views, self.side]

    def go_back(self) -> bool:
        """Close a proposal, else leave placing, else close the seat's panel."""
        if self.proposal.close_view() or self.others.leave():
            return True
        if self.placer.is_on:
            self.placer.let_go()
            return True
        if self.seat_panel.isVisible():
            self._close_seat()
            return True
        return False
