"""What rests on a hearing's date is told as wrong until somebody has done it anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from clinic.domain.consultations import Consultation, ConsultationKind
from clinic.domain.feeds import DeliveryKind
from clinic.domain.hearings import Hearing
from clinic.domain.households import Deadline, DeadlineKind, Household, Paper, PaperKind
from clinic.domain.notices import NoticeMove
from clinic.domain.people import Role
from clinic.domain.trips import Trip, TripStatus
from clinic.domain.when import Week
from clinic.i18n import plain
from clinic.services import (
    dates,
    dependants,
    drafts,
    feeds,
    hearings,
    households,
    notices,
    redating,
    rides,
    today,
    trips,
)  # fmt: skip
from clinic.services.drafts import Head
from clinic.services.needs_of_dates import needs_of_dates
from clinic.services.views.dates import Dependant, DependantKind, Draft, DraftLine, TellKind, merged
from clinic.services.views.today import NeedKind
from clinic.services.workbook import what_of
from tests import factory
from tests.services.border import TUESDAY, Border

RIDE, RETURN, PREPARATION = DependantKind.RIDE, DependantKind.RETURN, DependantKind.PREPARATION
REPORT, DEADLINE, PAPER = DependantKind.REPORT_TIME, DependantKind.DEADLINE, DependantKind.PAPER
COPY, HOUSEHOLD = DependantKind.COPY, DependantKind.HOUSEHOLD
NOTICE = "Notice of 1 July"


@pytest.fixture
def border() -> Border:
    return Border()


def moved(border: Border, hearing: Hearing, on: date = date(2026, 8, 14)) -> None:
    border.do(redating.redate, moves=[NoticeMove(hearing.id, on)], reason=NOTICE)


def amber(border: Border, *kinds: DependantKind) -> list[Dependant]:
    found: list[Dependant] = [*border.ask(dependants.dependants, site=border.site.id)]
    return [each for each in found if each.kind in (kinds or tuple(DependantKind))]


def told(border: Border, *kinds: DependantKind) -> list[str]:
    return [str(each.words) for each in amber(border, *kinds)]


def family(border: Border, **more: Any) -> tuple[Household, Hearing]:
    one = border.household(shelter=border.sur, **more)
    return one, border.hearing(one)


def preparation(border: Border, one: Household, starts: datetime) -> Consultation:
    """A preparation of a household with Helen and, for Mam, Abel."""
    with border.scene() as uow:
        session = factory.make_session(uow, starts, site_id=border.site.id, place_id=border.sur.id)
        helen = factory.make_volunteer(uow, "Helen", (Role.ATTORNEY,), email="helen@example.org")
        abel = factory.make_volunteer(uow, "Abel", (Role.INTERPRETER,), phone="+52 555-0100")
        seats = [factory.make_seat(uow, session, Role.ATTORNEY, helen), factory.make_seat(uow, session, volunteer=abel)]
        kind = ConsultationKind.HEARING_PREPARATION
        slot = factory.make_slot(uow, session, kind=kind, seat_ids=tuple(seat.id for seat in seats))
        return factory.make_consultation(uow, slot, one)


def trip_of(border: Border, one: Household) -> Trip:
    driver = border.driver()
    trip = border.trip_with(one)
    with border.scene() as uow:
        seat = next(seat for seat in uow.seats.where(trip_id=trip.id) if seat.role is Role.DRIVER)
        seat.volunteer_id = driver.id
    return trip


def test_that_nothing_is_amber_before_a_date_moves(border: Border) -> None:
    one, _hearing = family(border)
    trip_of(border, one)
    preparation(border, one, border.at("10:00", date(2026, 7, 13)))
    assert amber(border) == []


def test_that_a_ride_of_the_old_day_stays_amber_until_it_is_taken_off_and_its_crew_is_told(border: Border) -> None:
    one, hearing = family(border)
    trip = trip_of(border, one)
    moved(border, hearing)
    (found,) = amber(border, RIDE)
    assert (str(found.words), found.row_id) == (f"Trip {trip.label} of Tue 14 July must be made anew.", trip.id)
    (tell,) = found.tell
    assert (tell.kind, tell.who) == (TellKind.CREW, "Rosa Medrano")
    assert [str(why) for why in tell.why] == [f"Off {trip.label}, Tue 14 July: {one.code}"]
    (ride,) = border.see_rides(trip)
    border.do(rides.remove, ride=ride.id)
    assert amber(border, RIDE) == []


def test_that_a_cancelled_trip_and_one_that_has_gone_are_amber_no_more(border: Border) -> None:
    one, hearing = family(border)
    trip = trip_of(border, one)
    moved(border, hearing)
    now, border.now = border.now, border.at("05:00")
    assert amber(border, RIDE) == []
    border.now = now
    assert len(amber(border, RIDE)) == 1
    border.do(trips.cancel, trip=trip.id)
    assert border.see_trip(trip).status is TripStatus.CANCELLED
    assert amber(border, RIDE) == []


def test_that_a_stand_by_for_the_return_of_the_old_day_is_amber(border: Border) -> None:
    one, hearing = family(border)
    hours = {"standby_from": border.at("18:00"), "standby_until": border.at("22:00")}
    border.do(trips.return_trip, site=border.site.id, port=border.port.id, households=[one.id], **hours)
    with border.scene() as uow:
        (ride,) = uow.rides.where(household_id=one.id)
        ride.hearing_id = hearing.id
    assert amber(border) == []
    moved(border, hearing)
    assert told(border, RETURN) == ["Trip R1 of Tue 14 July must be made anew."]


def test_that_a_preparation_for_the_old_date_is_amber_and_its_team_is_told(border: Border) -> None:
    one, hearing = family(border)
    booked = preparation(border, one, border.at("16:00", date(2026, 7, 13)))
    moved(border, hearing)
    (found,) = amber(border, PREPARATION)
    assert str(found.words) == ("Preparation Mon 13 July 16:00 was for the old date: book it anew.")
    assert [(tell.kind, tell.who, tell.how) for tell in found.tell] == [
        (TellKind.TEAM, "Helen", "helen@example.org"),
        (TellKind.TEAM, "Abel", "+52 555-0100"),
    ]
    with border.scene() as uow:
        slot = uow.slots.get(booked.slot_id)
        slot.starts_at, slot.ends_at = slot.starts_at + timedelta(days=28), slot.ends_at + timedelta(days=28)
    assert amber(border, PREPARATION) == []


def test_that_a_preparation_after_the_hearing_is_amber_and_one_shortly_before_is_not(border: Border) -> None:
    one, hearing = family(border)
    preparation(border, one, border.at("10:00", date(2026, 7, 13)))
    moved(border, hearing, date(2026, 7, 21))
    assert amber(border, PREPARATION) == []
    two = border.household(shelter=border.sur)
    later = border.hearing(two, on=date(2026, 8, 4))
    preparation(border, two, border.at("10:00", date(2026, 8, 3)))
    moved(border, later, date(2026, 7, 21))
    assert told(border, PREPARATION) == ["Preparation Mon 3 August 10:00 is after the hearing: book it earlier."]


def test_that_a_preparation_for_another_hearing_of_the_household_is_left_alone(border: Border) -> None:
    one, hearing = family(border)
    border.hearing(one, on=date(2026, 7, 16))
    preparation(border, one, border.at("10:00", date(2026, 7, 13)))
    moved(border, hearing)
    assert amber(border, PREPARATION) == []


def test_that_a_typed_report_time_is_amber_until_it_is_confirmed(border: Border) -> None:
    _one, hearing = family(border)
    moved(border, hearing)
    assert told(border, REPORT) == ["The report time must be confirmed for the new day."]
    border.do(hearings.confirm_report_time, hearing=hearing.id)
    assert amber(border, REPORT) == []


def test_that_what_was_due_before_the_hearing_and_is_after_it_now_is_amber(border: Border) -> None:
    one, hearing = family(border, deadlines=(Deadline(DeadlineKind.FILING, date(2026, 7, 10)),))
    with border.scene() as uow:
        factory.make_follow_up(uow, "Evidence", household_id=one.id, due_on=date(2026, 7, 13))
        factory.make_follow_up(uow, "Call home", household_id=one.id, due_on=date(2026, 7, 30))
    border.now = border.now.replace(month=6)
    moved(border, hearing, date(2026, 7, 2))
    assert sorted(told(border, DEADLINE)) == [
        "The filing date is on Fri 10 July, after the hearing now.",
        "“Evidence” is due on Mon 13 July, after the hearing now.",
    ]


def test_that_a_paper_that_ends_before_the_new_date_is_amber(border: Border) -> None:
    _one, hearing = family(border, papers=(Paper(PaperKind.FMM, valid_until=date(2026, 7, 31)),))
    moved(border, hearing)
    assert told(border, PAPER) == ["Mexican migration form (FMM) ends on Fri 31 July, before the new date."]


def test_that_copies_of_the_old_day_are_amber_and_whoever_holds_them_is_told(border: Border) -> None:
    one, hearing = family(border)
    trip_of(border, one)
    with border.scene() as uow:
        what = what_of(Week.of(TUESDAY), border.site.id)
        factory.make_delivery(uow, what, kind=DeliveryKind.WORKBOOK)
        factory.make_delivery(uow, what_of(Week.of(date(2026, 7, 21)), None), kind=DeliveryKind.WORKBOOK)
    border.do(feeds.refresh, now=border.now, first=date(2026, 7, 1), last=date(2026, 7, 31))
    assert amber(border) == []
    moved(border, hearing)
    assert told(border, COPY) == [
        "The workbook of 2026-W29 tells of Tue 14 July.",
        "The calendar of Rosa Medrano tells of Tue 14 July.",
    ]
    everybody = merged(tell for each in amber(border) for tell in each.tell)
    assert [(tell.kind, tell.who) for tell in everybody] == [
        (TellKind.CREW, "Rosa Medrano"),
        (TellKind.HOUSEHOLD, one.code),
        (TellKind.ORGANIZERS, "Organizers with the workbook"),
    ]


def test_that_a_household_is_told_by_its_contact_plan_until_somebody_has_spoken_with_it(border: Border) -> None:
    one, hearing = family(border, contact_plan="Ask Sister Luz at the shelter")
    moved(border, hearing)
    (found,) = amber(border, HOUSEHOLD)
    assert (str(found.words), found.tell[0].how) == (f"Tell {one.code} the new date.", "Ask Sister Luz at the shelter")
    border.do(households.edit, household=one.id, last_contact_on=date(2026, 7, 13))
    assert amber(border, HOUSEHOLD) == []


def test_that_a_preview_tells_the_same_as_is_amber_afterwards(border: Border) -> None:
    one, hearing = family(border)
    trip_of(border, one)
    preparation(border, one, border.at("16:00", date(2026, 7, 13)))
    line = DraftLine(plain(one.code), NoticeMove(hearing.id, date(2026, 8, 14)))
    draft = Draft(border.site.id, NOTICE, "", date(2026, 7, 1), (line,))
    (seen,) = border.ask(dates.preview, draft=draft).lines
    moved(border, hearing)
    assert {str(each.words) for each in seen.wrong} == set(told(border))


def test_that_today_tells_in_one_line_what_rests_on_old_dates_and_in_one_who_must_decide(border: Border) -> None:
    one, hearing = family(border)
    trip_of(border, one)
    wanted: dict[str, Any] = {"site": border.site.id, "now": border.now}
    assert border.ask(lambda uow: [*needs_of_dates(uow, **wanted)]) == []
    moved(border, hearing)
    head = Head(border.site.id, "Letter")
    for title, on in (("Press notice", "2026-08-17"), ("Letter", "2026-08-24")):
        text = f"{one.code} {on}"
        draft = border.ask(drafts.by_lines, head=replace(head, title=title), text=text)
        border.do(notices.record, draft=draft)
    against, redo = border.ask(lambda uow: [*needs_of_dates(uow, **wanted)])
    assert (against.kind, str(against.title)) == (NeedKind.NOTICES, f"{one.code}: notices contradict each other")
    assert str(against.detail) == "Mon 17 August by “Press notice”, Mon 24 August by “Letter”: decide."
    assert (redo.kind, str(redo.title)) == (NeedKind.DATES, f"Dates have moved: {one.code}")
    assert str(redo.detail) == "1 trip to make anew, 1 report time to confirm, 1 household to tell"
    shown = border.ask(today.today, site=border.site.id, day=border.now.date())
    assert [need.kind for need in shown.needs][-2:] == [NeedKind.NOTICES, NeedKind.DATES]
