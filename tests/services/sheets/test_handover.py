"""The sheet for the next team: what is open, by code, and nothing that somebody typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.domain.day_sheets import Copy, SheetKind
from clinic.domain.households import Deadline, DeadlineKind
from clinic.domain.trips import TripStatus
from clinic.services import consultations, follow_ups, groups, sheets
from clinic.services.next_steps import STEPS, Step, step_of
from clinic.services.sheets.handover import HandOver
from tests import factory
from tests.services.border import TUESDAY
from tests.services.test_consultations import Clinic

FRIDAY = date(2026, 7, 17)


class Week(Clinic):
    """The clinic of story 9 on the Friday of its week."""

    def __init__(self) -> None:
        super().__init__()
        self.book("13:00")
        self.now = self.at("18:00", FRIDAY)

    def sheet(self) -> HandOver:
        found: HandOver = self.ask(sheets.handover, site=self.site.id, day=FRIDAY)
        return found

    def text(self, tongue: str = "en") -> str:
        (sheet,) = self.ask(
            sheets.day_sheets, site=self.site.id, day=FRIDAY, kinds=(SheetKind.HANDOVER,), tongue=tongue
        )
        return sheets.as_text(sheet)


@pytest.fixture
def week() -> Week:
    return Week()


def test_that_nothing_open_makes_no_sheet(week: Week) -> None:
    assert week.sheet().is_empty
    wanted = {"site": week.site.id, "day": FRIDAY, "kinds": (SheetKind.HANDOVER,)}
    assert week.ask(sheets.day_sheets, **wanted) == ()


def test_that_a_usual_step_is_told_with_owner_and_date_and_typed_words_are_not(week: Week) -> None:
    helen = week.helen.volunteer_id
    given = {"household": week.mam.id, "owner": helen, "due_on": TUESDAY}
    week.do(follow_ups.add, what=str(STEPS[Step.TRANSLATE]), **given)
    week.do(follow_ups.add, what="Call her aunt Lupe", household=week.mam.id)
    text = week.text()
    assert f"{week.mam.code}, by Tue 14 July, [past]  Have the papers translated.  Helen" in text
    assert f"{week.mam.code}, no date  typed in the file  nobody yet" in text
    assert "Lupe" not in text
    assert "Mandar traducir" not in text


def test_that_groups_are_told_with_the_heads_that_were_counted_and_who_was_met_in_part(week: Week) -> None:
    week.do(consultations.done, consultation=week.booked()[0].id, partly=True)
    for clock, end in (("16:00", "16:30"), ("16:30", "17:00")):
        times = {"starts_at": week.at(clock), "ends_at": week.at(end)}
        week.do(groups.group_slot, session=week.session.id, capacity=12, **times)
    first, _other = week.ask(lambda uow: uow.slots.where(capacity=12))
    week.do(groups.count_heads, slot=first.id, heads=23)
    counted = [(one.place, one.households, one.heads) for one in week.sheet().groups]
    assert counted == [("Jacaranda", 0, 23), ("Jacaranda", 0, None)]
    assert [one.partly for one in week.sheet().met] == [True]
    week.do(follow_ups.add, what="Call", household=week.mam.id)
    text = week.text()
    assert "charla, 0 households  Tue 14 July  Jacaranda  23" in text
    assert f"{week.mam.code}, in part" in text


@pytest.mark.parametrize(
    ("days", "words"), [(12, "in 12 days"), (1, "in 1 day"), (0, "today"), (-3, "3 days ago"), (60, "in 60 days")]
)
def test_that_dates_run_as_a_clock(week: Week, days: int, words: str) -> None:
    due = FRIDAY + timedelta(days=days)
    with week.scene() as uow:
        uow.households.get(week.mam.id).deadlines = (
            Deadline(DeadlineKind.ONE_YEAR, due),
            Deadline(DeadlineKind.FILING, due, done=True),
            Deadline(DeadlineKind.INTERVIEW, FRIDAY + timedelta(days=61)),
        )
    assert [(one.kind, one.days) for one in week.sheet().clocks] == [(DeadlineKind.ONE_YEAR, days)]
    assert words in week.text()


def test_that_a_closed_household_has_no_clock(week: Week) -> None:
    with week.scene() as uow:
        household = uow.households.get(week.mam.id)
        household.deadlines, household.closed_on = (Deadline(DeadlineKind.FILING, FRIDAY),), TUESDAY
    assert week.sheet().clocks == ()


def test_that_it_says_who_met_whom_in_which_language_and_only_the_last_time(week: Week) -> None:
    week.do(consultations.done, consultation=week.booked()[0].id)
    (met,) = week.sheet().met
    assert (met.code, met.on, met.by, met.language) == (
        week.mam.code,
        TUESDAY,
        ("Helen", "Abel Cruz", "Wen Tran"),
        "mam",
    )
    week.do(consultations.no_show, consultation=week.booked()[0].id)
    assert week.sheet().met == ()


def test_that_whoever_is_called_in_the_coming_week_without_a_ride_is_named_by_code(week: Week) -> None:
    soon = week.household(code="K7-RM4", shelter=week.sur)
    week.hearing(soon, FRIDAY + timedelta(days=3))
    week.hearing(week.household(code="M2-TQ8", shelter=week.sur), FRIDAY + timedelta(days=8))
    assert [(one.code, one.people) for one in week.sheet().without_ride] == [("K7-RM4", 3)]
    assert "K7-RM4, 3 people  Mon 20 July  Mon 20 July 04:00" in week.text()


def test_that_a_ride_covers_whom_it_takes_until_it_is_cancelled(week: Week) -> None:
    soon = week.household(code="K7-RM4", shelter=week.sur)
    hearing = week.hearing(soon, FRIDAY + timedelta(days=3))
    trip = week.trip("04:00", FRIDAY + timedelta(days=3))
    with week.scene() as uow:
        first, *_others = uow.persons.where(household_id=soon.id)
        ride = factory.make_ride(uow, uow.trips.get(trip.id), soon, hearing_id=hearing.id, person_ids=(first.id,))
    assert [one.people for one in week.sheet().without_ride] == [2]
    with week.scene() as uow:
        uow.rides.get(ride.id).person_ids = ()
    assert week.sheet().without_ride == ()
    with week.scene() as uow:
        uow.trips.get(trip.id).status = TripStatus.CANCELLED
    assert [one.people for one in week.sheet().without_ride] == [3]


def test_that_a_task_that_is_done_makes_the_copy_old(week: Week) -> None:
    week.do(follow_ups.add, what=str(STEPS[Step.CALL]), household=week.mam.id)
    week.do(follow_ups.add, what=str(STEPS[Step.PAPERS]), household=week.mam.id)
    wanted = {"site": week.site.id, "day": FRIDAY, "kinds": (SheetKind.HANDOVER,)}
    week.do(sheets.give, sheets=week.ask(sheets.day_sheets, **wanted), way="print")
    assert week.ask(sheets.day_sheets, **wanted)[0].copy is Copy.CURRENT
    week.do(follow_ups.done, follow_up=week.ask(follow_ups.open_ones)[0].id)
    assert week.ask(sheets.day_sheets, **wanted)[0].copy is Copy.OLD


def test_that_a_step_is_known_in_every_language_and_typed_words_in_none() -> None:
    assert all(step_of(str(step)) is step for step in STEPS.values())
    assert step_of("Call her aunt Lupe") is None
