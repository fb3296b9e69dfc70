"""`redate`: a notice that moves hearing dates, looked at first, kept beside others, or applied when told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from clinic.domain.history import Change
from clinic.domain.ids import HearingId, SiteId
from clinic.i18n import _, day, say
from clinic.ports import UnitOfWork
from clinic.services import dates, drafts, notices
from clinic.services.drafts import Head
from clinic.services.views.dates import Claim, DateLine, DatesPreview, Dependant, Draft, LineState, Tell
from ui import bootstrap
from ui.bootstrap import Runner
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.finding import household_called
from ui.commandline.history import plain_change
from ui.commandline.switches import DayType, json_switch, site_option

#: Rules by the word for them on the command line.
RULES = ("next-month",)


def commands() -> list[click.Command]:
    """`redate`."""
    return [
        click.Command(
            "redate",
            callback=click.pass_obj(redate),
            help=_(
                "Move hearing dates as a notice says: by a list in FILE, or by a rule for the households named by CODE "
                "or for all hearings from one day to another. Tells what becomes wrong and who must be told. With "
                "--apply, does it as one step."
            ),
            params=[
                click.Argument(["what"], nargs=-1, metavar="[FILE | CODE...]"),
                click.Option(
                    ["--rule"],
                    type=click.Choice(RULES),
                    help=_("next-month: one month later, the next Monday if that is a weekend."),
                ),
                click.Option(["first", "--from"], type=DayType(), help=_("The first day whose hearings move.")),
                click.Option(["last", "--to"], type=DayType(), help=_("The last day whose hearings move.")),
                click.Option(["--reason"], required=True, help=_("What the notice says, in a line.")),
                click.Option(["--source"], default="", help=_("Who says so.")),
                click.Option(["--received"], type=DayType(), help=_("When it was received; without it, today.")),
                click.Option(["--apply"], is_flag=True, help=_("Move what needs no answer.")),
                click.Option(["--decided"], is_flag=True, help=_("With --apply: also move what needs an answer.")),
                click.Option(["--keep"], is_flag=True, help=_("Keep the notice undecided, beside the others.")),
                site_option(),
                json_switch(),
            ],
        )
    ]


def redate(
    desk: Desk,
    *,
    what: tuple[str, ...],
    rule: str | None,
    first: date | None,
    last: date | None,
    reason: str,
    source: str,
    received: date | None,
    apply: bool,
    decided: bool,
    keep: bool,
    site: str | None,
    as_json: bool,
) -> None:
    """Look at a notice; apply it, or keep it, when told."""
    _check(what, rule, first, last, apply=apply, keep=keep)
    with desk.open() as runner, bar(as_json, _("Moving dates")) as progress:
        where = runner.read(lambda uow: site_of(uow, site).id)
        head = Head(where, reason, source, received)
        draft = _drafted(runner, head, what, rule, (first, last))
        found = runner.read(dates.preview, draft=draft)
        change: Change | None = None
        if apply:
            lines = {line.key for line in found.lines if line.can_move} if decided else None
            change = runner.run(notices.apply, draft=draft, lines=lines, progress=progress)
        elif keep:
            change = runner.run(notices.record, draft=draft)
        progress("", 1.0)
    chosen = _moving(found, decided=decided)
    data = _plain(found, chosen) | {"applied": apply, "change": plain_change(change) if change else None}
    lines_told: list[object] = [*_lines(found, chosen)]
    lines_told.append(change.label if change else _("Nothing has been moved. With --apply the dates move."))
    tell(as_json, data, lines_told)


def _check(
    what: tuple[str, ...], rule: str | None, first: date | None, last: date | None, *, apply: bool, keep: bool
) -> None:
    """Raise UsageError for what cannot be meant."""
    if apply and keep:
        raise click.UsageError(_("Choose --apply or --keep, not both."))
    if rule is None and (len(what) != 1 or first or last):
        raise click.UsageError(_("Name one list, or a rule with --rule."))
    if rule is not None and bool(what) == bool(first and last):
        raise click.UsageError(_("Name the households by their codes, or days with --from and --to."))
    if rule is None and not Path(what[0]).is_file():
        raise click.UsageError(_("There is no file “{file}”.").format(file=what[0]))


def _drafted(
    runner: Runner, head: Head, what: tuple[str, ...], rule: str | None, span: tuple[date | None, date | None]
) -> Draft:
    if rule is None:
        sheets = bootstrap.sheets().read(Path(what[0]))
        return runner.read(drafts.by_list, head=head, sheets=sheets)
    named = runner.read(_hearings, site=head.site_id, codes=what) if what else None
    return runner.read(drafts.by_rule, head=head, hearings=named, first=span[0], last=span[1])


def _hearings(uow: UnitOfWork, *, site: SiteId, codes: tuple[str, ...]) -> list[HearingId]:
    """The hearings of households that are still to come; that of this very notice too, where it has moved already."""
    households = {household_called(uow, code).id for code in codes}
    return [row.id for row in uow.hearings.where(household_id=households, site_id=site) if row.end is None]


def _moving(found: DatesPreview, *, decided: bool) -> frozenset[str]:
    return frozenset(
        line.key for line in found.lines if line.state is LineState.MOVES or (decided and line.state is LineState.ASKS)
    )


def _plain(found: DatesPreview, chosen: frozenset[str]) -> dict[str, Any]:
    return {
        "title": found.draft.title,
        "source": found.draft.source,
        "received_on": found.draft.received_on,
        "line": found.line,
        "moves": len(found.of(LineState.MOVES)),
        "asks": len(found.of(LineState.ASKS)),
        "stands": len(found.of(LineState.STANDS)),
        "cannot": len(found.of(LineState.CANNOT)),
        "hearings": [_plain_line(line) for line in found.lines],
        "tell": [_plain_tell(one) for one in found.tells(chosen)],
    }


def _plain_line(line: DateLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "what": line.what,
        "state": line.state,
        "old": line.old,
        "new": line.new,
        "hearing_time": line.hearing_time,
        "report_time": line.report_time,
        "questions": line.questions,
        "notices": [_plain_claim(claim) for claim in line.claims],
        "wrong": [plain_dependant(one) for one in line.wrong],
    }


def _plain_claim(claim: Claim) -> dict[str, Any]:
    return {"title": claim.title, "source": claim.source, "state": claim.state, "on": claim.on}


def plain_dependant(one: Dependant) -> dict[str, Any]:
    """What must be done anew, for machines."""
    return {"kind": one.kind, "code": one.code, "about": one.about, "id": one.row_id, "words": one.words, "by": one.by}


def _plain_tell(one: Tell) -> dict[str, Any]:
    return {"kind": one.kind, "who": one.who, "how": one.how, "why": one.why}


_MARKS = {LineState.MOVES: "~", LineState.ASKS: "?", LineState.STANDS: "=", LineState.CANNOT: "x"}


def _lines(found: DatesPreview, chosen: frozenset[str]) -> Iterator[object]:
    yield f"{found.draft.title}: {found.line}"
    for line in found.lines:
        if line.old is None or line.new is None:
            yield f"  {_MARKS[line.state]} {line.what}"
        else:
            yield f"  {_MARKS[line.state]} {line.code}: {day(line.old, year=True)} → {day(line.new, year=True)}"
        for claim in line.claims:
            yield say("      another notice: {day} by “{title}”", day=claim.on, title=claim.title)
        yield from (f"      {question}" for question in line.questions)
        yield from (f"      ! {one.words}" for one in line.wrong)
    tells = found.tells(chosen)
    if tells:
        yield _("To tell:")
    for one in tells:
        yield "  " + ", ".join(part for part in (one.who, one.how) if part)
        yield from (f"      {why}" for why in one.why)
