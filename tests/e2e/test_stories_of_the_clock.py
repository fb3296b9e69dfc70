"""Hearing days by the clock, to the minute: worked back from the paper, over zones, clock changes and wrong laptops."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clinic.domain.errors import RuleBroken
from clinic.domain.hearings import TimeSource
from clinic.domain.people import Role
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import SessionKind
from clinic.domain.trips import Leg, VehicleKind
from clinic.domain.when import Week, at, length_minutes, local, same_clock
from clinic.exchange.excel_out import ExcelWriter
from clinic.exchange.files import Folder
from clinic.rules import judge, timing
from clinic.rules.effort import effort
from clinic.security import kdf
from clinic.services import clock, fares, gate, hearings, nights, roster, trip_times, trips, workbook
from clinic.services.facts import week_facts
from clinic.services.rides_day import rides_day
from clinic.services.trip_detail import trip_detail
from tests import factory
from tests.terminal import PHRASE, ROOT, Terminal

from .land import Land

TUESDAY = date(2026, 7, 14)
MONDAY = TUESDAY - timedelta(days=1)
TIJUANA, SAN_DIEGO = "America/Tijuana", "America/Los_Angeles"
Made = Callable[..., Land]
REAL = kdf.COSTS[1]


@pytest.fixture
def land(terminal: Terminal) -> Made:
    """Makes the clinic of a story on the terminal's own file."""
    return lambda *where, **more: Land(terminal.file, *where, **more)


def tijuana(land: Made, **more: Any) -> Land:
    return land("Tijuana", TIJUANA, "San Diego", SAN_DIEGO, port_zone=TIJUANA, **more)


# ------------------------------------------------------------------------------------------------------------ story 1


def test_that_a_typed_report_time_gives_the_whole_morning_and_two_questions(land: Made, terminal: Terminal) -> None:
    here = tijuana(land)
    with here.scene() as uow:
        home, yard = (here.place(uow, label, PlaceKind.HOME) for label in ("Driver's home", "Van's yard"))
        factory.make_travel(uow, home, yard, 20)
        factory.make_travel(uow, yard, here.norte, 15)
    rosa = here.volunteer("Rosa Medrano", Role.DRIVER, Role.ESCORT, home=home)
    van = here.vehicle(kept_at=yard)
    with here.scene() as uow:  # back from a return trip on Monday at 21:30
        back = factory.make_trip(
            uow, "R1", leg=Leg.RETURN, report_at=None, site_id=here.site.id, port_id=here.port.id,
            standby_from=here.at("18:00", MONDAY), standby_until=here.at("21:30", MONDAY),
        )  # fmt: skip
        factory.make_seat(
            uow, back, Role.DRIVER, rosa, starts_at=here.at("18:00", MONDAY), ends_at=here.at("21:30", MONDAY)
        )
    family = here.household(34, 33, 3)
    here.hearing(family, TUESDAY, hearing_time=time(8), report_time=time(4))
    trip = here.trip(here.at("04:00", TUESDAY), family, vehicle=van)
    with pytest.raises(RuleBroken) as no:
        here.do(roster.assign, seat=here.seat(trip, Role.DRIVER).id, volunteer=rosa.id)
    assert [str(b.sentence) for b in no.value.breaches if b.code == "REST"] == [
        "Back 21:30, leaves 02:35: 5 h 05 rest, the rule asks 8."
    ]
    here.do(roster.assign, seat=here.seat(trip, Role.DRIVER).id, volunteer=rosa.id, reason="Agreed with Rosa by phone")

    stop, trip = here.pick_up(trip), here.see(trip)
    assert [here.clock(t) for t in (stop.arrives_at, stop.leaves_at, trip.arrives_at)] == ["03:10", "03:20", "03:45"]
    assert here.clock(here.seat(trip, Role.DRIVER).starts_at) == "02:35"
    sums = here.ask(trip_times.sums, trip=trip)
    assert (here.clock(sums.leaves_home_at), here.clock(sums.wake_up_at)) == ("02:35", "02:05")
    (question,) = here.ask(gate.questions, trip=trip.id)
    assert str(question.question) == "Shelter Norte is locked at 03:10: who opens, or a hotel the night before?"
    found = here.ask(trip_detail, trip=trip.id)
    assert {check.code for check in found.checks if not check.kept and check.overridden} == {"GATE", "REST"}
    assert "1 child seat" in here.slip(TUESDAY)
    here.close()
    text = terminal.done("show", "day", "2026-07-14").out
    assert "03:10" in text


