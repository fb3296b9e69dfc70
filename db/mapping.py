"""The nouns of the domain as tables: one table a noun, one column a field, read from the type hints.

The domain knows nothing of this. What the hints cannot say stands here in small tables: which references are held
loosely, what must be unique, what must be true, what is searched.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, get_type_hints
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeEngine

from clinic.domain.consultations import Consultation, FollowUp, Request, Slot
from clinic.domain.feeds import Delivery, FeedEvent
from clinic.domain.hearings import Hearing
from clinic.domain.households import Household, Person
from clinic.domain.names import folded
from clinic.domain.notices import Notice
from clinic.domain.people import Absence, Volunteer
from clinic.domain.places import Place, Site, Travel
from clinic.domain.policy import Clinic
from clinic.domain.sessions import Seat, Session, Template
from clinic.domain.trips import CheckIn, Ride, Stop, Trip, Vehicle

from .codec import Codec, bare, codec, optional
from .types import Id, Instant, Plain, choice

NOUNS: tuple[type[Any], ...] = (
    Clinic, Site, Place, Travel, Volunteer, Absence, Household, Person, Session, Seat, Template, Slot, Consultation,
    Request, FollowUp, Hearing, Notice, Vehicle, Trip, Stop, Ride, CheckIn, FeedEvent, Delivery,
)  # fmt: skip

#: References that outlive what they name: what was once told or given, and where a session came from.
LOOSE = {
    ("feed_event", "volunteer_id"),
    ("feed_event", "seat_id"),
    ("delivery", "volunteer_id"),
    ("session", "template_id"),
}

UNIQUE = {("household", "code"), ("feed_event", "uid")}

#: Columns that are looked up by and are no references: what `during`, `between` and `like` ask.
INDEXED: dict[str, tuple[tuple[str, ...], ...]] = {
    "volunteer": (("sort_name",),),
    "absence": (("ends_at", "starts_at"),),
    "session": (("ends_at", "starts_at"),),
    "seat": (("ends_at", "starts_at"),),
    "slot": (("ends_at", "starts_at"),),
    "trip": (("ends", "begins"),),
    "feed_event": (("ends_at", "starts_at"),),
    "hearing": (("hearing_on",),),
}

#: What must be true of every row, as the domain promises it (name → condition).
TRUE: dict[str, dict[str, str]] = {
    "absence": {"order": "starts_at < ends_at"},
    "session": {
        "order": "starts_at < ends_at",
        "break": "(break_from IS NULL) = (break_until IS NULL)",
    },
    "seat": {
        "order": "starts_at < ends_at",
        "one_home": "(session_id IS NULL) <> (trip_id IS NULL)",
        "minutes": "minutes > 0",
    },
    "slot": {"order": "starts_at < ends_at", "capacity": "capacity >= 1", "heads": "heads >= 0"},
    "request": {"pair": "(other_id IS NULL) = (sitting = 0)"},
    "travel": {"minutes": "minutes >= 0"},
    "person": {"age": "age >= 0"},
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A column worked out from the other fields whenever the row is written, so that the database can search by it."""

    name: str
    type: TypeEngine[Any]
    reckon: Callable[[Any], Any]


def _begins(trip: Trip) -> datetime | None:
    return trip.departs_at or trip.standby_from or trip.report_at


def _ends(trip: Trip) -> datetime | None:
    return trip.arrives_at or trip.standby_until or trip.report_at


def _household_words(household: Household) -> str:
    return folded(f"{household.code} {household.code.replace('-', '')} {household.reference}")


KEPT: dict[type[Any], tuple[Kept, ...]] = {
    Volunteer: (Kept("sort_name", sa.Text(), lambda row: folded(row.name)),),
    Place: (Kept("folded", sa.Text(), lambda row: folded(row.label)),),
    Household: (Kept("folded", sa.Text(), _household_words),),
    Trip: (Kept("begins", Instant(), _begins), Kept("ends", Instant(), _ends)),
}

_SIMPLE: Mapping[Any, Callable[[], TypeEngine[Any]]] = {
    str: sa.Text,
    int: sa.Integer,
    float: sa.Float,
    bool: sa.Boolean,
    UUID: Id,
    datetime: Instant,
    date: sa.Date,
    time: sa.Time,
}

mapper_registry = registry(
    metadata=sa.MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
)
metadata = mapper_registry.metadata


def kind_of(noun: type[Any]) -> str:
    """The noun's word in history, in `Change.touched` and as a table: FollowUp → 'follow_up'."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", noun.__name__).lower()


def _reference(kind: str, name: str, hint: Any) -> list[sa.ForeignKey]:
    """The foreign key that an id type stands for: PlaceId → place.id. Checked at the commit, so that order is free."""
    word = getattr(hint, "__name__", "")
    if name == "id" or bare(hint) is not UUID or (kind, name) in LOOSE:
        return []
    target = re.sub(r"(?<!^)(?=[A-Z])", "_", word.removesuffix("Id")).lower()
    return [sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")]


def _type(name: str, hint: Any) -> TypeEngine[Any]:
    plain = bare(hint)
    if plain in _SIMPLE:
        return _SIMPLE[plain]()
    if isinstance(plain, type) and issubclass(plain, Enum):
        return choice(plain, name)
    return Plain(hint)


def _column(kind: str, name: str, hint: Any) -> sa.Column[Any]:
    inner, may_be_none = optional(hint)
    return sa.Column(
        name,
        _type(name, inner),
        *_reference(kind, name, inner),
        primary_key=name == "id",
        nullable=may_be_none,
        index=bare(inner) is UUID and name != "id",
        unique=(kind, name) in UNIQUE or None,
    )


def _table(noun: type[Any]) -> sa.Table:
    """The table of a noun. `made` is the row's age: which entry of history made it, and its place therein."""
    kind = kind_of(noun)
    hints = get_type_hints(noun)
    fields = [field.name for field in dataclasses.fields(noun)]
    columns = [_column(kind, name, hints[name]) for name in fields]
    extra = [sa.Column(kept.name, kept.type) for kept in KEPT.get(noun, ()) if kept.name not in fields]
    made = sa.Column("made", sa.BigInteger, nullable=False)
    checks = [sa.CheckConstraint(condition, name=name) for name, condition in TRUE.get(kind, {}).items()]
    indexes = [sa.Index(None, *names) for names in INDEXED.get(kind, ())]
    return sa.Table(kind, metadata, *columns, *extra, made, *checks, *indexes)


for _noun in NOUNS:
    mapper_registry.map_imperatively(_noun, _table(_noun))

BY_KIND: dict[str, type[Any]] = {kind_of(noun): noun for noun in NOUNS}

_codecs: dict[type[Any], dict[str, Codec]] = {}


def codecs_of(noun: type[Any]) -> dict[str, Codec]:
    """Field → how history writes it. `made` too, so that what undo brings back keeps its place in every list."""
    if noun not in _codecs:
        hints = get_type_hints(noun)
        fields = {field.name: codec(hints[field.name]) for field in dataclasses.fields(noun)}
        _codecs[noun] = {**fields, "made": codec(int)}
    return _codecs[noun]


# History is written row by row past the mapper and only ever added to.
entry_table = sa.Table(
    "entry",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("undoes", sa.Uuid, sa.ForeignKey("entry.id"), index=True),
    sa.Column("kinds", sa.Text, nullable=False),
)
line_table = sa.Table(
    "entry_line",
    metadata,
    sa.Column("entry_id", sa.Uuid, sa.ForeignKey("entry.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("row_id", sa.Uuid, nullable=False, index=True),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
)
