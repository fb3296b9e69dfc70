"""`cover` and `close`: somebody falls out, a place closes; who could step in, what is re-arranged, who must be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import click

from clinic.domain.errors import BadValue
from clinic.domain.ids import PlaceId
from clinic.domain.people import AbsenceKind
from clinic.domain.when import local
from clinic.i18n import _, say
from clinic.services import closing, cover, fallen_out, people, share
from clinic.services.closing import Shut
from clinic.services.cover import CoverPlan, CoverSeat, Reply
from clinic.services.share import Ledger, State
from clinic.services.views.closing import Closing, OfferLine, RideLine, SessionLine, Tell
from ui.commandline.desk import Desk, site_of, tell
from ui.commandline.finding import place_called, seat_called, volunteer_called
from ui.commandline.history import plain_change
from ui.commandline.plain import to_plain
from ui.commandline.switches import DayType, json_switch, moment, moment_option, reason_option, site_option
from ui.commandline.text import breach_lines, short


def commands() -> list[click.Command]:
    """`cover`, `close`."""
    return [_cover_command(), _close_command()]


def _close_command() -> click.Command:
    return click.Command(
        "close",
        callback=click.pass_obj(close_place),
        help=_(
            "What closes with PLACE from a day on: sessions, consultations, stays and rides, and who must be told. "
            "Nothing is changed without --apply; then everything is one step."
        ),
        params=[
            click.Argument(["place"]),
            click.Option(["from_day", "--from"], type=DayType(), required=True, help=_("The first day without it.")),
            click.Option(
                ["--move-sessions-to"],
                metavar="PLACE",
                help=_("Where sessions are held; without it they are called off."),
            ),
            click.Option(["--move-households-to"], metavar="PLACE", help=_("Where those go who live there.")),
            click.Option(["--apply"], is_flag=True, help=_("Do it.")),
            site_option(),
            reason_option(),
            json_switch(),
        ],
    )


def _cover_command() -> click.Command:
    replies = (
        (Reply.ASKED, "--ask", _("Note that NAME has been asked.")),
        (Reply.YES, "--yes", _("NAME said yes and sits there from now on.")),
        (Reply.NO, "--no", _("NAME said no.")),
        (Reply.NO_ANSWER, "--no-answer", _("NAME did not answer.")),
    )
    options = [click.Option([reply.value, flag], metavar="NAME", help=text) for reply, flag, text in replies]
    return click.Command(
        "cover",
        callback=click.pass_obj(find_cover),
        help=_(
            "Who could step in for VOLUNTEER: every seat between two moments, each with people who are free, vetted "
            "and rested, the least recently asked first, and a message to send. With --seat, note what came of it."
        ),
        params=[
            click.Argument(["volunteer"]),
            moment_option("--from", "first", _("From when, like 2026-07-14T01:00; from now unless said.")),
            moment_option("--to", "last", _("Until when.")),
            click.Option(["--ill"], is_flag=True, help=_("Note the volunteer as ill in that time.")),
            click.Option(["--seat"], metavar="SEAT", help=_("The seat about which somebody was asked.")),
            *options,
            click.Option(
                ["--offer-anew"], is_flag=True, help=_("Give another time to whoever is met in seats nobody took over.")
            ),
            reason_option(),
            json_switch(),
        ],
    )


def find_cover(
    desk: Desk,
    *,
    volunteer: str,
    first: str | None,
    last: str | None,
    ill: bool,
    seat: str | None,
    offer_anew: bool,
    reason: str,
    as_json: bool,
    **said: str | None,
) -> None:
    """Show people for every seat; note an absence or an answer before, as one step each."""
    replies = [(Reply(key), name) for key, name in said.items() if name]
    if len(replies) > 1 or bool(replies) != (seat is not None):
        raise BadValue(say("Name one seat and one answer: --seat SEAT with --ask, --yes, --no or --no-answer NAME."))
    with desk.open() as runner:
        person = runner.read(volunteer_called, volunteer)
        zone = runner.read(people.zone_of_volunteer, person)
        now = runner.read(lambda uow: uow.now())
        starts = moment(first, zone) if first else now
        if last is None:
            raise BadValue(say("Say until when: --to 2026-07-16T22:00."))
        ends = moment(last, zone)
        steps = []
        if ill:
            kind = AbsenceKind.ILL
            steps.append(runner.run(people.add_absence, volunteer=person.id, kind=kind, starts_at=starts, ends_at=ends))
        for reply, name in replies:
            row, who = runner.read(seat_called, seat or ""), runner.read(volunteer_called, name)
            if reply is Reply.ASKED:
                steps.append(runner.run(cover.ask, seat=row.id, volunteer=who.id))
            else:
                steps.append(runner.run(cover.answer, seat=row.id, volunteer=who.id, reply=reply, reason=reason))
        anew = None
        if offer_anew:
            anew = runner.run(fallen_out.offer_anew, volunteer=person.id, starts_at=starts, ends_at=ends)
            steps.append(anew.change)
        found = runner.read(cover.plan, volunteer=person.id, starts_at=starts, ends_at=ends)
        ledger = runner.read(share.ledger)
    data = {"steps": [plain_change(step) for step in steps], **_plain_plan(found), **plain_ledger(ledger)}
    lines: list[object] = [*(step.label for step in steps), *_plan_lines(found)]
    if anew is not None:
        data |= {"offers": anew.offers, "tell": anew.tell}
        lines += [*session_lines((), anew.offers), *tell_lines(anew.tell)]
    lines += ledger_lines(ledger, zone)
    tell(as_json, data, lines)


def close_place(
    desk: Desk,
    *,
    place: str,
    from_day: date,
    move_sessions_to: str | None,
    move_households_to: str | None,
    apply: bool,
    site: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Show what the closing does, or do it."""
    with desk.open() as runner:

        def called(label: str | None) -> PlaceId | None:
            if label is None:
                return None
            return runner.read(lambda uow: place_called(uow, label, site_of(uow, site).id if site else None).id)

        closes = runner.read(lambda uow: place_called(uow, place, site_of(uow, site).id if site else None).id)
        shut = Shut(closes, from_day, called(move_sessions_to), called(move_households_to), reason=reason)
        found = runner.run(closing.close if apply else closing.preview, shut=shut)
    data = {"applied": apply, **to_plain(found)}
    del data["change"]
    tell(as_json, data, _closing_lines(found))