def test_that_one_edit_of_the_report_time_moves_the_whole_day_and_undo_puts_it_back(land: Made) -> None:
    here = tijuana(land)
    family = here.household(34)
    hearing = here.hearing(family, TUESDAY, hearing_time=time(8), report_time=time(4))
    trip = here.trip(here.at("04:00", TUESDAY), family, vehicle=here.vehicle())
    here.do(hearings.edit, hearing=hearing.id, report_time=time(3, 30))
    assert here.clock(here.pick_up(trip).arrives_at) == "02:40"
    assert here.clock(here.see(trip).report_at) == "03:30"


# ------------------------------------------------------------------------------------------------------------ story 2


def test_that_a_proposed_report_time_is_marked_until_somebody_confirms_it(land: Made) -> None:
    zone = "America/Matamoros"
    here = land("Matamoros", zone, "Brownsville", "America/Chicago", port_zone=zone, lead_minutes=270)
    family = here.household(34)
    found = here.hearing(family, TUESDAY, hearing_time=time(8, 30))
    assert (found.report_time, found.report_source) == (time(4), TimeSource.PROPOSED)
    trip = here.trip(here.at("04:00", TUESDAY), family, vehicle=here.vehicle())
    driver = here.volunteer("Rosa Medrano", Role.DRIVER)
    here.do(roster.assign, seat=here.seat(trip, Role.DRIVER).id, volunteer=driver.id)
    assert "report time not confirmed" in here.slip(TUESDAY)

    here.do(hearings.confirm_report_time, hearing=found.id)
    assert here.hearing_of(family).report_source is TimeSource.TYPED
    assert "report time not confirmed" not in here.slip(TUESDAY)

    here.do(hearings.edit, hearing=found.id, hearing_time=time(13))
    after = here.hearing_of(family)
    assert (after.report_time, after.report_source) == (time(4), TimeSource.NOT_CONFIRMED)
    with here.store.read() as uow:
        ride = uow.rides.where(trip_id=trip.id)[0]
        facts = week_facts(uow, Week.of(TUESDAY).interval(zone))
        told = [str(b.sentence) for b in judge.riding(facts, facts.trips[trip.id], ride) if b.code == "NOT_CONFIRMED"]
    assert told == ["Report time 04:00 not confirmed: the hearing has moved since."]


def test_that_a_proposed_report_time_follows_its_hearing(land: Made) -> None:
    zone = "America/Matamoros"
    here = land("Matamoros", zone, "Brownsville", "America/Chicago", port_zone=zone, lead_minutes=270)
    family = here.household(34)
    found = here.hearing(family, TUESDAY, hearing_time=time(8, 30))
    here.do(hearings.edit, hearing=found.id, hearing_time=time(13))
    after = here.hearing_of(family)
    assert (after.report_time, after.report_source) == (time(8, 30), TimeSource.PROPOSED)


# ------------------------------------------------------------------------------------------------------------ story 3


