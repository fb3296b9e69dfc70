"""What everybody does in a week at a site, as it is told to them: the lines of a message, and a short code for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.ids import SeatId, SiteId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Answer, Seat, SessionStatus
from clinic.domain.trips import TripStatus
from clinic.domain.when import Interval, Week, local
from clinic.domain.words import role_of
from clinic.i18n import Sentence, day, in_language, plain, say
from clinic.ports import UnitOfWork

from .labels import session_name

#: Letters and digits that nobody takes for one another, on paper or on the telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Duty:
    """One seat of somebody. `starts` and `ends` are on the wall clock where it is; `code` names it in an answer."""

    seat_id: SeatId
    volunteer_id: VolunteerId
    code: str
    role: Sentence
    work: Sentence
    place: Sentence
    starts: datetime
    ends: datetime
    answer: Answer
    is_published: bool

    @property
    def words(self) -> str:
        """'Tue 14 July 13:00–17:30, attorney, Consultations, Jacaranda', in the language of the moment."""
        hours = f"{day(self.starts.date())} {self.starts:%H:%M}–{self.ends:%H:%M}"
        return ", ".join(part for part in (hours, str(self.role), str(self.work), str(self.place)) if part)


def code_of(seat: SeatId) -> str:
    """Three letters or digits by which an answer names a seat; they stay the same as long as the seat is there."""
    number, found = seat.int % len(_ALPHABET) ** _LETTERS, ""
    for _digit in range(_LETTERS):
        number, place = divmod(number, len(_ALPHABET))
        found += _ALPHABET[place]
    return found


def duties_of(uow: UnitOfWork, *, site: SiteId, week: Week) -> dict[VolunteerId, list[Duty]]:
    """What begins in a week at a site and has not been called off, by who does it, earliest first."""
    interval = week.interval(uow.sites.get(site).zone)
    found: dict[VolunteerId, list[Duty]] = defaultdict(list)
    for duty in sorted(_duties(uow, site, interval), key=lambda one: (one.starts, one.ends, one.code)):
        found[duty.volunteer_id].append(duty)
    return found


def _duties(uow: UnitOfWork, site: SiteId, interval: Interval) -> Iterator[Duty]:
    zone = uow.sites.get(site).zone
    sessions = [row for row in uow.sessions.during(interval, site_id=site) if row.starts_at >= interval.start]
    held = {row.id: row for row in sessions if row.status is not SessionStatus.CANCELLED}
    places = {row.id: row for row in uow.places.where(id={row.place_id for row in sessions})} if sessions else {}
    for seat in uow.seats.where(session_id=set(held)) if held else ():
        session = held[seat.session_id]  # type: ignore[index]  # asked for by it
        where = places[session.place_id]
        place = say("by phone") if seat.remote else plain(where.label)
        published = session.status is SessionStatus.PUBLISHED
        yield from _duty(seat, session_name(session), place, where.zone, is_published=published)
    trips = uow.trips.during(interval, site_id=site)
    rolling = {row.id: row for row in trips if row.status is not TripStatus.CANCELLED}
    for seat in uow.seats.where(trip_id=set(rolling)) if rolling else ():
        trip = rolling[seat.trip_id]  # type: ignore[index]  # asked for by it
        published = trip.status is TripStatus.PUBLISHED
        yield from _duty(seat, say("trip {trip}", trip=trip.label), plain(""), zone, is_published=published)


def _duty(seat: Seat, work: Sentence, place: Sentence, zone: str, *, is_published: bool) -> Iterator[Duty]:
    if seat.volunteer_id is not None:
        starts, ends = local(seat.starts_at, zone), local(seat.ends_at, zone)
        who, code = seat.volunteer_id, code_of(seat.id)
        yield Duty(seat.id, who, code, role_of(seat), work, place, starts, ends, seat.answer, is_published)


def message(person: Volunteer, duties: Iterable[Duty], week: Week) -> str:
    """What to send somebody about their week, in their language; nothing of anybody who is helped is in it."""
    with in_language(person.feed_language):
        told = {"name": person.name.split()[0], "day": day(week.monday)}
        lines = [f"{duty.code}: {duty.words}" for duty in duties]
        if not lines:
            return str(say("Hello {name}. In the week of {day} you are not needed after all. Thank you.", **told))
        head = str(say("Hello {name}. This is your plan for the week of {day}:", **told))
        foot = str(say("Please answer yes or no, with the day or the three letters before it."))
        return "\n".join((head, *lines, foot))
