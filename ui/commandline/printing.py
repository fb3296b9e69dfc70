"""`print`: the sheets of a day as a PDF. Qt is loaded when something is printed; no window opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from clinic.domain.day_sheets import HEARING_DAY, DaySheet, PaperSize, SheetKind
from clinic.domain.errors import Refused
from clinic.domain.when import local
from clinic.i18n import LANGUAGES, _, say, say_n
from clinic.services import sheets
from ui import bootstrap
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.plain import to_plain
from ui.commandline.switches import DayType, json_switch, site_option

#: Each reader's own language.
READER = "reader"


def commands() -> list[click.Command]:
    """`print day`, `print door`, `print handover`."""
    group = click.Group("print", help=_("Put the sheets of a day on paper, by way of a PDF."))
    which = click.Option(
        ["kinds", "--sheet"],
        type=click.Choice([kind.value for kind in SheetKind]),
        multiple=True,
        help=_("Only these sheets, also those of consultations; can be given several times."),
    )
    changed = click.Option(["changed", "--changed"], is_flag=True, help=_("Only sheets whose paper copy is old."))
    group.add_command(
        click.Command(
            "day",
            callback=click.pass_obj(print_day),
            help=_("Write the sheets of a hearing day into one PDF: case codes only, each sheet for its reader."),
            params=[*_paper(), which, changed],
        )
    )
    group.add_command(
        click.Command(
            "door",
            callback=click.pass_obj(print_door),
            help=_("Write who comes to the consultations of a day, and to which room: hours and case codes only."),
            params=_paper(),
        )
    )
    group.add_command(
        click.Command(
            "handover",
            callback=click.pass_obj(print_handover),
            help=_("Write what the next team must know: open tasks, dates that run, who is out; case codes only."),
            params=_paper(),
        )
    )
    return [group]


def _paper() -> list[click.Parameter]:
    """Switches of everything that is printed."""
    return [
        click.Option(["on", "--date"], type=DayType(), help=_("The day; without it, today.")),
        click.Option(["--out"], required=True, metavar="FILE.pdf", type=click.Path(dir_okay=False, path_type=Path)),
        click.Option(
            ["--paper"],
            type=click.Choice([size.value for size in PaperSize]),
            default=PaperSize.LETTER.value,
            show_default=True,
            help=_("The size of the paper."),
        ),
        click.Option(["--large"], is_flag=True, help=_("Large print, for a dark car.")),
        click.Option(
            ["--lang"],
            type=click.Choice([READER, *LANGUAGES]),
            default=READER,
            show_default=True,
            help=_("The language of the sheets; “reader” is each reader's own."),
        ),
        site_option(),
        json_switch(),
    ]


def print_door(desk: Desk, **given: Any) -> None:
    """Write the lists for the doors of consultations. Raises as `print_day` does."""
    print_day(desk, kinds=[SheetKind.SESSION.value], changed=False, **given)


def print_handover(desk: Desk, **given: Any) -> None:
    """Write the sheet for the next team. Raises as `print_day` does."""
    print_day(desk, kinds=[SheetKind.HANDOVER.value], changed=False, **given)


def print_day(  # noqa: PLR0917 - one argument a switch
    desk: Desk,
    on: date | None,
    out: Path,
    kinds: Sequence[str],
    paper: str,
    large: bool,
    lang: str,
    changed: bool,
    site: str | None,
    as_json: bool,
) -> None:
    """Write the PDF and note which copies are out. Raises Refused for a day without sheets, FileTrouble."""
    from ui.paper import press  # noqa: PLC0415 - Qt only where something is printed
    from ui.paper.pages import Printout  # noqa: PLC0415 - as above

    wanted = [SheetKind(kind) for kind in kinds] or HEARING_DAY
    with desk.open() as runner, bar(as_json, _("Printing")) as progress:
        with runner.store.read() as uow:
            where = site_of(uow, site)
            day = on or local(uow.now(), where.zone).date()
            tongue = "" if lang == READER else lang
            plain = sheets.handover(uow, site=where.id, day=day) if wanted == [SheetKind.HANDOVER] else None
            found = sheets.day_sheets(uow, site=where.id, day=day, kinds=wanted, tongue=tongue)
        chosen = [sheet for sheet in found if sheets.is_old(sheet) or not changed]
        if not chosen:
            raise Refused(_nothing(day, changed, wanted))
        progress(_("Printing"), 0.5)
        application = press.begin()
        title = say("Day sheets {day}", day=day.isoformat())
        data, pages = press.pdf(chosen, Printout(PaperSize(paper), large), str(title))
        runner.run(sheets.give, sheets=chosen, way="file", out=bootstrap.outbox(out.parent), name=out.name, data=data)
        application.processEvents()
    told = {
        "file": out,
        "day": day,
        "site": where.city,
        "paper": paper,
        "pages": pages,
        "sheets": [_plain(sheet) for sheet in chosen],
        **({"handover": to_plain(plain)} if plain is not None else {}),
    }
    tell(as_json, told, _lines(out, pages, chosen))


def _nothing(day: date, changed: bool, wanted: Sequence[SheetKind]) -> Any:
    if list(wanted) == [SheetKind.HANDOVER]:
        return say("Nothing is open on {day}: no task, no date that runs, nobody out.", day=day)
    if changed:
        return say("No copy on paper of {day} is older than the plan.", day=day)
    return say("Nothing is planned on {day} that could be printed. Look at another day or site.", day=day)


def _plain(sheet: DaySheet) -> dict[str, object]:
    return {"sheet": sheet.kind, "name": sheet.name, "title": sheet.title, "language": sheet.language}


def _lines(out: Path, pages: int, chosen: Sequence[DaySheet]) -> Iterator[object]:
    told = say_n("{n} sheet", "{n} sheets", len(chosen))
    yield say_n("{file}: {sheets} on {n} page.", "{file}: {sheets} on {n} pages.", pages, file=str(out), sheets=told)
    yield from (f"  {sheet.name}" for sheet in chosen)
