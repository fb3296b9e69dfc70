"""A smaller program for a large diary: who is met by which team in which stretch, not yet at what minute.

All that a resource serves in a stretch of its time is no longer than the stretch. That is true of every plan, so the
value of the best answer is a bound; and nearly always the meetings of a stretch can be put one after another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from clinic.ports.sittings import Diary, Sitting

from .first_sittings import Greedy, taken_by
from .programs import Model
from .sittings_model import grouped

#: A resource and one of the stretches of time in which it can be taken.
Stretch = tuple[int, int]
#: Sittings that take the same resources in the same stretches for so long.
Bundle = tuple[tuple[Stretch, ...], int]


class Shares:
    """The program, and the way from its answer to a plan."""

    def __init__(self, diary: Diary, numbers: Sequence[int]) -> None:
        self._diary = diary
        self.groups = grouped(diary, numbers)
        self._ends = _stretches(diary, self.groups)
        self.model = Model()
        self._bundles = [self._bundled(group) for group in self.groups]
        self._columns: list[dict[Bundle, int]] = []
        self._loads: dict[Stretch, list[tuple[int, int, int]]] = defaultdict(list)
        for group, bundles in zip(self.groups, self._bundles, strict=True):
            self._enter(group, bundles)
        self._limit_loads()

    def _bundled(self, group: Sequence[int]) -> dict[Bundle, list[int]]:
        first = self._diary.askings[group[0]]
        found: dict[Bundle, list[int]] = defaultdict(list)
        for place, sitting in enumerate(self._diary.choices[first.choice]):
            if sitting.price < first.worth:
                stretches = tuple((one, self._stretch(one, sitting)) for one in taken_by(first, sitting))
                found[stretches, sitting.end - sitting.start].append(place)
        return found

    def _stretch(self, resource: int, sitting: Sitting) -> int:
        return next(number for number, (_, end) in enumerate(self._ends[resource]) if sitting.end <= end)

    def _enter(self, group: Sequence[int], bundles: dict[Bundle, list[int]]) -> None:
        first, model = self._diary.askings[group[0]], self.model
        choice = self._diary.choices[first.choice]
        columns = {}
        for bundle, places in bundles.items():
            price = min(choice[place].price for place in places)
            columns[bundle] = column = model.column(-price, float(len(group)), is_whole=True)
            for stretch in bundle[0]:
                self._loads[stretch].append((column, bundle[1], len(group)))
        met = [model.column(self._diary.askings[one].worth) for one in group]
        factors = [1.0] * len(columns) + [-1.0] * len(met)
        model.rows.append(([*columns.values(), *met], factors, 0.0, 0.0))
        self._columns.append(columns)

    def _limit_loads(self) -> None:
        opened: dict[int, int] = {}
        for (resource, number), loads in sorted(self._loads.items()):
            start, end = self._ends[resource][number]
            columns, lengths = [load[0] for load in loads], [float(load[1]) for load in loads]
            price = self._diary.prices[resource]
            if price <= 0:
                self.model.rows.append((columns, lengths, 0.0, float(end - start)))
                continue
            if resource not in opened:
                opened[resource] = self.model.column(-price, is_whole=True)
            self.model.rows.append(([*columns, opened[resource]], [*lengths, float(start - end)], start - end, 0.0))
            singles = [column for column, _, size in loads if size == 1]
            self.model.rows += [([one, opened[resource]], [1.0, -1.0], -1.0, 0.0) for one in singles]

    def plan_from(self, values: Sequence[float]) -> list[int | None]:
        """A plan that comes close to an answer: teams of many first, each as early as it goes; then whoever fits."""
        greedy = Greedy(self._diary)
        for wanted in sorted(self._wanted(values), key=lambda one: one[0]):
            _, group, places = wanted
            number = next((one for one in group if greedy.chosen[one] is None), None)
            if number is not None:
                next((place for place in places if greedy.take(number, place)), None)
        return greedy.fill()

    def _wanted(self, values: Sequence[float]) -> Iterator[tuple[tuple[int, int, int], list[int], list[int]]]:
        for number, (group, bundles) in enumerate(zip(self.groups, self._bundles, strict=True)):
            choice = self._diary.choices[self._diary.askings[group[0]].choice]
            for bundle, places in bundles.items():
                early = sorted(places, key=lambda place: (choice[place].start, place))
                for _ in range(round(values[self._columns[number][bundle]])):
                    yield (-len(bundle[0]), -bundle[1], number), group, early


def _stretches(diary: Diary, groups: Sequence[Sequence[int]]) -> dict[int, list[tuple[int, int]]]:
    """The stretches in which each resource can be taken at all: where sittings touch or overlap it is one."""
    spans: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for group in groups:
        first = diary.askings[group[0]]
        for sitting in diary.choices[first.choice]:
            for one in taken_by(first, sitting):
                spans[one].add((sitting.start, sitting.end))
    found: dict[int, list[tuple[int, int]]] = {}
    for one, each in spans.items():
        joined: list[tuple[int, int]] = []
        for start, end in sorted(each):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        found[one] = joined
    return found
