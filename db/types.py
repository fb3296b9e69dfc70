"""Column types of our own, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from .codec import codec, to_text

#: How many ids and instants that were read are kept: a week of the largest clinic names some 10,000.
READ = 16_384


@lru_cache(maxsize=READ)
def _id(text: str | None) -> UUID | None:
    """Each id once: making one costs more than everything else that is done with a column."""
    return None if text is None else UUID(text)


class Id(sa.Uuid[UUID]):
    """An id. Equal ids that were read are the same object, which is found faster in every table."""

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], Any] | None:
        """Text is read where the database itself knows no ids."""
        return None if dialect.supports_native_uuid else _id


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. Refuses naive values, which SQLite would keep as if they were UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a zone was about to be kept")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """What was read once is not read again: a week's rows begin and end at a few hundred instants."""
        read = super().result_processor(dialect, coltype)
        return None if read is None else lru_cache(maxsize=READ)(read)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Plain(TypeDecorator[Any]):
    """Tuples and frozen dataclasses as JSON text in one column.

    The values never change, so equal texts give the same object: a thousand volunteers with one set of limits share it.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, hint: Any) -> None:
        super().__init__()
        self.hint = hint
        self._dump = codec(hint).dump
        load = codec(hint).load
        self._load: Callable[[str], Any] = lru_cache(maxsize=4096)(lambda text: load(json.loads(text)))

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else to_text(self._dump(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else self._load(value)


def choice(kind: type[Enum], name: str) -> TypeEngine[Any]:
    """An enum by its value, with a CHECK called by the column's name."""
    return sa.Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name,
    )
