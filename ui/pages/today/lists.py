"""The tables of Today: who is not back, and every check-in, one row each (the tested path for screen readers)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.words import CHECK_INS
from clinic.i18n import _, words
from clinic.services.views.rides import CheckInView
from clinic.services.views.today import NotBack, TodayView, TripBlock
from ui.models.table import Column, TableModel
from ui.ride_words import clock
from ui.states import State
from ui.widgets.line_model import Detail, Line


def not_back_key(one: NotBack) -> str:
    """By which a line is known: the same household may be out from two days."""
    return f"{one.household_id}:{one.trip_id}"


def not_back_table(now: Callable[[], datetime | None]) -> TableModel[NotBack]:
    """The model of who is not back; `now` gives the hour at which the day was read."""

    def decide_by(one: NotBack) -> str:
        at, present = one.decide_by, now()
        return _("today {hour}").format(hour=f"{at:%H:%M}") if present and at.date() == present.date() else words(at)

    return TableModel(
        [
            Column(
                _("Household"),
                lambda one: one.code,
                note=lambda one: str(one.people),
                state=lambda one: State.NO_WORD if one.is_late else State.RETURN_OPEN,
                bold=True,
            ),
            Column(_("What we know"), lambda one: str(one.known), tooltip=lambda one: str(one.known), stretch=True),
            Column(_("Last word"), _last_word),
            Column(
                _("Decide by"),
                decide_by,
                sort=lambda one: one.decide_by,
                state=lambda one: State.NO_WORD if one.is_late else State.RETURN_OPEN,
                tag=True,
            ),
            Column("", lambda _one: _("Record…"), tone=lambda _one: "accI", bold=True),
        ],
        key=not_back_key,
        sentence=lambda one: "; ".join([one.code, str(one.known), *(str(word) for word in one.words)]),
    )


def _last_word(one: NotBack) -> str:
    if one.last_word_at is None:
        return ""
    return ", ".join(part for part in (words(one.last_word_at), one.last_word_by) if part)


@dataclass(frozen=True, slots=True)
class Expected:
    """One check-in of a trip, due or done."""

    trip: TripBlock
    view: CheckInView

    @property
    def state(self) -> State:
        """How it stands."""
        if self.view.done is not None:
            return State.DONE
        if self.view.late:
            return State.NO_WORD
        return State.DUE if self.view.due is not None else State.RETURN_OPEN


def expected_of(found: TodayView) -> list[Expected]:
    """All check-ins of a day, by the hour at which they are due; those without an hour last."""
    rows = [Expected(block, view) for block in found.trips for view in block.check_ins]
    return sorted(rows, key=lambda row: (row.view.due is None, row.view.due.here if row.view.due else found.now))


def check_in_table() -> TableModel[Expected]:
    """The model of the list of check-ins."""
    return TableModel(
        [
            Column(_("Due"), lambda row: clock(row.view.due), bold=True),
            Column(_("Trip"), lambda row: row.trip.label, note=lambda row: str(row.trip.vehicle), stretch=True),
            Column(_("What"), lambda row: str(row.view.words), stretch=True),
            Column(_("State"), lambda row: row.state.word, state=lambda row: row.state),
            Column(_("Done"), lambda row: clock(row.view.done) if row.view.done else ""),
            Column(_("Said by"), lambda row: row.view.by),
        ],
        key=lambda row: str(row.view.check_in_id),
        sentence=lambda row: _("{trip}, {what}, due {due}: {state}").format(
            trip=row.trip.label, what=CHECK_INS[row.view.kind], due=clock(row.view.due), state=row.state.word
        ),
    )


def so_far(found: TodayView) -> list[Line]:
    """Every word that has come, newest first."""
    return [
        Line(
            key=str(view.check_in_id),
            title=f"{trip}: {view.words}",
            lead=clock(view.done),
            state=State.DONE,
            right=view.by,
            details=(Detail(view.note),) if view.note else (),
        )
        for trip, view in found.check_ins_so_far
    ]
