"""The week as the grid draws it: from the services' frozen view to days, rows, cells and chips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clinic.domain.words import ROLES
from clinic.i18n import _, day, say_n, weekday_long, weekday_short
from clinic.rules.score import Fit as FitView
from clinic.services.views.roster import Cell as CellView
from clinic.services.views.roster import Placing, RosterWeek, Row, SeatFit
from clinic.services.views.seats import SeatView
from ui.seat_words import STATES, role_icon, rule_word, seat_hint
from ui.states import State
from ui.widgets.week_grid import Cell, Chip, DayHead, Drag, Fit, Plan, RowHead
from ui.widgets.week_model import Mark

FITS = {FitView.FITS: State.FITS, FitView.WARNS: State.WARNING, FitView.NO: State.NO_FIT}
_BEST_FIRST = (FitView.FITS, FitView.WARNS, FitView.NO)


def plan_of(week: RosterWeek) -> Plan:
    """The whole grid of a week."""
    rows = tuple(RowHead(row.key, str(row.title), row.hours, row.place) for row in week.rows)
    return Plan(day_heads(week), rows, {(row.key, cell.on.isoformat()): _cell(row, cell) for row, cell in cells(week)})


def day_heads(week: RosterWeek) -> tuple[DayHead, ...]:
    """The heads of its days."""
    return tuple(
        DayHead(
            key=column.on.isoformat(),
            title=f"{weekday_short(column.on.weekday())} {column.on.day}",
            note=str(say_n("{n} hearing", "{n} hearings", column.hearings)) if column.hearings else "–",
            today=column.is_today,
            narrow=column.on.weekday() >= 5 and not column.is_used,
            spoken=f"{weekday_long(column.on.weekday())}, {day(column.on)}",
        )
        for column in week.columns
    )


def cells(week: RosterWeek) -> Iterator[tuple[Row, CellView]]:
    """Every cell where something is planned, with its row."""
    for row in week.rows:
        for cell in row.cells:
            if cell is not None:
                yield row, cell


def cell_key(row: Row, cell: CellView) -> str:
    """By which the grid knows a cell."""
    return f"{row.key}|{cell.on.isoformat()}"


def _cell(row: Row, cell: CellView) -> Cell:
    state = State.OPEN if cell.open else State.ASKED if cell.asked else State.CONFIRMED
    return Cell(
        key=cell_key(row, cell),
        count=str(cell.words),
        state=state,
        chips=tuple(chip_of(seat) for seat in cell.seats),
        sentence=str(cell.spoken),
        tooltip=str(cell.spoken),
        draft=cell.is_draft,
    )


def chip_of(seat: SeatView) -> Chip:
    """One seat as a chip."""
    wants, icon = str(seat.wants), role_icon(seat.role)
    if seat.is_open:
        hint = _("{wants}: open").format(wants=wants)
        return Chip(str(seat.seat_id), wants, State.OPEN, icon, str(ROLES[seat.role]), hint)
    state = STATES[seat.state]
    drag = Drag("seat", str(seat.seat_id), seat.name, str(seat.volunteer_id), icon)
    return Chip(str(seat.seat_id), seat.short, state, icon, seat.name.split()[0], seat_hint(seat), drag)


def fits_of(week: RosterWeek, placing: Placing) -> dict[str, Fit]:
    """What each cell answers to the person who is being placed: the answer of its best seat."""
    return {cell_key(row, cell): _fit(cell, _answers(cell, placing)) for row, cell in cells(week)}


def _answers(cell: CellView, placing: Placing) -> list[SeatFit]:
    return [placing.seats[seat.seat_id] for seat in cell.seats if seat.seat_id in placing.seats]


def best(answers: Iterable[SeatFit]) -> SeatFit:
    """The seat that answers best: it fits, it fits with a warning, a reason would be enough; taken ones come last."""
    return min(answers, key=_rank)


def _rank(answer: SeatFit) -> tuple[int, bool, bool]:
    is_taken = answer.fit is FitView.NO and not answer.breaches
    cannot = any(not breach.can_be_overridden for breach in answer.breaches)
    return (_BEST_FIRST.index(answer.fit), is_taken, cannot)


def _fit(cell: CellView, answers: Sequence[SeatFit]) -> Fit:
    if not answers:
        return Fit(State.NO_FIT, _("No seats"))
    answer = best(answers)
    reasons = tuple(str(breach.sentence) for breach in answer.breaches)
    marks = _marks(cell, answers)
    if answer.breaches:
        return Fit(FITS[answer.fit], rule_word(answer.breaches[0].code), reasons[0], reasons[1:], marks)
    if answer.fit is FitView.NO:
        here = [each for each in answers if each.first is not None and str(each.first) != str(answer.first)]
        return Fit(State.NO_FIT, str((here or [answer])[0].first), str(cell.words), marks=marks)
    seat = next(seat for seat in cell.seats if seat.seat_id == answer.seat_id)
    return Fit(State.FITS, _("Fits"), str(seat.wants), marks=marks)


def _marks(cell: CellView, answers: Sequence[SeatFit]) -> tuple[Mark, ...]:
    """What each open seat answers, where there are several; of one the cell itself tells it."""
    seats = {seat.seat_id: seat for seat in cell.seats}
    told = [(seats[each.seat_id], each) for each in answers if each.breaches or each.fit is not FitView.NO]
    if len(told) < 2:
        return ()
    return tuple(
        Mark(
            role_icon(seat.role),
            FITS[answer.fit],
            _("{seat}: {answer}").format(seat=seat.wants, answer=_said(answer)),
        )
        for seat, answer in told
    )


def _said(answer: SeatFit) -> str:
    """'fits', or all that speaks against it."""
    against = [str(breach.sentence) for breach in answer.breaches]
    return " ".join(against) or State.FITS.word


def cell_of(week: RosterWeek, key: str) -> CellView | None:
    """The cell that the grid knows by this key."""
    return next((cell for row, cell in cells(week) if cell_key(row, cell) == key), None)


def best_seat(week: RosterWeek, key: str, placing: Placing) -> SeatFit | None:
    """The seat of a cell in which the person fits best, None where it has none."""
    cell = cell_of(week, key)
    answers = _answers(cell, placing) if cell is not None else []
    return best(answers) if answers else None


def seats_by_key(week: RosterWeek) -> dict[str, SeatView]:
    """Every seat of the week by the key of its chip."""
    return {str(seat.seat_id): seat for _row, cell in cells(week) for seat in cell.seats}


def first_open(week: RosterWeek, key: str) -> SeatView | None:
    """The first open seat of a cell, else its first seat."""
    cell = cell_of(week, key)
    if cell is None or not cell.seats:
        return None
    return next((seat for seat in cell.seats if seat.is_open), cell.seats[0])
