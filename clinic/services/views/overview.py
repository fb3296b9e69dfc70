"""What the overview of a week shows: which roles are short on which day, who does how much, which papers end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.when import Week
from clinic.i18n import Sentence

from .people import PapersState


class Coverage(Enum):
    """How far the seats of a role on a day are filled; each has a shape and a word of its own on the page."""

    NOTHING_NEEDED = "nothing_needed"
    FULL = "full"
    SHORT = "short"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Covered:
    """Seats of one role (None: of all) on one day (None: in the week). `asked` of the filled have not answered.

    `spoken` is a whole sentence, the day before the number.
    """

    role: Role | None
    on: date | None
    needed: int
    filled: int
    asked: int
    spoken: Sentence

    @property
    def open(self) -> int:
        """How many seats are open."""
        return self.needed - self.filled

    @property
    def coverage(self) -> Coverage:
        """How far they are filled."""
        if not self.needed:
            return Coverage.NOTHING_NEEDED
        if not self.open:
            return Coverage.FULL
        return Coverage.SHORT if self.filled else Coverage.EMPTY


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A role over the seven days of the week, and its sum; the last row is of all roles."""

    role: Role | None
    title: Sentence
    days: tuple[Covered, ...]
    total: Covered


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody does in the week: minutes on duty, of which at night, seats, nights on duty.

    `apart` is how far the load lies from the mean, in minutes. `words` say it all.
    """

    volunteer_id: VolunteerId
    name: str
    roles: Sentence
    minutes: int
    night_minutes: int
    seats: int
    nights: int
    apart: int
    words: Sentence

    @property
    def load(self) -> int:
        """Minutes, those at night counted double."""
        return self.minutes + self.night_minutes


@dataclass(frozen=True, slots=True)
class EndingPaper:
    """A paper that ends in the week or has ended before it; `seats` of the week fall after its end."""

    volunteer_id: VolunteerId
    name: str
    paper: Sentence
    ends_on: date
    state: PapersState
    seats: int
    words: Sentence


@dataclass(frozen=True, slots=True)
class Overview:
    """The week of a site at a glance. `rows` has a row for each role that is needed, and all of them last.

    `loads` are of everybody who is here or sits somewhere, the heaviest first; `mean` is theirs, in minutes with those
    at night counted double; `most` the heaviest. `line` answers in a sentence.
    """

    site_id: SiteId
    city: str
    week: Week
    today: date
    rows: tuple[CoverageRow, ...]
    loads: tuple[Load, ...]
    mean: int
    most: int
    papers: tuple[EndingPaper, ...]
    line: Sentence
