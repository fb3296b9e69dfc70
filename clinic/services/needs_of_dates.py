"""Dates that moved, as needs: notices about which somebody must decide, and what must be done anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from clinic.domain.ids import HearingId, SiteId
from clinic.domain.when import local
from clinic.i18n import Sentence, listing, say, say_n
from clinic.ports import UnitOfWork
from clinic.services.views.dates import Contradiction, Dependant, DependantKind
from clinic.services.views.rides import State
from clinic.services.views.today import Action, ActionKind, Need, NeedKind

from .claims import contradictions
from .dependants import dependants
from .phrases import codes

_RIDES = (DependantKind.RIDE, DependantKind.RETURN)


def needs_of_dates(uow: UnitOfWork, *, site: SiteId, now: datetime) -> Iterator[Need]:
    """At most two needs, however many dates moved: contradicting notices, and what rests on old dates."""
    zone = uow.sites.get(site).zone
    if against := contradictions(uow, site=site):
        yield _decide(against, local(now, zone))
    if found := dependants(uow, site=site, now=now):
        yield _redo(found, zone)


def _decide(against: Sequence[Contradiction], by: datetime) -> Need:
    first = against[0]
    title = say("{code}: notices contradict each other", code=first.code)
    detail = first.words
    if len(against) > 1:
        title = say("Notices contradict each other about {n} hearings", n=len(against))
        detail = say("{code}: {words} And {n} more.", code=first.code, words=first.words, n=len(against) - 1)
    return Need(NeedKind.NOTICES, State.WARNING, title, detail, by, (_open(first.hearing_id),))


def _redo(found: Sequence[Dependant], zone: str) -> Need:
    """'Dates moved: K7-RM4, D3-VK7: 2 rides, 1 preparation to do anew, 2 households to tell'."""
    names = codes([*dict.fromkeys(each.code for each in found)])
    by = local(found[0].by, zone)
    title = say("Dates have moved: {codes}", codes=names)
    return Need(NeedKind.DATES, State.WARNING, title, _kinds(found), by, (_open(found[0].hearing_id),))


def _kinds(found: Sequence[Dependant]) -> Sentence:
    count = Counter({each.kind: 0 for each in found})
    count.update(kind for kind, _row in {(each.kind, each.row_id) for each in found})
    rides = sum(count[kind] for kind in _RIDES)
    told, paired = count[DependantKind.HOUSEHOLD], count[DependantKind.PREPARATION]
    hours = count[DependantKind.REPORT_TIME]
    rest = count[DependantKind.DEADLINE] + count[DependantKind.PAPER]
    parts = [
        say_n("{n} trip to make anew", "{n} trips to make anew", rides) if rides else None,
        say_n("{n} preparation", "{n} preparations", paired) if paired else None,
        say_n("{n} report time to confirm", "{n} report times to confirm", hours) if hours else None,
        say_n("{n} date or paper", "{n} dates or papers", rest) if rest else None,
        say_n("{n} old copy", "{n} old copies", n) if (n := count[DependantKind.COPY]) else None,
        say_n("{n} household to tell", "{n} households to tell", told) if told else None,
    ]
    return listing([part for part in parts if part is not None])


def _open(hearing: HearingId) -> Action:
    return Action(ActionKind.MOVE_DATES, say("Open the dates"), "hearing", hearing)
