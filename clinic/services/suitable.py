"""Who is suitable for a seat whatever else they do: asked of the rules once for all who are alike in what a rule reads.

A week of 600 seats and 1,200 people has 720,000 pairs, but few different seats and people as one rule sees them. A set
of people is the bits of a number, so that what several rules leave of everybody is one operation.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clinic.domain.breaches import Severity
from clinic.domain.commitments import Commitment
from clinic.domain.ids import PlaceId, VolunteerId
from clinic.domain.people import Absence, Role, Volunteer
from clinic.domain.sessions import Seat, SessionKind
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.limits import days_of
from clinic.rules.must import households_of
from clinic.rules.presence import parts_of
from clinic.rules.subjects import Seating

#: Rules that can speak against somebody in a seat when they have no other, in the order in which people are sorted out:
#: first what somebody can do, then their papers, then whether they are there.
ALONE = (
    "ROLE",
    "LANGUAGE",
    "WOMEN_ONLY",
    "VETTED",
    "CREDENTIAL",
    "TRAINED",
    "HERE",
    "ABSENT",
    "CANNOT",
    "HOURS_A_DAY",
    "DAYS_A_WEEK",
    "NIGHTS_A_WEEK",
    "CONFLICT",
)

#: Those that read its hours: a driver's begin at their own home.
_TIMED = frozenset({"VETTED", "CREDENTIAL", "TRAINED", *ALONE[ALONE.index("HERE") : ALONE.index("CONFLICT")]})


def members(people: int) -> Iterator[int]:
    """The positions of a set of people, lowest first."""
    while people:
        lowest = people & -people
        yield lowest.bit_length() - 1
        people ^= lowest


class Suitable:
    """What speaks against each of `people` in a seat by itself; rules that only warn do not count."""

    def __init__(self, facts: Facts, people: Sequence[Volunteer]) -> None:
        self.facts, self.people = facts, tuple(people)
        self.place = {person.id: number for number, person in enumerate(self.people)}
        self.everybody = (1 << len(self.people)) - 1
        rules = {code: judge.SEATINGS.rules[code] for code in ALONE}
        self.codes = tuple(
            code for code, rule in rules.items() if rule.strictness(facts) in (Severity.MUST, Severity.REASON)
        )
        self._rules = rules
        self._alike = {code: self._groups(code) for code in self.codes}
        self._drives: dict[tuple[Hashable, ...], dict[PlaceId | None, Commitment]] = {}
        self._known: dict[tuple[Hashable, ...], tuple[int, int]] = {}

    def breaking(self, code: str, seat: Seat, among: int | None = None) -> int:
        """Those (of `among`) who break a rule in a seat. Nobody is asked about twice, nor for nothing."""
        among = self.everybody if among is None else among
        key = (
            code,
            _OF_SEAT[code](self.facts, seat),
            _hours(self.facts, seat) if code in _TIMED and _is_driven(seat) else None,
        )
        asked, broken = self._known.get(key, (0, 0))
        if new := among & ~asked:
            asked_now, found = self._asked(code, seat, new)
            asked, broken = self._known[key] = asked | asked_now, broken | found
        return broken & among

    def without(self, seat: Seat, *codes: str) -> int:
        """Those against whom no rule speaks but, perhaps, those of `codes`."""
        left = self.everybody
        for code in self.codes:
            if left and code not in codes:
                left &= ~self.breaking(code, seat, left)
        return left

    def fitting(self, seat: Seat) -> int:
        """Those against whom nothing speaks."""
        return self.without(seat)

    def codes_of(self, seat: Seat) -> tuple[str, ...]:
        """The rules that say something of a seat by itself: of a place at any time those about hours do not."""
        return self.codes if seat.minutes is None else tuple(code for code in self.codes if code not in _TIMED)

    def at_any_time(self, seat: Seat) -> int:
        """Those against whom nothing speaks; at a place at any time at least at some hour, so far as can be told."""
        return self.without(seat, *(code for code in self.codes if code not in self.codes_of(seat)))

    def names(self, people: int) -> list[str]:
        """The names of a set of people, in order."""
        rows = sorted((self.people[one] for one in members(people)), key=lambda one: one.sort_name or one.name)
        return [row.name for row in rows]

    def one(self, volunteer: VolunteerId | None) -> int:
        """The set of one person; empty for somebody else, or nobody."""
        return 1 << self.place[volunteer] if volunteer in self.place else 0

    def _asked(self, code: str, seat: Seat, wanted: int) -> tuple[int, int]:
        """Whoever of `wanted` is alike is asked about once: who was so, and who of them breaks the rule."""
        asked, found, this = 0, 0, _commitment(self.facts, seat)
        drives = self._driving(seat) if code in _TIMED and _is_driven(seat) else None
        check, alike_of = self._rules[code].check, self._alike[code]
        while wanted:
            person, alike = alike_of[(wanted & -wanted).bit_length() - 1]
            wanted &= ~alike
            asked |= alike
            if drives is not None:
                this = drives.get(person.home_id) or self._drive(drives, seat, person)
            if any(True for _ in check(self.facts, Seating(seat, person, this, ()))):
                found |= alike
        return asked, found

    def _driving(self, seat: Seat) -> dict[PlaceId | None, Commitment]:
        """What a driver's seat takes of those who come from each home, as far as it was asked for."""
        return self._drives.setdefault((seat.id, seat.starts_at, seat.ends_at), {})

    def _drive(self, drives: dict[PlaceId | None, Commitment], seat: Seat, person: Volunteer) -> Commitment:
        bare = replace(seat, volunteer_id=None) if seat.volunteer_id == person.id else seat
        drives[person.home_id] = self.facts.commitment(bare, person.id)
        return drives[person.home_id]

    def _groups(self, code: str) -> list[tuple[Volunteer, int]]:
        """For each person the first of those who are alike in what a rule reads of them, and all of these."""
        read, groups = _OF_PERSON[code], dict[Hashable, tuple[Volunteer, int]]()
        keys = [(read(self.facts, person), person.home_id if code in _TIMED else None) for person in self.people]
        for number, (key, person) in enumerate(zip(keys, self.people, strict=True)):
            first, alike = groups.get(key, (person, 0))
            groups[key] = first, alike | (1 << number)
        return [groups[key] for key in keys]


