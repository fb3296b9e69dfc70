"""Commands that report from the road: `checkin`, `back`, `end`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import click

from clinic.domain.errors import BadValue, NotOnFile, Refused
from clinic.domain.hearings import AbsenceReason, Hearing, HearingEnd
from clinic.domain.ids import HouseholdId, PersonId, PlaceId
from clinic.domain.places import PlaceKind
from clinic.domain.trips import CheckInKind
from clinic.domain.when import at as instant_at
from clinic.domain.when import local, parse_clock
from clinic.i18n import _, say
from clinic.ports import UnitOfWork
from clinic.services import check_ins, hearings, returns
from clinic.services.returns import Gathered
from ui.commandline.desk import Desk, site_of, tell
from ui.commandline.finding import household_called, place_called, trip_called
from ui.commandline.history import plain_change, tell_change
from ui.commandline.switches import DayType, json_switch, moment, reason_option, site_option
from ui.commandline.text import breach_lines

#: What can be reported of a trip, by the word that is typed.
KINDS = {
    "departure": CheckInKind.DEPARTURE,
    "at-port": CheckInKind.AT_PORT,
    "handed-over": CheckInKind.HAND_OVER,
    "turned-away": CheckInKind.TURNED_AWAY,
    "not-on-the-list": CheckInKind.NOT_ON_THE_LIST,
    "returned": CheckInKind.RETURN,
}
ENDS = {end.value.replace("_", "-"): end for end in HearingEnd}
ABSENCES = {reason.value.replace("_", "-"): reason for reason in AbsenceReason}


def commands() -> list[click.Command]:
    """`checkin`, `back`, `end`."""
    return [_check_in_command(), _back_command(), _end_command()]


def _told() -> list[click.Parameter]:
    return [
        click.Option(["when", "--at"], metavar="HH:MM", help=_("When, on that day or like 2026-08-01T17:00.")),
        click.Option(["--by"], default="", help=_("Who said so.")),
        click.Option(["--note"], default="", help=_("In which words.")),
    ]


def _day_option() -> click.Option:
    return click.Option(["on", "--day"], type=DayType(), help=_("The day; today unless another is named."))


def _check_in_command() -> click.Command:
    return click.Command(
        "checkin",
        callback=click.pass_obj(check_in),
        help=_(
            "Record a word from the road about TRIP (such as T1). Turned away and not on the list need a household."
        ),
        params=[
            click.Argument(["trip"]),
            click.Argument(["kind"], type=click.Choice(list(KINDS))),
            click.Option(["--household"], metavar="CODE", help=_("Of which household it is said.")),
            *_told(),
            _day_option(),
            site_option(),
            json_switch(),
        ],
    )


def _back_command() -> click.Command:
    return click.Command(
        "back",
        callback=click.pass_obj(bring_back),
        help=_(
            "Households have appeared at the port: put them on a way back that stands by, or on a new one. "
            "With --trip and --leaves, type when a way back leaves."
        ),
        params=[
            click.Argument(["code"], nargs=-1, metavar="[CODE]..."),
            click.Option(["--person"], type=int, multiple=True, help=_("Only the first, second … of one household.")),
            click.Option(["--port"], metavar="PLACE", help=_("Needed only where there are several.")),
            click.Option(["--trip"], metavar="R1", help=_("A way back whose hour is known.")),
            click.Option(["--leaves"], metavar="HH:MM", help=_("When it leaves the port.")),
            click.Option(["--by"], default="", help=_("Who said so.")),
            _day_option(),
            site_option(),
            reason_option(),
            json_switch(),
        ],
    )


def _end_command() -> click.Command:
    return click.Command(
        "end",
        callback=click.pass_obj(end_day),
        help=_("Record how the hearing day of a household ended, or of some of it."),
        params=[
            click.Argument(["code"]),
            click.Argument(["how"], type=click.Choice(list(ENDS))),
            click.Option(["--person"], type=int, multiple=True, help=_("Only the first, second … of the household.")),
            click.Option(["--absence"], type=click.Choice(list(ABSENCES)), help=_("Why they were not there.")),
            *_told(),
            click.Option(["on", "--day"], type=DayType(), help=_("The day of the hearing; the last one unless named.")),
            json_switch(),
        ],
    )


def check_in(
    desk: Desk,
    *,
    trip: str,
    kind: str,
    household: str | None,
    when: str | None,
    by: str,
    note: str,
    on: date | None,
    site: str | None,
    as_json: bool,
) -> None:
    """Record one word."""
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site))
        row = runner.read(trip_called, trip, where, on)
        who = runner.read(household_called, household).id if household else None
        day = on or runner.read(lambda uow: local(uow.now(), where.zone).date())
        instant = _instant(when, day, where.zone)
        change = runner.run(
            check_ins.record, trip=row.id, kind=KINDS[kind], household=who, at=instant, by=by, note=note
        )
    tell_change(change, as_json=as_json)


def bring_back(
    desk: Desk,
    *,
    code: tuple[str, ...],
    person: tuple[int, ...],
    port: str | None,
    trip: str | None,
    leaves: str | None,
    by: str,
    on: date | None,
    site: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Group households into ways back, or type an hour."""
    if bool(code) == bool(trip) or (trip is None) != (leaves is None):
        raise BadValue(say("Type case codes, or a way back and its hour: --trip R1 --leaves 19:40."))
    with desk.open() as runner:
        where = runner.read(lambda uow: site_of(uow, site))
        if trip is not None:
            row = runner.read(trip_called, trip, where, on)
            day = on or runner.read(lambda uow: local(uow.now(), where.zone).date())
            hour = _instant(leaves, day, where.zone)
            tell_change(runner.run(returns.note_hour, trip=row.id, leaves_at=hour, reason=reason), as_json=as_json)
            return
        households = [runner.read(household_called, each).id for each in code]
        persons = runner.read(_persons, households[0], person) if person else ()
        there = runner.read(lambda uow: _port(uow, where.id, port))
        found = runner.run(returns.gather, port=there, households=households, persons=persons, by=by, reason=reason)
    data = {**plain_change(found.change), "on": found.on, "left": found.left, "begun": found.begun}
    tell(as_json, data, _back_lines(found))


