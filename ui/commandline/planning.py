"""`plan`: lay out a week and publish it; nothing that stands is moved and no rule is overruled unasked."""

from __future__ import annotations

import click

from clinic.domain.errors import NotOnFile
from clinic.domain.ids import SiteId
from clinic.domain.names import folded
from clinic.domain.sessions import Template
from clinic.domain.when import Week
from clinic.i18n import _, say
from clinic.ports import UnitOfWork
from clinic.services import templates
from ui.commandline.desk import Desk, site_of
from ui.commandline.history import tell_change
from ui.commandline.switches import json_switch, site_option, week_option


def commands() -> list[click.Command]:
    """`plan week`, `plan publish`; who sits where, bookings and rides: see `filling`."""
    group = click.Group(
        "plan", help=_("Lay out a week from a pattern, and publish it. Nothing that stands already is moved.")
    )
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
    publish = click.Command(
        "publish",
        callback=click.pass_obj(publish_week),
        help=_("Let the drafts of a week be the plan that people are told."),
        params=[week_option(), site_option(), json_switch()],
    )
    for command in (week, publish):
        group.add_command(command)
    return [group]


def plan_week(desk: Desk, *, week: Week, template: str | None, site: str | None, as_json: bool) -> None:
    """Lay out a pattern."""
    with desk.open() as runner:
        pattern = runner.read(lambda uow: _pattern(uow, site_of(uow, site).id, template).id)
        tell_change(runner.run(templates.lay_out, template=pattern, week=week), as_json=as_json)


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
