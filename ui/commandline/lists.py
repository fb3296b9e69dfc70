"""`import`: people's own lists, looked at first, taken in when told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from clinic.domain.when import local
from clinic.i18n import Sentence, _, say
from clinic.services import importing
from clinic.services.importing import Answers, Doing, Order, Preview, PreviewRow, Remark
from ui import bootstrap
from ui.bootstrap import Runner
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.history import plain_change
from ui.commandline.switches import DayType, json_switch, site_option


def commands() -> list[click.Command]:
    """`import`."""
    return [
        click.Command(
            "import",
            callback=click.pass_obj(take_in),
            help=_("Look at lists of volunteers or hearings, and say what would be done. With --apply, do it."),
            params=[
                click.Argument(
                    ["lists"],
                    nargs=-1,
                    required=True,
                    metavar="FILE...",
                    type=click.Path(exists=True, dir_okay=False, path_type=Path),
                ),
                click.Option(["--apply"], is_flag=True, help=_("Take the list in: everything but the rows in doubt.")),
                click.Option(
                    ["--take"],
                    multiple=True,
                    metavar="[SHEET:]ROW",
                    help=_("Take a row in doubt as proposed too; can be given several times."),
                ),
                click.Option(
                    ["--dates"],
                    type=click.Choice([order.value for order in Order]),
                    help=_("How dates like 3/4/27 are written: month first or day first."),
                ),
                click.Option(["--hidden/--no-hidden"], default=None, help=_("Whether rows that are hidden count.")),
                click.Option(["--today"], type=DayType(), help=_("The day from which dates without a year are read.")),
                site_option(),
                json_switch(),
            ],
        )
    ]


def take_in(
    desk: Desk,
    *,
    lists: tuple[Path, ...],
    apply: bool,
    take: tuple[str, ...],
    dates: str | None,
    hidden: bool | None,
    today: date | None,
    site: str | None,
    as_json: bool,
) -> None:
    """Look at each list, one after the other; take each in as one step when told."""
    answers = Answers(date_order=Order(dates) if dates else None, hidden_rows=hidden)
    found: list[dict[str, Any]] = []
    lines: list[object] = []
    with desk.open() as runner, bar(as_json, _("Reading")) as progress:
        for number, path in enumerate(lists):
            progress(path.name, number / len(lists))
            preview = _preview(runner, path, site, today, answers)
            told = _plain(path, preview)
            lines += _lines(path, preview)
            if apply:
                also = frozenset(row.reading.place for row in preview.asked if _is_named(row, take))
                change = runner.run(importing.apply, preview=preview, also=also)
                told["change"] = plain_change(change)
                lines.append(change.label)
            found.append(told)
        progress("", 1.0)
    if not apply:
        lines.append(_("Nothing has been saved. With --apply the rows without a question are taken in."))
    tell(as_json, {"applied": apply, "lists": found}, lines)


def _preview(runner: Runner, path: Path, site: str | None, today: date | None, answers: Answers) -> Preview:
    sheets = bootstrap.sheets().read(path)
    with runner.store.read() as uow:
        where = site_of(uow, site)
        day = today or local(datetime.now(UTC), where.zone).date()
        return importing.preview(uow, sheets, site=where.id, today=day, answers=answers)


def _is_named(row: PreviewRow, take: tuple[str, ...]) -> bool:
    return row.can_be_taken and (str(row.row) in take or f"{row.sheet}:{row.row}" in take)


def _plain(path: Path, preview: Preview) -> dict[str, Any]:
    return {
        "file": path.name,
        "clean": len(preview.clean),
        "ask": len(preview.asked),
        "add": len(preview.added),
        "change": len(preview.changed),
        "same": len(preview.same),
        "warn": len(preview.warned),
        "notices": preview.notices,
        "questions": [
            {"key": each.key, "sentence": each.sentence, "options": dict(each.options)} for each in preview.questions
        ],
        "rows": [_plain_row(row) for row in preview.rows],
    }


def _plain_row(row: PreviewRow) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "what": row.what,
        "doing": row.doing,
        "details": row.details,
        "can_be_taken": row.can_be_taken,
        "remarks": [{"column": each.column, "value": each.value, "sentence": each.sentence} for each in row.remarks],
    }


def _lines(path: Path, preview: Preview) -> Iterator[object]:
    yield say(
        "{file}: {add} to add, {change} to change, {same} on file already, {ask} to be asked about",
        file=path.name,
        add=len(preview.added),
        change=len(preview.changed),
        same=len(preview.same),
        ask=len(preview.asked),
    )
    for notice in (*preview.notices, *(question.sentence for question in preview.questions)):
        yield f"  {notice}"
    for row in preview.rows:
        if row.doing is not Doing.SAME:
            yield f"  {_MARKS[row.doing]} {_place(row)}: {row.what}"
            yield from (f"      {detail}" for detail in row.details)
        yield from (f"      {_remark(remark)}" for remark in row.remarks)


_MARKS = {Doing.ADD: "+", Doing.CHANGE: "~", Doing.ASK: "?"}


def _place(row: PreviewRow) -> Sentence:
    if row.sheet:
        return say("{sheet}, row {row}", sheet=row.sheet, row=row.row)
    return say("row {row}", row=row.row)


def _remark(remark: Remark) -> Sentence:
    if not remark.value:
        return remark.sentence
    return say(
        "row {row}, {column} “{value}”: {sentence}",
        row=remark.row,
        column=remark.column,
        value=remark.value,
        sentence=remark.sentence,
    )
