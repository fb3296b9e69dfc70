"""Filling the seats of a week: who is chosen and why, what stays, how a proposal is taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from clinic.domain.breaches import Severity
from clinic.domain.errors import Refused
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, Session, SessionKind
from clinic.domain.trips import Leg
from clinic.i18n import say
from clinic.jobs import Cancelled
from clinic.ports.seats import Limits
from clinic.rules.facts import Facts
from clinic.rules.rule import Fault, Rule
from clinic.rules.subjects import SEATINGS, Seating
from clinic.services import history, roster
from clinic.services.roster_plan import Best
from clinic.services.views.roster_proposal import ProposedSeat
from tests import factory
from tests.services.filled import has_done_it_before, propose, reasons, take, who
from tests.services.scene import FRIDAY, NOW, THURSDAY, WEDNESDAY, Scene

COOK = Role.COOK


def test_that_a_proposal_changes_nothing_and_taking_it_over_is_one_step(made: Scene) -> None:
    before = made.everything()
    proposal = propose(made)
    assert len(proposal.changes) == 3
    assert made.everything() == before
    steps = len(made.ask(lambda uow: uow.history.latest()))
    take(made, proposal)
    assert len(made.ask(lambda uow: uow.history.latest())) == steps + 1
    assert {row.volunteer_id for row in made.ask(lambda uow: uow.seats.where())} == {
        each.volunteer_id for each in proposal.changes
    }
    made.work(history.undo)
    assert made.everything() == before


@pytest.fixture
def made() -> Scene:
    """Three cooks' seats on three days, two cooks."""
    scene = Scene()
    scene.volunteer("Anna", COOK)
    scene.volunteer("Ben", COOK)
    for day in (WEDNESDAY, THURSDAY, FRIDAY):
        scene.seat(scene.session(on=day), COOK)
    return scene


def test_that_the_work_is_shared_evenly() -> None:
    scene = Scene()
    people = [scene.volunteer(name, COOK) for name in ("Anna", "Ben", "Cora")]
    for start, end in (("09:00", "11:00"), ("11:00", "13:00"), ("14:00", "16:00")):
        for day in (WEDNESDAY, THURSDAY):
            scene.seat(scene.session(start, end, day), COOK)
    proposal = propose(scene)
    done = [len(proposal.of_person(person.id)) for person in people]
    assert done == [2, 2, 2]
    assert [load.after for load in proposal.balance.loads] == [240, 240, 240]
    assert (proposal.balance.mean_before, proposal.balance.mean_after) == (0, 240)


def test_that_a_night_counts_double_when_work_is_shared() -> None:
    scene = Scene()
    anna, ben = scene.volunteer("Anna", COOK), scene.volunteer("Ben", COOK)
    night = scene.session("22:00", "23:59", WEDNESDAY)
    scene.seat(night, COOK, anna, answer=Answer.CONFIRMED, pinned=True)
    seats = [
        scene.seat(scene.session("10:00", "12:00", day), COOK)
        for day in (THURSDAY + timedelta(days=1), FRIDAY + timedelta(days=1))
    ]
    proposal = propose(scene)
    assert [who(proposal, seat) for seat in seats] == ["Ben", "Ben"]
    assert {load.name: load.after for load in proposal.balance.loads} == {"Anna": 238, "Ben": 240}
    assert len(proposal.of_person(ben.id)) == 2


def test_that_whoever_was_asked_least_recently_is_asked_first() -> None:
    scene = Scene()
    scene.volunteer("Anna", COOK, last_asked_at=NOW - timedelta(days=1))
    scene.volunteer("Ben", COOK, last_asked_at=NOW - timedelta(days=9))
    seat = scene.seat(scene.session(on=WEDNESDAY), COOK)
    proposal = propose(scene)
    assert who(proposal, seat) == "Ben"
    assert "last asked Sun 5 July" in reasons(proposal, seat)


