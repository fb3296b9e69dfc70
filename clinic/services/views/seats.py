"""One seat as pages show it: in a cell of the week, in a list, on somebody's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import SeatId, SessionId, TripId, VolunteerId
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, Seat
from clinic.domain.when import local
from clinic.domain.words import role_of
from clinic.i18n import Sentence, say
from clinic.rules.facts import Facts
from clinic.services.labels import session_name
from clinic.services.standing import standing


class SeatState(Enum):
    """What is most worth knowing of a seat; each has a shape and a word of its own on the page."""

    OPEN = "open"
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    PINNED = "pinned"
    WARNING = "warning"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat. `starts` and `ends` are on the wall clock of `zone`; `title` is its session's name or its trip's.

    `wants` is what it asks for ('Mam interpreter'). `breaches` are those that nobody has overruled, worst first;
    `overridden` are codes that somebody has, for `reason`.
    """

    seat_id: SeatId
    session_id: SessionId | None
    trip_id: TripId | None
    role: Role
    wants: Sentence
    title: Sentence
    place: str
    room: str
    zone: str
    starts: datetime
    ends: datetime
    remote: bool
    volunteer_id: VolunteerId | None
    name: str
    state: SeatState
    answer: Answer
    pinned: bool
    overridden: tuple[str, ...]
    reason: str
    breaches: tuple[Breach, ...]

    @property
    def short(self) -> str:
        """First name and initial, as a chip shows it: 'Helen C.'; empty when the seat is open."""
        first, _, rest = self.name.partition(" ")
        return f"{first} {rest.split()[-1][0]}." if rest else first

    @property
    def is_open(self) -> bool:
        """Whether nobody sits there."""
        return self.volunteer_id is None

    @property
    def was_declined(self) -> bool:
        """Whether it is open because the last person asked said no."""
        return self.is_open and self.answer is Answer.DECLINED


def seat_view(facts: Facts, seat: Seat) -> SeatView:
    """The view of a seat among `facts`, with whoever sits there judged."""
    title, place, room, zone_name = _home(facts, seat)
    person = facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
    breaches = standing(facts, seat, person) if person and facts.is_live(seat) else ()
    against = tuple(breach for breach in breaches if breach.code not in seat.overridden)
    return SeatView(
        seat_id=seat.id,
        session_id=seat.session_id,
        trip_id=seat.trip_id,
        role=seat.role,
        wants=role_of(seat),
        title=title,
        place=place,
        room=room,
        zone=zone_name,
        starts=local(seat.starts_at, zone_name),
        ends=local(seat.ends_at, zone_name),
        remote=seat.remote,
        volunteer_id=seat.volunteer_id,
        name=person.name if person else "",
        state=_state(seat, against),
        answer=seat.answer,
        pinned=seat.pinned,
        overridden=seat.overridden,
        reason=seat.reason,
        breaches=against,
    )


def _home(facts: Facts, seat: Seat) -> tuple[Sentence, str, str, str]:
    """(title, place, room, zone) of what a seat belongs to."""
    if seat.session_id is not None:
        session = facts.sessions[seat.session_id]
        place = facts.places[session.place_id]
        return session_name(session), place.label, session.room, place.zone
    trip = facts.trips[seat.trip_id]  # type: ignore[index]  # a seat has a session or a trip
    return say("trip {trip}", trip=trip.label), facts.places[trip.port_id].label, "", facts.sites[trip.site_id].zone


def _state(seat: Seat, against: tuple[Breach, ...]) -> SeatState:
    if seat.volunteer_id is None:
        return SeatState.OPEN
    if any(breach.severity is not Severity.WISH for breach in against):
        return SeatState.WARNING
    if seat.overridden:
        return SeatState.OVERRIDDEN
    if against:
        return SeatState.WARNING
    if seat.pinned:
        return SeatState.PINNED
    return _ANSWERED.get(seat.answer, SeatState.NOT_ASKED)


_ANSWERED = {Answer.ASKED: SeatState.ASKED, Answer.CONFIRMED: SeatState.CONFIRMED}
