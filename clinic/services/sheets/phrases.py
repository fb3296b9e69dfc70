"""Small pieces of wording that several sheets share, in the language of the moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from clinic.domain.day_sheets import Cell, Sign, Symbol, Words
from clinic.i18n import _, day, say, say_n, words
from clinic.services import some_of
from clinic.services.fares import Fares, pesos
from clinic.services.views.times import Hour

from .levels import Party, Phone, Standby
from .session_levels import Heads


def people(party: Party | Heads) -> str:
    """'2 adults, 1 child', and 'part of the household (3 of 5)' where it is not all of it."""
    adults = str(say_n("{n} adult", "{n} adults", party.adults)) if party.adults else ""
    children = str(say_n("{n} child", "{n} children", party.children)) if party.children else ""
    counted = party.part if isinstance(party, Heads) else None
    some = "" if counted is None else str(some_of.words(counted))
    return ", ".join(part for part in (adults, children, some) if part)


def signs(parties: Sequence[Party]) -> tuple[Sign, ...]:
    """What they need, each sign with its code where there are several."""
    found = []
    for party in parties:
        needs: list[tuple[Symbol, str]] = []
        if party.child_seats:
            needs.append((Symbol.CHILD_SEAT, str(say_n("{n} child seat", "{n} child seats", party.child_seats))))
        if party.wheelchairs:
            needs.append((Symbol.WHEELCHAIR, _("wheelchair")))
        if party.medicine:
            needs.append((Symbol.MEDICINE, _("medicine to carry")))
        if party.papers:
            needs.append((Symbol.PAPERS, _("papers: look")))
        for symbol, text in needs:
            several = len(parties) > 1
            found.append(Sign(symbol, str(say("{who}: {need}", who=party.who, need=text)) if several else text))
    return tuple(found)


def unconfirmed() -> Sign:
    """For a report time that nobody has typed from the paper."""
    return Sign(Symbol.WARNING, _("report time not confirmed"))


def hour_cell(hour: Hour | None, on: date, other: str, *, large: bool = True) -> Cell:
    """An hour; under it its day where that is another one, the other side's clock, which of two equal hours it is."""
    if hour is None:
        return Cell("–", large=large)
    lines = [day(hour.here.date())] if hour.here.date() != on else []
    if hour.there is not None:
        lines.append(str(say("{hour} {city}", hour=hour.there.time(), city=other)))
    lines += [which] if (which := which_of_two(hour.here)) else []
    return Cell(f"{hour.here:%H:%M}", tuple(lines), large=large)


def which_of_two(wall: datetime) -> str:
    """'the first 01:30' where the clock shows this hour twice, else ''."""
    if wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset():
        return ""
    told = {"hour": wall.time().replace(fold=0)}
    return str(say("the second {hour}", **told) if wall.fold else say("the first {hour}", **told))


def to_call(watch: Phone | None) -> str:
    """'Marisol Quiroga, 664 555 0170', with a line to write on where it is not known."""
    if watch is None:
        return _("________, phone ________")
    return str(say("{name}, {phone}", name=watch.name, phone=watch.number or "________"))


def waiting(standby: Iterable[Standby]) -> list[str]:
    """Who stands by for a return: 'Lucía Farfán stands by 18:00–22:00 (R1, Van B)'."""
    found = []
    for one in standby:
        told = {"name": one.name or "________", "trip": ", ".join(part for part in (one.trip, one.vehicle) if part)}
        if one.span is None:
            found.append(str(say("{name} stands by ({trip}).", **told)))
        else:
            told |= {"start": words(one.span[0].time()), "end": words(one.span[1].time())}
            found.append(str(say("{name} stands by {start}–{end} ({trip}).", **told)))
    return found


def money(fares: Fares) -> Words:
    """What to take along on a bus or taxi."""
    total = say("Together {total} pesos.", total=pesos(fares.total))
    return Words(_("Fare:"), f"{'; '.join(str(line.words) for line in fares.lines)}. {total}")
