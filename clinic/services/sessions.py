"""Sessions and their seats: entered, moved, called off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypedDict, Unpack

from clinic.domain.consultations import Consultation, Outcome, Slot
from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, SeatId, SessionId, TemplateId
from clinic.domain.people import Role
from clinic.domain.sessions import Seat, SeatPattern, Session, SessionKind, SessionStatus
from clinic.domain.when import at, local
from clinic.domain.words import role_of
from clinic.i18n import say, say_n
from clinic.ports import UnitOfWork

from . import edits, waiting_list
from .labels import seat_and_time, session_and_time
from .moving import booked_in, follow_session, let_meetings_stand

#: So many places are added in one go at most: more are a typing error.
MOST_PLACES = 100


class SessionDetails(TypedDict, total=False):
    """What may be typed about a session besides its time and place; for its break see `Session`."""

    kind: SessionKind
    room: str
    label: str
    advice: bool
    note: str
    break_from: time | None
    break_until: time | None


class SessionFields(SessionDetails, total=False):
    """What may be changed about a session; `on`, `starts` and `ends` are wall-clock values at its place."""

    place: PlaceId
    on: date
    starts: time
    ends: time


class SeatFields(TypedDict, total=False):
    """What a seat asks for. `starts_at` and `ends_at` are instants within its session, `minutes` as in `Seat`."""

    languages: tuple[str, ...]
    source: str
    target: str
    remote: bool
    minutes: int | None
    starts_at: datetime
    ends_at: datetime


def add(
    uow: UnitOfWork,
    *,
    place: PlaceId,
    on: date,
    starts: time,
    ends: time,
    seats: Sequence[SeatPattern] = (),
    **given: Unpack[SessionDetails],
) -> Change:
    """Enter a session with its seats; an end before its start is on the next day. Raises BadValue without a length."""
    session = new_session(uow, place=place, on=on, starts=starts, ends=ends, seats=seats, **given)
    return uow.commit(say("Add {session}", session=session_and_time(uow, session)))


def new_session(
    uow: UnitOfWork,
    *,
    place: PlaceId,
    on: date,
    starts: time,
    ends: time,
    seats: Iterable[SeatPattern] = (),
    template: TemplateId | None = None,
    **given: Unpack[SessionDetails],
) -> Session:
    """As `add`, inside another verb."""
    where = uow.places.get(place)
    starts_at, ends_at = times(on, starts, ends, where.zone)
    session = Session(
        site_id=where.site_id,
        place_id=place,
        kind=SessionKind.OTHER,
        starts_at=starts_at,
        ends_at=ends_at,
        template_id=template,
    )
    edits.apply(session, given, SessionDetails)
    _check_break(session)
    uow.sessions.add(session)
    for position, pattern in enumerate(seats):
        uow.seats.add(seat_of(session, pattern, position))
    return session


def edit(uow: UnitOfWork, *, session: SessionId, reason: str = "", **changes: Unpack[SessionFields]) -> Change:
    """Change a session. Its seats and slots go with it when it moves, and everybody in them is judged anew.

    So is whoever is met there when its break changes.
    Raises RuleBroken with all that speaks against it (see `guard.all_still_stand`), Refused when a booked consultation
    would lie outside, BadValue for half a break.
    """
    row = uow.sessions.get(session)
    place = uow.places.get(changes.pop("place", row.place_id))
    was_on, was_start, was_end = wall(row, uow.places.get(row.place_id).zone)
    on, starts, ends = changes.pop("on", was_on), changes.pop("starts", was_start), changes.pop("ends", was_end)
    was_break = row.break_from, row.break_until
    edits.apply(row, changes, SessionDetails)
    _check_break(row)
    starts_at, ends_at = times(on, starts, ends, place.zone)
    if (starts_at, ends_at, place.id) != (row.starts_at, row.ends_at, row.place_id):
        follow_session(uow, row, starts_at=starts_at, ends_at=ends_at, place=place, reason=reason)
    elif was_break != (row.break_from, row.break_until):
        let_meetings_stand(uow, row, reason)
    return uow.commit(say("Change {session}", session=session_and_time(uow, row)))


def _check_break(session: Session) -> None:
    if (session.break_from is None) != (session.break_until is None):
        raise BadValue(say("A break begins and ends: type both hours, or none for the break of the clinic."))


def cancel(uow: UnitOfWork, *, session: SessionId) -> Change:
    """Call a session off: nobody is bound by its seats any more, and who was to be met there waits again."""
    row = uow.sessions.get(session)
    booked = call_off(uow, row)
    name = session_and_time(uow, row)
    if not booked:
        return uow.commit(say("Cancel {session}", session=name))
    return uow.commit(
        say_n(
            "Cancel {session}: {n} household waits again",
            "Cancel {session}: {n} households wait again",
            len(booked),
            session=name,
        )
    )


def call_off(uow: UnitOfWork, session: Session) -> list[tuple[Slot, Consultation]]:
    """As `cancel`, inside another verb; gives back the consultations that do not take place."""
    session.status = SessionStatus.CANCELLED
    booked = booked_in(uow, session.id)
    for slot, consultation in booked:
        consultation.outcome = Outcome.CANCELLED
        waiting_list.wait_again(uow, consultation, slot)
    return booked


def restore(uow: UnitOfWork, *, session: SessionId, reason: str = "") -> Change:
    """Hold a cancelled session after all, as a draft; everybody in its seats is judged anew."""
    row = uow.sessions.get(session)
    row.status = SessionStatus.DRAFT
    place = uow.places.get(row.place_id)
    follow_session(uow, row, starts_at=row.starts_at, ends_at=row.ends_at, place=place, reason=reason)
    return uow.commit(say("Hold {session} after all", session=session_and_time(uow, row)))


def add_seat(uow: UnitOfWork, *, session: SessionId, role: Role, **given: Unpack[SeatFields]) -> Change:
    """Add a seat, for the whole time of its session unless said otherwise. Raises BadValue for a time outside it."""
    row = uow.sessions.get(session)
    seat = seat_of(row, SeatPattern(role), uow.seats.count(session_id=session))
    edits.apply(seat, given, SeatFields)
    check_inside(seat, row)
    uow.seats.add(seat)
    return uow.commit(say("Add a seat: {role}, {where}", role=role_of(seat), where=seat_and_time(uow, seat)))


def add_places(
    uow: UnitOfWork, *, session: SessionId, role: Role, minutes: int, number: int = 1, languages: tuple[str, ...] = ()
) -> Change:
    """Add places that are taken at any time of a session, for so many minutes each.

    Raises BadValue for no place, more than a hundred, or more minutes than the session has.
    """
    if not 0 < number <= MOST_PLACES:
        raise BadValue(say("Type a number of places from 1 to {most}.", most=MOST_PLACES))
    row, first = uow.sessions.get(session), uow.seats.count(session_id=session)
    seats = [seat_of(row, SeatPattern(role, languages, minutes=minutes), first + n) for n in range(number)]
    for seat in seats:
        check_inside(seat, row)
        uow.seats.add(seat)
    told = {"role": role_of(seats[0]), "session": session_and_time(uow, row)}
    return uow.commit(say_n("Add {n} place: {role}, {session}", "Add {n} places: {role}, {session}", number, **told))


def remove_seat(uow: UnitOfWork, *, seat: SeatId) -> Change:
    """Take a seat away, with whoever sits there. Raises Refused while a booked consultation needs it."""
    row = uow.seats.get(seat)
    if row.session_id is None:
        raise Refused(say("This seat belongs to a trip. Change the trip's crew instead."))
    if any(seat in slot.seat_ids for slot, _ in booked_in(uow, row.session_id)):
        raise Refused(say("A consultation is booked with this seat. Move the consultation first."))
    for slot in uow.slots.where(session_id=row.session_id):
        slot.seat_ids = tuple(seat_id for seat_id in slot.seat_ids if seat_id != seat)
    label = say("Remove a seat: {role}, {where}", role=role_of(row), where=seat_and_time(uow, row))
    uow.seats.remove(row)
    return uow.commit(label)


def seat_of(session: Session, pattern: SeatPattern, position: int) -> Seat:
    """A seat for the whole time of a session."""
    return Seat(
        session_id=session.id,
        position=position,
        role=pattern.role,
        languages=pattern.languages,
        source=pattern.source,
        target=pattern.target,
        remote=pattern.remote,
        minutes=pattern.minutes,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
    )


def times(on: date, starts: time, ends: time, zone_name: str) -> tuple[datetime, datetime]:
    """The instants of wall-clock times; an end before the start is on the next day. Raises BadValue when both agree."""
    if starts == ends:
        raise BadValue(say("It begins and ends at {clock}. Type two times.", clock=starts))
    last = on if ends > starts else on + timedelta(days=1)
    return at(on, starts, zone_name), at(last, ends, zone_name)


def wall(session: Session, zone_name: str) -> tuple[date, time, time]:
    """Day, start and end of a session on the wall clock of its place."""
    start, end = local(session.starts_at, zone_name), local(session.ends_at, zone_name)
    return start.date(), start.time(), end.time()


def check_inside(seat: Seat, session: Session) -> None:
    """Raise BadValue unless a seat's time lies within its session's."""
    if not session.starts_at <= seat.starts_at < seat.ends_at <= session.ends_at:
        raise BadValue(say("A seat's time lies within its session's. Change the session first."))
    if seat.minutes is not None and not 0 < seat.minutes <= session.interval.length:
        raise BadValue(say("A place at any time needs minutes that its session has. Type fewer."))
