"""An empty week: at most three ways to begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic.i18n import _, say_n
from clinic.services.views.roster import RosterWeek
from ui.widgets.waiting import EmptyState, Way

Act = Callable[[], object]


def empty_week(week: RosterWeek, *, lay_out: Act, copy: Act, add: Act) -> QWidget:
    """The three ways, the most useful first: the usual week, last week, one session."""
    usual = Way(
        "calendar-plus",
        _("Lay out the usual week"),
        _("Training, charlas, consultations and return watch as your pattern has them, with open seats."),
        _("Lay out"),
        lay_out,
    )
    last = Way(
        "copy",
        _("Copy last week"),
        str(
            say_n(
                "{n} session, with whoever can still sit there.",
                "{n} sessions, with whoever can still sit there.",
                week.week_before,
            )
        ),
        _("Copy"),
        copy,
    )
    one = Way("plus", _("Add one session"), _("A kind, a place, hours and seats."), _("Add session"), add)
    ways = [usual, last, one] if week.week_before else [usual, one]
    title = _("No sessions in week {n} yet.").format(n=week.week.number)
    hearings = sum(column.hearings for column in week.columns)
    note = ""
    if hearings:
        note = str(
            say_n("{n} hearing falls in this week; see Rides.", "{n} hearings fall in this week; see Rides.", hearings)
        )
    return EmptyState("squares-four", title, _("Choose one way to begin. Each can be undone."), ways, note)
