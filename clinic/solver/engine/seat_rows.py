"""A roster as rows of numbers. A row `x_first` says where what belongs to each begins, and at last where all ends."""

from __future__ import annotations

from typing import Final

from .arrays import i64, vec

#: The price of what is never allowed.
NEVER: Final = 1e300

#: What a roster is sent as: rows of whole numbers, and rows of prices and worths.
SeatRows = tuple[dict[str, list[int]], dict[str, list[float]]]


class SeatProblem:
    """The roster, read once.

    An option is a seat with somebody who could take it; those of a seat stand together, the cheapest first. Groups are
    those of all caps, one cap after another. `fellow` are the options of each person, in the order of seats.
    """

    def __init__(self, rows: SeatRows) -> None:
        whole, real = rows
        self.start = vec[i64](whole["start"])
        self.end = vec[i64](whole["end"])
        self.worth = vec[float](real["worth"])
        self.opening = vec[float](real["opening"])
        self.seats: i64 = len(whole["start"])
        self.people: i64 = len(real["opening"])
        self.option_first = vec[i64](whole["option_first"])
        self.person = vec[i64](whole["option_person"])
        self.price = vec[float](real["option_price"])
        self.options: i64 = len(whole["option_person"])
        self.seat = vec[i64]([0] * len(whole["option_person"]))
        for seat in range(self.seats):
            for option in range(self.option_first[seat], self.option_first[seat + 1]):
                self.seat[option] = seat
        self.set_first = vec[i64](whole["set_first"])
        self.set_person = vec[i64](whole["set_person"])
        self._read_fellows()
        self._read_clashes(rows)
        self._read_caps(rows)
        self._read_needs(rows)

    def _read_fellows(self) -> None:
        people = [int(self.person[option]) for option in range(self.options)]
        self.fellow_first = firsts(people, int(self.people))
        self.fellow = placed(people, self.fellow_first)

    def _read_clashes(self, rows: SeatRows) -> None:
        """Each clash at both of its seats."""
        whole, real = rows
        count: i64 = len(whole["clash_one"])
        sides = whole["clash_one"] + whole["clash_other"]
        self.clash_first = firsts(sides, int(self.seats))
        order = placed(sides, self.clash_first)
        others = vec[i64](whole["clash_other"] + whole["clash_one"])
        sets = vec[i64](whole["clash_set"])
        prices = vec[float](real["clash_price"])
        self.clash_seat = vec[i64]([0] * len(sides))
        self.clash_set = vec[i64]([0] * len(sides))
        self.clash_price = vec[float]([0.0] * len(sides))
        for place in range(2 * count):
            one = order[place]
            self.clash_seat[place] = others[one]
            self.clash_set[place] = sets[one % count]
            self.clash_price[place] = prices[one % count]

    def _read_caps(self, rows: SeatRows) -> None:
        """The groups of each option that take its seat and limit its person; those of one cap stand together."""
        whole, real = rows
        self.cap_most = vec[i64](whole["cap_most"])
        self.cap_price = vec[float](real["cap_price"])
        self.amount = vec[i64](whole["group_amount"])
        self.caps: i64 = len(whole["cap_most"])
        self.groups: i64 = len(whole["group_amount"])
        self.cap_of = vec[i64]([0] * len(whole["group_amount"]))
        cap_person = whole["cap_person"]
        cap_first = vec[i64](whole["cap_first"])
        member_first = vec[i64](whole["member_first"])
        member = vec[i64](whole["member"])
        of_person_first = firsts(cap_person, int(self.people))
        of_person = placed(cap_person, of_person_first)
        here = vec[i64]([-1] * int(self.seats))
        found_option: list[int] = []
        found_group: list[int] = []
        for person in range(self.people):
            if of_person_first[person] == of_person_first[person + 1]:
                continue
            for place in range(self.fellow_first[person], self.fellow_first[person + 1]):
                here[self.seat[self.fellow[place]]] = self.fellow[place]
            for which in range(of_person_first[person], of_person_first[person + 1]):
                cap = of_person[which]
                for group in range(cap_first[cap], cap_first[cap + 1]):
                    self.cap_of[group] = cap
                    for each in range(member_first[group], member_first[group + 1]):
                        option = here[member[each]]
                        if option >= 0:
                            found_option.append(int(option))
                            found_group.append(int(group))
            for place in range(self.fellow_first[person], self.fellow_first[person + 1]):
                here[self.seat[self.fellow[place]]] = -1
        self.group_first = firsts(found_option, int(self.options))
        order = placed(found_option, self.group_first)
        groups = vec[i64](found_group)
        self.group = vec[i64]([0] * len(found_group))
        total: i64 = len(found_group)
        for place in range(total):
            self.group[place] = groups[order[place]]

    def _read_needs(self, rows: SeatRows) -> None:
        """The needs of each seat, and of each option those that it helps."""
        whole, real = rows
        self.need_set = vec[i64](whole["need_set"])
        self.need_price = vec[float](real["need_price"])
        self.need_seat = vec[i64](whole["need_seat"])
        self.needs: i64 = len(whole["need_seat"])
        self.need_first = firsts(whole["need_seat"], int(self.seats))
        self.need = placed(whole["need_seat"], self.need_first)
        helper_first = vec[i64](whole["helper_first"])
        helper_seat = vec[i64](whole["helper_seat"])
        helper_person = vec[i64](whole["helper_person"])
        found_option: list[int] = []
        found_need: list[int] = []
        for need in range(self.needs):
            for each in range(helper_first[need], helper_first[need + 1]):
                option = self.option_of(helper_seat[each], helper_person[each])
                if option >= 0:
                    found_option.append(int(option))
                    found_need.append(int(need))
        self.help_first = firsts(found_option, int(self.options))
        order = placed(found_option, self.help_first)
        needs = vec[i64](found_need)
        self.help = vec[i64]([0] * len(found_need))
        total: i64 = len(found_need)
        for place in range(total):
            self.help[place] = needs[order[place]]

    def option_of(self, seat: i64, person: i64) -> i64:
        """The option that seats a person there, -1 when there is none."""
        low, high = self.fellow_first[person], self.fellow_first[person + 1]
        while low < high:
            middle = (low + high) // 2
            if self.seat[self.fellow[middle]] < seat:
                low = middle + 1
            else:
                high = middle
        if low < self.fellow_first[person + 1] and self.seat[self.fellow[low]] == seat:
            return self.fellow[low]
        return -1

    def is_of(self, which: i64, person: i64) -> bool:
        """Whether a set of people has somebody; -1 is the set of all."""
        if which < 0:
            return True
        low, high = self.set_first[which], self.set_first[which + 1]
        while low < high:
            middle = (low + high) // 2
            if self.set_person[middle] < person:
                low = middle + 1
            else:
                high = middle
        return low < self.set_first[which + 1] and self.set_person[low] == person


def firsts(owners: list[int], count: int) -> vec[i64]:
    """Where what belongs to each owner begins, once it is put in the order of owners."""
    found = vec[i64]([0] * (count + 1))
    for owner in owners:
        found[owner + 1] += 1
    for one in range(count):
        found[one + 1] += found[one]
    return found


def placed(owners: list[int], first: vec[i64]) -> vec[i64]:
    """The numbers of all in the order of their owners; those of one owner stay in their order."""
    total = len(owners)
    found = vec[i64]([0] * total)
    at = vec[i64]([0] * len(first))
    for number in range(total):
        owner = owners[number]
        found[first[owner] + at[owner]] = number
        at[owner] += 1
    return found
