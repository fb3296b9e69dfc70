"""The day as the columns draw it: from the services' frozen view to heads and cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic.domain.words import ROLES
from clinic.i18n import _, say
from clinic.rules.score import Fit
from clinic.rules.wording import length
from clinic.services.views.consultations import Card, Column, ConsultationsDay
from clinic.services.views.openings import Opening, Openings
from ui.pages.consultations.cards import (
    Meeting,
    column_key,
    fit_card,
    free_key,
    meeting_card,
    meeting_key,
    minute_of,
)
from ui.pages.consultations.words import spoken_day
from ui.seat_words import role_icon
from ui.widgets.day_columns import CardKind, ColumnHead, DayCard, DayPlan

HALF_HOUR = 30


def meetings(found: ConsultationsDay, place: str = "") -> dict[str, Meeting]:
    """Every meeting of the day by its key, those of `place` alone where one is given."""
    return {meeting_key(card): Meeting(column, card) for column in shown_columns(found, place) for card in column.cards}


def meeting_at(among: Iterable[Meeting], column: str, minute: int, *, besides: str = "") -> Meeting | None:
    """The meeting that takes the lawyer's time at a minute of a column, that of key `besides` apart."""
    for one in among:
        on = one.column.starts.date()
        covers = minute_of(one.card.starts, on) <= minute < minute_of(one.card.ends, on)
        if column_key(one.column) == column and covers and one.card.takes_time and one.key != besides:
            return one
    return None


def shown_columns(found: ConsultationsDay, place: str = "") -> tuple[Column, ...]:
    """The columns of a place, or all."""
    return tuple(column for column in found.columns if place in ("", column.place))


@dataclass(frozen=True, slots=True)
class Placing:
    """Who is being placed: each free stretch answers, and a meeting that is moved has left its place."""

    openings: Openings
    moving: str = ""

    def of(self, column: str) -> tuple[Opening, ...]:
        """The answers of a column."""
        return tuple(one for one in self.openings.openings if str(one.lawyer_seat_id) == column)

    def of_group(self, card: Card) -> Opening | None:
        """The answer of a group, if it was asked."""
        return next((one for one in self.openings.openings if one.slot_id == card.slot_id), None)

    def by_key(self) -> dict[str, Opening]:
        """Every answer by the key of its card."""
        return {opening_key(one, self.openings.day): one for one in self.openings.openings}


def opening_key(opening: Opening, on: date) -> str:
    """The key of the card that shows an answer."""
    if opening.slot_id is not None:
        return f"group:{opening.slot_id}"
    return free_key(str(opening.lawyer_seat_id), minute_of(opening.stretch, on))


