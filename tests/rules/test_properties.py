"""What holds for any plan: order does not matter, overlap is counted right, the judge never falls over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.domain.breaches import Severity
from clinic.domain.commitments import Commitment, CommitmentKind
from clinic.domain.consultations import Outcome
from clinic.domain.hearings import TimeSource
from clinic.domain.people import (
    Availability,
    Can,
    Credential,
    CredentialKind,
    DayPart,
    Interprets,
    Limits,
    Role,
    Speaks,
)
from clinic.domain.policy import OFF, Policy
from clinic.domain.sessions import Seat, SessionStatus
from clinic.domain.trips import Leg, StopKind, TripStatus, VehicleKind
from clinic.domain.when import MINUTE, at, local, minutes
from clinic.i18n import Sentence, in_language
from clinic.rules import judge, score
from clinic.rules.hours import ONE_DUTY, is_night_work
from clinic.rules.rule import Book

from .world import TIJUANA, World

#: An ordinary Sunday, and the two on which clocks change.
DAYS = [date(2026, 7, 12), date(2026, 3, 8), date(2026, 11, 1)]
PAIR_RULES = {"OVERLAP", "TRAVEL", "REST", "SHORT_GAP"}

#: How strict a clinic may want some of the rules.
strictnesses = st.lists(
    st.tuples(st.sampled_from(sorted(judge.switchable())), st.sampled_from([*[s.value for s in Severity], OFF])),
    unique_by=lambda pair: pair[0],
).map(tuple)

Plan = tuple[date, list[tuple[tuple[int, int], str]]]

spans = st.tuples(st.integers(0, 48 * 12), st.integers(1, 10 * 12))
plans = st.tuples(st.sampled_from(DAYS), st.lists(st.tuples(spans, st.sampled_from("onpr")), min_size=2, max_size=4))


def _laid_out(plan: Plan) -> tuple[World, list[Seat]]:
    """Seats of one volunteer, in steps of five minutes from midnight: at the office, at Norte, at a port, remote."""
    on, parts = plan
    world = World()
    anna = world.volunteer(home_id=world.home.id)
    midnight = at(on, time(0), TIJUANA)
    seats = []
    for (start, length), kind in parts:
        first, last = midnight + minutes(5 * start), midnight + minutes(5 * (start + length))
        if kind == "p":
            trip = world.trip(on=on)
            trip.departs_at, trip.arrives_at = first, last
            seats.append(world.seat(trip, Role.DRIVER, anna))
        else:
            session = world.session("08:00", "09:00", on, place=world.norte if kind == "n" else world.office)
            session.starts_at, session.ends_at = first, last
            seats.append(world.seat(session, Role.ATTORNEY, anna, remote=kind == "r"))
    return world, seats


def _judged_alone(world: World, seat: Seat, other: Seat) -> dict[str, int]:
    """Codes and prices of the rules about pairs for `seat`, when `other` is all else that there is."""
    facts = world.facts().with_(seats={seat.id: seat, other.id: other})
    found = judge.seating(facts, seat, world.rows["volunteers"][0])
    return {breach.code: breach.price for breach in found if breach.code in PAIR_RULES}


@given(plans)
@settings(deadline=None)
def test_that_rules_about_pairs_say_the_same_of_both(plan: Plan) -> None:
    world, seats = _laid_out(plan)
    for one in seats:
        for other in seats:
            if one is not other:
                assert _judged_alone(world, one, other) == _judged_alone(world, other, one)


@given(plans)
@settings(deadline=None)
def test_that_overlap_is_what_counting_minutes_finds(plan: Plan) -> None:
    world, seats = _laid_out(plan)
    for seat in seats:
        shared = sorted(
            len(_minutes(seat) & _minutes(other))
            for other in seats
            if other is not seat and _minutes(seat) & _minutes(other)
        )
        found = world.seating(seat, world.rows["volunteers"][0])
        assert sorted(breach.price for breach in found if breach.code == "OVERLAP") == shared


def _minutes(seat: Seat) -> set[datetime]:
    return {seat.starts_at + n * MINUTE for n in range(seat.interval.length)}


@given(plans)
@settings(deadline=None)
def test_that_rest_is_what_the_definition_says(plan: Plan) -> None:
    world, seats = _laid_out(plan)
    anna, facts = world.rows["volunteers"][0], world.facts()
    for seat in seats:
        this, short = facts.commitment(seat, anna.id), []
        others = [facts.commitment(s, anna.id) for s in seats if s is not seat]
        for other in others:
            gap = this.interval.gap_to(other.interval)
            trips = other in _duty(this, others)
            night = is_night_work(this, facts.policy) or is_night_work(other, facts.policy)
            if not this.interval.overlaps(other.interval) and night and gap < 480 and not trips:
                short.append(480 - gap)
        found = world.seating(seat, anna)
        assert sorted(breach.price for breach in found if breach.code == "REST") == sorted(short)


def _duty(this: Commitment, others: list[Commitment]) -> list[Commitment]:
    """Trips that hang together with this one, each less than two hours from another of them."""
    duty = [this] if this.kind is CommitmentKind.TRIP else []
    for one in duty:
        near = [each for each in others if one.interval.gap_to(each.interval) < ONE_DUTY]
        duty += [each for each in near if each.kind is CommitmentKind.TRIP and each not in duty]
    return duty


@given(plans)
@settings(deadline=None)
def test_that_the_order_of_the_rows_changes_nothing(plan: Plan) -> None:
    world, seats = _laid_out(plan)
    anna = world.rows["volunteers"][0]
    for seat in seats:
        there, back = world.seating(seat, anna), world.seating(seat, anna, reverse=True)
        assert sorted((b.code, str(b.sentence), b.price) for b in there) == sorted(
            (b.code, str(b.sentence), b.price) for b in back
        )


@given(st.tuples(st.just(DAYS[0]), st.lists(st.tuples(spans, st.sampled_from("on")), min_size=2, max_size=2)))
@settings(deadline=None)
def test_that_what_is_told_to_mend_does_mend(plan: Plan) -> None:
    """Moving the seat to the hour that is named takes away the breach that named it."""
    world, (seat, other) = _laid_out(plan)
    length = seat.ends_at - seat.starts_at
    broken = [b for b in world.seating(seat, world.rows["volunteers"][0]) if b.code in PAIR_RULES]
    for breach in broken:
        for mend in breach.mends:
            if mend.one.startswith(("Start at", "End at")):
                moved = replace(seat, **_moved(mend, seat, length))
                assert breach.code not in _judged_alone(world, moved, other)


def _moved(mend: Sentence, seat: Seat, length: timedelta) -> dict[str, Any]:
    starts = mend.one.startswith("Start at")
    told = mend.values["clock"]
    beside = local(seat.starts_at if starts else seat.ends_at, TIJUANA)
    wall = told if isinstance(told, datetime) else datetime.combine(beside.date(), told, beside.tzinfo)
    instant = wall.astimezone(UTC)
    return (
        {"starts_at": instant, "ends_at": instant + length}
        if starts
        else {"starts_at": instant - length, "ends_at": instant}
    )


def _drawn_world(data: st.DataObject) -> World:
    """A clinic in which anything may be missing, late, full, cancelled or crossed."""
    draw = data.draw
    world = World(strictness=draw(strictnesses))
    on = draw(st.sampled_from(DAYS))
    midnight = at(on, time(0), TIJUANA)
    maybe_instant = st.one_of(st.none(), st.integers(-600, 3000).map(lambda n: midnight + minutes(n)))
    days = st.one_of(st.none(), st.sampled_from([on - timedelta(days=1), on, on + timedelta(days=1)]))
    codes = st.sampled_from(["spa", "eng", "mam", "xxx"])
    far = world.another_site("Juárez", "America/Ciudad_Juarez")
    places = st.sampled_from([world.office, world.norte, world.sur, world.port, far])
    households = [
        world.household(
            *draw(st.lists(st.one_of(st.none(), st.integers(0, 90)), min_size=1, max_size=3)),
            women_only=draw(st.booleans()),
            languages=draw(st.lists(codes, max_size=2).map(tuple)),
            shelter_id=draw(st.sampled_from([None, world.norte.id])),
        )
        for _ in range(2)
    ]
    people = [
        world.volunteer(
            f"V{n}",
            *draw(st.lists(st.sampled_from(list(Role)), max_size=3)),
            speaks=draw(st.lists(codes.map(Speaks), max_size=2).map(tuple)),
            interprets=draw(st.lists(st.builds(Interprets, codes, codes), max_size=2).map(tuple)),
            credentials=draw(
                st.lists(st.builds(Credential, st.sampled_from(list(CredentialKind)), expires_on=days), max_size=2).map(
                    tuple
                )
            ),
            vetted_on=draw(days),
            trained_on=draw(days),
            here_from=draw(days),
            here_until=draw(days),
            is_woman=draw(st.sampled_from([None, True, False])),
            availability=draw(
                st.lists(
                    st.builds(
                        Availability, st.integers(0, 6), st.sampled_from(list(DayPart)), st.sampled_from(list(Can))
                    ),
                    max_size=3,
                ).map(tuple)
            ),
            limits=draw(st.builds(Limits, *[st.one_of(st.none(), st.integers(0, 500))] * 4)),
            conflicts=draw(st.lists(st.sampled_from([h.id for h in households]), max_size=1).map(tuple)),
            home_id=draw(st.sampled_from([None, world.home.id])),
        )
        for n in range(2)
    ]
    someone = st.sampled_from([*people, None])
    for person in people:
        start = draw(st.integers(-300, 2000))
        absence = world.absence(person, "08:00", "09:00", on, tentative=draw(st.booleans()))
        absence.starts_at, absence.ends_at = midnight + minutes(start), midnight + minutes(start + 90)
    for _ in range(2):
        session = world.session("08:00", "09:00", on, place=draw(places), advice=draw(st.booleans()))
        start = draw(st.integers(-300, 2000))
        session.starts_at = midnight + minutes(start)
        session.ends_at = session.starts_at + minutes(draw(st.integers(1, 900)))
        session.status = draw(st.sampled_from(list(SessionStatus)))
        seats = [
            world.seat(
                session,
                draw(st.sampled_from(list(Role))),
                draw(someone),
                source=draw(st.one_of(st.just(""), codes)),
                target=draw(st.one_of(st.just(""), codes)),
                remote=draw(st.booleans()),
            )
            for _ in range(2)
        ]
        slot = world.slot(
            session, "08:00", "09:00", *draw(st.lists(st.sampled_from(seats), max_size=2, unique_by=id)), on=on
        )
        slot.starts_at = session.starts_at + minutes(draw(st.integers(-60, 60)))
        slot.ends_at = slot.starts_at + minutes(draw(st.integers(1, 300)))
        world.book(
            slot, draw(st.sampled_from(households)), language=draw(codes), outcome=draw(st.sampled_from(list(Outcome)))
        )
    van = world.vehicle(seats=draw(st.integers(0, 4)), kind=draw(st.sampled_from(list(VehicleKind))))
    for _ in range(2):
        leg = draw(st.sampled_from(list(Leg)))
        trip = world.trip(on=on, vehicle=draw(st.sampled_from([None, van])), leg=leg, port_id=draw(places).id)
        trip.status = draw(st.sampled_from(list(TripStatus)))
        for role in (Role.DRIVER, Role.ESCORT):
            world.seat(trip, role, draw(someone))
        trip.departs_at, trip.arrives_at, trip.report_at = (draw(maybe_instant) for _ in range(3))
        for kind in (StopKind.PICK_UP, StopKind.PORT):
            world.stop(trip, draw(places), kind=kind).arrives_at = draw(maybe_instant)
        household = draw(st.sampled_from(households))
        hearing = world.hearing(
            household,
            draw(st.sampled_from([None, "04:00"])),
            on,
            report_source=draw(st.sampled_from(list(TimeSource))),
            port_id=draw(st.sampled_from([None, world.port.id, world.office.id])),
        )
        named = draw(st.lists(st.sampled_from(world.persons(household)), max_size=2, unique_by=id))
        world.ride(trip, household, draw(st.sampled_from([None, hearing])), people=named)
    return world


@pytest.mark.slow
@given(st.data())
@settings(deadline=None, max_examples=60)
def test_that_the_judge_has_a_whole_sentence_for_any_plan(data: st.DataObject) -> None:
    world = _drawn_world(data)
    for reverse in (False, True):
        facts = world.facts(reverse=reverse)
        for _, _, breach in judge.everything(facts):
            for language in ("en", "es"):
                with in_language(language):
                    told = [str(breach.sentence), *(str(mend) for mend in breach.mends)]
                assert all(part.strip() and "{" not in part for part in told)
            assert breach.price > 0, breach.code
        for seat in facts.seats.values():
            assert len(score.rank(facts, seat, facts.volunteers.values())) == len(facts.volunteers)


@pytest.mark.slow
@given(st.data())
@settings(deadline=None, max_examples=40)
def test_that_what_is_found_does_not_depend_on_the_order_of_the_rows(data: st.DataObject) -> None:
    world = _drawn_world(data)
    there, back = (
        sorted(
            (kind, str(row), b.code, b.price, str(b.sentence))
            for kind, row, b in judge.everything(world.facts(reverse=r))
        )
        for r in (False, True)
    )
    assert there == back


@pytest.mark.slow
@given(st.data())
@settings(deadline=None, max_examples=60)
def test_that_strictness_changes_how_hard_a_breach_is_and_nothing_else(data: st.DataObject) -> None:
    world, asked = _drawn_world(data), dict(data.draw(strictnesses))
    as_declared, as_asked = (
        [
            (kind, row, breach, _switchable(kind, breach.code))
            for kind, row, breach in judge.everything(world.facts().with_(policy=Policy(strictness=strictness)))
        ]
        for strictness in ((), tuple(asked.items()))
    )
    expected = [
        (kind, row, b.code, Severity(asked[b.code]) if switchable and b.code in asked else b.severity, str(b.sentence))
        for kind, row, b, switchable in as_declared
        if not (switchable and asked.get(b.code) == OFF)
    ]
    found = [(kind, row, b.code, b.severity, str(b.sentence)) for kind, row, b, _ in as_asked]
    assert sorted(found, key=str) == sorted(expected, key=str)


def _switchable(kind: str, code: str) -> bool:
    books: dict[str, Book[Any]] = {
        "seat": judge.SEATINGS,
        "trip": judge.TRIPS,
        "ride": judge.RIDINGS,
        "consultation": judge.BOOKINGS,
    }
    return books[kind].rules[code].switchable
