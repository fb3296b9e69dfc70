"""A roster as the rows of numbers that the engine searches in, what is wrong with one, and what a plan is worth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import isfinite
from typing import TYPE_CHECKING

from clinic.domain.errors import BadValue
from clinic.i18n import say
from clinic.ports.seats import Cap, Choice, Clash, Need, OpenSeat, Roster

from .programs import maximal

if TYPE_CHECKING:
    from .engine.seat_rows import SeatRows

#: Of what is never allowed; the twin of `engine.seat_rows.NEVER`, which is not read here.
NEVER = 1e300
#: No number may be larger: sums of such numbers are still exact.
LARGEST = 1e12


def check(roster: Roster) -> None:
    """Raises BadValue when the numbers make no sense."""
    seats, people = len(roster.seats), len(roster.people)
    _expect(all(_is_price(price) for price in roster.people), "people")
    for seat in roster.seats:
        who = {choice.person for choice in seat.choices}
        _expect(-LARGEST < seat.start < seat.end < LARGEST and _is_number(seat.worth), "seats")
        _expect(len(who) == len(seat.choices) and all(0 <= one < people for one in who), "choices")
        _expect(all(_is_number(choice.price) for choice in seat.choices), "choices")
    for clash in roster.clashes:
        _expect(clash.one != clash.other and _are_in((clash.one, clash.other), seats), "clashes")
        _expect(_is_price(clash.price) and _are_in(clash.people or (), people), "clashes")
    for cap in roster.caps:
        _expect(0 <= cap.person < people and cap.most >= 0 and _is_price(cap.price), "limits")
        _expect(len(cap.groups) == len(cap.amounts), "limits")
        _expect(all(0 <= amount < LARGEST for amount in cap.amounts), "limits")
        _expect(all(_are_in(group, seats) for group in cap.groups), "limits")
    for need in roster.needs:
        _expect(0 <= need.seat < seats and _is_price(need.price) and _are_in(need.people or (), people), "needs")
        _expect(all(0 <= seat < seats and 0 <= one < people for seat, one in need.helpers), "needs")


def _are_in(numbers: Sequence[int], count: int) -> bool:
    return not numbers or (min(numbers) >= 0 and max(numbers) < count)


def _is_number(number: float) -> bool:
    return isfinite(number) and abs(number) < LARGEST


def _is_price(price: float | None) -> bool:
    return price is None or (_is_number(price) and price >= 0)


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise BadValue(say("The figures for this roster make no sense ({what}).", what=what))


class Packing:
    """The rows of a roster, and the way from a plan to options and back: seat by seat, the cheapest choice first."""

    def __init__(self, roster: Roster) -> None:
        self._orders = [sorted(seat.choices, key=lambda choice: (choice.price, choice.person)) for seat in roster.seats]
        self.first = [0, *accumulate(map(len, self._orders))]
        self._sets: dict[tuple[int, ...], int] = {}
        self.rows = self._packed(roster)

    def people_of(self, options: Sequence[int]) -> list[int | None]:
        """Who sits where, of the options taken (-1: open)."""
        return [
            None if option < 0 else order[option - first].person
            for option, first, order in zip(options, self.first, self._orders, strict=False)
        ]

    def options_of(self, people: Sequence[int | None]) -> list[int]:
        """The options of a plan; whoever is no choice of his seat is left out."""
        found = []
        for person, first, order in zip(people, self.first, self._orders, strict=False):
            places = (place for place, choice in enumerate(order) if choice.person == person)
            place = None if person is None else next(places, None)
            found.append(-1 if place is None else first + place)
        return found + [-1] * (len(self._orders) - len(found))

    def _set(self, people: tuple[int, ...] | None) -> int:
        """The number of a set of people, -1 of all."""
        return -1 if people is None else self._sets.setdefault(tuple(sorted(set(people))), len(self._sets))

    def _packed(self, roster: Roster) -> SeatRows:
        groups = [group for cap in roster.caps for group in cap.groups]
        whole = {
            "start": [seat.start for seat in roster.seats],
            "end": [seat.end for seat in roster.seats],
            "option_first": self.first,
            "option_person": [choice.person for order in self._orders for choice in order],
            "clash_one": [clash.one for clash in roster.clashes],
            "clash_other": [clash.other for clash in roster.clashes],
            "clash_set": [self._set(clash.people) for clash in roster.clashes],
            "cap_person": [cap.person for cap in roster.caps],
            "cap_most": [cap.most for cap in roster.caps],
            "cap_first": [0, *accumulate(len(cap.groups) for cap in roster.caps)],
            "group_amount": [amount for cap in roster.caps for amount in cap.amounts],
            "member_first": [0, *accumulate(map(len, groups))],
            "member": [seat for group in groups for seat in group],
            "need_seat": [need.seat for need in roster.needs],
            "need_set": [self._set(self._in_need(roster, number)) for number in range(len(roster.needs))],
            "helper_first": [0, *accumulate(len(need.helpers) for need in roster.needs)],
            "helper_seat": [seat for need in roster.needs for seat, _ in need.helpers],
            "helper_person": [person for need in roster.needs for _, person in need.helpers],
        }
        whole["set_first"] = [0, *accumulate(map(len, self._sets))]
        whole["set_person"] = [person for each in self._sets for person in each]
        return whole, {
            "worth": [seat.worth for seat in roster.seats],
            "opening": list(roster.people),
            "option_price": [choice.price for order in self._orders for choice in order],
            "clash_price": [_price(clash.price) for clash in roster.clashes],
            "cap_price": [_price(cap.price) for cap in roster.caps],
            "need_price": [_price(need.price) for need in roster.needs],
        }

    @staticmethod
    def _in_need(roster: Roster, number: int) -> tuple[int, ...] | None:
        """Whom a need is about: nobody who helps himself by taking the seat."""
        need = roster.needs[number]
        alone = {person for seat, person in need.helpers if seat == need.seat}
        if not alone:
            return need.people
        everybody = range(len(roster.people)) if need.people is None else need.people
        return tuple(person for person in everybody if person not in alone)


def _price(price: float | None) -> float:
    return NEVER if price is None else price


def unpacked(rows: SeatRows) -> Roster:
    """The roster of its rows; the choices of each seat stand in the order of its options."""
    whole, real = rows

    def people(which: int) -> tuple[int, ...] | None:
        first = whole["set_first"]
        return None if which < 0 else tuple(whole["set_person"][first[which] : first[which + 1]])

    def price(told: float) -> float | None:
        return None if told >= NEVER else told

    choices = [Choice(*each) for each in zip(whole["option_person"], real["option_price"], strict=True)]
    helpers = list(zip(whole["helper_seat"], whole["helper_person"], strict=True))
    groups = [tuple(whole["member"][begin:end]) for begin, end in pairwise(whole["member_first"])]
    spans = zip(whole["start"], whole["end"], real["worth"], pairwise(whole["option_first"]), strict=True)
    clashes = zip(whole["clash_one"], whole["clash_other"], whole["clash_set"], real["clash_price"], strict=True)
    caps = zip(whole["cap_person"], whole["cap_most"], pairwise(whole["cap_first"]), real["cap_price"], strict=True)
    needs = zip(whole["need_seat"], whole["need_set"], pairwise(whole["helper_first"]), real["need_price"], strict=True)
    amounts = whole["group_amount"]
    return Roster(
        tuple(real["opening"]),
        tuple(OpenSeat(start, end, worth, tuple(choices[slice(*each)])) for start, end, worth, each in spans),
        tuple(Clash(one, other, people(which), price(told)) for one, other, which, told in clashes),
        tuple(
            Cap(one, tuple(groups[slice(*each)]), tuple(amounts[slice(*each)]), most, price(told))
            for one, most, each, told in caps
        ),
        tuple(
            Need(seat, people(which), tuple(helpers[slice(*each)]), price(told)) for seat, which, each, told in needs
        ),
    )


def most_worth(roster: Roster) -> float:
    """No plan is worth more: whoever is cheapest sits everywhere, and all seats of one moment ask different people."""
    alone = [max((seat.worth - choice.price for choice in seat.choices), default=0.0) for seat in roster.seats]
    asked = [
        max((seat.worth - choice.price - roster.people[choice.person] for choice in seat.choices), default=0.0)
        for seat in roster.seats
    ]
    spared = [max(one, 0.0) - max(other, 0.0) for one, other in zip(alone, asked, strict=True)]
    events = sorted(
        event
        for seat, price in zip(roster.seats, spared, strict=True)
        if price > 0
        for event in ((seat.start, price), (seat.end, -price))
    )
    most = max(accumulate(price for _, price in events), default=0.0)
    return sum(max(one, 0.0) for one in alone) - max(most, 0.0)


def fewest_people(roster: Roster) -> int | None:
    """Where it only matters how many people take all seats: how many lie at one moment. None: other things matter."""
    prices, worth = set(roster.people), min((seat.worth for seat in roster.seats), default=0.0)
    nothing_else = not (roster.caps or roster.clashes or roster.needs) and len(prices) == 1
    is_alike = all(len({choice.price for choice in seat.choices}) == 1 for seat in roster.seats)
    if not nothing_else or not is_alike or not 0 < sum(roster.people) < worth:
        return None
    spans = [(seat.start, seat.end, number) for number, seat in enumerate(roster.seats)]
    return max(map(len, maximal(spans)), default=None)
