"""Rules about who rides on which trip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic.domain.breaches import Severity
from clinic.domain.hearings import Hearing, TimeSource
from clinic.domain.households import Person
from clinic.domain.ids import PersonId
from clinic.domain.trips import Leg, Ride, Trip, TripStatus
from clinic.domain.when import length_minutes, local, minutes
from clinic.domain.words import PAPERS, language_list
from clinic.i18n import Sentence, listing, say, say_n

from .capacity import child_seats_faults, seats_faults, wheelchair_faults
from .facts import Facts
from .loads import day_of, other_trip, riders, rides_on, time_of
from .rule import Fault
from .should import speaks
from .subjects import RIDINGS, Riding
from .wording import clock


@RIDINGS.rule("SEATS", Severity.MUST, say("Everybody on the trip has a seat"))
def everybody_has_a_seat(facts: Facts, case: Riding) -> Iterator[Fault]:
    """With these riders too there are no more people than seats."""
    yield from seats_faults(facts, case.trip, case.ride)


@RIDINGS.rule("WHEELCHAIR", Severity.MUST, say("Every wheelchair has its place"))
def every_wheelchair_has_a_place(facts: Facts, case: Riding) -> Iterator[Fault]:
    """With these riders too there are no more wheelchairs than places for them."""
    yield from wheelchair_faults(facts, case.trip, case.ride)


@RIDINGS.rule("CHILD_SEATS", Severity.REASON, say("Every child has a child seat"), switchable=True)
def every_child_has_a_child_seat(facts: Facts, case: Riding) -> Iterator[Fault]:
    """With these riders too there is a child seat for each child."""
    yield from child_seats_faults(facts, case.trip, case.ride)


@RIDINGS.rule("RIDES_TWICE", Severity.MUST, say("Nobody rides twice to one hearing"))
def rides_once(facts: Facts, case: Riding) -> Iterator[Fault]:
    """No person is on two trips out for one hearing, on two trips at one minute, or on one trip by two rides.

    A trip that only brings people to another city or to a hotel is neither out nor return, so it does not count as one.
    """
    these = riders(facts, case.ride)
    code = facts.households[case.ride.household_id].code
    for ride in facts.rides_by_household.get(case.ride.household_id, ()):
        other = facts.trips.get(ride.trip_id)
        if ride.id == case.ride.id or other is None or these.isdisjoint(riders(facts, ride)):
            continue
        if other.id == case.trip.id or _same_hearing(case, other, ride) or _same_time(case.trip, other):
            shared = len(these & riders(facts, ride))
            yield Fault(
                say("{code} is on {trip} already.", code=code, trip=other.label),
                (say("Take {code} off {trip} first.", code=code, trip=other.label),),
                shared,
            )


def _same_hearing(case: Riding, other: Trip, ride: Ride) -> bool:
    both_out = case.trip.leg is other.leg is Leg.OUT and other.status is not TripStatus.CANCELLED
    return both_out and ride.hearing_id is not None and ride.hearing_id == case.ride.hearing_id


def _same_time(trip: Trip, other: Trip) -> bool:
    one, two = time_of(trip), time_of(other)
    return other.status is not TripStatus.CANCELLED and one is not None and two is not None and one.overlaps(two)


def _hearing(facts: Facts, case: Riding) -> Hearing | None:
    """The hearing to which a trip out brings the riders."""
    if case.trip.leg is not Leg.OUT or case.ride.hearing_id is None:
        return None
    return facts.hearings.get(case.ride.hearing_id)


@RIDINGS.rule("WRONG_PORT", Severity.REASON, say("The trip goes to the port of the hearing"))
def goes_to_the_right_port(facts: Facts, case: Riding) -> Iterator[Fault]:
    """The trip's port is the one at which the household must report."""
    hearing = _hearing(facts, case)
    if hearing is not None and hearing.port_id is not None and hearing.port_id != case.trip.port_id:
        told = {"port": facts.places[hearing.port_id].label, "other": facts.places[case.trip.port_id].label}
        mend = say("Type {other} as the port of the hearing, if the paper says so.", **told)
        yield Fault(
            say("The household must report at {port}; this trip goes to {other}.", **told),
            (*other_trip(facts, case.trip, case.ride), mend),
        )


@RIDINGS.rule("WRONG_REPORT_TIME", Severity.REASON, say("The trip goes by the report time of the hearing"))
def goes_by_the_right_report_time(facts: Facts, case: Riding) -> Iterator[Fault]:
    """The trip is on the day on which the household must report, and for no later hour.

    An early run to the port (of two) may be for a later hour, if it is there in time.
    """
    hearing, report = _hearing(facts, case), case.trip.report_at
    if hearing is None or report is None:
        return
    day = hearing.report_on or hearing.hearing_on
    trip_day = local(report, hearing.zone).date()
    if day != trip_day:
        sentence = say("The household must report on {day}; this trip is on {other}.", day=day, other=trip_day)
        yield Fault(sentence, other_trip(facts, case.trip, case.ride), abs((day - trip_day).days))
    elif hearing.report_at is not None and hearing.report_at < report and not _early_enough(facts, case.trip, hearing):
        told = {"report": clock(hearing.report_at, hearing.zone), "other": clock(report, hearing.zone)}
        mend = say("Set the report time of the trip to {report}.", **told)
        yield Fault(
            say("The household must report at {report}; this trip is for {other}.", **told),
            (*other_trip(facts, case.trip, case.ride), mend),
            length_minutes(hearing.report_at, report),
        )


