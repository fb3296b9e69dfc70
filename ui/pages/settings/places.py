"""The places of the site and the minutes by road between them, each typed once, true of both directions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic.domain.ids import PlaceId
from clinic.domain.words import PLACES
from clinic.i18n import _, say_n, words
from clinic.services import places
from clinic.services.places_table import PlaceRow, PlacesTable, Way, places_table, ways_from
from ui.dialogs.forms import NumberField, open_form
from ui.models.table import Column, TableModel
from ui.page import Page
from ui.pages.settings.place_form import PlaceForm, room_words
from ui.states import State
from ui.widgets.basics import Button, Card, Label, clear, column, row
from ui.widgets.panel import Panel, Split
from ui.widgets.table import Table

MOST_MINUTES = 2880
UNKNOWN = -1


def place_table() -> TableModel[PlaceRow]:
    """The model of the list of places."""
    return TableModel(
        [
            Column(_("Place"), lambda row: row.label, bold=True, stretch=True),
            Column(_("Kind"), lambda row: str(PLACES[row.kind])),
            Column(_("Rooms"), lambda row: room_words(row.rooms), tooltip=lambda row: room_words(row.rooms)),
            Column(_("Locked"), _night),
            Column(_("Ways"), lambda row: str(row.ways), sort=lambda row: row.ways, right=True),
            Column(_("State"), _use, state=lambda row: State.NO_FIT if row.closed else State.DONE),
        ],
        key=lambda row: str(row.place_id),
        sentence=lambda row: ", ".join(
            part for part in (row.label, str(PLACES[row.kind]), _night(row), _use(row)) if part
        ),
    )


def _night(row: PlaceRow) -> str:
    return f"{words(row.locks_at)}–{words(row.opens_at)}" if row.locks_at and row.opens_at else ""


def _use(row: PlaceRow) -> str:
    return _("closed") if row.closed else _("in use")


class PlacesSection(Split):
    """Enter changes a place, Del closes it or opens it again; the panel has the minutes to all others."""

    closing = Signal(object)
    """A place (its row) that is to be closed from a day on, with all that follows from that."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._rows: dict[str, PlaceRow] = {}
        self._chosen: PlaceId | None = None
        self.model = place_table()
        self.table = Table(self.model, _("Places"))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda key: self._ask(self._rows.get(str(key))))
        self.table.letter.connect(self._on_letter)
        card = Card()
        card.body.addWidget(self.table, 1)
        add = Button(_("Add place"), "plus", name="addPlace", on=self.add)
        self._close = Button(_("Close from a day on…"), "calendar-blank", name="closeFrom", on=self._begin_closing)
        hint = Label(_("Enter changes a place, Del closes it or opens it again."), "small", "ink2")
        left = QWidget()
        layout = column(card, row(hint, None, self._close, add), gap=8)
        layout.setStretchFactor(card, 1)
        left.setLayout(layout)
        self.ways = WaysPanel(page)
        super().__init__(left, self.ways, 320)
        self.setFocusProxy(self.table)

    def _begin_closing(self) -> None:
        chosen = self._rows.get(str(self._chosen))
        if chosen is not None:
            self.closing.emit(chosen)

    def reload(self) -> None:
        """Read the places of the site."""
        site = self._page.desk.site
        if site is not None:
            self._page.desk.read(
                lambda work: places_table(work, site=site), self._show, newest="settings.places", owner=self
            )

    def _show(self, found: PlacesTable) -> None:
        self._rows = {str(row.place_id): row for row in found.rows}
        self.model.set_rows(found.rows)
        if str(self._chosen) not in self._rows and found.rows:
            self.table.choose(str(found.rows[0].place_id))
        self._read_ways()

    def _choose(self, key: object) -> None:
        found = self._rows.get(str(key))
        if found is not None and found.place_id != self._chosen:
            self._chosen = found.place_id
            self._read_ways()

    def _read_ways(self) -> None:
        chosen, desk = self._rows.get(str(self._chosen)), self._page.desk
        self._close.setEnabled(chosen is not None and not chosen.closed)
        if chosen is None:
            self.ways.show_ways("", ())
            return
        place, label = chosen.place_id, chosen.label
        desk.read(
            lambda work: ways_from(work, place=place),
            lambda found: self.ways.show_ways(label, found),
            newest="settings.ways",
            owner=self,
        )

    def add(self) -> None:
        """Ask for a new place."""
        self._ask(None)

    def _ask(self, place: PlaceRow | None) -> None:
        desk = self._page.desk
        if place is not None:
            open_form(desk, PlaceForm(self._page, place), places.edit, place=place.place_id)
        elif desk.site is not None:
            open_form(desk, PlaceForm(self._page, None), places.add, site=desk.site)

    def _on_letter(self, letter: str, key: object) -> None:
        place = self._rows.get(str(key))
        if letter == "Del" and place is not None:
            self._page.desk.run(places.close, place=place.place_id, closed=not place.closed, starter=self._page)


