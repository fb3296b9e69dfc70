"""What would let somebody take a seat, as changes that can be carried out: mends of the rules, and a typed reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from clinic.domain.breaches import Breach, Severity
from clinic.domain.people import Interprets, Speaks, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import at, local, minutes
from clinic.i18n import Sentence, say
from clinic.rules import judge
from clinic.rules.facts import Facts
from clinic.rules.should import speaks
from clinic.services.views.why import Mend, Move, Note, Reseat, Shift

#: A seat that is made shorter keeps at least this share of its time, else it is another seat.
KEPT = 0.5


def mends_of(facts: Facts, seat: Seat, person: Volunteer, breaches: Sequence[Breach] | None = None) -> list[Mend]:
    """What would let somebody take a seat, the smallest first.

    With one rule against them: what the rule says would mend it, and a typed reason where one is enough. With several:
    only the reason, for all of them together.
    """
    found = judge.seating(facts, seat, person) if breaches is None else breaches
    hard = [breach for breach in found if breach.severity is not Severity.WISH]
    codes = tuple(dict.fromkeys(breach.code for breach in hard))
    mends = list(_mends(facts, seat, person, hard)) if len(codes) == 1 else []
    if hard and all(breach.can_be_overridden for breach in hard):
        told = {"name": person.name, "why": joined(list(dict.fromkeys(breach.sentence for breach in hard)))}
        words = say("Seat {name} all the same, with a reason. {why}", **told)
        mends.append(Mend(words, Reseat((Move(seat.id, person.id, codes),))))
    return mends


def joined(parts: Sequence[Sentence]) -> Sentence:
    """Whole sentences one after the other."""
    found = parts[0]
    for part in parts[1:]:
        found = say("{one} {other}", one=found, other=part)
    return found


def _mends(facts: Facts, seat: Seat, person: Volunteer, hard: Sequence[Breach]) -> Iterator[Mend]:
    code, move = hard[0].code, (Move(seat.id, person.id),)
    if (note := _note(code, seat, person)) is not None:
        yield Mend(hard[0].mends[0], replace(note, moves=move))
        return
    for mend in hard[0].mends if len(hard) == 1 else ():
        act = _shift(facts, seat, mend, move)
        if act is not None and not _against(facts, act, seat, person):
            yield Mend(mend, act)


def _against(facts: Facts, act: Shift, seat: Seat, person: Volunteer) -> bool:
    """Whether at the other hours another rule speaks against somebody."""
    moved = replace(seat, starts_at=act.starts_at, ends_at=act.ends_at)
    there = facts.with_(seats={**facts.seats, seat.id: moved})
    return any(breach.severity is not Severity.WISH for breach in judge.seating(there, moved, person))


def _note(code: str, seat: Seat, person: Volunteer) -> Note | None:
    """What would have to be typed about somebody."""
    if code == "VETTED" and person.vetted_on is None:
        return Note(person.id, vetted=True)
    if code == "TRAINED" and person.trained_on is None:
        return Note(person.id, trained=True)
    if code == "ROLE":
        return Note(person.id, roles=(*person.roles, seat.role))
    if code != "LANGUAGE":
        return None
    lacking = tuple(Speaks(language) for language in seat.languages if not speaks(person, language))
    ways: tuple[Interprets, ...] = ()
    if seat.source and seat.target and not person.may_interpret(seat.source, seat.target):
        ways = (Interprets(seat.source, seat.target),)
    return Note(person.id, speaks=(*person.speaks, *lacking), interprets=(*person.interprets, *ways))


def _shift(facts: Facts, seat: Seat, mend: Sentence, move: tuple[Move, ...]) -> Shift | None:
    """The change of a mend that names another hour; None for other mends, and where too little of the seat is left.

    The hours of a trip follow from its stops, so they are not changed at a seat.
    """
    clock = mend.values.get("clock")
    if seat.trip_id is not None or seat.minutes is not None or not isinstance(clock, datetime | time):
        return None
    zone, later = facts.zone_of(seat), mend.one == STARTS_LATER
    if not later and mend.one != ENDS_EARLIER:
        return None
    beside = local(seat.starts_at if later else seat.ends_at, zone).date()
    wall = clock if isinstance(clock, datetime) else datetime.combine(beside, clock)
    instant = at(wall.date(), wall.time(), zone)
    starts, ends = (instant, seat.ends_at) if later else (seat.starts_at, instant)
    if (ends - starts) < KEPT * (seat.ends_at - seat.starts_at) or (starts, ends) == (seat.starts_at, seat.ends_at):
        return None
    return Shift(seat.id, starts, ends, move)


def shorter(seat: Seat, breach: Breach) -> Shift | None:
    """A session's seat as much shorter as it has too many hours a day."""
    if breach.code != "HOURS_A_DAY" or seat.trip_id is not None or seat.minutes is not None:
        return None
    ends = seat.ends_at - minutes(breach.price)
    is_enough = ends - seat.starts_at >= KEPT * (seat.ends_at - seat.starts_at)
    return Shift(seat.id, seat.starts_at, ends) if is_enough else None


#: The patterns of the mends that name another hour (`clinic.rules.wording`).
STARTS_LATER, ENDS_EARLIER = "Start at {clock} or later.", "End at {clock} or earlier."