def plan_of(found: ConsultationsDay, placing: Placing | None = None, place: str = "") -> DayPlan:
    """The whole day; while somebody is placed the free stretches answer."""
    columns = shown_columns(found, place)
    if not columns:
        return DayPlan()
    cards = [card for column in columns for card in side_by_side(list(_cards(column, found.day, placing)))]
    starts = min(minute_of(column.starts, found.day) for column in columns)
    ends = max([minute_of(column.ends, found.day) for column in columns] + [card.end for card in cards])
    return DayPlan(
        tuple(_head(column) for column in columns),
        tuple(cards),
        starts // HALF_HOUR * HALF_HOUR,
        -(-ends // HALF_HOUR) * HALF_HOUR,
    )


def first_minute(found: ConsultationsDay, place: str = "") -> int:
    """When the first household alone can be met: there the day is scrolled to."""
    alone = [
        minute_of(column.starts, found.day)
        for column in shown_columns(found, place)
        if column.free or any(card.consultation_id for card in column.cards)
    ]
    return min(alone, default=0)


def _head(column: Column) -> ColumnHead:
    names = ", ".join(member.name for member in column.interpreters if member.name)
    ways = ", ".join(dict.fromkeys(str(member.words) for member in column.interpreters if member.name))
    where = column.room or column.place
    if not names and any(not member.name for member in column.interpreters):
        names = _("interpreter: open")
    return ColumnHead(
        key=column_key(column),
        title=column.name or str(column.words),
        note=str(column.words) if column.name else column.place,
        icon=role_icon(column.role) if column.role else "squares-four",
        second=names or where,
        second_note=f"{ways} · {where}" if ways else (column.place if where != column.place else ""),
        second_icon="translate" if names else "house-line",
    )


def _cards(column: Column, on: date, placing: Placing | None) -> Iterator[DayCard]:
    key = column_key(column)
    for card in column.cards:
        group = placing.of_group(card) if placing and card.consultation_id is None else None
        if placing and group:
            span = minute_of(card.starts, on), minute_of(card.ends, on)
            yield fit_card(meeting_key(card), key, span, group, placing.openings.code)
        elif not placing or meeting_key(card) != placing.moving:
            yield meeting_card(column, card, on)
    answers = placing.of(key) if placing else ()
    for answer in answers:
        yield from _answered(column, answer, on, placing.openings.code, is_move=bool(placing.moving)) if placing else ()
    for stretch in column.free:
        if not any(one.stretch <= stretch.starts < one.until for one in answers):
            start, end = minute_of(stretch.starts, on), minute_of(stretch.ends, on)
            yield _free_card(free_key(key, start), column, on, (start, end), str(stretch.words))
    for busy in column.busy:
        start, end = minute_of(busy.starts, on), minute_of(busy.ends, on)
        title = str(busy.words)
        sentence = _spoken(column, on, (start, end), title)
        yield DayCard(f"busy:{key}:{start}", key, start, end, CardKind.BLOCKED, title, sentence=sentence)
    if column.volunteer_id is None and column.seat_id is not None and not column.cards:
        start, end = minute_of(column.starts, on), minute_of(column.ends, on)
        role = ROLES[column.role] if column.role else column.words
        title = _("No {role} yet. Enter opens the Roster.").format(role=role)
        sentence = _spoken(column, on, (start, end), title)
        yield DayCard(nobody_key(key), key, start, end, CardKind.BLOCKED, title, sentence=sentence)


def nobody_key(column: str) -> str:
    """The key of the card that stands for a lawyer who is not there yet."""
    return f"nobody:{column}"


def _answered(column: Column, answer: Opening, on: date, code: str, *, is_move: bool) -> Iterator[DayCard]:
    """A stretch that answers: its best time, and what stays free before and after it."""
    key = column_key(column)
    start, end = minute_of(answer.stretch, on), minute_of(answer.until, on)
    first, last = minute_of(answer.starts, on), minute_of(answer.ends, on)
    if answer.fit is Fit.NO:
        first, last = start, end
    if first > start:
        yield _free_card(f"rest:{key}:{start}", column, on, (start, first), _free(first - start))
    yield fit_card(free_key(key, start), key, (first, last), answer, code, is_move=is_move)
    if last < end:
        yield _free_card(f"rest:{key}:{last}", column, on, (last, end), _free(end - last))


def _free_card(key: str, column: Column, on: date, span: tuple[int, int], title: str) -> DayCard:
    sentence = _spoken(column, on, span, title)
    return DayCard(key, column_key(column), *span, CardKind.FREE, title, sentence=sentence)


def _spoken(column: Column, on: date, span: tuple[int, int], what: str) -> str:
    """'Tuesday 14 July, 13:00 to 15:00, Helen: free 2 h': what a screen reader says of time without a meeting."""
    start, end = (f"{minute // 60 % 24:02d}:{minute % 60:02d}" for minute in span)
    told = {"day": spoken_day(on), "start": start, "end": end, "who": column.name or column.words, "what": what}
    return _("{day}, {start} to {end}, {who}: {what}").format(**told)


def _free(minutes: int) -> str:
    return str(say("free {length}", length=length(minutes)))


def side_by_side(cards: Sequence[DayCard]) -> list[DayCard]:
    """Cards of one column that overlap (nobody came, and the time was given to others) share its width."""
    found: list[DayCard] = []
    cluster: list[DayCard] = []
    for card in sorted(cards, key=lambda one: (one.start, one.end)):
        if cluster and card.start >= max(one.end for one in cluster):
            found += _in_lanes(cluster)
            cluster = []
        cluster.append(card)
    return found + _in_lanes(cluster)


def _in_lanes(cluster: Iterable[DayCard]) -> list[DayCard]:
    ends: list[int] = []
    laid: list[tuple[DayCard, int]] = []
    for card in cluster:
        lane = next((number for number, end in enumerate(ends) if end <= card.start), len(ends))
        ends[lane : lane + 1] = [card.end]
        laid.append((card, lane))
    return [replace(card, lane=lane, lanes=len(ends)) for card, lane in laid]
