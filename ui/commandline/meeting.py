"""`outcome`, `slip` and `group`: how a meeting ended and what follows, its text for a chat, charlas and their heads."""

from __future__ import annotations

from datetime import date, datetime

import click

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Slot
from clinic.domain.errors import BadValue, NotOnFile, Refused
from clinic.domain.history import Change
from clinic.domain.ids import HouseholdId, PersonId
from clinic.domain.places import Place
from clinic.domain.sessions import Session, SessionStatus
from clinic.domain.when import at, day_interval, local, parse_clock
from clinic.i18n import _, listing, say
from clinic.ports import UnitOfWork
from clinic.services import consultations, groups, sheets, some_of
from clinic.services.next_steps import STEPS, Step
from clinic.services.outcomes import NextStep
from ui.bootstrap import Runner
from ui.commandline.desk import Desk, site_of, tell
from ui.commandline.finding import household_called, place_called, volunteer_called
from ui.commandline.history import tell_change
from ui.commandline.switches import DayType, json_switch, reason_option, site_option

#: How a meeting ends, as it is typed.
ENDS = ("seen", "partly", "not-seen", "no-show")


def commands() -> list[click.Command]:
    """`outcome`, `slip`, `group`."""
    return [_outcome_command(), _slip_command(), _group_command()]


def persons_option() -> click.Option:
    """`--persons 1,3`: only some of a household."""
    return click.Option(["--persons"], metavar="1,3", help=_("Only these of the household, by their places in it."))


def persons_of(uow: UnitOfWork, household: HouseholdId, text: str | None) -> tuple[PersonId, ...]:
    """The persons whose places are named; none for all. Raises BadValue for a place that there is not."""
    everybody = some_of.of_household(uow, household)
    found = []
    for part in (text or "").split(",") if text else ():
        if not part.strip().isdigit() or not 1 <= int(part) <= len(everybody):
            raise BadValue(say("The household has persons 1 to {n}. Type them like 1,3.", n=len(everybody)))
        found.append(everybody[int(part) - 1])
    return tuple(found)


def _day_option() -> click.Option:
    return click.Option(["on", "--day"], type=DayType(), help=_("The day, typed like 2026-03-02; without it, today."))


def _outcome_command() -> click.Command:
    return click.Command(
        "outcome",
        callback=click.pass_obj(outcome),
        help=_("Say how the meeting of a household ended, and what must happen next."),
        params=[
            click.Argument(["code"]),
            click.Argument(["ended"], type=click.Choice(ENDS)),
            _day_option(),
            click.Option(["clock", "--at"], metavar="HH:MM", help=_("When it began; needed where there are several.")),
            click.Option(
                ["steps", "--next"],
                multiple=True,
                metavar="STEP",
                help=_("What must happen next: {steps}, or your own words.").format(
                    steps=", ".join(step.value for step in Step)
                ),
            ),
            click.Option(["--owner"], metavar="NAME", help=_("Who does it; without it, whoever led the meeting.")),
            click.Option(["--due"], type=DayType(), help=_("Until when.")),
            reason_option(),
            json_switch(),
        ],
    )


def _slip_command() -> click.Command:
    return click.Command(
        "slip",
        callback=click.pass_obj(slip),
        help=_("The appointment of a household in its language, ready to be pasted into a chat."),
        params=[
            click.Argument(["code"]),
            _day_option(),
            click.Option(["clock", "--at"], metavar="HH:MM", help=_("When it begins; needed where there are several.")),
            json_switch(),
        ],
    )


def _group_command() -> click.Command:
    group = click.Group("group", help=_("Charlas: open one with its places, let a household come, count the heads."))
    where = [click.Argument(["place"]), click.Argument(["starts"], metavar="HH:MM")]
    rest = [_day_option(), site_option(), json_switch()]
    kinds = click.Choice([kind.value for kind in ConsultationKind])
    opened = [
        click.Argument(["ends"], metavar="HH:MM"),
        click.Option(
            ["--places"], type=int, help=_("How many households may come; without it, a seat of the room each.")
        ),
        click.Option(["--kind"], type=kinds, default="charla", help=_("What they meet for.")),
        click.Option(["--room"], default="", help=_("The room; without it, that of the session.")),
    ]
    group.add_command(
        click.Command(
            "open", callback=click.pass_obj(open_group), help=_("Open a group."), params=[*where, *opened, *rest]
        )
    )
    joined = [click.Argument(["code"]), persons_option(), reason_option()]
    group.add_command(
        click.Command(
            "join",
            callback=click.pass_obj(join_group),
            help=_("Let a household come to a group."),
            params=[*where, *joined, *rest],
        )
    )
    group.add_command(
        click.Command(
            "count",
            callback=click.pass_obj(count_group),
            help=_("Note how many people really came to a group."),
            params=[*where, click.Argument(["heads"], type=int), *rest],
        )
    )
    return group


def outcome(
    desk: Desk,
    *,
    code: str,
    ended: str,
    on: date | None,
    clock: str | None,
    steps: tuple[str, ...],
    owner: str | None,
    due: date | None,
    reason: str,
    as_json: bool,
) -> None:
    """Record an end, with steps, as one change."""
    with desk.open() as runner:
        row, _slot = runner.read(_meeting_of, code, on, clock)
        who = None if owner is None else runner.read(volunteer_called, owner).id
        wanted = tuple(NextStep(_words(each), who, due) for each in steps)
        tell_change(_end(runner, row, ended, wanted, reason), as_json=as_json)


