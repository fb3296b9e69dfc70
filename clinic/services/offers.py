"""The best times for a household that waits, with what speaks for each; or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import ConsultationKind, Request
from clinic.domain.households import Household
from clinic.domain.ids import HouseholdId, PersonId, RequestId, SeatId
from clinic.domain.sessions import Seat
from clinic.domain.when import Interval, local, minutes
from clinic.domain.words import language_name
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.services.views.consultations import Offer, Offers

from . import booking, some_of
from .booking import STEP, Wish
from .consultations import facts_about
from .consultations_day import sessions_of
from .day_facts import meetings_facts

#: So many reasons are told when nothing fits.
MOST_REASONS = 3


def offers(uow: UnitOfWork, *, request: RequestId, day: date, limit: int = 3, now: datetime | None = None) -> Offers:
    """The best times of a day for a line of the waiting list: one a lawyer, direct before chains, early before late."""
    row = uow.requests.get(request)
    who = uow.households.get(row.household_id)
    facts = meetings_facts(uow, site=who.site_id, day=day, households=(who.id,))
    if row.kind is ConsultationKind.CHARLA:
        return Offers(request, (), tuple(_groups(facts)) or (say("No charla has places on this day."),))
    earliest = now or uow.now()
    found, refused = [], []
    for seat in _lawyers(facts, day):
        best, why = _first(facts, who, row, seat, earliest)
        if best is not None:
            found.append(best)
        refused += why
    found.sort(key=lambda offer: (len(offer.breaches), len(offer.interpreter_seat_ids), offer.starts))
    told = tuple(dict.fromkeys(breach.sentence for breach in sorted(refused, key=lambda breach: breach.price)))
    none = told[:MOST_REASONS] or (_nobody(facts, day),)
    return Offers(request, tuple(found[:limit]), () if found else none)


def try_time(
    uow: UnitOfWork,
    *,
    household: HouseholdId,
    lawyer: SeatId,
    kind: ConsultationKind,
    starts_at: datetime,
    interpreters: tuple[SeatId, ...] | None = None,
    persons: tuple[PersonId, ...] = (),
) -> Offer:
    """One time as it would be booked, with everything that speaks against it; keeps nothing."""
    who, seat = uow.households.get(household), uow.seats.get(lawyer)
    facts = facts_about(uow, seat, household)
    some = some_of.chosen(uow, household, persons)
    return _offer(facts, Wish(who, seat, kind, starts_at, interpreters, persons=some))


def _groups(facts: Facts) -> Iterator[Sentence]:
    """Charlas of the day with places left: a household joins one, no lawyer is booked for it."""
    for slot in facts.slots.values():
        left = slot.capacity - len(facts.consultations_by_slot.get(slot.id, ()))
        if slot.kind is ConsultationKind.CHARLA and left > 0:
            place = facts.places[facts.sessions[slot.session_id].place_id]
            told = {"place": place.label, "start": local(slot.starts_at, place.zone)}
            yield say_n(
                "Charla {start}, {place}: {n} place left", "Charla {start}, {place}: {n} places left", left, **told
            )


def _lawyers(facts: Facts, day: date) -> Iterator[Seat]:
    """Seats of lawyers on the day. Sessions in which the household is booked on other days are among the facts too."""
    for session in sessions_of(facts):
        if local(session.starts_at, facts.places[session.place_id].zone).date() != day:
            continue
        for seat in facts.seats_by_session.get(session.id, ()):
            if booking.leads(seat) and seat.volunteer_id is not None:
                yield seat


def _first(
    facts: Facts, who: Household, row: Request, seat: Seat, earliest: datetime
) -> tuple[Offer | None, list[Breach]]:
    """The first time that fits in a lawyer's seat; else what speaks against the time against which least does."""
    nearest: list[Breach] | None = None
    starts_at = seat.starts_at
    taken = facts.booked_slots_by_volunteer.get(seat.volunteer_id, ()) if seat.volunteer_id else ()
    while starts_at < seat.ends_at:
        step = Interval(starts_at, starts_at + minutes(STEP))
        if starts_at >= earliest and not any(slot.interval.overlaps(step) for slot in taken):
            offer = _offer(
                facts, Wish(who, seat, row.kind, starts_at, persons=row.person_ids, in_two=row.sitting > 0), row.id
            )
            against = [breach for breach in offer.breaches if breach.severity is not Severity.WISH]
            if not against:
                return offer, []
            if nearest is None or len(against) < len(nearest):
                nearest = against
        starts_at += minutes(STEP)
    return None, nearest or []


def _offer(facts: Facts, wish: Wish, request: RequestId | None = None) -> Offer:
    slot, team, breaches = booking.tried(facts, wish, request)
    session = booking.session_of(facts, wish.lawyer)
    zone = facts.places[session.place_id].zone
    person = facts.volunteers.get(wish.lawyer.volunteer_id) if wish.lawyer.volunteer_id else None
    name = person.name if person else ""
    lasts = slot.interval.length
    starts = local(slot.starts_at, zone)
    return Offer(
        session_id=session.id,
        lawyer_seat_id=wish.lawyer.id,
        interpreter_seat_ids=tuple(seat.id for seat in team.interpreters),
        lawyer=name,
        starts=starts,
        ends=local(slot.ends_at, zone),
        minutes=lasts,
        words=say("{start}, {name}, {n} min", start=starts, name=name, n=lasts),
        reasons=(way(facts, team),),
        breaches=breaches,
    )


def _nobody(facts: Facts, day: date) -> Sentence:
    """Why there is not even a time that nearly fits."""
    if any(_lawyers(facts, day)):
        return say("Every lawyer is booked for the rest of the day.")
    return say("No lawyer sits in a session on this day.")


def way(facts: Facts, team: booking.Team) -> Sentence:
    """In which language, and through whom: 'speaks Spanish', 'Mam through Abel Cruz, Wen Tran'."""
    language = language_name(team.language)
    if not team.interpreters:
        return say("speaks {language}", language=language)
    names = [facts.volunteers[seat.volunteer_id].name for seat in team.interpreters if seat.volunteer_id]
    return say_n(
        "{language} through {names}",
        "{language} through {names}",
        len(names),
        language=language,
        names=", ".join(names),
    )
