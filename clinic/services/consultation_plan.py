"""A first plan of a week's consultations: whoever waits longest for the most urgent reason takes the best time first.

It is not the best plan, only one that keeps every rule; what is booked already stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Request
from clinic.domain.history import Change
from clinic.domain.households import Household
from clinic.domain.ids import ConsultationId, HouseholdId, RequestId, SiteId
from clinic.domain.sessions import SessionKind, SessionStatus
from clinic.domain.when import Week, local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, _, say, say_n
from clinic.jobs import Progress, each, silent
from clinic.ports import UnitOfWork
from clinic.services.views.consultations import Offer

from . import booking, guard, waiting_list
from .booking import Wish
from .consultations import facts_about
from .offers import offers
from .waiting_order import waiting

#: More lawyers than ever sit on one day: all their times are looked at, as those at charlas are for groups.
MANY = 200


@dataclass(frozen=True, slots=True)
class Booked:
    """A household whom the plan gives a time."""

    consultation_id: ConsultationId
    household_id: HouseholdId
    code: str
    starts: datetime
    words: Sentence


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """A household for whom there is no time in the week; `why` says what was nearest."""

    request_id: RequestId
    household_id: HouseholdId
    code: str
    why: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ConsultationPlan:
    """What was planned."""

    change: Change
    booked: tuple[Booked, ...]
    left: tuple[StillWaiting, ...]


def ask_for_called(uow: UnitOfWork, *, site: SiteId, kind: ConsultationKind, first: date, last: date) -> Change:
    """Put every household that is called between two days on the waiting list for a kind of meeting, as one change.

    Whoever waits for that already, or has had or is to have such a meeting, is left alone.
    """
    called = dict.fromkeys(row.household_id for row in uow.hearings.between(first, last, site_id=site, cancelled=False))
    waits = {row.household_id for row in uow.requests.where(kind=kind, done=False)}
    slots = {slot.id for slot in uow.slots.where(kind=kind)}
    met = {
        row.household_id
        for row in (uow.consultations.where(slot_id=slots) if slots else ())
        if row.outcome not in (Outcome.CANCELLED, Outcome.NO_SHOW)
    }
    new = [household for household in called if household not in waits | met]
    today = local(uow.now(), uow.sites.get(site).zone).date()
    for household in new:
        uow.requests.add(Request(household_id=household, kind=kind, asked_on=today))
    return uow.commit(
        say_n("{n} household waits: {kind}", "{n} households wait: {kind}", len(new), kind=CONSULTATIONS[kind])
    )


def plan_week(uow: UnitOfWork, *, site: SiteId, week: Week, progress: Progress = silent) -> ConsultationPlan:
    """Give everybody who waits at a site a time in a week where a rule-abiding one is free, as one change."""
    interval = week.interval(uow.sites.get(site).zone)
    # Of a week that is under way only what is to come; one that is over can still be filled in as it was.
    earliest = uow.now() if uow.now() < interval.end else interval.start
    days = _days(uow, site, week)
    lines, count = waiting(uow, site=site, now=interval.start)
    booked: list[Booked] = []
    left: list[StillWaiting] = []
    for line in each(lines, count, _("Planning consultations"), progress):
        request = uow.requests.get(line.request_id)
        household = uow.households.get(request.household_id)
        offer, why = best_time(uow, request, days, earliest)
        if offer is not None:
            booked.append(book_in(uow, request, household, offer))
        else:
            left.append(StillWaiting(request.id, household.id, household.code, why))
    n = len(booked)
    label = say_n("Book {n} consultation of week {week}", "Book {n} consultations of week {week}", n, week=str(week))
    return ConsultationPlan(uow.commit(label), tuple(booked), tuple(left))


def _days(uow: UnitOfWork, site: SiteId, week: Week) -> list[date]:
    """The days of a week on which anybody consults."""
    zone = uow.sites.get(site).zone
    sessions = uow.sessions.during(week.interval(zone), site_id=site, kind=SessionKind.CONSULTATIONS)
    live = [row for row in sessions if row.status is not SessionStatus.CANCELLED]
    return sorted({local(row.starts_at, zone).date() for row in live})


def best_time(
    uow: UnitOfWork, request: Request, days: list[date], earliest: datetime
) -> tuple[Offer | None, tuple[Sentence, ...]]:
    """The first time that nothing but wishes speaks against; else why there is none, in the words of the last day."""
    why: tuple[Sentence, ...] = (say("There is no session for consultations in this week, or none in time."),)
    for day in _in_time(uow, request, days):
        found = offers(uow, request=request.id, day=day, limit=MANY, now=earliest)
        for offer in found.offers:
            if uow.sessions.get(offer.session_id).kind is SessionKind.CONSULTATIONS:
                return offer, ()
        why = found.why_none or why
    return None, why


def _in_time(uow: UnitOfWork, request: Request, days: list[date]) -> list[date]:
    """The days that are of use: a household is prepared for its next hearing before it."""
    if request.kind is not ConsultationKind.HEARING_PREPARATION or not days:
        return days
    called = [row.hearing_on for row in uow.hearings.where(household_id=request.household_id, cancelled=False)]
    ahead = [day for day in called if day >= Week.of(days[0]).monday]
    return [day for day in days if not ahead or day < min(ahead)]


def book_in(uow: UnitOfWork, request: Request, household: Household, offer: Offer) -> Booked:
    """Give a line of the waiting list a time that `best_time` has found, inside another verb."""
    seat = uow.seats.get(offer.lawyer_seat_id)
    facts = facts_about(uow, seat, household.id)
    slot, team, breaches = booking.tried(facts, Wish(household, seat, request.kind, offer.starts.astimezone(UTC)))
    row = Consultation(slot_id=slot.id, household_id=household.id, language=team.language, request_id=request.id)
    guard.record(row, breaches)
    uow.slots.add(slot)
    uow.consultations.add(row)
    waiting_list.settle(uow, row, request.kind)
    words = say("{code}: {kind}, {what}", code=household.code, kind=CONSULTATIONS[request.kind], what=offer.words)
    return Booked(row.id, household.id, household.code, offer.starts, words)
