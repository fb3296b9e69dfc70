"""What notices that move dates would do, looked at hearing by hearing; changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from clinic.domain.errors import BadValue
from clinic.domain.hearings import Hearing, check_times
from clinic.domain.households import Household
from clinic.domain.ids import HearingId, HouseholdId, SiteId
from clinic.domain.notices import NoticeMove, NoticeState
from clinic.i18n import Sentence, listing, say, say_n
from clinic.ports import UnitOfWork
from clinic.services.views.dates import (
    Claim,
    Contradiction,
    DateLine,
    DatesPreview,
    DatesView,
    Dependant,
    Draft,
    DraftLine,
    LineState,
    NoticeView,
    merged,
)

from . import claims
from .dependants import Shift, dependants, wrong
from .reach import Reach


def dates_view(uow: UnitOfWork, *, site: SiteId, now: datetime | None = None) -> DatesView:
    """The notices of a site, those that wait first; what contradicts; what must still be done anew."""
    rows = uow.notices.where(site_id=site)
    against = claims.contradictions(uow, site=site)
    order = [NoticeState.OPEN, NoticeState.APPLIED, NoticeState.SET_ASIDE]
    rows.sort(key=lambda row: (order.index(row.state), -(row.decided_at or uow.now()).timestamp()))
    views = tuple(
        NoticeView(
            notice_id=row.id,
            title=row.title,
            source=row.source,
            received_on=row.received_on,
            state=row.state,
            moves=len(row.moves),
            contradicted=sum(any(c.notice_id == row.id for c in one.claims) for one in against),
            words=say_n("{n} hearing", "{n} hearings", len(row.moves)),
            reason=row.reason,
        )
        for row in rows
    )
    found = dependants(uow, site=site, now=now)
    tells = merged(tell for each in found for tell in each.tell)
    return DatesView(site, _line(views, against, found), views, against, found, tells)


def preview(uow: UnitOfWork, *, draft: Draft, now: datetime | None = None) -> DatesPreview:
    """Every line of a notice: old day, new day, what becomes wrong, what must be asked, what others say."""
    sheet = _Sheet.read(uow, draft, now or uow.now())
    lines = tuple(sheet.line(str(number), line) for number, line in enumerate(draft.lines))
    return DatesPreview(draft, lines, _counts(lines))


@dataclass(frozen=True)
class _Sheet:
    """What is on file about the hearings of a draft, read once."""

    draft: Draft
    now: datetime
    rows: Mapping[HearingId, Hearing]
    households: Mapping[HouseholdId, Household]
    reach: Reach
    claims: Mapping[HearingId, tuple[Claim, ...]]
    twice: frozenset[HearingId]

    @classmethod
    def read(cls, uow: UnitOfWork, draft: Draft, now: datetime) -> Self:
        moves = [line.move for line in draft.lines if line.move]
        rows = {row.id: row for row in uow.hearings.where(id={move.hearing_id for move in moves})}
        counts = Counter(hearing for hearing, _move in {(move.hearing_id, move) for move in moves})
        reach = Reach.of(uow, [*rows.values()])
        twice = frozenset(hearing for hearing, count in counts.items() if count > 1)
        return cls(draft, now, rows, reach.households, reach, claims.against(uow, draft), twice)

    def line(self, key: str, line: DraftLine) -> DateLine:
        row = self.rows.get(line.move.hearing_id) if line.move else None
        if line.move is None or row is None:
            doubts = line.doubts or (say("This hearing is no longer on file."),)
            return DateLine(key, line.what, LineState.CANNOT, questions=doubts)
        state, questions = self._state(row, line.move, line.doubts)
        return DateLine(
            key=key,
            what=line.what,
            state=state,
            move=line.move,
            household_id=row.household_id,
            code=self.households[row.household_id].code,
            old=self._old(row, line.move, state),
            new=line.move.hearing_on,
            hearing_time=line.move.hearing_time,
            report_time=line.move.report_time,
            questions=(*questions, *self._told(row, line.move, state)),
            claims=self.claims.get(row.id, ()) if state is not LineState.CANNOT else (),
            wrong=tuple(self._wrong(row, line.move, state)),
        )

    def _state(
        self, row: Hearing, move: NoticeMove, doubts: Sequence[Sentence]
    ) -> tuple[LineState, tuple[Sentence, ...]]:
        if row.cancelled:
            return LineState.CANNOT, (say("The hearing is cancelled: it does not move."),)
        if row.end is not None:
            return LineState.CANNOT, (say("The hearing has taken place: it does not move."),)
        if stands(row, move):
            return LineState.STANDS, ()
        if self.draft.state is not NoticeState.OPEN:
            return LineState.STANDS, (say("It stands on {day} now.", day=row.hearing_on),)
        if refused := _refused(row, move):
            return LineState.CANNOT, (refused,)
        asked = [*doubts, *self._asked(row, move)]
        return (LineState.ASKS if asked or row.id in self.claims else LineState.MOVES), tuple(asked)

    def _asked(self, row: Hearing, move: NoticeMove) -> Iterator[Sentence]:
        """What somebody must answer before this hearing moves."""
        if row.id in self.twice:
            yield say("The list gives more than one new date for this hearing. Which one counts?")
        if move.hearing_on.weekday() >= 5:
            yield say("{day} is a weekend.", day=move.hearing_on)
        if move.hearing_on < row.hearing_on:
            yield say("The new date {new} is before the old one {old}.", new=move.hearing_on, old=row.hearing_on)

    def _told(self, row: Hearing, move: NoticeMove, state: LineState) -> Iterator[Sentence]:
        """What is worth knowing, and stops nobody."""
        if state not in (LineState.MOVES, LineState.ASKS):
            return
        if row.hearing_on.weekday() >= 5:
            yield say("{day} is a weekend: was the old date typed right?", day=row.hearing_on)
        for other in self.reach.hearings_of.get(row.household_id, ()):
            if other.id != row.id and other.hearing_on == move.hearing_on:
                yield say("The household has another hearing on {day}.", day=other.hearing_on)
        yield from self._dates_to_keep(row, move)

    def _dates_to_keep(self, row: Hearing, move: NoticeMove) -> Iterator[Sentence]:
        """Follow-ups that were due before the old date of a hearing that is put off: perhaps they are, too."""
        for task in self.reach.follow_ups.get(row.household_id, ()):
            if task.due_on and self.now.date() <= task.due_on <= row.hearing_on < move.hearing_on:
                yield say("“{what}” is due on {day}: does it move too?", what=task.what, day=task.due_on)

    def _old(self, row: Hearing, move: NoticeMove, state: LineState) -> date:
        if state is not LineState.STANDS:
            return row.hearing_on
        past = [each for each in row.history if each.moved_at == self.draft.decided_at] or [*row.history[-1:]]
        return past[0].hearing_on if past else move.hearing_on

    def _wrong(self, row: Hearing, move: NoticeMove, state: LineState) -> Iterator[Dependant]:
        if state in (LineState.MOVES, LineState.ASKS):
            yield from wrong(self.reach, Shift.wanted(row, move), self.now)
        elif state is LineState.STANDS and row.history and stands(row, move):
            yield from wrong(self.reach, Shift.done(row), self.now)


def stands(row: Hearing, move: NoticeMove) -> bool:
    """Whether a hearing stands already where a move would put it."""
    times = ((move.hearing_time, row.hearing_time), (move.report_time, row.report_time))
    return row.hearing_on == move.hearing_on and all(new in (None, old) for new, old in times)


def _refused(row: Hearing, move: NoticeMove) -> Sentence | None:
    """Why the times of a move cannot be: a report time that stays as typed, after a hearing time that does not."""
    report, hearing = move.report_time or row.report_time, move.hearing_time or row.hearing_time
    early = (row.report_on or row.hearing_on) - row.hearing_on
    follows = move.report_time is None and row.report_source.value in {"unknown", "proposed"}
    try:
        check_times(move.hearing_on + early, None if follows else report, move.hearing_on, hearing)
    except BadValue as error:
        return error.sentence
    return None


def _counts(lines: Sequence[DateLine]) -> Sentence:
    found = Counter(line.state for line in lines)
    parts = [
        say_n("{n} hearing moves", "{n} hearings move", found[LineState.MOVES]),
        *([say_n("{n} needs an answer", "{n} need an answer", n)] if (n := found[LineState.ASKS]) else []),
        *([say_n("{n} stands there already", "{n} stand there already", n)] if (n := found[LineState.STANDS]) else []),
        *([say_n("{n} cannot move", "{n} cannot move", n)] if (n := found[LineState.CANNOT]) else []),
    ]
    return listing(parts)


def _line(views: Sequence[NoticeView], against: Sequence[Contradiction], found: Sequence[Dependant]) -> Sentence:
    """'1 notice waits, 2 hearings contradicted, 5 things to do anew'."""
    waiting = sum(view.state is NoticeState.OPEN for view in views)
    if not waiting and not found:
        return say("No notice waits, nothing is to be done anew")
    parts = [say_n("{n} notice waits", "{n} notices wait", waiting)]
    if against:
        parts.append(say_n("{n} hearing contradicted", "{n} hearings contradicted", len(against)))
    parts.append(say_n("{n} thing to do anew", "{n} things to do anew", len(found)))
    return listing(parts)
