"""Working back from the report time on the paper: when to be at the port, at each shelter, on the road, awake.

All lengths are real minutes, whatever the clocks do that night; each line is told on the wall clock of its own place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from clinic.domain.ids import PlaceId
from clinic.domain.policy import Policy
from clinic.domain.when import MINUTE, Interval, local, minutes, minutes_ahead
from clinic.i18n import Sentence, say

from .facts import TravelTable
from .wording import clock, length


@dataclass(frozen=True, slots=True)
class Halt:
    """A place where a trip takes people in. `locked_at` is a pick-up that somebody has typed: it stands."""

    place_id: PlaceId
    label: Sentence | str
    zone: str
    boarding: int
    locked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Where a driver's day begins: home, then where the vehicle stands. What is not known is left out of the sums."""

    vehicle_place_id: PlaceId | None = None
    home_id: PlaceId | None = None


class LineKind(Enum):
    """What happens at a line of the sums."""

    WAKE_UP = "wake_up"
    LEAVE_HOME = "leave_home"
    DEPARTURE = "departure"  # the vehicle leaves where it stands
    PICK_UP = "pick_up"
    LEAVE_STOP = "leave_stop"
    PORT = "port"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, where, what, and how the time came about ('10 min boarding + 25 min drive to El Chaparral')."""

    kind: LineKind
    at: datetime
    zone: str
    place_id: PlaceId | None
    label: Sentence
    sum: Sentence


@dataclass(frozen=True, slots=True)
class TripTimes:
    """All instants of a trip out (UTC), earliest line first.

    `departs_at` is when the vehicle leaves its place (else the first pick-up), `pick_ups` are arrival and leaving of
    each halt in order. `leaves_home_at` and `wake_up_at` are the driver's, None where the home is not known.
    """

    report_at: datetime
    arrives_at: datetime
    pick_ups: tuple[tuple[datetime, datetime], ...]
    departs_at: datetime
    leaves_home_at: datetime | None
    wake_up_at: datetime | None
    lines: tuple[Line, ...]

    @property
    def in_hand(self) -> int:
        """Minutes at the port before the report time; negative when a typed pick-up makes the trip late."""
        return round((self.report_at - self.arrives_at) / MINUTE)


def work_back(  # noqa: PLR0917 - in the order of the day: report, halts, port; then what it is worked out with
    report_at: datetime,
    halts: Sequence[Halt],
    port_id: PlaceId,
    port_label: Sentence | str,
    zone: str,
    travel: TravelTable,
    policy: Policy,
    start: Start | None = None,
) -> TripTimes:
    """The times of a trip to a port, from the report time back.

    `zone` is the port's. Minutes that nobody has typed are `policy.unknown_travel`, and the line says so.
    """
    return _Sums(
        report_at.astimezone(UTC), tuple(halts), (port_id, port_label, zone), travel, policy, start or Start()
    ).times()


def crew_leaves_at(times: TripTimes, travel: TravelTable, policy: Policy, start: Start) -> datetime:
    """When another member of the crew leaves home to be at the vehicle, or at the first stop, as it departs."""
    if start.home_id is None or start.vehicle_place_id is None:
        return times.departs_at
    return times.departs_at - minutes(_drive(travel, policy, start.home_id, start.vehicle_place_id)[0])


def _drive(travel: TravelTable, policy: Policy, start: PlaceId, end: PlaceId) -> tuple[int, bool]:
    """Minutes, and whether they are only the clinic's guess."""
    typed = travel.minutes(start, end)
    return (policy.unknown_travel, True) if typed is None else (typed, False)


