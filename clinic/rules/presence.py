"""Rules about whether a volunteer is there at all: dates of presence, absences, their answers about the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic.domain.breaches import Severity
from clinic.domain.commitments import Commitment
from clinic.domain.people import Absence, Can, DayPart, Volunteer
from clinic.domain.when import local
from clinic.domain.words import ABSENCES, DAY_PARTS
from clinic.i18n import Sentence, say

from .facts import Facts
from .limits import days_of
from .rule import Fault
from .subjects import SEATINGS, Seating
from .wording import ends_earlier, hour, starts_later


@SEATINGS.rule("HERE", Severity.REASON, say("Only those who are here are asked"))
def is_here(_: Facts, case: Seating) -> Iterator[Fault]:
    """Every day of the seat lies within the volunteer's dates of presence."""
    person = case.volunteer
    if person.gone:
        mend = say("Take {name} back into the team.", name=person.name)
        yield Fault(say("{name} has left the clinic.", name=person.name), (mend,))
        return
    for day in days_of(case.this):
        if person.here_from and day < person.here_from:
            told = {"name": person.name, "first": person.here_from, "day": day}
            yield Fault(
                say("{name} is here from {first} on; the seat is on {day}.", **told),
                (say("Move the seat to {day} or later.", day=person.here_from),),
                (person.here_from - day).days,
            )
        elif person.here_until and day > person.here_until:
            told = {"name": person.name, "last": person.here_until, "day": day}
            yield Fault(
                say("{name} is here until {last}; the seat is on {day}.", **told),
                (say("Move the seat to {day} or earlier.", day=person.here_until),),
                (day - person.here_until).days,
            )


@SEATINGS.rule("ABSENT", Severity.REASON, say("Nobody is seated while ill, away or busy"))
def is_free(facts: Facts, case: Seating) -> Iterator[Fault]:
    """No absence that is sure lies within the seat's time."""
    yield from _absences(facts, case, tentative=False)


@SEATINGS.rule("TENTATIVE", Severity.WISH, say("Nobody is seated while perhaps away"), switchable=True)
def is_surely_free(facts: Facts, case: Seating) -> Iterator[Fault]:
    """No absence that is only marked as possible lies within the seat's time."""
    yield from _absences(facts, case, tentative=True)


def _absences(facts: Facts, case: Seating, *, tentative: bool) -> Iterator[Fault]:
    this = case.this
    for absence in facts.absences_by_volunteer.get(case.volunteer.id, ()):
        if absence.tentative is tentative and absence.interval.overlaps(this.interval):
            mends = [starts_later(absence.ends_at, this)]
            if absence.starts_at > this.interval.start:
                mends.append(ends_earlier(absence.starts_at, this))
            yield Fault(_told(case.volunteer, absence, this), tuple(mends))


def _told(person: Volunteer, absence: Absence, this: Commitment) -> Sentence:
    told = {
        "name": person.name,
        "kind": ABSENCES[absence.kind],
        "start": hour(absence.starts_at, this.zone, this.interval.start),
        "end": hour(absence.ends_at, this.zone, this.interval.start),
    }
    if absence.tentative:
        return say("{name}: perhaps {kind} from {start} until {end}.", **told)
    return say("{name}: {kind} from {start} until {end}.", **told)


@SEATINGS.rule("CANNOT", Severity.REASON, say("Nobody is seated where they said that they cannot"), switchable=True)
def did_not_say_no(_: Facts, case: Seating) -> Iterator[Fault]:
    """No part of the seat's time is one for which the volunteer answered 'cannot'."""
    for day, part in _answered(case, Can.CANNOT):
        told = {"name": case.volunteer.name, "day": day, "part": DAY_PARTS[part]}
        yield Fault(say("{name} cannot on {day}, {part}.", **told), _asked_again(case.volunteer, day))


@SEATINGS.rule("UNSURE", Severity.WISH, say("Those who are sure are asked first"), switchable=True)
def is_sure(_: Facts, case: Seating) -> Iterator[Fault]:
    """No part of the seat's time is one for which the volunteer answered 'unsure'."""
    for day, part in _answered(case, Can.UNSURE):
        told = {"name": case.volunteer.name, "day": day, "part": DAY_PARTS[part]}
        yield Fault(say("{name} is unsure about {day}, {part}.", **told), _asked_again(case.volunteer, day))


@SEATINGS.rule("STAND_BY", Severity.WISH, say("Those on stand-by are kept for cover"), switchable=True)
def is_not_kept_for_cover(_: Facts, case: Seating) -> Iterator[Fault]:
    """No part of the seat's time is one for which the volunteer is on stand-by."""
    for day, part in _answered(case, Can.STAND_BY):
        told = {"name": case.volunteer.name, "day": day, "part": DAY_PARTS[part]}
        yield Fault(say("{name} is on stand-by on {day}, {part}.", **told), _asked_again(case.volunteer, day))


def _answered(case: Seating, answer: Can) -> Iterator[tuple[date, DayPart]]:
    cells = {(cell.weekday, cell.part) for cell in case.volunteer.availability if cell.can is answer}
    if cells:
        yield from ((day, part) for day, part in parts_of(case.this) if (day.weekday(), part) in cells)


def _asked_again(person: Volunteer, day: date) -> tuple[Sentence, ...]:
    """Another part of the same day for which the answer was yes, then to ask once more."""
    again = say("Ask {name} again and type the new answer.", name=person.name)
    for cell in person.availability:
        if cell.weekday == day.weekday() and cell.can in _YES:
            part = DAY_PARTS[cell.part]
            return say("Move it to the part of the day when {name} can: {part}.", name=person.name, part=part), again
    return (again,)


_YES = frozenset({Can.CAN, Can.PREFERS})


def parts_of(commitment: Commitment) -> Iterator[tuple[date, DayPart]]:
    """Every part of a day, by the wall clock there, in which some of it lies."""
    start, end = (local(i, commitment.zone) for i in (commitment.interval.start, commitment.interval.end))
    for day in days_of(commitment):
        first = start.hour + start.minute / 60 if day == start.date() else 0
        last = end.hour + end.minute / 60 if day == end.date() else 24
        yield from ((day, part) for part in DayPart if part.hours[0] < last and first < part.hours[1])
