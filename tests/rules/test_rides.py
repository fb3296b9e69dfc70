from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clinic.domain.hearings import TimeSource
from clinic.domain.households import Paper, PaperKind
from clinic.domain.people import Role, Speaks
from clinic.domain.places import PlaceKind
from clinic.domain.trips import Leg, TripStatus

from .proofs import just_broken, just_kept, kept, other_order
from .world import Verdict, World, mends, only

SPRING, FALL = date(2026, 3, 8), date(2026, 11, 1)


def _added(world: World, here: int, more: int, reverse: bool = False) -> Verdict:
    trip = world.trip(vehicle=world.vehicle(seats=4))
    world.ride(trip, world.household(*[34] * here))
    ride = world.ride(trip, world.household(*[34] * more), kept=False)
    return world.riding(trip, ride, reverse=reverse)


@kept("SEATS")
def test_that_two_more_fit(world: World) -> Verdict:
    return _added(world, 1, 2)


@just_kept("SEATS")
def test_that_the_last_seat_may_be_taken(world: World) -> Verdict:
    return _added(world, 1, 3)


@just_broken("SEATS")
def test_that_one_more_than_seats_is_refused(world: World) -> Verdict:
    return _added(world, 2, 3)


@other_order("SEATS")
def test_that_it_does_not_matter_who_came_first(world: World) -> Verdict:
    return _added(world, 3, 2, reverse=True)


def test_that_a_full_vehicle_names_the_trip_with_room() -> None:
    world = World()
    trip = world.trip(vehicle=world.vehicle(seats=4))
    world.ride(trip, world.household(30, 30, 30))
    world.trip(vehicle=world.vehicle("Car", seats=3), label="T9")
    household = world.household(34, 31)
    found = world.riding(trip, world.ride(trip, household, kept=False))
    assert mends(found, "SEATS") == ["Move K1-AAAA to T9: 3 seats free there.", "Plan a second run for 1 person."]
    assert not only(found, "SEATS").can_be_overridden


def test_that_a_ride_on_file_is_not_counted_twice() -> None:
    world = World()
    trip = world.trip(vehicle=world.vehicle(seats=4))
    ride = world.ride(trip, world.household(*[34] * 4))
    assert "SEATS" not in [breach.code for breach in world.riding(trip, ride)]


def _wheelchair(world: World, here: bool, more: bool, places: int = 1, reverse: bool = False) -> Verdict:
    trip = world.trip(vehicle=world.vehicle(wheelchair_places=places))
    there, added = world.household(), world.household()
    world.persons(there)[0].wheelchair, world.persons(added)[0].wheelchair = here, more
    world.ride(trip, there)
    return world.riding(trip, world.ride(trip, added, kept=False), reverse=reverse)


@kept("WHEELCHAIR")
def test_that_somebody_on_foot_needs_no_wheelchair_place(world: World) -> Verdict:
    return _wheelchair(world, here=False, more=False, places=0)


@just_kept("WHEELCHAIR")
def test_that_the_only_wheelchair_place_may_be_taken(world: World) -> Verdict:
    return _wheelchair(world, here=False, more=True)


@just_broken("WHEELCHAIR")
def test_that_a_taken_wheelchair_place_is_taken(world: World) -> Verdict:
    return _wheelchair(world, here=True, more=True)


@other_order("WHEELCHAIR")
def test_that_a_vehicle_without_a_wheelchair_place_is_refused(world: World) -> Verdict:
    return _wheelchair(world, here=True, more=False, places=0, reverse=True)


def _child(world: World, age: int, seats: int, others: int = 0, reverse: bool = False) -> Verdict:
    trip = world.trip(vehicle=world.vehicle(child_seats=seats))
    world.ride(trip, world.household(34, *[5] * others))
    return world.riding(trip, world.ride(trip, world.household(30, age), kept=False), reverse=reverse)


@kept("CHILD_SEATS")
def test_that_a_young_person_of_twelve_needs_no_child_seat(world: World) -> Verdict:
    return _child(world, 12, seats=0)


@just_kept("CHILD_SEATS")
def test_that_the_last_child_seat_may_be_taken(world: World) -> Verdict:
    return _child(world, 11, seats=2, others=1)


@just_broken("CHILD_SEATS")
def test_that_a_child_without_a_child_seat_is_told(world: World) -> Verdict:
    return _child(world, 11, seats=1, others=1)


