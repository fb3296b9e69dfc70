"""A first plan of who sits where in a week: each open seat to whoever fits it best, nothing overruled.

The hardest seats come first (those on trips, then those that ask for a language, then lawyers), so that nobody who
alone could take one is spent on another. It is not the best plan, only one that keeps every rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clinic.domain.errors import RuleBroken
from clinic.domain.history import Change
from clinic.domain.ids import SeatId, SiteId, VolunteerId
from clinic.domain.people import LAWYERS, Role, Volunteer
from clinic.domain.sessions import Answer, Seat, SessionStatus
from clinic.domain.trips import TripStatus
from clinic.domain.when import Week
from clinic.domain.words import role_of
from clinic.i18n import Sentence, _, say, say_n
from clinic.jobs import Progress, each, silent
from clinic.ports import UnitOfWork
from clinic.rules import score
from clinic.rules.should import ALSO

from . import roster
from .facts import seating_facts
from .labels import seat_and_time


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody whom the plan has put in a seat."""

    seat_id: SeatId
    volunteer_id: VolunteerId
    words: Sentence


@dataclass(frozen=True, slots=True)
class StillOpen:
    """A seat that nobody fits; `why` is what stands in the way of whoever comes nearest."""

    seat_id: SeatId
    words: Sentence
    why: Sentence


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """What was planned."""

    change: Change
    seated: tuple[Seated, ...]
    left: tuple[StillOpen, ...]


def fill(uow: UnitOfWork, *, site: SiteId, week: Week, progress: Progress = silent) -> SeatPlan:
    """Seat somebody in every open seat of a week at a site where somebody fits, as one change."""
    open_seats = sorted(_open(uow, site, week), key=_hardest_first)
    people = uow.volunteers.where(site_id=(site, None), gone=False)
    seated: list[Seated] = []
    left: list[StillOpen] = []
    for seat in each(open_seats, len(open_seats), _("Filling open seats"), progress):
        found = _seat(uow, seat, people)
        if isinstance(found, Volunteer):
            words = say("{seat}: {name} as {role}", seat=seat_and_time(uow, seat), name=found.name, role=role_of(seat))
            seated.append(Seated(seat.id, found.id, words))
        else:
            left.append(
                StillOpen(seat.id, say("{seat}: {role}", seat=seat_and_time(uow, seat), role=role_of(seat)), found)
            )
    n = len(seated)
    label = say_n("Fill {n} seat of week {week}", "Fill {n} seats of week {week}", n, week=str(week))
    return SeatPlan(uow.commit(label), tuple(seated), tuple(left))


def _open(uow: UnitOfWork, site: SiteId, week: Week) -> Iterable[Seat]:
    """Open seats of all that begins in a week and has not been called off; a seat that was declined is one."""
    interval = week.interval(uow.sites.get(site).zone)
    sessions = uow.sessions.during(interval, site_id=site, status=(SessionStatus.DRAFT, SessionStatus.PUBLISHED))
    trips = uow.trips.during(interval, site_id=site, status=(TripStatus.DRAFT, TripStatus.PUBLISHED))
    for column, rows in (("session_id", sessions), ("trip_id", trips)):
        if ids := {row.id for row in rows}:
            yield from uow.seats.where(volunteer_id=None, **{column: ids})


def _hardest_first(seat: Seat) -> tuple[object, ...]:
    return (
        seat.trip_id is None,
        seat.role is not Role.DRIVER,
        seat.role is not Role.INTERPRETER,
        not seat.languages,
        seat.role not in LAWYERS,
        seat.starts_at,
        seat.position,
    )


def _seat(uow: UnitOfWork, seat: Seat, everybody: Iterable[Volunteer]) -> Volunteer | Sentence:
    """Who sits there now; or why nobody does."""
    wanted = ALSO.get(seat.role, frozenset()) | {seat.role}
    people = [person for person in everybody if not wanted.isdisjoint(person.roles)]
    if not people:
        return say("Nobody has this role.")
    facts = seating_facts(uow, (seat,), people)
    was_declined, ranked = seat.answer is Answer.DECLINED, score.rank(facts, seat, people)
    for candidate in ranked:
        if candidate.fit is score.Fit.NO:
            break
        try:
            roster.place(uow, seat, candidate.volunteer)
        except RuleBroken:  # by the hours from their own home, or because they are still out
            roster.vacate(uow, seat)
        else:
            return candidate.volunteer
    seat.answer = Answer.DECLINED if was_declined else seat.answer
    nearest = next((one for one in ranked if one.breaches), None)
    return nearest.breaches[0].sentence if nearest else say("Nobody is free.")
