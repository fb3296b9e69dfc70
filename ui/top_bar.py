"""The bar on top: site, day or week, search, undo and redo, two clocks, lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton

from clinic.domain.ids import SiteId
from clinic.domain.when import local
from clinic.i18n import Sentence, _, day, month
from ui.sites import SiteView
from ui.theme import icon, theme
from ui.widgets.basics import Button, Elided, Glyph, IconButton, Key, Label, Tag, row


def week_title(on: date) -> str:
    """'Week 29, 13–19 July': the ISO week of a day."""
    first = on - timedelta(days=on.weekday())
    last = first + timedelta(days=6)
    days = f"{first.day}–{last.day} {month(last.month)}"
    if first.month != last.month:
        days = f"{first.day} {month(first.month)} – {last.day} {month(last.month)}"
    return _("Week {number}, {days}").format(number=on.isocalendar().week, days=days)


class Clocks(QFrame):
    """Both clocks of a site; where they agree, the program says so."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clocks")
        self._site: SiteView | None = None
        self._level = 0
        self._here, self._there = Label("", "small", "ink2"), Label("", "small", "ink2")
        self._time, self._other = Label("", "panel"), Label("", "panel")
        self._note = Tag()
        self.setLayout(row(self._here, self._time, self._there, self._other, self._note, margins=(10, 0, 8, 0)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        self.setVisible(False)

    def show_site(self, site: SiteView) -> None:
        self._site = site
        self.setVisible(True)
        self._tick()

    def shorten(self, level: int) -> None:
        """Say less where there is little room: without 'same clock' (1), without the second clock or the cities (2).

        Two clocks that differ both stay at any level.
        """
        self._level = level
        differ = self._time.text() != self._other.text()
        self._note.setVisible(level < 1 or differ)
        self._here.setVisible(level < 2 or not differ)
        self._there.setVisible(level < 2)
        self._other.setVisible(level < 2 or differ)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()

    def _tick(self) -> None:
        """On the minute, each minute."""
        now = datetime.now(UTC)
        self._timer.start(round((60 - now.second) * 1000 - now.microsecond / 1000) + 20)
        if self._site is None:
            return
        here, there = local(now, self._site.zone), local(now, self._site.us_zone)
        self._here.setText(self._site.city)
        self._time.setText(f"{here:%H:%M}")
        self._there.setText(self._site.us_city)
        self._other.setText(f"{there:%H:%M}")
        ahead = round(((there.utcoffset() or timedelta()) - (here.utcoffset() or timedelta())) / timedelta(minutes=1))
        if not ahead:
            self._note.show_text(_("same clock"), "", "equals")
        else:
            self._note.show_text(difference(ahead), "warn", "warning-fill")
        two = [f"{self._site.city} {here:%H:%M}", f"{self._site.us_city} {there:%H:%M}", self._note.text]
        self.setAccessibleName(", ".join(two))
        self.setToolTip(", ".join(two))
        self.shorten(self._level)


def difference(minutes: int) -> str:
    """How far the other clock is ahead: '+1 h', or with a minus sign '30 min'."""
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours} h" + (f" {rest} min" if rest else "") if hours else f"{sign}{rest} min"


class SearchButton(Button):
    """Looks like a field and opens the palette; its words give way where there is no room."""

    def __init__(self, on: Callable[[], object]) -> None:
        super().__init__("", name="search", on=on)
        words = Elided(_("Find or do anything"), "body", "ink3")
        keys = Key("Ctrl K")
        inner = row(Glyph("magnifying-glass", "ink3"), gap=8, margins=(8, 0, 8, 0))
        inner.addWidget(words, 1)
        inner.addWidget(keys)
        self.setLayout(inner)
        for part in (words, keys):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("Find or do anything"))
        self.setToolTip(f"{_('Find or do anything')} (Ctrl+K)")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme().px(120))
        self.setMaximumWidth(theme().px(220))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(220), super().sizeHint().height())


