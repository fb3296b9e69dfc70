"""All sheets of a day, in their readers' languages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial

from clinic.domain.day_sheets import HEARING_DAY, DaySheet, SheetKind
from clinic.domain.ids import SiteId
from clinic.i18n import _, in_language, language, say
from clinic.i18n import day as day_words
from clinic.ports import UnitOfWork
from clinic.services import slips
from clinic.services.day_book import DayBook
from clinic.services.day_facts import meetings_facts

from . import handover_words, list_words, lists, slip_words
from .copies import Copies, fingerprint_of, key, slip_key
from .crew import slips as slips_of
from .cutting import Cutter
from .desk import DOOR_LANGUAGE, Desk
from .handover import HandOver, hand_over
from .levels import DriverSlip, EscortSlip
from .overview_sheet import overview_sheet
from .sessions import SessionSheets

Makers = dict[SheetKind, Callable[[], Iterator[DaySheet]]]
ALL = tuple(SheetKind)


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
    desk = Desk(uow, uow.sites.get(site), day, now or uow.now(), Copies(uow), tongue, language())
    makers = _of_rides(desk, kinds) | _of_sessions(desk, kinds)
    makers |= {SheetKind.HANDOVER: partial(_handover, desk), SheetKind.OVERVIEW: partial(overview_sheet, desk)}
    return tuple(sheet for kind in SheetKind if kind in kinds for sheet in makers[kind]())


def handover(uow: UnitOfWork, *, site: SiteId, day: date, now: datetime | None = None) -> HandOver:
    """What stands on the hand-over sheet, for machines."""
    return hand_over(Desk(uow, uow.sites.get(site), day, now or uow.now(), Copies(uow), "", language()))


def _of_rides(desk: Desk, kinds: Collection[SheetKind]) -> Makers:
    if not set(kinds) & set(HEARING_DAY):
        return {}
    book = DayBook.open(desk.uow, site=desk.site.id, day=desk.on, now=desk.now)
    maker = _RideSheets(desk, Cutter(desk.uow, book, desk.uow.clinic().keeps_names))
    return {
        SheetKind.BOARD: maker.board,
        SheetKind.DRIVER: lambda: maker.slips(SheetKind.DRIVER),
        SheetKind.ESCORT: lambda: maker.slips(SheetKind.ESCORT),
        SheetKind.DOOR: maker.doors,
        SheetKind.PORT: maker.ports,
        SheetKind.RETURNS: maker.returns,
    }


def _handover(desk: Desk) -> Iterator[DaySheet]:
    """What the next team must know; nothing where nothing is open."""
    found = hand_over(desk)
    if found.is_empty:
        return
    with in_language(desk.tongue or language()):
        yield desk.sheet(
            SheetKind.HANDOVER,
            desk.key(SheetKind.HANDOVER, desk.site.id),
            fingerprint_of(found),
            name=say("Hand-over"),
            mark=_("Hand-over"),
            title=str(say("Hand-over · {city}", city=desk.site.city)),
            subtitle=f"{day_words(desk.on, year=True)} · {handover_words.summary(found)}",
            blocks=handover_words.blocks(found, desk.on),
            foot=_("Codes only. What was typed stays in the file. Tear up when it is done."),
        )


def _of_sessions(desk: Desk, kinds: Collection[SheetKind]) -> Makers:
    if not set(kinds) - {*HEARING_DAY, SheetKind.HANDOVER, SheetKind.OVERVIEW}:
        return {}
    maker = SessionSheets(desk, meetings_facts(desk.uow, site=desk.site.id, day=desk.on))
    return {
        SheetKind.ATTORNEY: maker.attorneys,
        SheetKind.SESSION: maker.doors,
        SheetKind.INTERPRETER: maker.interpreters,
        SheetKind.SIGN_IN: maker.sign_ins,
        SheetKind.APPOINTMENT: maker.appointments,
    }


@dataclass(frozen=True)
class _RideSheets:
    desk: Desk
    cut: Cutter

    @property
    def uow(self) -> UnitOfWork:
        return self.desk.uow

    @property
    def on(self) -> date:
        return self.desk.on

    @property
    def tongue(self) -> str:
        return self.desk.tongue

    @property
    def city(self) -> str:
        return self.desk.site.city

    @property
    def other(self) -> str:
        """The city whose clock stands beside ours where it differs."""
        return self.desk.site.us_city

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
            return self.desk.sheet(
                kind,
                slip_key(slip.trip_id, slip.volunteer_id) if slip.volunteer_id else key(kind, slip.trip_id),
                mark,
                name=say("Slip {trip}, {name}", **told) if first else say("Slip {trip}", **told),
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
                yield self.desk.sheet(
                    SheetKind.DOOR,
                    self.desk.key(SheetKind.DOOR, door.place_id),
                    fingerprint_of(door),
                    name=say("Door, {place}", place=door.place),
                    mark=door.place,
                    title=str(say("Door list · {place}", place=door.place)),
                    blocks=list_words.door(door, self.on, self.other),
                    foot=_("Codes and hours only. Tear up after the day."),
                )

    def ports(self) -> Iterator[DaySheet]:
        """A list a port."""
        for port in lists.ports(self.cut):
            with in_language(self.tongue or language()):
                yield self.desk.sheet(
                    SheetKind.PORT,
                    self.desk.key(SheetKind.PORT, port.place_id),
                    fingerprint_of(port),
                    name=say("Port, {place}", place=port.place),
                    mark=port.place,
                    title=str(say("Port list · {place}", place=port.place)),
                    blocks=list_words.port(port, self.on, self.city),
                    foot=_("Codes only. Tear up after the day."),
                )

    def board(self) -> Iterator[DaySheet]:
        """The day on one sheet."""
        board = lists.board(self.cut)
        if not (board.trips or board.standby or board.overruled):
            return
        with in_language(self.tongue or language()):
            yield self.desk.sheet(
                SheetKind.BOARD,
                self.desk.key(SheetKind.BOARD, self.desk.site.id),
                fingerprint_of(board),
                name=say("Board"),
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
            yield self.desk.sheet(
                SheetKind.RETURNS,
                self.desk.key(SheetKind.RETURNS, self.desk.site.id),
                fingerprint_of(watch),
                name=say("Returns"),
                mark=_("Returns"),
                title=_("Return watch"),
                blocks=list_words.return_watch(watch, self.on, self.city),
                foot=_("Codes only. Tear up when everybody is back."),
            )
