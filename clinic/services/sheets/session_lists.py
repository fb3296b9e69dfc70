"""Cuts a day of sessions down to its sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from clinic.domain.consultations import Consultation, Outcome, Slot
from clinic.domain.ids import PlaceId, VolunteerId
from clinic.domain.people import SUPERVISED, Role, Volunteer
from clinic.domain.places import Place
from clinic.domain.sessions import Seat, Session
from clinic.domain.when import Interval, local
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, say
from clinic.rules.facts import Facts
from clinic.rules.teams import Team
from clinic.services import cards, some_of, telling
from clinic.services.booking import leads
from clinic.services.consultations_day import sessions_of
from clinic.services.outcomes import DRAFTING
from clinic.services.views.consultations import Link

from .appointments import slip_language
from .session_levels import (
    Appointment,
    Appointments,
    AttorneyRow,
    AttorneySheet,
    Duty,
    Heads,
    InterpreterSheet,
    LinkRow,
    SessionDoor,
    SessionDoorRow,
    SignIn,
)


def meetings(facts: Facts) -> Iterator[tuple[Session, Slot, Consultation]]:
    """Every household that is expected in a slot of the day."""
    for session in sessions_of(facts):
        for slot in facts.slots_by_session.get(session.id, ()):
            for row in facts.consultations_by_slot.get(slot.id, ()):
                yield session, slot, row


def doors(facts: Facts) -> Iterator[SessionDoor]:
    """One list a place to which somebody comes, by its label."""
    rows: dict[PlaceId, list[SessionDoorRow]] = defaultdict(list)
    shown = _first_names(facts)
    for session, slot, row in meetings(facts):
        lead = Team.of(facts, slot).lead
        lawyer = shown.get(lead.person.id, "") if lead and lead.person else ""
        starts = _here(facts, session, slot.starts_at)
        rows[session.place_id].append(SessionDoorRow(starts, heads(facts, row), _room(session, slot), lawyer))
    for place in _by_label(facts, rows):
        found = sorted(rows[place.id], key=lambda row: (row.starts, row.heads.code))
        yield SessionDoor(place.id, place.label, tuple(found))


def attorneys(facts: Facts) -> Iterator[AttorneySheet]:
    """One sheet a lawyer or student who sits in a session, by name."""
    rows: dict[VolunteerId, list[AttorneyRow]] = defaultdict(list)
    seats: dict[VolunteerId, Seat] = {}
    for session in sessions_of(facts):
        for seat in facts.seats_by_session.get(session.id, ()):
            if leads(seat) and seat.volunteer_id is not None:
                seats.setdefault(seat.volunteer_id, seat)
        for slot in facts.slots_by_session.get(session.id, ()):
            lead = Team.of(facts, slot).lead
            if lead and lead.person and leads(lead.seat):
                rows[lead.person.id] += _attorney_rows(facts, session, slot)
    for person in sorted((facts.volunteers[key] for key in seats), key=lambda one: one.name):
        found = sorted(rows[person.id], key=lambda row: (row.starts, row.heads.code if row.heads else ""))
        yield AttorneySheet(person.id, person.name, _role(facts, seats[person.id], person), tuple(found))


def _attorney_rows(facts: Facts, session: Session, slot: Slot) -> Iterator[AttorneyRow]:
    booked = facts.consultations_by_slot.get(slot.id, ())
    is_group = slot.capacity > 1
    for row in booked[:1] if is_group else booked:
        links = list(cards.links(facts, slot, row))
        yield AttorneyRow(
            starts=_here(facts, session, slot.starts_at),
            ends=_here(facts, session, slot.ends_at),
            heads=None if is_group else heads(facts, row),
            kind=slot.kind,
            language=row.language,
            through=tuple(_through(link) for link in links if link.volunteer_id is not None),
            open=tuple(link.words for link in links if link.volunteer_id is None),
            place=facts.places[session.place_id].label,
            room=_room(session, slot),
            taken=len(booked),
            capacity=slot.capacity,
            pinned=row.pinned,
            drafting=slot.kind in DRAFTING,
        )


def _through(link: Link) -> Sentence:
    return say("{link}, by phone", link=link.words) if link.remote else link.words


def _role(facts: Facts, seat: Seat, person: Volunteer) -> Sentence:
    if seat.role not in SUPERVISED or seat.session_id is None:
        return ROLES[seat.role]
    beside = [one for one in facts.seats_by_session.get(seat.session_id, ()) if leads(one) and one.volunteer_id]
    names = [facts.volunteers[one.volunteer_id].name for one in beside if one.volunteer_id not in (None, person.id)]
    return say("{role}, with {name}", role=ROLES[seat.role], name=names[0]) if names else ROLES[seat.role]


def interpreters(facts: Facts) -> Iterator[InterpreterSheet]:
    """One sheet an interpreter who has a seat on the day, by name."""
    duties: dict[VolunteerId, list[Duty]] = defaultdict(list)
    rows: dict[VolunteerId, list[LinkRow]] = defaultdict(list)
    for session in sessions_of(facts):
        for seat in facts.seats_by_session.get(session.id, ()):
            if seat.role is Role.INTERPRETER and seat.volunteer_id is not None:
                starts, ends = (_here(facts, session, moment) for moment in (seat.starts_at, seat.ends_at))
                duty = Duty(facts.places[session.place_id].label, starts, ends, seat.remote)
                duties[seat.volunteer_id].append(duty)
    for session, slot, row in meetings(facts):
        for volunteer_id, link in _links(facts, session, slot, row):
            rows[volunteer_id].append(link)
    people = [facts.volunteers[key] for key in {*duties, *rows}]
    for person in sorted(people, key=lambda one: one.name):
        linked = sorted(rows[person.id], key=lambda row: (row.starts, row.code))
        yield InterpreterSheet(person.id, person.name, tuple(duties[person.id]), tuple(linked))


def _links(facts: Facts, session: Session, slot: Slot, row: Consultation) -> Iterator[tuple[VolunteerId, LinkRow]]:
    """Each link with who stands before and after it: the household, the next interpreter, the lawyer."""
    lead = Team.of(facts, slot).lead
    chain = [link for link in cards.links(facts, slot, row) if link.volunteer_id is not None]
    names = [*(link.name for link in chain), lead.person.name if lead and lead.person else ""]
    for position, link in enumerate(chain):
        if link.volunteer_id is None or link.seat_id is None:
            continue
        time = _within(slot.interval, facts.seats[link.seat_id].interval)
        yield (
            link.volunteer_id,
            LinkRow(
                starts=_here(facts, session, time.start),
                ends=_here(facts, session, time.end),
                code=telling.code(facts, row.household_id),
                source=link.source,
                target=link.target,
                hears=names[position - 1] if position else "",
                tells=names[position + 1],
                place=facts.places[session.place_id].label,
                room=_room(session, slot),
                remote=link.remote,
            ),
        )


def _within(slot: Interval, seat: Interval) -> Interval:
    """The time of a link: that of the meeting as far as the seat's own time goes."""
    start, end = max(slot.start, seat.start), min(slot.end, seat.end)
    return Interval(start, end) if start < end else slot