@dataclass(frozen=True, slots=True)
class _Sums:
    report_at: datetime
    halts: tuple[Halt, ...]
    port: tuple[PlaceId, Sentence | str, str]
    travel: TravelTable
    policy: Policy
    start: Start

    def drive(self, start: PlaceId, end: PlaceId) -> tuple[int, bool]:
        return _drive(self.travel, self.policy, start, end)

    def after(self, index: int) -> tuple[PlaceId, Sentence | str]:
        """The place that follows a halt: the next halt, or the port."""
        if index + 1 < len(self.halts):
            return self.halts[index + 1].place_id, self.halts[index + 1].label
        return self.port[0], self.port[1]

    def times(self) -> TripTimes:
        pick_ups, arrives_at = self.pick_ups()
        first = pick_ups[0][0] if pick_ups else arrives_at
        first_place = self.halts[0].place_id if self.halts else self.port[0]
        van, home = self.start.vehicle_place_id, self.start.home_id
        departs_at = first - minutes(self.drive(van, first_place)[0]) if van else first
        leaves_at = departs_at - minutes(self.drive(home, van or first_place)[0]) if home else None
        wake_up_at = leaves_at - minutes(self.policy.wake_up) if leaves_at else None
        lines = [
            *self.crew_lines(departs_at, leaves_at, wake_up_at),
            *self.halt_lines(pick_ups),
            *self.ends(arrives_at),
        ]
        return TripTimes(self.report_at, arrives_at, pick_ups, departs_at, leaves_at, wake_up_at, tuple(lines))

    def pick_ups(self) -> tuple[tuple[tuple[datetime, datetime], ...], datetime]:
        """Back from the report time; then forward, where a typed pick-up makes later halts later than that."""
        latest = self.report_at - minutes(self.policy.time_in_hand)
        arrivals: list[datetime] = []
        reach = latest
        for index in reversed(range(len(self.halts))):
            halt = self.halts[index]
            worked = reach - minutes(self.drive(halt.place_id, self.after(index)[0])[0] + halt.boarding)
            reach = halt.locked_at.astimezone(UTC) if halt.locked_at else worked
            arrivals.insert(0, reach)
        found: list[tuple[datetime, datetime]] = []
        earliest = None
        for index, halt in enumerate(self.halts):
            arrives = max(arrivals[index], earliest) if earliest and not halt.locked_at else arrivals[index]
            leaves = arrives + minutes(halt.boarding)
            found.append((arrives, leaves))
            earliest = leaves + minutes(self.drive(halt.place_id, self.after(index)[0])[0])
        return tuple(found), max(latest, earliest) if earliest else latest

    def crew_lines(self, departs: datetime, leaves: datetime | None, wakes: datetime | None) -> list[Line]:
        zone = self.halts[0].zone if self.halts else self.port[2]
        first, label = (self.halts[0].place_id, self.halts[0].label) if self.halts else self.port[:2]
        van, home = self.start.vehicle_place_id, self.start.home_id
        found = []
        if wakes and leaves and home:
            before = say("{length} before leaving home", length=length(self.policy.wake_up))
            way = self._drive_words(*self.drive(home, van or first), say("the vehicle") if van else label)
            found.append(Line(LineKind.WAKE_UP, wakes, zone, home, say("The driver wakes up"), before))
            found.append(Line(LineKind.LEAVE_HOME, leaves, zone, home, say("The driver leaves home"), way))
        if van:
            way = self._drive_words(*self.drive(van, first), label)
            found.append(Line(LineKind.DEPARTURE, departs, zone, van, say("The vehicle leaves"), way))
        return found

    def _drive_words(self, drive: int, guessed: bool, to: Sentence | str) -> Sentence:
        if guessed:
            return say("{drive} drive to {place}, a guess: nobody has typed it", drive=length(drive), place=to)
        return say("{drive} drive to {place}", drive=length(drive), place=to)

    def halt_lines(self, pick_ups: Sequence[tuple[datetime, datetime]]) -> list[Line]:
        found = []
        for index, (halt, (arrives, leaves)) in enumerate(zip(self.halts, pick_ups, strict=True)):
            after, label = self.after(index)
            way = self._drive_words(*self.drive(halt.place_id, after), label)
            boarding = say("{length} boarding", length=length(halt.boarding))
            if halt.locked_at:
                boarding = say("typed by hand; {length} boarding", length=length(halt.boarding))
            at = say("Pick-up at {place}", place=halt.label)
            leave = say("Leaves {place}", place=halt.label)
            found.append(Line(LineKind.PICK_UP, arrives, halt.zone, halt.place_id, at, boarding))
            found.append(Line(LineKind.LEAVE_STOP, leaves, halt.zone, halt.place_id, leave, way))
        return found

    def ends(self, arrives_at: datetime) -> list[Line]:
        place, label, zone = self.port
        spare = round((self.report_at - arrives_at) / MINUTE)
        hand = say("{length} in hand", length=length(spare))
        if spare < 0:
            hand = say("{length} after the report time", length=length(-spare))
        report = say("from the paper; all other times are worked back from it")
        return [
            Line(LineKind.PORT, arrives_at, zone, place, say("At {place}", place=label), hand),
            Line(LineKind.REPORT, self.report_at, zone, place, say("Report time"), report),
        ]


def two_clocks(instant: datetime, here: str, there: str) -> tuple[datetime, datetime | None]:
    """The wall clocks of two zones at an instant; None for the second where it shows the same."""
    other = local(instant, there) if minutes_ahead(there, here, instant) else None
    return local(instant, here), other


def clocks_sentence(instant: datetime, here: tuple[str, str], there: tuple[str, str]) -> Sentence:
    """'Laredo is 1 h ahead of Monterrey today.' Both sides are given as (zone, city)."""
    ahead = minutes_ahead(there[0], here[0], instant)
    told = {"there": there[1], "here": here[1], "length": length(abs(ahead))}
    if ahead == 0:
        return say("Same clock in {there} and {here} today.", **told)
    if ahead > 0:
        return say("{there} is {length} ahead of {here} today.", **told)
    return say("{there} is {length} behind {here} today.", **told)


def clock_change(interval: Interval, zone: str, pick_up: datetime | None = None) -> Sentence | None:
    """What to know when the clocks of a zone change within `interval`, None when they do not.

    'Clocks go back at 02:00: pick-up is the first 01:30.'

    `pick_up` is named where its hour comes twice.
    """
    before, after = local(interval.start, zone).utcoffset(), local(interval.end, zone).utcoffset()
    if before is None or after is None or before == after:
        return None
    low, high = interval.start, interval.end
    while high - low > MINUTE:  # the minute in which the offset changes lies between the two
        middle = low + (high - low) / 2
        low, high = (middle, high) if local(middle, zone).utcoffset() == before else (low, middle)
    shown = (high.astimezone(UTC) + before).replace(second=0, microsecond=0).time()
    if after > before:
        return say("Clocks go forward at {clock}: the night is an hour shorter.", clock=shown)
    if pick_up is not None and _comes_twice(pick_up, zone):
        told = {"clock": shown, "hour": clock(pick_up, zone)}
        if local(pick_up, zone).fold:
            return say("Clocks go back at {clock}: pick-up is the second {hour}.", **told)
        return say("Clocks go back at {clock}: pick-up is the first {hour}.", **told)
    return say("Clocks go back at {clock}: the night is an hour longer.", clock=shown)


def _comes_twice(instant: datetime, zone: str) -> bool:
    wall = local(instant, zone)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
