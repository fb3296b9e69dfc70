"""The sessions of a day: their open seats, who could fill them, and meetings that lack an interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from clinic.domain.ids import SiteId
from clinic.domain.people import Role, Volunteer
from clinic.domain.sessions import Seat, Session, SessionStatus
from clinic.domain.when import local
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts
from clinic.rules.should import direction
from clinic.services.views.today import SeatGap

from .day_facts import teams_facts
from .idle import Idle
from .labels import session_name

#: So many people are named who could take an open seat.
MOST_HELPERS = 2


@dataclass(frozen=True)
class DaySessions:
    """Read once for a day at a site; `facts` know the sessions' seats and meetings and nothing about rides."""

    facts: Facts
    now: datetime

    @classmethod
    def of(cls, uow: UnitOfWork, *, site: SiteId, day: date, now: datetime) -> Self:
        """The sessions of `day`."""
        return cls(teams_facts(uow, site=site, day=day), now)

    @property
    def ahead(self) -> list[Session]:
        """Those that take place and are not over, earliest first."""
        live = [row for row in self.facts.sessions.values() if row.status is not SessionStatus.CANCELLED]
        return sorted((row for row in live if row.ends_at > self.now), key=lambda row: row.starts_at)

    def gaps(self, idle: Idle) -> Iterator[SeatGap]:
        """Every open seat of those, with who has nothing else to do on that day and could sit there."""
        for session in self.ahead:
            place = self.facts.places[session.place_id]
            seats = sorted(self.facts.seats_by_session.get(session.id, ()), key=lambda seat: seat.position)
            for seat in seats:
                if seat.volunteer_id is None:
                    helpers = [person.name for person in idle.people(seat.role) if _could(person, seat)]
                    yield SeatGap(
                        seat_id=seat.id,
                        session=session_name(session),
                        seat=seat_words(seat),
                        place=place.label,
                        starts=local(seat.starts_at, place.zone),
                        ends=local(seat.ends_at, place.zone),
                        helpers=tuple(helpers[:MOST_HELPERS]),
                    )


def seat_words(seat: Seat) -> Sentence:
    """'interpreter Mam → Spanish', 'driver'."""
    if seat.source and seat.target:
        return say("{role} {way}", role=ROLES[seat.role], way=direction(seat.source, seat.target))
    return ROLES[seat.role]


def _could(person: Volunteer, seat: Seat) -> bool:
    """A first look by languages; the seat's own panel judges by all rules."""
    if seat.role is Role.INTERPRETER and seat.source and seat.target:
        return person.may_interpret(seat.source, seat.target)
    return all(person.level(language) is not None for language in seat.languages)
