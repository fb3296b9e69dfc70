"""One way of meeting a household, as a plan of consultations knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinic.domain.consultations import Consultation, Slot
from clinic.rules.facts import Facts

from .booking import Team


@dataclass(frozen=True, slots=True)
class Way:
    """How the engine's sitting is meant: with which team, when, in which room."""

    team: Team
    starts_at: datetime
    ends_at: datetime
    room: str


def as_it_stands(facts: Facts, row: Consultation, slot: Slot) -> Way:
    """How a booking is meant that is there already."""
    seats = [facts.seats[one] for one in slot.seat_ids]
    return Way(Team(seats[0], tuple(seats[1:]), row.language), slot.starts_at, slot.ends_at, slot.room)


def stands(slot: Slot, way: Way) -> bool:
    """Whether a slot is what a way says."""
    return (slot.seat_ids, slot.starts_at, slot.ends_at) == (way.team.seat_ids, way.starts_at, way.ends_at)
