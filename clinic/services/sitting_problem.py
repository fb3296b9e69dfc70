"""The ground of a plan of consultations as the engine's numbers, and the way back from its answer to slots.

What may be is asked of the rules, never written a second time here: whether a team suits a household once for all that
are alike, whether a time suits a team once for each team, whether it suits a household once for each household.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import Consultation, Slot
from clinic.domain.ids import HouseholdId, SeatId, SessionId
from clinic.domain.names import folded
from clinic.domain.sessions import Seat
from clinic.domain.when import length_minutes, local, minutes
from clinic.ports.sittings import Asking, Diary, Sitting
from clinic.rules import judge
from clinic.rules.bookings import share_persons
from clinic.rules.facts import Facts
from clinic.rules.rule import Rule
from clinic.rules.subjects import BOOKINGS, Booking

from . import booking
from .booking import STEP, Team
from .languages_ahead import AT_HAND
from .sitting_ground import Client, Ground, days_of_use, several
from .waiting_order import usual_minutes

#: Rules that only look at household and team; and those at team and time. All others look at household and time.
OF_TEAM = frozenset({"CHAIN", "CONFLICT", "WOMEN_ONLY", "CAPACITY", "LONG", "ONE_WAY"})
OF_TIME = frozenset({"TEAM_TWICE", "TEAM_SEATED", "ABSENT", "ROOM", "IN_SESSION", "BREAK", "BUFFER", "INTERPRETER_DAY"})
#: So many chains are looked at for a lawyer and a household, the shortest and strongest.
MOST_CHAINS = 3

# What counts how much (our own figures). A quarter of an hour of whoever is last on the waiting list is worth 100, of
# whoever is at its top 64 times that: who waits longest for the most urgent reason is met first. All that is below
# is small beside it: somebody kept from those who alone need them, a household's visit, the team's way, a later hour.
QUARTER, STEEPNESS, STANDS = 100.0, 64.0, 8.0
SCARCE, LINK, MOVED, VISIT, OUTING, HOUR_ON_THE_ROAD, LATER = 20.0, 5.0, 30.0, 10.0, 1.0, 1.0, 0.01
#: A booking that cannot be held as it stands (its lawyer is ill) moves wherever there is another time for it at all.
UNTENABLE = QUARTER * STEEPNESS


@dataclass(frozen=True, slots=True)
class Way:
    """How the engine's sitting is meant: with which team, when, in which room."""

    team: Team
    starts_at: datetime
    ends_at: datetime
    room: str


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
        hard = {code: rule for code, rule in BOOKINGS.rules.items() if _is_hard(ground, rule)}
        self._of_team = [rule for code, rule in hard.items() if code in OF_TEAM]
        self._of_time = [rule for code, rule in hard.items() if code in OF_TIME]
        self._of_household = [rule for code, rule in hard.items() if code not in OF_TEAM | OF_TIME]
        self._without_order = [rule for rule in self._of_household if rule.code != "SITTINGS"]
        self._asks_for_order = "SITTINGS" in hard
        self._numbers = {client.request_id: number for number, client in enumerate(ground.clients) if client.request_id}
        self._halves = self._in_halves()
        self._needs_room = "ROOM" in hard
        self.pause = self.facts.policy.buffer if "BUFFER" in hard else 0
        self._near = _near(ground)
        self._needed = {seat_id for slot in self._near.booked_slots for seat_id in slot.seat_ids}
        self._foes = _foes(ground)
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

    def _in_halves(self) -> tuple[frozenset[date], frozenset[date]]:
        """The days of first sittings and those of second ones: about as many of each, any two of them far enough."""
        days = sorted({self._day(seat.session_id, seat.starts_at) for seat in self.ground.lawyers if seat.session_id})
        least, most = self.facts.policy.sittings_from, self.facts.policy.sittings_until
        best = (frozenset(days), frozenset[date]())
        for last in days:
            first = frozenset(day for day in days if day <= last)
            second = frozenset(
                day for day in days if day >= last + timedelta(least) and day <= days[0] + timedelta(most)
            )
            if min(len(first), len(second)) > min(map(len, best)):
                best = first, second
        return best

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
                ways = self._or_stays(self._as_it_stands(client.booked, stand), price, ways)
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

    def _as_it_stands(self, row: Consultation, slot: Slot) -> Way:
        seats = [self.facts.seats[one] for one in slot.seat_ids]
        return Way(Team(seats[0], tuple(seats[1:]), row.language), slot.starts_at, slot.ends_at, slot.room)

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
            takes = [self._resource(seat, self._outing(seat)) for seat in way.team.seat_ids]
            if self._needs_room and (room := way.room or session.room):
                takes.append(self._resource((session.place_id, folded(room))))
            price = LINK * len(way.team.interpreters) + SCARCE * self._scarce(way.team)
            self._taken[key] = (tuple(takes), price)
        return self._taken[key]

    def _outing(self, seat_id: SeatId) -> float:
        """What it costs that somebody comes at all: nothing where they are needed already, or sit far away."""
        seat = self.facts.seats[seat_id]
        person = self.facts.volunteers[seat.volunteer_id] if seat.volunteer_id else None
        if person is None or seat.remote or seat_id in self._needed:
            return 0.0
        place = booking.session_of(self.facts, seat).place_id
        drive = self.facts.travel.minutes(person.home_id, place) if person.home_id else None
        return OUTING + HOUR_ON_THE_ROAD * (drive or 0) / 60

    def _scarce(self, team: Team) -> float:
        """How much is kept from others: languages that few know and that this household does not need (0.0 to 1.0)."""
        most = 0.0
        for seat_id in team.seat_ids:
            seat = self.facts.seats[seat_id]
            person = self.facts.volunteers[seat.volunteer_id] if seat.volunteer_id else None
            if person is not None:
                knows = {each.language for each in person.speaks} | {each.source for each in person.interprets}
                for language in knows.difference(AT_HAND, {team.language}):
                    most = max(most, 1 / max(1, self.ground.speakers.get(language, 0)))
        return most


def stands(slot: Slot, way: Way) -> bool:
    """Whether a slot is what a way says."""
    return (slot.seat_ids, slot.starts_at, slot.ends_at) == (way.team.seat_ids, way.starts_at, way.ends_at)


def _foes(ground: Ground) -> dict[HouseholdId, tuple[SeatId, ...]]:
    """Seats beside our lawyers in which somebody sits whom a household is not to meet."""
    sessions = {seat.session_id for seat in ground.lawyers}
    found: dict[HouseholdId, tuple[SeatId, ...]] = {}
    for seat in ground.facts.seats.values():
        person = ground.facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
        for household in person.conflicts if person is not None and seat.session_id in sessions else ():
            found[household] = (*found.get(household, ()), seat.id)
    return found


def _near(ground: Ground) -> Facts:
    """Facts with the slots of these days alone: what was booked in other weeks is no matter to a team or a room."""
    sessions = {seat.session_id for seat in ground.lawyers}
    days = {ground.facts.sessions[one].starts_at.date() for one in sessions if one is not None}
    near = {day + timedelta(days=n) for day in days for n in (-1, 0, 1)}
    slots = {key: slot for key, slot in ground.facts.slots.items() if slot.starts_at.date() in near}
    rows = {key: row for key, row in ground.facts.consultations.items() if row.slot_id in slots}
    return ground.facts.with_(slots=slots, consultations=rows)


def _is_hard(ground: Ground, rule: Rule[Booking]) -> bool:
    strict = rule.strictness(ground.facts)
    return strict is not None and strict is not Severity.WISH
