"""Paper for one day, put into words: what whoever prints it is given. A sheet is a few kinds of block.

Nothing here can hold a client's surname, number, phone or note; what goes in is decided by `levels` and
`session_levels` of `clinic.services.sheets`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from .ids import SiteId, TripId, VolunteerId


class SheetKind(Enum):
    """What is printed for a day; the values are the words of the command line."""

    BOARD = "board"
    DRIVER = "driver"
    ESCORT = "escort"
    DOOR = "door"
    PORT = "port"
    RETURNS = "returns"
    ATTORNEY = "attorney"
    SESSION = "session"
    INTERPRETER = "interpreter"
    SIGN_IN = "sign-in"
    APPOINTMENT = "appointment"
    HANDOVER = "handover"
    OVERVIEW = "overview"


#: What is printed of a hearing day unless somebody asks for more.
HEARING_DAY = (
    SheetKind.BOARD, SheetKind.DRIVER, SheetKind.ESCORT, SheetKind.DOOR, SheetKind.PORT, SheetKind.RETURNS,
)  # fmt: skip


class PaperSize(Enum):
    """The two sizes in use on either side of the border."""

    A4 = "a4"
    LETTER = "letter"


class Symbol(Enum):
    """A sign without detail; it is drawn as a shape in a frame with its word beside it."""

    CHILD_SEAT = "child_seat"
    WHEELCHAIR = "wheelchair"
    MEDICINE = "medicine"
    PAPERS = "papers"
    GATE = "gate"
    WARNING = "warning"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign and its word."""

    symbol: Symbol
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: black for `solid`, striped for `striped`, an upright line at `mark` (None: none); shares of its length."""

    solid: float
    striped: float = 0.0
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: bold words, smaller lines under them, signs; `large` for an hour, `right` to stand there.

    `bar` is drawn under the words, which say the same. `box` draws an empty box to tick before the words, `line` a line
    to write on after them.
    """

    bold: str = ""
    lines: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    large: bool = False
    right: bool = False
    bar: Bar | None = None
    box: bool = False
    line: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads (none: `heads` is empty). `widths` are shares of the paper's width.

    A row is never split over two pages, and the heads stand again on each. A row of one cell is a heading over the rows
    that follow; it is never the last on a page.
    """

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The hour that counts, large in a frame, with the other side's where it differs, and what is to be known of it.

    `hours` are (label, hour); `signs` warn.
    """

    hours: tuple[tuple[str, str], ...]
    lines: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph that begins in bold; `small` is the size of a footnote. `boxes` follow with a box to tick each."""

    bold: str = ""
    text: str = ""
    boxes: tuple[str, ...] = ()
    after: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """So many lines to write on, under their label."""

    label: str
    count: int = 1


Block = Table | Frame | Words | Lines


class Copy(Enum):
    """How the copy on paper stands: none was made, it says what the plan says, or it is older than the plan."""

    NONE = "none"
    CURRENT = "current"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class DaySheet:
    """One sheet in its reader's language.

    `key` names it for ever ('driver 1b2c…'), `name` in a list ('Slip T3, Tomás'), `mark` at the foot of each page.
    `corner` says which copy it is. `fingerprint` (SHA-256) is of what it tells, whatever the language; `copy` is how
    the last copy on paper stands. `trip_id` and `volunteer_id` are set for slips.
    """

    kind: SheetKind
    key: str
    site_id: SiteId
    day: date
    name: str
    mark: str
    title: str
    subtitle: str
    corner: tuple[str, ...]
    blocks: tuple[Block, ...]
    foot: str
    language: str
    fingerprint: str
    copy: Copy = Copy.NONE
    trip_id: TripId | None = None
    volunteer_id: VolunteerId | None = None
