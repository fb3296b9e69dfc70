"""Exchanges, near misses and what must give way, as reasons for an open seat with changes that can be tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clinic.domain.breaches import Breach
from clinic.domain.people import SUPERVISED, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import local
from clinic.domain.words import role_of
from clinic.i18n import Sentence, listing, say, say_n
from clinic.rules.facts import Facts
from clinic.rules.should import SUPERVISORS
from clinic.services.views.why import Mend, Move, OneMore, Reason, Reseat

from .exchanges import Step, moves_of
from .labels import session_name
from .phrases import of_person
from .roster_paying import Broken, Paid
from .seat_mends import joined, mends_of
from .somebody import at_fault


def named(facts: Facts, seat: Seat) -> Sentence:
    """'Consultations, Wed 15 July 13:00', 'trip T3, Wed 15 July 02:30'."""
    start = local(seat.starts_at, facts.zone_of(seat))
    if seat.session_id is not None:
        return say("{session}, {start}", session=session_name(facts.sessions[seat.session_id]), start=start)
    trip = facts.trips[seat.trip_id] if seat.trip_id is not None else None
    return say("trip {trip}, {start}", trip=trip.label if trip else "", start=start)


def wanted(facts: Facts, seat: Seat) -> Sentence:
    """'driver, trip T3, Wed 15 July 02:30'."""
    return listing([role_of(seat), named(facts, seat)])


def fits(seat: Seat, person: Volunteer) -> Reason:
    """Somebody fits, and nobody has been seated."""
    mend = Mend(say("Seat {name}.", name=person.name), Reseat((Move(seat.id, person.id),)))
    return Reason(say("{name} fits; nobody has been seated yet.", name=person.name), (seat.id,), (person.id,), (mend,))


def exchange(facts: Facts, steps: Sequence[Step]) -> Reason:
    """'Ana could, but sits elsewhere then: driver, trip T3, …. Ben could sit there instead.'."""
    first, *others = steps
    told: list[Sentence] = []
    if first.out_of is not None:
        told.append(_elsewhere(facts, first.person, first.out_of))
    told += [
        say("{name} could sit there instead.", name=step.person.name)
        if step.out_of is None
        else say(
            "{name} could sit there instead, out of: {where}.",
            name=step.person.name,
            where=wanted(facts, step.out_of),
        )
        for step in others
    ]
    changes = listing([say("{name}: {where}", name=step.person.name, where=wanted(facts, step.seat)) for step in steps])
    mend = Mend(say("Let them change seats. {changes}.", changes=changes), Reseat(moves_of(steps)))
    ids = tuple(step.person.id for step in steps)
    return Reason(joined(told), tuple(step.seat.id for step in steps), ids, (mend,))


def freed(facts: Facts, seat: Seat, person: Volunteer, other: Seat) -> Reason:
    """Somebody could, if another seat were opened for it."""
    where = wanted(facts, other)
    moves = (Move(other.id, None), Move(seat.id, person.id))
    mend = Mend(
        say("Take {name} out of: {where}. That seat is open then.", name=person.name, where=where), Reseat(moves)
    )
    return Reason(_elsewhere(facts, person, other), (seat.id, other.id), (person.id,), (mend,))


def _elsewhere(facts: Facts, person: Volunteer, other: Seat) -> Sentence:
    return say("{name} could, but sits elsewhere: {where}.", name=person.name, where=wanted(facts, other))


def near(facts: Facts, seat: Seat, person: Volunteer, breaches: Sequence[Breach]) -> Reason:
    """Somebody, and all that speaks against them."""
    told = joined(list(dict.fromkeys(breach.sentence for breach in breaches)))
    return Reason(told, (seat.id,), (person.id,), tuple(mends_of(facts, seat, person, breaches)))


def one_more(facts: Facts, seat: Seat) -> Mend:
    """One more person who is what the seat asks for."""
    start, end = (local(i, facts.zone_of(seat)) for i in (seat.starts_at, seat.ends_at))
    told = {"wants": role_of(seat), "start": start, "end": end.time()}
    return Mend(say("Ask one more person: {wants}, {start} to {end}.", **told), OneMore(seat.id))


def gives_way(paid: Paid, meant: Iterable[Seat]) -> Iterator[Reason]:
    """What must give way, part by part: seats and people that have nothing to do with each other are told apart.

    A part in which nothing is broken is an exchange; people who need only sit down are counted together. Seats that
    stay open even so need one more person.
    """
    ids, fitting = {seat.id for seat in meant}, list[tuple[Seat, Volunteer]]()
    for part in _parts(paid):
        filled = [seat for seat, person in part if person is not None and seat.id in ids]
        if filled:
            people = {person.id for _, person in part if person is not None}
            broken = [one for one in paid.broken if one.person.id in people]
            if broken or any(seat.id in paid.ground.was for seat, _ in part):
                yield _part(paid, part, filled, broken)
            else:
                fitting += [(seat, person) for seat, person in part if person is not None]
    if fitting:
        yield _fitting(fitting)
    for seat in paid.left:
        if seat.id in ids:
            words = say("{where}: stays open even if every rule gives way that may.", where=wanted(paid.facts, seat))
            yield Reason(words, (seat.id,), (), (one_more(paid.facts, seat),))


def _fitting(part: Sequence[tuple[Seat, Volunteer]]) -> Reason:
    """Seats for which people are free: nothing has to give way."""
    words = say_n(
        "{n} open seat can be filled without changing anything else.",
        "{n} open seats can be filled without changing anything else.",
        len(part),
    )
    moves = tuple(Move(seat.id, person.id) for seat, person in part)
    mend = Mend(say("Seat whoever is free."), Reseat(moves))
    people = tuple(dict.fromkeys(person.id for _, person in part))
    return Reason(words, tuple(seat.id for seat, _ in part), people, (mend,))


def _part(
    paid: Paid, part: Sequence[tuple[Seat, Volunteer | None]], filled: Sequence[Seat], broken: Sequence[Broken]
) -> Reason:
    codes = {one.seat.id: tuple(dict.fromkeys(b.code for b in one.breaches)) for one in broken}
    moves = tuple(Move(seat.id, p.id if p is not None else None, codes.get(seat.id, ())) for seat, p in part)
    sat = {move.seat_id for move in moves}
    # Whoever stays where they are, but with a rule broken there now, is seated anew so that it is noted.
    moves += tuple(Move(one.seat.id, one.person.id, codes[one.seat.id]) for one in broken if one.seat.id not in sat)
    steps = listing(
        [
            say("{name}: {where}", name=person.name if person else say("nobody"), where=wanted(paid.facts, seat))
            for seat, person in part
        ]
    )
    ids = tuple(seat.id for seat in filled)
    people = tuple(dict.fromkeys(move.volunteer_id for move in moves if move.volunteer_id is not None))
    more = () if at_fault(paid.before, filled[0]) else (one_more(paid.facts, filled[0]),)
    if not broken:
        words = say_n(
            "{n} seat is filled when people change seats: {steps}.",
            "{n} seats are filled when people change seats: {steps}.",
            len(filled), steps=steps,
        )  # fmt: skip
        return Reason(
            words, ids, people, (Mend(say("Let them change seats. {changes}.", changes=steps), Reseat(moves)), *more)
        )
    days = dict.fromkeys(local(seat.starts_at, paid.facts.zone_of(seat)).date() for seat in filled)
    what = joined(list(dict.fromkeys(of_person(one.person, breach) for one in broken for breach in _once(one, broken))))
    words = say_n(
        "{wants}, {days}: {n} open seat is filled only if one more person comes, or this gives way: {what}",
        "{wants}, {days}: all {n} open seats are filled only if one more person comes, or this gives way: {what}",
        len(filled),
        days=listing([*days]),
        wants=listing([*dict.fromkeys(role_of(seat) for seat in filled)]),
        what=what,
    )
    overrule = Mend(say("Seat them with a reason. {changes}.", changes=steps), Reseat(moves))
    return Reason(words, ids, people, (overrule, *more), len(broken))


def _once(one: Broken, broken: Sequence[Broken]) -> Iterator[Breach]:
    """What speaks against somebody in a seat, but for rules that they break in an earlier one of the part too."""
    earlier = broken[: broken.index(one)]
    told = {breach.code for other in earlier if other.person.id == one.person.id for breach in other.breaches}
    yield from (breach for breach in one.breaches if breach.code not in told)


def _parts(paid: Paid) -> Iterator[list[tuple[Seat, Volunteer | None]]]:
    """Changes that hang together: by a person, or by a student and who answers for them."""
    left = [(change, _links(paid, *change)) for change in paid.moved]
    while left:
        first, linked = left.pop(0)
        part = [first]
        while near := [each for each in left if not linked.isdisjoint(each[1])]:
            for each in near:
                left.remove(each)
                part.append(each[0])
                linked |= each[1]
        yield part


def _links(paid: Paid, seat: Seat, person: Volunteer | None) -> set[object]:
    found: set[object] = {person.id if person is not None else None, paid.ground.was.get(seat.id)}
    beside = paid.facts.seats_by_session.get(seat.session_id, ()) if seat.session_id is not None else ()
    if seat.role in SUPERVISORS | SUPERVISED and any(other.role in SUPERVISED for other in beside):
        found.add(seat.session_id)
    return found - {None}
