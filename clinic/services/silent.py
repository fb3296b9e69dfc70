"""Households of which nobody has heard for as many days as the clinic allows, the longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.households import Household
from clinic.domain.ids import CaseCode, HouseholdId, PlaceId, SiteId
from clinic.domain.when import local
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class SilentLine:
    """A household of which nobody has heard, for how many `days` (None: no word was ever written down).

    `stays` are the shelters where it lived, each with the day from which, the last one last.
    """

    household_id: HouseholdId
    code: CaseCode
    days: int | None
    heard_on: date | None
    contact_plan: str
    stays: tuple[tuple[str, date | None], ...]
    words: Sentence


def silent(uow: UnitOfWork, *, site: SiteId, now: datetime | None = None) -> tuple[SilentLine, ...]:
    """Households at work of a site that nobody has heard of for longer than the policy's `silent_after` days.

    A word is a contact that was written down, and whatever shows that they were there: the first meeting, the day when
    they asked for something, when the case was taken, when they came to a shelter.
    """
    today = local(now or uow.now(), uow.sites.get(site).zone).date()
    rows = uow.households.where(site_id=site, closed_on=None)
    heard = heard_of(uow, rows)
    quiet = [row for row in rows if is_silent(heard[row.id], today, uow.clinic().policy.silent_after)]
    quiet.sort(key=lambda row: (heard[row.id] or date.min, row.code))
    labels = {place.id: place.label for place in uow.places.where(site_id=site)}
    return tuple(_line(row, heard[row.id], today, labels) for row in quiet)


def is_silent(heard_on: date | None, today: date, after: int) -> bool:
    """Whether the last word is longer ago than `after` days, or was never written down."""
    return heard_on is None or (today - heard_on).days > after


def heard_of(uow: UnitOfWork, rows: Sequence[Household]) -> Mapping[HouseholdId, date | None]:
    """When each of these households was last heard of."""
    asked: dict[HouseholdId, list[date]] = defaultdict(list)
    for request in uow.requests.where(household_id={row.id for row in rows}) if rows else ():
        asked[request.household_id].append(request.asked_on)
    found = {}
    for row in rows:
        days = [row.last_contact_on, row.first_seen_on, row.engaged_on, *(stay.since for stay in row.stays)]
        found[row.id] = max((day for day in (*days, *asked[row.id]) if day is not None), default=None)
    return found


def _line(row: Household, heard_on: date | None, today: date, labels: Mapping[PlaceId, str]) -> SilentLine:
    days = None if heard_on is None else (today - heard_on).days
    words = say("no word was ever written down")
    if heard_on is not None and days is not None:
        words = say_n("no word for {n} day, since {day}", "no word for {n} days, since {day}", days, day=heard_on)
    stays = tuple((labels.get(stay.place_id, ""), stay.since) for stay in row.stays)
    if not stays and row.shelter_id is not None:
        stays = ((labels.get(row.shelter_id, ""), None),)
    return SilentLine(row.id, row.code, days, heard_on, row.contact_plan, stays, words)
