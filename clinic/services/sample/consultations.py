"""Who meets whom: each lawyer's afternoon filled with households, through interpreters where they share no language."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import cast

from clinic.domain.consultations import Consultation, ConsultationKind, FollowUp, Outcome, Request, Slot
from clinic.domain.ids import ConsultationId, FollowUpId, RequestId, SessionId, SlotId, VolunteerId
from clinic.domain.people import LAWYERS, Role, Volunteer
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat, Session, SessionKind
from clinic.domain.when import day_interval, local, minutes
from clinic.rules import chains

from .dice import Dice
from .figures import CHARLA_SHARE, WAITING_SHARE
from .hearings import Docket
from .people import Family
from .places import City

#: Kinds for a household that has been seen before, by weight (an estimate); nothing is drafted through an interpreter.
_DIRECT = {
    ConsultationKind.CONSULTATION: 40,
    ConsultationKind.PAPERS_CHECK: 20,
    ConsultationKind.DECLARATION: 12,
    ConsultationKind.I589: 8,
}
_THROUGH_SOMEBODY = {ConsultationKind.CONSULTATION: 60, ConsultationKind.PAPERS_CHECK: 25}
_DRAFTING = (ConsultationKind.DECLARATION, ConsultationKind.I589)
_PREPARED_WITHIN = timedelta(days=10)
_MOST_AT_A_TALK = 15


@dataclass(kw_only=True)
class Bookings:
    """The consultations of one city with all that hangs on them."""

    slots: list[Slot] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)


@dataclass(kw_only=True)
class Team:
    """A lawyer's seat, a room for the afternoon, and the interpreters' seats through which each language is reached."""

    session: Session
    lawyer: Seat
    room: str
    reaches: dict[str, tuple[Seat, ...]]
    women: bool
    free_at: datetime

    def way(self, languages: Sequence[str]) -> tuple[str, tuple[Seat, ...]] | None:
        """The first of a household's languages that is reached, and through whom."""
        return next(((spoken, self.reaches[spoken]) for spoken in languages if spoken in self.reaches), None)


