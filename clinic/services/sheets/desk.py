"""What all sheets have in common: whose day it is, which copy this is, in which language it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clinic.domain.day_sheets import Block, Copy, DaySheet, SheetKind
from clinic.domain.places import Site
from clinic.domain.when import local
from clinic.i18n import day, in_language, language, say
from clinic.ports import UnitOfWork

from .copies import Copies, key

#: What people at a door read.
DOOR_LANGUAGE = "es"


@dataclass(frozen=True)
class Desk:
    """A day at a site, and the copies on paper that are out.

    `tongue` '' is each reader's own language; `ours` is the language of whoever prints.
    """

    uow: UnitOfWork
    site: Site
    on: date
    now: datetime
    copies: Copies
    tongue: str
    ours: str

    def key(self, kind: SheetKind, about: object) -> str:
        """What a sheet of the day is noted as."""
        return key(kind, about, self.on)

    def sheet(
        self, kind: SheetKind, key_: str, fingerprint: str, *, name: object, blocks: tuple[Block, ...], **told: Any
    ) -> DaySheet:
        """A sheet in the language of the moment, listed by its `name` in ours; the rest is the same on every sheet."""
        state = self.copies.state(key_, fingerprint)
        with in_language(self.ours):
            listed = str(name)
        return DaySheet(
            kind=kind,
            key=key_,
            site_id=self.site.id,
            day=self.on,
            name=listed,
            corner=tuple(self._corner(key_, state)),
            blocks=blocks,
            language=language(),
            fingerprint=fingerprint,
            copy=state,
            **{"subtitle": f"{day(self.on, year=True)} · {self.site.city}", **told},
        )

    def _corner(self, key_: str, state: Copy) -> Iterator[str]:
        """Which copy this is, when it was made, and which one it replaces."""
        given, zone = self.copies.of(key_), self.site.zone
        yield str(say("copy {n}", n=len(given) + 1))
        yield str(say("made {moment}", moment=local(self.now, zone)))
        if state is Copy.OLD:
            yield str(say("replaces the copy of {moment}", moment=local(given[-1].given_at, zone)))
        elif state is Copy.CURRENT:
            yield str(say("same as the copy of {moment}", moment=local(given[-1].given_at, zone)))
