"""All sheets of a day, in their readers' languages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from clinic.domain.day_sheets import Block, Copy, DaySheet, SheetKind
from clinic.domain.ids import PlaceId, SiteId
from clinic.domain.when import local
from clinic.i18n import _, day, in_language, language, say
from clinic.ports import UnitOfWork
from clinic.services import slips
from clinic.services.day_book import DayBook

from . import list_words, lists, slip_words
from .copies import Copies, fingerprint_of, key, slip_key
from .crew import slips as slips_of
from .cutting import Cutter
from .levels import DriverSlip, EscortSlip

ALL = tuple(SheetKind)
#: What people at a shelter's door read.
DOOR_LANGUAGE = "es"


def day_sheets(
    uow: UnitOfWork,
    *,
    site: SiteId,
    day: date,
    kinds: Collection[SheetKind] = ALL,
    tongue: str = "",
    now: datetime | None = None,
) -> tuple[DaySheet, ...]:
    """The sheets of a day at a site, kind by kind.

    `tongue` '' is each reader's own language: a volunteer's, Spanish at a door, ours for the rest.
    """
    book = DayBook.open(uow, site=site, day=day, now=now)
    maker = _Maker(uow, Cutter(uow, book, uow.clinic().keeps_names), Copies(uow), tongue)
    makers: dict[SheetKind, Callable[[], Iterator[DaySheet]]] = {
        SheetKind.BOARD: maker.board,
        SheetKind.DRIVER: lambda: maker.slips(SheetKind.DRIVER),
        SheetKind.ESCORT: lambda: maker.slips(SheetKind.ESCORT),
        SheetKind.DOOR: maker.doors,
        SheetKind.PORT: maker.ports,
        SheetKind.RETURNS: maker.returns,
    }
    return tuple(sheet for kind in SheetKind if kind in kinds for sheet in makers[kind]())


@dataclass(frozen=True)
class _Maker:
    uow: UnitOfWork
    cut: Cutter
    copies: Copies
    tongue: str

    @property
    def on(self) -> date:
        return self.cut.book.day

    @property
    def city(self) -> str:
        return self.cut.book.site.city

    @property
    def other(self) -> str:
        """The city whose clock stands beside ours where it differs."""
        return self.cut.book.site.us_city

    def slips(self, kind: SheetKind) -> Iterator[DaySheet]:
        """Slips of the drivers, or of the rest of the crews."""
        wanted = DriverSlip if kind is SheetKind.DRIVER else EscortSlip
        for slip, mark in self.crews:
            if isinstance(slip, wanted):
                yield self.slip(kind, slip, mark)

    @cached_property
    def crews(self) -> list[tuple[DriverSlip | EscortSlip, str]]:
        """All slips of the day, each with its trip's fingerprint."""
        return [
            (slip, mark)
            for trip in self.cut.book.trips
            for mark in (slips.fingerprint(self.uow, trip),)
            for slip in slips_of(self.cut, trip)
        ]

    def slip(self, kind: SheetKind, slip: DriverSlip | EscortSlip, mark: str) -> DaySheet:
        reader = self.uow.volunteers.find(slip.volunteer_id)
        with in_language(self.tongue or (reader.feed_language if reader else language())):
            first = slip.name.split()[0] if slip.name else ""
            told = {"trip": slip.trip, "name": first}
            return self.sheet(
                kind,
                slip_key(slip.trip_id, slip.volunteer_id) if slip.volunteer_id else key(kind, slip.trip_id),
                mark,
                name=str(say("Slip {trip}, {name}", **told) if first else say("Slip {trip}", **told)),
                mark=slip.trip,
                title=slip_words.title(slip),
                subtitle=slip_words.subtitle(slip, self.on),
                blocks=slip_words.blocks(slip, self.on),
                foot=slip_words.foot(slip),
                trip_id=slip.trip_id,
                volunteer_id=slip.volunteer_id,
            )

    def doors(self) -> Iterator[DaySheet]:
        """A list a shelter."""
        for door in lists.doors(self.cut):
            with in_language(self.tongue or DOOR_LANGUAGE):
                yield self.sheet(
                    SheetKind.DOOR,
                    self.key(SheetKind.DOOR, door.place_id),
                    fingerprint_of(door),
                    name=str(say("Door, {place}", place=door.place)),
                    mark=door.place,
                    title=str(say("Door list · {place}", place=door.place)),
                    blocks=list_words.door(door, self.on, self.other),
                    foot=_("Codes and hours only. Tear up after the day."),
                )

    def ports(self) -> Iterator[DaySheet]:
        """A list a port."""
        for port in lists.ports(self.cut):
            with in_language(self.tongue or language()):
                yield self.sheet(
                    SheetKind.PORT,
                    self.key(SheetKind.PORT, port.place_id),
                    fingerprint_of(port),
                    name=str(say("Port, {place}", place=port.place)),
                    mark=port.place,
                    title=str(say("Port list · {place}", place=port.place)),
                    blocks=list_words.port(port, self.on, self.city),
                    foot=_("Codes only. Tear up after the day."),
                )

    def board(self) -> Iterator[DaySheet]:
        """The day on one sheet."""
        board = lists.board(self.cut)
        if not board.trips and not board.standby:
            return
        with in_language(self.tongue or language()):
            yield self.sheet(
                SheetKind.BOARD,
                self.key(SheetKind.BOARD, self.cut.book.site.id),
                fingerprint_of(board),
                name=_("Board"),
                mark=_("Board"),
                title=_("Hearing-day board"),
                blocks=list_words.board(board, self.on, self.other, self.city),
                foot=_("For the coordinator. Codes only. Tear up after the day."),
            )

    def returns(self) -> Iterator[DaySheet]:
        """The watch for returns."""
        watch = lists.return_watch(self.cut)
        if not watch.rows and not watch.to_come:
            return
        with in_language(self.tongue or language()):
            yield self.sheet(
                SheetKind.RETURNS,
                self.key(SheetKind.RETURNS, self.cut.book.site.id),
                fingerprint_of(watch),
                name=_("Returns"),
                mark=_("Returns"),
                title=_("Return watch"),
                blocks=list_words.return_watch(watch, self.on, self.city),
                foot=_("Codes only. Tear up when everybody is back."),
            )

    def key(self, kind: SheetKind, about: PlaceId | SiteId) -> str:
        return key(kind, about, self.on)

    def sheet(
        self, kind: SheetKind, key_: str, fingerprint: str, *, blocks: tuple[Block, ...], **told: Any
    ) -> DaySheet:
        """The rest is the same on every sheet."""
        state = self.copies.state(key_, fingerprint)
        return DaySheet(
            kind=kind,
            key=key_,
            site_id=self.cut.book.site.id,
            day=self.on,
            corner=tuple(self._corner(key_, state)),
            blocks=blocks,
            language=language(),
            fingerprint=fingerprint,
            copy=state,
            **{"subtitle": f"{day(self.on, year=True)} · {self.city}", **told},
        )

    def _corner(self, key_: str, state: Copy) -> Iterator[str]:
        """Which copy this is, when it was made, and which one it replaces."""
        given, zone = self.copies.of(key_), self.cut.book.site.zone
        yield str(say("copy {n}", n=len(given) + 1))
        yield str(say("made {moment}", moment=local(self.cut.book.now, zone)))
        if state is Copy.OLD:
            yield str(say("replaces the copy of {moment}", moment=local(given[-1].given_at, zone)))
        elif state is Copy.CURRENT:
            yield str(say("same as the copy of {moment}", moment=local(given[-1].given_at, zone)))