@other_order("CHILD_SEATS")
def test_that_child_seats_are_counted_in_any_order(world: World) -> Verdict:
    return _child(world, 0, seats=1, others=1, reverse=True)


def _again(world: World, same_hearing: bool = True, leg: Leg = Leg.OUT, **times: str) -> Verdict:
    household = world.household()
    hearing = world.hearing(household)
    first = world.trip("02:00", times.get("arrives", "02:40"), leg=leg)
    second = world.trip(times.get("leaves", "03:00"), "03:45")
    world.ride(first, household, hearing if same_hearing else None)
    ride = world.ride(second, household, hearing, kept=False)
    return world.riding(second, ride)


@kept("RIDES_TWICE")
def test_that_a_ride_to_a_hotel_is_no_second_ride_out(world: World) -> Verdict:
    return _again(world, leg=Leg.OTHER)


@just_kept("RIDES_TWICE")
def test_that_a_household_may_ride_twice_without_a_common_hearing(world: World) -> Verdict:
    return _again(world, same_hearing=False, arrives="03:00")


@just_broken("RIDES_TWICE")
def test_that_nobody_rides_out_twice_for_one_hearing(world: World) -> Verdict:
    return _again(world)


@other_order("RIDES_TWICE")
def test_that_the_earlier_of_two_rides_is_refused_as_well(world: World) -> Verdict:
    household = world.household()
    hearing = world.hearing(household)
    first, second = world.trip("02:00", "02:40"), world.trip("03:00", "03:45")
    world.ride(second, household, hearing)
    return world.riding(first, world.ride(first, household, hearing, kept=False), reverse=True)


def test_that_a_second_ride_is_told_by_code_and_trip() -> None:
    found = _again(World())
    assert str(only(found, "RIDES_TWICE").sentence) == "K0-AAAA is on T1 already."
    assert mends(found, "RIDES_TWICE") == ["Take K0-AAAA off T1 first."]


def test_that_nobody_is_on_two_trips_at_one_minute_whatever_for() -> None:
    assert "RIDES_TWICE" in [b.code for b in _again(World(), same_hearing=False, leaves="02:39")]


def test_that_two_rides_without_a_hearing_are_not_for_the_same_one() -> None:
    world = World()
    household = world.household()
    first, second = world.trip("02:00", "02:40"), world.trip("03:00", "03:45")
    world.ride(first, household)
    assert not world.riding(second, world.ride(second, household, kept=False))


def test_that_other_persons_of_the_household_may_ride_on_another_trip() -> None:
    world = World()
    household = world.household(34, 31)
    hearing, (one, two) = world.hearing(household), world.persons(household)
    first, second = world.trip("02:00", "02:40"), world.trip("03:00", "03:45")
    world.ride(first, household, hearing, people=[one])
    assert not world.riding(second, world.ride(second, household, hearing, people=[two], kept=False))


def test_that_a_cancelled_trip_carries_nobody() -> None:
    world = World()
    household = world.household()
    hearing = world.hearing(household)
    world.ride(world.trip("02:00", "02:40", status=TripStatus.CANCELLED), household, hearing)
    second = world.trip("03:00", "03:45")
    assert not world.riding(second, world.ride(second, household, hearing, kept=False))


def _to(world: World, trip_changes: dict[str, Any], hearing_changes: dict[str, Any], reverse: bool = False) -> Verdict:
    household = world.household()
    hearing = world.hearing(household, **hearing_changes)
    trip = world.trip(**trip_changes)
    world.trip(label="T9")
    return world.riding(trip, world.ride(trip, household, hearing), reverse=reverse)


@kept("WRONG_PORT")
def test_that_the_trip_to_the_port_of_the_hearing_is_right(world: World) -> Verdict:
    return _to(world, {}, {})


@just_kept("WRONG_PORT")
def test_that_a_hearing_without_a_port_fits_any_trip(world: World) -> Verdict:
    return _to(world, {}, {"port_id": None})


@just_broken("WRONG_PORT")
def test_that_another_port_is_told(world: World) -> Verdict:
    return _to(world, {}, {"port_id": world.place("PedWest", PlaceKind.PORT).id})


@other_order("WRONG_PORT")
def test_that_a_trip_to_another_port_is_told(world: World) -> Verdict:
    return _to(world, {"port_id": world.place("PedWest", PlaceKind.PORT).id}, {}, reverse=True)