class MinutesField(NumberField):
    """Minutes by road; '–' while nobody knows them. It is kept when it is left or Enter is pressed."""

    def __init__(self, minutes: int | None) -> None:
        super().__init__(UNKNOWN if minutes is None else minutes, MOST_MINUTES, least=UNKNOWN)
        self.setSpecialValueText("–")
        self.setFixedWidth(72)

    @property
    def minutes(self) -> int | None:
        """What stands there."""
        return None if self.value() == UNKNOWN else self.value()


class WaysPanel(Panel):
    """Minutes from one place to every other one. Tab goes from field to field; each is kept when it is left."""

    def __init__(self, page: Page) -> None:
        super().__init__(_("Minutes by road"))
        self.setObjectName("ways")
        self._page = page
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 0, 12, 12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setVerticalSpacing(6)
        self.content.addLayout(self._grid)
        self.fields: dict[str, MinutesField] = {}
        self._ways: tuple[Way, ...] = ()

    def show_ways(self, label: str, ways: Sequence[Way]) -> None:
        """Show the ways from the place `label`; fields that are the same stay as they are, and keep the focus."""
        unknown = sum(way.minutes is None for way in ways)
        note = _("Typed once, they count for both directions.")
        if unknown:
            guess = say_n("{n} way is not known yet.", "{n} ways are not known yet.", unknown)
            note = f"{guess} {note}"
        self.set_title(_("Minutes from {place}").format(place=label) if label else _("Minutes by road"), note)
        before, self._ways = self._ways, tuple(ways)
        if [(way.from_id, way.to_id) for way in before] == [(way.from_id, way.to_id) for way in ways]:
            self._refresh()
        else:
            self._rebuild()

    def _refresh(self) -> None:
        for way in self._ways:
            field = self.fields[way.other]
            if not field.hasFocus():
                field.setValue(UNKNOWN if way.minutes is None else way.minutes)

    def _rebuild(self) -> None:
        clear(self._grid)
        self.fields = {}
        for number, way in enumerate(self._ways):
            field = MinutesField(way.minutes)
            field.setObjectName(f"minutes-{number}")
            field.setAccessibleName(_("Minutes to {place}").format(place=way.other))
            field.editingFinished.connect(partial(self._keep, number, field))
            back = _(", back {n}").format(n=way.back) if way.back is not None else ""
            caption = Label(f"{way.other}{back}", "body", wrap=True)
            caption.setBuddy(field)
            self._grid.addWidget(caption, number, 0)
            self._grid.addWidget(field, number, 1)
            self.fields[way.other] = field

    def _keep(self, number: int, field: MinutesField) -> None:
        way = self._ways[number]
        if field.minutes != way.minutes:
            self._page.desk.run(
                places.set_travel, start=way.from_id, end=way.to_id, minutes=field.minutes, starter=self._page
            )
