"""The day's board, from the services' frozen view to the lines that are painted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clinic.domain.trips import CheckInKind
from clinic.domain.words import CHECK_INS, ROLES
from clinic.i18n import _, say_n
from clinic.services.views.rides import CrewView
from clinic.services.views.rides import State as TripState
from clinic.services.views.times import Hour
from clinic.services.views.today import Bar as DayBar
from clinic.services.views.today import BarKind as BarView
from clinic.services.views.today import HouseholdRow, Sign, TodayView, TripBlock, When
from ui.pages.today.keys import keys_hint
from ui.ride_words import ANSWER_STATES, STATES, clock, people
from ui.seat_words import role_icon
from ui.states import State
from ui.widgets.board_paint import PAPER_SIGN
from ui.widgets.day_board import Board, Crew, GapLine, HouseholdLine, TripLine
from ui.widgets.timeline import Bar, BarKind, Scale

_KINDS = {
    BarView.RIDE: BarKind.RIDE,
    BarView.WAITING: BarKind.WAIT,
    BarView.HEARING: BarKind.HEARING,
    BarView.RETURN_OPEN: BarKind.RETURN,
    BarView.NO_RIDE: BarKind.GAP,
    BarView.OPEN_SEAT: BarKind.SEAT,
}
_SIGNS = {
    Sign.CHILD_SEAT: "baby",
    Sign.WHEELCHAIR: "wheelchair",
    Sign.MEDICINE: "first-aid-kit",
    Sign.PAPERS: PAPER_SIGN,
}
_WAY = (CheckInKind.DEPARTURE, CheckInKind.AT_PORT, CheckInKind.HAND_OVER)
_EARLIEST, _LATEST, _EVENING = 2 * 60, 22 * 60, -6 * 60
MANY = 40
"""Households; on a day with more of them a trip folds to one line once everybody on it has been handed over."""
Lines = Iterator[TripLine | GapLine | HouseholdLine]


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the day is shown: 'all', what is 'not_covered', or the trips with 'no_word'.

    `by_trip`: each trip is one row. `turned` are the keys of trips that somebody folded or unfolded against the rule.
    """

    view: str = "all"
    by_trip: bool = False
    turned: frozenset[str] = frozenset()


def board_of(found: TodayView, shown: Shown = Shown()) -> Board:
    """The board."""
    two = found.two_clocks
    return Board(tuple(_lines(found, shown)), _scale(found), (two.lower, two.upper) if two else None)


def is_folded(block: TripBlock, found: TodayView, shown: Shown) -> bool:
    """Whether a trip stands without its households."""
    folds = block.is_handed_over and is_large(found)
    return folds != (trip_key(block) in shown.turned)


def is_large(found: TodayView) -> bool:
    """Whether there are more households than can be looked through at once."""
    return sum(len(block.rows) for block in found.trips) > MANY


def trip_key(block: TripBlock) -> str:
    """By which a trip's line is known."""
    return f"trip:{block.trip_id}"


def _lines(found: TodayView, shown: Shown) -> Lines:
    for block in found.trips:
        if shown.view == "not_covered" or (shown.view == "no_word" and block.state is not TripState.NO_WORD):
            continue
        if shown.by_trip:
            yield _whole_trip(block, found)
            continue
        yield _trip_line(block)
        if not is_folded(block, found, shown):
            yield from (_household_line(row, found, trip_key(block)) for row in block.rows)
    gap = found.not_covered
    if gap is not None and shown.view != "no_word":
        yield GapLine("gap", _("Not covered"), str(gap.words), _("Find a ride"), f"{_('Not covered')}. {gap.words}")
        yield from (_household_line(row, found, "gap") for row in gap.rows)
    if found.gaps and shown.view == "all":
        yield from _seats(found)


def _seats(found: TodayView) -> Lines:
    """The open seats of the day's sessions, and who could take them."""
    n = len(found.gaps)
    words = str(say_n("{n} open seat in sessions of this day", "{n} open seats in sessions of this day", n))
    yield TripLine("seats", _("Sessions"), words, "squares-four", sentence=f"{_('Sessions')}. {words}")
    for gap in found.gaps:
        free = _("Free: {names}").format(names=", ".join(gap.helpers)) if gap.helpers else _("nobody is free")
        sentence = _("{session} in {place}, {start} to {end}: no {seat}. {free}. Press Enter to fill the seat.").format(
            session=gap.session, place=gap.place, start=f"{gap.starts:%H:%M}", end=f"{gap.ends:%H:%M}", seat=gap.seat,
            free=free,
        )  # fmt: skip
        bar = Bar(BarKind.SEAT, _minute(gap.starts, found.day), _minute(gap.ends, found.day), f"{gap.seat} · {free}")
        yield HouseholdLine(
            key=f"seat:{gap.seat_id}",
            state=State.OPEN,
            code=str(gap.session),
            people="",
            pick_up=f"{gap.starts:%H:%M}",
            report=" ",
            hearing=" ",
            bars=(bar,),
            sentence=sentence,
            tooltip=sentence,
            waits=gap.place,
        )


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
        tooltip=keys_hint(),
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


