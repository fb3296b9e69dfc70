"""The cases worth looking at: what the sample's own week is made awkward by on purpose, in its first city."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from clinic.domain.consultations import FollowUp
from clinic.domain.hearings import AbsenceReason, HearingEnd
from clinic.domain.ids import AbsenceId, FollowUpId, VolunteerId
from clinic.domain.people import LAWYERS, Absence, AbsenceKind, CredentialKind, Level, Role, Speaks, Volunteer
from clinic.domain.sessions import Answer, Seat, SeatPattern, Session, SessionKind
from clinic.domain.trips import Leg, Trip
from clinic.domain.when import local
from clinic.rules import judge
from clinic.services import guard

from .dice import Dice
from .hearings import Clerk
from .people import Family
from .places import City
from .seating import Seater
from .sessions import new_seat
from .trips import Journeys

#: People called for one date, for whom there are two vans.
CROWD = 47
_MAM = SeatPattern(Role.INTERPRETER, source="mam", target="spa", remote=True)


@dataclass(kw_only=True)
class Awkward:
    """Makes the awkward cases of one city in the week that begins on `start`."""

    city: City
    start: date
    dice: Dice
    licence_ends: VolunteerId = field(init=False)

    @property
    def crowd_day(self) -> date:
        """The day for which the crowd is called: Thursday of the next week."""
        return self.start + timedelta(days=10)

    def set_apart(self, families: list[Family]) -> dict[str, Family]:
        """Take four families out of `families`, one for each case about a household."""
        wanted = {"relay": (1, 1), "two dates": (2, 1), "turned away": (1, 2), "held": (1, 0)}
        found: dict[str, Family] = {}
        for name, shape in wanted.items():
            family = next(f for f in families if (len(f.adults), len(f.children)) == shape)
            families.remove(family)
            family.household.women_only = False
            family.household.languages = ("mam",) if name == "relay" else ("spa",)
            found[name] = family
        return found

    def call(self, clerk: Clerk, apart: dict[str, Family]) -> None:
        """The dates of these families, and those of the crowd."""
        wednesday, hours = self.start + timedelta(days=2), self.city.hours[-1]
        both = apart["two dates"]
        mother, father, *children = both.persons
        clerk.call(both, wednesday, hours, person_ids=(mother.id, *(child.id for child in children)))
        clerk.call(both, wednesday + timedelta(weeks=3), hours, person_ids=(father.id,))
        turned, week_before = apart["turned away"], self.start - timedelta(days=4)
        end = {"end": HearingEnd.TURNED_AWAY, "absence_reason": AbsenceReason.NOT_ON_THE_LIST}
        clerk.call(turned, week_before, hours, **end)
        clerk.call(turned, week_before + timedelta(weeks=1), hours, source="told at the port: come back next week")
        # Eighteen days is how long one group sat in port cells after court (field research 1.3).
        clerk.call(
            apart["held"], self.start - timedelta(days=18), hours, end=HearingEnd.HELD, note="no word since court"
        )
        for family in self._crowd(clerk):
            clerk.call(family, self.crowd_day, self.city.hours[0])

    def follow_up(self, apart: dict[str, Family]) -> FollowUp:
        """What the one who was turned away needs."""
        return FollowUp(
            id=FollowUpId(self.dice.id()),
            household_id=apart["turned away"].household.id,
            what="Ask the port for its list; new tear sheet before Thursday",
            due_on=self.start + timedelta(days=2),
        )

    def before_seating(self, volunteers: Collection[Volunteer], apart: dict[str, Family]) -> None:
        """Only English for one lawyer of this week, a licence until Wednesday for another; and a known conflict."""
        coordinator = next(each for each in volunteers if Role.COORDINATOR in each.roles)
        coordinator.conflicts = (apart["held"].household.id,)
        only_english, other = [each for each in volunteers if Role.ATTORNEY in each.roles and self._visits(each)][:2]
        only_english.speaks = (Speaks("eng"),)
        other.speaks = (Speaks("eng"), Speaks("spa", Level.WORKABLE))
        other.credentials = tuple(
            replace(paper, expires_on=self.start + timedelta(days=2))
            if paper.kind is CredentialKind.BAR_LICENCE
            else paper
            for paper in other.credentials
        )
        self.licence_ends = other.id

    def relay_seat(self, sessions: Sequence[tuple[Session, list[Seat]]]) -> tuple[Session, Seat]:
        """The Mam interpreter's seat on Tuesday afternoon that nobody fills: the missing link."""
        session, seats = next(found for found in sessions if self.is_relay_day(found[0]) and _consults(found[0]))
        seats.append(new_seat(session, len(seats), _MAM, self.dice))
        return session, seats[-1]

    def is_relay_day(self, session: Session) -> bool:
        """Whether a session is on the Tuesday on which a link is missing: nobody works by phone then."""
        return self._weekday(session.starts_at) == 1

    def after_seating(
        self, seater: Seater, sessions: Sequence[tuple[Session, list[Seat]]], journeys: Journeys
    ) -> Iterator[Absence]:
        """A seat after the end of a licence, a driver not confirmed, an override, somebody ill; gives the absence."""
        self._sit_without_licence(seater, sessions)
        outs = [trip for trip in journeys.trips if trip.leg is Leg.OUT and self._weekday(trip.report_at) is not None]
        returns = [trip for trip in journeys.trips if self._weekday(trip.standby_from) is not None]
        self._do_not_confirm(outs, journeys)
        self._overrule(seater, outs, returns, journeys)
        yield from self._fall_ill(returns, journeys)

    def _crowd(self, clerk: Clerk) -> Iterator[Family]:
        left = CROWD
        while left and (family := clerk.next_family(1)):
            if len(family.persons) <= left:
                left -= len(family.persons)
                yield family

    def _visits(self, volunteer: Volunteer) -> bool:
        return volunteer.here_from is not None and all(
            volunteer.is_here_on(self.start + timedelta(days=day)) for day in range(5)
        )

    def _weekday(self, moment: datetime | None) -> int | None:
        """The weekday of an instant within the sample's own week, else None."""
        if moment is None:
            return None
        days = (local(moment, self.city.site.zone).date() - self.start).days
        return days if 0 <= days < 7 else None

    def _sit_without_licence(self, seater: Seater, sessions: Sequence[tuple[Session, list[Seat]]]) -> None:
        """Seat somebody on Thursday whose licence ended the day before, as if its date had only now been typed."""
        thursday = [
            seats for session, seats in sessions if _consults(session) and self._weekday(session.starts_at) == 3
        ]
        lawyers = [seat for seats in thursday for seat in seats if seat.role in LAWYERS]
        lawyer = seater.facts.volunteers[self.licence_ends]
        for seat in sorted(lawyers, key=lambda seat: seat.volunteer_id is not None):
            breaches = judge.seating(seater.facts, seat, lawyer)
            if [breach.code for breach in breaches] == ["CREDENTIAL"]:
                seater.seat(seat, lawyer, 0)
                return

    def _do_not_confirm(self, outs: Sequence[Trip], journeys: Journeys) -> None:
        tuesday = [trip for trip in outs if self._weekday(trip.report_at) == 1] or list(outs)
        for trip in tuesday[:1]:
            journeys.crews[trip.id][0].answer = Answer.ASKED

    def _overrule(self, seater: Seater, outs: Sequence[Trip], returns: Sequence[Trip], journeys: Journeys) -> None:
        """Somebody waits for a return in the evening and rides out before dawn; the reason is on file."""
        for out in outs:
            for back in returns:
                if self._weekday(out.report_at) != (self._weekday(back.standby_from) or 0) + 1:
                    continue
                seat = journeys.crews[back.id][1]
                sitting = journeys.crews[out.id][1].volunteer_id
                if sitting is None:
                    continue
                breaches = judge.seating(seater.facts, seat, seater.facts.volunteers[sitting])
                if [breach.code for breach in breaches] == ["REST"]:
                    seater.seat(seat, seater.facts.volunteers[sitting], 0)
                    for each in (seat, journeys.crews[out.id][1]):
                        guard.record(each, breaches, "Nobody else could; sleeps at the hotel by the port in between")
                    return

    def _fall_ill(self, returns: Sequence[Trip], journeys: Journeys) -> Iterator[Absence]:
        friday = [trip for trip in returns if self._weekday(trip.standby_from) in (3, 4)]
        for trip in friday[-1:]:
            ill: VolunteerId | None = journeys.crews[trip.id][0].volunteer_id
            if ill is not None and trip.standby_from and trip.standby_until:
                yield Absence(
                    id=AbsenceId(self.dice.id()),
                    volunteer_id=ill,
                    kind=AbsenceKind.ILL,
                    starts_at=trip.standby_from - timedelta(hours=6),
                    ends_at=trip.standby_until + timedelta(hours=2),
                )


def _consults(session: Session) -> bool:
    return session.kind is SessionKind.CONSULTATIONS
