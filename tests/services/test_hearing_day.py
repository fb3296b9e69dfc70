"""Words from the road, silence, turned away, held, not back (stories 13, 14 and 15)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.hearings import AbsenceReason, Hearing, HearingEnd
from clinic.domain.households import Household, Paper, PaperKind
from clinic.domain.people import Role
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import SessionKind
from clinic.domain.trips import CheckIn, CheckInKind, Leg, Trip, Vehicle
from clinic.domain.when import length_minutes, local
from clinic.services import (
    check_ins,
    consultations,
    hearings,
    not_back,
    rides,
    roster,
    silence,
    today,
    trip_detail,
    trips,
)
from clinic.services.views.rides import Mark, State
from clinic.services.views.today import BarKind, NeedKind, NotBack, TodayView, TwoClocks, When
from tests import factory
from tests.services.border import TIJUANA, TUESDAY, Border

GUARD = "The guard opens the gate for us"


class Day(Border):
    """Tuesday, 14 July: one household on T1 for 04:00, Rosa drives, Iván goes along; now is 03:30."""

    def __init__(self) -> None:
        super().__init__()
        self.mine: Household = self.household(shelter=self.sur)
        self.date = self.hearing(self.mine)
        self.t1: Trip = self.trip_with(self.mine)
        for role, person in ((Role.DRIVER, self.driver()), (Role.ESCORT, self.escort())):
            self.do(roster.assign, seat=self.see_seat(self.t1, role).id, volunteer=person.id)
            self.do(roster.confirm, seat=self.see_seat(self.t1, role).id)
        self.now = self.at("03:30")

    def board(self) -> TodayView:
        found: TodayView = self.ask(today.today, site=self.site.id, day=TUESDAY)
        return found

    def tell(self, kind: CheckInKind, clock: str, **more: object) -> None:
        self.do(check_ins.record, trip=self.t1.id, kind=kind, at=self.at(clock), by="Iván", **more)

    def words(self, kind: CheckInKind) -> list[CheckIn]:
        with self.store.read() as uow:
            return uow.check_ins.where(trip_id=self.t1.id, kind=kind)

    def see_hearing(self) -> Hearing:
        with self.store.read() as uow:
            return uow.hearings.get(self.date.id)

    def bus(self) -> Vehicle:
        """A second vehicle."""
        with self.scene() as uow:
            return factory.make_vehicle(uow, "Bus", seats=19, child_seats=2, site_id=self.site.id)

    def out(self, now: datetime | None = None) -> tuple[NotBack, ...]:
        found: tuple[NotBack, ...] = self.ask(not_back.not_back, site=self.site.id, now=now)
        return found


@pytest.fixture
def day() -> Day:
    return Day()


def test_that_a_trip_from_nogales_is_in_juarez_an_hour_later_on_the_wall() -> None:
    border = Border()
    with border.scene() as uow:
        uow.sites.get(border.site.id).zone = "America/Hermosillo"
        shelter = border.place(uow, "Shelter Nogales", zone="America/Hermosillo")
        hotel = border.place(uow, "Hotel Juárez", PlaceKind.HOTEL, zone="America/Ciudad_Juarez")
        factory.make_travel(uow, shelter, hotel, 480)
    household = border.household(shelter=shelter)
    leaves = border.at("10:00", date(2026, 7, 15), "America/Hermosillo")
    border.do(trips.other_trip, site=border.site.id, to=hotel.id, departs_at=leaves, crew=(Role.ESCORT,))
    with border.store.read() as uow:
        (trip,) = uow.trips.where(label="B1")
    border.do(rides.add, trip=trip.id, household=household.id)
    (arrival,) = [
        line.hour for line in border.ask(trip_detail.trip_detail, trip=trip.id).stops if line.mark is Mark.PORT
    ]
    assert (f"{arrival.here:%H:%M}", border.clock(border.see_trip(trip).arrives_at, "America/Hermosillo")) == (
        "19:00",
        "18:00",
    )


def test_that_the_board_shows_a_households_whole_day(day: Day) -> None:
    shown = day.board()
    assert str(shown.line) == "1 household, 3 people, 1 trip"
    (block,) = shown.trips
    (row,) = block.rows
    hours = [f"{hour.here:%H:%M}" for hour in (row.pick_up, row.report, row.hearing) if hour]
    assert (row.code, row.adults, row.children, hours) == (day.mine.code, 2, 1, ["03:00", "04:00", "08:00"])
    bars = [(bar.kind, f"{bar.starts:%H:%M}", bar.ends and f"{bar.ends:%H:%M}") for bar in row.bars]
    assert bars == [
        (BarKind.RIDE, "03:00", "03:45"),
        (BarKind.WAITING, "03:45", "08:00"),
        (BarKind.HEARING, "08:00", "10:30"),
        (BarKind.RETURN_OPEN, "10:30", None),
    ]


def test_that_silence_is_told_after_half_an_hour_and_not_before(day: Day) -> None:
    day.tell(CheckInKind.AT_PORT, "03:44")
    day.now = day.at("04:30")
    assert day.ask(silence.overdue, site=day.site.id, day=TUESDAY) == ()
    day.now = day.at("04:32")
    ((trip, late),) = day.ask(silence.overdue, site=day.site.id, day=TUESDAY)
    assert (trip.label, late.kind) == ("T1", CheckInKind.HAND_OVER)
    shown = day.board()
    assert str(shown.trips[0].tag) == "No word for 32 min"
    assert shown.trips[0].rows[0].state is State.NO_WORD
    (need,) = [need for need in shown.needs if need.kind is NeedKind.NO_WORD]
    assert str(need.title) == "T1: no word since 04:00"
    assert str(need.detail) == "“handed over” was due 32 min ago. Last: at the port 03:44."
    assert [str(action.words) for action in need.actions] == ["Call Rosa", "Record check-in"]


def test_that_a_long_silence_is_told_by_the_hour_at_which_it_began(day: Day) -> None:
    day.now = day.at("05:15")
    assert str(day.board().trips[0].tag) == "No word for 2 h 05"
    day.now += timedelta(days=2)
    assert str(day.board().trips[0].tag) == "No word since Tue 14 July 03:10"
    (need,) = [need for need in day.board().needs if need.kind is NeedKind.NO_WORD]
    assert (str(need.title), str(need.detail)) == (
        "T1: no word since Tue 14 July 03:10",
        "“left” is overdue. No word yet.",
    )


def test_that_a_later_word_makes_an_earlier_one_needless(day: Day) -> None:
    day.tell(CheckInKind.HAND_OVER, "04:06")
    day.now = day.at("06:00")
    assert day.ask(silence.overdue, site=day.site.id, day=TUESDAY) == ()
    assert day.board().trips[0].is_handed_over


def test_that_a_recorded_word_is_one_step_and_can_be_corrected(day: Day) -> None:
    before = day.rows()
    day.tell(CheckInKind.DEPARTURE, "03:11")
    day.undo()
    assert day.rows() == before
    day.tell(CheckInKind.DEPARTURE, "03:11")
    (word,) = day.words(CheckInKind.DEPARTURE)
    day.do(check_ins.amend, check_in=word.id, at=day.at("03:13"), by="Rosa")
    assert [(day.clock(row.done_at), row.by) for row in day.words(CheckInKind.DEPARTURE)] == [("03:13", "Rosa")]


def test_that_a_household_joins_the_not_back_list_when_its_hearing_begins(day: Day) -> None:
    day.tell(CheckInKind.HAND_OVER, "04:06")
    assert day.out(day.at("07:59")) == ()
    (line,) = day.out(day.at("08:00"))
    assert (line.code, line.people, str(line.known)) == (day.mine.code, 3, "no word since the hearing began")


def test_that_whoever_comes_back_leaves_the_list(day: Day) -> None:
    day.tell(CheckInKind.HAND_OVER, "04:06")
    day.tell(CheckInKind.RETURN, "19:40")
    assert day.out(day.at("23:00")) == ()
    assert day.see_hearing().end is HearingEnd.RETURNED
    with pytest.raises(Refused, match="still expected back"):
        day.tell(CheckInKind.RETURN, "19:45")


def test_that_somebody_held_is_still_on_the_list_18_days_later_with_every_word(day: Day) -> None:
    day.tell(CheckInKind.HAND_OVER, "04:06")
    held = {"end": HearingEnd.HELD, "at": day.at("17:40"), "by": "Grace", "note": "Interview on fear of Mexico"}
    day.do(hearings.end, hearing=day.date.id, **held)
    told = {"trip": day.t1.id, "household": day.mine.id, "by": "Ruth"}
    day.do(check_ins.word, note="Still in the port's cells", at=day.at("18:00", date(2026, 7, 20)), **told)
    (line,) = day.out(day.at("09:00", date(2026, 8, 1)))
    assert str(line.known) == "held for an interview: Still in the port's cells"
    assert [str(word) for word in line.words] == [
        "Tue 14 July 04:06, Iván: handed over",
        "Tue 14 July 17:40, Grace: Interview on fear of Mexico",
        "Mon 20 July 18:00, Ruth: Still in the port's cells",
    ]
    assert line.is_late


def test_that_whoever_is_let_in_leaves_the_list_and_undo_brings_them_back(day: Day) -> None:
    day.tell(CheckInKind.HAND_OVER, "04:06")
    before = day.rows()
    day.do(hearings.end, hearing=day.date.id, end=HearingEnd.LET_IN, at=day.at("15:00"))
    assert day.out(day.at("20:00")) == ()
    day.undo()
    assert day.rows() == before
    assert len(day.out(day.at("20:00"))) == 1


def test_that_a_decision_is_due_before_the_shelter_locks_or_the_stand_by_ends(day: Day) -> None:
    with day.scene() as uow:
        uow.places.get(day.sur.id).locks_at, uow.places.get(day.sur.id).opens_at = time(21, 30), time(6)
    (line,) = day.out(day.at("12:00"))
    assert f"{line.decide_by:%H:%M}" == "20:55"
    hours = {"standby_from": day.at("17:00"), "standby_until": day.at("20:00")}
    day.do(trips.return_trip, site=day.site.id, port=day.port.id, **hours)
    (line,) = day.out(day.at("20:01"))
    assert (f"{line.decide_by:%H:%M}", line.is_late) == ("20:00", True)


def test_that_not_on_the_list_makes_a_follow_up_and_the_ride_back_at_once(day: Day) -> None:
    day.tell(CheckInKind.NOT_ON_THE_LIST, "04:20", household=day.mine.id)
    hearing = day.see_hearing()
    assert (hearing.end, hearing.absence_reason) == (HearingEnd.TURNED_AWAY, AbsenceReason.NOT_ON_THE_LIST)
    assert not hearing.cancelled
    with day.store.read() as uow:
        (back,) = uow.trips.where(leg=Leg.RETURN)
        (task,) = uow.follow_ups.where(household_id=day.mine.id)
        crew = {row.role: row.volunteer_id for row in uow.seats.where(trip_id=back.id)}
        rides = uow.rides.where(trip_id=back.id)
    assert "not on the port's list" in task.what
    assert day.clock(back.standby_from) == "04:20"
    assert crew == {role: day.see_seat(day.t1, role).volunteer_id for role in (Role.DRIVER, Role.ESCORT)}
    assert [ride.household_id for ride in rides] == [day.mine.id]
    (at_port,) = day.words(CheckInKind.AT_PORT)
    assert day.clock(at_port.done_at) == "04:20"


def test_that_the_ride_back_begins_when_the_crews_way_out_has_ended(day: Day) -> None:
    day.tell(CheckInKind.TURNED_AWAY, "03:50", household=day.mine.id)
    with day.store.read() as uow:
        (back,) = uow.trips.where(leg=Leg.RETURN)
        crew = [seat.volunteer_id for seat in uow.seats.where(trip_id=back.id)]
    assert day.clock(back.standby_from) == "04:00"
    assert None not in crew


def test_that_turned_away_is_one_step_and_ends_the_waiting_for_a_hand_over(day: Day) -> None:
    before = day.rows()
    day.tell(CheckInKind.TURNED_AWAY, "04:20", household=day.mine.id)
    day.now = day.at("05:00")
    assert day.ask(silence.overdue, site=day.site.id, day=TUESDAY) == ()
    assert len(day.out(day.at("08:30"))) == 1
    day.undo()
    assert day.rows() == before


def test_that_turned_away_is_said_of_a_household(day: Day) -> None:
    with pytest.raises(BadValue, match="which household"):
        day.tell(CheckInKind.TURNED_AWAY, "04:20")


def charla_in_mexicali(day: Day) -> dict[str, object]:
    """A charla at 10:30 in Mexicali, 180 minutes from the port."""
    with day.scene() as uow:
        office = day.place(uow, "Office Mexicali", PlaceKind.OFFICE)
        factory.make_travel(uow, day.port, office, 180)
        session = factory.make_session(uow, day.at("10:30"), 1.5, site_id=day.site.id, place_id=office.id)
        seat = factory.make_seat(uow, session, Role.ESCORT)
        (ivan,) = uow.volunteers.where(name="Iván Olmos")
    return {"seat": seat.id, "volunteer": ivan.id}


def test_that_an_escort_back_from_the_port_is_warned_of_rest_for_a_morning_charla(day: Day) -> None:
    wanted = charla_in_mexicali(day)
    with pytest.raises(RuleBroken) as no:
        day.do(roster.assign, **wanted)
    assert [breach.code for breach in no.value.breaches] == ["REST"]
    day.do(roster.assign, reason="He slept in the afternoon", **wanted)


def test_that_an_escort_of_an_overdue_trip_is_not_counted_on(day: Day) -> None:
    wanted = charla_in_mexicali(day)
    day.now = day.at("04:31")
    with pytest.raises(RuleBroken) as no:
        day.do(roster.assign, reason="He slept in the afternoon", **wanted)
    assert not no.value.can_be_overridden
    assert "STILL_OUT" in [breach.code for breach in no.value.breaches]
    day.tell(CheckInKind.HAND_OVER, "04:30")
    day.do(roster.assign, reason="He slept in the afternoon", **wanted)


def test_that_needs_come_worst_first_and_the_like_of_it_in_one(day: Day) -> None:
    for _ in range(4):
        day.hearing(day.household((30,), shelter=day.sur), report_time=time(9), hearing_time=time(13))
    day.hearing(day.household((31,), shelter=day.sur), report_time=None, hearing_time=None)
    day.now = day.at("04:32")
    shown = day.board()
    assert [need.kind for need in shown.needs] == [
        NeedKind.NO_WORD,
        NeedKind.NO_REPORT_TIME,
        NeedKind.NOT_COVERED,
    ]
    assert str(shown.needs[2].title) == "4 households: no ride at 08:00"
    assert shown.needs_in_all == 3
    assert shown.not_covered is not None
    assert str(shown.not_covered.words) == "5 households, 5 people. Latest possible pick-up is 08:00."


def test_that_a_driver_who_has_not_said_yes_is_a_need_by_wake_up(day: Day) -> None:
    free = day.driver("Daniel")
    day.do(roster.mark_asked, seat=day.see_seat(day.t1, Role.DRIVER).id)
    day.now = day.at("01:00")
    shown = day.board()
    (need,) = [need for need in shown.needs if need.kind is NeedKind.CREW_NOT_CONFIRMED]
    assert str(need.title) == "T1: Rosa Medrano not confirmed"
    assert f"Free: {free.name}." in str(need.detail)
    assert f"{need.by:%H:%M}" == "01:50"
    assert str(shown.trips[0].tag) == "Driver not confirmed; wake-up 01:50"


def test_that_an_open_link_of_today_is_a_need(day: Day) -> None:
    with day.scene() as uow:
        office = day.place(uow, "Jacaranda", PlaceKind.OFFICE)
        session = factory.make_session(uow, day.at("13:00"), site_id=day.site.id, place_id=office.id)
        lawyer = factory.make_seat(uow, session, Role.ATTORNEY, factory.make_volunteer(uow, "Helen", (Role.ATTORNEY,)))
        link = factory.make_seat(uow, session, Role.INTERPRETER, source="mam", target="spa")
        who = factory.make_household(uow, languages=("mam",), site_id=day.site.id)
        wanted = {"household": who.id, "lawyer": lawyer.id, "interpreters": (link.id,)}
    kind = ConsultationKind.INTAKE
    reason = "Abel will be asked tonight"
    day.do(consultations.book, kind=kind, starts_at=day.at("13:00"), reason=reason, **wanted)
    (need,) = [need for need in day.board().needs if need.kind is NeedKind.CHAIN_OPEN]
    assert str(need.title).startswith(f"{who.code}, 13:00: ")
    assert need.actions[0].about == "seat"


def test_that_what_comes_up_is_in_order_and_not_past(day: Day) -> None:
    day.now = day.at("02:00")
    told = [(f"{coming.hour.here:%H:%M}", str(coming.words)) for coming in day.board().coming_up]
    assert told == [("03:10", "T1 leaves Shelter Sur"), ("08:00", "Begins: master hearing")]


def test_that_an_empty_day_names_the_next_hearing(day: Day) -> None:
    shown = day.ask(today.today, site=day.site.id, day=date(2026, 7, 12))
    assert (shown.households, shown.next_day) == (0, TUESDAY)
    assert shown.trips == ()


def test_that_tomorrow_shows_what_must_be_settled_tonight(day: Day) -> None:
    """Twenty hours before: an open seat, a locked gate, a proposed report time, papers, no way back, alarm clocks."""
    day.now = day.at("20:00", date(2026, 7, 13))
    lost = (Paper(PaperKind.NTA, held=False),)
    second = day.household(papers=lost)
    day.hearing(second, report_time=None, hearing_time=time(8))
    bus = day.bus()
    other = day.trip("04:00", vehicle=bus)
    day.do(rides.add, trip=other.id, household=second.id, reason=GUARD)
    with day.scene() as uow:
        uow.trips.get(other.id).overridden = ()
        uow.places.get(day.norte.id).gate_phone = "664 100"
    shown = day.board()
    assert shown.when is When.LATER
    told = {need.kind: [str(action.words) for action in need.actions] for need in shown.needs}
    assert told == {
        NeedKind.CREW_OPEN: ["Find cover"],
        NeedKind.GATE_LOCKED: ["Call the gate"],
        NeedKind.NO_STANDBY: ["Set a stand-by"],
        NeedKind.REPORT_NOT_CONFIRMED: ["Type the report time"],
        NeedKind.PAPERS: ["Open the household"],
        NeedKind.ALARM_CLOCKS: ["Copy the times"],
    }
    (clocks,) = shown.needs[-1].actions
    assert [str(line) for line in clocks.text] == ["T1, Rosa Medrano: wake-up Tue 14 July 01:50, leave at 02:20"]


def test_that_a_day_gone_by_shows_how_it_ended(day: Day) -> None:
    day.tell(CheckInKind.HAND_OVER, "04:02")
    day.hearing(day.household(shelter=day.sur))
    day.do(check_ins.record, trip=day.t1.id, kind=CheckInKind.RETURN, household=day.mine.id, at=day.at("18:00"))
    day.now += timedelta(days=2)
    shown = day.board()
    assert shown.when is When.PAST
    assert [str(words) for _, words in shown.ended] == ["came back: 1", "nobody has written how it ended: 1"]
    assert [str(row.words) for row in shown.trips[0].rows] == ["back"]


def test_that_open_seats_of_the_days_sessions_are_told_with_who_could_take_them(day: Day) -> None:
    with day.scene() as uow:
        office = day.place(uow, "Jacaranda", PlaceKind.OFFICE)
        where = {"site_id": day.site.id, "place_id": office.id}
        session = factory.make_session(uow, day.at("13:00"), 2, kind=SessionKind.CHARLA, **where)
        factory.make_seat(uow, session, Role.CHILDCARE)
        factory.make_volunteer(uow, "Pilar", (Role.CHILDCARE,), site_id=day.site.id)
    (gap,) = day.board().gaps
    assert (str(gap.session), str(gap.seat), gap.place, gap.helpers) == ("Charla", "childcare", "Jacaranda", ("Pilar",))
    (need,) = [need for need in day.board().needs if need.kind is NeedKind.SEAT_OPEN]
    assert (str(need.title), str(need.detail)) == ("Charla 13:00: no childcare", "Jacaranda. Free: Pilar.")


def test_that_needs_on_the_way_are_signs_without_detail(day: Day) -> None:
    with day.scene() as uow:
        uow.households.get(day.mine.id).papers = (Paper(PaperKind.FMM, valid_until=date(2026, 7, 1)),)
    (row,) = day.board().trips[0].rows
    assert [str(words) for _, words in row.signs] == ["child seat", "a paper is not there or no longer valid"]


def test_that_two_clocks_are_told_where_they_differ(day: Day) -> None:
    assert day.board().two_clocks is None
    with day.scene() as uow:
        uow.sites.get(day.site.id).us_zone = "America/Denver"
    assert day.board().two_clocks == TwoClocks(day.site.us_city, 60, day.site.city, 0)
    with day.scene() as uow:
        uow.sites.get(day.site.id).us_zone = "America/Los_Angeles"
        uow.places.get(day.sur.id).zone = "America/Mexico_City"
    assert day.board().two_clocks == TwoClocks(day.site.city, 0, "Mexico City", 60)


def test_that_a_bus_over_the_clock_change_takes_three_real_hours() -> None:
    border = Border()
    with border.scene() as uow:
        mexicali = border.place(uow, "Bus station Mexicali", PlaceKind.MEETING_POINT)
        tijuana = border.place(uow, "Hotel Tijuana", PlaceKind.HOTEL)
        factory.make_travel(uow, mexicali, tijuana, 180)
        bus = factory.make_vehicle(uow, "Bus", seats=40, site_id=border.site.id)
    household = border.household(shelter=mexicali)
    leaves = border.at("23:30", date(2026, 3, 7))
    border.do(trips.other_trip, site=border.site.id, to=tijuana.id, departs_at=leaves, vehicle=bus.id)
    with border.store.read() as uow:
        (trip,) = uow.trips.where(label="B1")
    border.do(rides.add, trip=trip.id, household=household.id)
    moved = border.see_trip(trip)
    assert border.clock(moved.arrives_at) == "03:30"
    assert border.see_seat(trip, Role.ESCORT).interval.length == 180


@pytest.mark.parametrize(
    ("on", "picked_up"),
    [(date(2026, 3, 8), "Sat 23:35"), (date(2026, 11, 1), "Sun 01:35")],
)
def test_that_real_minutes_are_worked_back_in_nights_when_the_clocks_change(on: date, picked_up: str) -> None:
    border = Border()
    with border.scene() as uow:
        far = border.place(uow, "Shelter Valle")
        factory.make_travel(uow, far, border.port, 180)
    household = border.household(shelter=far)
    border.hearing(household, on=on)
    trip = border.trip("04:00", on)
    border.do(rides.add, trip=trip.id, household=household.id)
    (stop,) = border.see_stops(trip)
    assert stop.arrives_at is not None
    on_the_wall = local(stop.arrives_at, TIJUANA)
    assert (f"{on_the_wall:%a %H:%M}", on_the_wall.fold) == (picked_up, 0)
    assert length_minutes(stop.arrives_at, border.see_trip(trip).arrives_at or stop.arrives_at) == 190
