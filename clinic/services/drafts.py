"""How notices that move dates come in: by a rule, as pasted lines, as a list in a file, or from what is on file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic.domain.errors import BadValue, ImportTrouble
from clinic.domain.hearings import Hearing
from clinic.domain.ids import HearingId, NoticeId, SiteId
from clinic.domain.names import folded
from clinic.domain.notices import Notice, NoticeMove, NoticeRule, NoticeState
from clinic.domain.when import local
from clinic.i18n import plain, say
from clinic.ports import SheetRows, UnitOfWork
from clinic.services import importing
from clinic.services.importing.pasted import pasted_lines
from clinic.services.importing.redating import draft_lines
from clinic.services.views.dates import Draft, DraftLine

from .redating import next_month


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a notice, however its dates come in: what it says in a line, who says so, when it came."""

    site_id: SiteId
    title: str
    source: str = ""
    received_on: date | None = None


def by_rule(
    uow: UnitOfWork,
    *,
    head: Head,
    hearings: Collection[HearingId] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Draft:
    """'One month later, next Monday if a weekend' for the hearings named, or all of the site from `first` to `last`.

    What the same notice has given its date already keeps that date, however often the rule is applied. Raises BadValue
    when neither hearings nor days are named.
    """
    if hearings is not None:
        rows = uow.hearings.where(id=set(hearings))
    elif first is not None and last is not None:
        rows = uow.hearings.between(first, last, site_id=head.site_id)
    else:
        raise BadValue(say("Say which hearings move: name them, or give a first and a last day."))
    given = {move.hearing_id: move for notice in same_notices(uow, head) for move in notice.moves}
    if hearings is None and first is not None and last is not None:
        moved = [row for row in uow.hearings.where(id=set(given)) if _was_between(row, first, last)]
        rows = [*rows, *(row for row in moved if row not in rows)]
    codes = {row.id: row.code for row in uow.households.where(id={row.household_id for row in rows})}
    lines = [
        DraftLine(plain(codes[row.household_id]), given.get(row.id) or NoticeMove(row.id, next_month(row.hearing_on)))
        for row in rows
    ]
    return replace(_draft(uow, head, lines), rule=NoticeRule.NEXT_MONTH)


def by_lines(uow: UnitOfWork, *, head: Head, text: str) -> Draft:
    """Lines as they were pasted: `CODE date [hearing time] [report time]`. Raises BadValue when there are none."""
    lines = pasted_lines(uow, site=head.site_id, text=text, today=_today(uow, head.site_id))
    if not lines:
        raise BadValue(say("There is no line yet. Type a case code and its new date, such as K7-RM4 2026-07-13."))
    return _draft(uow, head, lines)


def by_list(uow: UnitOfWork, *, head: Head, sheets: Sequence[SheetRows]) -> Draft:
    """A list of moved hearings out of a file. Raises ImportTrouble when the file holds none."""
    found = importing.preview(uow, sheets, site=head.site_id, today=_today(uow, head.site_id))
    lines = draft_lines(found)
    if not lines:
        raise ImportTrouble(say("This list moves no hearing. It needs an old date and a new one in each row."))
    return _draft(uow, head, lines)


def on_file(uow: UnitOfWork, *, notice: NoticeId) -> Draft:
    """A notice as it was recorded."""
    row = uow.notices.get(notice)
    codes = _codes(uow, row)
    lines = tuple(DraftLine(plain(codes.get(move.hearing_id, "–")), move) for move in row.moves)
    return Draft(
        row.site_id, row.title, row.source, row.received_on, lines, row.rule, row.id, row.state, row.decided_at
    )


def same_notices(uow: UnitOfWork, head: Head) -> list[Notice]:
    """Notices on file that say the same, from the same source; none that was set aside."""
    wanted = folded(head.title), folded(head.source)
    rows = uow.notices.where(site_id=head.site_id, state=(NoticeState.OPEN, NoticeState.APPLIED))
    return [row for row in rows if (folded(row.title), folded(row.source)) == wanted]


def _was_between(row: Hearing, first: date, last: date) -> bool:
    return any(first <= past.hearing_on <= last for past in row.history)


def _draft(uow: UnitOfWork, head: Head, lines: Sequence[DraftLine]) -> Draft:
    received = head.received_on or _today(uow, head.site_id)
    return Draft(head.site_id, head.title.strip(), head.source.strip(), received, tuple(lines))


def _today(uow: UnitOfWork, site: SiteId) -> date:
    return local(uow.now(), uow.sites.get(site).zone).date()


def _codes(uow: UnitOfWork, row: Notice) -> dict[HearingId, str]:
    hearings = uow.hearings.where(id={move.hearing_id for move in row.moves})
    codes = {one.id: one.code for one in uow.households.where(id={each.household_id for each in hearings})}
    return {each.id: codes[each.household_id] for each in hearings}
