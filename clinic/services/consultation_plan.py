"""Booking a day or a week from the waiting list, in two steps: a proposal that changes nothing, and taking it over.

`propose` is made of three parts, so that a window can do each where it belongs: `sitting_ground.survey` reads the file,
`search` needs nothing but what was read, `prove` judges what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import ConsultationKind, Outcome, Request, Slot
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import SiteId
from clinic.domain.when import Week, local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.ports.sittings import Limits, SittingPlan, SittingPlanner
from clinic.rules.facts import Facts
from clinic.services.views.booking_proposal import ProposedMeeting, StillWaiting

from . import guard, some_of, waiting_list
from .offers import way as way_of_talking
from .sitting_ground import Client, Ground, Wish, survey
from .sitting_left import Reasons, told
from .sitting_mends import mend_of
from .sitting_problem import Problem
from .sitting_proof import Draft, Made, Proof, is_refused, judge_all, made_of, made_one
from .sitting_way import Way

#: How long a plan is looked for unless somebody says otherwise (seconds).
SECONDS = 20.0
LIMITS = Limits(seconds=SECONDS)


@dataclass(frozen=True, slots=True)
class Best:
    """The best so far: how many are met of all who ask, and how much better a plan could be at most (a share)."""

    met: int
    asking: int
    gap: float

    @property
    def words(self) -> Sentence:
        """'best so far: 57 of 60 met, at most 0.4 % from the best there is'."""
        return say(
            "best so far: {met} of {asking} met, at most {gap} % from the best there is",
            met=self.met,
            asking=self.asking,
            gap=f"{100 * self.gap:.1f}",
        )


#: Told the best so far; may raise `clinic.jobs.Cancelled`, or return True to stop and keep it.
Watcher = Callable[[Best], bool]


def nobody(_best: Best) -> bool:
    """Nobody watches."""
    return False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan on paper: `meetings` would be booked or moved, `kept` stay where they are, `left` still wait.

    `gap` is how much better a plan could be at most, as a share.
    """

    draft: Draft
    meetings: tuple[ProposedMeeting, ...]
    kept: int
    left: tuple[StillWaiting, ...]
    gap: float

    @property
    def words(self) -> tuple[Sentence, ...]:
        """What is told above everything else."""
        new = sum(meeting.was is None for meeting in self.meetings)
        moved = len(self.meetings) - new
        found = [say_n("{n} household gets a time", "{n} households get a time", new)]
        if moved:
            found.append(say_n("{n} booking moves", "{n} bookings move", moved))
        if self.left:
            found.append(say_n("{n} still waits", "{n} still wait", len(self.left)))
        return (*found, say("at most {gap} % from the best there is", gap=f"{100 * self.gap:.1f}"))


@dataclass(frozen=True, slots=True)
class ConsultationPlan:
    """What was booked."""

    change: Change
    booked: tuple[ProposedMeeting, ...]
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


def search(ground: Ground, *, planner: SittingPlanner, limits: Limits = LIMITS, watcher: Watcher = nobody) -> Draft:
    """Look for the best plan; reads no file. What `watcher` raises ends it (see `Watcher`)."""
    problem = Problem(ground)
    asking = len(ground.clients)

    def watch(plan: SittingPlan) -> bool:
        return watcher(Best(plan.met, asking, plan.gap))

    plan = planner.plan(problem.diary, limits, watch, problem.start)
    ways = tuple(
        None if place is None else problem.ways[each.choice][place]
        for each, place in zip(problem.diary.askings, plan.chosen, strict=True)
    )
    return Draft(ground, problem, plan, ways, Reasons(problem, plan.chosen).left())


def prove(draft: Draft) -> Proposal:
    """Judge what a search has found, all together; what a rule speaks against gets another time, or is left out.

    Reads and changes nothing but the draft.
    """
    ground, proof = draft.ground, Proof(draft)
    proof.run()
    meetings = tuple(_proposed(ground, each, proof.judged[each.number]) for each in proof.made if not each.stands)
    meetings = tuple(sorted(meetings, key=lambda each: (each.starts, each.code)))
    kept = sum(each.stands for each in proof.made)
    extra = tuple(_refused(draft, number, found) for number, found in sorted(proof.refused.items()))
    refused = {each.request_id: each for each in extra if each is not None}
    left = (*refused.values(), *(each for each in proof.left if each.request_id not in refused))
    return Proposal(replace(draft, ways=proof.ways), meetings, kept, left, proof.gap)


def _refused(draft: Draft, number: int, breaches: Sequence[Breach]) -> StillWaiting | None:
    client, way = draft.ground.clients[number], draft.ways[number]
    if client.booked is not None or way is None:
        return None
    hard = [breach for breach in breaches if breach.severity is not Severity.WISH]
    mends = [mend_of(draft.ground.facts, client, way.team, breach) for breach in hard]
    return told(client, tuple(each.sentence for each in hard), tuple(each for each in mends if each is not None))