@pytest.mark.parametrize(
    ("on", "pick_up", "same"),
    [(TUESDAY, "00:05", False), (date(2027, 1, 14), "01:05", True)],
    ids=["summer", "winter"],
)
def test_that_monterrey_and_laredo_show_both_clocks_where_they_differ(
    land: Made, tmp_path: Path, on: date, pick_up: str, same: bool
) -> None:
    here = land("Monterrey", "America/Monterrey", "Laredo", "America/Chicago", minutes=180)
    family = here.household(34)
    here.hearing(family, on, hearing_time=time(8, 30), report_time=time(4, 30))
    driver = here.volunteer("Rosa Medrano", Role.DRIVER)
    trip = here.trip(here.at("04:30", on, "America/Chicago"), family, vehicle=here.vehicle())
    here.do(roster.assign, seat=here.seat(trip, Role.DRIVER).id, volunteer=driver.id)
    stop = here.pick_up(trip)
    assert (here.clock(stop.arrives_at), here.clock(stop.arrives_at, "America/Chicago")) == (pick_up, "01:05")

    card = here.ask(rides_day, site=here.site.id, day=on)
    assert str(card.clocks.words) == ("same clock" if same else "+1 h in Laredo")
    departs = card.trips[0].departs
    assert (departs.there is None) is same
    slip = here.slip(on)
    assert pick_up in slip
    assert "01:05" in slip
    assert ("00:05" in slip) is not same
    here.do(trips.publish, trip=trip.id)
    (event,) = here.feed(tmp_path, driver, on - timedelta(days=7), on + timedelta(days=7))
    told = str(event["DESCRIPTION"])
    assert ("Chicago" in told) is not same
    assert "Monterrey" in told


# ------------------------------------------------------------------------------------------------------------ story 4


