"""A lawyer is late: the rest of the day begins later, as one step, judged before it is done."""

from __future__ import annotations

import pytest

from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.households import Household
from clinic.services import consultations, history, late_lawyer
from clinic.services.views.late_lawyer import Shift
from tests.services.test_consultations import Clinic


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


def spanish(clinic: Clinic, clock: str) -> Household:
    found = clinic.household((40,), languages=("spa",))
    clinic.book(clock, found)
    return found


def start(clinic: Clinic, household: Household) -> str:
    return clinic.clock(clinic.booked(household)[1].starts_at)


def late(clinic: Clinic, since: str, minutes: int = 15) -> Shift:
    with clinic.store.work("Ana") as uow:
        return late_lawyer.shift_rest(uow, lawyer=clinic.helen.id, since=clinic.at(since), minutes=minutes)


def test_that_the_rest_of_the_day_begins_later_and_what_is_over_stays(clinic: Clinic) -> None:
    first, second, third = (spanish(clinic, clock) for clock in ("13:00", "14:15", "15:30"))
    clinic.do(consultations.done, consultation=clinic.booked(first)[0].id, reason="Consent was given by voice")
    found = late(clinic, "13:00")
    assert [start(clinic, one) for one in (first, second, third)] == ["13:00", "14:30", "15:45"]
    assert str(found.line) == "Helen is 15 min late: 2 meetings begin later"
    clinic.do(history.undo)
    assert [start(clinic, one) for one in (second, third)] == ["14:15", "15:30"]


def test_that_a_preview_tells_the_new_hours_and_keeps_nothing(clinic: Clinic) -> None:
    one = spanish(clinic, "15:30")
    with clinic.store.work("Ana") as uow:
        found = late_lawyer.preview(uow, lawyer=clinic.helen.id, since=clinic.at("13:00"), minutes=30)
    (line,) = found.meetings
    assert (f"{line.was:%H:%M}", f"{line.starts:%H:%M}", line.breaches, found.change) == ("15:30", "16:00", (), None)
    assert start(clinic, one) == "15:30"


def test_that_a_link_which_cannot_stay_longer_is_named_and_nothing_moves(clinic: Clinic) -> None:
    clinic.book("13:45")
    with pytest.raises(RuleBroken) as no:
        late(clinic, "13:00")
    assert [str(breach.sentence) for breach in no.value.breaches] == [
        f"{clinic.mam.code}: Abel Cruz is free until 15:00; 15 minutes short."
    ]
    assert start(clinic, clinic.mam) == "13:45"


def test_that_nothing_left_and_no_minutes_are_refused_in_words(clinic: Clinic) -> None:
    with pytest.raises(Refused, match="No meeting of this lawyer is left to move"):
        late(clinic, "13:00")
    with pytest.raises(BadValue, match="1 to 240"):
        late(clinic, "13:00", minutes=0)
