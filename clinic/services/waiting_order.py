"""The waiting list in the order of urgency, with the reasons in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic.domain.consultations import CanCome, ConsultationKind, Outcome, Request
from clinic.domain.hearings import Hearing
from clinic.domain.households import Person
from clinic.domain.ids import HouseholdId, SiteId
from clinic.domain.policy import Policy, WaitingWeights
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS, RELAYED_THROUGH, language_name
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import chains, wording
from clinic.rules.waiting import HEARING, Place, Why, place
from clinic.services.views.consultations import Waiting

from . import languages_ahead, sittings, some_of
from .booking import STEP, usual
from .languages_ahead import WEEKS, Roster
from .outcomes import SEEN

AT_HAND = languages_ahead.AT_HAND


def waiting(
    uow: UnitOfWork, *, site: SiteId, now: datetime | None = None, limit: int | None = None
) -> tuple[tuple[Waiting, ...], int]:
    """The list of a site, most urgent first: its first `limit` lines, and how many there are in all."""
    listing = _List(uow, site, now or uow.now())
    order = listing.order()
    shown = order[:limit]
    persons = _persons(uow, [request.household_id for request, _ in shown])
    lines = (listing.line(rank, request, where, persons) for rank, (request, where) in enumerate(shown, start=1))
    return tuple(lines), len(order)


@dataclass(frozen=True, slots=True)
class Moves:
    """Lines of the list that would stand elsewhere, those that move furthest first, and how many stay."""

    up: tuple[Sentence, ...]
    down: tuple[Sentence, ...]
    unchanged: int


def moves(uow: UnitOfWork, *, site: SiteId, weights: WaitingWeights, now: datetime | None = None) -> Moves:
    """Who would move up and who down if the criteria weighed so."""
    listing = _List(uow, site, now or uow.now())
    before = {request.id: rank for rank, (request, _) in enumerate(listing.order(), start=1)}
    after = [(request, rank, before[request.id]) for rank, (request, _) in enumerate(listing.order(weights), start=1)]
    after.sort(key=lambda line: -abs(line[1] - line[2]))
    up, down = (
        tuple(
            say("{code}: {was} → {now}", code=listing.households[request.household_id].code, was=was, now=rank)
            for request, rank, was in after
            if (rank - was) * way > 0
        )
        for way in (-1, 1)
    )
    return Moves(up, down, len(after) - len(up) - len(down))


def speakers_of(uow: UnitOfWork, site: SiteId) -> Counter[str]:
    """How many of a site's volunteers speak or interpret each language."""
    found = Counter[str]()
    for person in uow.volunteers.where(site_id=(site, None), gone=False):
        found.update({each.language for each in person.speaks} | {each.source for each in person.interprets})
    return found


