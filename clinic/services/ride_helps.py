"""What would change that people are left without a ride: every answer is tried by planning once more with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import Enum

from clinic.domain.ids import HearingId, PlaceId
from clinic.domain.places import Place, PlaceKind
from clinic.domain.trips import Vehicle, VehicleKind
from clinic.domain.when import length_minutes, local, minutes
from clinic.i18n import Sentence, listing, say, say_n
from clinic.rules.trips import opening

from .loading import Need, Party
from .ride_search import MANY, SIDE, Found, Searcher, world_of
from .ride_turns import Assumed, drive

#: The hour of a gate is told as exactly as this, in minutes.
NEAR = 10


class HelpKind(Enum):
    """What is changed, the smallest first."""

    GATE = "gate"
    DRIVER = "driver"
    VAN = "van"
    BUS = "bus"
    SHELTER = "shelter"
    HOTEL = "hotel"


@dataclass(frozen=True, slots=True)
class Help:
    """A change that was tried: with it so many `people` more have a ride.

    `n` seats or drivers, and the `hour` on the wall by which the gate of `place_id` must open, where they count.
    """

    kind: HelpKind
    words: Sentence
    people: int
    assumed: Assumed
    n: int = 0
    place_id: PlaceId | None = None
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class _Idea:
    """Something to try; `gained` once it is known how many more people have a ride with it."""

    kind: HelpKind
    words: Sentence
    assumed: Assumed
    n: int = 0
    place: Place | None = None
    hour: time | None = None
    gained: int | None = None


class Helper:
    """Tries changes for those who are left after a search."""

    def __init__(self, searcher: Searcher, found: Found, unreachable: Sequence[Party]) -> None:
        self.searcher, self.found = searcher, found
        self.ground, self.facts = found.world.ground, found.world.ground.facts
        self.left = [*found.left, *unreachable]
        self.short = sum(party.need.people for party in self.left)

    def helps(self) -> list[Help]:
        """Changes with which more people have a ride; those that cover everybody first, the smallest first."""
        found = []
        for idea in self._ideas():
            if idea.gained is None and self.searcher.is_over:
                break
            people = self._gained(idea.assumed) if idea.gained is None else idea.gained
            if people > 0:
                place = idea.place.id if idea.place else None
                found.append(Help(idea.kind, idea.words, people, idea.assumed, idea.n, place, idea.hour))
        order = list(HelpKind)
        return sorted(found, key=lambda each: (each.people < self.short, order.index(each.kind), each.n))

    def _ideas(self) -> Iterator[_Idea]:
        """The quickest to try first: time may run out."""
        yield from self._buses()
        yield from self._drivers()
        yield from self._vans()
        yield from self._gates()
        yield from self._nights()

    def _gained(self, assumed: Assumed) -> int:
        """How many more people have a ride with it."""
        return self.short - self._short(self._try(assumed))

    def _try(self, assumed: Assumed) -> Found:
        before = self.found.world.assumed
        both = Assumed(
            (*before.vehicles, *assumed.vehicles),
            before.drivers + assumed.drivers,
            (*assumed.gates, *before.gates),
            (*before.moved, *assumed.moved),
        )
        world = replace(world_of(self.ground, both), bans=self.found.world.bans)
        return self.searcher.solve(world, SIDE, copies=self._copies(), start=self.found)

    def _copies(self) -> int:
        kinds = {run.turn.vehicle.kind for run in self.found.runs}
        return 1 if {VehicleKind.TAXI, VehicleKind.BUS} & kinds and self.found.world.called else 0

    def _short(self, found: Found) -> int:
        cannot = found.world.reachable()[1]
        too_large = self._people_of_parties(self.found.world.parties) - self._people_of_parties(found.world.parties)
        return sum(party.need.people for party in (*found.left, *cannot)) + max(0, too_large)

    @staticmethod
    def _people_of_parties(parties: Sequence[Party]) -> int:
        return sum(party.need.people for party in parties)

    def _gates(self) -> Iterator[_Idea]:
        """The gate of each shelter where somebody is left, open by the hour that a plan without gates needs."""
        places = [self.facts.places[place] for place, _ in Counter(party.at for party in self.left).most_common()]
        gated = [place for place in places if place.locks_at is not None and place.opens_at is not None]
        if not gated or self.ground.wish.reason.strip():
            return
        for chosen in [[place] for place in gated] + ([gated] if len(gated) > 1 else []):
            far_back = min(party.report_at for party in self.found.world.parties) - minutes(24 * 60)
            tried = self._try(Assumed(gates=tuple((place.id, far_back) for place in chosen)))
            hours = {place.id: _first_shut(tried, place) for place in chosen}
            gained = self.short - self._short(tried)
            if len(chosen) == 1 and (first := hours[chosen[0].id]) is not None:
                hours[chosen[0].id] = self._as_late(chosen[0], first, gained)
            gates = tuple((place, hour) for place, hour in hours.items() if hour is not None)
            if not gates:
                continue
            walls = [(p, local(hour, p.zone).time()) for p in chosen if (hour := hours[p.id]) is not None]
            told = listing([say("{place} by {hour}", place=place.label, hour=wall) for place, wall in walls])
            words = say("The gate of {told}", told=told)
            known = gained if len(chosen) == 1 else None
            yield _Idea(HelpKind.GATE, words, Assumed(gates=gates), 0, *walls[0], known)

    def _as_late(self, place: Place, hour: datetime, gained: int) -> datetime:
        """The latest hour at which the gate would have to open for as many people, found by halving."""
        opens = opening(place, hour)
        while opens is not None and opens - hour >= minutes(NEAR) and not self.searcher.is_over:
            middle = hour + minutes(length_minutes(hour, opens) // 2)
            tried = self._try(Assumed(gates=((place.id, middle),)))
            if self.short - self._short(tried) >= gained:
                hour = _first_shut(tried, place) or middle
            else:
                opens = middle
        return hour

    def _drivers(self) -> Iterator[_Idea]:
        """One more driver, two more; as long as there are vehicles that nobody drives."""
        world = self.found.world
        turns = len(world_of(self.ground, replace(world.assumed, drivers=MANY)).turns)
        for count in range(1, min(2, turns - len(world.turns)) + 1):
            words = say_n("{n} more vetted driver who is rested", "{n} more vetted drivers who are rested", count)
            yield _Idea(HelpKind.DRIVER, words, Assumed(drivers=count), count)

    def _vans(self) -> Iterator[_Idea]:
        site = self.ground.wish.site
        own = [row for row in self.facts.vehicles.values() if row.site_id == site and row.kind is VehicleKind.OWN]
        if not own:
            return
        sizes = Counter((row.seats, row.child_seats) for row in own)
        usual = max(sizes, key=lambda size: (sizes[size], size))
        vehicle = Vehicle(site_id=site, label=str(say("One more van")), seats=usual[0], child_seats=usual[1])
        words = say("One more van of {n} with its crew", n=usual[0])
        yield _Idea(HelpKind.VAN, words, Assumed(vehicles=(vehicle,)), usual[0])

    def _buses(self) -> Iterator[_Idea]:
        """A bus with a seat for everybody who is left; a smaller one, if that is enough."""
        need = Need.of(self.facts, [person for party in self.left for person in party.person_ids])
        gained = self._gained(self._bus(need, need.people)) if need.people else 0
        if gained <= 0:
            return
        low, high = 1, need.people
        for _ in range(4):
            middle = (low + high) // 2
            if middle in (low, high) or self.searcher.is_over:
                break
            low, high = (low, middle) if self._gained(self._bus(need, middle)) >= gained else (middle, high)
        yield _Idea(HelpKind.BUS, say("A bus of {n}", n=high), self._bus(need, high), high, gained=gained)

    def _bus(self, need: Need, seats: int) -> Assumed:
        label, places = str(say("A bus of {n}", n=seats)), need.wheelchairs
        bus = Vehicle(
            site_id=self.ground.wish.site, label=label, kind=VehicleKind.BUS, seats=seats, wheelchair_places=places
        )
        return Assumed(vehicles=(bus,))

    def _nights(self) -> Iterator[_Idea]:
        """The night before at a shelter without a gate, or near the port."""
        shut = [party for party in self.left if self.facts.places[party.at].locks_at is not None]
        if not shut:
            return
        port = next((party.case.port_id for party in shut if party.case.port_id is not None), None)
        hearings = [party.case.hearing.id for party in shut]
        near = sorted(self._open_shelters(), key=lambda place: (drive(self.facts, place.id, port), place.label))
        for place in near[:1]:
            words = say("The night before at {place}", place=place.label)
            yield _Idea(HelpKind.SHELTER, words, _moved(hearings, place.id), len(hearings), place)
        site = self.ground.wish.site
        hotels = [row for row in self.facts.places.values() if row.kind is PlaceKind.HOTEL and row.site_id == site]
        hotel = next(iter(sorted(hotels, key=lambda row: drive(self.facts, row.id, port))), None)
        where = hotel.id if hotel else port
        if where is not None:
            words = say("A hotel near the port the night before")
            yield _Idea(HelpKind.HOTEL, words, _moved(hearings, where), len(hearings), hotel)

    def _open_shelters(self) -> list[Place]:
        site, kind = self.ground.wish.site, PlaceKind.SHELTER
        rows = [row for row in self.facts.places.values() if row.site_id == site and row.kind is kind]
        return [row for row in rows if row.locks_at is None and not row.closed]


def _moved(hearings: Sequence[HearingId], place: PlaceId) -> Assumed:
    return Assumed(moved=tuple((hearing, place) for hearing in hearings))


def _first_shut(found: Found, place: Place) -> datetime | None:
    """The first pick-up at a place that is locked then, in a plan that did not ask for its gate."""
    hours = [hour for run in found.runs for where, hour in run.pick_ups(found.world.ground.facts) if where == place.id]
    shut = [hour for hour in hours if opening(place, hour) is not None]
    return min(shut, default=None)


def seats_words(helps: Sequence[Help], short: int) -> Sentence:
    """How many seats are short, and the two usual ways: 'Seats: 19 short; a bus of 19, or the gate by 01:55.'."""
    bus = next((each for each in helps if each.kind is HelpKind.BUS), None)
    gate = next((each for each in helps if each.kind is HelpKind.GATE), None)
    if bus and gate and gate.hour and bus.n == short:
        return say("Seats: {n} short; a bus of {n}, or the gate by {hour}.", n=short, hour=gate.hour)
    return say("Seats: {n} short.", n=short)
