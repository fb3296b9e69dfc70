"""What every repository can do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from clinic.domain.errors import NotOnFile
from clinic.i18n import say

T = TypeVar("T")

#: Values a query: a longer 'one of these' is asked in parts.
CHUNK = 1_000


class Rows(Generic[T]):
    """All rows of one noun, see `clinic.ports.Repository`."""

    def __init__(self, session: Session, noun: type[T]) -> None:
        self.session = session
        self.noun: Any = noun

    def get(self, row_id: UUID) -> T:
        """The row with this id. Raises NotOnFile."""
        found = self.find(row_id)
        if found is None:
            raise NotOnFile(say("What you asked for is no longer in the file. Look at the list again and choose anew."))
        return found

    def find(self, row_id: UUID | None) -> T | None:
        """The row with this id, or None."""
        if row_id is None:
            return None
        if self.session.deleted:
            self.session.flush()
        found: T | None = self.session.get(self.noun, row_id)
        return found

    def where(self, **wanted: Any) -> list[T]:
        """Rows whose attributes equal what is wanted, in order of age."""
        return self._ask(wanted, (), (self.noun.made,))

    def count(self, **wanted: Any) -> int:
        """How many rows `where` would give."""
        return sum(
            self.session.scalar(sa.select(sa.func.count()).select_from(self.noun).where(*conditions)) or 0
            for conditions in self._conditions(wanted)
        )

    def add(self, row: T) -> T:
        """Take a new row in, and give it back."""
        self.session.add(row)
        return row

    def remove(self, row: T) -> None:
        """Take a row away."""
        if row in self.session.new:
            self.session.expunge(row)
        else:
            self.session.delete(row)

    def _ask(self, wanted: dict[str, Any], more: Sequence[Any], order: Sequence[Any]) -> list[T]:
        """Rows by equality and by `more` conditions. Long lists are asked in parts and put in order afterwards."""
        parts = list(self._conditions(wanted))
        found: list[T] = []
        for conditions in parts:
            found += self.session.scalars(sa.select(self.noun).where(*conditions, *more).order_by(*order))
        if len(parts) > 1:
            names = [column.key for column in order]
            found.sort(key=lambda row: [getattr(row, name) for name in names])
        return found

    def _conditions(self, wanted: dict[str, Any]) -> Iterator[list[Any]]:
        """One list of conditions a query: the longest 'one of these' is cut into parts."""
        values = {name: _unique(value) for name, value in wanted.items()}
        longest = max(values, key=lambda name: len(values[name] or ()), default=None)
        chunks: Sequence[Any] = [None]
        if longest is not None and len(values[longest] or ()) > CHUNK:
            every = values.pop(longest) or []
            chunks = [every[start : start + CHUNK] for start in range(0, len(every), CHUNK)]
        fixed = [self._is(name, wanted[name], value) for name, value in values.items()]
        for chunk in chunks:
            yield fixed if chunk is None else [*fixed, self._is(str(longest), None, chunk)]

    def _is(self, name: str, value: Any, several: list[Any] | None) -> Any:
        column = getattr(self.noun, name)
        if several is None:
            return column == value
        some = column.in_([one for one in several if one is not None])
        return sa.or_(some, column.is_(None)) if None in several else some


def _unique(value: Any) -> list[Any] | None:
    """The values of a 'one of these', each once; None when `value` is one value."""
    return list(dict.fromkeys(value)) if isinstance(value, (AbstractSet, list, tuple)) else None