class TopBar(QFrame):
    """The bar. It tells what was wished and shows what it is told."""

    site_chosen = Signal(object)
    stepped = Signal(int)
    """Earlier (-1), later (1) or back to today (0)."""
    searched = Signal()
    undid = Signal()
    redid = Signal()
    locked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.site = QToolButton()
        self.site.setObjectName("siteChooser")
        self.site.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.site.setIcon(icon("map-pin"))
        self._menu = QMenu(self.site)
        self.site.setMenu(self._menu)
        self._earlier = IconButton("caret-left", "", on=lambda: self.stepped.emit(-1))
        self._earlier.setObjectName("earlier")
        self._later = IconButton("caret-right", "", on=lambda: self.stepped.emit(1))
        self._later.setObjectName("later")
        self._day = Label("", "medium")
        self._day.setObjectName("shownDay")
        self.search = SearchButton(self.searched.emit)
        self._undo = IconButton("arrow-u-up-left", _("Undo"), on=self.undid.emit)
        self._undo.setObjectName("undo")
        self._redo = IconButton("arrow-u-up-right", _("Redo"), on=self.redid.emit)
        self._redo.setObjectName("redo")
        self.clocks = Clocks()
        self._lock = IconButton("lock-key", _("Lock"), quiet=False, on=self.locked.emit)
        self._lock.say(_("Lock"), "Ctrl+L")
        self._lock.setObjectName("lock")
        line = row(
            self.site, row(self._earlier, self._day, self._later, gap=0), None, self.search, margins=(16, 7, 16, 7)
        )
        line.addLayout(row(self._undo, self._redo, gap=0))
        line.addWidget(self.clocks)
        line.addWidget(self._lock)
        self.setLayout(line)
        self._by_week, self._on = False, date.min
        self.show_steps(None, None)

    def show_sites(self, sites: Sequence[SiteView], current: SiteId | None) -> None:
        """Offer the sites on file; with one alone there is nothing to choose."""
        self._menu.clear()
        for site in sites:
            action = self._menu.addAction(site.title)
            action.setCheckable(True)
            action.setChecked(site.id == current)
            action.triggered.connect(lambda _on, site=site: self.site_chosen.emit(site))
            if site.id == current:
                self.site.setText(site.title)
                self.site.setAccessibleName(_("Site: {site}").format(site=site.title))
                self.site.setToolTip(site.title)
                self.clocks.show_site(site)
        self.site.setVisible(bool(sites))
        self._fit()

    def show_day(self, on: date, *, by_week: bool) -> None:
        """Show the day or its week."""
        self._on, self._by_week = on, by_week
        self._fit()
        self._earlier.say(_("Earlier week") if by_week else _("Earlier day"), "Ctrl+PgUp")
        self._later.say(_("Later week") if by_week else _("Later day"), "Ctrl+PgDown")

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say as much as there is room for: clocks give way first, then the year, then the site's name."""
        layout = self.layout()
        for level in range(5):
            self.clocks.shorten(level)
            self._day.setText(week_title(self._on) if self._by_week else day(self._on, year=level < 3))
            beside = level < 4
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if beside else Qt.ToolButtonStyle.ToolButtonIconOnly
            self.site.setToolButtonStyle(style)
            # Qt would reckon the new sizes with the next event; here they are needed now.
            for part in (self.clocks, self._day, self.site):
                part.updateGeometry()
            if layout is None or layout.totalMinimumSize().width() <= self.width():
                return

    def show_steps(self, undo: Sentence | None, redo: Sentence | None) -> None:
        """Say in the tooltips what undo and redo would do."""
        for button, word, label, keys in (
            (self._undo, _("Undo"), undo, "Ctrl+Z"),
            (self._redo, _("Redo"), redo, "Ctrl+Y"),
        ):
            button.setEnabled(label is not None)
            button.say(f"{word}: {label}" if label is not None else word, keys)