def _early_enough(facts: Facts, trip: Trip, hearing: Hearing) -> bool:
    latest = hearing.report_at
    return (
        trip.arrives_at is not None
        and latest is not None
        and trip.arrives_at <= latest - minutes(facts.policy.time_in_hand)
    )


@RIDINGS.rule("NOT_CONFIRMED", Severity.WISH, say("The report time is confirmed from the paper"), switchable=True)
def report_time_is_confirmed(facts: Facts, case: Riding) -> Iterator[Fault]:
    """The report time was typed from the tear sheet: not missing, not proposed, not older than the hearing's date."""
    hearing = _hearing(facts, case)
    if hearing is None:
        return
    if hearing.report_time is None:
        yield Fault(say("Report time missing."), (say("Type it from the tear sheet."),))
    elif hearing.report_source is not TimeSource.TYPED:
        yield Fault(_unconfirmed(hearing), (say("Compare it with the tear sheet and confirm it."),))


def _unconfirmed(hearing: Hearing) -> Sentence:
    if hearing.report_source is TimeSource.NOT_CONFIRMED:
        return say("Report time {report} not confirmed: the hearing has moved since.", report=hearing.report_time)
    return say("Report time {report} not confirmed: it is only proposed.", report=hearing.report_time)


@RIDINGS.rule("PAPERS", Severity.WISH, say("The papers are there and valid on the day"), switchable=True)
def papers_are_valid(facts: Facts, case: Riding) -> Iterator[Fault]:
    """No paper for the port is known to be lost, or ends before the day of the report (field research 1.4).

    Told here in full; whoever drives or stands at a door sees a sign without detail.
    """
    hearing = _hearing(facts, case)
    day = (hearing.report_on or hearing.hearing_on) if hearing else day_of(facts, case.trip)
    if case.trip.leg is not Leg.OUT or day is None:
        return
    household = facts.households[case.ride.household_id]
    if lost := household.lacking(day):
        papers = listing([PAPERS[kind] for kind in lost])
        yield Fault(
            say("{code}: {papers} not there, or not valid on {day}.", code=household.code, papers=papers, day=day),
            (say("Note the new paper once somebody has seen it, or ask for it at the port."),),
            len(lost),
        )


@RIDINGS.rule("LANGUAGE", Severity.WISH, say("Somebody of the crew speaks with the household"), switchable=True)
def crew_speaks_with_them(facts: Facts, case: Riding) -> Iterator[Fault]:
    """Once the trip has a crew, somebody of it speaks a language of the household."""
    household = facts.households[case.ride.household_id]
    seats = facts.seats_by_trip.get(case.trip.id, ())
    crew = [facts.volunteers[seat.volunteer_id] for seat in seats if seat.volunteer_id is not None]
    if crew and not any(speaks(person, code) for person in crew for code in household.languages):
        languages = language_list(household.languages)
        yield Fault(
            say("Nobody of the crew speaks {languages}.", languages=languages),
            (say("Seat an escort who speaks {languages}.", languages=languages),),
        )


@RIDINGS.rule("CHILD_ALONE", Severity.REASON, say("No child rides alone"), switchable=True)
def no_child_rides_alone(facts: Facts, case: Riding) -> Iterator[Fault]:
    """With children under 18 rides an adult of their household; a person of unknown age counts as one."""
    aboard = {p for r in rides_on(facts, case.trip, case.ride) for p in riders(facts, r)}
    household = facts.persons_by_household.get(case.ride.household_id, ())
    here = [person for person in household if person.id in aboard]
    children = [person for person in here if person.is_child]
    if not children or len(children) < len(here):
        return
    adults = [person for person in household if not person.is_child]
    mend = say("Take an adult of the household along.") if adults else say("Type who goes with them as the reason.")
    yield Fault(
        say_n(
            "{n} child rides without an adult of the household: age {ages}.",
            "{n} children ride without an adult of the household: ages {ages}.",
            len(children),
            ages=_ages(children),
        ),
        (mend,),
        len(children),
    )


@RIDINGS.rule("LEFT_BEHIND", Severity.WISH, say("Somebody is with the children who stay"), switchable=True)
def nobody_leaves_children_alone(facts: Facts, case: Riding) -> Iterator[Fault]:
    """Where children of a household stay behind on the day of a hearing, an adult of it stays too, or it is asked."""
    day = day_of(facts, case.trip)
    if case.trip.leg is not Leg.OUT or day is None:
        return
    away = _away(facts, case, day)
    stay = [p for p in facts.persons_by_household.get(case.ride.household_id, ()) if p.id not in away]
    children = [person for person in stay if person.is_child]
    if children and len(children) == len(stay):
        yield Fault(
            say_n(
                "{day}: who is with the child of {ages}?",
                "{day}: who is with the children of {ages}?",
                len(children),
                day=day,
                ages=_ages(children),
            ),
            (say("Take them along, or note who is with them."),),
            len(children),
        )


def _away(facts: Facts, case: Riding, day: date) -> set[PersonId]:
    """Everybody of the household who rides out on that day."""
    found: set[PersonId] = set(riders(facts, case.ride))
    for ride in facts.rides_by_household.get(case.ride.household_id, ()):
        trip = facts.trips.get(ride.trip_id)
        if trip is not None and ride.id != case.ride.id and trip.leg is Leg.OUT and day_of(facts, trip) == day:
            found |= riders(facts, ride)
    return found


def _ages(children: list[Person]) -> Sentence:
    return listing(sorted(child.age for child in children if child.age is not None))
