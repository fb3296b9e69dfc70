"""The sample's weeks: a pattern for each city (field research 2.2), laid out as far ahead as a clinic plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from clinic.domain.ids import SeatId, SessionId, TemplateId
from clinic.domain.people import Role
from clinic.domain.sessions import Seat, SeatPattern, Session, SessionKind, SessionPattern, SessionStatus, Template
from clinic.domain.when import at

from .dice import Dice
from .places import City

_LAWYERS = tuple(
    SeatPattern(role) for role in (Role.SUPERVISING_ATTORNEY, Role.ATTORNEY, Role.ACCREDITED_REPRESENTATIVE)
)
#: Meetings of one team in an afternoon.
_MEETINGS = 14
_INTERPRETER = SeatPattern(Role.INTERPRETER, source="spa", target="eng")


def template(city: City, teams: int, wanted: int, dice: Dice) -> Template:
    """A usual week: `teams` of three lawyers consult side by side, the first at the office, the others at shelters.

    They do so on Friday too where three afternoons are too few for the `wanted` meetings of a week.
    """
    days = (1, 2, 3, 4) if wanted > 3 * teams * _MEETINGS else (1, 2, 3)
    patterns = [*_training(city), *_charlas(city, teams)]
    patterns += [replace(pattern, weekday=day) for day in days for pattern in _consultations(city, teams)]
    patterns += [replace(_watch(city), weekday=day) for day in range(5)]
    return Template(id=TemplateId(dice.id()), site_id=city.site.id, label="Usual week", sessions=tuple(patterns))


def lay_out(pattern: Template, city: City, monday: date, week: int, dice: Dice) -> Iterator[tuple[Session, list[Seat]]]:
    """The sessions of one week with their open seats; `week` counts from the sample's own."""
    for each in pattern.sessions:
        day = monday + timedelta(days=each.weekday)
        session = Session(
            id=SessionId(dice.id()),
            site_id=city.site.id,
            place_id=each.place_id,
            room=each.room,
            kind=each.kind,
            label=each.label,
            starts_at=at(day, each.starts, city.site.zone),
            ends_at=at(day, each.ends, city.site.zone),
            status=SessionStatus.PUBLISHED if week <= 0 else SessionStatus.DRAFT,
            advice=each.advice,
            template_id=pattern.id,
        )
        yield session, [new_seat(session, n, seat, dice) for n, seat in enumerate(each.seats)]


def new_seat(session: Session, position: int, pattern: SeatPattern, dice: Dice) -> Seat:
    """An open seat for the whole of a session."""
    return Seat(
        id=SeatId(dice.id()),
        session_id=session.id,
        position=position,
        role=pattern.role,
        languages=pattern.languages,
        source=pattern.source,
        target=pattern.target,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        remote=pattern.remote,
    )


def _training(city: City) -> Iterator[SessionPattern]:
    lead = (SeatPattern(Role.COORDINATOR),)
    yield SessionPattern(0, time(9), time(13), SessionKind.TRAINING, city.office.id, room="Room 1", seats=lead)
    for day in (1, 2, 3):
        yield SessionPattern(
            day, time(10), time(10, 30), SessionKind.MEETING, city.office.id, room="Room 1", seats=lead
        )


def _charlas(city: City, teams: int) -> Iterator[SessionPattern]:
    """Talks on three mornings, at other shelters each day, by lawyers who speak Spanish."""
    seats = (SeatPattern(Role.ATTORNEY, languages=("spa",)), SeatPattern(Role.CHILDCARE))
    for day in (1, 2, 3):
        for number in range(min(teams, len(city.shelters))):
            place = city.shelters[(day + number) % len(city.shelters)].id
            yield SessionPattern(day, time(10, 45), time(12), SessionKind.CHARLA, place, "Dining room", seats=seats)


def _consultations(city: City, teams: int) -> Iterator[SessionPattern]:
    for team in range(teams):
        place = city.office if team == 0 else city.shelters[(team - 1) % len(city.shelters)]
        seats = [*_LAWYERS, _INTERPRETER, _INTERPRETER]
        if teams > 1:
            seats.append(SeatPattern(Role.LAW_STUDENT))
        if team == 0:
            seats.append(SeatPattern(Role.CHILDCARE))
        label = f"Team {team + 1}" if teams > 1 else ""
        yield SessionPattern(
            0, time(13), time(17, 30), SessionKind.CONSULTATIONS, place.id, label=label, advice=True, seats=tuple(seats)
        )


def _watch(city: City) -> SessionPattern:
    """Somebody who takes the calls of those who come back, from home."""
    watch = (SeatPattern(Role.WATCH, remote=True),)
    return SessionPattern(0, time(18), time(22), SessionKind.RETURN_WATCH, city.office.id, seats=watch)