def test_that_a_household_meets_the_same_attorney_again() -> None:
    scene = Scene()
    people = [scene.volunteer(name, Role.ATTORNEY) for name in ("Anna", "Ben", "Cora")]
    household = scene.make(factory.make_household)
    before = scene.session("10:00", "12:00", WEDNESDAY - timedelta(days=14))
    sat = scene.seat(before, Role.ATTORNEY, people[1])
    scene.make(factory.make_consultation, scene.make(factory.make_slot, before, seat_ids=(sat.id,)), household)
    session = scene.session("10:00", "12:00", THURSDAY)
    seats = [scene.seat(session, Role.ATTORNEY, position=n) for n in range(3)]
    slot = scene.make(factory.make_slot, session, seat_ids=(seats[2].id,))
    scene.make(factory.make_consultation, slot, household)
    proposal = propose(scene)
    assert who(proposal, seats[2]) == "Ben"
    assert f"has met {household.code} before" in reasons(proposal, seats[2])


def test_that_first_timers_sit_beside_somebody_who_has_done_it_before() -> None:
    scene = Scene()
    new = [scene.volunteer(name, COOK) for name in ("Anna", "Ben")]
    old = [scene.volunteer(name, COOK) for name in ("Yolanda", "Zoe")]
    has_done_it_before(scene, *old)
    pairs = []
    for place in (scene.office, scene.shelter):
        session = scene.session(on=WEDNESDAY, place_id=place.id)
        pairs.append([scene.seat(session, COOK, position=n) for n in range(2)])
    proposal = propose(scene)
    for pair in pairs:
        names = {who(proposal, seat) for seat in pair}
        assert len(names & {person.name for person in new}) == 1
    told = [
        line for pair in pairs for seat in pair for line in reasons(proposal, seat) if line.startswith("first seat")
    ]
    assert len(told) == 2
    assert all("beside" in line for line in told)


def test_that_nobody_is_sent_to_several_places_on_a_day_without_need() -> None:
    scene = Scene()
    scene.volunteer("Anna", COOK)
    scene.volunteer("Ben", COOK)
    for place in (scene.office, scene.shelter):
        for start, end in (("09:00", "11:00"), ("13:00", "15:00")):
            scene.seat(scene.session(start, end, WEDNESDAY, place_id=place.id), COOK)
    proposal = propose(scene)
    places = {(each.name, session_of(scene, each).place_id) for each in proposal.changes}
    assert len(proposal.changes) == 4
    assert len(places) == 2


def session_of(scene: Scene, change: ProposedSeat) -> Session:
    found: Session = scene.ask(lambda uow: uow.sessions.get(change.session_id))
    return found


def test_that_promises_stay_and_asked_people_stay_unless_all_is_planned_anew() -> None:
    scene = Scene()
    anna = scene.volunteer("Anna", COOK)
    scene.volunteer("Ben", COOK)
    answers = (Answer.CONFIRMED, Answer.ASKED, Answer.NOT_ASKED)
    days = (WEDNESDAY, THURSDAY, FRIDAY)
    seats = [
        scene.seat(scene.session("08:00", "17:00", day), COOK, anna, answer=answer)
        for day, answer in zip(days, answers, strict=True)
    ]
    assert propose(scene).draft.ground.open == ()
    anew = propose(scene, replan=True)
    assert {seat.id for seat in anew.draft.ground.open} == {seats[1].id, seats[2].id}
    assert [(each.seat_id, each.was, each.name) for each in anew.changes] == [(seats[2].id, "Anna", "Ben")]
    assert anew.kept == 1
    take(scene, anew)
    assert [scene.now(seat).answer for seat in seats] == list(answers)


def test_that_a_pinned_seat_survives_a_plan_made_anew(made: Scene) -> None:
    anna = next(row for row in made.ask(lambda uow: uow.volunteers.where()) if row.name == "Anna")
    for seat in made.ask(lambda uow: uow.seats.where()):
        made.work(roster.assign, seat=seat.id, volunteer=anna.id)
        made.work(roster.pin, seat=seat.id)
    assert propose(made, replan=True).draft.ground.open == ()


