"""What the 'Move dates' view shows: notices, every hearing that one moves, what becomes wrong, who must be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from uuid import UUID

from clinic.domain.ids import HearingId, HouseholdId, NoticeId, SiteId, VolunteerId
from clinic.domain.notices import NoticeMove, NoticeRule, NoticeState
from clinic.i18n import Sentence, listing, plain, say


class TellKind(Enum):
    """Who must hear of a new date, in the order in which they are called."""

    CREW = "crew"
    TEAM = "team"
    HOUSEHOLD = "household"
    ORGANIZERS = "organizers"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody must be told: what changed, and for which households ('Off T1, Fri 3 July', K7-RM4)."""

    what: Sentence
    codes: tuple[str, ...] = ()

    @property
    def words(self) -> Sentence:
        """In a line: 'Off T1, Fri 3 July: K7-RM4, D3-VK7'."""
        if not self.codes:
            return self.what
        return say("{what}: {codes}", what=self.what, codes=listing([plain(code) for code in self.codes]))


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody who must be told: who, how they are reached, and why.

    `key` names them, so that several reasons make one call. `phone` is a volunteer's; of a household only the contact
    plan is told.
    """

    kind: TellKind
    key: str
    who: str
    how: str
    reasons: tuple[Reason, ...]
    volunteer_id: VolunteerId | None = None
    household_id: HouseholdId | None = None

    @property
    def why(self) -> tuple[Sentence, ...]:
        """Each reason in a line."""
        return tuple(reason.words for reason in self.reasons)


class DependantKind(Enum):
    """What rests on the date of a hearing, in the order in which it is told."""

    RIDE = "ride"
    RETURN = "return"
    PREPARATION = "preparation"
    REPORT_TIME = "report_time"
    DEADLINE = "deadline"
    PAPER = "paper"
    COPY = "copy"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Dependant:
    """Something that became wrong when a hearing moved and that nobody has done anew yet.

    `about` and `row_id` name the row ('trip', 'consultation', 'hearing', 'household', 'follow_up', 'volunteer',
    'delivery'); `by` is when it would go wrong, at the latest.
    """

    kind: DependantKind
    hearing_id: HearingId
    household_id: HouseholdId
    code: str
    about: str
    row_id: UUID
    words: Sentence
    by: datetime
    tell: tuple[Tell, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one notice says of one hearing."""

    notice_id: NoticeId
    title: str
    source: str
    state: NoticeState
    on: date


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A hearing to which notices give different dates, of which at least one waits for a decision."""

    hearing_id: HearingId
    household_id: HouseholdId
    code: str
    stands_on: date
    claims: tuple[Claim, ...]

    @property
    def words(self) -> Sentence:
        """All claims in a row: 'Mon 13 July by “Press notice”, Mon 20 July by “Letter”: decide.'."""
        each = [say("{day} by “{title}”", day=claim.on, title=claim.title) for claim in self.claims]
        return say("{claims}: decide.", claims=listing(each))


class LineState(Enum):
    """What applying a notice would do with one line of it."""

    MOVES = "moves"
    ASKS = "asks"  # moves only when somebody says so
    STANDS = "stands"  # stands on that date already
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class DateLine:
    """One line of a notice: which hearing moves from when to when, what becomes wrong by it, what must be asked.

    `key` names the line within its preview. `old` and `new` are days at the port; the times are those that the notice
    gives (None: the old one stays).
    """

    key: str
    what: Sentence
    state: LineState
    move: NoticeMove | None = None
    household_id: HouseholdId | None = None
    code: str = ""
    old: date | None = None
    new: date | None = None
    hearing_time: time | None = None
    report_time: time | None = None
    questions: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    wrong: tuple[Dependant, ...] = ()

    @property
    def can_move(self) -> bool:
        """Whether applying may move it."""
        return self.state in (LineState.MOVES, LineState.ASKS)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of a notice as it was typed or read: a move, or the reason why it is none; doubts are asked about."""

    what: Sentence
    move: NoticeMove | None = None
    doubts: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as it comes in, before it is on file (`notice_id` None) or as it was recorded."""

    site_id: SiteId
    title: str
    source: str
    received_on: date
    lines: tuple[DraftLine, ...]
    rule: NoticeRule | None = None
    notice_id: NoticeId | None = None
    state: NoticeState = NoticeState.OPEN
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DatesPreview:
    """What applying a notice would do, hearing by hearing; `line` in one sentence. Nothing has been changed."""

    draft: Draft
    lines: tuple[DateLine, ...]
    line: Sentence

    def of(self, state: LineState) -> tuple[DateLine, ...]:
        """The lines of one state."""
        return tuple(line for line in self.lines if line.state is state)

    def tells(self, keys: frozenset[str]) -> tuple[Tell, ...]:
        """Who must be told when the lines with these keys move; each once, with every reason."""
        return merged(tell for line in self.lines if line.key in keys for wrong in line.wrong for tell in wrong.tell)


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice in the list: how many dates it moves, how many of them others contradict."""

    notice_id: NoticeId
    title: str
    source: str
    received_on: date
    state: NoticeState
    moves: int
    contradicted: int
    words: Sentence
    reason: str


@dataclass(frozen=True, slots=True)
class DatesView:
    """The whole view: notices that wait first, what contradicts, what must still be done anew, who must be told."""

    site_id: SiteId
    line: Sentence
    notices: tuple[NoticeView, ...]
    contradictions: tuple[Contradiction, ...]
    dependants: tuple[Dependant, ...]
    tells: tuple[Tell, ...]


def merged(tells: Iterable[Tell]) -> tuple[Tell, ...]:
    """Each one who must be told once, with every reason once, in the order in which they are called."""
    found: dict[str, Tell] = {}
    codes: dict[str, dict[Sentence, dict[str, None]]] = {}
    for tell in tells:
        found.setdefault(tell.key, tell)
        for reason in tell.reasons:
            codes.setdefault(tell.key, {}).setdefault(reason.what, {}).update(dict.fromkeys(reason.codes))
    whole = [
        replace(tell, reasons=tuple(Reason(what, tuple(of)) for what, of in codes[key].items()))
        for key, tell in found.items()
    ]
    order = list(TellKind)
    return tuple(sorted(whole, key=lambda tell: (order.index(tell.kind), tell.who)))
