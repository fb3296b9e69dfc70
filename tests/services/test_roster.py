from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from clinic.domain.breaches import Severity
from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, Seat, SessionStatus
from clinic.domain.trips import Leg
from clinic.ports import UnitOfWork
from clinic.services import history, roster, sessions
from clinic.services.facts import seating_facts
from clinic.services.views.seats import SeatState, SeatView, seat_view
from tests import factory
from tests.services.scene import THURSDAY, WEDNESDAY, Scene, codes

REASON = "She slept in the shelter, agreed by phone"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_that_somebody_can_be_seated_and_the_change_names_the_seat(scene: Scene) -> None:
    anna, seat = scene.volunteer("Anna"), scene.seat(scene.session())
    change = scene.work(roster.assign, seat=seat.id, volunteer=anna.id)
    assert scene.now(seat).volunteer_id == anna.id
    assert change.touched == {("seat", seat.id)}
    assert str(change.label) == "Seat Anna as attorney, Consultations, Tue 14 July 10:00"


def test_that_asking_somebody_first_is_one_step(scene: Scene) -> None:
    anna, seat = scene.volunteer("Anna"), scene.seat(scene.session())
    scene.work(roster.ask, seat=seat.id, volunteer=anna.id)
    assert (scene.now(seat).volunteer_id, scene.now(seat).answer) == (anna.id, Answer.ASKED)
    assert scene.now(anna).last_asked_at is not None
    scene.work(history.undo)
    assert scene.now(seat).volunteer_id is None
    assert scene.now(anna).last_asked_at is None