class _List:
    def __init__(self, uow: UnitOfWork, site: SiteId, now: datetime) -> None:
        self.uow, self.site, self.now = uow, uow.sites.get(site), now
        self.policy = uow.clinic().policy
        self.requests = uow.requests.where(done=False)
        ids = {request.household_id for request in self.requests}
        rows = uow.households.where(id=ids, site_id=site, closed_on=None) if ids else []
        self.households = {row.id: row for row in rows}
        self.speakers = speakers_of(uow, site) if rows else Counter[str]()
        self.roster: Roster | None = None

    def order(self, weights: WaitingWeights | None = None) -> list[tuple[Request, Place]]:
        """Every open request with its place, by the clinic's weights or by others; of equals the scarcer language."""
        if not self.households:
            return []
        hearings, met = self._hearings(), self._met()
        placed = []
        for request in self.requests:
            household = self.households.get(request.household_id)
            if household is not None:
                where = place(
                    request,
                    household,
                    hearings[household.id],
                    now=self.now,
                    zone=self.site.zone,
                    seen=household.id in met or household.first_seen_on is not None,
                    weights=weights or self.policy.waiting,
                    speakers=max((self.speakers[code] for code in household.languages), default=0),
                )
                placed.append((request, where))
        return sorted(placed, key=lambda pair: pair[1].key)

    def _hearings(self) -> dict[HouseholdId, list[Hearing]]:
        today = local(self.now, self.site.zone).date()
        found: dict[HouseholdId, list[Hearing]] = defaultdict(list)
        last = today + timedelta(days=HEARING + 1)
        for hearing in self.uow.hearings.between(today, last, household_id=set(self.households)):
            found[hearing.household_id].append(hearing)
        return found

    def _met(self) -> set[HouseholdId]:
        rows = self.uow.consultations.where(household_id=set(self.households), outcome=SEEN)
        return {row.household_id for row in rows}

    def line(self, rank: int, request: Request, where: Place, persons: dict[HouseholdId, list[Person]]) -> Waiting:
        """One line as it is shown."""
        household = self.households[request.household_id]
        language = next(iter(household.languages), "spa")
        lasts = usual_minutes(request.kind, household.languages, self.policy, in_two=request.sitting > 0)
        everybody = persons[household.id]
        some = [person for person in everybody if not request.person_ids or person.id in request.person_ids]
        children = sum(person.is_child for person in some)
        rare = self._rare(language, household.languages)
        part = (some_of.words((len(some), len(everybody))),) if len(some) < len(everybody) else ()
        sitting = (sittings.NAMES[request.sitting],) if request.sitting else ()
        about = (*sitting, *part, *self._rest(request))
        return Waiting(
            request_id=request.id,
            household_id=household.id,
            rank=rank,
            code=household.code,
            adults=len(some) - children,
            children=children,
            language=language,
            language_words=language_name(language),
            kind=request.kind,
            minutes=lasts,
            reasons=(*where.reasons, *rare, *about),
            wish=request.wish,
            words=say("{kind}, {n} min", kind=CONSULTATIONS[request.kind], n=lasts),
            whys=(*where.whys, *(Why.SCARCE for _ in rare), *(Why.ABOUT for _ in about)),
            can_come=None if request.can_come == CanCome() else wording.can_come(request.can_come),
            sitting=request.sitting,
        )

    def _rest(self, request: Request) -> Iterator[Sentence]:
        """That it is the rest of a meeting, when that was and with whom."""
        for row in self.uow.consultations.where(request_id=request.id, outcome=Outcome.PARTLY):
            slot = self.uow.slots.get(row.slot_id)
            seat = self.uow.seats.find(slot.seat_ids[0]) if slot.seat_ids else None
            person = self.uow.volunteers.find(seat.volunteer_id) if seat else None
            day = local(slot.starts_at, self.site.zone).date()
            if person is not None:
                yield say("the rest of a meeting on {day} with {name}", day=day, name=person.name)
            else:
                yield say("the rest of a meeting on {day}", day=day)

    def _rare(self, language: str, languages: Collection[str]) -> tuple[Sentence, ...]:
        """A warning as soon as the need is known, not on the day."""
        if language in AT_HAND:
            return ()
        speakers, name = self.speakers[language], language_name(language)
        if not speakers:
            return (say("nobody here for {language}", language=name),)
        self.roster = self.roster or Roster.ahead(self.uow, site=self.site.id, now=self.now)
        if not self.roster.understands(languages):
            return (
                say_n(
                    "nobody on the roster of {n} week for {language}",
                    "nobody on the roster of {n} weeks for {language}",
                    WEEKS,
                    language=name,
                ),
            )
        if speakers > 1:
            return ()
        return (say_n("only {n} person for {language}", "only {n} people for {language}", speakers, language=name),)


def _persons(uow: UnitOfWork, households: Collection[HouseholdId]) -> dict[HouseholdId, list[Person]]:
    found: dict[HouseholdId, list[Person]] = defaultdict(list)
    for person in uow.persons.where(household_id=set(households)) if households else []:
        found[person.household_id].append(person)
    return found


def usual_minutes(kind: ConsultationKind, languages: Collection[str], policy: Policy, *, in_two: bool = False) -> int:
    """How long a meeting of a kind is likely to take before its team is known: longer through interpreters."""
    direct = usual(policy, kind, in_two=in_two)
    if not languages or set(languages) & set(AT_HAND):
        return direct
    links = 1 + min(code in RELAYED_THROUGH for code in languages)
    return chains.minutes(direct, links, policy, STEP)
