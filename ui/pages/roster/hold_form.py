"""Sessions of many dates held otherwise: which, and what is other; shown as it would be before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from clinic.domain.ids import SiteId
from clinic.domain.sessions import SessionKind
from clinic.domain.words import SESSIONS
from clinic.i18n import _, say_n, weekday_short
from clinic.services import many_dates
from clinic.services.choices import PlaceChoice
from clinic.services.many_dates import ManyDates, Otherwise
from ui.dialogs.forms import DayField, Field, Form, NumberField
from ui.page import Page
from ui.widgets.basics import column, row

#: So many lines of each sort are named before it is done.
MOST_NAMED = 4
MOST_MINUTES = 720
CANCEL, ELSEWHERE, LATER, ROOM = "cancel", "elsewhere", "later", "room"


class HoldForm(Form):
    """Asks which sessions are meant and what is other (`otherwise`); under the fields stands what would happen."""

    def __init__(self, page: Page, places: Sequence[PlaceChoice], *, site: SiteId, on: date) -> None:
        title = _("Hold sessions otherwise")
        super().__init__(page, "holdForm", title, title)
        self._page, self._places, self._site, self._asked_for = page, places, site, 0
        self.first, self.last = DayField(on), DayField(on + timedelta(days=6))
        self.kind, self.place, self.act, self.to = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.later, self.room = NumberField(60, MOST_MINUTES, least=-MOST_MINUTES), QLineEdit()
        self.weekdays = [QCheckBox(weekday_short(number)) for number in range(7)]
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(200)
        self._soon.timeout.connect(self._look)
        self._fill()
        self.lay_out(self._fields())
        self._listen()
        self._show_act()

    def _fill(self) -> None:
        self.kind.addItem(_("any kind"), None)
        for kind in SessionKind:
            self.kind.addItem(str(SESSIONS[kind]), kind)
        self.place.addItem(_("any place"), None)
        for number, place in enumerate(self._places):
            self.place.addItem(place.label, number)
            self.to.addItem(place.label, number)
        for key, words in (
            (CANCEL, _("Call them off")),
            (ELSEWHERE, _("Hold them at another place")),
            (LATER, _("Hold them later or earlier")),
            (ROOM, _("Hold them in another room")),
        ):
            self.act.addItem(words, key)
        for number, box in enumerate(self.weekdays):
            box.setObjectName(f"weekday-{number}")
            box.setChecked(True)

    def _fields(self) -> Sequence[Field]:
        days = QWidget()
        days.setLayout(column(row(*self.weekdays[:4], None, gap=12), row(*self.weekdays[4:], None, gap=12), gap=4))
        days.setFocusProxy(self.weekdays[0])
        return (
            (_("From"), self.first, "first"),
            (_("To"), self.last, "last"),
            (_("On"), days, "weekdays"),
            (_("Kind"), self.kind, "kind"),
            (_("Place"), self.place, "place"),
            (_("What is other"), self.act, "act"),
            (_("Other place"), self.to, "to"),
            (_("Minutes later (below zero: earlier)"), self.later, "later"),
            (_("Other room"), self.room, "otherRoom"),
        )

    def _listen(self) -> None:
        for edit in (self.first, self.last):
            edit.dateChanged.connect(self._soon.start)
        for box in (self.kind, self.place, self.to):
            box.currentIndexChanged.connect(self._soon.start)
        for check in self.weekdays:
            check.toggled.connect(self._soon.start)
        self.act.currentIndexChanged.connect(self._show_act)
        self.later.valueChanged.connect(self._soon.start)
        self.room.textChanged.connect(self._soon.start)

    def _show_act(self) -> None:
        """Only the field of what is other can be typed into."""
        act = self.act.currentData()
        for key, field in ((ELSEWHERE, self.to), (LATER, self.later), (ROOM, self.room)):
            field.setEnabled(act == key)
        self._soon.start()

    @property
    def otherwise(self) -> Otherwise:
        """What is asked for."""
        act, place = self.act.currentData(), self.place.currentData()
        other: dict[str, Any] = {"cancel": act == CANCEL}
        if act == ELSEWHERE and self.to.currentIndex() >= 0:
            other["to_place"] = self._places[self.to.currentData()].place_id
        elif act == LATER:
            other["later"] = self.later.value()
        elif act == ROOM:
            other["room"] = self.room.text().strip()
        where = None if place is None else self._places[place].place_id
        return Otherwise(self._site, self._days, self.kind.currentData(), where, **other)

    @property
    def _days(self) -> frozenset[date]:
        length = (self.last.day - self.first.day).days
        days = (self.first.day + timedelta(days=number) for number in range(length + 1))
        return frozenset(day for day in days if self.weekdays[day.weekday()].isChecked())

    def _look(self) -> None:
        """Ask what would happen; of several answers only that to the last question is shown."""
        self._asked_for += 1
        question = self._asked_for

        def show(found: ManyDates) -> None:
            if question == self._asked_for:
                self._save.setEnabled(True)
                self.note("\n".join(_told(found)))

        def failed(error: BaseException) -> None:
            if not self._page.desk.guard.is_of_the_world(error):
                self._page.desk.guard.handle(error)
            elif question == self._asked_for:
                self.block(str(error))

        self._page.desk.run(many_dates.preview, done=show, failed=failed, quiet=True, otherwise=self.otherwise)


def _told(found: ManyDates) -> Iterator[str]:
    """What would happen, in a few lines."""
    yield str(found.line)
    yield from _some([str(line.words) for line in found.sessions])
    yield from _some([f"{line.code}: {line.words}" for line in found.offers])
    if found.refused:
        yield str(say_n("{n} rule speaks against it:", "{n} rules speak against it:", len(found.refused)))
        yield from _some([str(breach.sentence) for breach in found.refused])
    yield str(say_n("{n} must be told", "{n} must be told", len(found.tell)))


def _some(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"\u2013 {line}" for line in lines[:MOST_NAMED])
    if len(lines) > MOST_NAMED:
        yield "\u2013 " + _("and {n} more").format(n=len(lines) - MOST_NAMED)
