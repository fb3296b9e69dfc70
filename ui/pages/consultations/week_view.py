"""The week by lawyer: who is booked on which day, and how much time is free there."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _, day, listing, weekday_long, weekday_short
from clinic.rules.wording import length
from clinic.services.views.consultations import Card
from clinic.services.views.consultations_week import ConsultationsWeek, LawyerDay, LawyerWeek
from ui.pages.consultations.cards import card_state, meeting_key
from ui.pages.consultations.words import capital, state_word
from ui.states import State
from ui.widgets import basics
from ui.widgets.week_grid import Cell, Chip, DayHead, Plan, RowHead, WeekGrid


class WeekView(QWidget):
    """Lawyers down, days across. `opened` tells a day (as ISO text) and a meeting's key, '' for none."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.grid = WeekGrid(_("Week by lawyer"))
        self.grid.setObjectName("lawyerWeek")
        self.grid.setAcceptDrops(False)
        self.grid.opened.connect(lambda cell, chip: self.opened.emit(cell.rpartition("|")[2], chip))
        card = basics.Card()
        card.body.addWidget(self.grid, 1)
        self.setLayout(basics.column(card, gap=0))
        self.setFocusProxy(self.grid)

    def show_week(self, found: ConsultationsWeek) -> None:
        """Show a week; the current cell stays current."""
        self.grid.show_plan(plan_of_week(found))


def plan_of_week(found: ConsultationsWeek) -> Plan:
    """The week as the grid draws it."""
    used = {day.on for lawyer in found.lawyers for day in lawyer.days}
    heads = tuple(
        DayHead(
            key=on.isoformat(),
            title=f"{weekday_short(on.weekday())} {on.day}",
            today=on == found.today,
            note=_booked_on(found, on),
            narrow=on not in used,
            spoken=f"{weekday_long(on.weekday())} {day(on)}",
        )
        for on in found.days
    )
    rows = tuple(_head(one) for one in found.lawyers)
    cells = {(_key(one), day.on.isoformat()): _cell(one, day) for one in found.lawyers for day in one.days}
    return Plan(heads, rows, cells)


def _booked_on(found: ConsultationsWeek, on: date) -> str:
    count = sum(len(each.cards) for lawyer in found.lawyers for each in lawyer.days if each.on == on)
    return _("{n} booked").format(n=count) if count else ""


def _key(one: LawyerWeek) -> str:
    return str(one.volunteer_id or "")


def _head(one: LawyerWeek) -> RowHead:
    free = _("{time} free").format(time=length(one.free_minutes)) if one.name else ""
    return RowHead(_key(one), one.name or _("Nobody yet"), capital(one.role) if one.name else "", free)


def _cell(one: LawyerWeek, on: LawyerDay) -> Cell:
    is_open, free = one.volunteer_id is None, _("{time} free").format(time=length(on.free_minutes))
    return Cell(
        key=f"{_key(one)}|{on.on.isoformat()}",
        count=str(on.words) if is_open else f"{len(on.cards)} · {free}",
        state=State.OPEN if is_open else State.CONFIRMED if not on.free_minutes else State.NOT_ASKED,
        chips=tuple(_chip(card) for card in on.cards),
        sentence=str(on.spoken),
        tooltip=str(on.spoken),
    )


def _chip(card: Card) -> Chip:
    """A meeting: from when, and whom."""
    start, what = f"{card.starts:%H:%M}", card.code or capital(CONSULTATIONS[card.kind])
    hint = str(listing([f"{start}–{card.ends:%H:%M}", what, card.words, state_word(card)]))
    state = card_state(card) if card.consultation_id else State.NOTE
    return Chip(meeting_key(card), f"{start} {what}", state, "", what, hint)
