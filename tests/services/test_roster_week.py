from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clinic.domain.people import Can, DayPart, Role
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Answer, SessionKind, SessionStatus
from clinic.domain.trips import Leg
from clinic.rules.score import Fit
from clinic.services import people, roster
from clinic.services.candidates import candidates, placing
from clinic.services.roster_week import roster_week
from clinic.services.views.roster import RowKind
from clinic.services.views.seats import SeatState
from tests import factory
from tests.services.scene import FRIDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK, Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def week(scene: Scene) -> Any:
    return scene.ask(roster_week, site=scene.site.id, week=WEEK)


def test_that_an_empty_week_says_how_many_are_here(scene: Scene) -> None:
    scene.volunteer("Ana")
    scene.volunteer("Ben", here_from=date(2026, 8, 1))
    shown = week(scene)
    assert shown.is_empty
    assert str(shown.line) == "No sessions in week 29 yet · 1 person is here"


def test_that_sessions_of_the_same_hours_make_one_row_over_the_days(scene: Scene) -> None:
    for on in (TUESDAY, WEDNESDAY):
        scene.session("13:00", "17:30", on)
    scene.session("10:30", "12:00", THURSDAY, kind=SessionKind.CHARLA)
    rows = week(scene).rows
    assert [(str(row.title), row.hours, row.place) for row in rows] == [
        ("Charla", "10:30–12:00", "Jacaranda"),
        ("Consultations", "13:00–17:30", "Jacaranda"),
    ]
    assert [cell is not None for cell in rows[1].cells] == [False, True, True, False, False, False, False]


def test_that_rides_stand_among_the_sessions_by_night_and_by_day(scene: Scene) -> None:
    for start, end in (("02:30", "06:00"), ("07:30", "10:00")):
        trip = scene.trip(start, end, leg=Leg.RETURN)
        scene.make(factory.make_stop, trip, scene.shelter)
        scene.seat(trip, Role.DRIVER)
    night, day = week(scene).rows
    assert (night.kind, night.hours, night.place) == (RowKind.NIGHT_RIDES, "02:30–06:00", "Shelter Norte")
    assert (day.kind, str(day.title), day.hours) == (RowKind.DAY_RIDES, "Day rides", "07:30–10:00")


def test_that_a_cell_counts_its_seats_and_says_so_to_those_who_do_not_see_it(scene: Scene) -> None:
    session = scene.session("13:00", "17:30")
    scene.seat(session, who=scene.volunteer("Helen Castellanos"), answer=Answer.ASKED)
    scene.seat(session, Role.INTERPRETER, source="mam", target="spa", position=1)
    cell = week(scene).rows[0].cells[1]
    assert (cell.filled, cell.needed, cell.open, cell.asked) == (1, 2, 1, 1)
    assert str(cell.words) == "1 of 2 · 1 open"
    assert str(cell.spoken) == (
        "Tue 14 July, Consultations 13:00 to 17:30, Jacaranda. 1 of 2 seats filled. Open: Mam–Spanish interpreter."
    )
    assert cell.seats[0].short == "Helen C."


def test_that_each_seat_tells_the_state_most_worth_knowing(scene: Scene) -> None:
    session = scene.session("13:00", "17:30")
    ana, eve = scene.volunteer("Ana"), scene.volunteer("Eve", Role.COOK)
    scene.seat(session)
    scene.seat(session, who=ana, pinned=True, answer=Answer.CONFIRMED, position=1)
    scene.seat(session, who=scene.volunteer("Ben"), answer=Answer.CONFIRMED, position=2)
    scene.seat(session, who=eve, position=3)
    scene.seat(scene.session("08:00", "09:00"), who=eve, overridden=("ROLE",), reason="She is a lawyer")
    states = [seat.state for row in week(scene).rows for seat in row.cells[1].seats]
    assert states == [
        SeatState.OVERRIDDEN,
        SeatState.OPEN,
        SeatState.PINNED,
        SeatState.CONFIRMED,
        SeatState.WARNING,
    ]
    assert str(week(scene).line) == "4 of 5 seats filled · 1 open · 1 override"


def test_that_a_rule_broken_since_outweighs_one_that_was_overruled(scene: Scene) -> None:
    eve = scene.volunteer("Eve", Role.COOK)
    scene.seat(scene.session("13:00", "17:30"), who=eve, overridden=("ROLE",), reason="She is a lawyer")
    scene.work(people.edit, volunteer=eve.id, here_until=date(2026, 7, 1))
    (seat,) = week(scene).rows[0].cells[1].seats
    assert (seat.state, [breach.code for breach in seat.breaches]) == (SeatState.WARNING, ["HERE"])


def test_that_cancelled_sessions_and_other_sites_stay_out(scene: Scene) -> None:
    scene.seat(scene.session("13:00", "17:30", status=SessionStatus.CANCELLED))
    juarez = scene.make(factory.make_site, "Juárez")
    office = scene.make(factory.make_place, "Office", PlaceKind.OFFICE, site_id=juarez.id)
    scene.seat(scene.session("13:00", "17:30", place_id=office.id, site_id=juarez.id))
    assert week(scene).is_empty


