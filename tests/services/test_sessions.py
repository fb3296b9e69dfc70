from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from clinic.domain.consultations import Outcome
from clinic.domain.errors import BadValue, Refused
from clinic.domain.people import Role
from clinic.domain.sessions import Answer, SeatPattern, Session, SessionKind, SessionStatus
from clinic.domain.when import local
from clinic.i18n import say
from clinic.services import sessions
from tests import factory
from tests.services.scene import THURSDAY, TUESDAY, WEDNESDAY, ZONE, Scene, codes


@pytest.fixture
def scene() -> Scene:
    return Scene()


def only_session(scene: Scene) -> Session:
    found: Session = scene.ask(lambda uow: uow.sessions.where())[0]
    return found


def hours(row: Any) -> str:
    start, end = local(row.starts_at, ZONE), local(row.ends_at, ZONE)
    return f"{start:%a %H:%M}-{end:%H:%M}"


def test_that_a_session_is_entered_with_its_seats_by_the_clock_on_the_wall(scene: Scene) -> None:
    seats = (SeatPattern(Role.ATTORNEY), SeatPattern(Role.INTERPRETER, source="mam", target="spa"))
    given = {"place": scene.office.id, "on": TUESDAY, "starts": time(13), "ends": time(17, 30)}
    scene.work(sessions.add, **given, seats=seats, kind=SessionKind.CONSULTATIONS)
    made = only_session(scene)
    assert (hours(made), made.site_id, made.status) == ("Tue 13:00-17:30", scene.site.id, SessionStatus.DRAFT)
    assert [seat.role for seat in scene.ask(lambda uow: uow.seats.where())] == [Role.ATTORNEY, Role.INTERPRETER]


def test_that_a_watch_past_midnight_ends_the_next_day(scene: Scene) -> None:
    scene.work(sessions.add, place=scene.office.id, on=date(2026, 10, 31), starts=time(23), ends=time(3))
    made = only_session(scene)
    assert made.interval.length == 5 * 60  # story 5: the clocks go back in that night


def test_that_a_session_without_length_is_refused(scene: Scene) -> None:
    with pytest.raises(BadValue, match="begins and ends at 13:00"):
        scene.work(sessions.add, place=scene.office.id, on=TUESDAY, starts=time(13), ends=time(13))


def test_that_seats_go_with_their_session(scene: Scene) -> None:
    session = scene.session("13:00", "17:00")
    whole, part = scene.seat(session), scene.seat(session, ends_at=session.starts_at + 2 * factory.HOUR)
    scene.work(sessions.edit, session=session.id, on=WEDNESDAY, starts=time(14), ends=time(18))
    assert [hours(scene.now(seat)) for seat in (whole, part)] == ["Wed 14:00-18:00", "Wed 14:00-16:00"]


def test_that_a_seat_never_reaches_beyond_a_session_that_gets_shorter(scene: Scene) -> None:
    session = scene.session("13:00", "17:00")
    part = scene.seat(session, starts_at=session.starts_at + factory.HOUR, ends_at=session.starts_at + 3 * factory.HOUR)
    late = scene.seat(session, starts_at=session.starts_at + 3 * factory.HOUR)
    scene.work(sessions.edit, session=session.id, ends=time(15))
    assert [hours(scene.now(seat)) for seat in (part, late)] == ["Tue 14:00-15:00", "Tue 13:00-15:00"]


def test_that_moving_a_session_onto_somebody_s_other_work_is_refused_by_name(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.session("14:00", "16:00"), who=anna)
    session = scene.session("10:00", "12:00")
    scene.seat(session, who=anna)
    breaches = scene.refused(sessions.edit, session=session.id, starts=time(13), ends=time(15))
    assert codes(breaches) == {"OVERLAP"}
    assert str(breaches[0].sentence).startswith("Anna: ")


def test_that_what_was_overruled_before_needs_no_new_reason_when_its_session_moves(scene: Scene) -> None:
    session = scene.session("10:00", "12:00")
    seat = scene.seat(session, who=scene.volunteer("Cora", Role.COOK), overridden=("ROLE",), reason="She is a lawyer")
    scene.work(sessions.edit, session=session.id, starts=time(11), ends=time(13))
    assert (scene.now(seat).overridden, scene.now(seat).reason) == (("ROLE",), "She is a lawyer")