def _absences(facts: Facts, person: Volunteer) -> Hashable:
    rows: tuple[Absence, ...] = facts.absences_by_volunteer.get(person.id, ())
    return tuple((row.starts_at, row.ends_at, row.tentative) for row in rows)


def _can(_: Facts, person: Volunteer) -> Hashable:
    return person.availability


def _limits(_: Facts, person: Volunteer) -> Hashable:
    return person.limits


#: What each rule reads of a person.
_OF_PERSON: Mapping[str, Callable[[Facts, Volunteer], Hashable]] = {
    "ROLE": lambda _, person: person.roles,
    "LANGUAGE": lambda _, person: (person.speaks, person.interprets),
    "WOMEN_ONLY": lambda _, person: person.is_woman,
    "VETTED": lambda _, person: person.vetted_on,
    "CREDENTIAL": lambda _, person: person.credentials,
    "TRAINED": lambda _, person: person.trained_on,
    "HERE": lambda _, person: (person.gone, person.here_from, person.here_until),
    "ABSENT": _absences,
    "CANNOT": _can,
    "HOURS_A_DAY": _limits,
    "DAYS_A_WEEK": _limits,
    "NIGHTS_A_WEEK": _limits,
    "CONFLICT": lambda _, person: person.conflicts,
}


def _is_driven(seat: Seat) -> bool:
    return seat.trip_id is not None and seat.role is Role.DRIVER


def _commitment(facts: Facts, seat: Seat) -> Commitment:
    """What a seat takes of anybody's time."""
    return facts.commitment(seat, VolunteerId(seat.id))


def _days(facts: Facts, seat: Seat) -> tuple[date, ...]:
    return days_of(_commitment(facts, seat))


def _advice(facts: Facts, seat: Seat) -> bool:
    return seat.session_id is not None and facts.sessions[seat.session_id].advice


def _is_training(facts: Facts, seat: Seat) -> bool:
    return seat.session_id is not None and facts.sessions[seat.session_id].kind is SessionKind.TRAINING


def _women(facts: Facts, seat: Seat) -> bool:
    if seat.session_id is None or seat.role is not Role.INTERPRETER:
        return False
    return facts.places[facts.sessions[seat.session_id].place_id].women_interpreters_only


def _hours(facts: Facts, seat: Seat) -> Hashable:
    return seat.starts_at, seat.ends_at, facts.zone_of(seat), seat.id if _is_driven(seat) else None


def _parts(facts: Facts, seat: Seat) -> Hashable:
    return tuple((day.weekday(), part) for day, part in parts_of(_commitment(facts, seat)))


#: What each rule reads of a seat.
_OF_SEAT: Mapping[str, Callable[[Facts, Seat], Hashable]] = {
    "ROLE": lambda _, seat: seat.role,
    "LANGUAGE": lambda _, seat: (seat.languages, seat.source, seat.target),
    "WOMEN_ONLY": _women,
    "VETTED": lambda facts, seat: _is_driven(seat) and _days(facts, seat)[0],
    "CREDENTIAL": lambda facts, seat: (
        seat.role,
        _advice(facts, seat),
        seat.trip_id is not None,
        _days(facts, seat)[-1],
    ),
    "TRAINED": lambda facts, seat: (_is_training(facts, seat), _days(facts, seat)[0]),
    "HERE": _days,
    "ABSENT": _hours,
    "CANNOT": _parts,
    "HOURS_A_DAY": _hours,
    "DAYS_A_WEEK": _days,
    "NIGHTS_A_WEEK": _hours,
    "CONFLICT": lambda facts, seat: tuple(sorted(households_of(facts, seat))),
}