def test_that_days_count_their_hearings(scene: Scene) -> None:
    scene.session(on=FRIDAY)
    for on, cancelled in ((TUESDAY, False), (TUESDAY, False), (FRIDAY, True)):
        scene.make(factory.make_hearing, hearing_on=on, cancelled=cancelled)
    columns = week(scene).columns
    assert [column.hearings for column in columns] == [0, 2, 0, 0, 0, 0, 0]
    assert [column.on for column in columns if column.is_today] == [TUESDAY]
    assert [column.on for column in columns if column.is_used] == [FRIDAY]


def test_that_those_with_the_least_to_do_are_on_deck_first(scene: Scene) -> None:
    ana, _ben = scene.volunteer("Ana"), scene.volunteer("Ben")
    scene.volunteer("Gone", here_until=date(2026, 7, 1))
    scene.seat(scene.session("13:00", "17:30"), who=ana)
    deck = week(scene).on_deck
    assert [(one.name, one.minutes) for one in deck] == [("Ben", 0), ("Ana", 270)]


def test_that_candidates_come_best_first_with_every_rule_against_the_others(scene: Scene) -> None:
    ana, ben = scene.volunteer("Ana"), scene.volunteer("Ben")
    scene.volunteer("Cora", Role.COOK, trained_on=None)
    scene.seat(scene.session("08:00", "09:00"), who=ana)
    shown = scene.ask(candidates, seat=scene.seat(scene.session("13:00", "17:30")).id)
    assert [one.name for one in shown.fits] == ["Ben", "Ana"]
    (cora,) = shown.why_not
    assert {breach.code for breach in cora.breaches} == {"ROLE", "TRAINED"}
    assert cora.can_be_overridden
    assert shown.smallest_change is None
    assert ben.id == shown.fits[0].volunteer_id


def test_that_whoever_sits_there_is_no_candidate(scene: Scene) -> None:
    seat = scene.seat(scene.session(), who=scene.volunteer("Ana"))
    scene.volunteer("Ben")
    assert [one.name for one in scene.ask(candidates, seat=seat.id).fits] == ["Ben"]


def test_that_whoever_is_away_is_no_candidate(scene: Scene) -> None:
    session = scene.session()
    scene.make(factory.make_absence, scene.volunteer("Ana"), session.starts_at)
    (ana,) = scene.ask(candidates, seat=scene.seat(session).id).why_not
    assert [breach.code for breach in ana.breaches] == ["ABSENT"]


def test_that_the_smallest_change_is_told_when_nobody_fits(scene: Scene) -> None:
    ana = scene.volunteer("Ana")
    scene.seat(scene.session("13:00", "14:00"), who=ana)
    shown = scene.ask(candidates, seat=scene.seat(scene.session("13:30", "17:30")).id)
    assert str(shown.smallest_change) == "Free the other seat first: Consultations. Then Ana fits."


def test_that_whoever_is_unsure_fits_with_a_warning(scene: Scene) -> None:
    ana = scene.volunteer("Ana")
    scene.work(people.set_availability, volunteer=ana.id, cells=[(1, DayPart.AFTERNOON)], can=Can.UNSURE)
    shown = scene.ask(candidates, seat=scene.seat(scene.session("13:00", "17:00")).id)
    assert [[breach.code for breach in one.breaches] for one in shown.warns] == [["UNSURE"]]


def test_that_every_seat_answers_while_somebody_is_carried(scene: Scene) -> None:
    ana = scene.volunteer("Ana", Role.ATTORNEY, Role.ESCORT)
    here = scene.seat(scene.trip("02:30", "06:00", leg=Leg.RETURN), Role.ESCORT, ana)
    free = scene.seat(scene.session(on=THURSDAY))
    tired = scene.seat(scene.session("10:00", "12:00"))
    taken = scene.seat(scene.session(on=FRIDAY), who=scene.volunteer("Ben"))
    wrong = scene.seat(scene.session(on=FRIDAY), Role.COOK)
    shown = scene.ask(placing, volunteer=ana.id, site=scene.site.id, week=WEEK)
    fits = {seat: shown.seats[seat.id].fit for seat in (here, free, tired, taken, wrong)}
    assert fits == {here: Fit.NO, free: Fit.FITS, tired: Fit.NO, taken: Fit.NO, wrong: Fit.NO}
    assert [str(shown.seats[seat.id].first) for seat in (here, taken)] == ["Already here", "Full"]
    assert "rest" in str(shown.seats[tired.id].first)
    assert str(shown.words) == "1 seat fits, 0 with a warning."


def test_that_an_answer_while_carrying_is_what_seating_says(scene: Scene) -> None:
    ana = scene.volunteer("Ana", Role.ATTORNEY)
    scene.seat(scene.session("13:00", "17:00"), who=ana)
    seats = [scene.seat(scene.session(start, end)) for start, end in (("12:00", "14:00"), ("17:00", "18:00"))]
    shown = scene.ask(placing, volunteer=ana.id, site=scene.site.id, week=WEEK)
    for seat in seats:
        assert scene.refused(roster.assign, seat=seat.id, volunteer=ana.id) == shown.seats[seat.id].breaches
