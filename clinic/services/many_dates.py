"""Many dates held otherwise at once: sessions of a kind or place called off, held elsewhere, later, in another room.

Everything is one step. `preview` does it and keeps nothing: what is shown is what would happen.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from clinic.domain.breaches import Breach
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, SiteId
from clinic.domain.sessions import Session, SessionKind, SessionStatus
from clinic.domain.when import Interval, day_interval, local, minutes
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.services.views.closing import OfferLine, SessionLine, Tell

from . import sessions
from .closing_told import Told
from .labels import session_and_time
from .moving import booked_in, carry, let_stand, named
from .reoffering import reoffer


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Which sessions (of a site, on `days`; of a kind, at a place, or all), and what is other about them then.

    With `cancel` they are called off; else they are held at `to_place`, `later` by so many minutes (earlier below
    zero), in `room` (None: the room stays).
    """

    site: SiteId
    days: Collection[date]
    kind: SessionKind | None = None
    place: PlaceId | None = None
    cancel: bool = False
    to_place: PlaceId | None = None
    later: int = 0
    room: str | None = None


@dataclass(frozen=True, slots=True)
class ManyDates:
    """What it does. `offers` are the households that fall out; `refused` needs a reason; `change` None in a preview."""

    line: Sentence
    sessions: tuple[SessionLine, ...]
    offers: tuple[OfferLine, ...]
    tell: tuple[Tell, ...]
    refused: tuple[Breach, ...]
    change: Change | None = None


def preview(uow: UnitOfWork, *, otherwise: Otherwise) -> ManyDates:
    """What `hold` would do. Needs a unit of work that may write, and is to be left without a commit."""
    return _Dates(uow, otherwise).carry_out()


def hold(uow: UnitOfWork, *, otherwise: Otherwise, reason: str = "") -> ManyDates:
    """Do it, as one step; who falls out is offered another time, the most urgent first.

    Raises RuleBroken when somebody cannot come otherwise, unless a reason is enough; Refused when no session is meant,
    BadValue when nothing would be other.
    """
    found = _Dates(uow, otherwise, reason).carry_out()
    if found.refused:
        raise RuleBroken(found.refused)
    return replace(found, change=uow.commit(found.line))


class _Dates:
    def __init__(self, uow: UnitOfWork, wanted: Otherwise, reason: str = "") -> None:
        self.uow, self.wanted, self.reason = uow, wanted, reason
        if not wanted.cancel and wanted.to_place is None and not wanted.later and wanted.room is None:
            raise BadValue(say("Say what is to be other: called off, another place, another hour or another room."))
        self.to = uow.places.find(wanted.to_place)
        self.told = Told(uow)
        self.rows = self._meant()
        if not self.rows:
            raise Refused(say("No session to come is meant. Choose other days, or another kind or place."))

    def _meant(self) -> list[Session]:
        """The sessions still to come that are meant, earliest first."""
        wanted, uow = self.wanted, self.uow
        zone, now = uow.sites.get(wanted.site).zone, uow.now()
        if not wanted.days:
            return []
        whole = Interval(day_interval(min(wanted.days), zone).start, day_interval(max(wanted.days), zone).end)
        found = [
            row
            for row in uow.sessions.during(whole, site_id=wanted.site)
            if row.starts_at >= now
            and row.status is not SessionStatus.CANCELLED
            and wanted.kind in (None, row.kind)
            and wanted.place in (None, row.place_id)
            and local(row.starts_at, uow.places.get(row.place_id).zone).date() in wanted.days
        ]
        return sorted(found, key=lambda row: row.starts_at)

    def carry_out(self) -> ManyDates:
        """Do all of it; the caller commits or does not."""
        names = {row.id: session_and_time(self.uow, row) for row in self.rows}
        booked = {row.id: booked_in(self.uow, row.id) for row in self.rows}
        fallen: list[tuple[Slot, Consultation]] = []
        refused: list[Breach] = []
        if self.wanted.cancel:
            for row in self.rows:
                fallen += sessions.call_off(self.uow, row)
        else:
            for row in self.rows:
                self._put(row)
            for row in self.rows:
                refused += self._judged(row, names[row.id])
        for row in self.rows:
            self._tell(row, names[row.id], booked[row.id])
        offers = reoffer(self.uow, fallen, site=self.wanted.site, first=min(self.wanted.days))
        for line in offers:
            self.told.household(line.household_id, line.words)
        moved_to = "" if self.wanted.cancel else self.to.label if self.to else None
        lines = tuple(
            SessionLine(row.id, names[row.id], self._label(row) if moved_to is None else moved_to, len(booked[row.id]))
            for row in self.rows
        )
        return ManyDates(self._line(len(fallen)), lines, offers, self.told.lines(), tuple(refused))

    def _label(self, row: Session) -> str:
        return self.uow.places.get(row.place_id).label

    def _put(self, row: Session) -> None:
        """Another place, hour or room. At another place any room will do unless one is said."""
        place = self.to or self.uow.places.get(row.place_id)
        old, room = row.room, self.wanted.room
        if room is None and place.id != row.place_id:
            room = ""
        if room is not None:
            row.room = room
            for slot in self.uow.slots.where(session_id=row.id):
                slot.room = room if slot.room == old else slot.room
                if place.id != row.place_id:
                    slot.room = room
        delta = minutes(self.wanted.later)
        carry(self.uow, row, starts_at=row.starts_at + delta, ends_at=row.ends_at + delta, place=place)

    def _judged(self, row: Session, name: Sentence) -> tuple[Breach, ...]:
        """What speaks against whoever is in a session, each sentence with the session that it is about."""
        try:
            let_stand(self.uow, row, self.reason)
        except RuleBroken as error:
            return named(str(name), error.breaches)
        return ()

    def _tell(self, row: Session, name: Sentence, booked: list[tuple[Slot, Consultation]]) -> None:
        what = say("{session} does not take place", session=name)
        if not self.wanted.cancel:
            told = {"session": name, "now": session_and_time(self.uow, row), "place": self._label(row)}
            what = say("{session} is now {now}, {place}", **told)
            if row.room:
                what = say("{session} is now {now}, {place}, {room}", room=row.room, **told)
            for _slot, consultation in booked:
                self.told.household(consultation.household_id, what)
        for seat in self.uow.seats.where(session_id=row.id):
            if seat.volunteer_id is not None:
                self.told.volunteer(seat.volunteer_id, what)

    def _line(self, fallen: int) -> Sentence:
        count = len(self.rows)
        if self.wanted.cancel:
            return say(
                "Call off {sessions}: {households}",
                sessions=say_n("{n} session", "{n} sessions", count),
                households=say_n("{n} household offered another time", "{n} households offered another time", fallen),
            )
        return say_n("Hold {n} session otherwise", "Hold {n} sessions otherwise", count)
