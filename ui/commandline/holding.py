"""`session`: sessions of many dates called off, held elsewhere, at another hour or in another room, as one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import click

from clinic.domain.errors import BadValue
from clinic.domain.ids import PlaceId
from clinic.domain.sessions import SessionKind
from clinic.i18n import _, say
from clinic.services import many_dates
from clinic.services.many_dates import ManyDates, Otherwise
from ui.commandline.covering import session_lines, tell_lines
from ui.commandline.desk import Desk, site_of, tell
from ui.commandline.finding import place_called
from ui.commandline.plain import to_plain
from ui.commandline.switches import DayType, json_switch, reason_option, site_option
from ui.commandline.text import breach_lines

#: A longer stretch of days is a slip of the keys.
MOST_DAYS = 366


def commands() -> list[click.Command]:
    """`session`."""
    weekdays = click.Choice(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    return [
        click.Command(
            "session",
            callback=click.pass_obj(hold_otherwise),
            help=_(
                "Sessions of many dates, other than planned: called off, at another place, later or in another room; "
                "who falls out, and who must be told. Nothing is changed without --apply; then it is one step."
            ),
            params=[
                click.Option(["days", "--day"], type=DayType(), multiple=True, help=_("A day; may be said often.")),
                click.Option(["first", "--from"], type=DayType(), help=_("The first of several days.")),
                click.Option(["last", "--to"], type=DayType(), help=_("The last of several days.")),
                click.Option(["--weekday"], type=weekdays, multiple=True, help=_("Of these only such days.")),
                click.Option(
                    ["--kind"],
                    type=click.Choice([kind.value for kind in SessionKind]),
                    help=_("Only sessions of this kind."),
                ),
                click.Option(["--place"], help=_("Only sessions at this place.")),
                click.Option(["--cancel"], is_flag=True, help=_("Call them off; who was to be met is offered a time.")),
                click.Option(["--move-to"], metavar="PLACE", help=_("Hold them at this place.")),
                click.Option(["--later"], type=int, default=0, help=_("So many minutes later; below zero: earlier.")),
                click.Option(["--room"], help=_("Hold them in this room.")),
                click.Option(["--apply"], is_flag=True, help=_("Do it.")),
                site_option(),
                reason_option(),
                json_switch(),
            ],
        )
    ]


def hold_otherwise(
    desk: Desk,
    *,
    days: tuple[date, ...],
    first: date | None,
    last: date | None,
    weekday: tuple[str, ...],
    kind: str | None,
    place: str | None,
    cancel: bool,
    move_to: str | None,
    apply: bool,
    site: str | None,
    reason: str,
    as_json: bool,
    **other: Any,
) -> None:
    """Show what it does, or do it. `other` holds `later` and `room`."""
    meant = chosen_days(days, first, last, weekday)
    with desk.open() as runner:
        where = runner.read(site_of, site).id

        def called(label: str | None) -> PlaceId | None:
            return None if label is None else runner.read(place_called, label, where).id

        wanted = Otherwise(
            site=where,
            days=meant,
            kind=SessionKind(kind) if kind else None,
            place=called(place),
            cancel=cancel,
            to_place=called(move_to),
            **other,
        )
        if apply:
            found = runner.run(many_dates.hold, otherwise=wanted, reason=reason)
        else:
            found = runner.run(many_dates.preview, otherwise=wanted)
    data = {"applied": apply, **to_plain(found)}
    del data["change"]
    tell(as_json, data, _lines(found))


def chosen_days(
    days: tuple[date, ...], first: date | None, last: date | None, weekday: tuple[str, ...]
) -> frozenset[date]:
    """The days that were typed one by one, and those from one to another. Raises BadValue for none, or far too many."""
    found = set(days)
    if first is not None:
        length = ((last or first) - first).days
        if not 0 <= length < MOST_DAYS:
            raise BadValue(say("From {first} to {last} is no stretch of days.", first=first, last=last or first))
        found |= {first + timedelta(days=n) for n in range(length + 1)}
    if weekday:
        names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        found = {day for day in found if names[day.weekday()] in weekday}
    if not found:
        raise BadValue(say("Name the days: --day 2026-07-14, or --from and --to."))
    return frozenset(found)


def _lines(found: ManyDates) -> Iterator[object]:
    yield found.line
    yield from session_lines(found.sessions, found.offers)
    yield from breach_lines(found.refused)
    yield from tell_lines(found.tell)
    if found.change is None:
        yield _("Nothing was changed. With --apply it is done.")
