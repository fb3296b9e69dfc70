"""`show day`: the board of a day as words: trips with crew, stops and check-ins, who has no ride, what is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic.domain.ids import SiteId, TripId
from clinic.domain.words import ROLES
from clinic.i18n import _, day, say
from clinic.ports import UnitOfWork
from clinic.services.rides_day import rides_day
from clinic.services.today import today
from clinic.services.trip_detail import trip_detail
from clinic.services.views.rides import CheckInView, RidesDay, StopLine, TripCard, TripDetail
from clinic.services.views.times import Hour
from clinic.services.views.today import NotBack, TodayView
from ui.commandline.plain import to_plain


@dataclass(frozen=True, slots=True)
class DayBoard:
    """A day as it is told: the rides, each trip in full, and what Today shows."""

    rides: RidesDay
    today: TodayView
    details: dict[TripId, TripDetail]


def day_board(uow: UnitOfWork, *, site: SiteId, on: date) -> DayBoard:
    """Everything about a day at a site."""
    rides = rides_day(uow, site=site, day=on)
    details = {card.trip_id: trip_detail(uow, trip=card.trip_id) for card in (*rides.trips, *rides.returns)}
    return DayBoard(rides, today(uow, site=site, day=on), details)


def plain_board(found: DayBoard) -> dict[str, Any]:
    """For machines: the rides of the day, their trips with crew, stops and check-ins, needs, who is not back."""
    plain: dict[str, Any] = to_plain(found.rides)
    for trip in (*plain["trips"], *plain["returns"]):
        detail = next(each for key, each in found.details.items() if str(key) == trip["trip_id"])
        wanted = ("crew", "rides", "stops", "check_ins", "tag")
        trip.update({name: to_plain(getattr(detail, name)) for name in wanted})
    board = found.today
    return {
        **plain,
        "now": to_plain(board.now),
        "needs": to_plain(board.needs),
        "needs_in_all": board.needs_in_all,
        "not_back": to_plain(board.not_back),
        "standby": to_plain(board.standby),
        "gaps": to_plain(board.gaps),
    }


def board_lines(found: DayBoard) -> Iterator[object]:
    """For people."""
    rides, board = found.rides, found.today
    yield f"{day(rides.day, year=True)}: {rides.line}"
    told = {"here": board.clocks.city, "there": board.clocks.us_city, "words": board.clocks.words}
    yield say("{here} and {there}: {words}", **told)
    if rides.banner:
        yield rides.banner
    for card in (*rides.trips, *rides.returns):
        yield from _trip_lines(card, found.details[card.trip_id])
    for case in rides.not_covered:
        report = _hour(case.report) or _("no report time")
        yield say(
            "  not covered: {code}, {people} people, {report}. {why}",
            code=case.code,
            people=case.adults + case.children,
            report=report,
            why=case.words,
        )
    if board.needs:
        yield say("Needs somebody ({n}):", n=board.needs_in_all)
    for need in board.needs:
        yield f"  {need.title}. {need.detail}"
    if board.not_back:
        yield say("Not back: {words}", words=board.not_back_words)
    for line in board.not_back:
        yield from _not_back_lines(line)


def _trip_lines(card: TripCard, trip: TripDetail) -> Iterator[object]:
    hour = f"{card.departs.here:%H:%M}" if card.departs else ""
    if card.standby:
        hour = f"{card.standby[0]:%H:%M}–{card.standby[1]:%H:%M}"
    yield f"  {card.label} {hour}  {card.vehicle}, {card.driver or _('no driver')}. {card.words}"
    for seat in trip.crew:
        parts = (str(ROLES[seat.role]), seat.name, seat.phone, str(seat.words))
        yield f"      {', '.join(part for part in parts if part)}"
    yield from (f"      {_stop(stop)}" for stop in trip.stops)
    yield from (f"      {_check_in(word)}" for word in trip.check_ins)


def _stop(stop: StopLine) -> str:
    parts = (str(stop.what), str(stop.detail))
    return f"{_hour(stop.hour) or '--:--'}  {', '.join(part for part in parts if part)}"


def _check_in(word: CheckInView) -> object:
    if word.done is not None:
        who = f", {word.by}" if word.by else ""
        note = f": {word.note}" if word.note else ""
        return f"[x] {_hour(word.done)} {word.words}{who}{note}"
    due = _hour(word.due) or _("no hour")
    return (
        say("[!] {due} {what}: {n} min late", due=due, what=word.words, n=word.late)
        if word.late
        else (f"[ ] {due} {word.words}")
    )


def _not_back_lines(line: NotBack) -> Iterator[object]:
    told = {"code": line.code, "n": line.people, "day": day(line.day), "known": line.known}
    yield say("  {code}, {n} people, since {day}: {known}", **told)
    yield from (f"      {word}" for word in line.words)
    who = line.who_watches or _("nobody")
    yield say("      decide by {moment}; {who} holds the phone", moment=line.decide_by, who=who)
    if line.stands_by:
        yield say("      stands by: {who}", who=line.stands_by)


def _hour(hour: Hour | None) -> str:
    """Both clocks where they differ: '23:45 (01:45)'."""
    if hour is None:
        return ""
    return f"{hour.here:%H:%M}" + (f" ({hour.there:%H:%M})" if hour.there else "")
