"""Another time for households whose consultation has fallen out, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from clinic.domain.consultations import Consultation, Request, Slot
from clinic.domain.households import Household
from clinic.domain.ids import HouseholdId, SiteId
from clinic.domain.sessions import SessionKind, SessionStatus
from clinic.domain.when import Interval, day_interval, local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.bookings import share_persons
from clinic.services.views.closing import OfferLine
from clinic.services.views.consultations import Offer

from . import booking, guard, waiting_list
from .booking import Wish
from .consultations import facts_about
from .offers import offers
from .sitting_ground import days_of_use
from .waiting_order import waiting

#: More lawyers than ever sit on one day: all their times are looked at, as those at charlas are for groups.
MANY = 200
#: So many days after the first one are looked through for another time.
AHEAD = 14


def reoffer(
    uow: UnitOfWork, fallen: Iterable[tuple[Slot, Consultation]], *, site: SiteId, first: date
) -> tuple[OfferLine, ...]:
    """Book each household that was to be met at another time that no rule speaks against, inside another verb.

    They wait already (see `waiting_list.wait_again`); the order is that of the waiting list, and days are tried from
    the present one until two weeks after `first`. Who finds none goes on waiting, and it is told why.
    """
    was: dict[HouseholdId, datetime] = {}
    kinds = set()
    for slot, row in fallen:
        was[row.household_id] = min(slot.starts_at, was.get(row.household_id, slot.starts_at))
        kinds.add((row.household_id, slot.kind))
    if not was:
        return ()
    zone, days, found = uow.sites.get(site).zone, _days(uow, site, first), []
    lines, _in_all = waiting(uow, site=site)
    for line in lines:
        if (line.household_id, line.kind) not in kinds:
            continue
        request, household = uow.requests.get(line.request_id), uow.households.get(line.household_id)
        offer, why = _best_time(uow, request, days, uow.now())
        if offer is not None:
            _book_in(uow, request, household, offer)
        starts = offer.starts if offer else None
        words = say("{kind} waits for another time", kind=CONSULTATIONS[line.kind])
        if offer is not None:
            words = say("{kind} is on {what}", kind=CONSULTATIONS[line.kind], what=offer.words)
        before = local(was[line.household_id], zone)
        found.append(
            OfferLine(
                line.household_id, line.code, line.rank, line.reasons, before, starts, words, () if offer else why
            )
        )
    return tuple(found)


def _days(uow: UnitOfWork, site: SiteId, first: date) -> list[date]:
    zone = uow.sites.get(site).zone
    last = day_interval(first + timedelta(days=AHEAD), zone).end
    rows = uow.sessions.during(Interval(uow.now(), last), site_id=site, kind=SessionKind.CONSULTATIONS)
    return sorted({local(row.starts_at, zone).date() for row in rows if row.status is not SessionStatus.CANCELLED})


def _best_time(
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


def _in_time(uow: UnitOfWork, request: Request, days: Sequence[date]) -> Sequence[date]:
    """The days that are of use: a household is prepared for its next hearing before it."""
    hearings = uow.hearings.where(household_id=request.household_id, cancelled=False)
    called = [row.hearing_on for row in hearings if share_persons(row.person_ids, request.person_ids)]
    return days_of_use(request.kind, called, days)


def _book_in(uow: UnitOfWork, request: Request, household: Household, offer: Offer) -> None:
    """Give a line of the waiting list a time that `_best_time` has found, inside another verb."""
    seat = uow.seats.get(offer.lawyer_seat_id)
    facts = facts_about(uow, seat, household.id)
    wish = Wish(
        household,
        seat,
        request.kind,
        offer.starts.astimezone(UTC),
        persons=request.person_ids,
        in_two=request.sitting > 0,
    )
    slot, team, breaches = booking.tried(facts, wish, request.id)
    row = Consultation(
        slot_id=slot.id,
        household_id=household.id,
        person_ids=request.person_ids,
        language=team.language,
        request_id=request.id,
    )
    guard.record(row, breaches)
    uow.slots.add(slot)
    uow.consultations.add(row)
    waiting_list.settle(uow, row)
