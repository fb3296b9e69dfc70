"""`fill`: let an engine propose who goes where; nothing is changed unless it is told to apply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import monotonic
from typing import Any

import click

from clinic.domain.when import Week
from clinic.i18n import _, day, say
from clinic.jobs import Progress
from clinic.ports.fleet import Limits
from clinic.services import ride_plan
from clinic.services.ride_ground import Wish
from clinic.services.ride_plan import Proposal
from clinic.services.ride_search import SECONDS, Best, Watcher
from clinic.services.views.ride_proposal import ProposedTrip
from ui import bootstrap
from ui.bootstrap import Runner
from ui.commandline import filling_bookings, filling_roster
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.finding import place_called
from ui.commandline.switches import DayType, json_switch, reason_option, site_option, week_option


def commands() -> list[click.Command]:
    """`fill rides`, `fill bookings`, `fill roster`."""
    group = click.Group("fill", help=_("Let the program propose a plan, and take it over with --apply."))
    rides = click.Command(
        "rides",
        callback=click.pass_obj(fill_rides),
        help=_("Plan trips for everybody who is called on a day and has no ride: in which vehicle, with whom."),
        params=[
            click.Option(["on", "--day"], type=DayType(), help=_("The day, typed like 2026-03-02.")),
            week_option(required=False),
            click.Option(["--port"], metavar="LABEL", help=_("Only this port; without it, all of the site.")),
            click.Option(
                ["--seconds"], type=click.FloatRange(0.1, 600), default=SECONDS, help=_("How long it may look.")
            ),
            click.Option(["--seed"], type=int, default=1, help=_("The same number gives the same plan.")),
            click.Option(["--replan"], is_flag=True, help=_("Plan drafts anew on which nothing is promised.")),
            click.Option(["apply_it", "--apply"], is_flag=True, help=_("Take the plan over.")),
            reason_option(),
            site_option(),
            json_switch(),
        ],
    )
    group.add_command(rides)
    group.add_command(filling_bookings.command())
    group.add_command(filling_roster.command())
    return [group]


def fill_rides(
    desk: Desk,
    *,
    on: date | None,
    week: Week | None,
    port: str | None,
    seconds: float,
    seed: int,
    replan: bool,
    apply_it: bool,
    reason: str,
    site: str | None,
    as_json: bool,
) -> None:
    """Propose a day, or each day of a week; take it over, one step a day, where that was asked for."""
    if (on is None) == (week is None):
        raise click.UsageError(_("Name a day or a week."))
    days = (on,) if on is not None else week.days if week is not None else ()
    limits = Limits(seconds=seconds, seed=seed)
    with desk.open() as runner, bar(as_json, _("Planning rides")) as progress:
        where = runner.read(lambda uow: site_of(uow, site).id)
        gate = runner.read(lambda uow: place_called(uow, port, where).id) if port is not None else None
        told = []
        for number, each in enumerate(days):
            wish = Wish(where, each, gate, reason, replan)
            watched = _watched(progress, number / len(days), 1 / len(days), seconds)
            told.append(_planned(runner, wish, limits, watched, apply_it=apply_it))
        progress("", 1.0)
    found = [each for each in told if each["trips"] or each["left"]]
    tell(as_json, {"days": [_plain(each) for each in found]}, _lines(found))


def _planned(runner: Runner, wish: Wish, limits: Limits, watched: Watcher, *, apply_it: bool) -> dict[str, Any]:
    planner = bootstrap.fleet_planner()
    found: Proposal = runner.run(ride_plan.propose, wish=wish, planner=planner, limits=limits, watcher=watched)
    if apply_it and found.trips:
        runner.run(ride_plan.apply, proposal=found)
    return {
        "day": wish.day,
        "applied": apply_it and bool(found.trips),
        "covered": found.covered,
        "short": found.short,
        "trips": found.trips,
        "replaced": found.replaced,
        "left": found.left,
        "helps": found.helps,
        "words": found.words,
    }


def _watched(progress: Progress, start: float, part: float, seconds: float) -> Watcher:
    """Tell the best so far; the share is that of the time that has gone by."""
    began = monotonic()

    def watch(best: Best) -> bool:
        progress(str(best.words), start + part * min(0.99, (monotonic() - began) / seconds))
        return False

    return watch


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    """For machines: helps without what the program itself needs to try them."""
    helps = [{"kind": one.kind, "words": one.words, "people": one.people, "n": one.n} for one in found["helps"]]
    return {**found, "helps": helps}


def _lines(days: list[dict[str, Any]]) -> Iterator[object]:
    if not days:
        yield _("Nobody is called then, or everybody has a ride.")
    for found in days:
        yield day(found["day"]) if not found["applied"] else say("{day}: taken over", day=found["day"])
        yield from (f"  {word}" for word in found["words"])
        for trip in found["trips"]:
            yield from _trip(trip)
        for left in found["left"]:
            yield say("  not covered: {code}, {people} people. {why}", code=left.code, people=left.people, why=left.why)
        for help_ in found["helps"]:
            yield say("  would help: {words} ({people} people more)", words=help_.words, people=help_.people)


def _trip(trip: ProposedTrip) -> Iterator[object]:
    stops = ", ".join(f"{stop.place} {stop.hour.here:%H:%M}" for stop in trip.stops if stop.hour)
    yield f"  {trip.label} · {trip.vehicle} {trip.taken}/{trip.seats} · {stops}"
    crew = " · ".join(name for name in (trip.driver, trip.escort) if name)
    if crew:
        yield f"      {crew}"
    yield f"      {', '.join(rider.code for rider in trip.riders)}"
