"""Settings: how this laptop looks and opens, where the clinic works, and how strict its rules are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QStackedWidget, QWidget

from clinic.i18n import _
from clinic.services.places_table import PlaceRow
from ui.desk import Desk
from ui.page import Page
from ui.pages.settings.closing import ClosingView
from ui.pages.settings.places import PlacesSection
from ui.pages.settings.rules import RulesSection
from ui.preferences import Preferences
from ui.theme import Density, Look, theme
from ui.tokens import TEXT_SIZES
from ui.widgets.basics import Card, Label, column, row
from ui.widgets.header import Segments


class SettingsPage(Page):
    """What is about this laptop applies when it is chosen. Places and rules are those of the clinic."""

    name: ClassVar[str] = "settings"
    kinds = frozenset({"place", "travel", "site", "clinic", "seat", "session", "trip"})

    def __init__(self, desk: Desk, preferences: Preferences) -> None:
        super().__init__(desk, _("Settings"))
        self._preferences = preferences
        self.places, self.rules, self.closing = PlacesSection(self), RulesSection(self), ClosingView(self)
        self.header.set_views([("laptop", _("This laptop")), ("places", _("Places")), ("rules", _("Rules"))])
        self.header.view_chosen.connect(self._on_view)
        self._stack = QStackedWidget()
        for section in (self._laptop(), self.places, self.rules, self.closing):
            self._stack.addWidget(section)
        self.body.addWidget(self._stack, 1)
        self.places.closing.connect(self._close_place)
        self.closing.left.connect(self.go_back)
        desk.moved.connect(self.go_back)
        self._on_view("laptop")

    def reload(self) -> None:
        for section in (self.places, self.rules):
            section.reload()
        if self._stack.currentWidget() is self.closing:
            self.closing.look()

    def show_target(self, target: object) -> None:
        """Show a section: 'laptop', 'places' or 'rules'."""
        self.header.segments.choose(str(target))
        self._on_view(str(target))

    def _on_view(self, view: str) -> None:
        self._stack.setCurrentIndex(("laptop", "places", "rules").index(view))
        self.header.set_answer(
            {
                "laptop": _("On this laptop only"),
                "places": _("Shelters, offices and ports of this site, and the minutes between them"),
                "rules": _("For the whole clinic"),
            }[view]
        )

    def _laptop(self) -> QWidget:
        inner, outer = QWidget(), QWidget()
        inner.setMaximumWidth(theme().px(640))
        cards = column(self._look(), self._alarm(), gap=12)
        if self._preferences.keys is not None:
            cards.addWidget(self._key())
        cards.addStretch(1)
        inner.setLayout(cards)
        line = row(gap=0, margins=(16, 0, 16, 12))
        line.addWidget(inner, 20)
        line.addStretch(1)
        outer.setLayout(line)
        return outer

    def _close_place(self, place: PlaceRow) -> None:
        self._stack.setCurrentWidget(self.closing)
        self.header.set_answer(_("Nothing is changed before the filled button is pressed"))
        self.closing.begin(place)

    def go_back(self) -> bool:
        """Leave the closing of a place for the list of places."""
        if self._stack.currentWidget() is not self.closing:
            return False
        self._on_view("places")
        self.places.setFocus()
        return True

    def panes(self) -> Sequence[QWidget]:
        """Header and the section that is shown."""
        return [self.header, self._stack]

    def _look(self) -> Card:
        card, settings = Card(margin=16, gap=10), self._preferences.settings
        card.body.addWidget(Label(_("Look and language"), "panel"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        languages = (("", _("As the system")), ("en", "English"), ("es", "Español"))
        looks = (
            (Look.LIGHT, _("Light")),
            (Look.DARK, _("Dark")),
            (Look.SYSTEM, _("As the system")),
            (Look.HOUR, _("By the hour: dark 20:00–07:00")),
        )
        densities = (
            (Density.AUTO, _("By the width of the window")),
            (Density.COMFORTABLE, _("Comfortable")),
            (Density.COMPACT, _("Compact")),
        )
        sizes = [(str(percent), f"{percent} %") for percent in sorted(TEXT_SIZES)]
        self._choice(grid, _("Language"), "language", languages, settings.language)
        self._choice(grid, _("Colours"), "look", looks, settings.look)
        self._choice(grid, _("Rows and chips"), "density", densities, settings.density)
        caption = Label(_("Size of text"))
        segments = Segments(sizes, str(settings.text_percent), _("Size of text"))
        segments.chosen.connect(lambda percent: self._preferences.change(text_percent=int(percent)))
        grid.addWidget(caption, grid.rowCount(), 0)
        grid.addLayout(row(segments, None), grid.rowCount() - 1, 1)
        card.body.addLayout(grid)
        return card

    def _choice(
        self, grid: QGridLayout, words: str, field: str, choices: Sequence[tuple[str, str]], current: str
    ) -> None:
        caption, box = Label(words), QComboBox()
        box.setObjectName(f"setting-{field}")
        box.setAccessibleName(words)
        caption.setBuddy(box)
        for key, text in choices:
            box.addItem(text, str(key))
        box.setCurrentIndex(box.findData(str(current)))
        box.activated.connect(lambda _n: self._preferences.change(**{field: str(box.currentData())}))
        line = grid.rowCount()
        grid.addWidget(caption, line, 0)
        grid.addLayout(row(box, None), line, 1)

    def _alarm(self) -> Card:
        card = Card(margin=16, gap=8)
        card.body.addWidget(Label(_("Overdue words from the road"), "panel"))
        box = QCheckBox(_("Make a sound once when a word is overdue"))
        box.setObjectName("alarmSound")
        box.setChecked(self._preferences.settings.alarm_sound)
        box.clicked.connect(lambda is_on: self._preferences.change(alarm_sound=is_on))
        card.body.addWidget(box)
        note = _("What is overdue is shown by its shape and its words in any case. A locked window is silent.")
        card.body.addWidget(Label(note, "small", "ink2", wrap=True))
        return card

    def _key(self) -> Card:
        card = Card(margin=16, gap=8)
        card.body.addWidget(Label(_("Opening without a passphrase"), "panel"))
        box = QCheckBox(_("Keep the key in this system's key store"))
        box.setObjectName("keepKey")
        keys = self._preferences.keys
        box.setChecked(keys is not None and keys.is_remembered)
        box.clicked.connect(lambda is_on: self._keep_key(box, is_on=is_on))
        card.body.addWidget(box)
        note = _("Whoever can log in to this laptop as you can then open the file. Before a border, take it out.")
        card.body.addWidget(Label(note, "small", "ink2", wrap=True))
        return card

    def _keep_key(self, box: QCheckBox, *, is_on: bool) -> None:
        keys = self._preferences.keys
        if keys is None:
            return

        def failed(error: BaseException) -> None:
            box.setChecked(not is_on)
            self.desk.guard.handle(error)

        def job(_progress: object) -> None:
            if is_on:
                keys.remember()
            else:
                keys.forget()

        said = _("The key is kept on this laptop.") if is_on else _("The passphrase is asked for again.")
        self.desk.hands.run(job, lambda _none: self.desk.say(said), failed, owner=self)
