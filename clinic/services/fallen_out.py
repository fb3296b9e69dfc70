"""Meetings that cannot be held because somebody of their team falls out: who is met there, and when else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.consultations import Consultation, ConsultationKind, Outcome, Slot
from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.services.views.closing import OfferLine, Tell

from . import people, waiting_list
from .closing_told import Told
from .reoffering import reoffer


@dataclass(frozen=True, slots=True)
class OfferedAnew:
    """Another time for each household, by urgency, or why there is none; and who must be told what."""

    offers: tuple[OfferLine, ...]
    tell: tuple[Tell, ...]
    change: Change


def met_in(uow: UnitOfWork, seat: SeatId) -> tuple[Sentence, ...]:
    """Who is still to be met in a seat: 'K7-RM4: consultation, Tue 14 July 13:00', earliest first."""
    row = uow.seats.get(seat)
    if row.session_id is None:
        return ()
    zone = uow.places.get(uow.sessions.get(row.session_id).place_id).zone
    coming = list(_to_come(uow, {seat}))
    codes = {one.id: one.code for one in uow.households.where(id={row.household_id for _slot, row in coming})}
    return tuple(
        say(
            "{code}: {kind}, {start}",
            code=codes[one.household_id],
            kind=CONSULTATIONS[slot.kind],
            start=local(slot.starts_at, zone),
        )
        for slot, one in coming
    )


def offer_anew(uow: UnitOfWork, *, volunteer: VolunteerId, starts_at: datetime, ends_at: datetime) -> OfferedAnew:
    """Call off every meeting in the seats of somebody between two instants and book each at another time, as one step.

    The most urgent comes first, among the times that no rule speaks against; who finds none waits, and it is told why.
    A seat that somebody else has taken over is no longer theirs, so its meetings stay; so does a charla which others of
    its team can still give. Raises Refused unless it is noted that the person is away: the same times would be offered.
    """
    person, told = uow.volunteers.get(volunteer), Told(uow)
    touched = people.seats_touched(uow, volunteer=volunteer, starts_at=starts_at, ends_at=ends_at)
    coming = _to_come(uow, {seat.seat_id for seat in touched})
    fallen = [each for each in coming if each[0].starts_at < ends_at and not _goes_on(uow, each[0], volunteer)]
    _check_away(uow, person, [slot for slot, _row in fallen])
    for slot, row in fallen:
        row.outcome = Outcome.CANCELLED
        waiting_list.wait_again(uow, row, slot)
        _tell_mates(uow, slot, volunteer, told)
    offers: tuple[OfferLine, ...] = ()
    if fallen:
        site = uow.sites.get(uow.sessions.get(fallen[0][0].session_id).site_id)
        offers = reoffer(uow, fallen, site=site.id, first=local(starts_at, site.zone).date())
    for offer in offers:
        told.household(offer.household_id, offer.words)
    label = say_n(
        "{name} falls out: {n} household offered another time",
        "{name} falls out: {n} households offered another time",
        len(offers),
        name=person.name,
    )
    return OfferedAnew(offers, told.lines(), uow.commit(label))


def stands(uow: UnitOfWork, found: OfferedAnew) -> bool:
    """Whether the meetings are still called off; False when the step was undone."""
    touched = {row_id for kind, row_id in found.change.touched if kind == "consultation"}
    return bool(touched) and uow.consultations.count(id=touched, outcome=Outcome.CANCELLED) > 0


def _to_come(uow: UnitOfWork, seats: set[SeatId]) -> Iterator[tuple[Slot, Consultation]]:
    """Meetings in some seats that are booked and still to come, earliest first."""
    rows = {row.id: row for row in uow.seats.where(id=seats)} if seats else {}
    sessions = {row.session_id for row in rows.values() if row.session_id is not None}
    slots = uow.slots.where(session_id=sessions) if sessions else []
    near = {slot.id: slot for slot in slots if seats & set(slot.seat_ids) and slot.starts_at >= uow.now()}
    booked = uow.consultations.where(slot_id=set(near), outcome=Outcome.BOOKED) if near else []
    yield from sorted(((near[row.slot_id], row) for row in booked), key=lambda each: each[0].starts_at)


def _check_away(uow: UnitOfWork, person: Volunteer, slots: Iterable[Slot]) -> None:
    absences = [row.interval for row in uow.absences.where(volunteer_id=person.id, tentative=False)]
    if not all(any(away.overlaps(slot.interval) for away in absences) for slot in slots):
        raise Refused(
            say("Note first that {name} is away then, or the same times are offered again.", name=person.name)
        )


def _goes_on(uow: UnitOfWork, slot: Slot, gone: VolunteerId) -> bool:
    """Whether a charla still has somebody of its team; a meeting with a lawyer needs all of them."""
    if slot.kind is not ConsultationKind.CHARLA:
        return False
    return any(seat.volunteer_id not in (None, gone) for seat in uow.seats.where(id=set(slot.seat_ids)))


def _tell_mates(uow: UnitOfWork, slot: Slot, gone: VolunteerId, told: Told) -> None:
    """The others of a team hear that the meeting does not take place."""
    zone = uow.places.get(uow.sessions.get(slot.session_id).place_id).zone
    what = say("{kind}, {start}: does not take place", kind=CONSULTATIONS[slot.kind], start=local(slot.starts_at, zone))
    for seat in uow.seats.where(id=set(slot.seat_ids)):
        if seat.volunteer_id not in (None, gone):
            told.volunteer(seat.volunteer_id, what)
