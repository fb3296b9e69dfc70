"""Notices that move hearing dates: recorded, applied, set aside. Nothing moves until somebody applies one.

Applying is one step. It moves what nobody contradicts, and of the rest what is named; what is left stays as a notice
that waits. Other notices that say otherwise of a hearing which was decided now are set aside for that hearing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from clinic.domain.errors import BadValue, Refused
from clinic.domain.history import Change
from clinic.domain.ids import NoticeId
from clinic.domain.notices import Notice, NoticeMove, NoticeState
from clinic.i18n import say
from clinic.jobs import Progress, each, silent
from clinic.ports import UnitOfWork
from clinic.services.views.dates import DateLine, Draft, LineState

from . import claims, redating
from .dates import preview
from .drafts import Head, same_notices


def record(uow: UnitOfWork, *, draft: Draft) -> Change:
    """Keep a notice beside the others, without moving anything. The same one twice is kept once.

    Raises BadValue without a title, Refused when it moves no hearing.
    """
    moves = [line.move for line in draft.lines if line.move]
    redating.check(moves, draft.title)
    known = {move for notice in _same(uow, draft) for move in notice.moves}
    new = tuple(dict.fromkeys(move for move in moves if move not in known))
    if not new:
        return uow.commit(say("“{title}” is on file already", title=draft.title))
    _enter(uow, draft, new)
    return uow.commit(say("Record the notice “{title}”", title=draft.title))


def apply(
    uow: UnitOfWork,
    *,
    draft: Draft,
    lines: Collection[str] | None = None,
    reason: str = "",
    progress: Progress = silent,
) -> Change:
    """Move the hearings of a notice as one step, and keep every old date with what the notice says and who says so.

    `lines` names lines of its preview by their keys, None means all that need no answer. What moved before does not
    move again. Raises BadValue without a title, Refused when nothing can move, when one hearing would get two dates, or
    for a notice that was set aside.
    """
    if draft.state is NoticeState.SET_ASIDE:
        raise Refused(say("This notice was set aside. Undo that first, or record it anew."))
    found = preview(uow, draft=draft).lines
    chosen = [line for line in found if line.can_move and _is_chosen(line, lines)]
    if not chosen and any(line.state is LineState.STANDS for line in found):
        return uow.commit(say("“{title}” was applied before: nothing moves twice", title=draft.title))
    # A list that names a hearing twice with the same date moves it once.
    moves = list(dict.fromkeys(line.move for line in chosen if line.move))
    redating.check(moves, draft.title)
    _check_once(chosen)
    row = uow.notices.find(draft.notice_id) or _enter(uow, draft, ())
    _decide(uow, row, found, moves, reason)
    why = f"{row.title} ({row.source})" if row.source else row.title
    for move in each(moves, len(moves), str(say("Moving dates")), progress):
        redating.move_one(uow, move, why)
    return uow.commit(redating.moved(len(moves), row.title))


def set_aside(uow: UnitOfWork, *, notice: NoticeId, reason: str) -> Change:
    """Decide against a notice that waits. It stays on file with the reason.

    Raises BadValue without a reason, Refused for a notice about which somebody has decided.
    """
    row = uow.notices.get(notice)
    if not reason.strip():
        raise BadValue(say("Write why this notice does not count."))
    if row.state is not NoticeState.OPEN:
        raise Refused(say("Somebody has decided about this notice already. Undo that first."))
    _settle(uow, row, NoticeState.SET_ASIDE, reason.strip())
    return uow.commit(say("Set aside the notice “{title}”", title=row.title))


def _is_chosen(line: DateLine, lines: Collection[str] | None) -> bool:
    return line.state is LineState.MOVES if lines is None else line.key in lines


def _check_once(chosen: Iterable[DateLine]) -> None:
    seen: dict[object, date | None] = {}
    for line in chosen:
        hearing = line.move.hearing_id if line.move else None
        if hearing in seen and seen[hearing] != line.new:
            raise Refused(say("{code} would get two dates. Choose one of them.", code=line.code))
        seen[hearing] = line.new


def _same(uow: UnitOfWork, draft: Draft) -> list[Notice]:
    return same_notices(uow, Head(draft.site_id, draft.title, draft.source))


def _decide(
    uow: UnitOfWork, row: Notice, found: Collection[DateLine], moves: Collection[NoticeMove], reason: str
) -> None:
    """The notice is applied for what moves (and what stands there already); what is left waits on, or is decided."""
    decided = {move.hearing_id for move in moves}
    every = [(line, line.move) for line in found if line.move]
    against = [move for _line, move in every if move.hearing_id in decided and move not in moves]
    left = [move for line, move in every if line.can_move and move.hearing_id not in decided]
    row.moves = tuple(move for _line, move in every if move not in left and move not in against)
    _settle(uow, row, NoticeState.APPLIED, reason.strip())
    if left:
        _enter(uow, row, left)
    instead = str(say("“{title}” was applied instead", title=row.title))
    if against:
        _settle(uow, _enter(uow, row, against), NoticeState.SET_ASIDE, instead)
    waiting = uow.notices.where(site_id=row.site_id, state=NoticeState.OPEN)
    for other, gone in claims.overruled(waiting, moves).items():
        kept = tuple(move for move in other.moves if move not in gone)
        if kept:
            other.moves = kept
            _settle(uow, _enter(uow, other, gone), NoticeState.SET_ASIDE, instead)
        else:
            _settle(uow, other, NoticeState.SET_ASIDE, instead)


def _enter(uow: UnitOfWork, of: Draft | Notice, moves: Collection[NoticeMove]) -> Notice:
    """A draft put on file; or a part of a notice about which something else is decided than about the rest."""
    return uow.notices.add(
        Notice(
            site_id=of.site_id,
            title=of.title,
            source=of.source,
            received_on=of.received_on,
            rule=of.rule,
            moves=tuple(moves),
        )
    )


def _settle(uow: UnitOfWork, row: Notice, state: NoticeState, reason: str) -> None:
    row.state, row.decided_at, row.reason = state, uow.now(), reason
