"""Compares one record of a list of hearings with one person, household and hearing on file; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from clinic.domain.hearings import Hearing, HearingKind, TimeSource
from clinic.domain.households import Household, Person
from clinic.domain.notices import NoticeMove
from clinic.domain.words import HEARINGS, TIME_SOURCES, language_list
from clinic.i18n import Sentence, plain, say

from .model import Doing, HearingRecord

_FIELDS = {
    "age": say("age"),
    "name": say("name"),
    "a_number": say("A-number"),
    "shelter": say("shelter"),
    "languages": say("languages"),
    "hearing_time": say("hearing time"),
    "report_time": say("report time"),
    "kind": say("kind"),
    "court": say("court"),
    "note": say("note"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What a list would change in one row on file."""

    row: Household | Person | Hearing
    attribute: str
    before: Any
    after: Any

    def in_words(self) -> Sentence | None:
        """The difference for people; None for what only goes along with another."""
        field = _FIELDS.get(self.attribute)
        return field and say(
            "{field}: {before} → {after}", field=field, before=_shown(self.before), after=_shown(self.after)
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a record belongs: what is on file of it, what would change there, or why it needs a question."""

    household: Household | None = None
    person: Person | None = None
    hearing: Hearing | None = None
    changes: tuple[Difference, ...] = ()
    doubt: Sentence | None = None
    moves: bool = False

    @property
    def doing(self) -> Doing:
        """What would be done."""
        if self.doubt:
            return Doing.ASK
        if self.household is None or self.person is None or self.hearing is None:
            return Doing.ADD
        joins = self.person.id not in self.hearing.person_ids
        return Doing.ADD if joins else Doing.CHANGE if self.changes else Doing.SAME


def person_among(persons: Sequence[Person], record: HearingRecord) -> Person | None:
    """The person of a household whom a record means: by A-number, by name, else by place in the household."""
    for attribute in ("a_number", "name"):
        wanted = getattr(record, attribute)
        found = next((person for person in persons if wanted and getattr(person, attribute) == wanted), None)
        if found:
            return found
    return next((person for person in persons if person.position == record.position), None)


def hearing_among(hearings: Sequence[Hearing], record: HearingRecord, person: Person | None) -> Hearing | None:
    """The hearing on that day which the person has, or which others of the household have at the same hour."""
    that_day = [hearing for hearing in hearings if hearing.hearing_on == record.hearing_on]
    own = next((hearing for hearing in that_day if person and person.id in hearing.person_ids), None)
    return own or next((h for h in that_day if None in (h.hearing_time, record.hearing_time) or
                        h.hearing_time == record.hearing_time), None)  # fmt: skip


def person_differences(record: HearingRecord, person: Person) -> Iterable[Difference]:
    """What a record says otherwise about a person."""
    for attribute in ("age", "name", "a_number"):
        ours, theirs = getattr(person, attribute), getattr(record, attribute)
        if theirs not in (None, "", ours):
            yield Difference(person, attribute, ours, theirs)


def hearing_differences(record: HearingRecord, hearing: Hearing) -> Iterable[Difference]:
    """What a record says otherwise about a hearing; a proposed report time never replaces a known one."""
    for attribute in ("hearing_time", "kind", "court"):
        ours, theirs = getattr(hearing, attribute), getattr(record, attribute)
        if theirs not in (None, "", ours):
            yield Difference(hearing, attribute, ours, theirs)
    if record.hearing_time not in (None, hearing.hearing_time) and hearing.report_source is TimeSource.TYPED:
        # A typed report time does not follow the hearing; unless the list gives one, it must be confirmed.
        yield Difference(hearing, "report_source", hearing.report_source, TimeSource.NOT_CONFIRMED)
    typed = record.report_source is TimeSource.TYPED and hearing.report_time != record.report_time
    known = hearing.report_source is not TimeSource.UNKNOWN
    if typed or (record.report_time and not known):
        for attribute in ("report_time", "report_on", "report_source"):
            yield Difference(hearing, attribute, getattr(hearing, attribute), getattr(record, attribute))


def move_to(hearing: Hearing, record: HearingRecord) -> NoticeMove:
    """The move of a hearing to the day of a record, with the times that were typed there."""
    report = record.report_time if record.report_source is TimeSource.TYPED else None
    return NoticeMove(hearing.id, record.hearing_on, record.hearing_time, report)


def _shown(value: Any) -> Any:
    if isinstance(value, HearingKind):
        return HEARINGS[value]
    if isinstance(value, tuple):
        return language_list(value)
    return "–" if value in (None, "") else value


def describe(record: HearingRecord) -> tuple[Sentence, ...]:
    """A record for people, in short parts."""
    found = [
        HEARINGS[record.kind or HearingKind.MASTER],
        say("on {day}", day=record.hearing_on),
        say("at {time}", time=record.hearing_time) if record.hearing_time else None,
        say("report {time}, {source}", time=record.report_time, source=TIME_SOURCES[record.report_source])
        if record.report_time
        else None,
        language_list(record.languages) if record.languages else None,
        plain(record.shelter) if record.shelter else None,
    ]
    return tuple(sentence for sentence in found if sentence)
