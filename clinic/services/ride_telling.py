"""Proposed trips in words: who rides, where they halt and when, who drives, and why it goes like this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from clinic.domain.people import Role
from clinic.domain.trips import StopKind, Trip
from clinic.domain.when import local, minutes
from clinic.i18n import Sentence, say
from clinic.rules import score
from clinic.rules.facts import Facts
from clinic.rules.trips import opening
from clinic.services.views.ride_proposal import ProposedRider, ProposedStop, ProposedTrip

from . import trip_times
from .loading import Party
from .ride_ground import Ground
from .ride_problem import Run
from .telling import hour


def proposed(facts: Facts, ground: Ground, number: int, run: Run, trip: Trip) -> ProposedTrip:
    """A trip that was made on trial, as it is shown; `facts` hold it with its stops and crew."""
    site = facts.sites[trip.site_id]
    seats = {seat.role: seat for seat in facts.seats_by_trip.get(trip.id, ())}
    names = {
        role: facts.volunteers[seat.volunteer_id].name for role, seat in seats.items() if seat.volunteer_id is not None
    }
    halts = tuple(
        ProposedStop(
            stop.place_id,
            facts.places[stop.place_id].label,
            hour(stop.arrives_at, site.zone, site.us_zone),
            _codes(ground, run, stop.place_id) if stop.kind is StopKind.PICK_UP else (),
        )
        for stop in facts.stops_by_trip.get(trip.id, ())
    )
    judged = [(row, breach) for row, found in trip_times.judged(facts, trip) for breach in found]
    wishes = tuple(dict.fromkeys(breach.sentence for row, breach in judged if breach.code not in row.overridden))
    gates = tuple(breach.sentence for row, breach in judged if breach.code in row.overridden)
    driver = seats.get(Role.DRIVER)
    why = list(_why(ground, run))
    if driver is not None and driver.volunteer_id is not None:
        person = facts.volunteers[driver.volunteer_id]
        candidate = score.rank(facts, driver, (person,))[0]
        why.append(say("{name} drives: {words}", name=person.name, words=candidate.words))
    return ProposedTrip(
        number=number,
        label=trip.label,
        port=facts.places[trip.port_id].label,
        vehicle=run.turn.vehicle.label,
        seats=run.turn.vehicle.seats,
        taken=sum(party.need.people for party in run.parties),
        report_at=run.report_at,
        departs=hour(trip.departs_at, site.zone, site.us_zone),
        arrives=hour(trip.arrives_at, site.zone, site.us_zone),
        driver=names.get(Role.DRIVER, ""),
        has_driver_seat=Role.DRIVER in seats,
        escort=names.get(Role.ESCORT, ""),
        has_escort_seat=Role.ESCORT in seats,
        riders=riders(ground, run.parties),
        stops=halts,
        reasons=(*why, *gates),
        wishes=wishes,
    )


def thought_of(ground: Ground, number: int, run: Run) -> ProposedTrip:
    """A run of a plan that assumes what is not so: no crew is looked for and nothing is judged."""
    facts, site = ground.facts, ground.facts.sites[ground.wish.site]
    ups = run.pick_ups(facts)
    halts = [
        ProposedStop(place, facts.places[place].label, hour(at, site.zone, site.us_zone), _codes(ground, run, place))
        for place, at in ups
    ]
    port = facts.places[run.port].label
    arrives = hour(run.at_port, site.zone, site.us_zone)
    driver = run.turn.driver
    return ProposedTrip(
        number=number,
        label=str(number + 1),
        port=port,
        vehicle=run.turn.vehicle.label,
        seats=run.turn.vehicle.seats,
        taken=sum(party.need.people for party in run.parties),
        report_at=run.report_at,
        departs=halts[0].hour if halts else arrives,
        arrives=arrives,
        driver=driver.name if driver else "",
        has_driver_seat=driver is not None,
        escort="",
        has_escort_seat=False,
        riders=riders(ground, run.parties),
        stops=(*halts, ProposedStop(run.port, port, arrives, ())),
        reasons=tuple(_why(ground, run)),
        wishes=(),
    )


def riders(ground: Ground, parties: Sequence[Party]) -> tuple[ProposedRider, ...]:
    """Who rides."""
    facts = ground.facts
    found = []
    for party in parties:
        household = facts.households[party.case.hearing.household_id]
        children = party.children
        found.append(
            ProposedRider(
                party.case.hearing.id,
                household.id,
                household.code,
                party.need.people - children,
                children,
                facts.places[party.at].label,
            )
        )
    return tuple(found)


def _codes(ground: Ground, run: Run, place: object) -> tuple[str, ...]:
    households = ground.facts.households
    return tuple(households[party.case.hearing.household_id].code for party in run.parties if party.at == place)


def _why(ground: Ground, run: Run) -> Iterator[Sentence]:
    """Why the run goes like this: whether it goes early so that the vehicle can go again, whose gate must open."""
    facts, policy = ground.facts, ground.facts.policy
    latest = run.report_at - minutes(policy.time_in_hand)
    if run.at_port < latest:
        yield say(
            "An early run: the vehicle is back for another one ({here} instead of {latest} at the port)",
            here=_wall(ground, run.at_port),
            latest=_wall(ground, latest),
        )
    for place, at in run.pick_ups(facts):
        shelter = facts.places[place]
        if opening(shelter, at) is not None:
            yield say("The gate of {place} must open for {hour}", place=shelter.label, hour=_wall(ground, at))


def _wall(ground: Ground, instant: datetime) -> object:
    return local(instant, ground.facts.sites[ground.wish.site].zone).time()