def test_that_a_wrong_port_names_both_and_the_trip_to_the_right_one() -> None:
    world = World()
    household, west = world.household(), world.place("PedWest", PlaceKind.PORT)
    hearing = world.hearing(household, port_id=west.id)
    trip = world.trip()
    world.trip(label="T9", port_id=west.id, vehicle=world.vehicle())
    found = world.riding(trip, world.ride(trip, household, hearing))
    sentence = "The household must report at PedWest; this trip goes to El Chaparral."
    assert str(only(found, "WRONG_PORT").sentence) == sentence
    assert mends(found, "WRONG_PORT") == [
        "Move K0-AAAA to T9: 8 seats free there.",
        "Type El Chaparral as the port of the hearing, if the paper says so.",
    ]


def test_that_a_return_goes_to_no_port() -> None:
    world = World()
    assert not [b for b in _to(world, {"leg": Leg.RETURN}, {"port_id": world.office.id}) if b.code == "WRONG_PORT"]


@kept("WRONG_REPORT_TIME")
def test_that_a_trip_for_an_earlier_hour_is_fine(world: World) -> Verdict:
    return _to(world, {}, {"report": "05:00"})


@just_kept("WRONG_REPORT_TIME")
def test_that_a_trip_for_the_same_hour_is_fine(world: World) -> Verdict:
    return _to(world, {"end": "03:50"}, {"report": "04:00"})


@just_broken("WRONG_REPORT_TIME")
def test_that_a_trip_for_a_later_hour_is_told(world: World) -> Verdict:
    return _to(world, {}, {"report": "03:59"})


@other_order("WRONG_REPORT_TIME")
def test_that_a_trip_that_was_set_later_is_told(world: World) -> Verdict:
    return _to(world, {"start": "03:30", "end": "04:15", "report": "04:30"}, {}, reverse=True)


def test_that_a_wrong_report_time_names_both() -> None:
    found = _to(World(), {}, {"report": "03:30"})
    sentence = "The household must report at 03:30; this trip is for 04:00."
    assert str(only(found, "WRONG_REPORT_TIME").sentence) == sentence
    assert mends(found, "WRONG_REPORT_TIME") == ["Set the report time of the trip to 03:30."]


def test_that_an_early_run_may_be_for_a_later_hour() -> None:
    early = _to(World(), {"start": "02:00", "end": "03:15"}, {"report": "03:30"})
    assert "WRONG_REPORT_TIME" not in [breach.code for breach in early]


def test_that_a_hearing_that_moved_to_another_day_is_told() -> None:
    found = _to(World(), {}, {"on": date(2026, 8, 13)})
    sentence = "The household must report on Thu 13 August; this trip is on Tue 14 July."
    assert str(only(found, "WRONG_REPORT_TIME").sentence) == sentence


@pytest.mark.parametrize("on", [SPRING, FALL])
def test_that_report_times_are_instants_when_clocks_change(on: date) -> None:
    same = _to(World(), {"on": on}, {"on": on})
    assert "WRONG_REPORT_TIME" not in [breach.code for breach in same]
    assert only(_to(World(), {"on": on}, {"on": on, "report": "03:30"}), "WRONG_REPORT_TIME").price == 30


@kept("NOT_CONFIRMED")
def test_that_a_report_time_from_paper_is_confirmed(world: World) -> Verdict:
    return _to(world, {}, {"report_source": TimeSource.TYPED})


@just_kept("NOT_CONFIRMED")
def test_that_a_return_asks_for_no_report_time(world: World) -> Verdict:
    return _to(world, {"leg": Leg.RETURN}, {"report": None})


@just_broken("NOT_CONFIRMED")
def test_that_a_proposed_report_time_is_told(world: World) -> Verdict:
    return _to(world, {}, {"report_source": TimeSource.PROPOSED})


@other_order("NOT_CONFIRMED")
def test_that_a_report_time_older_than_the_date_is_told(world: World) -> Verdict:
    return _to(world, {}, {"report_source": TimeSource.NOT_CONFIRMED}, reverse=True)


