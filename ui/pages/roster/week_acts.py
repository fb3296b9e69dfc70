"""What can be done with a whole week, and with one session of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QMenu

from clinic.domain.ids import SeatId, SessionId
from clinic.domain.people import Role
from clinic.domain.places import PlaceKind
from clinic.domain.when import Week
from clinic.i18n import _, say_n
from clinic.services import choices, many_dates, sessions, templates
from clinic.services.choices import KnownSession, PlaceChoice, TemplateChoice
from clinic.services.many_dates import ManyDates
from clinic.services.views.seats import SeatView
from ui.dialogs.forms import open_form, show_form
from ui.falling_out import ask_absence
from ui.page import Page
from ui.pages.roster.hold_form import HoldForm
from ui.pages.roster.menus import add_roles
from ui.pages.roster.session_form import SEAT_ROLES, PlacesForm, SessionForm
from ui.trying import attempt
from ui.widgets.banner import Offer

WHERE = frozenset(PlaceKind) - {PlaceKind.PORT, PlaceKind.COURT, PlaceKind.HOME}
MOST_LEFT = 6
"""So many seats that stayed open are named; the grid shows them all."""


class WeekActs:
    """The verbs of a week at the page's site."""

    def __init__(self, page: Page) -> None:
        self._page, self._desk = page, page.desk

    @property
    def week(self) -> Week:
        """The week of the day in the top bar."""
        return Week.of(self._desk.day)

    # --------------------------------------------------------------------------------------------------- one session

    def add_session(self) -> None:
        """Ask for a session and add it."""
        self._ask(None, lambda form: open_form(self._desk, form, sessions.add))

    def edit_session(self, session: SessionId) -> None:
        """Show a session and change it; everybody in its seats is judged anew."""

        def ask(form: SessionForm) -> None:
            form.asked.connect(form.accept)
            form.accepted.connect(lambda: self._change(session, form))
            show_form(form)

        self._ask(session, ask)

    def _change(self, session: SessionId, form: SessionForm) -> None:
        attempt(
            self._page,
            sessions.edit,
            subject=form.windowTitle(),
            word=_("Change it anyway?"),
            go=_("Change anyway"),
            session=session,
            **form.changes,
        )

    def _ask(self, session: SessionId | None, act: Callable[[SessionForm], object]) -> None:
        site, on = self._desk.site, max(self.week.monday, self._desk.day)
        if site is None:
            return

        def ask(found: tuple[Sequence[PlaceChoice], KnownSession | None]) -> None:
            act(SessionForm(self._page, found[0], on=on, known=found[1]))

        self._desk.read(
            lambda work: (
                choices.places(work, site=site, kinds=WHERE),
                choices.known_session(work, session=session) if session is not None else None,
            ),
            ask,
            owner=self._page,
        )

    def add_places(self, session: SessionId) -> None:
        """Ask for places that are taken at any time of a session, and add them."""
        open_form(self._desk, PlacesForm(self._page), sessions.add_places, session=session)

    def add_to_menu(self, menu: QMenu, cell: Sequence[SessionId], seat: SeatView | None) -> None:
        """Offer what can be done with the session of a cell and with a seat as such."""
        if len(cell) != 1:
            return
        session, run, page = cell[0], self._desk.run, self._page
        menu.addSeparator()
        menu.addAction(_("Edit session…")).triggered.connect(lambda _on=False: self.edit_session(session))
        add_roles(menu, _("Add a seat"), SEAT_ROLES, lambda role: self._add_seat(session, role))
        places = menu.addAction(_("Add places at any time…"))
        places.triggered.connect(lambda _on=False: self.add_places(session))
        if seat is not None:
            self._offer_removal(menu, seat.seat_id)
        menu.addAction(_("Cancel session")).triggered.connect(
            lambda _on=False: run(sessions.cancel, session=session, starter=page)
        )
        menu.addAction(_("Hold sessions otherwise…")).triggered.connect(lambda _on=False: self.hold_otherwise())

    def add_falling_out(self, menu: QMenu, seat: SeatView) -> None:
        """Offer to note that whoever sits in a seat falls out, and to find cover for all of their seats."""
        who = seat.volunteer_id
        if who is not None:
            act = menu.addAction(_("{name} falls out…").format(name=seat.name))
            act.triggered.connect(lambda _on=False: ask_absence(self._desk, self._page, who))

    def _offer_removal(self, menu: QMenu, seat: SeatId) -> None:
        menu.addAction(_("Remove this seat")).triggered.connect(
            lambda _on=False: self._desk.run(sessions.remove_seat, seat=seat, starter=self._page)
        )

    def _add_seat(self, session: SessionId, role: Role) -> None:
        self._desk.run(sessions.add_seat, session=session, role=role, starter=self._page)

    # ----------------------------------------------------------------------------------------------------- many dates

    def hold_otherwise(self) -> None:
        """Ask which sessions of which days are called off or held otherwise, show it, and do it as one step."""
        site = self._desk.site
        if site is None:
            return
        on = max(self.week.monday, self._desk.day)

        def ask(found: Sequence[PlaceChoice]) -> None:
            form = HoldForm(self._page, found, site=site, on=on)
            form.asked.connect(form.accept)
            form.accepted.connect(lambda: self._hold(form))
            show_form(form)

        self._desk.read(lambda work: choices.places(work, site=site, kinds=WHERE), ask, owner=self._page)

    def _hold(self, form: HoldForm) -> None:
        attempt(
            self._page,
            many_dates.hold,
            subject=form.windowTitle(),
            word=_("Change it anyway?"),
            go=_("Change anyway"),
            done=self._on_held,
            otherwise=form.otherwise,
        )

    def _on_held(self, found: ManyDates) -> None:
        told = [f"{one.name}: {'; '.join(str(what) for what in one.what)}" for one in found.tell]
        if told:
            more = len(told) - MOST_LEFT
            if more > 0:
                told = [*told[:MOST_LEFT], _("and {n} more").format(n=more)]
            self._page.banner.tell(_("Must be told"), told, [Offer("close", _("Close"))], tone="warn")

    # ---------------------------------------------------------------------------------------------------- whole weeks

    def lay_out(self) -> None:
        """Lay out the site's weekly pattern; with several, ask which."""
        site, week = self._desk.site, self.week
        if site is None:
            return

        def lay_out(pattern: TemplateChoice) -> None:
            self._desk.run(templates.lay_out, template=pattern.template_id, week=week, starter=self._page)

        def choose(found: Sequence[TemplateChoice]) -> None:
            if len(found) == 1:
                lay_out(found[0])
            elif found:
                self._choose_pattern(found, lay_out)
            else:
                self._desk.say(_("There is no weekly pattern yet. Add a session, or copy last week."))

        self._desk.read(lambda work: choices.patterns(work, site=site), choose, owner=self._page)

    def _choose_pattern(self, found: Sequence[TemplateChoice], act: Callable[[TemplateChoice], object]) -> None:
        menu = QMenu(self._page)
        for pattern in found:
            text = f"{pattern.label}: {say_n('{n} session', '{n} sessions', pattern.sessions)}"
            menu.addAction(text).triggered.connect(lambda _on=False, pattern=pattern: act(pattern))
        menu.aboutToHide.connect(menu.deleteLater)
        header = self._page.header
        menu.popup(header.mapToGlobal(header.rect().bottomLeft()))

    def copy_last_week(self) -> None:
        """Copy the week before, with whoever can still sit there."""
        self._run(templates.copy_week, week=self.week.shifted(-1), to=self.week)

    def publish(self, then: Callable[[], object]) -> None:
        """Publish sessions and trips of the week, and go on with who must be told."""
        self._run(templates.publish, week=self.week, done=lambda _change: then())

    def _run(self, verb: Callable[..., Any], **given: Any) -> None:
        if self._desk.site is not None:
            self._desk.run(verb, site=self._desk.site, starter=self._page, **given)
