"""A diary as a mixed-integer program: sittings are columns, overlapping sittings of a resource a clique.

Askings that can be met in the same ways and share no visit are one group: a column says that somebody of the group is
met so, and the group's worths are taken from the largest down. So a hundred families who want the same are one row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from clinic.ports.sittings import Diary, Sitting

from .first_sittings import taken_by
from .programs import Model, maximal


class Groups:
    """The program of some askings of a diary, and the way from a plan to its columns and back.

    Of the sittings only those that `suits`; what the others of the diary take must not be among them.
    """

    def __init__(self, diary: Diary, numbers: Sequence[int], suits: Callable[[Sitting], bool] | None = None) -> None:
        self._diary, self._suits = diary, suits
        self.groups = grouped(diary, numbers)
        self.model = Model()
        self._columns: list[dict[int, int]] = []
        self._met: list[list[int]] = []
        self._opened: dict[int, int] = {}
        spans: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for group in self.groups:
            self._enter(group, spans)
        self._cliques(spans)

    def _enter(self, group: list[int], spans: dict[int, list[tuple[int, int, int]]]) -> None:
        first, model = self._diary.askings[group[0]], self.model
        columns: dict[int, int] = {}
        for place, sitting in enumerate(self._diary.choices[first.choice]):
            if sitting.price < first.worth and (self._suits is None or self._suits(sitting)):
                columns[place] = column = model.column(-sitting.price, is_whole=True)
                for one in taken_by(first, sitting):
                    spans[one].append((sitting.start, sitting.end, column))
        met = [model.column(self._diary.askings[one].worth) for one in group]
        factors = [1.0] * len(columns) + [-1.0] * len(met)
        model.rows.append(([*columns.values(), *met], factors, 0.0, 0.0))
        self._columns.append(columns)
        self._met.append(met)

    def _cliques(self, spans: dict[int, list[tuple[int, int, int]]]) -> None:
        seen: set[tuple[int, ...]] = set()
        for resource, members in sorted(spans.items()):
            price = self._diary.prices[resource]
            if price > 0:
                self._opened[resource] = self.model.column(-price, is_whole=True)
            for clique in maximal(members):
                if price > 0:
                    columns, factors = [*clique, self._opened[resource]], [1.0] * len(clique) + [-1.0]
                    self.model.rows.append((columns, factors, -1.0, 0.0))
                elif len(clique) > 1 and clique not in seen:
                    seen.add(clique)
                    self.model.rows.append((list(clique), [1.0] * len(clique), 0.0, 1.0))

    def values_of(self, chosen: Sequence[int | None]) -> list[float]:
        """The columns of a plan."""
        values = [0.0] * len(self.model.cost)
        for group, columns, met in zip(self.groups, self._columns, self._met, strict=True):
            first = self._diary.askings[group[0]]
            places = [place for one in group if (place := chosen[one]) is not None]
            used = [columns[place] for place in places] + met[: len(places)]
            for place in places:
                taken = taken_by(first, self._diary.choices[first.choice][place])
                used += [self._opened[one] for one in taken if one in self._opened]
            for column in used:
                values[column] = 1.0
        return values

    def chosen_by(self, values: Sequence[float]) -> Iterator[tuple[int, int]]:
        """Who is met how: within a group whoever is worth most is met first."""
        for group, columns in zip(self.groups, self._columns, strict=True):
            choice = self._diary.choices[self._diary.askings[group[0]].choice]
            places = sorted(
                (place for place, column in columns.items() if values[column] > 0.5),
                key=lambda place: _order(choice[place]),
            )
            yield from zip(group, places, strict=False)


def _order(sitting: Sitting) -> tuple[object, ...]:
    return (sitting.start, sitting.end, sitting.takes)


def grouped(diary: Diary, numbers: Sequence[int]) -> list[list[int]]:
    """Askings that only differ in their worth, those of most worth first."""
    found: dict[tuple[int, int], list[int]] = {}
    for one in numbers:
        asking = diary.askings[one]
        found.setdefault((asking.choice, one if asking.visits else -1), []).append(one)
    return [sorted(group, key=lambda one: (-diary.askings[one].worth, one)) for group in found.values()]


def components(diary: Diary) -> list[list[int]]:
    """Askings that can be in one another's way, in parts that can be planned each for itself."""
    parent = list(range(len(diary.prices)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    homes: dict[int, int] = {}
    for asking in diary.askings:
        if asking.choice not in homes and (choice := diary.choices[asking.choice]):
            takes = [one for sitting in choice for one in sitting.takes]
            homes[asking.choice] = takes[0] if takes else -1
            for one in takes[1:]:
                parent[root(one)] = root(takes[0])
        for one in asking.visits:
            if asking.choice in homes and homes[asking.choice] >= 0:
                parent[root(one)] = root(homes[asking.choice])
    found: dict[int, list[int]] = {}
    for number, asking in enumerate(diary.askings):
        home = homes.get(asking.choice)
        if home is not None:
            found.setdefault(root(home) if home >= 0 else -1 - number, []).append(number)
    return list(found.values())
