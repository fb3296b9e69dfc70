"""Another time for households whose consultation has fallen out, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from clinic.domain.consultations import Consultation, Slot
from clinic.domain.ids import HouseholdId, SiteId
from clinic.domain.sessions import SessionKind, SessionStatus
from clinic.domain.when import Interval, day_interval, local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.services.views.closing import OfferLine

from .consultation_plan import best_time, book_in
from .waiting_order import waiting

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
        offer, why = best_time(uow, request, days, uow.now())
        starts = book_in(uow, request, household, offer).starts if offer else None
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