def test_that_only_what_was_named_is_planned(made: Scene) -> None:
    seats = sorted(made.ask(lambda uow: uow.seats.where()), key=lambda seat: seat.starts_at)
    assert [each.seat_id for each in propose(made, THURSDAY).changes] == [seats[1].id]
    assert [each.seat_id for each in propose(made, seats=frozenset({seats[2].id})).changes] == [seats[2].id]
    ben = next(row for row in made.ask(lambda uow: uow.volunteers.where()) if row.name == "Ben")
    assert {each.name for each in propose(made, person=ben.id).changes} == {"Ben"}


def test_that_a_part_is_taken_over_by_person_or_by_seat(made: Scene) -> None:
    proposal = propose(made)
    first = proposal.changes[0]
    take(made, proposal, seats=[first.seat_id])
    assert sum(seat.volunteer_id is not None for seat in made.ask(lambda uow: uow.seats.where())) == 1
    proposal = propose(made)
    person = proposal.changes[0].volunteer_id
    assert person is not None
    take(made, proposal, seats=proposal.of_person(person))
    rows = made.ask(lambda uow: uow.seats.where())
    assert sum(seat.volunteer_id == person for seat in rows) >= len(proposal.of_person(person))


def test_that_a_student_is_not_taken_over_without_the_attorney() -> None:
    scene = Scene()
    scene.volunteer("Ana", Role.ATTORNEY)
    scene.volunteer("Sol", Role.LAW_STUDENT)
    session = scene.session(on=WEDNESDAY)
    student, attorney = scene.seat(session, Role.LAW_STUDENT), scene.seat(session, Role.ATTORNEY)
    proposal = propose(scene)
    assert (who(proposal, student), who(proposal, attorney)) == ("Sol", "Ana")
    with pytest.raises(Refused, match="Without the others Sol"):
        take(scene, proposal, seats=[student.id])
    assert scene.now(student).volunteer_id is None
    take(scene, proposal)
    assert scene.now(student).volunteer_id is not None


def test_that_a_student_without_any_attorney_stays_out() -> None:
    scene = Scene()
    scene.volunteer("Sol", Role.LAW_STUDENT)
    session = scene.session(on=WEDNESDAY)
    scene.seat(session, Role.LAW_STUDENT)
    scene.seat(session, Role.ATTORNEY)
    proposal = propose(scene)
    assert proposal.changes == ()
    assert {str(left.why) for left in proposal.left} == {
        "No attorney sits in this session.",
        "Nobody on file has the role attorney.",
    }


def test_that_a_plan_is_refused_when_the_week_has_changed_since(made: Scene) -> None:
    proposal = propose(made)
    seat = made.ask(lambda uow: uow.seats.where())[0]
    anna = made.ask(lambda uow: uow.volunteers.where())[0]
    made.work(roster.assign, seat=seat.id, volunteer=anna.id)
    with pytest.raises(Refused, match="has changed since"):
        take(made, proposal)


def test_that_a_driver_is_on_the_way_from_home_before_the_trip_leaves() -> None:
    scene = Scene()
    home = scene.make(factory.make_place, "Far home")
    yard = scene.make(factory.make_place, "Yard")
    scene.make(factory.make_travel, home, yard, 90)
    van = scene.make(factory.make_vehicle, kept_id=yard.id)
    driver = scene.volunteer("Dora", Role.DRIVER, COOK, home_id=home.id)
    trip = scene.trip("12:00", "14:00", WEDNESDAY, leg=Leg.OUT, vehicle_id=van.id)
    scene.seat(scene.session("09:00", "11:00", WEDNESDAY), COOK, driver, answer=Answer.CONFIRMED)
    seat = scene.seat(trip, Role.DRIVER)
    proposal = propose(scene)
    assert proposal.changes == ()  # she would leave home at 10:30
    assert "Two places at once" in str(proposal.left[0].why)
    assert proposal.left[0].seat_id == seat.id


