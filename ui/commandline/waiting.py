"""`show waiting`, `show silent` and `offer`: who waits and why, who is not heard of, the best times for a household."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from clinic.i18n import _, listing, say
from clinic.services import best_offers
from clinic.services.silent import SilentLine, silent
from clinic.services.views.consultations import Waiting
from clinic.services.views.openings import BestTimes, Opening
from clinic.services.waiting_order import waiting
from ui.commandline.desk import Desk, site_of, tell
from ui.commandline.finding import household_called
from ui.commandline.switches import json_switch, site_option


def waiting_command() -> click.Command:
    """`show waiting`."""
    return click.Command(
        "waiting",
        callback=click.pass_obj(show_waiting),
        help=_("Who waits, most urgent first, with the reasons."),
        params=[site_option(), json_switch()],
    )


def silent_command() -> click.Command:
    """`show silent`."""
    return click.Command(
        "silent",
        callback=click.pass_obj(show_silent),
        help=_("Households of which nobody has heard for long, with how to reach them and where they lived."),
        params=[site_option(), json_switch()],
    )


def offer_command() -> click.Command:
    """`offer`."""
    return click.Command(
        "offer",
        callback=click.pass_obj(offer),
        help=_("The best three times of the coming two weeks for a household that waits; nothing is booked."),
        params=[click.Argument(["code"], metavar="HOUSEHOLD"), json_switch()],
    )


def show_waiting(desk: Desk, *, site: str | None, as_json: bool) -> None:
    """The waiting list of a site."""
    with desk.open() as runner, runner.store.read() as uow:
        where = site_of(uow, site)
        lines, in_all = waiting(uow, site=where.id)
    tell(as_json, {"site": where.city, "waiting": in_all, "lines": [_plain_line(line) for line in lines]}, _told(lines))


def show_silent(desk: Desk, *, site: str | None, as_json: bool) -> None:
    """Who has not been heard of at a site, the longest first."""
    with desk.open() as runner, runner.store.read() as uow:
        where = site_of(uow, site)
        found = silent(uow, site=where.id)
    tell(as_json, {"site": where.city, "silent": [_plain_silent(one) for one in found]}, _silent_told(found))


def _plain_silent(one: SilentLine) -> dict[str, Any]:
    return {
        "household": one.code,
        "days": one.days,
        "heard_on": one.heard_on,
        "contact_plan": one.contact_plan,
        "stays": [{"place": place, "since": since} for place, since in one.stays],
    }


def _silent_told(found: Sequence[SilentLine]) -> Iterator[object]:
    if not found:
        yield _("Everybody has been heard of.")
    for one in found:
        yield f"{one.code}  {one.words}"
        for place, since in one.stays:
            yield f"     {place}" + (f", {say('from {date}', date=since)}" if since else "")
        if one.contact_plan:
            yield f"     {one.contact_plan}"


def offer(desk: Desk, *, code: str, as_json: bool) -> None:
    """The best times for whatever a household waits for."""
    with desk.open() as runner, runner.store.read() as uow:
        who = household_called(uow, code)
        found = best_offers.for_household(uow, household=who.id)
    tell(as_json, {"household": who.code, "asks": [_plain_times(each) for each in found]}, _times_told(found))


def _plain_line(line: Waiting) -> dict[str, Any]:
    return {
        "rank": line.rank,
        "household": line.code,
        "request_id": line.request_id,
        "adults": line.adults,
        "children": line.children,
        "language": line.language,
        "kind": line.kind,
        "minutes": line.minutes,
        "reasons": line.reasons,
        "about": line.whys,
        "can_come": line.can_come,
    }


def _told(lines: Sequence[Waiting]) -> Iterator[object]:
    if not lines:
        yield _("Nobody is waiting.")
    for line in lines:
        yield f"{line.rank:>3}  {line.code}  {line.words}, {line.language_words}"
        yield f"     {listing([*line.reasons])}"
        if line.can_come is not None:
            yield say("     can come: {when}", when=line.can_come)


def _plain_times(times: BestTimes) -> dict[str, Any]:
    return {
        "request_id": times.request_id,
        "kind": times.kind,
        "offers": [_plain_opening(one) for one in times.openings],
        "why_none": times.why_none,
    }


def _plain_opening(one: Opening) -> dict[str, Any]:
    return {
        "seat_id": one.lawyer_seat_id,
        "slot_id": one.slot_id,
        "starts": one.starts,
        "ends": one.ends,
        "minutes": one.minutes,
        "words": one.words,
        "way": one.way,
        "fit": one.fit,
        "breaches": [{"code": each.code, "sentence": each.sentence} for each in one.breaches],
    }


def _times_told(found: Sequence[BestTimes]) -> Iterator[object]:
    for times in found:
        yield times.words
        for one in times.openings:
            yield say("  {day}: {what}; {way}", day=one.starts.date(), what=one.words, way=one.way)
            yield from (f"      {breach.sentence}" for breach in one.breaches)
        yield from (f"  {why}" for why in times.why_none)