def _closing_lines(found: Closing) -> Iterator[object]:
    yield found.line
    yield from session_lines(found.sessions, found.offers)
    for ride in found.rides:
        yield _ride_line(ride)
        yield from (f"      {warning}" for warning in ride.warnings)
    for stay in found.stays:
        told = {"code": stay.code, "n": stay.people, "place": stay.to or _("nobody said where")}
        yield say("  {code}, {n} people: {place}", **told)
    yield from found.warnings
    yield from breach_lines(found.refused)
    yield from tell_lines(found.tell)
    if found.change is None:
        yield _("Nothing was changed. With --apply it is done.")


def session_lines(sessions: Iterable[SessionLine], offers: Iterable[OfferLine]) -> Iterator[object]:
    """Sessions that are held elsewhere or called off, and the new times of whoever was to be met there."""
    for session in sessions:
        told = {"session": session.words, "place": session.moved_to}
        yield say("  {session}: at {place}", **told) if session.moved_to else say("  {session}: called off", **told)
    for offer in offers:
        yield say("  {code}: {words}", code=offer.code, words=offer.words)
        yield from (f"      {why}" for why in (*offer.reasons, *offer.why))


def tell_lines(found: Sequence[Tell]) -> Iterator[object]:
    """Who must be told what."""
    if found:
        yield _("Must be told:")
    for each in found:
        yield "  " + ", ".join(part for part in (each.name, each.phone) if part)
        yield from (f"      {what}" for what in each.what)


def _ride_line(ride: RideLine) -> object:
    if not ride.to:
        return say("  {code}, {trip}: nobody said where else", code=ride.code, trip=ride.trip)
    told = {"code": ride.code, "trip": ride.trip, "place": ride.to}
    if ride.was is None or ride.now is None:
        return say("  {code}, {trip}: {place}", **told)
    hours = {"now": f"{ride.now:%H:%M}", "was": f"{ride.was:%H:%M}"}
    return say("  {code}, {trip}: {place} {now} instead of {was}", **told, **hours)


def _plain_plan(found: CoverPlan) -> dict[str, Any]:
    return {
        "volunteer": found.name,
        "seats": [
            {
                "id": each.seat.seat_id,
                "where": each.where,
                "role": each.seat.role,
                "starts": each.seat.starts,
                "ends": each.seat.ends,
                "people": each.people,
                "why_none": each.why_none,
                "met": each.met,
            }
            for each in found.seats
        ],
    }


def _plan_lines(found: CoverPlan) -> Iterator[object]:
    if not found.seats:
        yield say("{name} has no seat in that time.", name=found.name)
    for each in found.seats:
        yield say("{wants}, {where} [{id}]", wants=each.seat.wants, where=each.where, id=short(each.seat.seat_id))
        yield from _people_lines(each)


def _people_lines(found: CoverSeat) -> Iterator[object]:
    replies = {
        Reply.ASKED: _("asked"),
        Reply.YES: _("said yes"),
        Reply.NO: _("said no"),
        Reply.NO_ANSWER: _("did not answer"),
    }
    for place, one in enumerate(found.people, start=1):
        waits = _("on stand-by") if one.on_stand_by else ""
        parts = [one.name, one.phone, waits, str(one.words), replies[one.reply] if one.reply else ""]
        yield f"  {place}. " + ", ".join(part for part in parts if part)
        yield from (f"       {sentence}" for sentence in one.breaches)
        yield f"       “{one.message}”"
    if found.why_none:
        yield f"  {found.why_none}"
    yield from (say("  is met there: {meeting}", meeting=meeting) for meeting in found.met)


def plain_ledger(found: Ledger) -> dict[str, Any]:
    """Old copies and whom to call, for machines."""
    old = [copy for copy in found.copies if copy.state is State.OLD]
    return {
        "old_copies": [{"who": each.who, "kind": each.kind, "what": each.what, "news": each.news} for each in old],
        "people_with_old_copies": len(found.behind),
        "phone": found.phone,
    }


def ledger_lines(found: Ledger, zone: str) -> Iterator[object]:
    """Old copies and whom to call, for people."""
    for each in found.copies:
        if each.state is State.OLD:
            yield say("Old copy: {who}, {what}", who=each.who, what=each.what)
    if found.phone:
        yield say("Call today, no copy reaches them in time:")
    for line in found.phone:
        told = {"name": line.name, "phone": line.phone or _("no telephone"), "moment": local(line.next_at, zone)}
        yield say("  {name}, {phone}: {moment}", **told)