def test_that_an_unconfirmed_report_time_says_why() -> None:
    told = [
        str(only(_to(World(), {}, changes), "NOT_CONFIRMED").sentence)
        for changes in (
            {"report_source": TimeSource.PROPOSED},
            {"report_source": TimeSource.NOT_CONFIRMED},
            {"report": None},
        )
    ]
    assert told == [
        "Report time 04:00 not confirmed: it is only proposed.",
        "Report time 04:00 not confirmed: the hearing has moved since.",
        "Report time missing.",
    ]


def _papers(world: World, *papers: Paper, leg: Leg = Leg.OUT, reverse: bool = False) -> Verdict:
    household = world.household(papers=papers)
    trip = world.trip(leg=leg)
    return world.riding(trip, world.ride(trip, household, world.hearing(household)), reverse=reverse)


@kept("PAPERS")
def test_that_papers_that_are_held_are_fine(world: World) -> Verdict:
    return _papers(world, Paper(PaperKind.NTA), Paper(PaperKind.EOIR_33, held=False))


@just_kept("PAPERS")
def test_that_a_permit_counts_until_the_end_of_its_last_day(world: World) -> Verdict:
    return _papers(world, Paper(PaperKind.FMM, valid_until=date(2026, 7, 14)))


@just_broken("PAPERS")
def test_that_a_permit_that_ends_the_day_before_is_told(world: World) -> Verdict:
    return _papers(world, Paper(PaperKind.FMM, valid_until=date(2026, 7, 13)))


@other_order("PAPERS")
def test_that_a_lost_paper_is_told_among_others(world: World) -> Verdict:
    return _papers(world, Paper(PaperKind.TEAR_SHEET, held=False), Paper(PaperKind.NTA), reverse=True)


def test_that_papers_are_counted_and_named_and_asked_on_the_way_out_only() -> None:
    lost = (Paper(PaperKind.NTA, held=False), Paper(PaperKind.FMM, valid_until=date(2026, 7, 1)))
    breach = only(_papers(World(), *lost), "PAPERS")
    sentence = "K0-AAAA: Notice to Appear (NTA), Mexican migration form (FMM) not there, or not valid on Tue 14 July."
    assert (breach.price, str(breach.sentence)) == (2, sentence)
    assert "PAPERS" not in [b.code for b in _papers(World(), *lost, leg=Leg.RETURN)]


def test_that_papers_are_asked_on_a_trip_without_a_hearing_too() -> None:
    world = World()
    household = world.household(papers=(Paper(PaperKind.FMM, valid_until=date(2026, 7, 13)),))
    trip = world.trip()
    assert only(world.riding(trip, world.ride(trip, household)), "PAPERS").price == 1


def _aboard(
    world: World, *languages: str, crew: tuple[tuple[str, ...], ...] = (("spa",),), reverse: bool = False
) -> Verdict:
    trip = world.trip()
    for spoken in crew:
        person = world.volunteer(speaks=tuple(Speaks(code) for code in spoken), interprets=())
        world.seat(trip, Role.ESCORT, person)
    ride = world.ride(trip, world.household(languages=languages))
    return world.riding(trip, ride, reverse=reverse)


@kept("LANGUAGE")
def test_that_a_crew_who_speaks_spanish_is_fine(world: World) -> Verdict:
    return _aboard(world, "spa")


@just_kept("LANGUAGE")
def test_that_one_common_language_is_enough(world: World) -> Verdict:
    return _aboard(world, "mam", "spa", crew=(("eng",), ("eng", "spa")))


@just_broken("LANGUAGE")
def test_that_a_crew_without_the_language_is_told(world: World) -> Verdict:
    return _aboard(world, "mam", crew=(("eng",), ("eng", "spa")))


@other_order("LANGUAGE")
def test_that_no_order_of_the_crew_helps(world: World) -> Verdict:
    return _aboard(world, "mam", crew=(("eng", "spa"), ("eng",)), reverse=True)


def test_that_a_trip_without_a_crew_speaks_nothing_yet() -> None:
    assert not _aboard(World(), "mam", crew=())
    told = only(_aboard(World(), "mam"), "LANGUAGE")
    assert str(told.sentence) == "Nobody of the crew speaks Mam."


def _of_household(world: World, ages: tuple[int | None, ...], riding: int, leg: Leg = Leg.OUT, **more: Any) -> Verdict:
    household = world.household(*ages)
    trip = world.trip(leg=leg)
    return world.riding(trip, world.ride(trip, household, people=world.persons(household)[:riding]), **more)


