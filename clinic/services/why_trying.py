"""Changes that would fill an open seat, carried out: on trial, where nothing is kept, or for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.history import Change
from clinic.domain.ids import SeatId, VolunteerId
from clinic.domain.sessions import Seat
from clinic.domain.when import local
from clinic.domain.words import role_of
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.ports.seats import Limits, SeatPlanner
from clinic.rules.should import SUPERVISORS
from clinic.services.views.why import Act, Move, Note, OneMore, Reseat, Shift, Tried, Widen

from . import guard, moving, roster, roster_plan
from .exchanges import moves_of
from .facts import around, zone_of
from .labels import seat_and_time
from .roster_ground import Wish
from .roster_paying import ground_around
from .somebody import somebody
from .why_open import Explainer

#: How long a plan is looked for after a change on trial (seconds).
SECONDS = 2.0
#: The reason with which a rule is overruled on trial.
_TRIAL = "Only tried, nothing is kept"


def carry_out(uow: UnitOfWork, *, act: Act, reason: str = "") -> Change:
    """Do a change, as one step.

    Raises RuleBroken where a rule speaks against it or asks for a reason, BadValue for a reason that is too short, and
    Refused where the program cannot do it alone: somebody has to ask one more person first.
    """
    if isinstance(act, OneMore):
        raise Refused(say("Ask somebody and enter them first. Then they can be seated."))
    seat = uow.seats.get(_seat_of(act))
    where = seat_and_time(uow, seat)
    _do(uow, act, reason)
    return uow.commit(say("Fill an open seat: {role}, {where}", role=role_of(seat), where=where))


def try_out(
    uow: UnitOfWork, *, act: Act, seat: SeatId, planner: SeatPlanner | None = None, seconds: float = SECONDS
) -> Tried:
    """Do a change on trial and plan again: is the seat filled then, and who sits where.

    Give it a unit of work of its own that may write, and leave that without committing.
    """
    before = _sitting(uow, seat)
    try:
        _do(uow, act, _TRIAL)
    except (RuleBroken, BadValue, Refused) as error:
        return Tried(say("It does not work: {why}", why=_why(error)), False, 0, 0)
    row = uow.seats.get(seat)
    if row.volunteer_id is None:
        _plan_again(uow, row, planner, seconds)
    after = {key: uow.seats.get(key).volunteer_id for key in before}
    filled = sum(was is None and after[key] is not None for key, was in before.items())
    opened = sum(was is not None and after[key] is None for key, was in before.items())
    works = row.volunteer_id is not None
    words = say("The seat is filled then.") if works else say("The seat stays open even then.")
    if works and opened:
        more = say_n("{n} other seat is open instead.", "{n} other seats are open instead.", opened)
        words = say("{one} {other}", one=words, other=more)
    lines = tuple(_line(uow, uow.seats.get(key)) for key, who in after.items() if who != before.get(key))
    return Tried(words, works, filled, opened, lines)


def _why(error: RuleBroken | BadValue | Refused) -> Sentence | str:
    return error.breaches[0].sentence if isinstance(error, RuleBroken) and error.breaches else str(error)


def _seat_of(act: Act) -> SeatId:
    if isinstance(act, Note):
        return act.moves[0].seat_id
    return act.moves[-1].seat_id if isinstance(act, Reseat) else act.seat_id


def _do(uow: UnitOfWork, act: Act, reason: str) -> None:
    if isinstance(act, OneMore):
        seat = uow.seats.get(act.seat_id)
        home = uow.sessions.find(seat.session_id) or uow.trips.find(seat.trip_id)
        person = uow.volunteers.add(somebody(seat, home.site_id if home else None, _day(uow, seat)))
        _reseat(uow, (Move(seat.id, person.id),), reason)
        return
    if isinstance(act, Note):
        _note(uow, act)
    elif isinstance(act, Shift):
        _shift(uow, act, reason)
    elif isinstance(act, Widen):
        seat = uow.seats.get(act.seat_id)
        seat.languages, seat.source, seat.target = act.languages, act.source, act.target
    _reseat(uow, act.moves, reason)


def _reseat(uow: UnitOfWork, moves: Sequence[Move], reason: str) -> None:
    """First everybody leaves, then everybody sits down: attorneys before the students whom they supervise."""
    rows = {move.seat_id: uow.seats.get(move.seat_id) for move in moves}
    for row in rows.values():
        if row.volunteer_id is not None:
            roster.vacate(uow, row)
    overrules = {code for move in moves for code in move.overrules}
    for move in sorted(moves, key=lambda move: rows[move.seat_id].role not in SUPERVISORS):
        if move.volunteer_id is None:
            continue
        row, person = rows[move.seat_id], uow.volunteers.get(move.volunteer_id)
        roster.place(uow, row, person, reason if overrules else "")
        if more := set(row.overridden) - overrules:
            told = {"name": person.name, "seat": seat_and_time(uow, row), "codes": ", ".join(sorted(more))}
            raise Refused(say("{name}, {seat}: more rules speak against it by now ({codes}). Ask again.", **told))


def _note(uow: UnitOfWork, act: Note) -> None:
    person = uow.volunteers.get(act.volunteer_id)
    for name in ("roles", "speaks", "interprets", "limits"):
        if (value := getattr(act, name)) is not None:
            setattr(person, name, value)
    day = _day(uow, uow.seats.get(act.moves[0].seat_id)) - timedelta(days=1)
    if act.vetted:
        person.vetted_on = day
    if act.trained:
        person.trained_on = day


def _shift(uow: UnitOfWork, act: Shift, reason: str) -> None:
    """Give a seat its time, and whoever sits there is judged anew. Raises as `guard.record` does."""
    seat = uow.seats.get(act.seat_id)
    if seat.session_id is None:
        raise Refused(say("The hours of a trip follow from its stops. Change the trip instead."))
    booked = (slot for slot, _ in moving.booked_in(uow, seat.session_id) if seat.id in slot.seat_ids)
    if any(slot.starts_at < act.starts_at or slot.ends_at > act.ends_at for slot in booked):
        raise Refused(say("A consultation is booked with this seat. Move the consultation first."))
    seat.starts_at, seat.ends_at = act.starts_at, act.ends_at
    if seat.volunteer_id is not None:
        guard.record(seat, roster.judge_seat(uow, seat=seat.id, volunteer=seat.volunteer_id), reason)


def _plan_again(uow: UnitOfWork, seat: Seat, planner: SeatPlanner | None, seconds: float) -> None:
    """Seat somebody after a change: by the smallest exchange, else by planning the seats around anew."""
    explainer = Explainer.read(uow, seat)
    steps = explainer.exchanges.smallest(explainer.facts.seats[seat.id])
    if steps:
        _reseat(uow, moves_of(steps), "")
        return
    if planner is None:
        return
    wish = Wish(explainer.site, (_day(uow, seat),), None, None, replan=True)
    ground = ground_around(uow, wish, (seat.id,))
    proposal = roster_plan.prove(roster_plan.search(ground, planner=planner, limits=Limits(seconds)))
    if any(each.seat_id == seat.id and each.volunteer_id is not None for each in proposal.changes):
        _reseat(uow, tuple(Move(each.seat_id, each.volunteer_id) for each in proposal.changes), "")


def _sitting(uow: UnitOfWork, seat: SeatId) -> dict[SeatId, VolunteerId | None]:
    """Who sits in the seats of the week around, by seat."""
    row = uow.seats.get(seat)
    wide = around(row.interval, zone_of(uow, row))
    return {each.id: each.volunteer_id for each in uow.seats.during(wide)}


def _line(uow: UnitOfWork, seat: Seat) -> Sentence:
    person = uow.volunteers.find(seat.volunteer_id)
    told = {"where": seat_and_time(uow, seat), "role": role_of(seat)}
    if person is None:
        return say("{where}: {role} open", **told)
    return say("{where}: {name} as {role}", name=person.name, **told)


def _day(uow: UnitOfWork, seat: Seat) -> date:
    return local(seat.starts_at, zone_of(uow, seat)).date()
