"""Offers both ways: the best times for a household that waits, and the best households for a time that is free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from clinic.domain.consultations import ConsultationKind, Request
from clinic.domain.errors import Refused
from clinic.domain.ids import HouseholdId, SeatId, SiteId
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.score import Fit
from clinic.services.views.consultations import Waiting
from clinic.services.views.openings import BestTimes, Candidate, Candidates, Opening

from . import openings
from .waiting_order import waiting

#: So many are offered.
BEST = 3
#: So many of the most urgent are tried for a time that is free.
MOST_TRIED = 60


def for_household(
    uow: UnitOfWork, *, household: HouseholdId, limit: int = BEST, now: datetime | None = None
) -> tuple[BestTimes, ...]:
    """The best times of the coming two weeks for each thing that a household waits for. Raises Refused for none.

    Times against which no rule speaks come before those that are warned of, then earlier days, then without an
    interpreter before through one; of each lawyer's free stretch only its best time is offered.
    """
    who, instant = uow.households.get(household), now or uow.now()
    requests = uow.requests.where(household_id=household, done=False)
    if not requests:
        raise Refused(say("{code} waits for nothing. Put it on the list with what it asks for.", code=who.code))
    today = local(instant, uow.sites.get(who.site_id).zone).date()
    days = (today, *openings.days_with_sessions(uow, who.site_id, today))
    return tuple(_best_times(uow, request, days, limit, instant) for request in requests)


def _best_times(uow: UnitOfWork, request: Request, days: tuple[date, ...], limit: int, now: datetime) -> BestTimes:
    found: list[Opening] = []
    against: list[tuple[int, Sentence]] = []
    for day in days:
        answer = openings.for_request(uow, request=request.id, day=day, now=now)
        found += [one for one in answer.openings if one.fit is not Fit.NO]
        against += [
            (sum(breach.price for breach in one.breaches), breach.sentence)
            for one in answer.openings
            if one.fit is Fit.NO
            for breach in one.breaches
        ]
        if sum(one.fit is Fit.FITS for one in found) >= limit and len(found) > limit:
            break  # later days come after these
    found.sort(key=lambda one: (one.fit is not Fit.FITS, one.starts.date(), one.minutes, one.starts))
    nearest = dict.fromkeys(sentence for _price, sentence in sorted(against, key=lambda pair: pair[0]))
    why = tuple(nearest)[:BEST] or (say("No lawyer sits in a session within {n} days.", n=openings.AHEAD),)
    return BestTimes(request.id, request.kind, CONSULTATIONS[request.kind], tuple(found[:limit]), () if found else why)


def for_stretch(
    uow: UnitOfWork, *, lawyer: SeatId, starts_at: datetime, limit: int = BEST, now: datetime | None = None
) -> Candidates:
    """The most urgent households for whom the free stretch of a lawyer's day around an instant has a time.

    They come in the order of the waiting list. A charla is for a group and left out. Raises Refused for a seat that is
    not at a session.
    """
    instant, seat = now or uow.now(), uow.seats.get(lawyer)
    session = uow.sessions.find(seat.session_id)
    if session is None:
        raise Refused(say("A household meets a lawyer at a session. Choose a seat of one."))
    lines, _in_all = waiting(uow, site=session.site_id, now=instant, limit=MOST_TRIED)
    found: list[Candidate] = []
    for candidate in _candidates(uow, session.site_id, lawyer, at=starts_at, lines=lines, now=instant):
        found.append(candidate)
        if len(found) == limit:
            break
    tried = say_n("Nobody of {n} who wait fits.", "Nobody of {n} who wait fits.", len(lines))
    return Candidates(tuple(found), None if found else tried)


def _candidates(
    uow: UnitOfWork, site: SiteId, lawyer: SeatId, *, at: datetime, lines: tuple[Waiting, ...], now: datetime
) -> Iterator[Candidate]:
    day = local(at, uow.sites.get(site).zone).date()
    for line in lines:
        if line.kind is ConsultationKind.CHARLA:
            continue
        answer = openings.for_request(uow, request=line.request_id, day=day, now=now)
        for opening in answer.openings:
            holds = opening.stretch <= at.astimezone(opening.stretch.tzinfo) < opening.until
            if opening.lawyer_seat_id == lawyer and holds and opening.fit is not Fit.NO:
                yield Candidate(line, opening)
