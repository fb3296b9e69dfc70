"""Where a household could be met on a day, and who could close the gap in an interpreter chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.breaches import Breach
from clinic.domain.consultations import ConsultationKind
from clinic.domain.ids import HouseholdId, RequestId, SeatId, SlotId, VolunteerId
from clinic.i18n import Sentence
from clinic.rules.score import Fit

from .consultations import Waiting


@dataclass(frozen=True, slots=True)
class Opening:
    """The best time within one free stretch of a lawyer's day, or a group with places left (`slot_id`).

    The free stretch is from `stretch` to `until`, local time like `starts` and `ends`; `way` tells the language and
    through whom. `breaches` is all that speaks against it, worst first.
    """

    lawyer_seat_id: SeatId | None
    slot_id: SlotId | None
    stretch: datetime
    until: datetime
    starts: datetime
    ends: datetime
    minutes: int
    words: Sentence
    way: Sentence
    fit: Fit
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Openings:
    """What each free stretch of a day answers to one household, best first; `why_none`: why there is nothing at all."""

    day: date
    household_id: HouseholdId
    code: str
    openings: tuple[Opening, ...]
    why_none: Sentence | None

    @property
    def best(self) -> Opening | None:
        """The best time against which no rule speaks that asks for a reason."""
        return next((opening for opening in self.openings if opening.fit is not Fit.NO), None)


@dataclass(frozen=True, slots=True)
class BestTimes:
    """The best times for what a household waits for (`words`), best first; `why_none` says what stands in the way."""

    request_id: RequestId
    kind: ConsultationKind
    words: Sentence
    openings: tuple[Opening, ...]
    why_none: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household of the waiting list, with its reasons, and the time of a free stretch that suits it best."""

    line: Waiting
    opening: Opening


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best households for a free stretch, most urgent first; `why_none`: how many were tried in vain."""

    found: tuple[Candidate, ...]
    why_none: Sentence | None


@dataclass(frozen=True, slots=True)
class NextUp:
    """A household's day, and where nothing fits on it the nearest day (`later`) on which something does."""

    today: Openings
    later: Openings | None


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who would close a gap, and the seat from which."""

    seat_id: SeatId
    volunteer_id: VolunteerId
    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The link that a meeting lacks. `here` already sit in the session and are free then.

    `seat_id` is an open seat that asks for it, if any; `best` whoever fits that seat best.
    """

    source: str
    target: str
    words: Sentence
    here: tuple[Helper, ...]
    seat_id: SeatId | None
    best: Helper | None
