"""`show`: a week, a day, a volunteer, the history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import click

from clinic.domain.when import Week, local
from clinic.domain.words import ANSWERS
from clinic.i18n import _, day, say
from clinic.services.diary import diary
from clinic.services.overview import overview
from clinic.services.people_table import volunteer_detail
from clinic.services.roster_week import roster_week
from clinic.services.views.diary import Diary
from clinic.services.views.overview import Overview
from clinic.services.views.people import VolunteerDetail
from clinic.services.views.roster import Cell, RosterWeek, Row
from clinic.services.views.seats import SeatView
from ui.commandline.board import board_lines, day_board, plain_board
from ui.commandline.desk import Desk, site_of, tell, warn_of_clock
from ui.commandline.finding import volunteer_called
from ui.commandline.switches import DayType, WeekType, json_switch, site_option, week_option
from ui.commandline.text import short
from ui.commandline.waiting import silent_command, waiting_command


def commands() -> list[click.Command]:
    """`show week`, `show day`, `show volunteer`, `show history`, `show waiting`, `show silent`."""
    group = click.Group("show", help=_("Show a week, a day, a volunteer or the history."))
    week = click.Command(
        "week",
        callback=click.pass_obj(show_week),
        help=_("Who sits where in a week, and which seats are open."),
        params=[
            click.Argument(["named"], type=WeekType(), metavar="WEEK", required=False),
            week_option(required=False),
            site_option(),
            json_switch(),
        ],
    )
    one_day = click.Command(
        "day",
        callback=click.pass_obj(show_day),
        help=_("The board of a day: trips, crews, stops, check-ins, who has no ride, what is needed, who is not back."),
        params=[
            click.Argument(["on"], type=DayType(), metavar="DATE", required=False),
            site_option(),
            json_switch(),
        ],
    )
    volunteer = click.Command(
        "volunteer",
        callback=click.pass_obj(show_volunteer),
        help=_("What is known of a volunteer, and where they sit."),
        params=[click.Argument(["name"]), week_option(required=False), json_switch()],
    )
    history = click.Command(
        "history",
        callback=click.pass_obj(show_history),
        help=_("What was changed, by whom, the newest first."),
        params=[
            click.Option(["--limit"], type=click.IntRange(1), default=20, help=_("How many steps.")),
            json_switch(),
        ],
    )
    glance = click.Command(
        "overview",
        callback=click.pass_obj(show_overview),
        help=_("A week at a glance: seats filled by role and day, how much everybody does, papers that end."),
        params=[week_option(required=False), site_option(), json_switch()],
    )
    for command in (week, glance, one_day, volunteer, history, waiting_command(), silent_command()):
        group.add_command(command)
    return [group]


def show_week(desk: Desk, *, named: Week | None, week: Week | None, site: str | None, as_json: bool) -> None:
    """The week of a site, this one unless another is named."""
    with desk.open() as runner, runner.store.read() as uow:
        where = site_of(uow, site)
        found = roster_week(uow, site=where.id, week=named or week or Week.of(local(uow.now(), where.zone).date()))
    tell(as_json, _plain_week(where.city, found), _week_lines(where.city, found))


def show_overview(desk: Desk, *, week: Week | None, site: str | None, as_json: bool) -> None:
    """The week of a site at a glance, this one unless another is named."""
    with desk.open() as runner, runner.store.read() as uow:
        where = site_of(uow, site)
        found = overview(uow, site=where.id, week=week or Week.of(local(uow.now(), where.zone).date()))
    tell(as_json, found, _overview_lines(found))


def show_day(desk: Desk, *, on: date | None, site: str | None, as_json: bool) -> None:
    """The board of a day, today unless another is named."""
    with desk.open() as runner, runner.store.read() as uow:
        warn_of_clock(uow)
        where = site_of(uow, site)
        found = day_board(uow, site=where.id, on=on or local(uow.now(), where.zone).date())
    tell(as_json, plain_board(found), board_lines(found))


def show_volunteer(desk: Desk, *, name: str, week: Week | None, as_json: bool) -> None:
    """One volunteer."""
    with desk.open() as runner, runner.store.read() as uow:
        person = volunteer_called(uow, name)
        found = volunteer_detail(uow, volunteer=person.id, week=week or Week.of(datetime.now(UTC).date()))
    tell(as_json, found, _volunteer_lines(found))


def show_history(desk: Desk, *, limit: int, as_json: bool) -> None:
    """The newest steps."""
    with desk.open() as runner:
        found = runner.read(diary, limit=limit)
    entries = [entry for on in found.days for entry in on.entries]
    tell(as_json, {"entries": entries, "before": found.before}, _history_lines(found))


def _plain_week(city: str, found: RosterWeek) -> dict[str, Any]:
    return {
        "week": found.week,
        "site": city,
        "zone": found.zone,
        "line": found.line,
        "seats": {"needed": found.totals.needed, "filled": found.totals.filled, "open": found.totals.open},
        "days": [{"date": column.on, "hearings": column.hearings} for column in found.columns],
        "work": [_plain_cell(row, cell) for row in found.rows for cell in row.cells if cell],
    }


def _overview_lines(found: Overview) -> Iterator[object]:
    yield say("{city}, week {week}: {line}", city=found.city, week=found.week.number, line=found.line)
    for row in found.rows:
        counts = " ".join(f"{cell.filled}/{cell.needed}" if cell.needed else "–" for cell in (*row.days, row.total))
        yield f"  {row.title!s:26} {counts}"
    yield from (f"  {one.words}" for one in found.loads)
    yield from (f"  {one.words}" for one in found.papers)


def _plain_cell(row: Row, cell: Cell) -> dict[str, Any]:
    return {
        "date": cell.on,
        "title": row.title,
        "hours": row.hours,
        "place": row.place,
        "draft": cell.is_draft,
        "sessions": cell.session_ids,
        "trips": cell.trip_ids,
        "seats": [_plain_seat(seat) for seat in cell.seats],
    }


def _plain_seat(seat: SeatView) -> dict[str, Any]:
    return {
        "id": seat.seat_id,
        "wants": seat.wants,
        "role": seat.role,
        "starts": seat.starts,
        "ends": seat.ends,
        "volunteer": seat.name or None,
        "volunteer_id": seat.volunteer_id,
        "answer": seat.answer,
        "pinned": seat.pinned,
        "overridden": seat.overridden,
        "reason": seat.reason,
        "breaches": [{"code": each.code, "sentence": each.sentence} for each in seat.breaches],
    }


def _week_lines(city: str, found: RosterWeek) -> Iterator[object]:
    yield say("{city}, week {week}: {line}", city=city, week=str(found.week), line=found.line)
    for number, column in enumerate(found.columns):
        cells = [(row, row.cells[number]) for row in found.rows]
        if not any(cell for _row, cell in cells):
            continue
        yield ""
        yield day(column.on, year=True)
        for row, cell in cells:
            if cell:
                yield f"  {row.hours}  {row.title}" + (f", {row.place}" if row.place else "")
                yield from (f"      {_seat_line(seat)}" for seat in cell.seats)


def _seat_line(seat: SeatView) -> object:
    if seat.is_open:
        return say("{wants}: open [{id}]", wants=seat.wants, id=short(seat.seat_id))
    line = say("{wants}: {name}, {answer}", wants=seat.wants, name=seat.name, answer=ANSWERS[seat.answer])
    if seat.breaches:
        return say("{seat} — {why}", seat=line, why=seat.breaches[0].sentence)
    if seat.overridden:
        return say("{seat} — overruled: {reason}", seat=line, reason=seat.reason)
    return line


def _volunteer_lines(found: VolunteerDetail) -> Iterator[object]:
    yield found.name
    yield f"  {found.languages}"
    yield f"  {found.here}"
    yield from (f"  {line}" for line in (found.warning, found.effect) if line)
    for seat in found.seats:
        hours = f"{day(seat.starts.date())} {seat.starts:%H:%M}–{seat.ends:%H:%M}"
        yield f"  {hours}  {seat.title}: {seat.wants}, {ANSWERS[seat.answer]}"


def _history_lines(found: Diary) -> Iterator[object]:
    for on in found.days:
        yield day(on.on, year=True)
        for entry in on.entries:
            mark = _(" (undone)") if entry.is_undone else ""
            who = f", {entry.who}" if entry.who else ""
            yield f"  {entry.at:%H:%M}  {entry.label}{who}{mark}"
