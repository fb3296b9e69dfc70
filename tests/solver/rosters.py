"""Rosters made by chance, small and as large as a week; what a plan of one is worth, and the best one by trying all."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from clinic.ports.seats import Cap, Choice, Clash, Need, OpenSeat, Roster, RosterPlan

HOUR, DAY = 60, 1440


def random_roster(seed: int, *, seats: int, people: int = 3) -> Roster:
    """A little of everything there is: clashes, limits and needs, with and without a price, of some and of all."""
    dice = random.Random(seed)  # noqa: S311 - no secret depends on it

    def price() -> float | None:
        return dice.choice([None, None, 3.0, 10.0])

    def some() -> tuple[int, ...]:
        return tuple(one for one in range(people) if dice.random() < 0.5)

    rows = []
    for _ in range(seats):
        start = dice.randrange(0, 10)
        choices = [
            Choice(one, dice.choice([0.0, 0.5, 2.0, -1.0, 30.0])) for one in range(people) if dice.random() < 0.7
        ]
        rows.append(OpenSeat(start, start + dice.randrange(1, 5), dice.choice([1.0, 10.0, 20.0]), tuple(choices)))
    pairs = list(combinations(range(seats), 2))
    clashes = [Clash(*pair, dice.choice([None, some()]), price()) for pair in pairs if dice.random() < 0.15]
    caps = []
    for _ in range(dice.randrange(0, 4)):
        groups = [tuple(one for one in range(seats) if dice.random() < 0.5) for _ in range(dice.randrange(1, 4))]
        amounts = tuple(dice.randrange(0, 4) for _ in groups)
        caps.append(Cap(dice.randrange(people), tuple(groups), amounts, dice.randrange(0, 5), price()))
    needs = []
    for _ in range(dice.randrange(0, 3) if seats > 1 else 0):
        helpers = {(dice.randrange(seats), dice.randrange(people)) for _ in range(dice.randrange(0, 4))}
        needs.append(Need(dice.randrange(seats), dice.choice([None, some()]), tuple(helpers), price()))
    asked = tuple(dice.choice([0.0, 0.0, 2.0, 8.0]) for _ in range(people))
    return Roster(asked, tuple(rows), tuple(clashes), tuple(caps), tuple(needs))


def week(seed: int = 1, *, seats: int = 600, people: int = 1200) -> Roster:
    """Like a week of a large clinic: sites, days, roles; people who can come on some days and have had their share."""
    dice = random.Random(seed)  # noqa: S311 - no secret depends on it
    sites = max(people // 150, 1)
    site_of = [dice.randrange(sites) for _ in range(people)]
    roles = [
        {one for one in range(6) if dice.random() < (0.6, 0.35, 0.25, 0.2, 0.15, 0.08)[one]} for _ in range(people)
    ]
    days_of = [{day for day in range(7) if dice.random() < 0.55} for _ in range(people)]
    load = [dice.choice([0, 0, 0, 1, 2, 4]) for _ in range(people)]
    rows, day_of, night = [], [], []
    for number in range(seats):
        day, role, site = dice.randrange(7), dice.randrange(6), number % sites
        begin = dice.choice([3, 4, 8, 8, 9, 13, 14, 18, 20])
        start = DAY * day + HOUR * begin
        may = (one for one in range(people) if role in roles[one] and day in days_of[one])
        near = [one for one in may if site_of[one] == site or dice.random() < 0.03]
        choices = tuple(
            Choice(one, 1.0 * load[one] + (0.0 if site_of[one] == site else 4.0) + dice.choice([0.0, 0.0, 0.5, 2.0]))
            for one in near
        )
        rows.append(OpenSeat(start, start + HOUR * dice.choice([2, 3, 4, 4, 6]), dice.choice([100.0, 300.0]), choices))
        day_of.append(day)
        night.append(begin < 6)
    of: dict[int, list[int]] = {one: [] for one in range(people)}
    for number, seat in enumerate(rows):
        for choice in seat.choices:
            of[choice.person].append(number)
    clashes = [
        Clash(one, other, price=None if gap < HOUR else 2.0)
        for one, other in combinations(range(seats), 2)
        if one % sites != other % sites
        and 0 <= (gap := max(rows[one].start, rows[other].start) - min(rows[one].end, rows[other].end)) < 2 * HOUR
    ]
    needs = [
        Need(one, tuple(who for who in range(people) if load[who] == 0), helpers, dice.choice([None, 20.0]))
        for one in range(0, seats - 1, 7)
        if (helpers := _helpers(rows, load, one, sites))
    ]
    asked = tuple(3.0 if each == 0 else 1.0 for each in load)
    return Roster(asked, tuple(rows), tuple(clashes), tuple(_caps(of, rows, day_of, night)), tuple(needs))


def _helpers(rows: Sequence[OpenSeat], load: Sequence[int], one: int, sites: int) -> tuple[tuple[int, int], ...]:
    beside = [
        other
        for other in range(one % sites, len(rows), sites)
        if other != one and rows[other].start < rows[one].end and rows[one].start < rows[other].end
    ]
    return tuple((other, choice.person) for other in beside for choice in rows[other].choices if load[choice.person])


def _caps(
    of: dict[int, list[int]], rows: Sequence[OpenSeat], day_of: Sequence[int], night: Sequence[bool]
) -> Iterator[Cap]:
    for person, mine in of.items():
        hours = tuple((rows[one].end - rows[one].start) // HOUR for one in mine)
        by_day = [tuple(one for one in mine if day_of[one] == day) for day in range(7)]
        for each in by_day:
            if each:
                yield Cap(person, tuple((one,) for one in each), tuple(hours[mine.index(one)] for one in each), 8)
        yield Cap(person, tuple(each for each in by_day if each), (1,) * sum(map(bool, by_day)), 4)
        dark = tuple((one,) for one in mine if night[one])
        yield Cap(person, dark, (1,) * len(dark), 2)
        for most, price in ((8, 0.2), (14, 0.5)):
            yield Cap(person, tuple((one,) for one in mine), hours, most, price)


def worth(roster: Roster, chosen: Sequence[int | None]) -> float | None:
    """What a plan is worth, None when it breaks something; reckoned another way than the engine does."""
    prices = [{choice.person: choice.price for choice in seat.choices} for seat in roster.seats]
    taken = [(number, person) for number, person in enumerate(chosen) if person is not None]
    if any(person not in prices[number] for number, person in taken):
        return None
    value = sum(roster.seats[number].worth - prices[number][person] for number, person in taken)
    mine: dict[int, set[int]] = {}
    for number, person in taken:
        mine.setdefault(person, set()).add(number)
    for person, held in mine.items():
        value -= roster.people[person]
        for one, other in combinations(sorted(held, key=lambda each: roster.seats[each].start), 2):
            if roster.seats[other].start < roster.seats[one].end:
                return None
    for price in _broken(roster, chosen, mine):
        if price is None:
            return None
        value -= price
    return value


def _broken(roster: Roster, chosen: Sequence[int | None], mine: dict[int, set[int]]) -> Iterator[float | None]:
    for clash in roster.clashes:
        who = chosen[clash.one]
        if who is not None and who == chosen[clash.other] and (clash.people is None or who in clash.people):
            yield clash.price
    for cap in roster.caps:
        held = mine.get(cap.person, set())
        total = sum(amount for group, amount in zip(cap.groups, cap.amounts, strict=True) if held & set(group))
        if total > cap.most:
            yield None if cap.price is None else cap.price * (total - cap.most)
    for need in roster.needs:
        who = chosen[need.seat]
        is_meant = who is not None and (need.people is None or who in need.people)
        if is_meant and not any(chosen[seat] == helper for seat, helper in need.helpers):
            yield need.price


def faults(roster: Roster, plan: RosterPlan) -> list[str]:
    """What is wrong with a plan."""
    value = worth(roster, plan.chosen)
    if value is None:
        return ["it breaks what has no price"]
    found = [] if abs(value - plan.value) < 1e-6 else [f"worth {value}, told {plan.value}"]
    return found + (["better than its bound"] if plan.value > plan.bound + 1e-6 else [])


def optimum(roster: Roster) -> float:
    """The value of the best plan, by trying every one."""
    ways = [(None, *(choice.person for choice in seat.choices)) for seat in roster.seats]
    return max(value for chosen in product(*ways) if (value := worth(roster, chosen)) is not None)
