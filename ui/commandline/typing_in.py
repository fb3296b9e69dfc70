"""`add`: single things typed in, such as places, vehicles, minutes of travel and hearings."""

from __future__ import annotations

from datetime import date, time

import click

from clinic.domain.places import PlaceKind
from clinic.domain.when import parse_clock
from clinic.i18n import _
from clinic.services import hearings, places, vehicles
from ui.commandline.desk import Desk, begin_in, site_of
from ui.commandline.finding import household_called, place_called
from ui.commandline.history import tell_change
from ui.commandline.switches import DayType, json_switch, site_option


def commands() -> list[click.Command]:
    """`add site`, `add place`, `add vehicle`, `add travel`, `add hearing`."""
    group = click.Group("add", help=_("Type in a city, a place, a vehicle, minutes of travel or a hearing."))
    for command in (_site_command(), _place_command(), _vehicle_command(), _travel_command(), _hearing_command()):
        group.add_command(command)
    return [group]


def _hearing_command() -> click.Command:
    return click.Command(
        "hearing",
        callback=click.pass_obj(add_hearing),
        help=_("Type in a hearing of a household, with both times from its paper."),
        params=[
            click.Argument(["code"]),
            click.Argument(["on"], type=DayType(), metavar="DATE"),
            click.Option(["--hearing"], metavar="HH:MM", help=_("The hour of the hearing.")),
            click.Option(["--report"], metavar="HH:MM", help=_("The hour at which to report at the port.")),
            json_switch(),
        ],
    )


def _site_command() -> click.Command:
    return click.Command(
        "site",
        callback=click.pass_obj(add_site),
        help=_("Begin work in another city."),
        params=[
            click.Argument(["city"]),
            click.Option(["--zone"], help=_("Time zone, for a city that is not known.")),
            json_switch(),
        ],
    )


def _place_command() -> click.Command:
    kinds = [kind.value for kind in PlaceKind]
    return click.Command(
        "place",
        callback=click.pass_obj(add_place),
        help=_("Add a place by its label. No street address is ever asked for."),
        params=[
            click.Argument(["label"]),
            click.Option(["--kind"], type=click.Choice(kinds), default=PlaceKind.SHELTER.value, help=_("What it is.")),
            click.Option(["--locks"], metavar="HH:MM", help=_("From when nobody leaves at night.")),
            click.Option(["--opens"], metavar="HH:MM", help=_("From when people leave again.")),
            site_option(),
            json_switch(),
        ],
    )


def _vehicle_command() -> click.Command:
    return click.Command(
        "vehicle",
        callback=click.pass_obj(add_vehicle),
        help=_("Add a vehicle; driver and escort count in none of its seats."),
        params=[
            click.Argument(["label"]),
            click.Option(["--seats"], type=click.IntRange(1, 60), required=True, help=_("Seats for riders.")),
            click.Option(["--child-seats"], type=click.IntRange(0, 60), default=0, help=_("Child seats on board.")),
            click.Option(["--kept"], metavar="PLACE", help=_("Where it stands for the night.")),
            site_option(),
            json_switch(),
        ],
    )


def _travel_command() -> click.Command:
    return click.Command(
        "travel",
        callback=click.pass_obj(add_travel),
        help=_("Type how many minutes it takes by road from one place to another, and back."),
        params=[
            click.Argument(["start"], metavar="FROM"),
            click.Argument(["end"], metavar="TO"),
            click.Argument(["minutes"], type=click.IntRange(0, 2880)),
            json_switch(),
        ],
    )


def add_site(desk: Desk, *, city: str, zone: str | None, as_json: bool) -> None:
    """Begin work in another city."""
    with desk.open() as runner:
        change = runner.run(begin_in, city=city, zone=zone or "")
    tell_change(change, as_json=as_json)


def add_place(
    desk: Desk, *, label: str, kind: str, locks: str | None, opens: str | None, site: str | None, as_json: bool
) -> None:
    """Add a place."""
    locks_at, opens_at = _clock(locks), _clock(opens)
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id)
        change = runner.run(
            places.add, site=where, kind=PlaceKind(kind), label=label, locks_at=locks_at, opens_at=opens_at
        )
    tell_change(change, as_json=as_json)


def add_vehicle(
    desk: Desk, *, label: str, seats: int, child_seats: int, kept: str | None, site: str | None, as_json: bool
) -> None:
    """Add a vehicle."""
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site).id)
        stands = runner.read(place_called, kept, where).id if kept else None
        change = runner.run(vehicles.add, site=where, label=label, seats=seats, child_seats=child_seats, kept_id=stands)
    tell_change(change, as_json=as_json)


def add_travel(desk: Desk, *, start: str, end: str, minutes: int, as_json: bool) -> None:
    """Type the minutes between two places."""
    with desk.open() as runner:
        here, there = runner.read(place_called, start), runner.read(place_called, end)
        change = runner.run(places.set_travel, start=here.id, end=there.id, minutes=minutes)
    tell_change(change, as_json=as_json)


def _clock(text: str | None) -> time | None:
    return parse_clock(text) if text else None


def add_hearing(desk: Desk, *, code: str, on: date, hearing: str | None, report: str | None, as_json: bool) -> None:
    """Type in a hearing; a report time after its hearing is refused."""
    hearing_time, report_time = _clock(hearing), _clock(report)
    with desk.open() as runner:
        household = runner.read(household_called, code)
        change = runner.run(
            hearings.add, household=household.id, hearing_on=on, hearing_time=hearing_time, report_time=report_time
        )
    tell_change(change, as_json=as_json)
