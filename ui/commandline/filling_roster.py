"""`fill roster`: let the engine propose who sits where; nothing is changed unless it is told to apply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from time import monotonic
from typing import Any

import click

from clinic.domain.when import Week
from clinic.i18n import _, day, say
from clinic.jobs import Progress
from clinic.ports.seats import Limits
from clinic.rules.wording import length
from clinic.services import roster_plan
from clinic.services.roster_ground import Wish
from clinic.services.roster_plan import SECONDS, Best, Proposal, Watcher
from ui import bootstrap
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.finding import volunteer_called
from ui.commandline.switches import DayType, json_switch, site_option, week_option
from ui.commandline.text import short

#: Seconds that nobody waits: where rounds are counted the clock ends nothing.
ENDLESS = 86_400.0


def command() -> click.Command:
    """`fill roster`."""
    return click.Command(
        "roster",
        callback=click.pass_obj(fill_roster),
        help=_("Find somebody for every open seat of sessions and trips: who fits, with the work shared evenly."),
        params=[
            click.Option(["on", "--day"], type=DayType(), help=_("The day, typed like 2026-03-02.")),
            week_option(required=False),
            click.Option(["--person"], metavar="NAME", help=_("Only what this person could take.")),
            click.Option(
                ["--seconds"], type=click.FloatRange(0.1, 600), default=SECONDS, help=_("How long it may look.")
            ),
            click.Option(["--seed"], type=int, default=1, help=_("The same number gives the same plan, see --rounds.")),
            click.Option(
                ["--rounds"],
                type=click.IntRange(1),
                help=_("Look for so many rounds in one process, however long they take: to the same plan always."),
            ),
            click.Option(
                ["--replan"], is_flag=True, help=_("Let people move who are not pinned and have not said yes.")
            ),
            click.Option(["apply_it", "--apply"], is_flag=True, help=_("Take the plan over.")),
            site_option(),
            json_switch(),
        ],
    )


def fill_roster(
    desk: Desk,
    *,
    on: date | None,
    week: Week | None,
    person: str | None,
    seconds: float,
    seed: int,
    rounds: int | None,
    replan: bool,
    apply_it: bool,
    site: str | None,
    as_json: bool,
) -> None:
    """Propose a day or a week; take it over where that was asked for."""
    if (on is None) == (week is None):
        raise click.UsageError(_("Name a day or a week."))
    days = (on,) if on is not None else week.days if week is not None else ()
    with desk.open() as runner, bar(as_json, _("Filling open seats")) as progress:
        where = runner.read(lambda uow: site_of(uow, site).id)
        who = runner.read(lambda uow: volunteer_called(uow, person).id) if person is not None else None
        found = runner.read(
            roster_plan.propose,
            wish=Wish(where, days, person=who, replan=replan),
            planner=bootstrap.seat_planner(),
            limits=Limits(seconds if rounds is None else ENDLESS, rounds, seed),
            watcher=_watched(progress, seconds),
        )
        is_applied = apply_it and bool(found.changes)
        if is_applied:
            runner.run(roster_plan.apply, proposal=found)
        progress("", 1.0)
    tell(as_json, _plain(found, is_applied=is_applied), _lines(found, is_applied=is_applied))


def _watched(progress: Progress, seconds: float) -> Watcher:
    """Tell the best so far; the share is that of the time that has gone by."""
    began = monotonic()

    def watch(best: Best) -> bool:
        progress(str(best.words), min(0.99, (monotonic() - began) / seconds))
        return False

    return watch


def _plain(found: Proposal, *, is_applied: bool) -> dict[str, Any]:
    return {
        "applied": is_applied,
        "changes": found.changes,
        "kept": found.kept,
        "open": found.left,
        "gap": found.gap,
        "balance": found.balance,
        "words": found.words,
    }


def _lines(found: Proposal, *, is_applied: bool) -> Iterator[object]:
    yield _("Taken over") if is_applied else _("A proposal; nothing is changed")
    yield from (f"  {word}" for word in found.words)
    for on, changes in groupby(found.changes, key=lambda each: each.day):
        yield f"  {day(on)}"
        for each in changes:
            yield f"    {each.words}"
            if each.was:
                yield say("        until now {name}", name=each.was)
            yield "        " + "; ".join(str(one) for one in (*each.reasons, *each.wishes))
    for left in found.left:
        yield say("  open: {seat} [{id}]", seat=left.words, id=short(left.seat_id))
        yield f"      {left.why}"
    told = {"before": length(round(found.balance.mean_before)), "after": length(round(found.balance.mean_after))}
    yield say("  work a person, at night double: {before} on average before, {after} after", **told)