def test_that_seating_somebody_where_they_sit_changes_nothing(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    seat = scene.seat(scene.session(), Role.ATTORNEY, anna)
    assert scene.work(roster.assign, seat=seat.id, volunteer=anna.id).entry_id is None


def test_that_a_taken_seat_is_not_taken_away_in_passing(scene: Scene) -> None:
    anna, ben = scene.volunteer("Anna"), scene.volunteer("Ben")
    seat = scene.seat(scene.session(), Role.ATTORNEY, anna)
    with pytest.raises(Refused, match="Anna sits there"):
        scene.work(roster.assign, seat=seat.id, volunteer=ben.id)


def test_that_cover_is_seated_in_one_step_and_judged_like_everybody(scene: Scene) -> None:
    anna, ben, eva = scene.volunteer("Anna"), scene.volunteer("Ben"), scene.volunteer("Eva")
    seat = scene.seat(scene.session(), Role.ATTORNEY, anna, pinned=True)
    scene.seat(scene.session(label="elsewhere"), Role.ATTORNEY, eva)
    assert codes(scene.refused(roster.replace, seat=seat.id, volunteer=eva.id)) == {"OVERLAP"}
    scene.work(roster.replace, seat=seat.id, volunteer=ben.id)
    assert (scene.now(seat).volunteer_id, scene.now(seat).pinned) == (ben.id, False)
    scene.work(history.undo)
    assert (scene.now(seat).volunteer_id, scene.now(seat).pinned) == (anna.id, True)


def test_that_nobody_is_moved_onto_somebody_else(scene: Scene) -> None:
    anna, ben = scene.volunteer("Anna"), scene.volunteer("Ben")
    mine, taken = scene.seat(scene.session(), who=anna), scene.seat(scene.session(on=THURSDAY), who=ben)
    with pytest.raises(Refused, match="Ben sits there"):
        scene.work(roster.move, seat=mine.id, to=taken.id)


def test_that_a_night_trip_is_seen_from_the_roster(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.trip("02:30", "06:00"), Role.DRIVER, anna)
    seat = scene.seat(scene.session("10:00", "12:00"))
    breaches = scene.refused(roster.assign, seat=seat.id, volunteer=anna.id)
    assert codes(breaches) == {"REST"}
    assert "T3" in str(breaches[0].sentence)


def test_that_a_session_is_seen_from_the_trip(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.session("20:00", "22:30"), Role.ATTORNEY, anna)
    seat = scene.seat(scene.trip("02:30", "06:00", WEDNESDAY), Role.ESCORT)
    assert "REST" in codes(scene.refused(roster.assign, seat=seat.id, volunteer=anna.id))


def test_that_two_things_at_once_are_refused_whatever_the_reason(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.session("10:00", "12:00"), Role.ATTORNEY, anna)
    seat = scene.seat(scene.session("11:00", "13:00"))
    assert "OVERLAP" in codes(scene.refused(roster.assign, seat=seat.id, volunteer=anna.id, reason=REASON))
    assert scene.now(seat).volunteer_id is None


def test_that_a_place_too_far_away_is_refused(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    far = scene.make(factory.make_place, "Mezquite")
    scene.make(factory.make_travel, scene.office, far, 90)
    scene.seat(scene.session("10:00", "12:00"), Role.ATTORNEY, anna)
    seat = scene.seat(scene.session("13:00", "15:00", place_id=far.id))
    breaches = scene.refused(roster.assign, seat=seat.id, volunteer=anna.id)
    assert codes(breaches) == {"TRAVEL"}
    assert [str(mend) for mend in breaches[0].mends] == ["Start at 13:30 or later."]


def test_that_plans_of_two_sites_see_each_other(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    juarez = scene.make(factory.make_site, "Ciudad Juárez", zone="America/Ciudad_Juarez")
    office = scene.make(factory.make_place, "Office", site_id=juarez.id, zone=juarez.zone)
    there = scene.session("10:00", "12:00", place_id=office.id, site_id=juarez.id)
    scene.seat(there, Role.ATTORNEY, anna)
    seat = scene.seat(scene.session("11:00", "13:00"))
    assert "OVERLAP" in codes(scene.refused(roster.assign, seat=seat.id, volunteer=anna.id))


def test_that_all_broken_rules_come_in_one_go_each_with_a_mend(scene: Scene) -> None:
    ana = scene.volunteer("Ana", Role.ESCORT, trained_on=None)
    scene.seat(scene.trip("02:30", "06:00"), Role.ESCORT, ana)
    seat = scene.seat(scene.session("10:00", "12:00"))
    breaches = scene.refused(roster.assign, seat=seat.id, volunteer=ana.id)
    assert {"REST", "ROLE", "TRAINED"} <= codes(breaches)
    assert all(breach.mends for breach in breaches)


def test_that_a_typed_reason_is_kept_with_the_rules_that_it_overruled(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.trip("02:30", "06:00"), Role.DRIVER, anna)
    seat = scene.seat(scene.session("10:00", "12:00"))
    scene.work(roster.assign, seat=seat.id, volunteer=anna.id, reason=f"  {REASON} ")
    assert (scene.now(seat).overridden, scene.now(seat).reason) == (("REST",), REASON)


def test_that_a_reason_without_a_broken_rule_is_not_kept(scene: Scene) -> None:
    anna, seat = scene.volunteer("Anna"), scene.seat(scene.session())
    scene.work(roster.assign, seat=seat.id, volunteer=anna.id, reason=REASON)
    assert (scene.now(seat).overridden, scene.now(seat).reason) == ((), "")


def test_that_a_short_reason_is_none(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.trip("02:30", "06:00"), Role.DRIVER, anna)
    seat = scene.seat(scene.session("10:00", "12:00"))
    with pytest.raises(BadValue, match="8 letters"):
        scene.work(roster.assign, seat=seat.id, volunteer=anna.id, reason="ok 123456789")


def test_that_a_driver_who_is_not_vetted_never_drives(scene: Scene) -> None:
    tomas = scene.volunteer("Tomás", Role.DRIVER, vetted_on=None)
    seat = scene.seat(scene.trip("07:30", "09:00"), Role.DRIVER)
    breaches = scene.refused(roster.assign, seat=seat.id, volunteer=tomas.id, reason=REASON)
    assert [breach.severity for breach in breaches if breach.code == "VETTED"] == [Severity.MUST]


def test_that_a_known_conflict_is_seen_in_a_seat_with_a_booking(scene: Scene) -> None:
    household = scene.make(factory.make_household)
    anna = scene.volunteer("Anna", conflicts=(household.id,))
    session = scene.session()
    seat = scene.seat(session)
    slot = scene.make(factory.make_slot, session, seat_ids=(seat.id,))
    scene.make(factory.make_consultation, slot, household)
    assert codes(scene.refused(roster.assign, seat=seat.id, volunteer=anna.id)) == {"CONFLICT"}


def test_that_moving_somebody_opens_the_old_seat_and_forgets_what_was_said_in_it(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    old = scene.seat(
        scene.session(), who=anna, answer=Answer.CONFIRMED, pinned=True, overridden=("REST",), reason=REASON
    )
    new = scene.seat(scene.session(on=THURSDAY))
    scene.work(roster.move, seat=old.id, to=new.id)
    left, taken = scene.now(old), scene.now(new)
    assert (left.volunteer_id, left.pinned, left.overridden, left.reason) == (None, False, (), "")
    assert (taken.volunteer_id, taken.answer, taken.pinned) == (anna.id, Answer.NOT_ASKED, False)


def test_that_the_seat_somebody_leaves_does_not_count_against_the_move(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    old = scene.seat(scene.session("10:00", "12:00"), who=anna)
    new = scene.seat(scene.session("11:00", "13:00"))
    scene.work(roster.move, seat=old.id, to=new.id)
    assert scene.now(new).volunteer_id == anna.id


def test_that_a_move_that_breaks_a_rule_leaves_everything_as_it_was(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.session("11:00", "13:00"), who=anna)
    old, new = scene.seat(scene.session(on=THURSDAY), who=anna), scene.seat(scene.session("10:00", "12:00"))
    before = scene.everything()
    assert codes(scene.refused(roster.move, seat=old.id, to=new.id)) == {"OVERLAP"}
    assert scene.everything() == before


def test_that_two_people_change_seats_at_the_same_hour(scene: Scene) -> None:
    anna, ben = scene.volunteer("Anna"), scene.volunteer("Ben")
    one, two = scene.seat(scene.session(), who=anna), scene.seat(scene.session(), who=ben)
    scene.work(roster.swap, seat=one.id, other=two.id)
    assert (scene.now(one).volunteer_id, scene.now(two).volunteer_id) == (ben.id, anna.id)


def test_that_a_refused_swap_says_who_cannot(scene: Scene) -> None:
    anna, ben = scene.volunteer("Anna"), scene.volunteer("Ben", Role.ESCORT)
    one = scene.seat(scene.session(), who=anna)
    two = scene.seat(scene.session(on=THURSDAY), Role.ESCORT, ben)
    breaches = scene.refused(roster.swap, seat=one.id, other=two.id)
    assert [str(breach.sentence) for breach in breaches] == ["Ben: escort; the seat asks for attorney."]


def test_that_a_no_opens_the_seat_and_is_remembered(scene: Scene) -> None:
    seat = scene.seat(scene.session(), who=scene.volunteer("Anna"))
    scene.work(roster.decline, seat=seat.id)
    assert (scene.now(seat).volunteer_id, scene.now(seat).answer) == (None, Answer.DECLINED)


def test_that_asking_notes_when_somebody_was_asked_last(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    seat = scene.seat(scene.session(), who=anna)
    scene.work(roster.mark_asked, seat=seat.id)
    assert scene.now(seat).answer is Answer.ASKED
    assert scene.now(anna).last_asked_at is not None


def test_that_nobody_can_be_asked_for_an_open_seat(scene: Scene) -> None:
    seat = scene.seat(scene.session())
    for verb in (roster.mark_asked, roster.confirm, roster.decline, roster.pin):
        with pytest.raises(Refused, match="Nobody sits"):
            scene.work(verb, seat=seat.id)


@pytest.mark.parametrize("verb", ["assign", "move", "swap", "empty", "pin", "mark_asked", "confirm", "decline"])
def test_that_undo_of_each_verb_puts_everything_back(scene: Scene, verb: str) -> None:
    anna, ben = scene.volunteer("Anna"), scene.volunteer("Ben")
    taken = scene.seat(scene.session(), who=anna, answer=Answer.ASKED)
    other = scene.seat(scene.session(on=WEDNESDAY), who=ben, answer=Answer.CONFIRMED, pinned=True)
    free = scene.seat(scene.session(on=THURSDAY))
    options: dict[str, dict[str, Any]] = {
        "assign": {"seat": free.id, "volunteer": ben.id},
        "move": {"seat": taken.id, "to": free.id},
        "swap": {"seat": taken.id, "other": other.id},
    }
    before, after, undone = scene.undone(getattr(roster, verb), **options.get(verb, {"seat": taken.id}))
    assert before == undone
    assert before != after


def test_story_13_an_escort_is_asked_for_a_charla_in_the_next_city(scene: Scene) -> None:
    """Confirmed on a trip 02:30-06:00 in Tijuana, asked for a charla at 10:30 in Mexicali, 180 minutes away."""
    noor = scene.volunteer("Noor", Role.ESCORT, Role.ATTORNEY)
    mexicali = scene.make(factory.make_place, "Mexicali office")
    scene.make(factory.make_travel, scene.port, mexicali, 180)
    scene.seat(scene.trip("02:30", "06:00"), Role.ESCORT, noor, answer=Answer.CONFIRMED)
    seat = scene.seat(scene.session("10:30", "12:00", place_id=mexicali.id))
    breaches = scene.refused(roster.assign, seat=seat.id, volunteer=noor.id)
    assert codes(breaches) == {"REST"}
    scene.work(roster.assign, seat=seat.id, volunteer=noor.id, reason="Handed over at six, sleeps on the bus")
    assert scene.now(seat).overridden == ("REST",)


def test_that_why_not_changes_nothing(scene: Scene) -> None:
    anna, seat = scene.volunteer("Anna", Role.COOK), scene.seat(scene.session())
    before = scene.everything()
    assert codes(scene.ask(roster.judge_seat, seat=seat.id, volunteer=anna.id)) == {"ROLE"}
    assert scene.everything() == before


def test_that_a_cancelled_session_binds_nobody(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.session("10:00", "12:00", status=SessionStatus.CANCELLED), who=anna)
    seat = scene.seat(scene.session("11:00", "13:00"))
    scene.work(roster.assign, seat=seat.id, volunteer=anna.id)
    assert scene.now(seat).volunteer_id == anna.id


def test_that_a_rule_broken_carries_the_seat_nowhere(scene: Scene) -> None:
    anna, seat = scene.volunteer("Anna", Role.COOK), scene.seat(scene.session())
    with scene.store.work("Maria") as uow, pytest.raises(RuleBroken):
        roster.assign(uow, seat=seat.id, volunteer=anna.id)
    assert scene.now(seat).volunteer_id is None


def test_that_a_rule_overruled_at_one_of_two_seats_is_overruled_at_both(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    night = scene.seat(scene.trip("02:30", "06:00", leg=Leg.RETURN), Role.DRIVER, anna)
    seat = scene.seat(scene.session("10:00", "12:00"))
    assert view(scene, night).state is SeatState.NOT_ASKED
    scene.work(roster.assign, seat=seat.id, volunteer=anna.id, reason=REASON)
    assert view(scene, night).state is SeatState.NOT_ASKED
    assert view(scene, seat).state is SeatState.OVERRIDDEN
    scene.work(sessions.edit, session=seat.session_id, starts=time(10, 30))


def test_that_what_is_overruled_far_away_is_overruled_only_there(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.session(on=THURSDAY), who=anna, overridden=("REST",), reason=REASON)
    scene.seat(scene.trip("02:30", "06:00", leg=Leg.RETURN), Role.DRIVER, anna)
    tired = scene.seat(scene.session("10:00", "12:00"), who=anna)
    assert view(scene, tired).state is SeatState.WARNING


def view(scene: Scene, seat: Seat) -> SeatView:
    def find(uow: UnitOfWork) -> SeatView:
        row = uow.seats.get(seat.id)
        person = uow.volunteers.find(row.volunteer_id)
        return seat_view(seating_facts(uow, (row,), (person,) if person else ()), row)

    found: SeatView = scene.ask(find)
    return found