def _proposed(ground: Ground, made: Made, breaches: Sequence[Breach]) -> ProposedMeeting:
    client, facts, team = made.client, ground.facts, made.way.team
    zone = facts.places[facts.sessions[made.slot.session_id].place_id].zone
    person = facts.volunteers.get(team.lawyer.volunteer_id) if team.lawyer.volunteer_id else None
    starts, lasts = local(made.way.starts_at, zone), made.slot.interval.length
    name = person.name if person else ""
    what = say("{start}, {name}, {n} min", start=starts, name=name, n=lasts)
    return ProposedMeeting(
        number=made.number,
        request_id=client.request_id,
        consultation_id=client.booked.id if client.booked else None,
        household_id=client.household.id,
        code=client.household.code,
        kind=client.kind,
        lawyer_seat_id=team.lawyer.id,
        lawyer=name,
        starts=starts,
        ends=local(made.way.ends_at, zone),
        was=local(client.slot.starts_at, zone) if client.slot else None,
        words=say("{code}: {kind}, {what}", code=client.household.code, kind=CONSULTATIONS[client.kind], what=what),
        reasons=(*client.reasons, *_part(facts, client), way_of_talking(facts, team)),
        wishes=tuple(breach.sentence for breach in breaches),
    )


def _part(facts: Facts, client: Client) -> Iterator[Sentence]:
    """That only some of a household are met; a line of the waiting list says so itself."""
    counted = some_of.part(facts, client.household.id, client.persons)
    if counted is not None and client.booked is not None:
        yield some_of.words(counted)


def propose(
    uow: UnitOfWork, *, wish: Wish, planner: SittingPlanner, limits: Limits = LIMITS, watcher: Watcher = nobody
) -> Proposal:
    """A proposal for some days; changes nothing."""
    return prove(search(survey(uow, wish=wish), planner=planner, limits=limits, watcher=watcher))


def apply(uow: UnitOfWork, *, proposal: Proposal, meetings: Collection[int] | None = None) -> ConsultationPlan:
    """Take over a proposal, or only those of its meetings that are named by number, as one change.

    All is judged again as the file stands now. Raises Refused when something has changed since that speaks against it.
    """
    wanted = {meeting.number for meeting in proposal.meetings}
    wanted = wanted if meetings is None else wanted.intersection(meetings)
    ground = survey(uow, wish=proposal.draft.ground.wish)
    draft = _carried_over(proposal.draft, ground, wanted)
    made = list(made_of(draft, {number for number, each in enumerate(draft.ways) if each is not None}))
    judged = judge_all(ground.facts, made)
    for each in made:
        if not each.stands and is_refused(judged[each.number]):
            raise Refused(
                say(
                    "{code} cannot be met then any more: {why} Plan again, or take over all of it.",
                    code=each.client.household.code,
                    why=next(one.sentence for one in judged[each.number] if one.severity is not Severity.WISH),
                )
            )
    changed = [each for each in made if not each.stands]
    for each in changed:
        _keep(uow, each, judged[each.number])
    numbers = {_key(each.client) for each in changed}
    booked = tuple(one for one in proposal.meetings if (one.request_id, one.consultation_id) in numbers)
    n, days = len(changed), proposal.draft.ground.wish.days
    label = say_n("Book {n} consultation from {day} on", "Book {n} consultations from {day} on", n, day=min(days))
    return ConsultationPlan(uow.commit(label), booked, proposal.left)


def _key(client: Client) -> tuple[object, object]:
    return client.request_id, client.booked.id if client.booked else None


def _carried_over(draft: Draft, ground: Ground, wanted: Collection[int]) -> Draft:
    """The wanted ways of a draft on the ground as it is now. Raises Refused for who no longer asks."""
    now = {_key(client): number for number, client in enumerate(ground.clients)}
    ways: list[Way | None] = [None] * len(ground.clients)
    for number in sorted(wanted):
        client, old = draft.ground.clients[number], draft.ways[number]
        place = now.get(_key(client))
        was = client.slot
        has_moved = place is not None and was is not None and not _same_time(was, ground.clients[place].slot)
        if place is None or old is None or has_moved:
            raise Refused(say("{code} no longer waits for this. Plan again.", code=client.household.code))
        seats = [ground.facts.seats.get(seat_id) for seat_id in old.team.seat_ids]
        before = [draft.ground.facts.seats[seat_id].volunteer_id for seat_id in old.team.seat_ids]
        if [seat.volunteer_id if seat else None for seat in seats] != before:
            raise Refused(say("Somebody else sits there now. Plan again."))
        ways[place] = old
    for number, client in enumerate(ground.clients):
        if client.booked is not None and client.slot is not None and ways[number] is None:
            ways[number] = made_one(replace(draft, ground=ground), number, client, None).way
    return replace(draft, ground=ground, ways=tuple(ways))


def _same_time(one: Slot, other: Slot | None) -> bool:
    return other is not None and (one.starts_at, one.seat_ids) == (other.starts_at, other.seat_ids)


def _keep(uow: UnitOfWork, made: Made, breaches: Sequence[Breach]) -> None:
    """Book it, or move what is booked."""
    client, booked = made.client, made.client.booked
    if booked is None or client.slot is None:
        guard.record(made.row, breaches)
        uow.slots.add(made.slot)
        uow.consultations.add(made.row)
        waiting_list.settle(uow, made.row)
        return
    row, slot = uow.consultations.get(booked.id), uow.slots.get(client.slot.id)
    slot.session_id, slot.starts_at, slot.ends_at = made.slot.session_id, made.slot.starts_at, made.slot.ends_at
    slot.seat_ids, slot.room, row.language = made.slot.seat_ids, made.slot.room, made.row.language
    guard.record(row, breaches)


def plan_week(
    uow: UnitOfWork, *, site: SiteId, week: Week, planner: SittingPlanner, limits: Limits = LIMITS
) -> ConsultationPlan:
    """Propose and take over in one go: a time for everybody who waits at a site and for whom a week has one."""
    return apply(uow, proposal=propose(uow, wish=Wish(site, week.days), planner=planner, limits=limits))
