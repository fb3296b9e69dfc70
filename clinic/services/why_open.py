"""Why a seat is open, exactly: first what is plainly impossible, then who is near, then what must give way.

Every reason is certain, and every change that is told has been tried on the facts, or can be (`why_trying`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from time import monotonic

from clinic.domain.breaches import Breach
from clinic.domain.errors import Refused
from clinic.domain.ids import SeatId, SiteId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import Week, local
from clinic.i18n import Sentence, _, say, say_n
from clinic.jobs import Cancelled, Progress, each, part, silent
from clinic.ports import UnitOfWork
from clinic.ports.seats import SeatPlanner
from clinic.rules.facts import Facts
from clinic.rules.should import SUPERVISORS
from clinic.services.views.why import Mend, OneMore, Reason, Shift, Why, WhyKind, WhyWeek

from . import silence, why_words
from .candidates import maybe_out
from .exchanges import Exchanges, hard, moves_of
from .facts import week_facts
from .impossible import Impossible
from .roster_ground import MOST_SEATS, Wish
from .roster_paying import PRICES, SECONDS, pay
from .somebody import at_fault
from .suitable import Suitable, members
from .views.seats import seat_view

#: So many people who come near are told, and so many are looked at.
TOLD, LOOKED_AT = 3, 30
#: A week of any size is answered in about this time (seconds).
MOST_SECONDS = 20.0
#: What counts more than any price of a rule: that no reason overrules it.
_MUST = 2000.0


def why(uow: UnitOfWork, *, seat: SeatId, planner: SeatPlanner | None = None, seconds: float = SECONDS) -> Why:
    """Why a seat is open and what would change it. With a planner also what must give way where nobody comes near."""
    row = uow.seats.get(seat)
    explainer = Explainer.read(uow, row)
    if row.volunteer_id is not None:
        name = uow.volunteers.get(row.volunteer_id).name
        return Why(seat_view(explainer.facts, row), WhyKind.NONE, say("{name} sits there.", name=name), ())
    found = explainer.explain(explainer.facts.seats[seat])
    if planner is None or found.kind not in (WhyKind.GIVES_WAY, WhyKind.NONE):
        return found
    wish = Wish(explainer.site, (explainer.day(row),), None, None, replan=True)
    paid = pay(uow, wish=wish, seats=(seat,), planner=planner, seconds=seconds)
    reasons = tuple(why_words.gives_way(paid, (row,)))
    return replace(found, kind=WhyKind.GIVES_WAY, reasons=(*reasons, *found.reasons)) if reasons else found


def why_not(uow: UnitOfWork, *, seat: SeatId, volunteer: VolunteerId) -> Why:
    """All that speaks against one person in a seat, and what would mend each."""
    row, person = uow.seats.get(seat), uow.volunteers.get(volunteer)
    explainer = Explainer.read(uow, row, (person,))
    facts, there = explainer.facts, explainer.facts.seats[seat]
    against = (*silence.still_out(uow, person, row), *hard(facts, there, person))
    view = seat_view(facts, there)
    if not against:
        return Why(view, WhyKind.FITS, say("{name} fits.", name=person.name), (why_words.fits(there, person),))
    reasons = [why_words.near(facts, there, person, (breach,)) for breach in against]
    if len({breach.code for breach in against}) > 1:  # one reason alone would not be enough: only all of them together
        reasons = [replace(one, mends=()) for one in reasons]
        reasons.append(why_words.near(facts, there, person, against))
    steps = [one for one in explainer.exchanges.freed(there) if one[0].id == person.id]
    reasons += [why_words.freed(facts, there, *one) for one in steps[:1]]
    return Why(view, WhyKind.NEAREST, against[0].sentence, tuple(reasons))


def why_week(
    uow: UnitOfWork,
    *,
    site: SiteId,
    week: Week,
    planner: SeatPlanner,
    seconds: float = SECONDS,
    progress: Progress = silent,
) -> WhyWeek:
    """Why seats of a week are open, all of them; then what must give way for those that nobody could take otherwise.

    When `progress` cancels, or after `MOST_SECONDS`, what was found by then is told.
    """
    whole = week.interval(uow.sites.get(site).zone)
    facts = week_facts(uow, whole, site=site, hearings=False)
    # Of a week under way only what is to come; one that is over can still be filled in as it was.
    earliest = uow.now() if uow.now() < whole.end else whole.start
    found, stopped = list[Why](), False
    people = _people(uow, site)
    explainer = Explainer(facts, site, people, maybe_out(uow, {person.id for person in people}))
    rows = [seat for seat in explainer.seats if seat.volunteer_id is None and seat.starts_at >= earliest]
    rows = [seat for seat in rows if Week.of(explainer.day(seat)) == week]
    together: tuple[Reason, ...] = ()
    try:
        explainer.reasons(part(progress, 0.0, 0.3))
        for one in _explained(explainer, rows, part(progress, 0.3, 0.8)):
            found.append(one)
        progress(_("Looking for what must give way"), 0.8)
        if len(found) == len(rows) and len(explainer.seats) <= MOST_SEATS:
            together = _together(uow, explainer, rows, week=week, planner=planner, seconds=seconds)
    except Cancelled:
        stopped = True
    stopped = stopped or len(found) < len(rows)
    return WhyWeek(_line(rows, explainer.reasons() if found else {}), tuple(found), together, stopped)


def _explained(explainer: Explainer, rows: Sequence[Seat], progress: Progress) -> Iterator[Why]:
    """One seat after the other, as far as the time goes."""
    ends = monotonic() + MOST_SECONDS
    for seat in each(rows, len(rows), _("Looking at open seats"), progress):
        if monotonic() > ends:
            return
        yield explainer.explain(seat)


def _together(
    uow: UnitOfWork, explainer: Explainer, rows: Sequence[Seat], *, week: Week, planner: SeatPlanner, seconds: float
) -> tuple[Reason, ...]:
    """What must give way for all open seats that anybody could take at all."""
    known = explainer.reasons()
    could = [seat for seat in rows if all(len(reason.seat_ids) > 1 for reason in known.get(seat.id, ()))]
    if not could:
        return ()
    wish = Wish(explainer.site, week.days, None, None, replan=True)
    paid = pay(uow, wish=wish, seats=[seat.id for seat in could], planner=planner, seconds=seconds)
    return tuple(why_words.gives_way(paid, could))


def _line(rows: Sequence[Seat], reasons: Mapping[SeatId, Sequence[Reason]]) -> Sentence:
    """'15 seats are open; at least 3 stay open whatever is planned.'."""
    if not rows:
        return say("No seat is open in this week.")
    seats = say_n("{n} seat is open", "{n} seats are open", len(rows))
    counted, certain = set[SeatId](), 0
    for reason in {id(reason): reason for row in rows for reason in reasons.get(row.id, ())}.values():
        if counted.isdisjoint(reason.seat_ids):
            counted.update(reason.seat_ids)
            certain += reason.short
    told = say_n("at least {n} stays open whatever is planned", "at least {n} stay open whatever is planned", certain)
    return say("{seats}; {certain}.", seats=seats, certain=told) if certain else say("{seats}.", seats=seats)


def _people(uow: UnitOfWork, site: SiteId) -> list[Volunteer]:
    return uow.volunteers.where(site_id=(site, None), gone=False)


class Explainer:
    """Explains open seats on facts; what is the same for several seats is worked out once."""

    def __init__(
        self, facts: Facts, site: SiteId, people: Iterable[Volunteer], out: Collection[VolunteerId | None] = ()
    ) -> None:
        self.facts, self.site = facts, site
        self.seats = [seat for seat in facts.seats.values() if self._is_here(seat) and facts.is_live(seat)]
        everybody = list(people)
        here = [person for person in everybody if person.id not in out]
        self._impossible = Impossible(facts, self.seats, everybody)
        self._suitable = self._impossible.suitable if len(here) == len(everybody) else Suitable(facts, here)
        self.exchanges = Exchanges(facts, self._suitable)
        self._reasons: dict[SeatId, list[Reason]] | None = None

    @classmethod
    def read(cls, uow: UnitOfWork, seat: Seat, people: Sequence[Volunteer] | None = None) -> Explainer:
        """For one seat: the week around it, and its site's people."""
        session, trip = uow.sessions.find(seat.session_id), uow.trips.find(seat.trip_id)
        home = session or trip
        if home is None:
            raise Refused(say("This seat belongs to nothing that is on file. Look at the week again."))
        facts = week_facts(uow, seat.interval, site=home.site_id, hearings=False)
        asked = _people(uow, home.site_id) if people is None else list(people)
        missing = {row.id: row for row in asked if row.id not in facts.volunteers}
        facts = facts.with_(volunteers={**facts.volunteers, **missing}) if missing else facts
        return cls(facts, home.site_id, asked, maybe_out(uow, {person.id for person in asked}))

    def reasons(self, progress: Progress = silent) -> dict[SeatId, list[Reason]]:
        """What is plainly impossible, by seat."""
        if self._reasons is None:
            self._reasons = self._impossible.reasons(progress)
        return self._reasons

    def explain(self, seat: Seat) -> Why:
        """The first kind of reason that holds."""
        impossible = [self._for(seat, reason) for reason in self.reasons().get(seat.id, ())]
        steps = self.exchanges.smallest(seat)
        if len(steps) == 1:  # of several seats one stays open, but this one need not be it
            return self._why(seat, WhyKind.FITS, [why_words.fits(seat, steps[0].person), *impossible])
        if impossible:
            changes = [why_words.exchange(self.facts, steps)] if steps else []
            return self._why(seat, WhyKind.IMPOSSIBLE, [*impossible, *changes])
        ranked = self._near(seat)
        nearest = [why_words.near(self.facts, seat, *one) for one in ranked if len({b.code for b in one[1]}) == 1]
        nearest = [one for one in nearest if one.mends]
        if steps:
            told = [why_words.exchange(self.facts, steps), *nearest]
            return self._why(seat, WhyKind.TAKEN, told[:TOLD])
        freed = [
            why_words.freed(self.facts, seat, person, other)
            for person, other in self.exchanges.freed(seat)
            if other.role not in SUPERVISORS
        ]
        if nearest:
            return self._why(seat, WhyKind.NEAREST, [*nearest[: TOLD - 1], *freed[:1]])
        if freed:
            return self._why(seat, WhyKind.TAKEN, freed[:TOLD])
        several = [why_words.near(self.facts, seat, *one) for one in ranked]
        return self._why(seat, WhyKind.GIVES_WAY if several else WhyKind.NONE, several[:TOLD])

    def _for(self, seat: Seat, reason: Reason) -> Reason:
        """A reason about several seats, with only those of its changes that fill this one."""
        found = (self._proved(seat, mend) for mend in reason.mends)
        return replace(reason, mends=tuple(dict.fromkeys(mend for mend in found if mend is not None)))

    def _proved(self, seat: Seat, mend: Mend) -> Mend | None:
        """A change with all who then have to change seats; None where the seat stays open all the same."""
        act = mend.act
        if isinstance(act, OneMore):
            own = mend if act.seat_id == seat.id else why_words.one_more(self.facts, seat)
            return None if at_fault(self.facts, seat) else own
        if not isinstance(act, Shift) or act.moves:
            return mend
        moved = replace(self.facts.seats[act.seat_id], starts_at=act.starts_at, ends_at=act.ends_at)
        facts = self.facts.with_(seats={**self.facts.seats, moved.id: moved})
        steps = Exchanges(facts, Suitable(facts, self._suitable.people)).smallest(facts.seats[seat.id])
        if steps:
            return Mend(mend.words, replace(act, moves=moves_of(steps)))
        return Mend(mend.words) if at_fault(self.facts, seat) else None  # needed first, though not enough

    def day(self, seat: Seat) -> date:
        """The day on which a seat begins, by the clock there."""
        return local(seat.starts_at, self.facts.zone_of(seat)).date()

    def _why(self, seat: Seat, kind: WhyKind, reasons: Sequence[Reason]) -> Why:
        line = reasons[0].words if reasons else say("Nobody is free.")
        if kind is not WhyKind.FITS and not at_fault(self.facts, seat):
            more = Reason(say("One more person would do."), (seat.id,), (), (why_words.one_more(self.facts, seat),))
            has = any(mend.act is not None and mend.act == more.mends[0].act for one in reasons for mend in one.mends)
            reasons = [*reasons] if has else [*reasons, more]
        return Why(seat_view(self.facts, seat), kind, line, tuple(reasons))

    def _near(self, seat: Seat) -> list[tuple[Volunteer, tuple[Breach, ...]]]:
        """Who comes nearest: the least that would have to be overruled, or typed."""
        prices = [0.0] * len(self._suitable.people)
        for code in self._suitable.codes:
            for number in members(self._suitable.breaking(code, seat)):
                prices[number] += PRICES.get(code, _MUST)
        order = sorted(range(len(prices)), key=lambda number: (prices[number], number))[:LOOKED_AT]
        people = [self._suitable.people[number] for number in order]
        found = [(person, hard(self.facts, seat, person)) for person in people]
        found = [one for one in found if one[1]]
        return sorted(found, key=lambda one: _price(one[1]))

    def _is_here(self, seat: Seat) -> bool:
        if seat.session_id is not None:
            return self.facts.sessions[seat.session_id].site_id == self.site
        return seat.trip_id is not None and self.facts.trips[seat.trip_id].site_id == self.site


def _price(breaches: Sequence[Breach]) -> float:
    codes = {breach.code: breach for breach in breaches}
    return sum(PRICES.get(code, _MUST) for code in codes)
