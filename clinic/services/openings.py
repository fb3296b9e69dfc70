"""What every free stretch of a day answers to a household: the best time in it, and all that speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from clinic.domain.consultations import Consultation, ConsultationKind, Request
from clinic.domain.errors import Refused
from clinic.domain.households import Household
from clinic.domain.ids import ConsultationId, PersonId, RequestId, SiteId
from clinic.domain.sessions import SessionStatus
from clinic.domain.when import Interval, day_interval, local, minutes
from clinic.i18n import say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.score import Fit, fit_of
from clinic.services.views.consultations import Column, FreeStretch
from clinic.services.views.openings import NextUp, Opening, Openings

from . import booking, sittings
from .booking import STEP, Wish
from .consultations_day import columns
from .day_facts import meetings_facts
from .offers import way

#: So many days are looked through for the nearest time.
AHEAD = 14
_BEST_FIRST = (Fit.FITS, Fit.WARNS, Fit.NO)


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for: a meeting of a kind with a household, from an instant on."""

    who: Household
    kind: ConsultationKind
    earliest: datetime
    language: str = ""
    persons: tuple[PersonId, ...] = ()
    request: RequestId | None = None
    in_two: bool = False


def for_request(uow: UnitOfWork, *, request: RequestId, day: date, now: datetime | None = None) -> Openings:
    """What a day offers to a line of the waiting list: groups for a charla, else free stretches of lawyers.

    On the present day nothing is offered before now; a day that is over can still be filled in as it was.
    """
    row = uow.requests.get(request)
    who = uow.households.get(row.household_id)
    facts = meetings_facts(uow, site=who.site_id, day=day, households=(who.id,))
    earliest = _earliest(uow, who.site_id, day, now)
    search = _Search(who, row.kind, earliest, persons=row.person_ids, request=row.id, in_two=row.sitting > 0)
    if row.kind is ConsultationKind.CHARLA:
        found = tuple(sorted(_groups(facts, search, day), key=_rank))
        return Openings(day, who.id, who.code, found, None if found else say("No charla has places on this day."))
    return _lawyers(facts, search, day)


def for_consultation(uow: UnitOfWork, *, consultation: ConsultationId, day: date) -> Openings:
    """Where a booked meeting could be moved on a day; its present time counts as free."""
    row = uow.consultations.get(consultation)
    slot, who = uow.slots.get(row.slot_id), uow.households.get(row.household_id)
    facts = meetings_facts(uow, site=who.site_id, day=day, households=(who.id,))
    facts = facts.with_(
        slots={key: other for key, other in facts.slots.items() if key != slot.id},
        consultations={key: other for key, other in facts.consultations.items() if key != row.id},
    )
    kept = row.language if row.language not in who.languages else ""
    earliest = day_interval(day, uow.sites.get(who.site_id).zone).start
    in_two = sittings.is_one_of_two(uow, row)
    return _lawyers(facts, _Search(who, slot.kind, earliest, kept, row.person_ids, row.request_id, in_two), day)


def next_up(uow: UnitOfWork, *, request: RequestId, day: date, now: datetime | None = None) -> NextUp:
    """What a day offers to a line of the waiting list, and where nothing fits, the nearest later day that does."""
    today = for_request(uow, request=request, day=day, now=now)
    if today.best is not None:
        return NextUp(today, None)
    site = uow.households.get(today.household_id).site_id
    for other in days_with_sessions(uow, site, day):
        later = for_request(uow, request=request, day=other, now=now)
        if later.best is not None:
            return NextUp(today, later)
    return NextUp(today, None)


def days_with_sessions(uow: UnitOfWork, site: SiteId, day: date, ahead: int = AHEAD) -> list[date]:
    """Days after this one, so many at most, on which a session takes place."""
    zone = uow.sites.get(site).zone
    first = day_interval(day + timedelta(days=1), zone).start
    last = day_interval(day + timedelta(days=ahead), zone).end
    rows = uow.sessions.during(Interval(first, last), site_id=site)
    return sorted({local(row.starts_at, zone).date() for row in rows if row.status is not SessionStatus.CANCELLED})


def _earliest(uow: UnitOfWork, site: SiteId, day: date, now: datetime | None) -> datetime:
    zone, instant = uow.sites.get(site).zone, now or uow.now()
    start = day_interval(day, zone).start
    return max(start, instant) if local(instant, zone).date() <= day else start


def _lawyers(facts: Facts, search: _Search, day: date) -> Openings:
    """The best time of each free stretch, best first."""
    told = search.who
    shown = [column for column in columns(facts) if column.starts.date() == day and column.volunteer_id is not None]
    found = [opening for column in shown for opening in _of_column(facts, search, column)]
    found.sort(key=_rank)
    if found:
        return Openings(day, told.id, told.code, tuple(found), None)
    why = say("Nothing is free any more on this day.") if shown else say("No lawyer sits in a session on this day.")
    return Openings(day, told.id, told.code, (), why)


