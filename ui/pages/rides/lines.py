"""The day's rides as lists: who is not covered, trips, checks, expected check-ins, stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clinic.domain.breaches import Severity
from clinic.domain.hearings import TimeSource
from clinic.domain.trips import Leg, VehicleKind
from clinic.domain.words import CHECK_INS, TIME_SOURCES, VEHICLES
from clinic.i18n import _, day, say_n
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
from clinic.services.views.rides import State as TripState
from clinic.services.views.rides import StopLine as StopView
from clinic.services.views.today import Sign
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
    """Households without a ride, the earliest report first; grouped by port and report time where several."""
    groups: dict[tuple[str, str], list[NotCovered]] = {}
    for case in found.not_covered:
        groups.setdefault((case.port, clock(case.report)), []).append(case)
    if len(groups) < 2:
        return [_not_covered_line(case) for case in found.not_covered]
    lines: list[Line] = []
    for (port, report), cases in groups.items():
        persons = sum(len(case.person_ids) for case in cases)
        count = str(say_n("{n} person", "{n} people", persons))
        title = f"{port or _('port not known')} · {report}"
        lines += [Line(key=title, title=title, right=count, section=True), *map(_not_covered_line, cases)]
    return lines


def _not_covered_line(case: NotCovered) -> Line:
    details = [Detail(str(case.words))]
    if any(sign is Sign.PAPERS for sign, _word in case.signs):
        details.append(Detail(_("papers: open the household"), icon="warning-fill", tone="warn"))
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
    """Trips out, each with what it answers to who is carried; then returns; then those that leave for a later day."""
    lines = [_answering(_trip_line(card), answers.get(str(card.trip_id))) for card in found.trips]
    for title, cards in ((_("Return, hour unknown"), found.returns), (_("Leaves for a later day"), found.leaving)):
        if cards:
            lines += [Line(key=title, title=title, section=True), *(_trip_line(card) for card in cards)]
    return lines


def _trip_line(card: TripCard) -> Line:
    # Two clocks leave no room for the vehicle beside them.
    is_wide = card.departs is not None and card.departs.there is not None
    vehicle = str(card.words if card.leg is Leg.RETURN else card.vehicle)
    days = [_("for {day}").format(day=day(card.of))] if card.of else []
    days += [_("leaves {day}").format(day=day(card.leaves_on))] if card.leaves_on else []
    driver = ", ".join(part for part in (card.driver, span(card.standby)) if part)
    says_more = card.leg is not Leg.RETURN and card.state not in (TripState.DUE, TripState.DONE)
    words = str(card.words) if says_more else ""
    kind = str(VEHICLES[card.kind]) if card.kind not in (None, VehicleKind.OWN) else ""
    texts = [part for part in (vehicle if is_wide else "", *days, driver or kind, words) if part]
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


REST = "rest"
"""The line that stands for all rules of which there is nothing to tell."""


def check_lines(checks: Sequence[CheckLine], *, whole: bool) -> list[Line]:
    """What has something to say: broken rules, then those with facts; the rest folded into one line unless `whole`."""
    telling = [check for check in checks if not check.kept or str(check.detail)]
    quiet = [check for check in checks if check.kept and not str(check.detail)]
    lines = [_check_line(check) for check in telling]
    if whole:
        return [*lines, *map(_check_line, quiet)]
    if quiet:
        title = str(say_n("and {n} more in order", "and {n} more in order", len(quiet)))
        names = ", ".join(str(check.title) for check in quiet)
        lines.append(Line(key=REST, title=title, state=State.DONE, link=_("Show"), tooltip=names))
    return lines


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
    tag, tone = _("locked") if stop.locked else "", "acc"
    if stop.mark is Mark.REPORT and stop.source is not None:
        tag = str(TIME_SOURCES[stop.source])
        tone = "acc" if stop.source is TimeSource.TYPED else "warn"
    return StopLine(
        key=key,
        time=clock(stop.hour) if stop.hour else _("open"),
        icon=_ICONS[stop.mark],
        title=str(stop.what),
        detail=str(stop.detail),
        how=str(stop.sum),
        tag=tag,
        tag_tone=tone,
        token=_TOKENS.get(stop.mark, "acc"),
        changed=is_changed,
    )