@kept("CHILD_ALONE")
def test_that_a_child_with_its_mother_is_not_alone(world: World) -> Verdict:
    return _of_household(world, (6, 34), 2)


@just_kept("CHILD_ALONE")
def test_that_somebody_of_eighteen_is_an_adult(world: World) -> Verdict:
    return _of_household(world, (6, 18), 2)


@just_broken("CHILD_ALONE")
def test_that_a_child_with_a_brother_of_seventeen_is_alone(world: World) -> Verdict:
    return _of_household(world, (6, 17), 2)


@other_order("CHILD_ALONE")
def test_that_children_are_alone_in_any_order(world: World) -> Verdict:
    return _of_household(world, (17, 6, 34), 2, reverse=True)


def test_that_children_alone_are_told_with_their_ages() -> None:
    found = _of_household(World(), (17, 6, 34), 2)
    sentence = "2 children ride without an adult of the household: ages 6, 17."
    assert str(only(found, "CHILD_ALONE").sentence) == sentence
    assert mends(found, "CHILD_ALONE") == ["Take an adult of the household along."]
    alone = _of_household(World(), (16,), 1)
    assert str(only(alone, "CHILD_ALONE").sentence) == "1 child rides without an adult of the household: age 16."
    assert mends(alone, "CHILD_ALONE") == ["Type who goes with them as the reason."]


def test_that_somebody_of_unknown_age_counts_as_an_adult() -> None:
    assert not _of_household(World(), (6, None), 2)


def test_that_the_mother_may_sit_on_another_ride_of_the_same_trip() -> None:
    world = World()
    household = world.household(34, 6)
    trip = world.trip()
    mother, child = world.persons(household)
    world.ride(trip, household, people=[mother])
    assert not world.riding(trip, world.ride(trip, household, people=[child], kept=False))


@kept("LEFT_BEHIND")
def test_that_nobody_stays_where_all_ride(world: World) -> Verdict:
    return _of_household(world, (34, 6), 2)


@just_kept("LEFT_BEHIND")
def test_that_a_child_may_stay_with_its_father(world: World) -> Verdict:
    return _of_household(world, (34, 6, 31), 1)


@just_broken("LEFT_BEHIND")
def test_that_a_child_who_stays_alone_is_asked_about(world: World) -> Verdict:
    return _of_household(world, (34, 6), 1)


@other_order("LEFT_BEHIND")
def test_that_a_child_who_stays_with_a_sister_of_seventeen_is_asked_about(world: World) -> Verdict:
    return _of_household(world, (34, 6, 17), 1, reverse=True)


def test_that_the_child_of_story_ten_is_asked_about_by_day() -> None:
    world = World()
    household = world.household(34, 15, 6)
    mother, son, _ = world.persons(household)
    hers = world.hearing(household, person_ids=(mother.id,))
    his = world.hearing(household, on=date(2026, 8, 4), person_ids=(son.id,))
    trip, later = world.trip(), world.trip(on=date(2026, 8, 4))
    world.ride(later, household, his, people=[son])
    found = world.riding(trip, world.ride(trip, household, hers, people=[mother]))
    assert str(only(found, "LEFT_BEHIND").sentence) == "Tue 14 July: who is with the children of 6, 15?"
    with_child = world.riding(trip, world.ride(trip, household, hers, people=[mother, son], kept=False))
    assert str(only(with_child, "LEFT_BEHIND").sentence) == "Tue 14 July: who is with the child of 6?"


def test_that_a_child_who_rides_on_another_trip_of_the_day_does_not_stay() -> None:
    world = World()
    household = world.household(34, 6)
    mother, child = world.persons(household)
    first, second = world.trip(), world.trip()
    world.ride(second, household, people=[child])
    codes = [b.code for b in world.riding(first, world.ride(first, household, people=[mother]))]
    assert "LEFT_BEHIND" not in codes


@pytest.mark.parametrize("on", [SPRING, FALL])
def test_that_who_stays_is_asked_by_the_day_on_the_wall(on: date) -> None:
    world = World()
    household = world.household(34, 6)
    trip = world.trip("00:10", "00:50", on, report="01:00")
    found = world.riding(trip, world.ride(trip, household, people=world.persons(household)[:1]))
    assert only(found, "LEFT_BEHIND").sentence.values["day"] == on
