"""The ground of a plan of consultations as the engine's numbers, and the way back from its answer to slots.

What may be is asked of the rules, never written a second time here: whether a team suits a household once for all that
are alike, whether a time suits a team once for each team, whether it suits a household once for each household.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.ids import HouseholdId, SessionId
from clinic.domain.names import folded
from clinic.domain.sessions import Seat
from clinic.domain.when import length_minutes, local, minutes
from clinic.ports.sittings import Asking, Diary, Sitting
from clinic.rules import judge
from clinic.rules.bookings import share_persons
from clinic.rules.rule import Rule
from clinic.rules.subjects import BOOKINGS, Booking

from . import booking
from .booking import STEP, Team
from .sitting_ground import Client, Ground, days_of_use, foes_by_household, halves, is_hard, near_facts, several
from .sitting_prices import LATER, MOVED, QUARTER, STANDS, STEEPNESS, UNTENABLE, VISIT, of_team, outing
from .sitting_way import Way, as_it_stands, stands
from .waiting_order import usual_minutes

#: Rules that only look at household and team; and those at team and time. All others look at household and time.
OF_TEAM = frozenset({"CHAIN", "CONFLICT", "WOMEN_ONLY", "CAPACITY", "LONG", "ONE_WAY"})
OF_TIME = frozenset({"TEAM_TWICE", "TEAM_SEATED", "ABSENT", "ROOM", "IN_SESSION", "BREAK", "BUFFER", "INTERPRETER_DAY"})
#: So many chains are looked at for a lawyer and a household, the shortest and strongest.
MOST_CHAINS = 3


class Problem:
    """The numbers; `ways[choice][sitting]` says what each stands for."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.facts = ground, ground.facts
        self._zero = min((seat.starts_at for seat in ground.lawyers), default=ground.earliest)
        self._prices: list[float] = []
        self._resources: dict[object, int] = {}
        self._several = several(ground.clients)
        self._ways_by_teams: dict[object, list[tuple[Way, Sitting]]] = {}
        self._spans_by_teams: dict[object, dict[date, list[Way]]] = {}
        self._teams: dict[object, tuple[Team, ...]] = {}
        self._choices: dict[object, int] = {}
        self._days = {day: number for number, day in enumerate(sorted(ground.wish.days))}
        hard = {code: rule for code, rule in BOOKINGS.rules.items() if is_hard(ground, rule)}
        self._of_team = [rule for code, rule in hard.items() if code in OF_TEAM]
        self._of_time = [rule for code, rule in hard.items() if code in OF_TIME]
        self._of_household = [rule for code, rule in hard.items() if code not in OF_TEAM | OF_TIME]
        self._without_order = [rule for rule in self._of_household if rule.code != "SITTINGS"]
        self._asks_for_order = "SITTINGS" in hard
        self._numbers = {client.request_id: number for number, client in enumerate(ground.clients) if client.request_id}
        self._halves = halves(ground)
        self._needs_room = "ROOM" in hard
        self.pause = self.facts.policy.buffer if "BUFFER" in hard else 0
        self._near = near_facts(ground)
        self._needed = {seat_id for slot in self._near.booked_slots for seat_id in slot.seat_ids}
        self._foes = foes_by_household(ground)
        self._taken: dict[tuple[Team, str], tuple[tuple[int, ...], float]] = {}
        self._rooms = {seat.id: booking.room_of(self.facts, seat) for seat in ground.lawyers}
        self.ways: list[tuple[Way, ...]] = []
        self._sittings: list[tuple[Sitting, ...]] = []
        askings = tuple(self._asking(client) for client in ground.clients)
        self.diary = Diary(tuple(self._prices), tuple(self._sittings), askings)

    @property
    def start(self) -> tuple[int | None, ...]:
        """The plan as it stands: bookings that may move are where they are."""
        return tuple(
            self._place_now(client, asking)
            for client, asking in zip(self.ground.clients, self.diary.askings, strict=True)
        )

    def _place_now(self, client: Client, asking: Asking) -> int | None:
        ways = enumerate(self.ways[asking.choice])
        return next((place for place, way in ways if client.slot and stands(client.slot, way)), None)

    def _asking(self, client: Client) -> Asking:
        languages, policy = client.household.languages, self.facts.policy
        lasts = usual_minutes(client.kind, languages, policy, in_two=client.sitting > 0)
        steep = STEEPNESS ** (1 - client.rank / (1 + len(self.ground.clients)))
        worth = QUARTER * lasts / STEP * (STEEPNESS * STANDS if client.booked else steep)
        visits = self._visits(client.household.id)
        return Asking(worth, self._choice(client), visits)

    def _visits(self, household: HouseholdId) -> tuple[int, ...]:
        """A visit a day, for households that want several meetings or have one already; on its day it costs nothing."""
        rows = self.facts.consultations_by_household.get(household, ())
        slots = [self.facts.slots[row.slot_id] for row in rows if row.slot_id in self.facts.slots]
        booked = {self._day(slot.session_id, slot.starts_at) for slot in slots}
        if household not in self._several and booked.isdisjoint(self._days):
            return ()
        return tuple(self._resource((household, day), 0.0 if day in booked else VISIT) for day in self._days)

    def _day(self, session: SessionId, instant: datetime) -> date:
        place = self.facts.places[self.facts.sessions[session].place_id]
        return local(instant, place.zone).date()

    def day_of(self, way: Way) -> date:
        """The day on which somebody is met so."""
        return self._day(booking.session_of(self.facts, way.team.lawyer).id, way.starts_at)

    def is_of_use(self, client: Client, day: date) -> bool:
        """Whether it is not too late on a day: a household is prepared for its next hearing before it.

        Nor too early: of two sittings that are both to be planned, the first has the earlier days and the second the
        later ones, so that they fit together wherever they are put.
        """
        if not self._leaves_room(client, day):
            return False
        hearings = self.facts.hearings_by_household.get(client.household.id, ())
        called = [row.hearing_on for row in hearings if share_persons(row.person_ids, client.persons)]
        return day in days_of_use(client.kind, called, self.ground.wish.days)

    def first_of(self, client: Client) -> int | None:
        """The number of the first sitting, where this is the second one and both are to be planned."""
        return self._numbers.get(client.other_id) if client.sitting == 2 and client.other_id else None

    def number_of(self, client: Client) -> int:
        """The number of a client who waits."""
        return self._numbers[client.request_id] if client.request_id else -1

    def _leaves_room(self, client: Client, day: date) -> bool:
        if not self._asks_for_order or client.other_id not in self._numbers:
            return True
        first, second = self._halves
        return day in (first if client.sitting == 1 else second)

    def _resource(self, key: object, price: float = 0.0) -> int:
        if key not in self._resources:
            self._resources[key] = len(self._prices)
            self._prices.append(price)
        return self._resources[key]

    # -------------------------------------------------------------------------------------------------------- teams

    def teams(self, client: Client) -> tuple[Team, ...]:
        """Every team that suits a household, whenever it meets it."""
        household = client.household
        shelter = self.facts.places.get(household.shelter_id) if household.shelter_id else None
        asks = shelter.id if shelter is not None and shelter.women_interpreters_only else None
        foes = self._foes.get(household.id, ())
        languages = household.languages or ("spa",)
        key = (languages, household.women_only, asks, foes, client.kind, client.sitting > 0)
        if key not in self._teams:
            found = []
            for seat in self.ground.lawyers:
                fitting = (team for team in self.chains(seat, languages) if not self.against_team(client, team))
                found += [team for team, _ in zip(fitting, range(MOST_CHAINS), strict=False)]
            self._teams[key] = tuple(found)
        return self._teams[key]

    def chains(self, lawyer: Seat, languages: Sequence[str]) -> list[Team]:
        """Teams in which what is said reaches the lawyer, fewest people first."""
        found = [team for language in languages for team in booking.chains_to(self.facts, lawyer, language)]
        return sorted(found, key=lambda team: len(team.interpreters))

    def nearest_team(self, client: Client, lawyer: Seat, languages: Sequence[str]) -> Team:
        """The team of a lawyer against which least speaks; without any chain, whoever hears the language."""
        found = self.chains(lawyer, languages)
        if not found:
            wish = booking.Wish(client.household, lawyer, client.kind, lawyer.starts_at)
            return booking.team(self.facts, wish)
        return min(found, key=lambda team: len(self.against_team(client, team)))

    def against_team(self, client: Client, team: Team) -> list[Breach]:
        """What speaks against household and team, whenever they meet."""
        return list(self._broken(client, self._way(client, team, team.lawyer.starts_at), self._of_team))

    def everything_against(self, client: Client, way: Way) -> list[Breach]:
        """All that speaks against a time but wishes, among what is booked already."""
        slot, row = self.booking_of(client, way)
        return [each for each in judge.booking(self.facts, slot, row) if each.severity is not Severity.WISH]

    def ways_of(self, client: Client, team: Team) -> Iterator[Way]:
        """Every way of meeting a team on whole steps of the diary that is still to come and ends in time."""
        starts_at, lasts = (
            team.lawyer.starts_at,
            minutes(team.minutes(self.facts, client.kind, in_two=client.sitting > 0)),
        )
        while starts_at + lasts <= team.lawyer.ends_at:
            if starts_at >= self.ground.earliest:
                yield self._way(client, team, starts_at)
            starts_at += minutes(STEP)

    def _way(self, client: Client, team: Team, starts_at: datetime) -> Way:
        lasts = minutes(team.minutes(self.facts, client.kind, in_two=client.sitting > 0))
        return Way(team, starts_at, starts_at + lasts, self._rooms[team.lawyer.id])

    def booking_of(self, client: Client, way: Way) -> tuple[Slot, Consultation]:
        """A way as it would be booked; nothing is kept."""
        slot = Slot(
            session_id=booking.session_of(self.facts, way.team.lawyer).id,
            starts_at=way.starts_at,
            ends_at=way.ends_at,
            kind=client.kind,
            seat_ids=way.team.seat_ids,
            room=way.room,
        )
        return slot, Consultation(
            slot_id=slot.id,
            household_id=client.household.id,
            person_ids=client.persons,
            language=way.team.language,
            request_id=client.request_id,
        )

    def _broken(self, client: Client, way: Way, rules: Sequence[Rule[Booking]]) -> Iterator[Breach]:
        case = Booking(*self.booking_of(client, way))
        facts = self._near if rules is self._of_team or rules is self._of_time else self.facts
        for rule in rules:
            yield from rule.breaches(facts, case)

    # ------------------------------------------------------------------------------------------------------ choices

    def _choice(self, client: Client) -> int:
        """The number of the ways in which somebody can be met; who has the same ways gets the same number."""
        teams = self.teams(client)
        stand = client.slot if client.booked else None
        away = self._away(client, teams)
        key = (client.kind, client.sitting, stand and stand.id, teams, away)
        if key not in self._choices:
            self._choices[key] = len(self.ways)
            ways = [pair for pair in self._free(client, teams) if (pair[0].starts_at, pair[0].ends_at) not in away]
            if client.booked is not None and stand is not None:
                price = 0.0 if self._is_tenable(client, stand) else UNTENABLE
                ways = self._or_stays(as_it_stands(self.facts, client.booked, stand), price, ways)
            self.ways.append(tuple(way for way, _ in ways))
            self._sittings.append(tuple(sitting for _, sitting in ways))
        return self._choices[key]

    def _or_stays(self, now: Way, price: float, ways: Sequence[tuple[Way, Sitting]]) -> list[tuple[Way, Sitting]]:
        """A booking stays as it is, at a price, or goes where it costs more."""
        moved = [
            (way, Sitting(one.day, one.start, one.end, one.takes, one.price + MOVED))
            for way, one in ways
            if way.starts_at != now.starts_at or way.ends_at != now.ends_at or way.team.seat_ids != now.team.seat_ids
        ]
        stays = self._sitting(now)
        return [(now, replace(stays, price=stays.price + price)), *moved]

    def _free(self, client: Client, teams: tuple[Team, ...]) -> list[tuple[Way, Sitting]]:
        """When these teams could meet anybody at all for so long, among what is booked already."""
        key = (client.kind, client.sitting > 0, teams)
        if key not in self._ways_by_teams:
            found = (way for team in teams for way in self._free_of(client, team))
            self._ways_by_teams[key] = [(way, self._sitting(way)) for way in found]
        return self._ways_by_teams[key]

    def _free_of(self, client: Client, team: Team) -> list[Way]:
        ways = list(self.ways_of(client, team))
        if ways:
            # A team that could meet somebody from the first minute to the last can do so at any time between them.
            whole = replace(ways[0], ends_at=ways[-1].ends_at)
            if any(self._broken(client, whole, self._of_time)):
                return [way for way in ways if not any(self._broken(client, way, self._of_time))]
        return ways

    def _away(self, client: Client, teams: tuple[Team, ...]) -> frozenset[tuple[datetime, datetime]]:
        """Times at which a household cannot be met by anybody."""
        return frozenset(self._found_away(client, self._spans(client, teams)))

    def _spans(self, client: Client, teams: tuple[Team, ...]) -> dict[date, list[Way]]:
        """Of the ways that take the same time one, by day."""
        key = (client.kind, client.sitting > 0, teams)
        if key not in self._spans_by_teams:
            one_each = {(way.starts_at, way.ends_at): way for way, _ in reversed(self._free(client, teams))}
            found: dict[date, list[Way]] = defaultdict(list)
            for way in one_each.values():
                found[self.day_of(way)].append(way)
            self._spans_by_teams[key] = found
        return self._spans_by_teams[key]

    def _found_away(self, client: Client, spans: dict[date, list[Way]]) -> Iterator[tuple[datetime, datetime]]:
        rules = self._of_household if client.other_id not in self._numbers else self._without_order
        for day, ways in spans.items():
            if not self.is_of_use(client, day):
                yield from ((way.starts_at, way.ends_at) for way in ways)
                continue
            first, last = min(way.starts_at for way in ways), max(way.ends_at for way in ways)
            # Whoever could be met from the first minute to the last can be met at any time between them.
            if any(self._broken(client, replace(ways[0], starts_at=first, ends_at=last), rules)):
                for way in ways:
                    if any(self._broken(client, way, rules)):
                        yield way.starts_at, way.ends_at

    def _is_tenable(self, client: Client, stand: Slot) -> bool:
        """Whether nothing that nobody has overruled speaks against a booking where it is."""
        if client.booked is None:
            return True
        against = judge.booking(self.facts, stand, client.booked)
        overruled = client.booked.overridden
        return all(each.severity is Severity.WISH or each.code in overruled for each in against)

    def _sitting(self, way: Way) -> Sitting:
        takes, price = self.team_takes(way)
        start = length_minutes(self._zero, way.starts_at)
        price += LATER * start / 60
        end = length_minutes(self._zero, way.ends_at) + self.pause
        return Sitting(self._days[self.day_of(way)], start, end, takes, price)

    def team_takes(self, way: Way) -> tuple[tuple[int, ...], float]:
        """The resources of a team and a room, and what speaks against that team at any time."""
        key = (way.team, way.room)
        if key not in self._taken:
            session = booking.session_of(self.facts, way.team.lawyer)
            takes = [self._resource(seat, outing(self.facts, seat, self._needed)) for seat in way.team.seat_ids]
            if self._needs_room and (room := way.room or session.room):
                takes.append(self._resource((session.place_id, folded(room))))
            self._taken[key] = (tuple(takes), of_team(self.ground, way.team))
        return self._taken[key]
