"""Rules about the team of a meeting: it is complete, stays for the whole meeting, and all understand one another."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.breaches import Severity
from clinic.domain.consultations import Slot
from clinic.domain.people import Role
from clinic.domain.when import length_minutes, minutes
from clinic.domain.words import language_name, role_of
from clinic.i18n import Sentence, say, say_n

from .bookings import beside, zone_of
from .chains import missing_link, working_languages
from .facts import Facts
from .rule import Fault
from .should import direction, not_a_woman
from .subjects import BOOKINGS, Booking
from .teams import Member, Team
from .wording import hour, length

#: Interpreters a link in a long meeting.
TAKE_TURNS = 2


@BOOKINGS.rule("TEAM_SEATED", Severity.REASON, say("The team is there for the whole meeting"))
def team_is_there(facts: Facts, case: Booking) -> Iterator[Fault]:
    """The slot has a team, each of its seats is taken, and each seat lasts as long as the meeting."""
    members = Team.of(facts, case.slot).members
    if not members:
        yield Fault(say("No team yet."), (say("Choose a lawyer's seat of the session."),))
    for member in members:
        if member.person is None:
            role = role_of(member.seat)
            yield Fault(say("Open seat: {role}.", role=role), (say("Seat somebody as {role}.", role=role),))
        yield from _stays(case.slot, member, zone_of(facts, case.slot))


def _stays(slot: Slot, member: Member, zone: str) -> Iterator[Fault]:
    seat, who = member.seat, member.person.name if member.person else role_of(member.seat)
    late, early = length_minutes(slot.starts_at, seat.starts_at), length_minutes(seat.ends_at, slot.ends_at)
    if late > 0:
        sentence = say_n(
            "{name} is free from {clock}; {n} minute short.",
            "{name} is free from {clock}; {n} minutes short.",
            late,
            name=who,
            clock=hour(seat.starts_at, zone, slot.starts_at),
        )
        mend = say("Start at {clock} or later.", clock=hour(seat.starts_at, zone, slot.starts_at))
        yield Fault(sentence, (mend,), late)
    if early > 0:
        sentence = say_n(
            "{name} is free until {clock}; {n} minute short.",
            "{name} is free until {clock}; {n} minutes short.",
            early,
            name=who,
            clock=hour(seat.ends_at, zone, slot.starts_at),
        )
        latest = seat.ends_at - minutes(slot.interval.length)
        mend = say("Start at {clock} or earlier.", clock=hour(latest, zone, slot.starts_at))
        yield Fault(sentence, (mend,), early)


@BOOKINGS.rule("ABSENT", Severity.REASON, say("Nobody of the team is ill, away or asleep then"))
def team_is_not_absent(facts: Facts, case: Booking) -> Iterator[Fault]:
    """No absence that is sure, of anybody of the team, present or remote, shares a minute with the meeting."""
    zone = zone_of(facts, case.slot)
    for member in Team.of(facts, case.slot).members:
        person = member.person
        for absence in facts.absences_by_volunteer.get(person.id, ()) if person else ():
            if person and not absence.tentative and absence.interval.overlaps(case.slot.interval):
                first, last = (hour(end, zone, case.slot.starts_at) for end in (absence.starts_at, absence.ends_at))
                sentence = say("{name} is not free from {first} to {last}.", name=person.name, first=first, last=last)
                yield Fault(sentence, beside(case.slot, absence.interval, zone))


@BOOKINGS.rule("CHAIN", Severity.REASON, say("What is said reaches the lawyer"))
def reaches_the_lawyer(facts: Facts, case: Booking) -> Iterator[Fault]:
    """The lawyer speaks the household's language, or the team's interpreters lead from it to one of the lawyer's.

    In which order the interpreters were given does not matter.
    """
    team = Team.of(facts, case.slot)
    if team.lead is None or team.lead.person is None or team.chain(case.consultation):
        return
    person = team.lead.person
    missing = missing_link(case.consultation.language, working_languages(person), team.interpreters)
    if missing is None:
        told = {"name": person.name}
        yield Fault(say("{name}: no language on file.", **told), (say("Type the languages of {name}.", **told),))
        return
    source, target = missing
    sentence = say("No way from {source} to {target}.", source=language_name(source), target=language_name(target))
    add = say("Add an interpreter {direction} to the team.", direction=direction(source, target))
    yield Fault(sentence, (*_at_hand(facts, case.slot, team, missing), add))


def _at_hand(facts: Facts, slot: Slot, team: Team, missing: tuple[str, str]) -> Iterator[Sentence]:
    """Interpreters who sit in the session for the whole meeting and would close the gap."""
    taken = {member.seat.id for member in team.members}
    for seat in facts.seats_by_session.get(slot.session_id, ()):
        person = facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
        if seat.id not in taken and person and person.may_interpret(*missing) and seat.interval.holds(slot.interval):
            yield say("Add {name} to the team.", name=person.name)


@BOOKINGS.rule("ONE_WAY", Severity.WISH, say("Answers come back"), switchable=True)
def answers_come_back(facts: Facts, case: Booking) -> Iterator[Fault]:
    """Every interpreter of the chain works in both directions."""
    chain = Team.of(facts, case.slot).chain(case.consultation)
    for link in chain.links if chain else ():
        if not link.both_ways:
            told = {"name": link.volunteer.name, "direction": direction(link.source, link.target)}
            back = say("Add {back} to what {name} interprets.", back=direction(link.target, link.source), **told)
            yield Fault(say("{name} interprets {direction}, not back.", **told), (back,))


@BOOKINGS.rule("LONG", Severity.WISH, say("Long meetings have two interpreters"), switchable=True)
def has_a_second_interpreter(facts: Facts, case: Booking) -> Iterator[Fault]:
    """Above two hours each link of the chain has two interpreters who take turns (field research 2.4)."""
    team, limit, lasts = Team.of(facts, case.slot), facts.policy.second_interpreter_after, case.slot.interval.length
    chain = team.chain(case.consultation)
    if lasts <= limit or chain is None:
        return
    for link in chain.links:
        if sum(person.may_interpret(link.source, link.target) for person in team.interpreters) < TAKE_TURNS:
            told = {"direction": direction(link.source, link.target), "limit": length(limit), "lasts": length(lasts)}
            yield Fault(
                say("{lasts} with one interpreter {direction}; above {limit} two take turns.", **told),
                (
                    say("Add a second interpreter {direction}.", **told),
                    say("Split it into meetings of at most {limit}.", **told),
                ),
                lasts - limit,
            )


@BOOKINGS.rule("WOMEN_ONLY", Severity.REASON, say("Women meet a household that asks for it"))
def are_women_where_asked(facts: Facts, case: Booking) -> Iterator[Fault]:
    """A household that asks for women meets women; at, or from, a shelter that asks for it women interpret."""
    household = facts.households[case.consultation.household_id]
    here = facts.places[facts.sessions[case.slot.session_id].place_id]
    shelter = facts.places.get(household.shelter_id) if household.shelter_id else None
    asking = [place for place in (here, shelter) if place is not None and place.women_interpreters_only]
    for member in Team.of(facts, case.slot).members:
        if member.person is None or member.person.is_woman:
            continue
        if household.women_only:
            sentence = say("{code} meets women only.", code=household.code)
            yield not_a_woman(member.person, sentence)
        elif asking and member.seat.role is Role.INTERPRETER:
            yield not_a_woman(member.person, say("Only women interpret for {place}.", place=asking[0].label))