def end_day(
    desk: Desk,
    *,
    code: str,
    how: str,
    person: tuple[int, ...],
    absence: str | None,
    when: str | None,
    by: str,
    note: str,
    on: date | None,
    as_json: bool,
) -> None:
    """Record an end."""
    with desk.open() as runner:
        household = runner.read(household_called, code)
        row = runner.read(_hearing, household.id, on)
        persons = runner.read(_persons, household.id, person) if person else ()
        why = ABSENCES[absence] if absence else None
        change = runner.run(
            hearings.end,
            hearing=row.id,
            end=ENDS[how],
            persons=persons,
            absence_reason=why,
            at=_instant(when, row.hearing_on, row.zone),
            by=by,
            note=note,
        )
    tell_change(change, as_json=as_json)


def _back_lines(found: Gathered) -> Iterator[object]:
    yield found.change.label
    for each in found.on:
        yield say("  {code}, {n} people: {trip}", code=each.code, n=each.people, trip=each.trip)
    for left in found.left:
        yield say("  {code}, {n} people: no way back yet", code=left.code, n=left.people)
        yield from (f"    {line}" for line in breach_lines(left.breaches))


def _instant(text: str | None, day: date, zone: str) -> datetime | None:
    """An hour of that day, or a whole moment."""
    if text is None:
        return None
    return moment(text, zone) if "-" in text else instant_at(day, parse_clock(text), zone)


def _persons(uow: UnitOfWork, household: HouseholdId, numbers: tuple[int, ...]) -> tuple[PersonId, ...]:
    rows = sorted(uow.persons.where(household_id=household), key=lambda row: row.position)
    if not all(1 <= number <= len(rows) for number in numbers):
        raise BadValue(say("This household has {n} persons; count from 1.", n=len(rows)))
    return tuple(rows[number - 1].id for number in numbers)


def _port(uow: UnitOfWork, site: object, label: str | None) -> PlaceId:
    if label is not None:
        return place_called(uow, label).id
    ports = uow.places.where(site_id=site, kind=PlaceKind.PORT, closed=False)
    if len(ports) != 1:
        raise Refused(say("There are several ports. Name one with --port."))
    return ports[0].id


def _hearing(uow: UnitOfWork, household: HouseholdId, on: date | None) -> Hearing:
    rows = [row for row in uow.hearings.where(household_id=household, cancelled=False) if on in (None, row.hearing_on)]
    begun = [row for row in rows if on or (row.report_at or row.hearing_at or uow.now()) <= uow.now()]
    still_open = [row for row in begun if row.end is None] or begun
    if not still_open:
        raise NotOnFile(say("There is no hearing of that household on that day."))
    return max(still_open, key=lambda row: row.hearing_on)
