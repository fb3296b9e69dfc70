"""How meetings end: consent before they begin, what follows, and when the disclosure of help in drafting is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.errors import BadValue, RuleBroken
from clinic.domain.hearings import HearingKind
from clinic.domain.households import Deadline, DeadlineKind
from clinic.services import consultations, follow_ups, households
from clinic.services.next_steps import STEPS, Step
from clinic.services.outcomes import NextStep
from tests.services.border import TUESDAY
from tests.services.test_consultations import Clinic

WHY = "The consent is on paper with Helen"
FILING, ONE_YEAR, INTERVIEW = DeadlineKind.FILING, DeadlineKind.ONE_YEAR, DeadlineKind.INTERVIEW


@pytest.fixture
def clinic() -> Clinic:
    found = Clinic()
    found.book("13:00")
    return found


def without_consent(clinic: Clinic) -> None:
    with clinic.scene() as uow:
        uow.households.get(clinic.mam.id).consent_on = None


@pytest.mark.parametrize("verb", [consultations.arrived, consultations.done])
def test_that_no_meeting_begins_without_consent_or_a_reason_which_is_kept(clinic: Clinic, verb: object) -> None:
    without_consent(clinic)
    key = clinic.booked()[0].id
    with pytest.raises(RuleBroken, match="has not agreed to the limited help yet") as no:
        clinic.do(verb, consultation=key)  # type: ignore[arg-type]  # one of two verbs
    assert [str(mend) for breach in no.value.breaches for mend in breach.mends] == [
        "Ask, and record the consent first."
    ]
    assert clinic.booked()[0].outcome is Outcome.BOOKED
    with pytest.raises(BadValue):
        clinic.do(verb, consultation=key, reason="ok")  # type: ignore[arg-type]  # as above
    clinic.do(verb, consultation=key, reason=WHY)  # type: ignore[arg-type]  # as above
    row = clinic.booked()[0]
    assert (row.overridden, row.reason) == (("CONSENT",), WHY)


def test_that_consent_is_asked_once_and_recorded_it_is_never_asked(clinic: Clinic) -> None:
    without_consent(clinic)
    key = clinic.booked()[0].id
    clinic.do(consultations.arrived, consultation=key, reason=WHY)
    clinic.do(consultations.done, consultation=key)
    assert clinic.booked()[0].outcome is Outcome.DONE
    other = Clinic()
    without_consent(other)
    other.do(households.consented, household=other.mam.id)
    other.book("13:00")
    other.do(consultations.arrived, consultation=other.booked()[0].id)
    assert other.booked()[0].overridden == ()


def test_that_a_reason_from_the_booking_stays_beside_that_of_the_consent(clinic: Clinic) -> None:
    without_consent(clinic)
    with clinic.scene() as uow:
        row = uow.consultations.get(clinic.booked()[0].id)
        row.overridden, row.reason = ("SAME_DAY",), "Agreed by phone"
    clinic.do(consultations.arrived, consultation=clinic.booked()[0].id, reason=WHY)
    row = clinic.booked()[0]
    assert (row.overridden, row.reason) == (("SAME_DAY", "CONSENT"), f"Agreed by phone; {WHY}")


def test_that_whoever_was_met_in_part_waits_again_and_counts_as_seen(clinic: Clinic) -> None:
    before = clinic.rows()
    clinic.do(consultations.done, consultation=clinic.booked()[0].id, partly=True)
    assert clinic.booked()[0].outcome is Outcome.PARTLY
    (line,) = clinic.day().waiting
    assert line.code == clinic.mam.code
    assert "the rest of a meeting on Tue 14 July with Helen" in [str(reason) for reason in line.reasons]
    assert len(line.reasons) == len(line.whys)
    (card,) = [card for column in clinic.day().columns for card in column.cards]
    assert "Met in part: the rest is left to do" in [str(note) for note in card.notes]
    with clinic.store.read() as uow:
        assert uow.households.get(clinic.mam.id).first_seen_on == TUESDAY
    clinic.undo()
    assert clinic.rows() == before


def test_that_the_rest_is_booked_like_any_other_line_and_is_no_rest_any_more(clinic: Clinic) -> None:
    clinic.do(consultations.done, consultation=clinic.booked()[0].id, partly=True)
    (line,) = clinic.day().waiting
    clinic.do(
        consultations.book,
        household=clinic.mam.id,
        lawyer=clinic.helen.id,
        kind=line.kind,
        starts_at=clinic.at("14:15"),
        request=line.request_id,
        reason="Helen goes on after a pause",
    )
    assert not clinic.day().waiting


def test_that_steps_are_made_with_the_end_each_with_owner_and_date_in_one_step_of_history(clinic: Clinic) -> None:
    before = clinic.rows()
    wen = clinic.wen.volunteer_id
    steps = [NextStep(str(STEPS[Step.PAPERS])), NextStep("Ask the school", wen, TUESDAY + timedelta(days=3))]
    clinic.do(consultations.done, consultation=clinic.booked()[0].id, steps=steps)
    found = {row.what: (row.owner_id, row.due_on) for row in clinic.ask(follow_ups.open_ones)}
    assert found == {
        "Copy the papers.": (clinic.helen.volunteer_id, None),
        "Ask the school": (wen, TUESDAY + timedelta(days=3)),
    }
    clinic.undo()
    assert clinic.rows() == before


@pytest.mark.parametrize(
    ("typed", "hearing_in", "due_in"),
    [
        ({}, None, 0),
        ({FILING: 20, ONE_YEAR: 40}, 30, 20),
        ({ONE_YEAR: 40}, 30, 15),
        ({ONE_YEAR: 40}, 10, 0),
        ({ONE_YEAR: 40}, None, 40),
        ({FILING: -1}, None, 0),
        ({INTERVIEW: 2}, None, 0),
    ],
    ids=["nothing known", "typed filing date", "15 days before", "too near", "one-year date", "past", "no filing date"],
)
def test_that_the_disclosure_is_due_with_the_paper(
    typed: dict[DeadlineKind, int], hearing_in: int | None, due_in: int
) -> None:
    clinic = Clinic()
    lawyer = clinic.samir()
    family = clinic.household((40,), languages=("spa",))
    with clinic.scene() as uow:
        dates = tuple(Deadline(kind, TUESDAY + timedelta(days=days)) for kind, days in typed.items())
        uow.households.get(family.id).deadlines = dates
    if hearing_in is not None:
        clinic.hearing(family, TUESDAY + timedelta(days=hearing_in), kind=HearingKind.INDIVIDUAL)
    clinic.book("13:00", family, lawyer=lawyer, kind=ConsultationKind.DECLARATION)
    clinic.do(consultations.done, consultation=clinic.booked(family)[0].id)
    (task,) = clinic.ask(follow_ups.open_ones)
    assert task.due_on == TUESDAY + timedelta(days=due_in)


def test_that_a_filing_date_that_is_done_does_not_count() -> None:
    clinic = Clinic()
    lawyer = clinic.samir()
    family = clinic.household((40,), languages=("spa",))
    with clinic.scene() as uow:
        row = uow.households.get(family.id)
        row.deadlines = (Deadline(FILING, TUESDAY + timedelta(days=5), done=True), Deadline(ONE_YEAR, date(2026, 9, 1)))
    clinic.book("13:00", family, lawyer=lawyer, kind=ConsultationKind.DECLARATION)
    clinic.do(consultations.done, consultation=clinic.booked(family)[0].id)
    (task,) = clinic.ask(follow_ups.open_ones)
    assert task.due_on == date(2026, 9, 1)
