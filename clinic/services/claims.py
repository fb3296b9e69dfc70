"""Notices that say different things of one hearing: kept side by side until somebody decides (field research 1.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from clinic.domain.ids import HearingId, SiteId
from clinic.domain.notices import Notice, NoticeMove, NoticeRule, NoticeState
from clinic.ports import UnitOfWork
from clinic.services.views.dates import Claim, Contradiction, Draft

from .redating import next_month

_STANDING = (NoticeState.OPEN, NoticeState.APPLIED)
Said = tuple[Notice, NoticeMove]


def contradictions(uow: UnitOfWork, *, site: SiteId) -> tuple[Contradiction, ...]:
    """Hearings about which notices disagree, as long as one of them waits for a decision."""
    said = _said(uow.notices.where(site_id=site, state=_STANDING))
    disputed = {hearing: found for hearing, found in said.items() if _is_disputed(found)}
    rows = [row for row in uow.hearings.where(id=set(disputed)) if not row.cancelled and row.end is None]
    codes = {row.id: row.code for row in uow.households.where(id={row.household_id for row in rows})}
    found = [
        Contradiction(row.id, row.household_id, codes[row.household_id], row.hearing_on, _claims(disputed[row.id]))
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.stands_on, each.code)))


def against(uow: UnitOfWork, draft: Draft) -> Mapping[HearingId, tuple[Claim, ...]]:
    """What other notices say of the hearings of a draft that waits, where they say otherwise."""
    if draft.state is not NoticeState.OPEN:
        return {}
    others = uow.notices.where(site_id=draft.site_id, state=_STANDING)
    said = _said(other for other in others if other.id != draft.notice_id)
    found: dict[HearingId, tuple[Claim, ...]] = {}
    for move in (line.move for line in draft.lines if line.move):
        contrary = [pair for pair in said.get(move.hearing_id, ()) if not _agree(pair, move, draft.rule)]
        if contrary:
            found[move.hearing_id] = _claims(contrary)
    return found


def overruled(notices: Iterable[Notice], chosen: Collection[NoticeMove]) -> dict[Notice, list[NoticeMove]]:
    """Moves of waiting notices that are decided against when `chosen` are applied."""
    wanted = {move.hearing_id: move for move in chosen}
    found: dict[Notice, list[NoticeMove]] = {}
    for notice in notices:
        against = [m for m in notice.moves if m.hearing_id in wanted and disagree(m, wanted[m.hearing_id])]
        if against:
            found[notice] = against
    return found


def disagree(one: NoticeMove, other: NoticeMove) -> bool:
    """Whether two moves cannot both be right; a time that one of them leaves out is no contradiction."""
    times = ((one.hearing_time, other.hearing_time), (one.report_time, other.report_time))
    return one.hearing_on != other.hearing_on or any(a and b and a != b for a, b in times)


def _said(notices: Iterable[Notice]) -> dict[HearingId, list[Said]]:
    """What waiting notices say of each hearing, and the one that was applied last."""
    found: dict[HearingId, list[Said]] = defaultdict(list)
    applied: dict[HearingId, Said] = {}
    for notice in sorted(notices, key=lambda row: row.decided_at or datetime.max.replace(tzinfo=UTC)):
        for move in notice.moves:
            if notice.state is NoticeState.OPEN:
                found[move.hearing_id].append((notice, move))
            else:
                applied[move.hearing_id] = (notice, move)
    for hearing, pair in applied.items():
        found[hearing].insert(0, pair)
    return found


def _is_disputed(said: Collection[Said]) -> bool:
    pairs = [*said]
    return any(
        not _agree(one, other[1], other[0].rule)
        for number, one in enumerate(pairs)
        for other in pairs[number + 1 :]
        if NoticeState.OPEN in (one[0].state, other[0].state)
    )


def _agree(said: Said, move: NoticeMove, rule: NoticeRule | None) -> bool:
    """Whether a notice goes with a move: they say the same, or the move goes on by a rule from where the notice led."""
    notice, before = said
    goes_on = notice.state is NoticeState.APPLIED and rule is NoticeRule.NEXT_MONTH
    return not disagree(before, move) or (goes_on and next_month(before.hearing_on) == move.hearing_on)


def _claims(said: Iterable[Said]) -> tuple[Claim, ...]:
    return tuple(Claim(row.id, row.title, row.source, row.state, move.hearing_on) for row, move in said)