def test_that_a_bus_over_the_spring_change_takes_three_hours_everywhere(land: Made, tmp_path: Path) -> None:
    here = tijuana(land)
    here.now = datetime(2026, 3, 1, 16, tzinfo=UTC)
    saturday, sunday = date(2026, 3, 7), date(2026, 3, 8)
    with here.scene() as uow:
        mexicali = here.place(uow, "Shelter Mexicali")
        hotel = here.place(uow, "Hotel Centro", PlaceKind.HOTEL)
        factory.make_travel(uow, mexicali, hotel, 180)
        family = factory.make_household(uow, (34, 7), site_id=here.site.id, shelter_id=mexicali.id)
    bus = here.vehicle("Bus", seats=40, kind=VehicleKind.BUS, fare=395)
    escort = here.volunteer("Iván Olmos", Role.ESCORT, Role.WATCH)
    here.hearing(family, date(2026, 3, 9), hearing_time=time(8), report_time=time(4))
    out = here.trip(here.at("04:00", date(2026, 3, 9)), family)
    with here.store.read() as uow:
        rides_of = [ride.id for ride in uow.rides.where(trip_id=out.id)]
    here.do(nights.bring, rides=rides_of, to=hotel.id, departs_at=here.at("23:30", saturday), vehicle=bus.id)
    with here.store.read() as uow:
        (leg,) = uow.trips.where(leg=Leg.OTHER)
    assert f"{local(leg.arrives_at or here.now, TIJUANA):%a %d %H:%M}" == "Sun 08 03:30"
    assert length_minutes(leg.departs_at or here.now, leg.arrives_at or here.now) == 180
    assert here.ask(fares.of_trip, trip=leg.id).total == 395 + 197.5 + 395 + 50

    here.do(roster.assign, seat=here.seat(leg, Role.ESCORT).id, volunteer=escort.id, reason="Agreed with him by phone")
    with here.store.read() as uow:
        facts = week_facts(uow, Week.of(saturday).interval(TIJUANA))
        worked = effort(facts.commitments(escort.id), Week.of(saturday).interval(TIJUANA), facts.policy)
    assert (worked.minutes, worked.night_minutes) == (180, 180)
    with here.scene() as uow:
        watch = factory.make_session(
            uow, here.at("10:30", sunday), 2, site_id=here.site.id, place_id=hotel.id, kind=SessionKind.OTHER
        )
        seat = factory.make_seat(uow, watch, Role.WATCH)
    with pytest.raises(RuleBroken) as no:
        here.do(roster.assign, seat=seat.id, volunteer=escort.id)
    (rest,) = [breach for breach in no.value.breaches if breach.code == "REST"]
    assert (rest.price, "7 h rest" in str(rest.sentence)) == (60, True)

    here.do(trips.publish, trip=leg.id)
    (event,) = here.feed(tmp_path, escort, saturday - timedelta(days=7), sunday + timedelta(days=7))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        datetime(2026, 3, 8, 7, 30, tzinfo=UTC),
        datetime(2026, 3, 8, 10, 30, tzinfo=UTC),
    )
    with here.store.work() as uow:
        workbook.export(uow, ExcelWriter(), Folder(tmp_path), week=Week.of(saturday), name="week.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "week.xlsx") for row in sheet.values for cell in row]
    texts = " ".join(str(cell) for cell in cells)
    assert "23:30" in texts
    assert "03:30" in texts
    assert 3 in cells or timedelta(hours=3) in cells


# ------------------------------------------------------------------------------------------------------------ story 5


def test_that_a_watch_over_the_autumn_change_takes_five_hours_and_is_told_in_utc(land: Made, tmp_path: Path) -> None:
    here = tijuana(land)
    here.now = datetime(2026, 10, 25, 16, tzinfo=UTC)
    saturday, sunday = date(2026, 10, 31), date(2026, 11, 1)
    wen = here.volunteer("Wen", Role.WATCH)
    with here.scene() as uow:
        night = factory.make_session(
            uow, here.at("23:00", saturday), 5, site_id=here.site.id, place_id=here.norte.id,
            kind=SessionKind.RETURN_WATCH,
        )  # fmt: skip
        factory.make_seat(uow, night, Role.WATCH, wen)
    assert here.clock(night.ends_at) == "03:00"
    assert night.ends_at == here.at("03:00", sunday)
    with here.store.read() as uow:
        facts = week_facts(uow, Week.of(saturday).interval(TIJUANA))
        assert effort(facts.commitments(wen.id), Week.of(saturday).interval(TIJUANA), facts.policy).minutes == 300
    (event,) = here.feed(tmp_path, wen, saturday - timedelta(days=7), sunday + timedelta(days=7))
    assert f"{event.decoded('DTSTART'):%Y%m%dT%H%M%SZ}" == "20261101T060000Z"
    assert f"{event.decoded('DTEND'):%Y%m%dT%H%M%SZ}" == "20261101T110000Z"


def test_that_two_watches_that_meet_at_the_second_half_past_one_do_not_overlap(land: Made) -> None:
    here = tijuana(land)
    here.now = datetime(2026, 10, 25, 16, tzinfo=UTC)
    saturday, sunday = date(2026, 10, 31), date(2026, 11, 1)
    wen = here.volunteer("Wen", Role.WATCH)
    first_ends = at(sunday, time(1, 30), TIJUANA)
    second_starts = at(sunday, time(1, 30), TIJUANA, second=True)
    assert length_minutes(first_ends, second_starts) == 60
    with here.scene() as uow:
        known: dict[str, Any] = {"site_id": here.site.id, "place_id": here.norte.id, "kind": SessionKind.RETURN_WATCH}
        first = factory.make_session(uow, here.at("23:00", saturday), ends_at=first_ends, **known)
        second = factory.make_session(uow, second_starts, ends_at=here.at("04:00", sunday), **known)
        factory.make_seat(uow, first, Role.WATCH, wen)
        open_seat = factory.make_seat(uow, second, Role.WATCH)
    with here.store.read() as uow:
        facts = week_facts(uow, Week.of(saturday).interval(TIJUANA))
        found = judge.seating(facts, facts.seats[open_seat.id], facts.volunteers[wen.id])
    assert "OVERLAP" not in [breach.code for breach in found]
    assert [breach.price for breach in found if breach.code == "REST"] == [8 * 60 - 60]


# ------------------------------------------------------------------------------------------------------- stories 6, 7


def test_that_from_nogales_the_way_begins_the_day_before_and_the_clock_is_an_hour_on(land: Made) -> None:
    nogales, juarez = "America/Hermosillo", "America/Ciudad_Juarez"
    here = land("Nogales", nogales, "El Paso", "America/Denver", port_zone=juarez, minutes=480)
    with here.scene() as uow:
        hotel = here.place(uow, "Hotel Juárez", PlaceKind.HOTEL, zone=juarez)
        factory.make_travel(uow, here.norte, hotel, 480)
        factory.make_travel(uow, hotel, here.port, 10)
    thursday = date(2026, 7, 16)
    family = here.household(34, 7)
    hearing = here.hearing(family, thursday, hearing_time=time(8), report_time=time(4))
    assert hearing.zone == juarez
    out = here.trip(hearing.report_at or here.now, family)
    with here.store.read() as uow:
        (ride,) = uow.rides.where(trip_id=out.id)
    found = here.ask(nights.proposal, ride=ride.id, to=hotel.id)
    assert (here.clock(found.departs_at), here.clock(found.arrives_at, juarez)) == ("10:00", "19:00")
    here.do(nights.bring, rides=[ride.id], to=hotel.id)
    with here.store.read() as uow:
        (leg,) = uow.trips.where(leg=Leg.OTHER)
    assert f"{local(leg.departs_at or here.now, nogales):%a %H:%M}" == "Wed 10:00"
    assert (here.clock(leg.arrives_at, juarez), here.clock(leg.arrives_at, nogales)) == ("19:00", "18:00")
    stop = here.pick_up(out)
    assert (stop.place_id, here.clock(stop.arrives_at, juarez)) == (hotel.id, "03:25")
    assert here.clock(here.see(out).report_at, nogales) == "03:00"
    told = timing.clocks_sentence(hearing.report_at or here.now, (nogales, "Nogales"), (juarez, "El Paso"))
    assert str(told) == "El Paso is 1 h ahead of Nogales today."


def test_that_juarez_was_an_hour_ahead_of_el_paso_until_the_end_of_november_2022() -> None:
    juarez, el_paso = "America/Ciudad_Juarez", "America/Denver"
    before, after = (at(date(2022, *day), time(8), juarez) for day in ((11, 15), (12, 1)))
    assert [f"{local(instant, el_paso):%H:%M}" for instant in (before, after)] == ["07:00", "08:00"]
    assert [same_clock(juarez, el_paso, instant) for instant in (before, after)] == [False, True]
    days = [date(2022, 11, day) for day in range(6, 31)]
    apart = [day for day in days if not same_clock(juarez, el_paso, at(day, time(12), juarez))]
    assert (apart[0], apart[-1], len(apart)) == (date(2022, 11, 6), date(2022, 11, 29), 24)


# ----------------------------------------------------------------------------------------------------------- story 20


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, terminal: Terminal) -> Terminal:
    """A terminal whose file another process opens: with the real costs of a key."""
    monkeypatch.setitem(kdf.COSTS, 1, REAL)
    return terminal


