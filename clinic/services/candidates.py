"""Who could sit in a seat, and where somebody could sit in a week: every answer with all that speaks against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from clinic.domain.breaches import Breach
from clinic.domain.errors import Refused
from clinic.domain.ids import SeatId, SiteId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat, SessionStatus
from clinic.domain.trips import TripStatus
from clinic.domain.when import Interval, Week
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import judge, score
from clinic.rules.facts import Facts
from clinic.rules.score import Candidate, Fit

from . import silence
from .facts import seating_facts
from .views.roster import Candidates, CandidateView, Placing, SeatFit
from .views.seats import seat_view


def candidates(uow: UnitOfWork, *, seat: SeatId) -> Candidates:
    """Everybody of the seat's site (and those of no site) for it, best first; whoever sits there now is left out."""
    row = uow.seats.get(seat)
    people = [person for person in _people(uow, _site_of(uow, row)) if person.id != row.volunteer_id]
    facts = seating_facts(uow, (row,), people)
    out = silence.Out(uow, {person.id for person in people})
    found = [_view(one, out.against(one.volunteer, row)) for one in score.rank(facts, row, people)]
    why_not = tuple(one for one in found if one.fit is Fit.NO)
    fits = tuple(one for one in found if one.fit is Fit.FITS)
    warns = tuple(one for one in found if one.fit is Fit.WARNS)
    smallest = None if fits or warns else _smallest_change(why_not)
    return Candidates(seat_view(facts, row), fits, warns, why_not, smallest)


def placing(uow: UnitOfWork, *, volunteer: VolunteerId, site: SiteId, week: Week) -> Placing:
    """What every seat of a week answers while somebody is carried over it: open ones by the rules, taken ones 'no'."""
    person = uow.volunteers.get(volunteer)
    interval = week.interval(uow.sites.get(site).zone)
    seats = list(_seats(uow, site, interval))
    if not seats:
        return Placing(person.id, person.name, {}, say("No seats in this week yet."))
    facts = seating_facts(uow, seats, (person,))
    out = silence.Out(uow, {person.id})
    answers = {seat.id: _answer(facts, seat, person, out.against(person, seat)) for seat in seats}
    return Placing(person.id, person.name, answers, _summary(answers))


def _people(uow: UnitOfWork, site: SiteId) -> list[Volunteer]:
    return uow.volunteers.where(site_id=(site, None), gone=False)


def _site_of(uow: UnitOfWork, seat: Seat) -> SiteId:
    if session := uow.sessions.find(seat.session_id):
        return session.site_id
    trip = uow.trips.find(seat.trip_id)
    if trip is None:
        raise Refused(say("This seat belongs to nothing that is on file. Look at the week again."))
    return trip.site_id


def maybe_out(uow: UnitOfWork, people: Collection[VolunteerId]) -> set[VolunteerId | None]:
    """Which of these were within the last day on a trip from which a word is overdue: only they can still be out."""
    return silence.Out(uow, people).people


def _view(candidate: Candidate, out: tuple[Breach, ...]) -> CandidateView:
    person = candidate.volunteer
    return CandidateView(
        volunteer_id=person.id,
        name=person.name,
        roles=person.roles,
        fit=Fit.NO if out else candidate.fit,
        words=candidate.words,
        minutes=candidate.effort.minutes,
        breaches=(*out, *candidate.breaches),
        phone=person.phone,
        last_asked_at=person.last_asked_at,
    )


def _smallest_change(why_not: Iterable[CandidateView]) -> Sentence | None:
    """The one change that would let somebody fit: whoever has a single breach with a mend, best first."""
    for one in why_not:
        if len(one.breaches) == 1 and one.breaches[0].mends:
            return say("{mend} Then {name} fits.", mend=one.breaches[0].mends[0], name=one.name)
    return None


def _seats(uow: UnitOfWork, site: SiteId, interval: Interval) -> Iterator[Seat]:
    """Seats of what begins in a week at a site and has not been called off."""
    sessions = uow.sessions.during(interval, site_id=site)
    live = {row.id for row in sessions if row.status is not SessionStatus.CANCELLED}
    if live:
        yield from uow.seats.where(session_id=live)
    trips = uow.trips.during(interval, site_id=site)
    rolling = {row.id for row in trips if row.status is not TripStatus.CANCELLED}
    if rolling:
        yield from uow.seats.where(trip_id=rolling)


def _answer(facts: Facts, seat: Seat, person: Volunteer, out: tuple[Breach, ...]) -> SeatFit:
    if seat.volunteer_id == person.id:
        return SeatFit(seat.id, Fit.NO, say("Already here"), ())
    if seat.volunteer_id is not None:
        return SeatFit(seat.id, Fit.NO, say("Full"), ())
    breaches = (*out, *judge.seating(facts, seat, person))
    return SeatFit(seat.id, score.fit_of(breaches), breaches[0].sentence if breaches else None, breaches)


def _summary(answers: Mapping[SeatId, SeatFit]) -> Sentence:
    """How many seats fit, and how many with a warning."""
    fits = sum(one.fit is Fit.FITS for one in answers.values())
    warns = sum(one.fit is Fit.WARNS for one in answers.values())
    seats = say_n("{n} seat fits", "{n} seats fit", fits)
    return say("{seats}, {warned} with a warning.", seats=seats, warned=warns)
