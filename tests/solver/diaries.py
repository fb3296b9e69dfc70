"""Small diaries made by chance, what is wrong with a plan of one, and the best plan by trying all."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, product

from clinic.ports.sittings import Asking, Diary, Sitting, SittingPlan

QUARTER = 15


def random_diary(seed: int, *, askings: int, seats: int = 3, days: int = 2, steps: int = 8) -> Diary:
    """Seats of lawyers, `steps` quarters of an hour a day, and two interpreters; one household in three asks twice."""
    dice = random.Random(seed)  # noqa: S311 - no secret depends on it
    prices = [dice.choice([0.0, 1.0, 3.0]) for _ in range(seats * days + 2)]
    choices: dict[tuple[int, bool, int], int] = {}
    ways: list[tuple[Sitting, ...]] = []
    rows: list[Asking] = []
    while len(rows) < askings:
        visits: tuple[int, ...] = ()
        size = 1 if dice.random() < 0.7 else 2
        if size == 2:
            visits = tuple(range(len(prices), len(prices) + days))
            prices += [10.0] * days
        for _ in range(size):
            key = (dice.choice([1, 3, 4]), dice.random() < 0.3, dice.choice([1, days]))
            if key not in choices:
                choices[key] = len(ways)
                ways.append(tuple(_sittings(key, seats, steps)))
            rows.append(Asking(100.0 * key[0] * dice.choice([1, 2, 5]), choices[key], visits))
    return Diary(tuple(prices), tuple(ways), tuple(rows[:askings]))


def _sittings(key: tuple[int, bool, int], seats: int, steps: int) -> list[Sitting]:
    length, is_through_somebody, days = key
    length += is_through_somebody
    found = []
    for day, seat, step in product(range(days), range(seats), range(steps - length + 1)):
        start = 1440 * day + QUARTER * step
        lawyer = 2 + day * seats + seat
        takes = (lawyer, seat % 2) if is_through_somebody else (lawyer,)
        price = 5.0 * is_through_somebody + 0.01 * step + 0.2 * day
        found.append(Sitting(day, start, start + QUARTER * length, takes, price))
    return found


def faults(diary: Diary, plan: SittingPlan) -> list[str]:
    """What is wrong with a plan; reckoned another way than the engine does."""
    found = []
    minutes: dict[int, list[int]] = defaultdict(list)
    value = 0.0
    for asking, place in zip(diary.askings, plan.chosen, strict=True):
        if place is not None:
            sitting = diary.choices[asking.choice][place]
            takes = [*sitting.takes, *([asking.visits[sitting.day]] if asking.visits else [])]
            for one in takes:
                minutes[one] += range(sitting.start, sitting.end)
            value += asking.worth - sitting.price
    found += [f"resource {one} twice" for one, each in minutes.items() if len(each) != len(set(each))]
    value -= sum(diary.prices[one] for one in minutes)
    if abs(value - plan.value) > 1e-6:
        found.append(f"worth {value}, told {plan.value}")
    if plan.value > plan.bound + 1e-6:
        found.append("better than its bound")
    return found


def optimum(diary: Diary) -> float:
    """The value of the best plan, by trying every choice of sittings."""
    best = 0.0
    everybody = range(len(diary.askings))
    for size in range(1, len(diary.askings) + 1):
        for who in combinations(everybody, size):
            ways = [range(len(diary.choices[diary.askings[one].choice])) for one in who]
            for places in product(*ways):
                chosen: list[int | None] = [None] * len(diary.askings)
                for one, place in zip(who, places, strict=True):
                    chosen[one] = place
                best = max(best, _value(diary, chosen))
    return best


def _value(diary: Diary, chosen: Sequence[int | None]) -> float:
    busy: set[tuple[int, int]] = set()
    used: set[int] = set()
    value = 0.0
    for asking, place in zip(diary.askings, chosen, strict=True):
        if place is None:
            continue
        sitting = diary.choices[asking.choice][place]
        for one in (*sitting.takes, *((asking.visits[sitting.day],) if asking.visits else ())):
            minutes = {(one, step) for step in range(sitting.start, sitting.end, QUARTER)}
            if busy & minutes:
                return 0.0
            busy |= minutes
            used.add(one)
        value += asking.worth - sitting.price
    return value - sum(diary.prices[one] for one in used)