CHILD = """
import sys
from pathlib import Path
from clinic.security.key_file import KeyFiles
from clinic.services.rides_day import rides_day
from clinic.services.vault import Vault
from datetime import date
from db.files import EncryptedFiles
store = Vault(EncryptedFiles(), KeyFiles()).open(Path(sys.argv[1]), passphrase=sys.argv[2])
with store.read() as uow:
    site = uow.sites.where()[0]
    found = rides_day(uow, site=site.id, day=date(2026, 7, 14))
    for trip in found.trips:
        print(trip.label, trip.departs)
    for stop in sorted(uow.stops.where(), key=lambda stop: stop.position):
        print(stop.kind.value, stop.arrives_at.isoformat())
"""


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Tijuana", "Asia/Kathmandu", "Pacific/Apia", "UTC"])
def test_that_hours_are_the_same_on_a_laptop_of_any_zone(land: Made, elsewhere: Terminal, zone: str) -> None:
    here = tijuana(land)
    family = here.household(34)
    here.hearing(family, TUESDAY, hearing_time=time(8), report_time=time(4))
    here.trip(here.at("04:00", TUESDAY), family, vehicle=here.vehicle())
    here.close()
    told = subprocess.run(
        [sys.executable, "-c", CHILD, str(elsewhere.file), PHRASE],
        cwd=ROOT, env={**os.environ, "TZ": zone}, capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert "2026-07-14T10:10:00+00:00" in told  # 03:10 in Tijuana
    assert "datetime.datetime(2026, 7, 14, 3, 10" in told


def test_that_a_laptop_a_year_back_is_told_plainly_and_all_hours_stay(land: Made, elsewhere: Terminal) -> None:
    here = tijuana(land)
    here.now = datetime.now(UTC) + timedelta(days=365)  # the newest change comes from a laptop whose clock is right
    family = here.household(34)
    here.hearing(family, TUESDAY, hearing_time=time(8), report_time=time(4))
    here.trip(here.at("04:00", TUESDAY), family, vehicle=here.vehicle())
    assert here.ask(clock.trouble) is None
    here.close()
    for command in (("show", "day", "2026-07-14"), ("check",)):
        answer = elsewhere.elsewhere(*command, TZ="Asia/Tokyo")
        assert "The clock of this laptop looks wrong" in answer.err
        assert "The clock" not in answer.out
    assert "03:10" in elsewhere.elsewhere("show", "day", "2026-07-14", TZ="Asia/Tokyo").out


def test_that_a_laptop_whose_clock_is_right_is_told_nothing(land: Made, terminal: Terminal) -> None:
    here = tijuana(land)
    here.now = datetime.now(UTC)
    here.household(34)
    here.close()
    assert terminal.done("check").err == ""


# -------------------------------------------------------------------------------- rules about hours when clocks change

NIGHTS = [(date(2026, 3, 7), date(2026, 3, 8), -60), (date(2026, 10, 31), date(2026, 11, 1), 60)]


@pytest.mark.parametrize(("saturday", "sunday", "longer"), NIGHTS, ids=["spring", "autumn"])
def test_that_every_length_of_a_night_in_which_clocks_change_is_real(
    land: Made, saturday: date, sunday: date, longer: int
) -> None:
    """22:00 to 06:00 on the wall: 7 h in spring, 9 h in autumn, as work, as night work, as rest."""
    here = tijuana(land)
    here.now = datetime.combine(saturday - timedelta(days=5), time(16), UTC)
    wen, abel = here.volunteer("Wen", Role.WATCH), here.volunteer("Abel", Role.WATCH)
    known: dict[str, Any] = {"site_id": here.site.id, "place_id": here.norte.id, "kind": SessionKind.RETURN_WATCH}
    with here.scene() as uow:
        night = factory.make_session(uow, here.at("22:00", saturday), ends_at=here.at("06:00", sunday), **known)
        evening = factory.make_session(uow, here.at("18:00", saturday), ends_at=here.at("22:15", saturday), **known)
        morning = factory.make_session(uow, here.at("06:15", sunday), ends_at=here.at("09:00", sunday), **known)
        factory.make_seat(uow, night, Role.WATCH, wen)
        factory.make_seat(uow, evening, Role.WATCH, abel)
        seat = factory.make_seat(uow, morning, Role.WATCH)
    with here.store.read() as uow:
        facts = week_facts(uow, Week.of(saturday).interval(TIJUANA))
        worked = effort(facts.commitments(wen.id), Week.of(saturday).interval(TIJUANA), facts.policy)
        told = judge.seating(facts, facts.seats[seat.id], facts.volunteers[abel.id])
    assert (worked.minutes, worked.night_minutes) == (480 + longer, 480 + longer)
    assert [breach.price for breach in told if breach.code == "REST"] == ([60] if longer < 0 else [])


@pytest.mark.parametrize(("saturday", "sunday", "longer"), NIGHTS, ids=["spring", "autumn"])
def test_that_a_trip_over_the_change_is_worked_back_in_real_minutes(
    land: Made, saturday: date, sunday: date, longer: int
) -> None:
    """Report 04:00 after 240 minutes of road: in spring the pick-up is an hour earlier on the wall, in autumn later."""
    here = tijuana(land, minutes=240)
    family = here.household(34)
    here.hearing(family, sunday, hearing_time=time(8), report_time=time(4))
    trip = here.trip(here.at("04:00", sunday), family, vehicle=here.vehicle())
    stop = here.pick_up(trip)
    assert stop.arrives_at is not None
    assert length_minutes(stop.arrives_at, here.see(trip).report_at or here.now) == 240 + 10 + 15
    expected = at(saturday, time(23, 35), TIJUANA) + timedelta(minutes=longer)
    assert stop.arrives_at == expected
    assert here.clock(stop.arrives_at) == ("22:35" if longer < 0 else "00:35")
    banner = here.ask(rides_day, site=here.site.id, day=sunday).banner
    assert ("forward" if longer < 0 else "back") in str(banner)
