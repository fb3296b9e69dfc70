"""The day's rides as lists: who is not covered, trips, checks, expected check-ins, stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clinic.domain.breaches import Severity
from clinic.domain.hearings import TimeSource
from clinic.domain.words import CHECK_INS, TIME_SOURCES
from clinic.i18n import _
from clinic.rules.score import Fit
from clinic.rules.wording import length
from clinic.services.views.rides import (
    CheckInView,
    CheckLine,
    Mark,
    NotCovered,
    RidesDay,
    TripCard,
    TripDetail,
    TripFit,
)
from clinic.services.views.rides import StopLine as StopView
from ui.ride_words import STATES, clock, people, span
from ui.states import State
from ui.widgets.dragging import Drag
from ui.widgets.lines import Detail, Line
from ui.widgets.stops import StopLine

_ICONS = {
    Mark.WAKE_UP: "alarm",
    Mark.LEAVE_HOME: "house-line",
    Mark.COLLECT_VEHICLE: "car",
    Mark.PICK_UP: "map-pin",
    Mark.PORT: "flag",
    Mark.REPORT: "identification-card",
    Mark.HEARING: "scales",
    Mark.RETURN: "hourglass-medium",
    Mark.DROP_OFF: "house-line",
}
FITS = {Fit.FITS: State.FITS, Fit.WARNS: State.WARNING, Fit.NO: State.NO_FIT}
_TOKENS = {Mark.REPORT: "hear", Mark.HEARING: "hear", Mark.RETURN: "open"}


def not_covered_lines(found: RidesDay) -> list[Line]:
    """Households without a ride, the earliest report first."""
    return [_not_covered_line(case) for case in found.not_covered]


def _not_covered_line(case: NotCovered) -> Line:
    details = [Detail(str(case.words))]
    if case.report_source is not TimeSource.TYPED:
        details.append(Detail(_("Report time: {state}").format(state=TIME_SOURCES[case.report_source]), tone="warn"))
    if case.latest_pick_up is not None:
        details.append(Detail(_("Latest pick-up {time}").format(time=clock(case.latest_pick_up))))
    return Line(
        key=str(case.hearing_id),
        title=case.code,
        tag=people(case.adults, case.children),
        state=State.NOT_COVERED,
        right=clock(case.report),
        right_bold=True,
        details=tuple(details),
        drag=Drag("hearing", str(case.hearing_id), case.code, icon="users"),
    )


def trip_lines(found: RidesDay, answers: Mapping[str, TripFit]) -> list[Line]:
    """Trips out, each with what it answers to the household that is carried, then returns without an hour."""
    lines = [_answering(_trip_line(card), answers.get(str(card.trip_id))) for card in found.trips]
    if found.returns:
        title = _("Return, hour unknown")
        lines += [Line(key=title, title=title, section=True), *(_trip_line(card) for card in found.returns)]
    return lines


def _trip_line(card: TripCard) -> Line:
    # Two clocks leave no room for the vehicle beside them.
    is_wide = card.departs is not None and card.departs.there is not None
    vehicle = str(card.vehicle)
    texts = [part for part in (vehicle if is_wide else "", card.driver, span(card.standby), str(card.words)) if part]
    return Line(
        key=str(card.trip_id),
        title=card.label,
        tag="" if is_wide else vehicle,
        state=STATES[card.state],
        right=clock(card.departs) if card.departs else "",
        right_bold=True,
        details=tuple(Detail(text) for text in texts),
    )


def _answering(line: Line, answer: TripFit | None) -> Line:
    """A trip as it is while a household is carried over it: shape, word, and all reasons in the tooltip."""
    if answer is None:
        return line
    state = FITS[answer.fit]
    words = f"{state.word}: {answer.first}" if str(answer.first) else state.word
    details = (Detail(words, tone=state.token), *line.details)
    reasons = "\n".join(str(breach.sentence) for breach in answer.breaches)
    return replace(line, state=state, answer=state, details=details, tooltip=reasons)


def check_lines(checks: Sequence[CheckLine]) -> list[Line]:
    """Every rule, those that say no first; passed ones too."""
    return [_check_line(check) for check in sorted(checks, key=lambda check: (check.kept, check.overridden))]


def _check_line(check: CheckLine) -> Line:
    if check.kept:
        state = State.DONE
    elif check.overridden:
        state = State.OVERRIDDEN
    else:
        state = State.WARNING if check.severity is Severity.WISH else State.NOT_COVERED
    details = [Detail(str(check.detail))] if str(check.detail) else []
    details += [Detail(str(mend), icon="lightbulb", tone="warn") for mend in check.mends if not check.kept]
    return Line(key=check.code, title=str(check.title), state=state, details=tuple(details))


def check_in_lines(check_ins: Sequence[CheckInView]) -> list[Line]:
    """What is to be reported, and what has been."""
    return [_check_in_line(one) for one in check_ins]


def _check_in_line(one: CheckInView) -> Line:
    state = (
        State.DONE if one.done else State.NO_WORD if one.late else State.RETURN_OPEN if one.due is None else State.DUE
    )
    late = _("no word for {length}").format(length=length(one.late)) if one.late else one.by
    return Line(
        key=str(one.check_in_id),
        title=str(CHECK_INS[one.kind]),
        lead=clock(one.done or one.due),
        state=state,
        details=(Detail(late, tone="bad" if one.late else "ink2"),) if late else (),
        sentence=str(one.words),
    )


def stop_keys(trip: TripDetail) -> list[str]:
    """By which a line of the road is known: its stop, else what it is and the how manieth of these."""
    keys: list[str] = []
    for stop in trip.stops:
        same = sum(key.startswith(stop.mark.value) for key in keys)
        keys.append(str(stop.stop_id or f"{stop.mark.value}-{same}"))
    return keys


def stop_lines(trip: TripDetail, changed: frozenset[str]) -> list[StopLine]:
    """The road of a trip, each time with its sum; a dot before those that have changed."""
    return [_stop_line(key, stop, key in changed) for key, stop in zip(stop_keys(trip), trip.stops, strict=True)]


def _stop_line(key: str, stop: StopView, is_changed: bool) -> StopLine:
    tag = _("typed from paper") if stop.typed else _("locked") if stop.locked else ""
    return StopLine(
        key=key,
        time=clock(stop.hour) if stop.hour else _("open"),
        icon=_ICONS[stop.mark],
        title=str(stop.what),
        detail=str(stop.detail),
        how=str(stop.sum),
        tag=tag,
        token=_TOKENS.get(stop.mark, "acc"),
        changed=is_changed,
    )
