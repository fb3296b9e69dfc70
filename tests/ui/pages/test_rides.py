"""Rides in the window: taken on by key, menu and drop, refused with what works, planned, typed; vehicles too."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QMenu, QPlainTextEdit

from clinic.domain.hearings import TimeSource
from clinic.domain.households import Household
from clinic.domain.people import Role
from clinic.domain.places import Place
from clinic.domain.sessions import Answer
from clinic.domain.trips import StopKind, Trip, TripStatus, VehicleKind
from clinic.services import sample
from tests import factory
from tests.services.border import TUESDAY, Border
from tests.services.scene import WEEK
from tests.stores import memory_store
from tests.ui.cut import cut_words
from tests.ui.hands import CONTROL, SHIFT, Hands
from tests.ui.pages.conftest import Opener
from tests.ui.stall import LIMIT, longest_gap
from ui.pages.rides.page import RidesPage
from ui.pages.rides.rider_chip import RiderChip
from ui.pages.rides.vehicles import fleet_table
from ui.states import State
from ui.widgets.lines import LineList

pytestmark = pytest.mark.window
ALT = Qt.KeyboardModifier.AltModifier
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
REASON = "The guard opens the gate for us"


class Road(Border):
    """T1 goes at 04:00; one household of three waits at Shelter Sur, 35 min from the port; Rosa drives."""

    def __init__(self) -> None:
        super().__init__()
        self.mine: Household = self.household(shelter=self.sur)
        self.date = self.hearing(self.mine)
        self.t1: Trip = self.trip()
        self.rosa, self.ivan = self.driver(), self.escort()

    def shelter(self, label: str) -> Place:
        """One more shelter without a gate, 30 minutes from the port, 10 from the other ones."""
        with self.scene() as uow:
            found = self.place(uow, label)
            for other, minutes in ((self.port, 30), (self.sur, 10), (self.norte, 10), (self.yard, 10)):
                factory.make_travel(uow, found, other, minutes)
        return found

    def trips(self) -> list[Trip]:
        with self.store.read() as uow:
            return sorted(uow.trips.where(status=TripStatus.DRAFT), key=lambda trip: trip.label)

    def riders(self, trip: Trip | None = None) -> list[Household]:
        """Who rides on a trip, by the file."""
        with self.store.read() as uow:
            return [uow.households.get(ride.household_id) for ride in uow.rides.where(trip_id=(trip or self.t1).id)]


@pytest.fixture
def scene() -> Road:
    return Road()


def page(at: Hands) -> RidesPage:
    return at.page(RidesPage)


def open_rides(open_page: Opener, language: str = "en") -> Hands:
    at = open_page("rides", language)
    page(at).board.uncovered.setFocus()
    return at


def command(at: Hands, text: str) -> None:
    """Find a command in the palette by typing it, and run it."""
    at.press(Qt.Key.Key_K, CONTROL, builds=True)
    focus = at.app.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
    at.press(Qt.Key.Key_Return, builds=True)


def titles(lines: LineList) -> list[str]:
    return [line.title for line in lines.lines if not line.section]


# ----------------------------------------------------------------------------------------------------- onto a trip


def test_that_enter_takes_a_household_on_the_chosen_trip_and_undo_takes_it_off(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    assert "0 of 3 people have a ride out" in page(at).header.answer
    at.line("uncovered", scene.mine.code)
    at.press(Qt.Key.Key_Return)
    assert [one.code for one in scene.riders()] == [scene.mine.code]
    assert titles(page(at).board.uncovered) == []
    assert "Everybody has a ride out." in at.words()
    at.press(Qt.Key.Key_Z, CONTROL)
    assert titles(page(at).board.uncovered) == [scene.mine.code]


def carried(at: Hands) -> dict[str, State | None]:
    """What each trip answers to the household that is carried."""
    return {line.title: line.answer for line in page(at).board.trips.lines if not line.section}


def test_that_m_carries_a_household_f_finds_the_next_fit_and_enter_puts_it_down(scene: Road, open_page: Opener) -> None:
    with scene.scene() as uow:
        small = factory.make_vehicle(uow, "Motorbike", seats=1, child_seats=0, site_id=scene.site.id)
        car = factory.make_vehicle(uow, "Car", seats=4, child_seats=1, site_id=scene.site.id)
    scene.trip(vehicle=small)
    third = scene.trip(vehicle=car)
    at = open_rides(open_page)
    at.line("uncovered", scene.mine.code)
    at.press(Qt.Key.Key_M)
    assert carried(at) == {"T1": State.FITS, "T2": State.NO_FIT, "T3": State.FITS}
    assert f"Placing {scene.mine.code}." in at.words()
    assert "2 trips fit" in at.words()
    no = page(at).board.trips.lines[1]
    assert "does not fit: 2 people too many" in no.details[0].text
    assert "1 child seat needed" in no.tooltip
    at.press(Qt.Key.Key_F)
    at.press(Qt.Key.Key_F)
    at.press(Qt.Key.Key_F, SHIFT)
    assert page(at).board.trips.current_key == str(third.id)
    at.press(Qt.Key.Key_Return)
    assert [one.code for one in scene.riders(third)] == [scene.mine.code]
    assert set(carried(at).values()) == {None}


def test_that_w_tells_every_reason_of_a_trip_while_carrying_and_esc_lets_go(scene: Road, open_page: Opener) -> None:
    with scene.scene() as uow:
        uow.vehicles.get(scene.van.id).seats = 1
    at = open_rides(open_page)
    at.line("uncovered", scene.mine.code)
    at.press(Qt.Key.Key_M)
    at.press(Qt.Key.Key_W)
    assert f"{scene.mine.code} does not fit on T1." in at.words()
    at.press(Qt.Key.Key_Escape)
    assert set(carried(at).values()) == {None}
    assert page(at).board.uncovered.hasFocus()
    assert scene.riders() == []


def test_that_a_rider_is_carried_from_one_trip_to_another_by_m(scene: Road, open_page: Opener) -> None:
    with scene.scene() as uow:
        car = factory.make_vehicle(uow, "Car", seats=4, child_seats=1, site_id=scene.site.id)
    second = scene.trip(vehicle=car)
    at = open_rides(open_page)
    at.press(Qt.Key.Key_Return)
    at.the(RiderChip, "riderChip").setFocus()
    at.press(Qt.Key.Key_M)
    at.press(Qt.Key.Key_F)
    assert page(at).board.trips.current_key == str(second.id)
    at.press(Qt.Key.Key_Return)
    assert [one.code for one in scene.riders(second)] == [scene.mine.code]
    assert scene.riders() == []


def test_that_a_household_can_be_dropped_on_a_trip(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    drag = page(at).board.uncovered.lines[0].drag
    assert drag is not None
    trips = page(at).board.trips
    at.drop(trips.viewport(), drag, trips.visualRect(trips.model().index(0, 0)).center())
    assert [one.code for one in scene.riders()] == [scene.mine.code]


def test_that_a_household_leaves_a_trip_by_its_cross(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    at.press(Qt.Key.Key_Return)
    cross = next(
        button
        for button in page(at).card.findChildren(QAbstractButton)
        if button.isVisible() and button.accessibleName() == f"Take {scene.mine.code} off this trip"
    )
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    at.quiet()
    assert scene.riders() == []


# --------------------------------------------------------------------------------------------------------- refused


def test_that_why_not_lists_every_rule_and_what_works_is_one_press_away(scene: Road, open_page: Opener) -> None:
    many = scene.household(ages=(40,) * 7, shelter=scene.sur)
    scene.hearing(many)
    with scene.scene() as uow:
        uow.vehicles.get(scene.van.id).seats = 4
        factory.make_vehicle(uow, "Bus", seats=20, site_id=scene.site.id, kept_id=scene.yard.id)
    at = open_rides(open_page)
    at.line("uncovered", many.code)
    at.press(Qt.Key.Key_Return)
    assert f"{many.code} does not fit on T1." in at.words()
    assert "What works:" in at.words()
    assert scene.riders() == []
    assert "offer-override" not in [one.objectName() for one in page(at).card.why.findChildren(QAbstractButton)]
    at.click("offer-way-0")
    new = scene.trips()[-1]
    assert [one.code for one in scene.riders(new)] == [many.code]
    assert page(at).chosen.wanted == str(new.id)


def test_that_a_locked_gate_may_be_overruled_with_a_reason(scene: Road, open_page: Opener) -> None:
    behind = scene.household(shelter=scene.norte)
    scene.hearing(behind)
    at = open_rides(open_page)
    at.line("uncovered", behind.code)
    at.press(Qt.Key.Key_Return)
    assert "Shelter Norte is locked" in at.words()
    at.click("offer-override", builds=True)
    at.dialog("anyway")
    QTest.keyClicks(at.the(QPlainTextEdit, "reason"), REASON)
    at.click("goAnyway")
    assert [one.code for one in scene.riders()] == [behind.code]
    (ride,) = scene.see_rides(scene.t1)
    assert (ride.overridden, ride.reason) == (("GATE",), REASON) or "GATE" in scene.see_trip(scene.t1).overridden
    assert page(at).board.trips.lines[0].state in (State.WARNING, State.OVERRIDDEN)


def test_that_w_says_why_not_without_doing_anything(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    at.line("uncovered", scene.mine.code)
    at.press(Qt.Key.Key_W)
    assert scene.riders() == []
    assert at.window.shell is not None
    assert f"{scene.mine.code} fits on this trip." in at.window.shell.toast.sentence


# ------------------------------------------------------------------------------------------------------------ trips


def test_that_a_new_trip_takes_the_report_time_and_the_household_that_is_chosen(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    at.line("uncovered", scene.mine.code)
    at.press(Qt.Key.Key_N, CONTROL, builds=True)
    at.dialog("newTrip")
    assert at.the(QAbstractSpinBox, "report").text() == "04:00"
    at.pick("vehicle", "no vehicle")
    at.click("save")
    new = scene.trips()[-1]
    assert (new.label, scene.clock(new.report_at)) == ("T2", "04:00")
    assert [one.code for one in scene.riders(new)] == [scene.mine.code]


def test_that_a_driver_is_seated_from_the_seats_panel(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    at.press(Qt.Key.Key_Return)
    at.click("crew-driver")
    assert page(at).seat_panel.lines.hasFocus()
    at.press(Qt.Key.Key_Return)
    seat = scene.see_seat(scene.t1, Role.DRIVER)
    assert seat.volunteer_id == scene.rosa.id
    at.click("seat-confirm")
    assert scene.see_seat(scene.t1, Role.DRIVER).answer is Answer.CONFIRMED
    at.press(Qt.Key.Key_Escape)
    assert "Checks on T1" in at.words()


def test_that_planning_the_day_tells_who_is_left_and_why(scene: Road, open_page: Opener) -> None:
    lost = scene.household(ages=(40, *[12] * 8), shelter=scene.sur)
    scene.hearing(lost)
    at = open_rides(open_page)
    at.click("planRides", builds=True)
    told = {line.title: line.details[0].text for line in at.the(LineList, "proposalLeft").lines if line.details}
    assert told[lost.code] == "9 seats are needed together; the largest vehicle has 8."


def test_that_the_trips_own_menu_gives_it_another_vehicle(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    at.click("tripMore")
    menu = at.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    inner = next(action.menu() for action in menu.actions() if action.text() == "Vehicle")
    assert isinstance(inner, QMenu)
    next(action for action in inner.actions() if action.text() == "no vehicle yet").trigger()
    menu.close()
    at.quiet()
    assert scene.see_trip(scene.t1).vehicle_id is None


def test_that_a_return_stands_by_without_an_hour(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    at.press(Qt.Key.Key_Return)
    command(at, "Return trip")
    at.dialog("returnTrip")
    at.type_number("starts", "1900")
    at.click("save")
    back = next(trip for trip in scene.trips() if trip.label == "R1")
    assert [scene.clock(at_) for at_ in (back.standby_from, back.standby_until)] == ["19:00", "22:00"]
    assert [one.code for one in scene.riders(back)] == [scene.mine.code]


def test_that_a_stop_is_locked_by_l_and_its_time_carries_a_dot_until_seen(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    at.press(Qt.Key.Key_Return)
    stops = page(at).card.stops
    row = next(n for n, stop in enumerate(stops.stops) if stop.title.startswith("Pick up"))
    stops.setFocus()
    stops.setCurrentIndex(stops.model().index(row, 0))
    at.press(Qt.Key.Key_L, builds=True)
    at.dialog("hour")
    at.type_number("clock", "0245")
    at.click("save")
    (stop,) = scene.see_stops(scene.t1)
    assert (stop.locked, scene.clock(stop.arrives_at)) == (True, "02:45")
    shown = page(at).card.stops.stops[row]
    assert (shown.time, shown.tag, shown.changed) == ("02:45", "locked", True)
    at.press(Qt.Key.Key_L)
    assert not scene.see_stops(scene.t1)[0].locked


def test_that_alt_and_an_arrow_change_the_order_of_stops(scene: Road, open_page: Opener) -> None:
    other = scene.household(shelter=scene.shelter("Shelter Este"))
    scene.hearing(other)
    at = open_rides(open_page)
    for _n in range(2):
        at.line("uncovered", page(at).board.uncovered.lines[0].title)
        at.press(Qt.Key.Key_Return)
    before = [stop.place_id for stop in scene.see_stops(scene.t1)]
    stops = page(at).card.stops
    row = next(n for n, stop in enumerate(stops.stops) if stop.title.startswith("Pick up"))
    stops.setFocus()
    stops.setCurrentIndex(stops.model().index(row, 0))
    at.press(Qt.Key.Key_Down, ALT)
    assert [stop.place_id for stop in scene.see_stops(scene.t1)] == before[::-1]
    assert [stop.kind for stop in scene.see_stops(scene.t1, StopKind.PORT)] == [StopKind.PORT]


def test_that_a_proposed_report_time_is_confirmed_from_the_paper(scene: Road, open_page: Opener) -> None:
    other = scene.household(shelter=scene.sur)
    date = scene.hearing(other, report_time=None)
    at = open_rides(open_page)
    at.line("uncovered", other.code)
    at.press(Qt.Key.Key_T, builds=True)
    at.dialog("reportTime")
    at.type_number("clock", "0430")
    at.click("save")
    with scene.store.read() as uow:
        kept = uow.hearings.get(date.id)
    assert (kept.report_time, kept.report_source) == (time(4, 30), TimeSource.TYPED)


# --------------------------------------------------------------------------------------------------------- vehicles


def test_that_a_vehicle_is_added_changed_and_taken_out_of_use(scene: Road, open_page: Opener) -> None:
    at = open_rides(open_page)
    at.click("segment-vehicles")
    at.press(Qt.Key.Key_N, CONTROL, builds=True)
    at.dialog("vehicleForm")
    at.click("save")
    at.dialog("vehicleForm")
    assert "A vehicle needs a name" in at.words()
    at.type_into("label", "Bus")
    at.pick("kind", "hired")
    at.type_number("seats", "30")
    at.click("save")
    table = page(at).vehicles.table
    assert at.column(table) == ["Bus", "Van A"]
    at.row(table, "Bus")
    at.press(Qt.Key.Key_Return, builds=True)
    at.type_number("childSeats", "5")
    at.click("save")
    at.press(Qt.Key.Key_Delete)
    with scene.store.read() as uow:
        (bus,) = uow.vehicles.where(label="Bus")
    assert (bus.kind, bus.seats, bus.child_seats, bus.out_of_use) == (VehicleKind.HIRED, 30, 5, True)
    assert at.column(table) == ["Van A", "Bus"]


# ------------------------------------------------------------------------------------------------ words, models, speed


def test_that_spanish_is_not_cut(open_page: Opener) -> None:
    at = open_rides(open_page, "es")
    at.press(Qt.Key.Key_Return)
    assert cut_words(page(at)) == []
    at.click("crew-driver")
    assert cut_words(page(at)) == []


def test_that_the_models_keep_qts_rules(open_page: Opener) -> None:
    at = open_rides(open_page)
    board = page(at).board
    lists = (board.uncovered, board.trips, board.checks, board.card.stops)
    testers = [QAbstractItemModelTester(view.model(), FATAL) for view in lists]
    testers.append(QAbstractItemModelTester(fleet_table(), FATAL))
    at.press(Qt.Key.Key_Return)
    page(at).look_again()
    at.quiet()
    assert len(testers) == 5


def test_that_nothing_keeps_the_window_waiting_on_a_medium_day(
    window_app: QApplication, scene: Road, open_page: Opener
) -> None:
    scene.store = memory_store()
    with scene.store.work("Maria") as uow:
        sample.make(uow, size="medium", seed=1, start=WEEK.monday)
    at = open_page("rides")
    shown = page(at)
    assert len(shown.chosen.cards) > 3

    def once_more() -> float:
        before = shown.chosen.day
        return longest_gap(
            window_app, shown.look_again, lambda: shown.chosen.day is not before and shown.desk.lane.is_idle
        )

    assert min(once_more() for _n in range(3)) < LIMIT
    assert shown.desk.day == TUESDAY
