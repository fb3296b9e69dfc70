"""One household in the order of time: its meetings, its hearings, and what it still waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from clinic.domain.consultations import CanCome, Consultation, Outcome
from clinic.domain.hearings import Hearing
from clinic.domain.ids import HouseholdId
from clinic.domain.when import local
from clinic.domain.words import CONSULTATIONS, HEARINGS, OUTCOMES, language_list, language_name
from clinic.i18n import Sentence, plain, say
from clinic.ports import UnitOfWork
from clinic.rules import wording
from clinic.services.views.consultations_week import HouseholdTimes, Moment, What

NOBODY_MET = frozenset({Outcome.NO_SHOW, Outcome.CANCELLED})


def household_times(uow: UnitOfWork, *, household: HouseholdId) -> HouseholdTimes:
    """Everything of a household that has a day, by the clock of where it is."""
    row = uow.households.get(household)
    persons = uow.persons.where(household_id=household)
    today = local(uow.now(), uow.sites.get(row.site_id).zone).date()
    moments = sorted([*_meetings(uow, household), *_hearings(uow, household)], key=_order)
    return HouseholdTimes(
        household_id=household,
        code=row.code,
        adults=sum(not person.is_child for person in persons),
        children=sum(person.is_child for person in persons),
        languages=language_list(row.languages),
        before=tuple(one for one in moments if one.on < today),
        ahead=tuple(one for one in moments if one.on >= today),
        waits=tuple(_waits(uow, household)),
    )


def _order(one: Moment) -> tuple[date, time]:
    return one.on, one.starts.time() if one.starts is not None else time.min


def _meetings(uow: UnitOfWork, household: HouseholdId) -> Iterator[Moment]:
    for row in uow.consultations.where(household_id=household):
        slot = uow.slots.get(row.slot_id)
        place = uow.places.get(uow.sessions.get(slot.session_id).place_id)
        starts = local(slot.starts_at, place.zone)
        seats = [seat for seat_id in slot.seat_ids if (seat := uow.seats.find(seat_id)) is not None]
        people = [uow.volunteers.get(seat.volunteer_id).name for seat in seats if seat.volunteer_id is not None]
        where = ", ".join(part for part in (place.label, slot.room) if part)
        yield Moment(
            what=What.MEETING,
            on=starts.date(),
            starts=starts,
            words=_what(row, CONSULTATIONS[slot.kind]),
            details=tuple(plain(part) for part in (", ".join(people), where) if part),
            outcome=row.outcome,
            is_off=row.outcome in NOBODY_MET,
            consultation_id=row.id,
        )


def _what(row: Consultation, kind: Sentence) -> Sentence:
    """'intake, Mam: did not come'."""
    state = OUTCOMES[row.outcome]
    return say("{kind}, {language}: {state}", kind=kind, language=language_name(row.language), state=state)


def _hearings(uow: UnitOfWork, household: HouseholdId) -> Iterator[Moment]:
    for row in uow.hearings.where(household_id=household):
        details = [plain(uow.places.get(row.port_id).label)] if row.port_id is not None else []
        if row.report_time is not None:
            details.insert(0, say("to report at {time}", time=f"{row.report_time:%H:%M}"))
        yield Moment(
            what=What.HEARING,
            on=row.hearing_on,
            starts=_start(row),
            words=say("{kind}: called off", kind=HEARINGS[row.kind]) if row.cancelled else HEARINGS[row.kind],
            details=tuple(details),
            is_off=row.cancelled,
        )


def _start(row: Hearing) -> datetime | None:
    return None if row.hearing_at is None else local(row.hearing_at, row.zone)


def _waits(uow: UnitOfWork, household: HouseholdId) -> Iterator[Moment]:
    for row in uow.requests.where(household_id=household, done=False):
        told = [wording.can_come(row.can_come)] if row.can_come != CanCome() else []
        told += [plain(row.wish)] if row.wish else []
        yield Moment(
            what=What.REQUEST,
            on=row.asked_on,
            starts=None,
            words=say("{kind}, asked for {day}", kind=CONSULTATIONS[row.kind], day=row.asked_on),
            details=tuple(told),
            request_id=row.id,
        )
