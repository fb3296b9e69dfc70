"""Whoever is left without a time, with what is in the way at the nearest one and the smallest mend.

Every reason is true: where what it names is taken away, the household can be met at the time that it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from clinic.domain.breaches import Breach, Severity
from clinic.domain.when import local
from clinic.i18n import Sentence, say, say_n
from clinic.ports.sittings import Sitting
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.sittings import days_for
from clinic.services.views.booking_proposal import StillWaiting

from .booking import Team, session_of
from .sitting_ground import Client
from .sitting_mends import another_interpreter, another_room, mend_of, room_to_spare
from .sitting_problem import Problem
from .sitting_way import Way

#: So many reasons, and mends, are told of one household.
MOST = 3


class Reasons:
    """Why those who are left in a plan are left."""

    def __init__(self, problem: Problem, chosen: Sequence[int | None], booked: Facts | None = None) -> None:
        """`booked` are the facts as if the plan were booked already, where rules beyond the engine are to be told."""
        self._problem, self._chosen, self._booked = problem, chosen, booked
        self._served: dict[int, list[int]] = defaultdict(list)
        for number, place in enumerate(chosen):
            if place is not None:
                for one in self._takes(number, self._sitting(number, place)):
                    self._served[one].append(number)

    def left(self) -> tuple[StillWaiting, ...]:
        """All who are left, in the order of the waiting list."""
        clients = enumerate(self._problem.ground.clients)
        return tuple(self._why(number, client) for number, client in clients if self._chosen[number] is None)

    def _why(self, number: int, client: Client) -> StillWaiting:
        problem = self._problem
        if not problem.ground.lawyers:
            why = say("There is no session for consultations in this week, or none in time.")
            return told(client, (why,), (say("Lay out a session and seat a lawyer."),))
        if (first := problem.first_of(client)) is not None and (second := self._second(client, first)) is not None:
            return second
        if problem.ways[problem.diary.askings[number].choice]:
            return self._taken(number, client)
        days = [problem.day_of(way) for way in self._all_ways(client)]
        if days and not any(problem.is_of_use(client, day) for day in days):
            why = say("There is no session for consultations in this week, or none in time.")
            return told(client, (why,), (say("Lay out a session on an earlier day, or plan an earlier week."),))
        return told(client, *self._sentences(client, *self._nearest_breaches(client)))

    def _second(self, client: Client, first: int) -> StillWaiting | None:
        """Why the second of two sittings has no time, as far as the first is in the way."""
        problem, place = self._problem, self._chosen[first]
        code = client.household.code
        if place is None:
            why = say("The first sitting of {code} has no time yet.", code=code)
            return told(client, (why,), (say("Book the first one first."),))
        if problem.ways[problem.diary.askings[problem.number_of(client)].choice]:
            return None
        day = problem.day_of(problem.ways[problem.diary.askings[first].choice][place])
        earliest, latest = days_for(problem.facts, 2, day)
        why = say(
            "{code} has the first sitting on {day}; the second is from {first} to {last}.",
            code=code,
            day=day,
            first=earliest,
            last=latest,
        )
        return told(client, (why,), (say("Plan later days too, once the first sitting is booked."),))

    def _all_ways(self, client: Client) -> Iterator[Way]:
        """When each lawyer alone could meet somebody for so long."""
        for seat in self._problem.ground.lawyers:
            yield from self._problem.ways_of(client, Team(seat, (), ""))

    def _taken(self, number: int, client: Client) -> StillWaiting:
        """All times that would suit are taken: the one that the fewest others are in the way of."""
        place, others = self._nearest(number)
        way = self._problem.ways[self._problem.diary.askings[number].choice][place]
        facts = self._problem.facts
        zone = facts.places[session_of(facts, way.team.lawyer).place_id].zone
        starts, name = local(way.starts_at, zone), self._name(way.team.lawyer.id)
        if not others:
            slot, row = self._problem.booking_of(client, way)
            breaches = judge.booking(self._booked or facts, slot, row)
            hard = [one for one in breaches if one.severity is not Severity.WISH]
            if not hard:
                return told(client, (say("There was no time to look at every hour."),), (say("Plan again."),))
            return told(client, *self._sentences(client, way.team, hard))
        codes = self._codes(others)
        why = say_n(
            "{start} with {name} would suit, but {codes} is met then.",
            "{start} with {name} would suit, but {codes} are met then.",
            len(others),
            start=starts,
            name=name,
            codes=codes,
        )
        return told(client, (why,), (self._mend(way, others),))

    def _mend(self, way: Way, others: Sequence[int]) -> Sentence:
        """Somebody beside whoever of the team is taken."""
        busy = set()
        for other in others:
            place = self._chosen[other]
            if place is not None:
                choice = self._problem.diary.askings[other].choice
                busy |= set(self._problem.ways[choice][place].team.seat_ids)
        link = next((seat for seat in way.team.interpreters if seat.id in busy), None)
        if link is not None:
            return another_interpreter(way.team, link)
        if way.team.lawyer.id not in busy and way.room:
            return another_room()
        codes = self._codes(others)
        if not room_to_spare(self._problem.facts, way.team.lawyer):
            return say("Lay out a session in another room, or ask {codes} to come at another time.", codes=codes)
        return say("Seat another lawyer in that session, or ask {codes} to come at another time.", codes=codes)

    def _codes(self, others: Sequence[int]) -> str:
        return ", ".join(self._problem.ground.clients[other].household.code for other in others)

    def _name(self, seat_id: object) -> str:
        seat = next(one for one in self._problem.ground.lawyers if one.id == seat_id)
        return self._problem.facts.volunteers[seat.volunteer_id].name if seat.volunteer_id else ""

    def _sitting(self, number: int, place: int) -> Sitting:
        return self._problem.diary.choices[self._problem.diary.askings[number].choice][place]

    def _takes(self, number: int, sitting: Sitting) -> tuple[int, ...]:
        visits = self._problem.diary.askings[number].visits
        return (*sitting.takes, visits[sitting.day]) if visits else sitting.takes

    def _nearest(self, number: int) -> tuple[int, list[int]]:
        """The way of being met that the fewest others are in the way of, and these."""
        found: list[tuple[int, int, set[int]]] = []
        choice = self._problem.diary.choices[self._problem.diary.askings[number].choice]
        for place, sitting in enumerate(choice):
            others = set[int]()
            for one in self._takes(number, sitting):
                for other in self._served[one]:
                    theirs = self._sitting(other, self._chosen[other] or 0)
                    if theirs.start < sitting.end and sitting.start < theirs.end:
                        others.add(other)
            found.append((len(others), place, others))
        _, place, others = min(found, key=lambda one: one[:2])
        return place, sorted(others)

    def _nearest_breaches(self, client: Client) -> tuple[Team | None, list[Breach]]:
        """What speaks against the time against which least does, and with whom that is: all of it must be mended."""
        problem = self._problem
        teams = problem.teams(client)
        if not teams:
            languages = client.household.languages or ("spa",)
            some = [problem.nearest_team(client, seat, languages) for seat in problem.ground.lawyers]
            least = min(some, key=lambda team: (len(problem.against_team(client, team)), self._is_away(team)))
            teams = (least,)
        found: tuple[Team | None, list[Breach]] = None, []
        for team in teams:
            for way in problem.ways_of(client, team):
                if not problem.is_of_use(client, problem.day_of(way)):
                    continue
                against = problem.everything_against(client, way)
                if not found[1] or len(against) < len(found[1]):
                    found = team, against
                if len(found[1]) == 1:
                    return found
        return found

    def _is_away(self, team: Team) -> bool:
        """Whether its lawyer is ill or away in the session: then somebody else is the nearer one."""
        absences = self._problem.facts.absences_by_volunteer
        away = absences.get(team.lawyer.volunteer_id, ()) if team.lawyer.volunteer_id else ()
        return any(not each.tentative and each.interval.overlaps(team.lawyer.interval) for each in away)

    def _sentences(
        self, client: Client, team: Team | None, breaches: Sequence[Breach]
    ) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
        """The reasons, and what would mend each of them."""
        if team is None or not breaches:
            over = say("No lawyer's time is long enough, or all of it is over.")
            return (over,), (say("Seat a lawyer for longer."),)
        why = dict.fromkeys(breach.sentence for breach in breaches)
        mends = [mend_of(self._problem.facts, client, team, breach) for breach in breaches]
        return tuple(why)[:MOST], tuple(dict.fromkeys(mend for mend in mends if mend is not None))[:MOST]


def told(client: Client, why: tuple[Sentence, ...], mends: tuple[Sentence, ...]) -> StillWaiting:
    """A line of those who are left."""
    if client.request_id is None:
        raise AssertionError("a booking that stands was left out")
    household = client.household
    return StillWaiting(client.request_id, household.id, household.code, client.kind, why, mends)
