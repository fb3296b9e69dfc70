"""What stands on the paper of a day's sessions, as `levels` says it of the hearing day: nouns cut down, one a sheet.

    SessionDoor      codes, how many people, hour, room, the lawyer's first name; not what they come for, no language
    AttorneySheet    a lawyer's day: codes, kinds, languages, through whom
    InterpreterSheet an interpreter's day: the links that are theirs, by code, with whom and where; not what it is about
    SignIn           a group's hour and places, lines for heads: nobody writes a name
    Appointments     slips to cut out, one a household in its language: code, date, hour, place, room, what to bring

Of people who are helped no type here has a name, A-number, phone, age, note, need or date of court; of volunteers
no phone and no conflict. Whoever wants more out has to add a field here, before the test with planted secrets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinic.domain.consultations import ConsultationKind
from clinic.domain.day_sheets import SheetKind
from clinic.domain.ids import PlaceId, SlotId, VolunteerId
from clinic.i18n import Sentence, say

#: (what a sheet shows, what it leaves out), for whoever prints it.
SESSION_LEVELS: dict[SheetKind, tuple[Sentence, Sentence]] = {
    SheetKind.SESSION: (
        say("codes, hours, rooms, first names of the lawyers"),
        say("names of the people helped, what they come for, languages, A-Numbers, notes"),
    ),
    SheetKind.ATTORNEY: (
        say("codes, hours, kinds, languages, interpreters by name"),
        say("names of the people helped, A-Numbers, hearings, conflicts, notes"),
    ),
    SheetKind.INTERPRETER: (
        say("codes, hours, languages, with whom, room or by phone"),
        say("names of the people helped, what they come for, A-Numbers, notes"),
    ),
    SheetKind.SIGN_IN: (
        say("codes, hour, room, lines to count heads"),
        say("names, languages, A-Numbers, notes"),
    ),
    SheetKind.APPOINTMENT: (
        say("code, date, hour, place, room, what to bring"),
        say("names, what they come for, with whom, A-Numbers, notes"),
    ),
}


@dataclass(frozen=True, slots=True)
class Heads:
    """A household by its code, and how many of it come; `part` where it is not all of it: (how many, of how many)."""

    code: str
    adults: int
    children: int
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SessionDoorRow:
    """Who comes when, and to which room. `lawyer` is a first name, '' while nobody sits there; by the place's clock."""

    starts: datetime
    heads: Heads
    room: str
    lawyer: str


@dataclass(frozen=True, slots=True)
class SessionDoor:
    """The door of one place on a day."""

    place_id: PlaceId
    place: str
    rows: tuple[SessionDoorRow, ...]


@dataclass(frozen=True, slots=True)
class AttorneyRow:
    """A meeting. `heads` None: a group of `taken` of `capacity` households. `open`: links that nobody interprets."""

    starts: datetime
    ends: datetime
    heads: Heads | None
    kind: ConsultationKind
    language: str
    through: tuple[Sentence, ...]
    open: tuple[Sentence, ...]
    place: str
    room: str
    taken: int
    capacity: int
    pinned: bool
    drafting: bool


@dataclass(frozen=True, slots=True)
class AttorneySheet:
    """A lawyer's (or supervised student's) day; `role` says also under whose eyes a student works."""

    volunteer_id: VolunteerId
    name: str
    role: Sentence
    rows: tuple[AttorneyRow, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A seat of an interpreter: its own time, which can be shorter than the session's."""

    place: str
    starts: datetime
    ends: datetime
    remote: bool


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of a chain. `hears` and `tells` name who stands on either side of it; '' is the household."""

    starts: datetime
    ends: datetime
    code: str
    source: str
    target: str
    hears: str
    tells: str
    place: str
    room: str
    remote: bool


@dataclass(frozen=True, slots=True)
class InterpreterSheet:
    """An interpreter's day."""

    volunteer_id: VolunteerId
    name: str
    duties: tuple[Duty, ...]
    rows: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class SignIn:
    """A group's time: who has a place by code, how many places there are, how many people came (None: not counted)."""

    slot_id: SlotId
    place: str
    room: str
    starts: datetime
    ends: datetime
    capacity: int
    rows: tuple[Heads, ...]
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a household takes home. `language` is the one of its slip, ISO 639-3; `part` as of `Heads`."""

    code: str
    language: str
    starts: datetime
    place: str
    room: str
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Appointments:
    """All slips for one place on a day, to be cut out."""

    place_id: PlaceId
    place: str
    rows: tuple[Appointment, ...]
