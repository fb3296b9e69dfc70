"""A row of history before and after, in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from clinic.domain import words
from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.hearings import AbsenceReason, HearingEnd, HearingKind, TimeSource
from clinic.domain.history import RowChange
from clinic.domain.households import DeadlineKind, PaperKind
from clinic.domain.notices import NoticeRule, NoticeState
from clinic.domain.people import AbsenceKind, Can, CredentialKind, DayPart, Level, Role
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Answer, SessionKind, SessionStatus
from clinic.domain.trips import CheckInKind, Leg, StopKind, TripStatus, VehicleKind
from clinic.domain.when import local
from clinic.i18n import Sentence, listing, plain, say
from clinic.ports import UnitOfWork
from clinic.rules import judge

from .field_words import FIELDS, HIDDEN, KINDS, NOUNS, SILENT
from .labels import session_name
from .views.diary import FieldLine

NOTHING = plain("–")
_EMPTY: tuple[Any, ...] = (None, "", [], False)
#: More values than this in one field are counted, not told.
TOLD_SINGLY = 6
#: Fields that hold codes of languages, of which kinds of row.
LANGUAGE_FIELDS = {
    "languages": frozenset({"household", "person", "seat"}),
    "language": frozenset({"consultation"}),
    "source": frozenset({"seat"}),
    "target": frozenset({"seat"}),
}

ENUMS: dict[type[Enum], Mapping[Any, Sentence]] = {
    Role: words.ROLES,
    AbsenceKind: words.ABSENCES,
    PlaceKind: words.PLACES,
    SessionKind: words.SESSIONS,
    SessionStatus: words.STATUSES,
    Answer: words.ANSWERS,
    ConsultationKind: words.CONSULTATIONS,
    Outcome: words.OUTCOMES,
    HearingKind: words.HEARINGS,
    TimeSource: words.TIME_SOURCES,
    HearingEnd: words.HEARING_ENDS,
    AbsenceReason: words.ABSENCE_REASONS,
    NoticeRule: words.NOTICE_RULES,
    NoticeState: words.NOTICE_STATES,
    VehicleKind: words.VEHICLES,
    Leg: words.LEGS,
    TripStatus: {TripStatus(status.value): word for status, word in words.STATUSES.items()},
    StopKind: words.STOPS,
    CheckInKind: words.CHECK_INS,
    CredentialKind: words.CREDENTIALS,
    PaperKind: words.PAPERS,
    DeadlineKind: words.DEADLINES,
    DayPart: words.DAY_PARTS,
    Can: words.CAN,
    Level: words.LEVELS,
}


def rule_title(code: str) -> Sentence:
    """What a rule is called; the code itself for one that a newer version no longer has."""
    for book in (judge.SEATINGS, judge.TRIPS, judge.RIDINGS, judge.BOOKINGS):
        if rule := book.rules.get(code):
            return rule.title
    return plain(code)


def different(change: RowChange) -> Iterator[str]:
    """Fields that are different after, in the order in which the noun names them."""
    before, after = change.before or {}, change.after or {}
    for name in {**before, **after}:
        if name not in SILENT and name in FIELDS and before.get(name) != after.get(name):
            yield name


@cache
def _hints(kind: str) -> Mapping[str, Any]:
    return get_type_hints(NOUNS[kind])


class Reader:
    """Puts plain values of history into words; ids by what they name now, as far as that is still on file."""

    def __init__(self, uow: UnitOfWork, zone_name: str) -> None:
        self.uow = uow
        self.zone = zone_name

    def lines(self, change: RowChange) -> Iterator[FieldLine]:
        """What is different in one row. A new row tells only what was filled in."""
        if change.kind not in NOUNS:
            return
        row = self._row(change)
        for name in different(change):
            before, after = (self._value(change.kind, name, values) for values in (change.before, change.after))
            if (change.kind, name) in HIDDEN:
                before, after = NOTHING, say("changed")
            told = say("changed") if str(before) == str(after) else after
            yield FieldLine(change.kind, change.row_id, row, FIELDS[name], before, told)

    def _row(self, change: RowChange) -> Sentence:
        """'seat: attorney', 'household: K7-RM4': by the field that people know the row by."""
        values = change.after or change.before or {}
        for name in ("code", "name", "label", "title", "city", "role", "volunteer_id", "household_id", "kind", "what"):
            if values.get(name) and (change.kind, name) not in HIDDEN and name in _hints(change.kind):
                return say("{kind}: {name}", kind=KINDS[change.kind], name=self._value(change.kind, name, values))
        return KINDS[change.kind]

    def _value(self, kind: str, name: str, values: Mapping[str, Any] | None) -> Sentence:
        value = (values or {}).get(name)
        if value is None or value in ("", []):
            return NOTHING
        if name == "overridden":
            return listing([rule_title(code) for code in value])
        if name in ("languages", "language", "source", "target") and kind in (
            "household",
            "person",
            "seat",
            "consultation",
        ):
            return words.language_list(tuple(value)) if isinstance(value, list) else words.language_name(value)
        return self._by_hint(_hints(kind).get(name, str), value)

    def _by_hint(self, hint: Any, value: Any) -> Sentence:
        if get_origin(hint) in (Union, UnionType):
            hint = next(part for part in get_args(hint) if part is not NoneType)
        if get_origin(hint) is tuple:
            return self._several(get_args(hint)[0], value)
        bare = getattr(hint, "__supertype__", hint)
        if bare is UUID:
            return self._named(hint.__name__, UUID(value))
        if bare is bool:
            return say("yes") if value else say("no")
        if bare in (date, time):
            return say("{value}", value=bare.fromisoformat(value))
        if bare is datetime:
            return say("{value}", value=local(datetime.fromisoformat(value), self.zone))
        if isinstance(bare, type) and issubclass(bare, Enum):
            return ENUMS[bare][bare(value)]
        return self._record(bare, value) if dataclasses.is_dataclass(bare) else plain(str(value))

    def _record(self, noun: Any, values: Mapping[str, Any]) -> Sentence:
        """A value of several parts: those that are filled in, one after the other ('bar licence CA 2026-07-15')."""
        hints = get_type_hints(noun)
        parts = [self._by_hint(hints[name], v) for name, v in values.items() if name in hints and v not in _EMPTY]
        if not parts:
            return NOTHING
        if len(parts) > TOLD_SINGLY:
            return say("{n} of them", n=len(parts))
        return Sentence(" ".join(f"{{p{i}}}" for i in range(len(parts))), {f"p{i}": p for i, p in enumerate(parts)})

    def _several(self, hint: Any, values: list[Any]) -> Sentence:
        bare = getattr(hint, "__supertype__", hint)
        if len(values) > TOLD_SINGLY or bare is UUID:
            return say("{n} of them", n=len(values))
        return listing([self._by_hint(hint, value) for value in values])

    def _named(self, kind: str, row_id: UUID) -> Sentence:
        """The row that an id names: by name, label or code; '–' when it is gone."""
        uow = self.uow
        if found := uow.volunteers.find(row_id) if kind == "VolunteerId" else None:
            return plain(found.name)
        if household := uow.households.find(row_id) if kind == "HouseholdId" else None:
            return plain(household.code)
        if hearing := uow.hearings.find(row_id) if kind == "HearingId" else None:
            return self._named("HouseholdId", hearing.household_id)
        if session := uow.sessions.find(row_id) if kind == "SessionId" else None:
            return say("{session}, {start}", session=session_name(session), start=local(session.starts_at, self.zone))
        return self._labelled(kind, row_id)

    def _labelled(self, kind: str, row_id: UUID) -> Sentence:
        uow = self.uow
        repositories: dict[str, Any] = {
            "PlaceId": uow.places,
            "TripId": uow.trips,
            "VehicleId": uow.vehicles,
            "TemplateId": uow.templates,
        }
        if kind == "SiteId":
            site = uow.sites.find(row_id)
            return plain(site.city) if site else NOTHING
        row = repositories[kind].find(row_id) if kind in repositories else None
        return plain(row.label) if row else NOTHING
