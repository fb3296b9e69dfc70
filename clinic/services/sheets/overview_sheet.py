"""The overview of a week on paper: coverage, load and papers that end, each as bars and as the numbers beside them."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.day_sheets import Bar, Block, Cell, DaySheet, SheetKind, Sign, Symbol, Table, Words
from clinic.domain.when import Week
from clinic.i18n import Sentence, _, day, in_language, language, say, say_n, weekday_short
from clinic.rules.wording import length
from clinic.services.overview import overview
from clinic.services.views.overview import Coverage, CoverageRow, Covered, EndingPaper, Load, Overview

from .copies import fingerprint_of, key
from .desk import Desk

OVERVIEW_LEVEL: dict[SheetKind, tuple[Sentence, Sentence]] = {
    SheetKind.OVERVIEW: (
        say("seats by role and day, hours of each volunteer, papers of volunteers that end"),
        say("everybody who is helped, phones, notes"),
    ),
}


def overview_sheet(desk: Desk) -> Iterator[DaySheet]:
    """The week of the desk's day; nothing where nothing is planned in it. One copy counts for the whole week."""
    week = Week.of(desk.on)
    found = overview(desk.uow, site=desk.site.id, week=week)
    if not found.rows:
        return
    with in_language(desk.tongue or language()):
        yield desk.sheet(
            SheetKind.OVERVIEW,
            key(SheetKind.OVERVIEW, desk.site.id, week.monday),
            fingerprint_of((found.rows, found.loads, found.papers)),
            name=say("Overview of the week"),
            mark=_("Overview"),
            title=str(say("Overview, week {n} · {city}", n=week.number, city=found.city)),
            subtitle=f"{day(week.days[0])} – {day(week.days[-1], year=True)} · {found.line}",
            blocks=tuple(_blocks(found)),
            foot=_("For the coordinator. Tear up after the week."),
        )


def _blocks(found: Overview) -> Iterator[Block]:
    days = tuple(f"{weekday_short(on.weekday())} {on.day}" for on in found.week.days)
    yield Table((_("Coverage"), *days, _("Week")), (0.18, *(0.1,) * 7, 0.12), tuple(_row(each) for each in found.rows))
    told = say(
        "Load of {people}; hours at night are striped and count double; the upright line is the mean, {mean}.",
        people=say_n("{n} person", "{n} people", len(found.loads)),
        mean=length(found.mean),
    )
    yield Words(text=str(told), small=True)
    heads: tuple[str, ...] = (_("Load"), _("Balance"), _("Hours"), _("At night"), _("Seats"))
    yield Table(heads, (0.3, 0.34, 0.13, 0.13, 0.1), tuple(_load(one, found) for one in found.loads))
    if found.papers:
        heads = (_("Papers that end"), _("Who"), _("Ends"), _("Seats after"))
        yield Table(heads, (0.3, 0.3, 0.24, 0.16), tuple(_paper(one) for one in found.papers))


def _row(each: CoverageRow) -> tuple[Cell, ...]:
    return (Cell(str(each.title)) if each.role is None else Cell(lines=(str(each.title),)), *map(_cell, _of(each)))


def _of(each: CoverageRow) -> tuple[Covered, ...]:
    return (*each.days, each.total)


def _cell(cell: Covered) -> Cell:
    """'3/5' in bold where something is open, and how far it is filled."""
    if cell.coverage is Coverage.NOTHING_NEEDED:
        return Cell(lines=("–",))
    words, bar = f"{cell.filled}/{cell.needed}", Bar(cell.filled / cell.needed)
    return Cell(words, bar=bar) if cell.open else Cell(lines=(words,), bar=bar)


def _load(one: Load, found: Overview) -> tuple[Cell, ...]:
    most = max(1, found.most)
    bar = Bar((one.minutes - one.night_minutes) / most, 2 * one.night_minutes / most, found.mean / most)
    night = str(length(one.night_minutes)) if one.night_minutes else "–"
    numbers = (str(length(one.minutes)), night, str(one.seats))
    return (Cell(lines=(one.name,)), Cell(bar=bar), *(Cell(lines=(each,)) for each in numbers))


def _paper(one: EndingPaper) -> tuple[Cell, ...]:
    seats = str(say_n("{n} seat", "{n} seats", one.seats))
    after = Cell(signs=(Sign(Symbol.WARNING, seats),)) if one.seats else Cell(lines=("–",))
    return (Cell(str(one.paper)), Cell(lines=(one.name,)), Cell(lines=(day(one.ends_on),)), after)
