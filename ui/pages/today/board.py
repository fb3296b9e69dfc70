"""The day's board, from the services' frozen view to the lines that are painted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from clinic.domain.trips import CheckInKind
from clinic.domain.words import CHECK_INS, ROLES
from clinic.i18n import _
from clinic.services.views.rides import CrewView
from clinic.services.views.rides import State as TripState
from clinic.services.views.today import BarKind as BarView
from clinic.services.views.today import HouseholdRow, TodayView, TripBlock
from ui.ride_words import ANSWER_STATES, STATES, clock, people
from ui.seat_words import role_icon
from ui.states import State
from ui.widgets.day_board import Board, Crew, GapLine, HouseholdLine, TripLine
from ui.widgets.timeline import Bar, BarKind, Scale

_KINDS = {
    BarView.RIDE: BarKind.RIDE,
    BarView.WAITING: BarKind.WAIT,
    BarView.HEARING: BarKind.HEARING,
    BarView.RETURN_OPEN: BarKind.RETURN,
    BarView.NO_RIDE: BarKind.GAP,
}
_WAY = (CheckInKind.DEPARTURE, CheckInKind.AT_PORT, CheckInKind.HAND_OVER)
_EARLIEST, _LATEST, _EVENING = 2 * 60, 22 * 60, -6 * 60


def board_of(found: TodayView, *, show: str = "all") -> Board:
    """The board; `show` keeps 'all', what is 'not_covered', or the trips with 'no_word'."""
    return Board(tuple(_lines(found, show)), _scale(found))


def _lines(found: TodayView, show: str) -> Iterator[TripLine | GapLine | HouseholdLine]:
    for block in found.trips:
        if show == "all" or (show == "no_word" and block.state is TripState.NO_WORD):
            yield _trip_line(block)
            yield from (_household_line(row, found.day, f"trip:{block.trip_id}") for row in block.rows)
    gap = found.not_covered
    if gap is not None and show != "no_word":
        yield GapLine("gap", _("Not covered"), str(gap.words), _("Find a ride"), f"{_('Not covered')}. {gap.words}")
        yield from (_household_line(row, found.day, "gap") for row in gap.rows)


def _trip_line(block: TripBlock) -> TripLine:
    crew = tuple(_crew(member) for member in block.crew)
    tag = str(block.tag) if block.tag is not None else ""
    alert = tag if block.state is TripState.WARNING else ""
    return TripLine(
        key=f"trip:{block.trip_id}",
        title=block.label,
        detail=str(block.vehicle),
        crew=crew,
        notes=() if alert else tuple(_notes(block, tag)),
        alert=alert,
        sentence=", ".join(part for part in (block.label, str(block.vehicle), *_crew_words(block), tag) if part),
    )


def _crew_words(block: TripBlock) -> Iterator[str]:
    for member in block.crew:
        yield f"{ROLES[member.role]}: {member.name or State.OPEN.word}"


def _notes(block: TripBlock, tag: str) -> Iterator[tuple[State, str]]:
    """What has happened last, what is late or due next, and whether everybody is back."""
    way = [one for one in block.check_ins if one.kind in _WAY]
    done = [one for one in way if one.done is not None]
    due = [one for one in way if one.done is None and one.due is not None]
    yield from ((State.DONE, f"{CHECK_INS[one.kind]} {clock(one.done)}") for one in done[-2:])
    if block.state in (TripState.NO_WORD, TripState.OVERRIDDEN) and tag:
        yield STATES[block.state], tag
    elif not done:
        yield from ((State.DUE, f"{CHECK_INS[one.kind]} {clock(one.due)}") for one in due[:2])
    elif block.is_handed_over:
        returns = [one for one in block.check_ins if one.kind is CheckInKind.RETURN]
        if any(one.done is None for one in returns):
            yield State.RETURN_OPEN, State.RETURN_OPEN.word
        elif returns:
            yield State.DONE, str(CHECK_INS[CheckInKind.RETURN])
    else:
        yield from ((State.DUE, f"{CHECK_INS[one.kind]} {clock(one.due)}") for one in due[:1])


def _crew(member: CrewView) -> Crew:
    if not member.name:
        return Crew(role_icon(member.role), _("open"), State.OPEN)
    state = State.OVERRIDDEN if member.overridden else ANSWER_STATES[member.answer]
    return Crew(role_icon(member.role), member.name, state)


def _household_line(row: HouseholdRow, day: date, under: str) -> HouseholdLine:
    sentence = _("{code}, {n} people. Pick-up {pick_up}, report {report}, hearing {hearing}. {words}").format(
        code=row.code,
        n=row.adults + row.children,
        pick_up=clock(row.pick_up),
        report=clock(row.report),
        hearing=clock(row.hearing),
        words=row.words,
    )
    return HouseholdLine(
        key=f"household:{row.household_id}:{under}",
        state=STATES[row.state],
        code=row.code,
        people=people(row.adults, row.children),
        pick_up=clock(row.pick_up),
        report=clock(row.report),
        hearing=clock(row.hearing),
        bars=tuple(_bar(bar.kind, bar.starts, bar.ends, day) for bar in row.bars),
        sentence=sentence,
        tooltip=sentence,
    )


def _bar(kind: BarView, starts: datetime, ends: datetime | None, day: date) -> Bar:
    text = {BarView.RETURN_OPEN: _("return open"), BarView.NO_RIDE: _("No ride yet")}.get(kind, "")
    return Bar(_KINDS[kind], _minute(starts, day), _minute(ends, day) if ends is not None else None, text)


def _minute(at: datetime, day: date) -> int:
    """Minutes after the day's midnight on the wall; below zero for the day before."""
    return (at.date() - day).days * 1440 + at.hour * 60 + at.minute


def _scale(found: TodayView) -> Scale:
    rows = [row for block in found.trips for row in block.rows]
    rows += found.not_covered.rows if found.not_covered else ()
    starts = [_minute(bar.starts, found.day) for row in rows for bar in row.bars]
    first = min([_EARLIEST, *(minute - 30 for minute in starts)])
    is_today = found.now.date() == found.day
    now = _minute(found.now, found.day) if is_today else None
    text = _("Now {time}").format(time=f"{found.now:%H:%M}") if is_today else ""
    return Scale(start=max(_EVENING, first // 60 * 60), end=_LATEST, step=120, now=now, now_text=text)
