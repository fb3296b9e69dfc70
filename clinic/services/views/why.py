"""Why a seat is open: what stands in the way, what would change it, and the changes that can be tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Interprets, Limits, Role, Speaks
from clinic.i18n import Sentence

from .seats import SeatView


class WhyKind(Enum):
    """What kind of obstacle it is; the first that holds is told.

    IMPOSSIBLE: nobody can sit there, or fewer people than seats, whatever else is planned. FITS: somebody fits, nobody
    has been seated. TAKEN: whoever fits sits elsewhere, and an exchange frees them. NEAREST: one person comes near, a
    single rule speaks against them. GIVES_WAY: several rules or plans must give way together. NONE: nothing helps that
    the program could try.
    """

    IMPOSSIBLE = "impossible"
    FITS = "fits"
    TAKEN = "taken"
    NEAREST = "nearest"
    GIVES_WAY = "gives_way"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody sits in a seat from then on; None: nobody does. `overrules` are the rules that need a typed reason."""

    seat_id: SeatId
    volunteer_id: VolunteerId | None
    overrules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reseat:
    """People change seats, all at once: first everybody leaves, then everybody sits down."""

    moves: tuple[Move, ...]

    @property
    def needs_reason(self) -> bool:
        """Whether a typed reason is needed."""
        return any(move.overrules for move in self.moves)


@dataclass(frozen=True, slots=True)
class OneMore:
    """One more person comes who is what the seat asks for, and takes it."""

    seat_id: SeatId


@dataclass(frozen=True, slots=True)
class Shift:
    """A seat of a session gets another time (UTC), within its session's or with it; then `moves` are carried out."""

    seat_id: SeatId
    starts_at: datetime
    ends_at: datetime
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Widen:
    """A seat asks for other languages than before; then `moves` are carried out."""

    seat_id: SeatId
    languages: tuple[str, ...]
    source: str = ""
    target: str = ""
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something is typed about somebody (None: stays as it is); then `moves` are carried out."""

    volunteer_id: VolunteerId
    roles: tuple[Role, ...] | None = None
    speaks: tuple[Speaks, ...] | None = None
    interprets: tuple[Interprets, ...] | None = None
    vetted: bool = False
    trained: bool = False
    limits: Limits | None = None
    moves: tuple[Move, ...] = ()


#: A change that can be carried out, on trial or for good.
Act = Reseat | OneMore | Shift | Widen | Note


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that would help, as an imperative; `act` None where only a person can do it outside of the program."""

    words: Sentence
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One obstacle in a sentence, with the seats and people that it is about and what would mend it, smallest first."""

    words: Sentence
    seat_ids: tuple[SeatId, ...]
    volunteer_ids: tuple[VolunteerId, ...] = ()
    mends: tuple[Mend, ...] = ()
    short: int = 1


@dataclass(frozen=True, slots=True)
class Why:
    """Why a seat is open. `line` answers in one sentence, `reasons` say all of it."""

    seat: SeatView
    kind: WhyKind
    line: Sentence
    reasons: tuple[Reason, ...]

    @property
    def mends(self) -> tuple[Mend, ...]:
        """All changes that would help, the smallest first, each once."""
        return tuple(dict.fromkeys(mend for reason in self.reasons for mend in reason.mends))


@dataclass(frozen=True, slots=True)
class WhyWeek:
    """Why seats of a week stay open. `together` is the cheapest set that must give way.

    `stopped`: somebody pressed Stop before all seats were looked at.
    """

    line: Sentence
    seats: tuple[Why, ...]
    together: tuple[Reason, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a change on trial, nothing of it is kept: is the seat filled, who then sits where.

    `filled` and `opened` count the seats of the week that the change fills and opens.
    """

    words: Sentence
    works: bool
    filled: int
    opened: int
    lines: tuple[Sentence, ...] = ()
