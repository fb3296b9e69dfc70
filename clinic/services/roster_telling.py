"""What a plan of seats is told in: who would sit where and why, and why a seat stays open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clinic.domain.breaches import Breach, Severity
from clinic.domain.people import Can, Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import Week, local
from clinic.domain.words import ROLES, language_name, role_of
from clinic.i18n import Sentence, say
from clinic.rules import judge
from clinic.rules.effort import effort
from clinic.rules.facts import Facts
from clinic.rules.must import households_of
from clinic.rules.presence import parts_of
from clinic.rules.wording import length
from clinic.services.views.roster_proposal import ProposedSeat, StillOpen

from .labels import session_name
from .languages_ahead import AT_HAND
from .phrases import of_person
from .roster_problem import Problem
from .roster_trial import as_seated, nearest
from .somebody import at_fault


class Telling:
    """Tells a plan; `facts` are those in which everybody sits who was chosen."""

    def __init__(self, problem: Problem, facts: Facts, chosen: Mapping[int, int]) -> None:
        self._problem, self._facts, self._chosen = problem, facts, chosen
        self._ground = problem.ground

    def changes(self) -> Iterator[ProposedSeat]:
        """Every seat in which somebody else would sit than now, earliest first."""
        for number, seat in enumerate(self._ground.open):
            person = self._chosen.get(number)
            volunteer = self._ground.people[person] if person is not None else None
            if (volunteer.id if volunteer else None) != self._ground.was.get(seat.id):
                yield self._change(seat, number, volunteer)

    def left(self) -> Iterator[StillOpen]:
        """Every seat that would be open, earliest first."""
        for number, seat in enumerate(self._ground.open):
            if number not in self._chosen:
                starts = local(seat.starts_at, self._facts.zone_of(seat))
                told = {"seat": self._title(seat), "start": starts, "role": role_of(seat)}
                words = say("{seat}, {start}: {role}", **told)
                yield StillOpen(seat.id, starts.date(), words, self._why(number))

    def _why(self, number: int) -> Sentence:
        found = nearest(self._problem, self._facts, number)
        if found is None:
            return self._nobody_can(number)
        person, breaches = found
        if not breaches:
            return say("{name} is still out with a trip that is overdue.", name=person.name)
        return self._against(self._ground.open[number], person, breaches[0])

    def _nobody_can(self, number: int) -> Sentence:
        """Nobody does what the seat wants: they have not the role, or not the language."""
        seat, people = self._ground.open[number], self._ground.people
        if not people:
            return say("There is nobody on file who could be asked.")
        refused = [(person, self._refused(seat, person)) for person in people]
        person, near = min(refused, key=lambda each: len(each[1]))
        if not any(breach.code == "ROLE" for breach in near):
            return self._against(seat, person, near[0]) if near else say("Nobody is free.")
        return say("Nobody on file has the role {role}.", role=ROLES[seat.role])

    def _against(self, seat: Seat, person: Volunteer, breach: Breach) -> Sentence:
        """What is wrong, with who it is about, unless it would be wrong with anybody at all."""
        anybody = {other.code for other in at_fault(self._facts, seat)}
        return breach.sentence if breach.code in anybody else of_person(person, breach)

    def _refused(self, seat: Seat, person: Volunteer) -> list[Breach]:
        found = judge.seating(self._facts, seat, person)
        return [breach for breach in found if breach.severity is not Severity.WISH]

    # ------------------------------------------------------------------------------------------------------- a change

    def _change(self, seat: Seat, number: int, person: Volunteer | None) -> ProposedSeat:
        facts, row = self._facts, self._facts.seats[seat.id]
        zone = facts.zone_of(row)
        before = facts.volunteers.get(self._ground.was[seat.id]) if seat.id in self._ground.was else None
        starts, title = local(row.starts_at, zone), self._title(seat)
        told = {"seat": title, "start": starts, "role": role_of(seat)}
        words = say("{seat}, {start}: {role} open", **told)
        if person is not None:
            words = say("{seat}, {start}: {name} as {role}", name=person.name, **told)
        breaches = judge.seating(facts, row, person) if person is not None else ()
        return ProposedSeat(
            seat_id=seat.id,
            session_id=seat.session_id,
            trip_id=seat.trip_id,
            volunteer_id=person.id if person else None,
            name=person.name if person else "",
            was_id=before.id if before else None,
            was=before.name if before else "",
            day=starts.date(),
            starts=starts,
            ends=local(row.ends_at, zone),
            title=title,
            role=role_of(seat),
            words=words,
            reasons=tuple(self._reasons(seat, number, person)) if person else tuple(self._gone(seat, before)),
            wishes=tuple(breach.sentence for breach in breaches),
        )

    def _title(self, seat: Seat) -> Sentence:
        if seat.session_id is not None:
            return session_name(self._facts.sessions[seat.session_id])
        return say("trip {trip}", trip=self._facts.trips[seat.trip_id].label if seat.trip_id else "")

    def _gone(self, seat: Seat, before: Volunteer | None) -> Iterator[Sentence]:
        """Why nobody sits there any more."""
        if before is not None:
            row = as_seated(self._ground, seat, before)
            yield from (breach.sentence for breach in judge.seating(self._facts, row, before)[:1])

    def _reasons(self, seat: Seat, number: int, person: Volunteer) -> Iterator[Sentence]:
        """What speaks for somebody: what they do in this week with all of the plan, and why just they."""
        yield self._hours(seat, person)
        if len(self._problem.choices.options[number]) == 1:
            yield say("nobody else fits")
        for code in _wanted(seat):
            if code not in AT_HAND:
                yield say("speaks {language}", language=language_name(code))
        yield from self._met(seat, person)
        if self._prefers(seat, person):
            yield say("likes this part of the day")
        yield from self._first(seat, person)
        asked = person.last_asked_at
        yield (
            say("not asked yet")
            if asked is None
            else say("last asked {day}", day=local(asked, self._facts.zone_of(seat)).date())
        )

    def _hours(self, seat: Seat, person: Volunteer) -> Sentence:
        facts, zone = self._facts, self._facts.zone_of(seat)
        week = Week.of(local(facts.seats[seat.id].starts_at, zone).date()).interval(zone)
        done = effort(facts.commitments(person.id), week, facts.policy)
        if done.night_minutes:
            told = {"length": length(done.minutes), "night": length(done.night_minutes)}
            return say("{length} this week, {night} of it at night", **told)
        return say("{length} this week", length=length(done.minutes))

    def _met(self, seat: Seat, person: Volunteer) -> Iterator[Sentence]:
        for household in dict.fromkeys(households_of(self._facts, seat)) if seat.session_id else ():
            if person.id in self._ground.met.get(household, frozenset()):
                yield say("has met {code} before", code=self._facts.households[household].code)

    def _prefers(self, seat: Seat, person: Volunteer) -> bool:
        cells = {(cell.weekday, cell.part) for cell in person.availability if cell.can is Can.PREFERS}
        this = self._facts.commitment(self._facts.seats[seat.id], person.id)
        return bool(cells) and all((day.weekday(), part) in cells for day, part in parts_of(this))

    def _first(self, seat: Seat, person: Volunteer) -> Iterator[Sentence]:
        """Somebody's first seat, and who of the others there has sat in one."""
        ground = self._ground
        if person.id in ground.experienced:
            return
        mates = self._mates(seat)
        old = [mate for mate in mates if mate.id in ground.experienced and mate.id != person.id]
        if old:
            yield say("first seat, beside {name}", name=old[0].name)
        else:
            yield say("first seat, with nobody beside who has done it before")

    def _mates(self, seat: Seat) -> list[Volunteer]:
        facts = self._facts
        beside = facts.seats_by_trip.get(seat.trip_id, ()) if seat.trip_id else ()
        beside = facts.seats_by_session.get(seat.session_id, ()) if seat.session_id else beside
        found = (facts.volunteers.get(row.volunteer_id) for row in beside if row.volunteer_id is not None)
        return [person for person in found if person is not None]


def _wanted(seat: Seat) -> list[str]:
    return list(dict.fromkeys(code for code in (*seat.languages, seat.source, seat.target) if code))