def test_that_only_the_label_changes_when_only_the_label_is_typed(scene: Scene) -> None:
    session = scene.session("10:00", "12:00")
    change = scene.work(sessions.edit, session=session.id, label="Charla for Haiti")
    assert change.touched == {("session", session.id)}
    assert scene.now(session).label == "Charla for Haiti"


def test_that_booked_slots_move_with_their_session(scene: Scene) -> None:
    session = scene.session("13:00", "17:00", kind=SessionKind.CONSULTATIONS)
    slot = scene.make(factory.make_slot, session, seat_ids=())
    scene.work(sessions.edit, session=session.id, on=THURSDAY)
    assert hours(scene.now(slot)) == "Thu 13:00-14:00"


def test_that_a_booked_consultation_cannot_fall_out_of_its_session(scene: Scene) -> None:
    session = scene.session("13:00", "17:00")
    slot = scene.make(factory.make_slot, session, starts_at=session.ends_at - factory.HOUR, ends_at=session.ends_at)
    scene.make(factory.make_consultation, slot)
    with pytest.raises(Refused, match="1 consultation would lie outside"):
        scene.work(sessions.edit, session=session.id, ends=time(15))


def test_that_the_households_of_a_cancelled_session_wait_again(scene: Scene) -> None:
    session = scene.session("13:00", "17:00")
    request = scene.make(factory.make_request, done=True)
    asked = scene.make(factory.make_consultation, scene.make(factory.make_slot, session), request_id=request.id)
    walked_in = scene.make(factory.make_consultation, scene.make(factory.make_slot, session))
    change = scene.work(sessions.cancel, session=session.id)
    assert str(change.label).endswith("2 households wait again")
    assert scene.now(request).done is False
    assert {scene.now(row).outcome for row in (asked, walked_in)} == {Outcome.CANCELLED}
    assert scene.ask(lambda uow: uow.requests.count(done=False)) == 2


def test_that_a_session_held_after_all_is_judged_anew(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    session = scene.session("10:00", "12:00", status=SessionStatus.CANCELLED)
    scene.seat(session, who=anna)
    scene.seat(scene.session("11:00", "13:00"), who=anna)
    assert codes(scene.refused(sessions.restore, session=session.id)) == {"OVERLAP"}


def test_that_a_seat_s_time_lies_within_its_session(scene: Scene) -> None:
    session = scene.session("13:00", "17:00")
    with pytest.raises(BadValue, match="within its session"):
        scene.work(sessions.add_seat, session=session.id, role=Role.COOK, starts_at=session.ends_at)


def test_that_a_seat_in_a_booked_team_cannot_be_removed(scene: Scene) -> None:
    session = scene.session()
    seat = scene.seat(session)
    slot = scene.make(factory.make_slot, session, seat_ids=(seat.id,))
    consultation = scene.make(factory.make_consultation, slot)
    with pytest.raises(Refused, match="Move the consultation first"):
        scene.work(sessions.remove_seat, seat=seat.id)
    with scene.store.work() as uow:
        uow.consultations.remove(uow.consultations.get(consultation.id))
        uow.commit(say("Take it out"))
    scene.work(sessions.remove_seat, seat=seat.id)
    assert scene.now(slot).seat_ids == ()


def test_that_a_crew_seat_is_not_taken_out_of_its_trip_from_here(scene: Scene) -> None:
    seat = scene.seat(scene.trip(), Role.DRIVER)
    with pytest.raises(Refused, match="belongs to a trip"):
        scene.work(sessions.remove_seat, seat=seat.id)


@pytest.mark.parametrize("verb", ["add", "edit", "cancel", "restore", "add_seat", "remove_seat"])
def test_that_undo_of_each_verb_puts_everything_back(scene: Scene, verb: str) -> None:
    session = scene.session("13:00", "17:00", status=SessionStatus.PUBLISHED)
    seat = scene.seat(session, who=scene.volunteer("Anna"), answer=Answer.CONFIRMED, pinned=True)
    scene.make(factory.make_consultation, scene.make(factory.make_slot, session, seat_ids=(seat.id,)))
    options: dict[str, dict[str, Any]] = {
        "add": {"place": scene.office.id, "on": TUESDAY, "starts": time(9), "ends": time(10)},
        "edit": {"session": session.id, "on": THURSDAY, "starts": time(12), "ends": time(18), "room": "2"},
        "add_seat": {"session": session.id, "role": Role.COOK},
        "remove_seat": {"seat": scene.seat(session).id},
    }
    before, after, undone = scene.undone(getattr(sessions, verb), **options.get(verb, {"session": session.id}))
    assert before == undone
    assert before != after