def _end(runner: Runner, row: Consultation, ended: str, steps: tuple[NextStep, ...], reason: str) -> Change:
    if ended == "no-show":
        return runner.run(consultations.no_show, consultation=row.id, steps=steps)
    if ended == "not-seen":
        return runner.run(consultations.cancel, consultation=row.id, steps=steps)
    partly = ended == "partly"
    return runner.run(consultations.done, consultation=row.id, partly=partly, steps=steps, reason=reason)


def _words(step: str) -> str:
    """The words of a usual step, else what was typed."""
    known = {each.value: each for each in Step}
    return str(STEPS[known[step]]) if step in known else step


def slip(desk: Desk, *, code: str, on: date | None, clock: str | None, as_json: bool) -> None:
    """The text for a chat."""
    with desk.open() as runner:
        row, _slot = runner.read(_meeting_of, code, on, clock)
        text = runner.read(lambda uow: sheets.appointment_text(uow, consultation=row.id))
    tell(as_json, {"household": code, "text": text}, text.splitlines())


def open_group(
    desk: Desk,
    *,
    place: str,
    starts: str,
    ends: str,
    places: int | None,
    kind: str,
    room: str,
    on: date | None,
    site: str | None,
    as_json: bool,
) -> None:
    """Open a group in the session that is held there then."""
    with desk.open() as runner:
        where, day = runner.read(_place_and_day, place, site, on)
        first, last = (at(day, parse_clock(text), where.zone) for text in (starts, ends))
        session = runner.read(_session_at, where, first)
        change = runner.run(
            groups.group_slot,
            session=session.id,
            starts_at=first,
            ends_at=last,
            capacity=places,
            kind=ConsultationKind(kind),
            room=room,
            seats=runner.read(groups.leads_of, session.id),
        )
    tell_change(change, as_json=as_json)


def join_group(
    desk: Desk,
    *,
    place: str,
    starts: str,
    code: str,
    persons: str | None,
    reason: str,
    on: date | None,
    site: str | None,
    as_json: bool,
) -> None:
    """Let a household come to the group that begins then."""
    with desk.open() as runner:
        slot = runner.read(_group_at, place, site, on, starts)
        household = runner.read(household_called, code)
        some = runner.read(persons_of, household.id, persons)
        change = runner.run(groups.join, slot=slot.id, household=household.id, persons=some, reason=reason)
    tell_change(change, as_json=as_json)


def count_group(
    desk: Desk, *, place: str, starts: str, heads: int, on: date | None, site: str | None, as_json: bool
) -> None:
    """Count the heads of the group that began then."""
    with desk.open() as runner:
        slot = runner.read(_group_at, place, site, on, starts)
        tell_change(runner.run(groups.count_heads, slot=slot.id, heads=heads), as_json=as_json)


def _meeting_of(uow: UnitOfWork, code: str, on: date | None, clock: str | None) -> tuple[Consultation, Slot]:
    """The meeting of a household on a day. Raises NotOnFile for none, Refused for several without an hour."""
    household = household_called(uow, code)
    zone = uow.sites.get(household.site_id).zone
    day = on or local(uow.now(), zone).date()
    found: list[tuple[Consultation, Slot, datetime]] = []
    for row in uow.consultations.where(household_id=household.id):
        slot = uow.slots.get(row.slot_id)
        starts = local(slot.starts_at, uow.places.get(uow.sessions.get(slot.session_id).place_id).zone)
        is_meant = starts.date() == day and (clock is None or starts.time() == parse_clock(clock))
        if is_meant and row.outcome is not Outcome.CANCELLED:
            found.append((row, slot, starts))
    if not found:
        raise NotOnFile(say("{code} has no meeting on {day}.", code=household.code, day=day))
    if len(found) > 1:
        hours = listing([starts.time() for _row, _slot, starts in found])
        raise Refused(
            say("{code} has several meetings then: {hours}. Name one with --at.", code=household.code, hours=hours)
        )
    return found[0][:2]


def _place_and_day(uow: UnitOfWork, place: str, site: str | None, on: date | None) -> tuple[Place, date]:
    where = site_of(uow, site)
    return place_called(uow, place, where.id), on or local(uow.now(), where.zone).date()


def _session_at(uow: UnitOfWork, place: Place, starts_at: datetime) -> Session:
    """The session that is held at a place at an instant. Raises NotOnFile."""
    day = day_interval(local(starts_at, place.zone).date(), place.zone)
    rows = uow.sessions.during(day, place_id=place.id)
    held = [
        row for row in rows if row.status is not SessionStatus.CANCELLED and row.starts_at <= starts_at < row.ends_at
    ]
    if not held:
        told = {"place": place.label, "start": local(starts_at, place.zone)}
        raise NotOnFile(say("No session is held at {place} on {start}. Lay one out first.", **told))
    return held[0]


def _group_at(uow: UnitOfWork, place: str, site: str | None, on: date | None, starts: str) -> Slot:
    """The group that begins at an hour. Raises NotOnFile."""
    where, day = _place_and_day(uow, place, site, on)
    starts_at = at(day, parse_clock(starts), where.zone)
    for session in uow.sessions.during(day_interval(day, where.zone), place_id=where.id):
        for slot in uow.slots.where(session_id=session.id):
            if slot.capacity > 1 and slot.starts_at == starts_at and session.status is not SessionStatus.CANCELLED:
                return slot
    told = {"place": where.label, "start": local(starts_at, where.zone)}
    raise NotOnFile(say("There is no group at {place} on {start}.", **told))
