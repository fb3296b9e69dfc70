"""`fill bookings`: let the engine propose who is met when; nothing is changed unless it is told to apply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import monotonic

import click

from clinic.domain.when import Week
from clinic.i18n import _, say
from clinic.jobs import Progress
from clinic.ports.sittings import Limits
from clinic.services import consultation_plan
from clinic.services.consultation_plan import SECONDS, Best, Proposal, Watcher
from clinic.services.sitting_ground import Wish
from ui import bootstrap
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.switches import DayType, json_switch, site_option, week_option


def command() -> click.Command:
    """`fill bookings`."""
    return click.Command(
        "bookings",
        callback=click.pass_obj(fill_bookings),
        help=_("Give everybody who waits a time, the most urgent first: with which lawyer, through whom."),
        params=[
            click.Option(["on", "--day"], type=DayType(), help=_("The day, typed like 2026-03-02.")),
            week_option(required=False),
            click.Option(
                ["--seconds"], type=click.FloatRange(0.1, 600), default=SECONDS, help=_("How long it may look.")
            ),
            click.Option(["--seed"], type=int, default=1, help=_("The same number gives the same plan.")),
            click.Option(["--replan"], is_flag=True, help=_("Let bookings move that nobody has pinned or confirmed.")),
            click.Option(["apply_it", "--apply"], is_flag=True, help=_("Take the plan over.")),
            site_option(),
            json_switch(),
        ],
    )


def fill_bookings(
    desk: Desk,
    *,
    on: date | None,
    week: Week | None,
    seconds: float,
    seed: int,
    replan: bool,
    apply_it: bool,
    site: str | None,
    as_json: bool,
) -> None:
    """Propose a day or a week; take it over where that was asked for."""
    if (on is None) == (week is None):
        raise click.UsageError(_("Name a day or a week."))
    days = (on,) if on is not None else week.days if week is not None else ()
    with desk.open() as runner, bar(as_json, _("Planning consultations")) as progress:
        wish = Wish(runner.read(lambda uow: site_of(uow, site).id), days, replan)
        found = runner.read(
            consultation_plan.propose,
            wish=wish,
            planner=bootstrap.sitting_planner(),
            limits=Limits(seconds=seconds, seed=seed),
            watcher=_watched(progress, seconds),
        )
        is_applied = apply_it and bool(found.meetings)
        if is_applied:
            runner.run(consultation_plan.apply, proposal=found)
        progress("", 1.0)
    data = {
        "applied": is_applied,
        "booked": found.meetings,
        "kept": found.kept,
        "waiting": found.left,
        "gap": found.gap,
        "words": found.words,
    }
    tell(as_json, data, _lines(found, is_applied=is_applied))


def _watched(progress: Progress, seconds: float) -> Watcher:
    """Tell the best so far; the share is that of the time that has gone by."""
    began = monotonic()

    def watch(best: Best) -> bool:
        progress(str(best.words), min(0.99, (monotonic() - began) / seconds))
        return False

    return watch


def _lines(found: Proposal, *, is_applied: bool) -> Iterator[object]:
    if not found.meetings and not found.left:
        yield _("Nobody is waiting.")
        return
    yield _("Taken over") if is_applied else _("A proposal; nothing is changed")
    yield from (f"  {word}" for word in found.words)
    for meeting in found.meetings:
        yield f"  {meeting.words}"
        if meeting.was is not None:
            yield say("      until now {start}", start=meeting.was)
        yield "      " + "; ".join(str(reason) for reason in meeting.reasons)
    for left in found.left:
        yield say("  still waits: {code}", code=left.code)
        yield from (f"      {why}" for why in (*left.why, *left.mends))
