"""How trips, their hours and the people on them are written on Today and Rides."""

from __future__ import annotations

from datetime import datetime

from clinic.domain.sessions import Answer
from clinic.services.views.rides import State as TripState
from clinic.services.views.times import Hour
from ui.states import State

STATES = {
    TripState.DUE: State.DUE,
    TripState.DONE: State.DONE,
    TripState.RETURN_OPEN: State.RETURN_OPEN,
    TripState.OVERRIDDEN: State.OVERRIDDEN,
    TripState.WARNING: State.WARNING,
    TripState.NOT_COVERED: State.NOT_COVERED,
    TripState.NO_WORD: State.NO_WORD,
}
ANSWER_STATES = {
    Answer.NOT_ASKED: State.NOT_ASKED,
    Answer.ASKED: State.ASKED,
    Answer.CONFIRMED: State.CONFIRMED,
    Answer.DECLINED: State.OPEN,
}


def clock(hour: Hour | None) -> str:
    """'04:00', with the other side's clock where it differs: '00:05 (01:05)'; '–' when nobody knows it."""
    if hour is None:
        return "–"
    there = f" ({hour.there:%H:%M})" if hour.there is not None else ""
    return f"{hour.here:%H:%M}{there}"


def span(hours: tuple[datetime, datetime] | None) -> str:
    """'18:00–22:00'."""
    return f"{hours[0]:%H:%M}–{hours[1]:%H:%M}" if hours else ""


def people(adults: int, children: int) -> str:
    """'2+1': adults and children; '1' without children."""
    return f"{adults}+{children}" if children else str(adults)
