"""The one place that decides what stands on paper: nouns cut down, one a sheet, that have no room for more.

    DriverSlip    codes (or, where the clinic keeps names, one first name a household), hours, place labels, needs as
                  signs, the phone of whoever holds it that day, and of a gate that has to be opened
    EscortSlip    the same by code alone, with the hour of the hand-over
    DoorList      codes, hours at the gate, vehicle; no hearing, no report time
    PortList      codes, hours at the port and on the paper's report time
    Board         the coordinator's: codes, hours of ride, report and hearing, crews by name
    ReturnWatch   codes, which kind of word came last and when; never what was said

Of people who are helped no type here has a surname, A-number, phone, age or note; no need has a reason. A paper that is
not there is a sign. Whoever wants more out has to add a field here, before the test that looks for planted secrets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from clinic.domain.day_sheets import SheetKind
from clinic.domain.hearings import HearingEnd
from clinic.domain.ids import PlaceId, TripId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.trips import CheckInKind, Leg
from clinic.i18n import Sentence, say
from clinic.services.fares import Fares
from clinic.services.views.rides import Mark
from clinic.services.views.times import Hour

from .handover import HANDOVER_LEVEL
from .overview_sheet import OVERVIEW_LEVEL
from .session_levels import SESSION_LEVELS

#: (what a sheet shows, what it leaves out), for whoever prints it.
LEVELS: dict[SheetKind, tuple[Sentence, Sentence]] = {
    SheetKind.BOARD: (
        say("codes, hours of ride, report and hearing, crews by name, rules overruled with the reason typed"),
        say("names of the people helped, A-Numbers, phones, notes"),
    ),
    SheetKind.DRIVER: (
        say("codes, hours, place labels, seats, needs as signs, the phone to call"),
        say("surnames, A-Numbers, addresses, notes, hearings"),
    ),
    SheetKind.ESCORT: (
        say("codes, hours, place labels, needs as signs, the phone to call"),
        say("names of the people helped, A-Numbers, addresses, notes, hearings"),
    ),
    SheetKind.DOOR: (
        say("codes, hours at the gate, vehicle"),
        say("names, A-Numbers, hearings, report times, notes"),
    ),
    SheetKind.PORT: (
        say("codes, hours at the port, report times, needs as signs"),
        say("names of the people helped, A-Numbers, hearings, notes"),
    ),
    SheetKind.RETURNS: (
        say("codes, the last word and its hour, who decides by when"),
        say("names of the people helped, what was said, A-Numbers, notes"),
    ),
    **SESSION_LEVELS,
    **HANDOVER_LEVEL,
    **OVERVIEW_LEVEL,
}


@dataclass(frozen=True, slots=True)
class Party:
    """Those of a household who go together. `who` is its code, or on a driver's slip a first name (see above).

    `papers`: a paper is not there or ends before the day; which one is not said.
    """

    who: str
    adults: int
    children: int
    child_seats: int = 0
    wheelchairs: int = 0
    medicine: bool = False
    papers: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """Whoever holds the phone that day; `number` '' while nobody has typed one."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A shelter that is locked at a pick-up: when it opens by itself, and the number that reaches who can open."""

    opens: time
    number: str


@dataclass(frozen=True, slots=True)
class Standby:
    """Who waits for a return that has no hour."""

    trip: str
    name: str
    vehicle: str
    span: tuple[datetime, datetime] | None


@dataclass(frozen=True, slots=True)
class SlipStop:
    """A line of a slip: what happens where and when, how the hour came about, whom to take in, a locked gate."""

    mark: Mark
    hour: Hour | None
    place: str
    sum: Sentence | None
    parties: tuple[Party, ...] = ()
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class _Slip:
    trip_id: TripId
    volunteer_id: VolunteerId | None
    trip: str
    leg: Leg
    name: str
    role: Role
    crew: tuple[str, ...]  # the others
    vehicle: str
    seats: int
    child_seats: int
    port: str
    report: Hour | None
    confirmed: bool
    clocks: Sentence
    cities: tuple[str, str]  # whose clock `report` tells, and whose where it differs
    stops: tuple[SlipStop, ...]
    standby: tuple[Standby, ...]
    closing: tuple[tuple[str, time], ...]  # shelters of the riders and when they are locked
    watch: Phone | None
    clock_change: Sentence | None
    fares: Fares | None


@dataclass(frozen=True, slots=True)
class DriverSlip(_Slip):
    """What a driver has in hand. `names`: households are told by a first name."""

    names: bool


@dataclass(frozen=True, slots=True)
class EscortSlip(_Slip):
    """What whoever walks the group to the gate has in hand."""


@dataclass(frozen=True, slots=True)
class DoorRow:
    """Who leaves a shelter (or meeting point) when, by which vehicle. `opened`: somebody has to open for them."""

    hour: Hour
    party: Party
    trip: str
    vehicle: str
    opened: bool


@dataclass(frozen=True, slots=True)
class DoorList:
    """One door."""

    place_id: PlaceId
    place: str
    opens: time | None
    locks: time | None
    rows: tuple[DoorRow, ...]
    watch: Phone | None


@dataclass(frozen=True, slots=True)
class PortRow:
    """Who arrives at the port when. `trip` is '' for those who have no ride."""

    report: Hour | None
    confirmed: bool
    arrives: Hour | None
    party: Party
    trip: str
    vehicle: str
    by: str


@dataclass(frozen=True, slots=True)
class PortList:
    """One port."""

    place_id: PlaceId
    place: str
    clocks: Sentence
    rows: tuple[PortRow, ...]
    watch: Phone | None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A household's day."""

    party: Party
    waits_in: str
    pick_up: Hour | None
    report: Hour | None
    confirmed: bool
    hearing: Hour | None


@dataclass(frozen=True, slots=True)
class BoardTrip:
    """A trip with its households; the one without a `trip` holds those who have no ride."""

    trip: str
    vehicle: Sentence | None
    crew: tuple[tuple[Role, str], ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class Overruled:
    """Somebody who sits where a rule speaks against it, and why it was right this time, as typed."""

    name: str
    role: Sentence
    where: Sentence
    rules: tuple[Sentence, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Board:
    """The whole day."""

    city: str
    clocks: Sentence
    without: int  # people who have no ride
    trips: tuple[BoardTrip, ...]
    standby: tuple[Standby, ...]
    overruled: tuple[Overruled, ...]
    not_back: int
    watch: Phone | None
    clock_change: Sentence | None


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A household that is not back: the kind of the last word and its hour, and how the day ended so far."""

    code: str
    people: int
    since: date
    word: CheckInKind | None
    at: datetime | None
    end: HearingEnd | None
    decide_by: datetime
    shelter: str
    locks: time | None


@dataclass(frozen=True, slots=True)
class Expected:
    """A household that is at court today and will have to come back."""

    code: str
    people: int
    hearing: Hour | None
    shelter: str
    locks: time | None


@dataclass(frozen=True, slots=True)
class ReturnWatch:
    """Who is not back, and who joins them when their hearing begins."""

    city: str
    rows: tuple[ReturnRow, ...]
    to_come: tuple[Expected, ...]
    standby: tuple[Standby, ...]
    watch: Phone | None
