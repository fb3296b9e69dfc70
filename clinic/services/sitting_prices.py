"""What counts how much in a plan of consultations."""

from __future__ import annotations

from collections.abc import Collection

from clinic.domain.ids import SeatId
from clinic.rules.facts import Facts

from . import booking
from .booking import Team
from .languages_ahead import AT_HAND
from .sitting_ground import Ground

# What counts how much (our own figures). A quarter of an hour of whoever is last on the waiting list is worth 100, of
# whoever is at its top 64 times that: who waits longest for the most urgent reason is met first. All that is below
# is small beside it: somebody kept from those who alone need them, a household's visit, the team's way, a later hour.
QUARTER, STEEPNESS, STANDS = 100.0, 64.0, 8.0
SCARCE, LINK, MOVED, VISIT, OUTING, HOUR_ON_THE_ROAD, LATER = 20.0, 5.0, 30.0, 10.0, 1.0, 1.0, 0.01
#: A booking that cannot be held as it stands (its lawyer is ill) moves wherever there is another time for it at all.
UNTENABLE = QUARTER * STEEPNESS


def of_team(ground: Ground, team: Team) -> float:
    """What speaks against a team at any time: each interpreter, and who is kept from those who alone need them."""
    return LINK * len(team.interpreters) + SCARCE * _scarce(ground, team)


def outing(facts: Facts, seat_id: SeatId, needed: Collection[SeatId]) -> float:
    """What it costs that somebody comes at all: nothing where they are needed already, or sit far away."""
    seat = facts.seats[seat_id]
    person = facts.volunteers[seat.volunteer_id] if seat.volunteer_id else None
    if person is None or seat.remote or seat_id in needed:
        return 0.0
    place = booking.session_of(facts, seat).place_id
    drive = facts.travel.minutes(person.home_id, place) if person.home_id else None
    return OUTING + HOUR_ON_THE_ROAD * (drive or 0) / 60


def _scarce(ground: Ground, team: Team) -> float:
    """How much is kept from others: languages that few know and that this household does not need (0.0 to 1.0)."""
    most = 0.0
    for seat_id in team.seat_ids:
        seat = ground.facts.seats[seat_id]
        person = ground.facts.volunteers[seat.volunteer_id] if seat.volunteer_id else None
        if person is not None:
            knows = {each.language for each in person.speaks} | {each.source for each in person.interprets}
            for language in knows.difference(AT_HAND, {team.language}):
                most = max(most, 1 / max(1, ground.speakers.get(language, 0)))
    return most
