"""`export`: the volunteers' calendars and the organizers' workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from clinic.domain.when import Week
from clinic.i18n import LANGUAGES, _, say, say_n
from clinic.services import feeds, workbook
from ui import bootstrap
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.switches import DayType, json_switch, site_option, week_option


def commands() -> list[click.Command]:
    """`export feeds`, `export workbook`."""
    group = click.Group(
        "export", help=_("Write what leaves this computer: calendars of volunteers, the weekly workbook.")
    )
    group.add_command(
        click.Command(
            "feeds",
            callback=click.pass_obj(write_feeds),
            help=_("Write one calendar file a volunteer. They hold nothing about those whom the clinic helps."),
            params=[
                click.Option(["--out"], required=True, metavar="DIR", type=click.Path(file_okay=False, path_type=Path)),
                click.Option(["first", "--from"], type=DayType(), help=_("The first day; without it, 30 days back.")),
                click.Option(["last", "--to"], type=DayType(), help=_("The last day; without it, 90 days ahead.")),
                json_switch(),
            ],
        )
    )
    group.add_command(
        click.Command(
            "workbook",
            callback=click.pass_obj(write_workbook),
            help=_("Write the workbook of a week for the organizers, with case codes only."),
            params=[
                week_option(),
                click.Option(
                    ["--out"], required=True, metavar="FILE.xlsx", type=click.Path(dir_okay=False, path_type=Path)
                ),
                click.Option(["--lang"], type=click.Choice(LANGUAGES), help=_("The language of the workbook.")),
                site_option(),
                json_switch(),
            ],
        )
    )
    return [group]


def write_feeds(desk: Desk, *, out: Path, first: date | None, last: date | None, as_json: bool) -> None:
    """Write the feeds; files that would be the same are not touched."""
    writer, folder = bootstrap.calendar_writer(), bootstrap.outbox(out)
    with desk.open() as runner, bar(as_json, _("Writing feeds")) as progress:
        report = runner.run(feeds.export, writer, folder, first=first, last=last, progress=progress)
    events = sum(file.events for file in report.files)
    data = {
        "folder": out,
        "from": report.first,
        "to": report.last,
        "written": report.written,
        "events": events,
        "files": [
            {
                "volunteer": file.volunteer_id,
                "name": file.name,
                "file": file.file,
                "events": file.events,
                "new": file.is_new,
            }
            for file in report.files
        ],
    }
    told = say_n("{n} feed in {folder}", "{n} feeds in {folder}", len(report.files), folder=str(out))
    tell(
        as_json,
        data,
        [say("{feeds}: {events} events, {new} files are new.", feeds=told, events=events, new=report.written)],
    )


def write_workbook(desk: Desk, *, week: Week, out: Path, lang: str | None, site: str | None, as_json: bool) -> None:
    """Write the workbook of one site, or of all."""
    writer, folder = bootstrap.book_writer(), bootstrap.outbox(out.parent)
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id) if site else None
        report = runner.run(workbook.export, writer, folder, week=week, name=out.name, site=where, tongue=lang or "")
    data = {
        "file": out,
        "week": week,
        "seats": report.seats,
        "open_seats": report.open_seats,
        "consultations": report.consultations,
        "rides": report.rides,
        "new": report.is_new,
    }
    told = say(
        "{file}: {seats} seats, of which {open} are open, {consultations} consultations, {rides} rides.",
        file=str(out),
        seats=report.seats,
        open=report.open_seats,
        consultations=report.consultations,
        rides=report.rides,
    )
    tell(as_json, data, [told])
