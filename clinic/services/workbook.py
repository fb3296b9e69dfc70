"""The organizers' weekly workbook: volunteers by name, households by case code, nothing else about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from clinic.domain.errors import NotOnFile
from clinic.domain.feeds import DeliveryKind
from clinic.domain.history import Change
from clinic.domain.ids import SiteId
from clinic.domain.outgoing import Book
from clinic.domain.when import Interval, Week, local
from clinic.i18n import _, day, in_language, language, say
from clinic.ports import BookWriter, Outbox, UnitOfWork

from .deliveries import record
from .disclosure import ConsultationRow, RideRow, RosterRow, consultation_rows, ride_rows, roster_rows
from .facts import week_facts
from .workbook_grid import grid
from .workbook_tables import consultation_table, legend, ride_table, roster_table


@dataclass(frozen=True, slots=True)
class WorkbookReport:
    """What was written. `is_new` is False when the file held these very bytes already."""

    file: str
    seats: int
    open_seats: int
    consultations: int
    rides: int
    is_new: bool
    change: Change


def export(
    uow: UnitOfWork,
    writer: BookWriter,
    out: Outbox,
    *,
    week: Week,
    name: str,
    site: SiteId | None = None,
    tongue: str = "",
) -> WorkbookReport:
    """Write the workbook of a week as the file `name`, of one site or (None) of all, in the language `tongue` or ours.

    Raises FileTrouble; then nothing is noted as given.
    """
    planned = _gather(uow, week, site)
    with in_language(tongue or language()):
        book = _book(planned, week)
    is_new = out.put(name, writer.write(book))
    if is_new:
        record(uow, DeliveryKind.WORKBOOK, what=what_of(week, site), fingerprint=planned.fingerprint)
    return WorkbookReport(
        file=name,
        seats=len(planned.seats),
        open_seats=sum(not seat.volunteer for seat in planned.seats),
        consultations=len(planned.meetings),
        rides=len(planned.rides),
        is_new=is_new,
        change=uow.commit(say("Write the workbook of {week}", week=str(week))),
    )


def what_of(week: Week, site: SiteId | None) -> str:
    """What a delivery of this workbook is noted as: the week, and the site when it is of one only."""
    return str(week) if site is None else f"{week} {site}"


def read_what(what: str) -> tuple[Week, SiteId | None]:
    """The week and the site of which `what_of` made a note."""
    week, _space, site = what.partition(" ")
    return Week.parse(week), SiteId(UUID(site)) if site else None


def current_fingerprint(uow: UnitOfWork, *, week: Week, site: SiteId | None) -> str:
    """What the workbook's fingerprint would be if it were written now, in whatever language."""
    return _gather(uow, week, site).fingerprint


@dataclass(frozen=True, slots=True)
class _Planned:
    """Everything that a workbook tells, before it is put into words."""

    clinic: str
    city: str
    made_on: date
    seats: tuple[RosterRow, ...]
    meetings: tuple[ConsultationRow, ...]
    rides: tuple[RideRow, ...]

    @property
    def fingerprint(self) -> str:
        """A digest of what is told, whatever the day and the language in which it is told."""
        return sha256(repr((self.clinic, self.city, self.seats, self.meetings, self.rides)).encode()).hexdigest()


def _gather(uow: UnitOfWork, week: Week, site: SiteId | None) -> _Planned:
    sites = [uow.sites.get(site)] if site else uow.sites.where()
    if not sites:
        raise NotOnFile(say("There is no site yet. Add the city where the clinic works."))
    spans = [week.interval(place.zone) for place in sites]
    interval = Interval(min(span.start for span in spans), max(span.end for span in spans))
    facts = week_facts(uow, interval, site=site)
    return _Planned(
        clinic=uow.clinic().name,
        city=", ".join(place.city for place in sites),
        made_on=local(uow.now(), sites[0].zone).date(),
        seats=tuple(roster_rows(facts, interval, site)),
        meetings=tuple(consultation_rows(facts, interval, site)),
        rides=tuple(ride_rows(facts, interval, site)),
    )


def _book(planned: _Planned, week: Week) -> Book:
    gap = _("OPEN")
    footer = say(
        "Disclosure level: organizers. Households by case code only. Made on {day}.",
        day=day(planned.made_on, year=True),
    )
    title = say("{clinic} – {city} – week {week}", clinic=planned.clinic, city=planned.city, week=str(week))
    return Book(
        title=str(title),
        grid_title=str(say("Week {week}", week=str(week))),
        corner=_("Place and work"),
        days=tuple(day(on) for on in week.days),
        grid=grid(planned.seats, week, gap),
        tables=(roster_table(planned.seats, gap), consultation_table(planned.meetings), ride_table(planned.rides)),
        legend_title=_("Legend"),
        legend=legend(gap),
        footer=str(footer),
        page=_("Page"),
        made_on=planned.made_on,
    )
