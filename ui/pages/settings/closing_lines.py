"""What the closing of a place does, as lines: what speaks against it, sessions, consultations, rides, households."""

from __future__ import annotations

from clinic.i18n import _, say_n
from clinic.services.views.closing import Closing, RideLine, SessionLine, StayLine
from ui.offered_lines import offer_line
from ui.states import State
from ui.widgets.lines import Detail, Line


def closing_lines(found: Closing) -> list[Line]:
    """All of it, under one another; a group that is empty has no head."""
    against = [
        *(_plain(f"refused {n}", str(each.sentence), State.NO_FIT) for n, each in enumerate(found.refused)),
        *(_plain(f"warning {n}", str(each), State.WARNING) for n, each in enumerate(found.warnings)),
    ]
    groups = (
        (_("Look at this first"), against),
        (_("Sessions"), [_session(each) for each in found.sessions]),
        (_("Consultations offered anew, the most urgent first"), [offer_line(each) for each in found.offers]),
        (_("Rides with another stop"), [_ride(n, each) for n, each in enumerate(found.rides)]),
        (_("Households that live there"), [_stay(each) for each in found.stays]),
    )
    lines = []
    for title, some in groups:
        if some:
            lines.append(Line(key=f"head {title}", title=title, section=True, right=str(len(some))))
            lines += some
    return lines


def _plain(key: str, text: str, state: State) -> Line:
    return Line(key=key, title=text, state=state)


def _session(one: SessionLine) -> Line:
    where = _("at {place}").format(place=one.moved_to) if one.moved_to else _("called off")
    met = say_n("{n} household was to be met", "{n} households were to be met", one.households)
    details = [Detail(where, tone="ink2" if one.moved_to else "warn"), *([Detail(str(met))] if one.households else [])]
    state = State.FITS if one.moved_to else State.NO_FIT
    return Line(key=f"session {one.session_id}", title=str(one.words), state=state, details=tuple(details))


def _ride(number: int, one: RideLine) -> Line:
    where = one.to or _("nobody said where else")
    if one.to and one.was is not None and one.now is not None:
        told = {"place": one.to, "now": f"{one.now:%H:%M}", "was": f"{one.was:%H:%M}"}
        where = _("{place} {now} instead of {was}").format(**told)
    details = [Detail(where), *(Detail(str(each), "warning", "warn") for each in one.warnings)]
    state = State.FITS if one.to and not one.warnings else State.WARNING
    return Line(key=f"ride {number}", title=f"{one.code}, {one.trip}", state=state, details=tuple(details))


def _stay(one: StayLine) -> Line:
    where = _("moves to {place}").format(place=one.to) if one.to else _("nobody said where to")
    people = str(say_n("{n} person", "{n} people", one.people))
    return Line(
        key=f"stay {one.household_id}",
        title=one.code,
        state=State.FITS if one.to else State.WARNING,
        details=(Detail(people), Detail(where)),
        link=_("Other place…"),
    )
