"""What a search has found, proven: every meeting judged as if all were booked, and what a rule refuses placed anew.

The engine knows people, rooms and hours. What it does not know (how long an interpreter may work on a day, what two
sittings ask of each other) is mended here: whoever a rule speaks against gets the best other time that is still free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.when import Interval, minutes
from clinic.ports.sittings import SittingPlan
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.services.views.booking_proposal import StillWaiting

from .booking import Team, session_of
from .sitting_ground import Client, Ground
from .sitting_left import Reasons
from .sitting_problem import Problem
from .sitting_way import Way, stands

#: So many other times are judged at most, of all households together.
MOST_TRIED = 1000


@dataclass(frozen=True, slots=True)
class Draft:
    """What a search found: how each client is met (None: not), who is left and why. Nothing of it is judged yet.

    `problem` and `plan` are what it was searched by, to look for other times.
    """

    ground: Ground
    problem: Problem
    plan: SittingPlan
    ways: tuple[Way | None, ...]
    left: tuple[StillWaiting, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A way as it would be booked: new rows, or what the rows that stand would become."""

    number: int
    client: Client
    way: Way
    slot: Slot
    row: Consultation

    @property
    def stands(self) -> bool:
        """Whether it is booked so already."""
        return self.client.slot is not None and stands(self.client.slot, self.way)


def made_of(draft: Draft, wanted: Collection[int] | None = None) -> Iterator[Made]:
    """Rows for the ways of a draft, not kept; a booking that moves but is not wanted stays where it is."""
    for number, (client, way) in enumerate(zip(draft.ground.clients, draft.ways, strict=True)):
        is_wanted = way is not None and (wanted is None or number in wanted)
        if way is not None and (is_wanted or client.booked is not None):
            yield made_one(draft, number, client, way if is_wanted else None)


def made_one(draft: Draft, number: int, client: Client, way: Way | None) -> Made:
    """A client as they would be met in a way; None: as they are booked."""
    facts = draft.ground.facts
    old, booked = client.slot, client.booked
    if way is None:
        if old is None or booked is None:
            raise AssertionError("only a booking can stay")
        seats = [facts.seats[one] for one in old.seat_ids]
        way = Way(Team(seats[0], tuple(seats[1:]), booked.language), old.starts_at, old.ends_at, old.room)
    slot = Slot(
        session_id=session_of(facts, way.team.lawyer).id,
        starts_at=way.starts_at,
        ends_at=way.ends_at,
        kind=client.kind,
        seat_ids=way.team.seat_ids,
        room=way.room,
    )
    row = Consultation(
        slot_id=slot.id,
        household_id=client.household.id,
        person_ids=client.persons,
        language=way.team.language,
        request_id=client.request_id,
    )
    return Made(number, client, way, slot, row)


def as_booked(facts: Facts, made: Sequence[Made]) -> Facts:
    """The facts as if these were booked."""
    return facts.with_(
        slots={**facts.slots, **{each.slot.id: each.slot for each in made}},
        consultations={**facts.consultations, **{each.row.id: each.row for each in made}},
    )


def judge_all(facts: Facts, made: Sequence[Made]) -> dict[int, tuple[Breach, ...]]:
    """What speaks against each, all of them being booked."""
    everything = as_booked(facts, made)
    return {each.number: judge.booking(everything, each.slot, each.row) for each in made}


def is_refused(breaches: Collection[Breach]) -> bool:
    """Whether a rule speaks against it that asks for a reason at least."""
    return any(breach.severity is not Severity.WISH for breach in breaches)


