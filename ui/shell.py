"""The frame that is the same on each page: navigation, top bar, pages, status bar, toast, palette, menus, keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from clinic.domain.errors import ClinicError, FileTrouble
from clinic.domain.history import Change
from clinic.i18n import _
from clinic.services.alarms import Alarm
from ui.actions import MenuBook
from ui.clock_banner import ClockBanner
from ui.commands import window_commands
from ui.desk import Desk
from ui.dialogs.keys import KeysDialog
from ui.finding import Found, find
from ui.jobs import Ticket
from ui.navigation import Navigation, Place
from ui.page import Page
from ui.sites import SiteView, sites
from ui.status_bar import StatusBar
from ui.tokens import NAV_FOLDS_UNDER
from ui.top_bar import TopBar
from ui.widgets.banner import Banner, Offer
from ui.widgets.basics import column, row
from ui.widgets.palette import Entry, Palette
from ui.widgets.toast import Toast, copy_text
from ui.widgets.waiting import ProgressCard

Factory = Callable[[Desk], Page]
THIN_BAR_AFTER = 300
CARD_AFTER = 2000


def places() -> tuple[Place, ...]:
    """The seven places in the order of urgency, and the settings."""
    return (
        Place("today", _("Today"), "sun-horizon", "Ctrl+1"),
        Place("roster", _("Roster"), "squares-four", "Ctrl+2"),
        Place("consultations", _("Consultations"), "chats-circle", "Ctrl+3"),
        Place("rides", _("Rides"), "car", "Ctrl+4"),
        Place("people", _("People"), "users", "Ctrl+5"),
        Place("share", _("Share"), "paper-plane-tilt", "Ctrl+6"),
        Place("diary", _("Diary"), "notebook", "Ctrl+7"),
        Place("settings", _("Settings"), "gear-six", "Ctrl+,"),
    )


class Shell(QWidget):
    """The opened clinic. Pages are built when they are first shown."""

    asked_to_lock = Signal()

    def __init__(
        self, window: QMainWindow, desk: Desk, pages: Mapping[str, Factory], *, today: date, is_sample: bool = False
    ) -> None:
        super().__init__(window)
        self.desk, self._factories, self._today = desk, pages, today
        self._window = window
        self.pages: dict[str, Page] = {}
        self._places = [place for place in places() if place.name in pages]
        self._back: list[str] = []
        self._shown = ""
        self._wants_folded: bool | None = None
        self.navigation = Navigation(self._places)
        self.top_bar, self.status = TopBar(), StatusBar(is_sample=is_sample)
        self.banner, self.clock = Banner("bad"), ClockBanner(desk)
        self.stack = QStackedWidget()
        main = column(self.top_bar, column(self.banner, self.clock, gap=8, margins=(16, 8, 16, 0)), self.stack, gap=0)
        main.setStretchFactor(self.stack, 1)
        body = row(self.navigation, gap=0)
        body.addLayout(main, 1)
        layout = column(body, self.status, gap=0)
        layout.setStretchFactor(body, 1)
        self.setLayout(layout)
        self.toast, self.palette_ = Toast(self), Palette(self)
        self.card = ProgressCard()
        self.card.setParent(self)
        self.menus = MenuBook(window)
        self._report = ""
        self._running: Ticket | None = None
        self._slow = QTimer(self)
        self._slow.setInterval(100)
        self._slow.timeout.connect(self._look_at_work)
        self._wire()
        desk.read(sites, self._on_sites, owner=self)
        desk.look_at_steps()

    def _wire(self) -> None:
        desk, bar = self.desk, self.top_bar
        self.navigation.went.connect(self.go)
        bar.site_chosen.connect(self._on_site_chosen)
        bar.stepped.connect(self.step)
        bar.searched.connect(self.open_palette)
        bar.undid.connect(desk.undo)
        bar.redid.connect(desk.redo)
        bar.locked.connect(self.asked_to_lock)
        desk.moved.connect(self._show_day)
        desk.stepped.connect(self._on_stepped)
        desk.said.connect(self._on_said)
        desk.asked_to_go.connect(self._on_asked_to_go)
        desk.bus.changed.connect(self._on_changed)
        desk.guard.told.connect(self.tell_trouble)
        desk.guard.mistaken.connect(self._on_mistake)
        desk.guard.cancelled.connect(self._on_cancelled)
        self.banner.offered.connect(self._on_banner)
        self.card.cancelled.connect(self._on_cancel)
        for lane in (desk.lane, desk.hands):
            lane.started.connect(self._on_started)
            lane.progressed.connect(self._on_progress)
            lane.ended.connect(self._on_ended)

    # ----------------------------------------------------------------------------------------------------- places

    @property
    def page(self) -> Page:
        """The page on screen."""
        return self.pages[self._shown]

    def go(self, name: str, *, remember: bool = True) -> None:
        """Show a place, building its page when it is the first time."""
        if remember and self._shown not in ("", name):
            self._back.append(self._shown)
        if name not in self.pages:
            page = self._factories[name](self.desk)
            page.counted.connect(lambda n, hot, name=name: self.navigation.buttons[name].set_count(n, hot=hot))
            page.header.went_back.connect(self.back)
            self.pages[name] = page
            self.stack.addWidget(page)
        self._shown = name
        self.stack.setCurrentWidget(self.pages[name])
        self.navigation.choose(self.page.under or name)
        self._show_day()
        own = self.page.commands()
        taken = {command.keys for command in own} - {""}
        self.menus.set_commands([*(one for one in window_commands(self) if one.keys not in taken), *own])

    def back(self) -> None:
        """Leave what the page is in the middle of, else show the place before this one."""
        if not self.page.go_back() and self._back:
            self.go(self._back.pop(), remember=False)

    def back_or_nothing(self) -> None:
        """Esc: leave what the page is in the middle of, and stay here; a page under another is left for it."""
        if not self.page.go_back() and self.page.under:
            self.go(self._back.pop() if self._back else self.page.under, remember=False)

    def leave(self) -> None:
        """Take menus and keys out of the window; the shell is not used again."""
        self.menus.leave()
        self.hide()
        self.deleteLater()

    def focus_filter(self) -> None:
        """Jump into the page's filter."""
        self.page.focus_filter()

    @property
    def place_names(self) -> frozenset[str]:
        """The places that can be gone to."""
        return frozenset(self._factories)

    @property
    def goes_by_week(self) -> bool:
        """Whether the page on screen goes by week."""
        return self.page.steps_by_week

    @property
    def has_primary(self) -> bool:
        """Whether the page on screen has a filled button."""
        return self.page.header.primary is not None

    def ask_to_lock(self) -> None:
        self.asked_to_lock.emit()

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.window().close()

    def press_primary(self) -> None:
        """Press the page's filled button."""
        button = self.page.header.primary
        if button is not None and button.isEnabled():
            button.click()

    def step(self, steps: int) -> None:
        """Go to an earlier (-1) or later (1) day or week, or (0) to today."""
        days = 7 if self.page.steps_by_week else 1
        self.desk.move_to(day=self.desk.day + timedelta(days=steps * days) if steps else self._today)

    def next_pane(self, step: int) -> None:
        """Walk the focus through navigation, top bar and the page's panes (F6)."""
        panes = [self.navigation, self.top_bar, *self.page.panes()]
        current = QApplication.focusWidget()
        place = next((n for n, pane in enumerate(panes) if current is not None and _holds(pane, current)), -1)
        for distance in range(1, len(panes) + 1):
            target = _first_in(panes[(place + distance * step) % len(panes)])
            if target is not None:
                target.setFocus()
                return

    def fold_navigation(self) -> None:
        """Fold or unfold by hand; that then stays."""
        self._wants_folded = not self.navigation.is_folded
        self.navigation.fold(folded=self._wants_folded)

    def open_palette(self) -> None:
        self.palette_.open_palette(lambda: self.menus.commands, self._find)

    # ---------------------------------------------------------------------------------------------------- answers

    def tell_overdue(self, found: Sequence[Alarm]) -> None:
        """A word from the road is overdue: say so, with the way to whom to call; Today shows it in red by itself."""
        first, more = found[0], len(found) - 1
        words = str(first.words)
        if more:
            words = _("{words}, and {n} more").format(words=words, n=more)
        self.navigation.buttons["today"].set_count(max(1, len(found)), hot=True)
        self.toast.tell(words, act=lambda: self.desk.go("today", ("call", first.trip_id)), word=_("Whom to call"))
        if "today" in self.pages:
            self.pages["today"].look_again()

    def tell_trouble(self, error: ClinicError) -> None:
        """Show one of the world's faults in its own words."""
        self.banner.tell(str(error), (), [Offer("close", _("Close"))], tone="bad")
        if isinstance(error, FileTrouble):
            self.status.show_trouble(_("The last change is not saved"))

    def _on_cancelled(self) -> None:
        self.toast.tell(_("Cancelled. Everything is as before."))

    def _on_stepped(self) -> None:
        self.top_bar.show_steps(self.desk.undo_label, self.desk.redo_label)

    def _on_mistake(self, report: str) -> None:
        self._report = report
        offers = [Offer("copy", _("Copy report"), primary=True), Offer("close", _("Close"))]
        text = _("The report says where it happened and nothing about people. What was saved is safe.")
        self.banner.tell(_("This is our mistake."), [text], offers, tone="bad")

    def _on_banner(self, key: str) -> None:
        if key == "copy":
            copy_text(self._report)
        self.banner.dismiss()

    def _on_said(self, sentence: str, change: Change | None) -> None:
        self.toast.tell(sentence, act=self.desk.undo if change is not None else None, keys="Ctrl Z")

    def _on_changed(self, change: Change, _starter: object) -> None:
        self.status.show_saved()
        self.banner.dismiss()
        if "site" in change.kinds:
            self.desk.read(sites, self._on_sites, owner=self)

    def _on_asked_to_go(self, name: str, target: object) -> None:
        self.go(name)
        if target is not None:
            self.page.show_target(target)

    def _on_sites(self, found: Sequence[SiteView]) -> None:
        known = {site.id: site for site in found}
        if found and self.desk.site not in known:
            self.desk.move_to(site=found[0].id, zone=found[0].zone)
        self.top_bar.show_sites(found, self.desk.site)

    def _on_site_chosen(self, site: SiteView) -> None:
        self.desk.move_to(site=site.id, zone=site.zone)
        self.desk.read(sites, self._on_sites, owner=self)

    def _show_day(self) -> None:
        if self._shown:
            self.top_bar.show_day(self.desk.day, by_week=self.page.steps_by_week)

    def _find(self, text: str, give: Callable[[Sequence[Entry]], None]) -> None:
        def entries(found: Sequence[Found]) -> None:
            give([each.entry(self.desk.go) for each in found])

        self.desk.read(lambda work: find(work, text), entries, newest="palette", owner=self)

    # ------------------------------------------------------------------------------------------------------- work

    def _on_started(self, ticket: Ticket) -> None:
        self._running = ticket
        self._slow.start()

    def _on_ended(self, ticket: Ticket) -> None:
        if ticket is self._running:
            self._running = None
            self._slow.stop()
            self.status.busy.hide()
            self.card.hide()

    def _on_cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _look_at_work(self) -> None:
        """Under 300 ms nothing, then a thin bar."""
        if self._running is not None and self._running.started_at is not None:
            taken = (monotonic() - self._running.started_at) * 1000
            self.status.busy.setVisible(taken >= THIN_BAR_AFTER)

    def _on_progress(self, ticket: Ticket, what: str, share: float) -> None:
        seconds = monotonic() - (ticket.started_at or monotonic())
        if ticket is self._running and seconds * 1000 >= CARD_AFTER:
            self.card.tell(ticket.what or what, share, seconds)
            self._place_card()

    def _place_card(self) -> None:
        width = min(520, self.width() - 40)
        height = self.card.sizeHint().height()
        self.card.setGeometry((self.width() - width) // 2, self.height() - height - 90, width, height)
        self.card.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wants_folded is None:
            self.navigation.fold(folded=self.width() < NAV_FOLDS_UNDER)

    def show_keys(self) -> None:
        """Show every command of this page that has keys (F1)."""
        KeysDialog(self, self.page.accessibleName(), self.menus.commands).exec()


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)


def _first_in(pane: QWidget) -> QWidget | None:
    """The first widget of a pane that takes the focus."""
    for widget in [pane, *pane.findChildren(QWidget)]:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return widget
    return None
