"""Acting on a real store in tests: rows made by hand, services called each in a unit of work of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from clinic.domain.history import Change
from clinic.i18n import say
from clinic.ports import Store, UnitOfWork


class Acting:
    """Something with a `store` on which tests act."""

    store: Store

    @contextmanager
    def scene(self) -> Iterator[UnitOfWork]:
        """Rows made by hand, kept at the end."""
        with self.store.work("tests") as uow:
            yield uow
            uow.commit(say("Set the scene"))

    def do(self, verb: Callable[..., Change], **wanted: Any) -> Change:
        """One service call in a unit of work of its own."""
        with self.store.work("Maria") as uow:
            return verb(uow, **wanted)

    def ask(self, query: Callable[..., Any], **wanted: Any) -> Any:
        """One query in a unit of work that only reads."""
        with self.store.read() as uow:
            return query(uow, **wanted)
