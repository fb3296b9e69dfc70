"""Lines typed or pasted out of a message: `CODE date [hearing time] [report time]`, each a hearing that moves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from clinic.domain.hearings import Hearing
from clinic.domain.ids import HouseholdId, SiteId
from clinic.domain.names import folded
from clinic.domain.notices import NoticeMove
from clinic.i18n import Sentence, plain, say
from clinic.ports import UnitOfWork
from clinic.services.views.dates import DraftLine

from .clocks import CLOCK, read_clock
from .dates import evidence_of, majority, read_day

_LINE = re.compile(r"^\s*(\S+?)[\s,;]+(.*?)\s*$")


def pasted_lines(uow: UnitOfWork, *, site: SiteId, text: str, today: date) -> tuple[DraftLine, ...]:
    """Each line that is not empty, with its move or the reason why it is none.

    A household is named by its case code or by the clinic's own reference. Of two times the first is the hearing's, the
    second the report time. `today` gives the year to dates without one.
    """
    households = uow.households.where(site_id=site)
    known = {folded(row.reference): row for row in households if row.reference}
    known |= {folded(row.code): row for row in households}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parts = [_LINE.match(line) for line in lines]
    days = [_without_clocks(part[2]) for part in parts if part]
    evidence, likely = evidence_of(days, today), majority(days, today)
    named = {row.id for part in parts if part and (row := known.get(folded(part[1])))}
    hearings_of: dict[HouseholdId, list[Hearing]] = {}
    for hearing in uow.hearings.where(household_id=named, end=None) if named else []:
        hearings_of.setdefault(hearing.household_id, []).append(hearing)
    found = []
    for line, part in zip(lines, parts, strict=True):
        household = known.get(folded(part[1])) if part else None
        if part is None or household is None:
            found.append(DraftLine(plain(line), doubts=(say("No household is known by this reference."),)))
            continue
        day = read_day(_without_clocks(part[2]), evidence, likely, today)
        doubts = [day.doubt] if day.doubt else []
        found.append(_line(line, hearings_of.get(household.id, []), day.on, _clocks(part[2]), doubts))
    return tuple(found)


def _without_clocks(text: str) -> str:
    return CLOCK.sub("", text).strip(" ,;\t")


def _clocks(text: str) -> list[str]:
    return [match[0] for match in CLOCK.finditer(text)]


def _line(
    line: str, hearings: Sequence[Hearing], on: date | None, clocks: Sequence[str], doubts: Iterable[Sentence]
) -> DraftLine:
    told = [*doubts]
    hearing, report = (read_clock(text).at if text else None for text in [*clocks, "", ""][:2])
    if on is None:
        return DraftLine(plain(line), doubts=tuple(told) or (say("There is no date here."),))
    open_ones = [row for row in hearings if not row.cancelled] or [*hearings]
    if not open_ones:
        return DraftLine(plain(line), doubts=(say("This household has no hearing on file."),))
    row = next((one for one in open_ones if one.hearing_on == on), open_ones[0])
    if len(open_ones) > 1 and row.hearing_on != on:
        told.append(say("The household has several hearings; the one of {day} is meant here.", day=row.hearing_on))
    return DraftLine(plain(line), NoticeMove(row.id, on, hearing, report), tuple(told))
