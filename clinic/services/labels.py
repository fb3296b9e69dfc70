"""How sessions and seats are named in history, lists and messages."""

from __future__ import annotations

from clinic.domain.sessions import Seat, Session
from clinic.domain.when import local
from clinic.domain.words import SESSIONS
from clinic.i18n import Sentence, plain, say
from clinic.ports import UnitOfWork

from .facts import zone_of


def session_name(session: Session) -> Sentence:
    """What a session is called: the label that somebody typed, else the word for its kind."""
    return plain(session.label) if session.label else SESSIONS[session.kind]


def session_and_time(uow: UnitOfWork, session: Session) -> Sentence:
    """'Consultations, Wed 15 July 13:00', by the clock of its place."""
    start = local(session.starts_at, uow.places.get(session.place_id).zone)
    return say("{session}, {start}", session=session_name(session), start=start)


def seat_and_time(uow: UnitOfWork, seat: Seat) -> Sentence:
    """Where a seat is and when it begins: 'Consultations, Wed 15 July 13:00', 'trip T3, Wed 15 July 02:30'."""
    start = local(seat.starts_at, zone_of(uow, seat))
    if session := uow.sessions.find(seat.session_id):
        return say("{session}, {start}", session=session_name(session), start=start)
    trip = uow.trips.find(seat.trip_id)
    return say("trip {trip}, {start}", trip=trip.label if trip else "", start=start)