def test_that_stop_keeps_the_best_and_cancel_keeps_nothing(made: Scene) -> None:
    told: list[Best] = []

    def stop(best: Best) -> bool:
        told.append(best)
        return True

    assert len(propose(made, watcher=stop).changes) == 3
    assert str(told[0].words).startswith("best so far: 3 of 3 seats")

    def cancel(_: Best) -> bool:
        raise Cancelled

    with pytest.raises(Cancelled):
        propose(made, watcher=cancel)


@pytest.mark.parametrize("rounds", [None, 3000])
def test_that_the_same_seed_gives_the_same_plan(rounds: int | None) -> None:
    scene = Scene()
    for number in range(6):
        scene.volunteer(f"Person {number}", COOK)
    for day in (WEDNESDAY, THURSDAY, FRIDAY):
        for start, end in (("09:00", "11:00"), ("10:00", "12:00"), ("13:00", "15:00")):
            scene.seat(scene.session(start, end, day), COOK)
    plans = [propose(scene, limits=Limits(60, rounds, 7)) for _ in range(2)]
    first, again = ([(each.seat_id, each.name) for each in plan.changes] for plan in plans)
    assert first == again


def test_that_whoever_is_still_out_with_an_overdue_trip_is_not_counted_on(
    monkeypatch: pytest.MonkeyPatch, made: Scene
) -> None:
    people = made.ask(lambda uow: {row.name: row.id for row in uow.volunteers.where()})
    monkeypatch.setattr("clinic.services.roster_ground._out", lambda *_: frozenset({people["Anna"]}))
    assert {each.name for each in propose(made).changes} == {"Ben"}


def test_that_whoever_breaks_a_rule_that_no_sum_foresees_is_not_seated(
    monkeypatch: pytest.MonkeyPatch, made: Scene
) -> None:
    def once_a_week(_: Facts, case: Seating) -> Iterator[Fault]:
        if case.others:
            yield Fault(say("Once is enough."))

    monkeypatch.setitem(SEATINGS.rules, "ONCE", Rule("ONCE", Severity.REASON, say("Once a week"), once_a_week))
    proposal = propose(made)
    assert sorted(each.name for each in proposal.changes) == ["Anna", "Ben"]
    assert [str(left.why) in ("Anna: Once is enough.", "Ben: Once is enough.") for left in proposal.left] == [True]


def test_that_a_training_and_a_trip_are_planned_together() -> None:
    scene = Scene()
    scene.volunteer("Dora", Role.DRIVER)
    trip = scene.trip("09:00", "12:00", WEDNESDAY)
    session = scene.session("10:00", "12:00", WEDNESDAY, kind=SessionKind.TRAINING)
    driver, other = scene.seat(trip, Role.DRIVER), scene.seat(session, Role.DRIVER)
    proposal = propose(scene)
    assert who(proposal, driver) == "Dora"  # a household's hearing hangs on it
    assert [left.seat_id for left in proposal.left] == [other.id]
    assert str(proposal.left[0].why).startswith("Dora: Two places at once")


def test_that_whoever_comes_for_a_week_is_seated_in_the_training_first() -> None:
    scene = Scene()
    stay = {"here_from": WEDNESDAY, "here_until": FRIDAY, "trained_on": None}
    scene.volunteer("Nina", COOK, **stay)
    with scene.store.work() as uow:
        clinic = uow.clinics.where()[0]
        clinic.policy = replace(clinic.policy, strictness=(("ORIENTATION", "must"), ("TRAINED", "off")))
        uow.commit(say("Orientation first"))
    early = scene.seat(scene.session("08:00", "09:00", WEDNESDAY), COOK)
    training = scene.seat(scene.session("10:00", "11:00", WEDNESDAY, kind=SessionKind.TRAINING), COOK)
    later = scene.seat(scene.session("12:00", "13:00", WEDNESDAY), COOK)
    proposal = propose(scene)
    assert {each.seat_id for each in proposal.changes} == {training.id, later.id}
    assert [left.seat_id for left in proposal.left] == [early.id]
    assert "no orientation comes before" in str(proposal.left[0].why)