def _whole_trip(block: TripBlock, found: TodayView) -> HouseholdLine:
    """A trip as one row with hours and bars: those of its first household."""
    n = sum(row.adults + row.children for row in block.rows)
    first = block.rows[0] if block.rows else None
    line = _trip_line(block)
    notes = [words for _state, words in line.notes] or [line.alert]
    sentence = ". ".join(part for part in (line.sentence, *notes) if part)
    here, there = _pick_up(first.pick_up if first else None, found)
    signs = {sign: None for row in block.rows for sign, _words in row.signs}
    return HouseholdLine(
        key=trip_key(block),
        state=STATES[block.state],
        code=block.label,
        people=str(say_n("{n} person", "{n} people", n)),
        pick_up=here,
        report=_port(first.report if first else None, found),
        hearing=_port(first.hearing if first else None, found),
        bars=tuple(_bar(bar, found) for bar in first.bars) if first else (),
        sentence=sentence,
        tooltip=sentence,
        pick_up_there=there,
        waits=", ".join(dict.fromkeys(row.waits_in for row in block.rows if row.waits_in)),
        signs=tuple(_SIGNS[sign] for sign in signs),
    )


def _household_line(row: HouseholdRow, found: TodayView, under: str) -> HouseholdLine:
    words = ", ".join([str(row.words), *(str(sign) for _sign, sign in row.signs)])
    sentence = _("{code}, {n} people. Pick-up {pick_up}, report {report}, hearing {hearing}. {words}").format(
        code=row.code,
        n=row.adults + row.children,
        pick_up=clock(row.pick_up),
        report=clock(row.report),
        hearing=clock(row.hearing),
        words=words,
    )
    here, there = _pick_up(row.pick_up, found)
    return HouseholdLine(
        key=f"household:{row.household_id}:{under}",
        state=STATES[row.state],
        code=row.code,
        people=people(row.adults, row.children),
        pick_up=here,
        report=_port(row.report, found),
        hearing=_port(row.hearing, found),
        bars=tuple(_bar(bar, found) for bar in row.bars),
        sentence=sentence,
        tooltip=f"{sentence}\n{keys_hint()}",
        pick_up_there=there,
        waits=row.waits_in,
        signs=tuple(_SIGNS[sign] for sign, _words in row.signs),
    )


def _pick_up(hour: Hour | None, found: TodayView) -> tuple[str, str]:
    """A pick-up on the clock of where people wait, and on the port's."""
    two = found.two_clocks
    if hour is None or two is None:
        return clock(hour) if hour else "", ""
    there = hour.there or hour.here
    here = hour.here if hour.there else hour.here + timedelta(minutes=two.lower_ahead - two.upper_ahead)
    return f"{here:%H:%M}", f"{there:%H:%M}"


def _port(hour: Hour | None, found: TodayView) -> str:
    """An hour at the port; where its column says which clock it is, the other one is left out."""
    return f"{hour.here:%H:%M}" if hour and found.two_clocks else clock(hour)


def _bar(bar: DayBar, found: TodayView) -> Bar:
    text = {BarView.RETURN_OPEN: _("return open"), BarView.NO_RIDE: _("No ride yet")}.get(bar.kind, "")
    if bar.kind is BarView.RETURN_OPEN and bar.ends is not None:
        text = _("back {hour}").format(hour=f"{bar.ends:%H:%M}")
    if bar.words is not None:
        text = str(bar.words)
    day = found.day
    return Bar(
        _KINDS[bar.kind], _minute(bar.starts, day), _minute(bar.ends, day) if bar.ends is not None else None, text
    )


def _minute(at: datetime, day: date) -> int:
    """Minutes after the day's midnight on the wall; below zero for the day before."""
    return (at.date() - day).days * 1440 + at.hour * 60 + at.minute


def _scale(found: TodayView) -> Scale:
    rows = [row for block in found.trips for row in block.rows]
    rows += found.not_covered.rows if found.not_covered else ()
    starts = [_minute(bar.starts, found.day) for row in rows for bar in row.bars]
    first = min([_EARLIEST, *(minute - 30 for minute in starts)])
    start, two = max(_EVENING, first // 60 * 60), found.two_clocks
    ahead, lower = (two.upper_ahead, two.lower_ahead) if two else (0, None)
    if found.when is not When.TODAY:
        return Scale(start, _LATEST, ahead=ahead, lower=lower)
    upper = found.now + timedelta(minutes=ahead)
    below = ""
    if two:
        below = f"{found.now + timedelta(minutes=two.lower_ahead):%H:%M} {two.lower}"
    text = _("Now {time}").format(time=f"{upper:%H:%M}")
    return Scale(start, _LATEST, 120, _minute(found.now, found.day), text, ahead, lower, below)
