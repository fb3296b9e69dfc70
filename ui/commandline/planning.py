"""`plan`: a first plan of a week, by rules of thumb; nothing that stands is moved and no rule is overruled unasked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from clinic.domain.errors import NotOnFile
from clinic.domain.ids import SiteId
from clinic.domain.names import folded
from clinic.domain.sessions import Template
from clinic.domain.when import Week
from clinic.i18n import _, day, say
from clinic.ports import UnitOfWork
from clinic.services import consultation_plan, ride_plan, seat_plan, templates
from clinic.services.ride_plan import DayPlan
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.history import plain_change, tell_change
from ui.commandline.switches import json_switch, reason_option, site_option, week_option
from ui.commandline.text import short


def commands() -> list[click.Command]:
    """`plan week`, `plan seats`, `plan consultations`, `plan rides`, `plan publish`."""
    group = click.Group("plan", help=_("Make a first plan of a week. Nothing that stands already is moved."))
    week = click.Command(
        "week",
        callback=click.pass_obj(plan_week),
        help=_("Lay out the sessions of a week from a pattern. Done twice, nothing is doubled."),
        params=[
            week_option(),
            click.Option(["--template"], metavar="NAME", help=_("The pattern; without it, the first one of the site.")),
            site_option(),
            json_switch(),
        ],
    )
    seats = click.Command(
        "seats",
        callback=click.pass_obj(plan_seats),
        help=_("Fill the open seats of a week with whoever fits best."),
        params=[week_option(), site_option(), json_switch()],
    )
    consultations = click.Command(
        "consultations",
        callback=click.pass_obj(plan_consultations),
        help=_("Give everybody who waits a time in a week, the most urgent first."),
        params=[week_option(), site_option(), json_switch()],
    )
    rides = click.Command(
        "rides",
        callback=click.pass_obj(plan_rides),
        help=_("Plan trips for everybody who is called in a week and has no ride yet."),
        params=[week_option(), reason_option(), site_option(), json_switch()],
    )
    publish = click.Command(
        "publish",
        callback=click.pass_obj(publish_week),
        help=_("Let the drafts of a week be the plan that people are told."),
        params=[week_option(), site_option(), json_switch()],
    )
    for command in (week, seats, consultations, rides, publish):
        group.add_command(command)
    return [group]


def plan_week(desk: Desk, *, week: Week, template: str | None, site: str | None, as_json: bool) -> None:
    """Lay out a pattern."""
    with desk.open() as runner:
        pattern = runner.read(lambda uow: _pattern(uow, site_of(uow, site).id, template).id)
        tell_change(runner.run(templates.lay_out, template=pattern, week=week), as_json=as_json)


def plan_seats(desk: Desk, *, week: Week, site: str | None, as_json: bool) -> None:
    """Fill open seats; tell which stay open and why."""
    with desk.open() as runner, bar(as_json, _("Filling open seats")) as progress:
        where = runner.read(lambda uow: site_of(uow, site).id)
        plan = runner.run(seat_plan.fill, site=where, week=week, progress=progress)
    data = {**plain_change(plan.change), "seated": plan.seated, "open": plan.left}
    lines: list[object] = [plan.change.label, *(f"  {each.words}" for each in plan.seated)]
    for each in plan.left:
        lines += [say("  open: {seat} [{id}]", seat=each.words, id=short(each.seat_id)), f"      {each.why}"]
    tell(as_json, data, lines)


def plan_consultations(desk: Desk, *, week: Week, site: str | None, as_json: bool) -> None:
    """Book those who wait; tell who still waits and why."""
    with desk.open() as runner, bar(as_json, _("Planning consultations")) as progress:
        where = runner.read(lambda uow: site_of(uow, site).id)
        plan = runner.run(consultation_plan.plan_week, site=where, week=week, progress=progress)
    data = {**plain_change(plan.change), "booked": plan.booked, "waiting": plan.left}
    lines: list[object] = [plan.change.label, *(f"  {each.words}" for each in plan.booked)]
    for each in plan.left:
        lines += [say("  still waits: {code}", code=each.code), *(f"      {why}" for why in each.why)]
    tell(as_json, data, lines)


def plan_rides(desk: Desk, *, week: Week, reason: str, site: str | None, as_json: bool) -> None:
    """Plan each day of the week, one step a day."""
    with desk.open() as runner, bar(as_json, _("Planning rides")) as progress:
        where = runner.read(lambda uow: site_of(uow, site).id)
        plans = []
        for number, on in enumerate(week.days):
            progress(day(on), number / len(week.days))
            plans.append((on, runner.run(ride_plan.plan_day, site=where, day=on, reason=reason)))
        progress("", 1.0)
    planned = [(on, plan) for on, plan in plans if plan.trip_ids or plan.left]
    tell(as_json, {"days": [_plain_day(on, plan) for on, plan in planned]}, _ride_lines(planned))


def publish_week(desk: Desk, *, week: Week, site: str | None, as_json: bool) -> None:
    """Publish sessions and trips of a week."""
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id)
        tell_change(runner.run(templates.publish, site=where, week=week), as_json=as_json)


def _pattern(uow: UnitOfWork, site: SiteId, name: str | None) -> Template:
    found = uow.templates.where(site_id=site)
    wanted = [each for each in found if name is None or folded(each.label) == folded(name)]
    if not wanted:
        raise NotOnFile(say("There is no pattern “{name}” at this site.", name=name or ""))
    return wanted[0]


def _plain_day(on: date, plan: DayPlan) -> dict[str, Any]:
    return {
        "day": on,
        **plain_change(plan.change),
        "trips": plan.trip_ids,
        "covered": plan.covered,
        "short": plan.short,
        "left": plan.left,
        "words": plan.words,
    }


def _ride_lines(plans: list[tuple[date, DayPlan]]) -> Iterator[object]:
    if not plans:
        yield _("Nobody is called in this week, or everybody has a ride.")
    for on, plan in plans:
        yield day(on)
        yield from (f"  {word}" for word in plan.words)
        for left in plan.left:
            yield say("  not covered: {code}, {people} people. {why}", code=left.code, people=left.people, why=left.why)
