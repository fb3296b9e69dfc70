"""A proposal of rides as lines: trips to be taken over or not, who is left and why, what would help."""

from __future__ import annotations

from collections.abc import Collection

from clinic.i18n import _, say_n
from clinic.services.ride_helps import Help
from clinic.services.ride_left import Left
from clinic.services.ride_plan import Proposal
from clinic.services.views.ride_proposal import ProposedTrip
from ui.ride_words import clock, people
from ui.states import State
from ui.widgets.lines import Detail, Line


def trip_lines(found: Proposal, wanted: Collection[int]) -> list[Line]:
    """A line a trip: a check where it would be taken over, when, who rides, with whom, and why."""
    lines = [_trip_line(trip, wanted=trip.number in wanted, can_choose=can_choose(found)) for trip in found.trips]
    if found.replaced:
        away = _("Drafts that are planned anew: {labels}").format(labels=", ".join(found.replaced))
        lines.append(Line(key="", title=away, section=True))
    return lines


def can_choose(found: Proposal) -> bool:
    """Whether trips can be taken over one by one: not in a trial, nor where drafts are planned anew."""
    return not found.is_a_trial and not found.replaced


def _trip_line(trip: ProposedTrip, *, wanted: bool, can_choose: bool) -> Line:
    riders = ", ".join(f"{one.code} {people(one.adults, one.children)}" for one in trip.riders)
    way = " → ".join(f"{stop.place} {clock(stop.hour)}" for stop in trip.stops)
    details = [Detail(way, "map-pin"), Detail(riders, "users"), Detail(_crew(trip), "car")]
    details += [Detail(str(reason), "info") for reason in trip.reasons]
    details += [Detail(str(wish), "warning-fill", "warn") for wish in trip.wishes]
    return Line(
        key=str(trip.number),
        title=f"{trip.label} · {trip.vehicle}",
        state=State.DONE if wanted else State.DUE,
        tag=_("{taken} of {seats}").format(taken=trip.taken, seats=trip.seats),
        right=clock(trip.stops[0].hour) if trip.stops else "",
        right_bold=True,
        details=tuple(details),
        link=(_("Leave out") if wanted else _("Take")) if can_choose else "",
        boxed=True,
        dim=not wanted,
    )


def _crew(trip: ProposedTrip) -> str:
    driver = trip.driver or (_("no driver yet") if trip.has_driver_seat else _("comes with a driver"))
    escort = trip.escort or (_("no escort yet") if trip.has_escort_seat else "")
    return ", ".join(part for part in (driver, escort) if part)


def left_lines(found: Proposal) -> list[Line]:
    """What would help, each with a word that tries it; then who has no ride and why."""
    lines = []
    if found.helps:
        lines.append(Line(key="", title=_("What would help"), section=True))
        lines += [_help_line(number, one, found.short) for number, one in enumerate(found.helps)]
        lines.append(Line(key="", title=_("Without a ride"), section=True))
    return [*lines, *(_left_line(number, left) for number, left in enumerate(found.left))]


def _left_line(number: int, left: Left) -> Line:
    count = str(say_n("{n} person", "{n} people", left.people))
    why = (Detail(str(left.why)),)
    return Line(key=f"left-{number}", title=left.code, state=State.NOT_COVERED, right=count, details=why)


def _help_line(number: int, one: Help, short: int) -> Line:
    told = _("{n} of {short} people more").format(n=one.people, short=short)
    return Line(
        key=f"help-{number}",
        title=str(one.words),
        state=State.FITS if one.people >= short else State.NOTE,
        details=(Detail(told),),
        link=_("Try it"),
        boxed=True,
    )
