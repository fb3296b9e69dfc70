"""A roster as a mixed-integer program: a column for each seat with somebody who could take it.

Seats that one person cannot take together are rows of as many of them as can be (cliques), which bounds a plan much
better than a row for each pair. What has a price gets a column that pays for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from clinic.ports.seats import Cap, Choice, Clash, Need, Roster

from .programs import Model, maximal


class SeatModel:
    """The program of a roster, and the way from its answer to a plan and back.

    With `just` it asks for something else: a plan that takes all seats with just so many people, whatever they cost.
    Where so many seats lie at one moment, everybody who sits anywhere sits there then.
    """

    def __init__(self, roster: Roster, just: int | None = None) -> None:
        self._roster, self._just = roster, just
        self._full = _full_moments(roster, just)
        self.model = Model()
        self._columns: dict[tuple[int, int], int] = {}
        self._opened: dict[int, int] = {}
        self._of: dict[int, list[int]] = defaultdict(list)
        helpers = {helper for need in roster.needs for helper in need.helpers}
        for number, seat in enumerate(roster.seats):
            mine = []
            for choice in seat.choices:
                if choice.price < seat.worth or (number, choice.person) in helpers:
                    column = self._enter(number, choice, seat.worth)
                    mine.append(column)
            if mine:
                self.model.rows.append((mine, [1.0] * len(mine), -inf if just is None else 1.0, 1.0))
        self._exclude()
        if just is not None:
            asked = list(self._opened.values())
            self.model.rows.append((asked, [1.0] * len(asked), float(just), float(just)))
        for cap in roster.caps:
            self._limit(cap)
        for need in roster.needs:
            self._require(need)

    @property
    def is_counting(self) -> bool:
        """Whether it only asks for a number of people."""
        return self._just is not None

    def _enter(self, seat: int, choice: Choice, worth: float) -> int:
        column = self.model.column(worth - choice.price if self._just is None else 0.0, is_whole=True)
        self._columns[seat, choice.person] = column
        self._of[choice.person].append(seat)
        return column

    def _exclude(self) -> None:
        """Nobody sits in two places at a time, or in two that clash; whoever sits anywhere is asked."""
        hard: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for clash in self._roster.clashes:
            for person in self._who_clash(clash):
                if clash.price is None:
                    hard[person][clash.one].add(clash.other)
                    hard[person][clash.other].add(clash.one)
                else:
                    pair = [self._columns[clash.one, person], self._columns[clash.other, person]]
                    paid = self.model.column(-clash.price)
                    self.model.rows.append(([*pair, paid], [1.0, 1.0, -1.0], -inf, 1.0))
        for person, seats in self._of.items():
            price = self._roster.people[person]
            if price > 0:
                self._opened[person] = self.model.column(-price if self._just is None else 0.0, is_whole=True)
            for full in self._full:
                columns = [self._columns[seat, person] for seat in full if (seat, person) in self._columns]
                self.model.rows.append(([*columns, self._opened[person]], [1.0] * len(columns) + [-1.0], 0.0, 0.0))
            for clique in self._cliques(seats, hard.get(person, {})):
                columns = [self._columns[seat, person] for seat in clique]
                if price > 0:
                    factors = [1.0] * len(columns) + [-1.0]
                    self.model.rows.append(([*columns, self._opened[person]], factors, -inf, 0.0))
                elif len(columns) > 1:
                    self.model.rows.append((columns, [1.0] * len(columns), -inf, 1.0))

    def _who_clash(self, clash: Clash) -> list[int]:
        """Who could take both seats."""
        first, second = self._roster.seats[clash.one], self._roster.seats[clash.other]
        both = {choice.person for choice in first.choices} & {choice.person for choice in second.choices}
        if clash.people is not None:
            both &= set(clash.people)
        return sorted(one for one in both if {(clash.one, one), (clash.other, one)} <= self._columns.keys())

    def _cliques(self, seats: Sequence[int], hard: dict[int, set[int]]) -> Iterator[tuple[int, ...]]:
        """Sets of seats of which one can be taken; together they hold every two that exclude each other."""
        rows = self._roster.seats
        left = {(one, other) for one, others in hard.items() for other in others if one < other}
        for clique in maximal([(rows[seat].start, rows[seat].end, seat) for seat in seats]):
            found = list(clique)
            for seat in sorted(hard) if hard else ():
                if seat not in clique and all(self._exclude_each_other(seat, one, hard) for one in found):
                    found.append(seat)
            left -= {(one, other) for one in found for other in found}
            yield tuple(found)
        while left:
            found = list(left.pop())
            for seat in sorted(hard):
                if seat not in found and all(self._exclude_each_other(seat, one, hard) for one in found):
                    found.append(seat)
            left -= {(one, other) for one in found for other in found}
            yield tuple(found)

    def _exclude_each_other(self, one: int, other: int, hard: dict[int, set[int]]) -> bool:
        first, second = self._roster.seats[one], self._roster.seats[other]
        return other in hard.get(one, ()) or (first.start < second.end and second.start < first.end)

    def _limit(self, cap: Cap) -> None:
        terms: dict[int, float] = defaultdict(float)
        most = 0
        for group, amount in zip(cap.groups, cap.amounts, strict=True):
            seats = sorted({seat for seat in group if (seat, cap.person) in self._columns})
            if seats and amount > 0:
                most += amount
                for column in self._any_of(seats, cap.person):
                    terms[column] += amount
        if most <= cap.most:
            return
        columns, factors = list(terms), list(terms.values())
        if cap.price is not None:
            columns.append(self.model.column(-cap.price, float(most - cap.most)))
            factors.append(-1.0)
        self.model.rows.append((columns, factors, -inf, float(cap.most)))

    def _any_of(self, seats: Sequence[int], person: int) -> Iterable[int]:
        """Columns whose sum is one as soon as the person takes any of these seats."""
        rows = self._roster.seats
        if max(rows[seat].start for seat in seats) < min(rows[seat].end for seat in seats):
            return [self._columns[seat, person] for seat in seats]
        taken = self.model.column(0.0)
        for clique in maximal([(rows[seat].start, rows[seat].end, seat) for seat in seats]):
            columns = [self._columns[seat, person] for seat in clique]
            self.model.rows.append(([*columns, taken], [1.0] * len(columns) + [-1.0], -inf, 0.0))
        return [taken]

    def _require(self, need: Need) -> None:
        alone = {person for seat, person in need.helpers if seat == need.seat}
        who = self._of if need.people is None else need.people
        both = [one for one in who if (need.seat, one) in self._columns and one not in alone]
        asking = {self._columns[need.seat, one] for one in both}
        helping = {self._columns[each] for each in need.helpers if each in self._columns}
        if not asking:
            return
        columns, factors = [*sorted(asking), *sorted(helping)], [1.0] * len(asking) + [-1.0] * len(helping)
        if need.price is not None:
            columns.append(self.model.column(-need.price))
            factors.append(-1.0)
        self.model.rows.append((columns, factors, -inf, 0.0))

    def values_of(self, chosen: Sequence[int | None]) -> dict[int, float]:
        """What a plan says about the whole columns; the others follow from them."""
        taken = {(seat, person) for seat, person in enumerate(chosen) if person is not None}
        values = {column: float(key in taken) for key, column in self._columns.items()}
        asked = {person for _, person in taken}
        return values | {column: float(person in asked) for person, column in self._opened.items()}

    def chosen_by(self, values: Sequence[float]) -> list[int | None]:
        """Who sits where by an answer."""
        chosen: list[int | None] = [None] * len(self._roster.seats)
        for (seat, person), column in self._columns.items():
            if values[column] > 0.5:
                chosen[seat] = person
        return chosen


def _full_moments(roster: Roster, people: int | None) -> list[tuple[int, ...]]:
    """The seats of each moment at which just so many lie."""
    if people is None:
        return []
    spans = [(seat.start, seat.end, number) for number, seat in enumerate(roster.seats)]
    return [each for each in maximal(spans) if len(each) == people]
