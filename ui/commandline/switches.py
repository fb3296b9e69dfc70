"""Switches and kinds of value that several commands have. Made anew for each run, in the language of that run."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click

from clinic.domain.errors import BadValue
from clinic.domain.when import Week, at
from clinic.i18n import _, say


class WeekType(click.ParamType[Week]):
    """A week typed as 2026-W10."""

    name = "week"

    def convert(self, value: str | Week, param: click.Parameter | None, ctx: click.Context | None) -> Week:
        if isinstance(value, Week):
            return value
        try:
            return Week.parse(value)
        except BadValue as error:
            self.fail(str(error), param, ctx)


class DayType(click.ParamType[date]):
    """A day typed as 2026-03-02."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(_("“{text}” is not a day. Type it like 2026-03-02.").format(text=value), param, ctx)


def json_switch() -> click.Option:
    """`--json`: the answer for machines."""
    return click.Option(["as_json", "--json"], is_flag=True, help=_("Answer in JSON, for other programs."))


def site_option() -> click.Option:
    """`--site`: needed only where the clinic works in several cities."""
    return click.Option(["--site"], metavar="CITY", help=_("The site's city; needed only where there are several."))


def week_option(*, required: bool = True) -> click.Option:
    """`--week 2026-W10`."""
    return click.Option(["--week"], type=WeekType(), required=required, help=_("A week, typed like 2026-W10."))


def reason_option() -> click.Option:
    """`--reason`: overrules the rules that a typed reason may overrule."""
    return click.Option(["--reason"], default="", help=_("Why it is right this time, for rules that allow a reason."))


def moment_option(flag: str, name: str, text: str) -> click.Option:
    """A moment typed as 2026-07-14T01:00; `moment` reads it once the zone is known."""
    return click.Option([name, flag], metavar="DATE[THH:MM]", help=text)


def moment(text: str, zone: str) -> datetime:
    """An instant from what is typed by the clock of `zone`; a day alone means its beginning. Raises BadValue."""
    try:
        wall = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadValue(say("“{text}” is not a moment. Type it like 2026-07-14T01:00.", text=text)) from error
    return wall.astimezone(UTC) if wall.tzinfo else at(wall.date(), wall.time(), zone)
