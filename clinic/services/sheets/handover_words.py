"""The hand-over sheet in words."""

from __future__ import annotations

from datetime import date

from clinic.domain.day_sheets import Block, Cell, Lines, Sign, Symbol, Table
from clinic.domain.words import CONSULTATIONS, DEADLINES, language_name
from clinic.i18n import Sentence, _, day, say, say_n, words
from clinic.services.phrases import days_left

from .handover import Clock, Group, HandOver, Met, Task


def blocks(sheet: HandOver, on: date) -> tuple[Block, ...]:
    """The urgent first: who is out, dates that disagree, who has no ride, dates that run, tasks, meetings."""
    found = [*_out(sheet), *_disputed(sheet), *_without_ride(sheet)]
    if sheet.clocks:
        heads = (_("Dates that run"), _("Code"), _("What"), _("done"))
        found.append(Table(heads, (0.24, 0.22, 0.42, 0.12), tuple(_clock(one) for one in sheet.clocks)))
    if sheet.tasks:
        heads = (_("Open tasks"), _("What"), _("Who"), _("done"))
        found.append(Table(heads, (0.24, 0.4, 0.24, 0.12), tuple(_task(one, on) for one in sheet.tasks)))
    if sheet.met:
        heads = (_("Met this week"), _("Day"), _("Met by"), _("Language"))
        found.append(Table(heads, (0.24, 0.2, 0.36, 0.2), tuple(_met(one) for one in sheet.met)))
    if sheet.groups:
        heads = (_("Groups this week"), _("Day"), _("Place"), _("People who came"))
        found.append(Table(heads, (0.24, 0.2, 0.32, 0.24), tuple(_group(one) for one in sheet.groups)))
    found.append(Lines(_("What else the next team must know; codes, no names:"), 4))
    return tuple(found)


def summary(sheet: HandOver) -> Sentence:
    """'4 tasks, 3 dates, 1 household not back, 2 without a ride'."""
    return say(
        "{tasks}, {clocks}, {out}, {without}",
        tasks=say_n("{n} open task", "{n} open tasks", len(sheet.tasks)),
        clocks=say_n("{n} date that runs", "{n} dates that run", len(sheet.clocks)),
        out=say_n("{n} household not back", "{n} households not back", len(sheet.out)),
        without=say_n("{n} without a ride", "{n} without a ride", len(sheet.without_ride)),
    )


def _out(sheet: HandOver) -> list[Block]:
    rows = tuple(
        (
            Cell(one.code, (str(say_n("{n} person", "{n} people", one.people)),)),
            Cell(lines=(str(say("since {day}", day=one.since)),)),
            Cell(lines=(str(say("decide by {moment}", moment=one.decide_by)),)),
            Cell(line=True),
        )
        for one in sheet.out
    )
    heads = (_("Not back yet"), "", "", _("heard at, what"))
    return [Table(heads, (0.24, 0.2, 0.28, 0.28), rows)] if rows else []


def _disputed(sheet: HandOver) -> list[Block]:
    rows = tuple(
        (
            Cell(one.code),
            Cell(lines=(str(say("on file: {day}", day=one.stands)),)),
            Cell(lines=(str(say("notices say: {days}", days=", ".join(map(words, one.said)))),)),
        )
        for one in sheet.disputed
    )
    return [Table((_("Notices disagree"), "", ""), (0.24, 0.26, 0.5), rows)] if rows else []


def _without_ride(sheet: HandOver) -> list[Block]:
    rows = tuple(
        (
            Cell(one.code, (str(say_n("{n} person", "{n} people", one.people)),)),
            Cell(day(one.on)),
            Cell(lines=(_report(one.report),)),
            Cell(signs=(Sign(Symbol.WARNING, _("no ride")),)),
        )
        for one in sheet.without_ride
    )
    return [Table((_("No ride yet"), _("Day"), _("Report"), ""), (0.24, 0.24, 0.27, 0.25), rows)] if rows else []


def _report(moment: object) -> str:
    return words(moment) if moment else _("nobody has typed the hour")


def _clock(one: Clock) -> tuple[Cell, ...]:
    found = (Sign(Symbol.WARNING, _("past")),) if one.days < 0 else ()
    when = Cell(str(days_left(one.days)), (day(one.due_on, year=True),), found)
    return when, Cell(one.code), Cell(str(DEADLINES[one.kind])), Cell(box=True)


def _task(one: Task, on: date) -> tuple[Cell, ...]:
    what = str(one.step) if one.step is not None else _("typed in the file")
    late = one.due_on is not None and one.due_on < on
    due = str(say("by {day}", day=one.due_on)) if one.due_on else _("no date")
    found = (Sign(Symbol.WARNING, _("past")),) if late else ()
    return Cell(one.code or "–", (due,), found), Cell(lines=(what,)), Cell(one.owner or _("nobody yet")), Cell(box=True)


def _met(one: Met) -> tuple[Cell, ...]:
    by = ", ".join(one.by) or "–"
    return (
        Cell(one.code, (_("in part"),) if one.partly else ()),
        Cell(lines=(day(one.on),)),
        Cell(lines=(by,)),
        Cell(lines=(str(language_name(one.language)),)),
    )


def _group(one: Group) -> tuple[Cell, ...]:
    booked = str(say_n("{n} household", "{n} households", one.households))
    counted = Cell(line=True) if one.heads is None else Cell(str(one.heads))
    return Cell(str(CONSULTATIONS[one.kind]), (booked,)), Cell(lines=(day(one.on),)), Cell(lines=(one.place,)), counted