class Proof:
    """A draft in the making of a proposal: `made` would be booked, `refused` are left out, with what speaks against it.

    `ways`, `left` and `gap` are as of `Draft` and `SittingPlan`, true of what is left of it.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft, self._problem, self._ground = draft, draft.problem, draft.ground
        self.made = list(made_of(draft))
        self.judged: dict[int, tuple[Breach, ...]] = {}
        self.refused: dict[int, tuple[Breach, ...]] = {}
        self.left = draft.left
        self._value = draft.plan.value
        self._tries = MOST_TRIED
        self._booked: Facts | None = None

    def run(self) -> None:
        """Leave out what a rule refuses, place it anew where that goes, let one lawyer lead both of two sittings."""
        self._leave_out()
        if not self.refused and not self._split_pairs():
            return
        for number in self._unplaced():
            self._place(number)
        for number in self._split_pairs():
            self._bring_together(number)
        self._leave_out()
        self._tell_anew()

    @property
    def ways(self) -> tuple[Way | None, ...]:
        """How each client would be met now."""
        found = {each.number: each.way for each in self.made}
        return tuple(found.get(number) for number in range(len(self._ground.clients)))

    @property
    def gap(self) -> float:
        """How much better a plan could be at most, as a share."""
        bound = self._draft.plan.bound
        return max(0.0, bound - self._value) / bound if bound > 0 else 0.0

    def _leave_out(self) -> None:
        """Leave out what a rule speaks against, the last in line first, until nothing is left to say."""
        self.judged = judge_all(self._ground.facts, self.made)
        while bad := [each for each in self.made if not each.stands and is_refused(self.judged[each.number])]:
            worst = max(bad, key=lambda each: (each.client.rank, each.client.sitting, each.number))
            self.refused[worst.number] = self.judged[worst.number]
            self._take_out(worst)
            if worst.client.booked is not None:
                self.made.append(made_one(self._draft, worst.number, worst.client, None))
                self._booked = None
            self._judge_again(worst, {each.number for each in bad})

    def _judge_again(self, gone: Made, bad: Collection[int]) -> None:
        """What speaks against the others without one of them: only its own household can be worse off."""
        facts, household = self._as_booked(), gone.client.household.id
        self.judged.pop(gone.number)
        for each in self.made:
            if each.number in bad or each.number == gone.number or each.client.household.id == household:
                self.judged[each.number] = judge.booking(facts, each.slot, each.row)

    def _take_out(self, one: Made) -> None:
        self.made.remove(one)
        self._booked = None
        self._value -= self._worth(one.number, one.way)

    def _put_in(self, one: Made) -> None:
        self.made.append(one)
        self._booked = None
        self.refused.pop(one.number, None)
        self._value += self._worth(one.number, one.way)

    def _worth(self, number: int, way: Way) -> float:
        """What a client met so is worth; what it opens is reckoned in full, so that a plan is never called too good."""
        problem, asking = self._problem, self._problem.diary.askings[number]
        places = problem.ways[asking.choice]
        if way not in places:
            return 0.0
        sitting = problem.diary.choices[asking.choice][places.index(way)]
        return asking.worth - sitting.price - sum(problem.diary.prices[one] for one in sitting.takes)

    def _unplaced(self) -> list[int]:
        """Who waits and has no time, the most urgent first."""
        placed = {each.number for each in self.made}
        clients = enumerate(self._ground.clients)
        waiting = [(client.rank, client.sitting, number) for number, client in clients if number not in placed]
        return [number for _rank, _sitting, number in sorted(waiting)]

    def _place(self, number: int) -> bool:
        """Give somebody the best time that is free and that no rule speaks against."""
        found = self._best(number, self._problem.ways[self._problem.diary.askings[number].choice])
        if found is not None:
            self._put_in(found)
        return found is not None

    def _best(self, number: int, ways: Sequence[Way]) -> Made | None:
        asking, client = self._problem.diary.askings[number], self._ground.clients[number]
        prices = {
            way: sitting.price
            for way, sitting in zip(
                self._problem.ways[asking.choice], self._problem.diary.choices[asking.choice], strict=True
            )
        }
        facts, busy = self._as_booked(number), self._busy(number)
        for way in sorted(ways, key=lambda way: prices[way]):
            if self._tries <= 0:
                return None
            if prices[way] >= asking.worth or any(self._clashes(busy, one, way) for one in self._takes(way)):
                continue
            self._tries -= 1
            found = made_one(self._draft, number, client, way)
            if not is_refused(judge.booking(facts, found.slot, found.row)):
                return found
        return None

    def _as_booked(self, besides: int | None = None) -> Facts:
        """The facts as if all were booked, but for one."""
        if any(each.number == besides for each in self.made):
            return as_booked(self._ground.facts, [each for each in self.made if each.number != besides])
        if self._booked is None:
            self._booked = as_booked(self._ground.facts, self.made)
        return self._booked

    def _takes(self, way: Way) -> Iterator[object]:
        """The people of a team and their room."""
        yield from self._problem.team_takes(way)[0]
        yield from (self._ground.facts.seats[seat_id].volunteer_id for seat_id in way.team.seat_ids)

    def _busy(self, besides: int) -> dict[object, list[Interval]]:
        found: dict[object, list[Interval]] = defaultdict(list)
        for each in self.made:
            if each.number != besides:
                for one in self._takes(each.way):
                    found[one].append(each.slot.interval)
        return found

    def _clashes(self, busy: dict[object, list[Interval]], one: object, way: Way) -> bool:
        pause = minutes(self._problem.pause)
        wide = Interval(way.starts_at - pause, way.ends_at + pause)
        return any(wide.overlaps(other) for other in busy.get(one, ()))

    def _split_pairs(self) -> list[int]:
        """Second sittings, and first ones whose second is booked already, that are not with the other's lawyer."""
        wished = self._ground.facts.policy.is_off("SAME_LAWYER")
        if wished or not any(client.sitting for client in self._ground.clients):
            return []
        told = {each.number for each in self.made if not each.stands and each.client.sitting}
        return sorted(
            number for number in told if any(breach.code == "SAME_LAWYER" for breach in self.judged.get(number, ()))
        )

    def _bring_together(self, number: int) -> None:
        """Let a sitting be with the lawyer of the other one, where such a time is free."""
        now = next((each for each in self.made if each.number == number), None)
        if now is None:
            return
        facts = self._as_booked(number)
        ways = self._problem.ways[self._problem.diary.askings[number].choice]
        fits = []
        for way in ways:
            trial = made_one(self._draft, number, now.client, way)
            if not any(breach.code == "SAME_LAWYER" for breach in judge.booking(facts, trial.slot, trial.row)):
                fits.append(way)
        if (found := self._best(number, fits)) is not None:
            self._take_out(now)
            self._put_in(found)
            self.judged = judge_all(self._ground.facts, self.made)

    def _tell_anew(self) -> None:
        """Say of those who are left what is true now."""
        problem = self._problem
        chosen: list[int | None] = [None] * len(self._ground.clients)
        for number, way in enumerate(self.ways):
            places = problem.ways[problem.diary.askings[number].choice]
            chosen[number] = places.index(way) if way in places else None
        self.left = Reasons(problem, chosen, as_booked(self._ground.facts, self.made)).left()
        for number, way in [(n, w) for n, w in enumerate(self._draft.ways) if n in self.refused and w is not None]:
            trial = made_one(self._draft, number, self._ground.clients[number], way)
            now = judge.booking(self._as_booked(number), trial.slot, trial.row)
            self.refused[number] = now if is_refused(now) else self.refused[number]
