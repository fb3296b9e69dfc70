"""`why`: why a seat is open, or why not this person, with changes that can be tried or carried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from clinic.domain.errors import BadValue
from clinic.domain.when import Week
from clinic.i18n import Sentence, _, say
from clinic.services import why_open, why_trying
from clinic.services.roster_paying import SECONDS
from clinic.services.views.why import Mend, Reason, Tried, Why, WhyWeek
from ui import bootstrap
from ui.bootstrap import Runner
from ui.commandline.desk import Desk, bar, site_of, tell
from ui.commandline.finding import seat_called, volunteer_called
from ui.commandline.history import tell_change
from ui.commandline.plain import to_plain
from ui.commandline.switches import json_switch, reason_option, site_option, week_option
from ui.commandline.text import short


def commands() -> list[click.Command]:
    """`why`."""
    return [
        click.Command(
            "why",
            callback=click.pass_obj(explain),
            help=_(
                "Why SEAT is open, and what would change it; with VOLUNTEER, all that speaks against them there. With "
                "--week and no seat, every open seat of a week. Changes are numbered: --try shows what comes of one "
                "and keeps nothing, --do carries it out."
            ),
            params=[
                click.Argument(["seat"], required=False),
                click.Argument(["volunteer"], required=False),
                week_option(required=False),
                click.Option(["try_it", "--try"], type=click.IntRange(1), help=_("The change to try, by its number.")),
                click.Option(["do_it", "--do"], type=click.IntRange(1), help=_("The change to carry out.")),
                click.Option(
                    ["--seconds"], type=click.FloatRange(0.1, 600), default=SECONDS, help=_("How long it may look.")
                ),
                site_option(),
                reason_option(),
                json_switch(),
            ],
        )
    ]


def explain(
    desk: Desk,
    *,
    seat: str | None,
    volunteer: str | None,
    week: Week | None,
    try_it: int | None,
    do_it: int | None,
    seconds: float,
    site: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Explain a seat or a week; try or carry out one of the changes."""
    if (seat is None) == (week is None) or (try_it is not None and do_it is not None):
        raise click.UsageError(_("Name a seat or a week, and at most one of --try and --do."))
    with desk.open() as runner:
        if week is not None:
            found = _week(runner, week, site, seconds, as_json=as_json)
            tell(as_json, _plain_week(found), _week_lines(found))
            return
        why = _seat(runner, seat or "", volunteer, seconds)
        number = try_it or do_it
        if number is None:
            tell(as_json, _plain(why), _lines(why))
            return
        act = _mend(why, number).act
        if act is None:
            raise BadValue(say("The program cannot do this change. Do it by hand."))
        if do_it is not None:
            tell_change(runner.run(why_trying.carry_out, act=act, reason=reason), as_json=as_json)
            return
        planner = bootstrap.seat_planner()
        tried = runner.run(why_trying.try_out, act=act, seat=why.seat.seat_id, planner=planner, seconds=seconds)
    tell(as_json, {"change": _mend(why, number).words, **to_plain(tried)}, _tried_lines(_mend(why, number), tried))


def _seat(runner: Runner, text: str, name: str | None, seconds: float) -> Why:
    row = runner.read(seat_called, text)
    if name is None:
        return runner.read(why_open.why, seat=row.id, planner=bootstrap.seat_planner(), seconds=seconds)
    person = runner.read(volunteer_called, name)
    return runner.read(why_open.why_not, seat=row.id, volunteer=person.id)


def _week(runner: Runner, week: Week, site: str | None, seconds: float, *, as_json: bool) -> WhyWeek:
    where = runner.read(lambda uow: site_of(uow, site).id)
    with bar(as_json, _("Looking at open seats")) as progress:
        found = runner.read(
            why_open.why_week,
            site=where,
            week=week,
            planner=bootstrap.seat_planner(),
            seconds=seconds,
            progress=progress,
        )
        progress("", 1.0)
    return found


def _mend(why: Why, number: int) -> Mend:
    if number > len(why.mends):
        raise BadValue(say("There is no change with the number {n}.", n=number))
    return why.mends[number - 1]


def _title(why: Why) -> Sentence:
    seat = why.seat
    return say(
        "{wants}, {title}, {start} [{id}]",
        wants=seat.wants,
        title=seat.title,
        start=seat.starts,
        id=short(seat.seat_id),
    )


def _lines(why: Why) -> Iterator[object]:
    yield _title(why)
    yield from _reason_lines(why.reasons, why.mends) if why.reasons else [f"  {why.line}"]


def _reason_lines(reasons: Sequence[Reason], mends: Sequence[Mend]) -> Iterator[object]:
    for reason in reasons:
        yield f"  - {reason.words}"
        yield from (f"      {mends.index(mend) + 1}. {mend.words}" for mend in reason.mends)


def _week_lines(found: WhyWeek) -> Iterator[object]:
    yield found.line
    if found.stopped:
        yield _("Stopped before all seats were looked at.")
    for why in found.seats:
        yield _title(why)
        yield f"  {why.line}"
    if found.together:
        yield _("All together:")
    for reason in found.together:
        yield f"  - {reason.words}"
        yield from (f"      {mend.words}" for mend in reason.mends)


def _tried_lines(mend: Mend, tried: Tried) -> Iterator[object]:
    yield mend.words
    yield f"  {tried.words}"
    yield from (f"  {line}" for line in tried.lines)
    yield _("Nothing was changed.")


def _plain(why: Why) -> dict[str, Any]:
    mends = why.mends
    return {
        "seat": why.seat.seat_id,
        "what": _title(why),
        "kind": why.kind,
        "line": why.line,
        "reasons": [_plain_reason(reason) for reason in why.reasons],
        "changes": [
            {"number": number, "words": mend.words, "act": _act_name(mend), **to_plain({"details": mend.act})}
            for number, mend in enumerate(mends, start=1)
        ],
    }


def _plain_week(found: WhyWeek) -> dict[str, Any]:
    return {
        "line": found.line,
        "stopped": found.stopped,
        "seats": [_plain(why) for why in found.seats],
        "together": [_plain_reason(reason) for reason in found.together],
    }


def _plain_reason(reason: Reason) -> dict[str, Any]:
    return {
        "words": reason.words,
        "seats": reason.seat_ids,
        "volunteers": reason.volunteer_ids,
        "short": reason.short,
        "changes": [mend.words for mend in reason.mends],
    }


def _act_name(mend: Mend) -> str | None:
    return None if mend.act is None else type(mend.act).__name__.lower()