def sign_ins(facts: Facts) -> Iterator[SignIn]:
    """One sheet a group, by place and hour."""
    for session in sessions_of(facts):
        for slot in facts.slots_by_session.get(session.id, ()):
            if slot.capacity > 1:
                booked = facts.consultations_by_slot.get(slot.id, ())
                yield SignIn(
                    slot_id=slot.id,
                    place=facts.places[session.place_id].label,
                    room=_room(session, slot),
                    starts=_here(facts, session, slot.starts_at),
                    ends=_here(facts, session, slot.ends_at),
                    capacity=slot.capacity,
                    rows=tuple(sorted((heads(facts, row) for row in booked), key=lambda one: one.code)),
                    counted=slot.heads,
                )


def appointments(facts: Facts, tongue: str = "") -> Iterator[Appointments]:
    """Slips for everybody who is still expected, by place; `tongue` overrules the households' languages."""
    rows: dict[PlaceId, list[Appointment]] = defaultdict(list)
    for session, slot, row in meetings(facts):
        if row.outcome is Outcome.BOOKED:
            rows[session.place_id].append(_appointment(facts, session, slot, row, tongue))
    for place in _by_label(facts, rows):
        found = sorted(rows[place.id], key=lambda one: (one.starts, one.code))
        yield Appointments(place.id, place.label, tuple(found))


def _appointment(facts: Facts, session: Session, slot: Slot, row: Consultation, tongue: str) -> Appointment:
    household = facts.households[row.household_id]
    return Appointment(
        code=household.code,
        language=slip_language(household.languages, tongue),
        starts=_here(facts, session, slot.starts_at),
        place=facts.places[session.place_id].label,
        room=_room(session, slot),
        part=some_of.part(facts, row.household_id, row.person_ids),
    )


def heads(facts: Facts, row: Consultation) -> Heads:
    """A household by its code, and how many of it come."""
    persons = row.person_ids or tuple(one.id for one in facts.persons_by_household.get(row.household_id, ()))
    part = some_of.part(facts, row.household_id, row.person_ids)
    return Heads(telling.code(facts, row.household_id), *telling.count(facts, persons), part)


def _first_names(facts: Facts) -> dict[VolunteerId, str]:
    """First names of volunteers; with the first letter of the next name where two of the day share one."""
    names = {person.id: person.name.split() or [""] for person in facts.volunteers.values()}
    firsts = [parts[0] for parts in names.values()]
    return {
        key: f"{parts[0]} {parts[1][0]}." if firsts.count(parts[0]) > 1 and len(parts) > 1 else parts[0]
        for key, parts in names.items()
    }


def _room(session: Session, slot: Slot) -> str:
    return slot.room or session.room


def _here(facts: Facts, session: Session, moment: datetime) -> datetime:
    return local(moment, facts.places[session.place_id].zone)


def _by_label(
    facts: Facts, rows: dict[PlaceId, list[SessionDoorRow]] | dict[PlaceId, list[Appointment]]
) -> list[Place]:
    return sorted((facts.places[place_id] for place_id in rows), key=lambda place: place.label)
