"""One more person who is just what a seat asks for: shows whether the seat itself is at fault, or only people lack."""

from __future__ import annotations

from datetime import date, timedelta

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import SiteId
from clinic.domain.people import Credential, Interprets, Role, Speaks, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import local
from clinic.i18n import say
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.should import LICENCES


def somebody(seat: Seat, site: SiteId | None, day: date) -> Volunteer:
    """Somebody who does what a seat asks for, with all papers, who is always there and has nothing else to do."""
    codes = dict.fromkeys(code for code in (*seat.languages, seat.source, seat.target) if code)
    long_ago = day - timedelta(days=30)
    return Volunteer(
        name=str(say("One more person")),
        site_id=site,
        roles=(seat.role,),
        speaks=tuple(Speaks(code) for code in codes),
        interprets=(Interprets(seat.source, seat.target),) if seat.source and seat.target else (),
        credentials=tuple(Credential(kind) for kind in LICENCES.get(seat.role, ())[:1]),
        vetted_on=long_ago,
        trained_on=long_ago,
        is_woman=True if seat.role is Role.INTERPRETER else None,
    )


def at_fault(facts: Facts, seat: Seat) -> tuple[Breach, ...]:
    """What speaks against anybody at all in a seat: it is too long, nobody answers for a student."""
    day = local(seat.starts_at, facts.zone_of(seat)).date()
    found = judge.seating(facts, seat, somebody(seat, None, day))
    return tuple(breach for breach in found if breach.severity is not Severity.WISH)
