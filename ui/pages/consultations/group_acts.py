"""Groups: opened with so many places, made larger or smaller, and the heads counted when they have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from clinic.i18n import _, day
from clinic.services import groups
from clinic.services.views.consultations import Column, ConsultationsDay
from ui.dialogs.forms import ClockField, Form, NumberField, open_form
from ui.page import Page
from ui.pages.consultations.cards import Meeting

#: No source tells how long a charla is; an hour is an estimate, and only a first default.
LASTS = timedelta(hours=1)
#: More places than any shelter's dining room has.
MOST = 500


class GroupForm(Form):
    """Who leads a group, from when until when, and for how many households."""

    def __init__(self, parent: QWidget, columns: Sequence[Column], on: date, at: tuple[Column, time]) -> None:
        super().__init__(parent, "groupForm", _("Open a group, {day}").format(day=day(on)), _("Open the group"))
        self._columns, self._on = columns, on
        column, first = at
        ends = min(datetime.combine(on, first) + LASTS, datetime.combine(on, column.ends.time()))
        self.where, self.starts, self.ends = QComboBox(), ClockField(first), ClockField(ends.time())
        self.places = NumberField(0, MOST)
        self.places.setSpecialValueText(_("one for each seat of the room"))
        for one in columns:
            self.where.addItem(", ".join(part for part in (one.name or str(one.words), one.place, one.room) if part))
        self.where.setCurrentIndex(columns.index(column))
        self.lay_out(
            (
                (_("Who and where"), self.where, "where"),
                (_("From"), self.starts, "starts"),
                (_("Until"), self.ends, "ends"),
                (_("Places"), self.places, "places"),
            ),
            _("Households join it from the waiting list. Heads are counted when they have come."),
        )

    @property
    def given(self) -> dict[str, Any]:
        """What `groups.group_slot` needs."""
        column = self._columns[self.where.currentIndex()]
        zone = column.starts.tzinfo
        starts, ends = (datetime.combine(self._on, edit.clock, zone) for edit in (self.starts, self.ends))
        return {
            "session": column.session_id,
            "starts_at": starts.astimezone(UTC),
            "ends_at": ends.astimezone(UTC),
            "capacity": self.places.value() or None,
            "seats": (column.seat_id,) if column.seat_id is not None else (),
            "room": column.room,
        }


class CountForm(Form):
    """One number about a group. `given` has it under the name that the service asks for."""

    def __init__(self, parent: QWidget, meeting: Meeting, key: str, words: tuple[str, str, str], given: int) -> None:
        title, caption, word = words
        super().__init__(parent, "countForm", title, word)
        self._key, self.number = key, NumberField(given, MOST)
        card = meeting.card
        note = _("{start}–{end}: {what}").format(
            start=f"{card.starts:%H:%M}", end=f"{card.ends:%H:%M}", what=card.words
        )
        self.lay_out(((caption, self.number, "number"),), note)

    @property
    def given(self) -> dict[str, Any]:
        return {self._key: self.number.value()}


def open_group(page: Page, found: ConsultationsDay, column: Column | None = None, first: time | None = None) -> None:
    """Ask for a group of the day that is shown, in a column from an hour on where they are known."""
    columns = found.columns
    if not columns:
        page.desk.say(_("No session takes place on this day."))
        return
    there = column if column is not None else columns[0]
    form = GroupForm(page, columns, found.day, (there, first or there.starts.time()))
    open_form(page.desk, form, groups.group_slot)


def ask_heads(page: Page, meeting: Meeting) -> None:
    """Ask how many people have come to a group."""
    words = _("Count heads"), _("How many people came"), _("Keep the number")
    card = meeting.card
    form = CountForm(page, meeting, "heads", words, card.heads if card.heads is not None else card.taken)
    open_form(page.desk, form, groups.count_heads, slot=card.slot_id)


def ask_places(page: Page, meeting: Meeting) -> None:
    """Ask for how many households a group has places."""
    words = _("Places of the group"), _("Households"), _("Set the places")
    form = CountForm(page, meeting, "capacity", words, meeting.card.capacity)
    open_form(page.desk, form, groups.set_capacity, slot=meeting.card.slot_id)
