"""What the Roster page shows by person: a row for everybody, a cell for each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinic.domain.ids import VolunteerId
from clinic.i18n import Sentence

from .seats import SeatView


@dataclass(frozen=True, slots=True)
class PersonDay:
    """What somebody does on a day; `away` says that they are not there, or not for all of it. `spoken` says it all."""

    on: date
    seats: tuple[SeatView, ...]
    away: Sentence | None
    spoken: Sentence


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody's week. Minutes on duty, of which at night."""

    volunteer_id: VolunteerId
    name: str
    roles: Sentence
    minutes: int
    night_minutes: int
    days: tuple[PersonDay, ...]
