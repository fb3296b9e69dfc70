"""Commands that decide: who sits where, who waits for what, who meets whom, what is known of a volunteer."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from clinic.domain.consultations import ConsultationKind
from clinic.domain.errors import BadValue
from clinic.domain.ids import HouseholdId
from clinic.domain.people import Credential, CredentialKind, Role
from clinic.domain.when import Week, at, local, parse_clock
from clinic.i18n import _, say
from clinic.ports import UnitOfWork
from clinic.services import can_come, consultation_plan, consultations, pair_booking, people, roster, waiting_list
from clinic.services.facts import zone_of
from ui.commandline import meeting
from ui.commandline.desk import Desk, site_of, tell
from ui.commandline.finding import household_called, seat_called, volunteer_called
from ui.commandline.history import plain_change, tell_change
from ui.commandline.switches import DayType, json_switch, reason_option, site_option, week_option
from ui.commandline.waiting import offer_command


def commands() -> list[click.Command]:
    """`assign`, `ask`, `offer`, `book`, `outcome`, `slip`, `group`, `volunteer`."""
    decided = [_assign_command(), _ask_command(), offer_command(), _book_command(), _volunteer_command()]
    return [*decided, *meeting.commands()]


def _assign_command() -> click.Command:
    return click.Command(
        "assign",
        callback=click.pass_obj(assign),
        help=_("Seat a volunteer. SEAT is the id that `show week` tells, or its beginning. Every broken rule is told."),
        params=[click.Argument(["seat"]), click.Argument(["volunteer"]), reason_option(), json_switch()],
    )


def _ask_command() -> click.Command:
    return click.Command(
        "ask",
        callback=click.pass_obj(ask),
        help=_("Put households on the waiting list: those named by CODE, or all that are called in a week."),
        params=[
            click.Argument(["code"], nargs=-1, metavar="[CODE]..."),
            _kind_option(),
            click.Option(["--when"], default="", help=_("When they can come, such as “Tue Thu after 14:00”.")),
            meeting.persons_option(),
            click.Option(["in_two", "--two"], is_flag=True, help=_("Two sittings of it, some days apart.")),
            week_option(required=False),
            site_option(),
            json_switch(),
        ],
    )


def _book_command() -> click.Command:
    return click.Command(
        "book",
        callback=click.pass_obj(book),
        help=_("Let a household meet the lawyer who sits in SEAT, at an hour of that day."),
        params=[
            click.Argument(["code"]),
            click.Argument(["seat"]),
            click.Argument(["hour"], metavar="HH:MM"),
            _kind_option(),
            meeting.persons_option(),
            click.Option(["in_two", "--two"], is_flag=True, help=_("Book the second sitting too, at its best time.")),
            reason_option(),
            json_switch(),
        ],
    )


def _kind_option() -> click.Option:
    kinds = [kind.value for kind in ConsultationKind if kind is not ConsultationKind.CHARLA]
    return click.Option(["--kind"], type=click.Choice(kinds), default="consultation", help=_("What they meet for."))


def _volunteer_command() -> click.Command:
    return click.Command(
        "volunteer",
        callback=click.pass_obj(note_volunteer),
        help=_("Note what is known of volunteers: vetted, trained, a licence, another role."),
        params=[
            click.Argument(["name"], nargs=-1, required=True, metavar="NAME..."),
            click.Option(["--vetted"], type=DayType(), help=_("The day on which the clinic vetted them.")),
            click.Option(["--trained"], type=DayType(), help=_("The day of their training.")),
            click.Option(
                ["--licence"], metavar="STATE", help=_("Where a bar licence was issued that somebody has seen.")
            ),
            click.Option(["--expires"], type=DayType(), help=_("The last day of that licence.")),
            click.Option(
                ["--role"], multiple=True, type=click.Choice([role.value for role in Role]), help=_("A role to add.")
            ),
            json_switch(),
        ],
    )


def assign(desk: Desk, *, seat: str, volunteer: str, reason: str, as_json: bool) -> None:
    """Seat somebody; all broken rules are told in one go."""
    with desk.open() as runner:
        row = runner.read(seat_called, seat)
        person = runner.read(volunteer_called, volunteer)
        change = runner.run(roster.assign, seat=row.id, volunteer=person.id, reason=reason)
    tell_change(change, as_json=as_json)


def ask(
    desk: Desk,
    *,
    code: tuple[str, ...],
    kind: str,
    when: str,
    persons: str | None,
    in_two: bool,
    week: Week | None,
    site: str | None,
    as_json: bool,
) -> None:
    """Put households on the waiting list, one step each, or all that are called in a week as one step."""
    wanted = ConsultationKind(kind)
    with desk.open() as runner:
        if code:
            households = [runner.read(household_called, each).id for each in code]
            hours = can_come.read(when, runner.read(_today, households[0]))
            some = [runner.read(meeting.persons_of, each, persons) for each in households]
            changes = [
                runner.run(waiting_list.ask, household=each, kind=wanted, can_come=hours, persons=part, in_two=in_two)
                for each, part in zip(households, some, strict=True)
            ]
        elif when or persons or in_two:
            raise BadValue(say("--when, --persons and --two go with case codes only."))
        elif week is not None:
            where = runner.read(lambda uow: site_of(uow, site).id)
            first, last = week.days[0], week.days[-1]
            changes = [runner.run(consultation_plan.ask_for_called, site=where, kind=wanted, first=first, last=last)]
        else:
            raise BadValue(say("Nobody is named. Type case codes, or a week with --week."))
    tell(as_json, {"steps": [plain_change(change) for change in changes]}, [change.label for change in changes])


def _today(uow: UnitOfWork, household: HouseholdId) -> date:
    return local(uow.now(), uow.sites.get(uow.households.get(household).site_id).zone).date()


def book(
    desk: Desk,
    *,
    code: str,
    seat: str,
    hour: str,
    kind: str,
    persons: str | None,
    in_two: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Book a household at an hour on the wall clock where the lawyer sits."""
    clock = parse_clock(hour)
    with desk.open() as runner:
        household = runner.read(household_called, code)
        row = runner.read(seat_called, seat)
        zone = runner.read(zone_of, row)
        starts_at = at(local(row.starts_at, zone).date(), clock, zone)
        change = runner.run(
            pair_booking.book_both if in_two else consultations.book,
            household=household.id,
            lawyer=row.id,
            kind=ConsultationKind(kind),
            starts_at=starts_at,
            persons=runner.read(meeting.persons_of, household.id, persons),
            reason=reason,
        )
    tell_change(change, as_json=as_json)


def note_volunteer(
    desk: Desk,
    *,
    name: tuple[str, ...],
    vetted: date | None,
    trained: date | None,
    licence: str | None,
    expires: date | None,
    role: tuple[str, ...],
    as_json: bool,
) -> None:
    """Note vetting, training, roles and licence of each one named, one step each."""
    noted: dict[str, Any] = {"vetted_on": vetted, "trained_on": trained}
    changes = {key: value for key, value in noted.items() if value is not None}
    if not changes and not role and licence is None:
        raise BadValue(say("There is nothing to note. Say what is known, such as --vetted 2026-03-02."))
    paper = None if licence is None else Credential(CredentialKind.BAR_LICENCE, licence, expires_on=expires)
    steps = []
    with desk.open() as runner:
        people_named = [runner.read(volunteer_called, each) for each in name]
        for person in people_named:
            if role:
                changes["roles"] = tuple(dict.fromkeys((*person.roles, *(Role(each) for each in role))))
            if changes:
                steps.append(runner.run(people.edit, volunteer=person.id, **changes))
            if paper is not None:
                steps.append(runner.run(people.set_credential, volunteer=person.id, credential=paper))
    tell(as_json, {"steps": [plain_change(step) for step in steps]}, [step.label for step in steps])
