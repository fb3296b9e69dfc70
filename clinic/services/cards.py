"""A meeting as a card: who, what, in which language through whom, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.breaches import Breach
from clinic.domain.consultations import Consultation, Outcome, Slot
from clinic.domain.when import length_minutes, local
from clinic.domain.words import CONSULTATIONS, language_name
from clinic.i18n import Sentence, say, say_n
from clinic.rules import chains, judge
from clinic.rules.facts import Facts
from clinic.rules.should import direction
from clinic.rules.sittings import request_of
from clinic.rules.teams import Team
from clinic.services.views.consultations import Card, CardState, Link

from . import booking, sittings, some_of, telling
from .outcomes import DRAFTING

#: Breaches by which a meeting is only a draft: somebody of its team is not there, or what is said does not arrive.
UNFINISHED = ("TEAM_SEATED", "CHAIN")
_BY_OUTCOME = {
    Outcome.ARRIVED: CardState.ARRIVED,
    Outcome.DONE: CardState.DONE,
    Outcome.PARTLY: CardState.DONE,
    Outcome.NO_SHOW: CardState.NO_SHOW,
}


def cards(facts: Facts, slot: Slot) -> Iterator[Card]:
    """A card for each household in the slot, or one for the whole group."""
    booked = facts.consultations_by_slot.get(slot.id, ())
    if slot.capacity > 1:
        yield _group(facts, slot, len(booked))
    else:
        yield from (_card(facts, slot, row) for row in booked)


def _group(facts: Facts, slot: Slot, taken: int) -> Card:
    zone = facts.places[facts.sessions[slot.session_id].place_id].zone
    told = {"kind": CONSULTATIONS[slot.kind], "taken": taken}
    return Card(
        slot_id=slot.id,
        consultation_id=None,
        household_id=None,
        code="",
        adults=0,
        children=0,
        kind=slot.kind,
        outcome=None,
        state=CardState.BOOKED,
        starts=local(slot.starts_at, zone),
        ends=local(slot.ends_at, zone),
        language="",
        links=(),
        words=say("{kind}, {taken} of {capacity} households", capacity=slot.capacity, **told),
        heads=slot.heads,
        notes=() if slot.heads is None else (people_came(slot.heads),),
        breaches=(),
        taken=taken,
        capacity=slot.capacity,
    )


def people_came(heads: int) -> Sentence:
    """'23 people came'."""
    return say_n("{n} person came", "{n} people came", heads)


def _card(facts: Facts, slot: Slot, row: Consultation) -> Card:
    zone = facts.places[facts.sessions[slot.session_id].place_id].zone
    persons = row.person_ids or tuple(p.id for p in facts.persons_by_household.get(row.household_id, ()))
    adults, children = telling.count(facts, persons)
    breaches = judge.booking(facts, slot, row)
    return Card(
        slot_id=slot.id,
        consultation_id=row.id,
        household_id=row.household_id,
        code=telling.code(facts, row.household_id),
        adults=adults,
        children=children,
        kind=slot.kind,
        outcome=row.outcome,
        state=_state(row, breaches),
        starts=local(slot.starts_at, zone),
        ends=local(slot.ends_at, zone),
        language=row.language,
        links=tuple(links(facts, slot, row)),
        words=say("{kind}, {language}", kind=CONSULTATIONS[slot.kind], language=language_name(row.language)),
        notes=tuple(_notes(facts, slot, row)),
        breaches=breaches,
        consented=row.household_id in facts.households and facts.households[row.household_id].consent_on is not None,
    )


def _state(row: Consultation, breaches: tuple[Breach, ...]) -> CardState:
    if row.outcome in _BY_OUTCOME:
        return _BY_OUTCOME[row.outcome]
    if any(breach.code in UNFINISHED for breach in breaches):
        return CardState.DRAFT
    if row.pinned:
        return CardState.PINNED
    return CardState.CONFIRMED if row.confirmed else CardState.BOOKED


def links(facts: Facts, slot: Slot, row: Consultation) -> Iterator[Link]:
    """Every link from the household's language to the lawyer's, and every seat of the team that is open."""
    team = Team.of(facts, slot)
    seats = {member.person.id: member.seat for member in team.others if member.person is not None}
    chain = team.chain(row)
    for link in chain.links if chain else ():
        seat = seats[link.volunteer.id]
        name, way = link.volunteer.name, direction(link.source, link.target)
        words = say("{way}: {name}", way=way, name=name)
        yield Link(link.source, link.target, seat.id, link.volunteer.id, name, seat.remote, words)
    open_ways = {(m.seat.source, m.seat.target) for m in team.others if m.person is None}
    for member in team.others:
        if member.person is None:
            seat = member.seat
            yield Link(seat.source, seat.target, seat.id, None, "", seat.remote, _open(seat.source, seat.target))
    lead = team.lead.person if team.lead else None
    if chain is None and lead is not None:
        missing = chains.missing_link(row.language, chains.working_languages(lead), team.interpreters)
        if missing is not None and missing not in open_ways:
            yield Link(*missing, None, None, "", remote=False, words=_open(*missing))


def _open(source: str, target: str) -> Sentence:
    if not (source and target):
        return say("interpreter: open")
    return say("{way}: open", way=direction(source, target))


def _notes(facts: Facts, slot: Slot, row: Consultation) -> Iterator[Sentence]:
    if (counted := some_of.part(facts, row.household_id, row.person_ids)) is not None:
        yield some_of.words(counted)
    team = Team.of(facts, slot)
    request = request_of(facts, row)
    in_two = request is not None and request.sitting > 0
    if request is not None and in_two:
        yield sittings.NAMES[request.sitting]
    lasts, usual = slot.interval.length, booking.usual(facts.policy, slot.kind, in_two=in_two)
    if team.others and lasts != usual:
        yield say_n(
            "Through {n} interpreter: {lasts} min, not {usual}",
            "Through {n} interpreters: {lasts} min, not {usual}",
            len(team.others),
            lasts=lasts,
            usual=usual,
        )
    late = length_minutes(slot.starts_at, row.arrived_at) if row.arrived_at else 0
    if row.outcome is Outcome.ARRIVED and late > 0:
        left = max(0, lasts - late)
        yield say_n(
            "Came {n} minute late; {left} min are left", "Came {n} minutes late; {left} min are left", late, left=left
        )
    if row.outcome is Outcome.PARTLY:
        yield say("Met in part: the rest is left to do")
    if row.pinned:
        yield say("Promised to the family: pinned")
    if slot.kind in DRAFTING:
        yield say("Follow-up: EOIR-61 goes with the form")
    if row.overridden:
        yield say("Override: {reason}", reason=row.reason)