def _of_column(facts: Facts, search: _Search, column: Column) -> Iterator[Opening]:
    for stretch in column.free:
        tries = list(_tries(facts, search, column, stretch))
        if tries:
            yield min(tries, key=_rank)


def _tries(facts: Facts, search: _Search, column: Column, stretch: FreeStretch) -> Iterator[Opening]:
    """Every quarter of an hour of a stretch, until one suits without any objection."""
    if column.seat_id is None:
        return
    seat, starts_at = facts.seats[column.seat_id], stretch.starts.astimezone(UTC)
    while starts_at < stretch.ends:
        if starts_at >= search.earliest:
            wish = Wish(
                search.who,
                seat,
                search.kind,
                starts_at,
                None,
                search.language,
                persons=search.persons,
                in_two=search.in_two,
            )
            slot, team, breaches = booking.tried(facts, wish, search.request)
            zone, lasts = facts.places[facts.sessions[column.session_id].place_id].zone, slot.interval.length
            starts = local(slot.starts_at, zone)
            yield Opening(
                lawyer_seat_id=seat.id,
                slot_id=None,
                stretch=stretch.starts,
                until=stretch.ends,
                starts=starts,
                ends=local(slot.ends_at, zone),
                minutes=lasts,
                words=say("{start}, {name}, {n} min", start=starts.time(), name=column.name, n=lasts),
                way=way(facts, team),
                fit=fit_of(breaches),
                breaches=breaches,
            )
            if not breaches:
                return
        starts_at += minutes(STEP)


def _rank(opening: Opening) -> tuple[object, ...]:
    """Fits before warnings before refusals; direct before through somebody, which takes longer; early before late."""
    refusing = [breach for breach in opening.breaches if not breach.can_be_overridden]
    against = (bool(refusing), len(opening.breaches))
    return (_BEST_FIRST.index(opening.fit), *against, opening.minutes, opening.starts, str(opening.lawyer_seat_id))


def _groups(facts: Facts, search: _Search, day: date) -> Iterator[Opening]:
    """Charlas of the day that are still to come, and whether the household can join."""
    for slot in sorted(facts.slots.values(), key=lambda row: row.starts_at):
        place = facts.places[facts.sessions[slot.session_id].place_id]
        starts = local(slot.starts_at, place.zone)
        if slot.kind is not ConsultationKind.CHARLA or starts.date() != day or slot.starts_at < search.earliest:
            continue
        trial = Consultation(
            slot_id=slot.id,
            household_id=search.who.id,
            person_ids=search.persons,
            language=(*search.who.languages, "spa")[0],
            request_id=search.request,
        )
        breaches = judge.booking(facts, slot, trial)
        left = max(0, slot.capacity - len(facts.consultations_by_slot.get(slot.id, ())))
        yield Opening(
            lawyer_seat_id=None,
            slot_id=slot.id,
            stretch=starts,
            until=local(slot.ends_at, place.zone),
            starts=starts,
            ends=local(slot.ends_at, place.zone),
            minutes=slot.interval.length,
            words=say("{start}, {place}", start=starts.time(), place=place.label),
            way=say_n("{n} place left", "{n} places left", left),
            fit=fit_of(breaches),
            breaches=breaches,
        )


def second_time(uow: UnitOfWork, *, first: Consultation, request: Request) -> Opening:
    """The best time for the second of two sittings whose first is booked already, inside another verb.

    Only times against which no rule speaks that asks for a reason; of these one with the same lawyer, early. Raises
    Refused when there is none within the days that the clinic asks for.
    """
    slot, who = uow.slots.get(first.slot_id), uow.households.get(request.household_id)
    zone = uow.places.get(uow.sessions.get(slot.session_id).place_id).zone
    day, policy = local(slot.starts_at, zone).date(), uow.clinic().policy
    last = day + timedelta(days=policy.sittings_until)
    found: list[tuple[bool, datetime, Opening]] = []
    for other in days_with_sessions(uow, who.site_id, day, policy.sittings_until):
        if other < day + timedelta(days=policy.sittings_from):
            continue
        fits = (one for one in for_request(uow, request=request.id, day=other).openings if one.fit is not Fit.NO)
        found += [(any(breach.code == "SAME_LAWYER" for breach in one.breaches), one.starts, one) for one in fits]
    if not found:
        told = {"code": who.code, "first": day + timedelta(days=policy.sittings_from), "last": last}
        raise Refused(say("{code} finds no time for the second sitting from {first} to {last}.", **told))
    return min(found, key=lambda each: each[:2])[2]