class Reception:
    """Books the households of one city, week by week, each at most once a week."""

    def __init__(
        self,
        city: City,
        docket: Docket,
        families: Sequence[Family],
        volunteers: Mapping[VolunteerId, Volunteer],
        *,
        today: date,
        dice: Dice,
    ) -> None:
        self.bookings, self._today = Bookings(), today
        self._city, self._families, self._volunteers, self._dice = city, families, volunteers, dice
        self._called = {id(family): docket.dates_of(family) for family in families}
        self._queue = deque(dice.shuffled(families))
        self._busy: set[int] = set()
        self._guests: dict[SessionId, tuple[Family, Seat]] = {}
        self._policy = Policy()

    def expect(self, session: Session, relay: Seat, family: Family) -> None:
        """Let a family come first in a session, through `relay` and then through a lawyer's own interpreter."""
        self._guests[session.id] = (family, relay)

    def book_week(self, sessions: Sequence[tuple[Session, list[Seat]]], week: int, wanted: int) -> None:
        """About `wanted` bookings in the sessions of a week; families with a hearing soon come first."""
        self._busy = set()
        monday = local(sessions[0][0].starts_at, self._city.site.zone).date() if sessions else date.min
        self._queue = deque(sorted(self._queue, key=lambda family: not self._hearing_soon(family, monday)))
        talks = round(wanted * CHARLA_SHARE)
        meetings = wanted - talks
        for session, seats in sessions:
            if session.kind is SessionKind.CONSULTATIONS:
                for team in self.teams(session, seats):
                    self._receive_guest(team)
                    meetings -= self._afternoon(team, week, meetings)
        for session, seats in sessions:
            if session.kind is SessionKind.CHARLA:
                talks -= self._talk(session, seats, week, min(talks, _MOST_AT_A_TALK))

    def teams(self, session: Session, seats: Sequence[Seat]) -> Iterator[Team]:
        """A team for each lawyer who sits in a session; interpreters go to the lawyers who need them."""
        place = next(place for place in self._city.own if place.id == session.place_id)
        interpreters = [seat for seat in seats if seat.role is Role.INTERPRETER and seat.volunteer_id]
        lawyers = [seat for seat in seats if seat.role in LAWYERS and seat.volunteer_id]
        for lawyer, room in zip(lawyers, place.rooms, strict=False):
            own = [self._sitting(lawyer)]
            reaches: dict[str, tuple[Seat, ...]] = {spoken.language: () for spoken in own[0].speaks}
            for seat in list(interpreters):
                if seat.source not in reaches and seat.target in reaches:
                    reaches[seat.source] = (seat, *reaches[seat.target])
                    interpreters.remove(seat)
                    own.append(self._sitting(seat))
            yield Team(
                session=session,
                lawyer=lawyer,
                room=room.name,
                reaches=reaches,
                women=all(volunteer.is_woman for volunteer in own),
                free_at=session.starts_at,
            )

    def book(
        self, team: Team, family: Family, kind: ConsultationKind, language: str, through: Sequence[Seat]
    ) -> Consultation:
        """The next slot of a team, and the family in it."""
        length = minutes(chains.minutes(self._policy.minutes(kind), len(through), self._policy))
        slot = Slot(
            id=SlotId(self._dice.id()),
            session_id=team.session.id,
            starts_at=team.free_at,
            ends_at=team.free_at + length,
            kind=kind,
            seat_ids=(team.lawyer.id, *(seat.id for seat in through)),
            room=team.room,
        )
        team.free_at = slot.ends_at
        self.bookings.slots.append(slot)
        return self._enter(slot, family, language)

    def waiting_list(self, wanted: int) -> None:
        """Requests of families that have no meeting ahead: to be met for the first time, or again."""
        morning = day_interval(self._today, self._city.site.zone).start
        ahead = {slot.id for slot in self.bookings.slots if slot.starts_at >= morning}
        met = {each.household_id for each in self.bookings.consultations if each.slot_id in ahead}
        waiting = [family for family in self._families if family.household.id not in met]
        for family in self._dice.shuffled(waiting)[: round(wanted * WAITING_SHARE)]:
            seen = family.household.first_seen_on is not None
            self.bookings.requests.append(
                Request(
                    id=RequestId(self._dice.id()),
                    household_id=family.household.id,
                    kind=ConsultationKind.CONSULTATION if seen else ConsultationKind.INTAKE,
                    asked_on=self._today - timedelta(days=self._dice.between(1, 25)),
                    wish=self._dice.weighted({"": 8, "mornings": 1, "not on Fridays": 1}),
                )
            )

    def _receive_guest(self, team: Team) -> None:
        family, relay = self._guests.get(team.session.id, (None, None))
        if family is not None and relay is not None and (through := team.reaches.get(relay.target)):
            del self._guests[team.session.id]
            meeting = self.book(team, family, ConsultationKind.INTAKE, relay.source, (relay, *through))
            if local(team.session.starts_at, self._city.site.zone).date() < self._today:
                # Nobody was found for the link that lacks.
                meeting.outcome = Outcome.CANCELLED

    def _sitting(self, seat: Seat) -> Volunteer:
        return self._volunteers[cast("VolunteerId", seat.volunteer_id)]

    def _hearing_soon(self, family: Family, day: date) -> bool:
        return any(day < called <= day + _PREPARED_WITHIN for called in self._called.get(id(family), ()))

    def _afternoon(self, team: Team, week: int, most: int) -> int:
        """Bookings one after the other until the team's time is over; gives their number."""
        day = local(team.session.starts_at, self._city.site.zone).date()
        booked = 0
        while booked < most and (found := self._next(team, day)):
            family, language, through = found
            kind = self._kind(family, day, through)
            over = minutes(chains.minutes(self._policy.minutes(kind), len(through), self._policy))
            if any(team.free_at + over > seat.ends_at for seat in (team.lawyer, *through)):
                break
            self._settle(self.book(team, family, kind, language, through), family, week)
            booked += 1
        return booked

    def _next(self, team: Team, day: date) -> tuple[Family, str, tuple[Seat, ...]] | None:
        """The next family that the team can talk to and that is free that day; it goes to the end of the queue."""
        for _ in range(min(len(self._queue), 200)):
            family = self._queue[0]
            self._queue.rotate(-1)
            household = family.household
            way = team.way(household.languages)
            called = day in self._called.get(id(family), ())
            if way is None or called or id(family) in self._busy or (household.women_only and not team.women):
                continue
            self._busy.add(id(family))
            return family, *way
        return None

    def _kind(self, family: Family, day: date, through: Sequence[Seat]) -> ConsultationKind:
        if self._hearing_soon(family, day):
            return ConsultationKind.HEARING_PREPARATION
        if family.household.first_seen_on is None or family.household.first_seen_on >= day:
            return ConsultationKind.INTAKE
        return self._dice.weighted(_THROUGH_SOMEBODY if through else _DIRECT)

    def _talk(self, session: Session, seats: Sequence[Seat], week: int, most: int) -> int:
        lawyer = next((seat for seat in seats if seat.role in LAWYERS and seat.volunteer_id), None)
        if lawyer is None or most <= 0:
            return 0
        team = next(self.teams(session, seats))
        slot = Slot(
            id=SlotId(self._dice.id()),
            session_id=session.id,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            kind=ConsultationKind.CHARLA,
            seat_ids=(lawyer.id,),
            room=session.room,
            capacity=20,
        )
        self.bookings.slots.append(slot)
        day = local(session.starts_at, self._city.site.zone).date()
        booked = 0
        while booked < most and (found := self._next(team, day)):
            family, language, _ = found
            self._settle(self._enter(slot, family, language), family, week)
            booked += 1
        return booked

    def _enter(self, slot: Slot, family: Family, language: str) -> Consultation:
        consultation = Consultation(
            id=ConsultationId(self._dice.id()),
            slot_id=slot.id,
            household_id=family.household.id,
            person_ids=tuple(person.id for person in family.persons),
            language=language,
        )
        self.bookings.consultations.append(consultation)
        return consultation

    def _settle(self, consultation: Consultation, family: Family, week: int) -> None:
        """How it went, for days gone by; whether they have said that they will come, for others."""
        slot = self.bookings.slots[-1]
        day = local(slot.starts_at, self._city.site.zone).date()
        if day >= self._today:
            consultation.confirmed = self._dice.chance(0.6 if week == 0 else 0.2)
            return
        consultation.confirmed = True
        consultation.outcome = self._dice.weighted({Outcome.DONE: 80, Outcome.NO_SHOW: 12, Outcome.CANCELLED: 8})
        if consultation.outcome is not Outcome.DONE:
            return
        consultation.arrived_at = slot.starts_at - timedelta(minutes=self._dice.between(0, 20))
        consultation.walk_in = self._dice.chance(0.05)
        family.household.first_seen_on = min(family.household.first_seen_on or day, day)
        family.household.consent_on = family.household.consent_on or day
        if slot.kind in _DRAFTING:
            self._follow_up(family, "Send Form EOIR-61 with the draft", day)

    def _follow_up(self, family: Family, what: str, day: date) -> None:
        done = self._dice.chance(0.6)
        self.bookings.follow_ups.append(
            FollowUp(
                id=FollowUpId(self._dice.id()),
                household_id=family.household.id,
                what=what,
                due_on=day + timedelta(days=self._dice.between(5, 16)),
                done_on=day + timedelta(days=3) if done else None,
            )
        )
