"""No view, paper, sentence or line of a terminal tells a name, what a conflict is or what makes somebody vulnerable.

`test_planted_secrets.py` searches what leaves the laptop; here it is whatever pages, papers and commands are made of.
Only the panel of one household, and of one volunteer, hold notes; they are asked for by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.domain.day_sheets import SheetKind
from clinic.domain.when import Week, day_interval
from clinic.services import (
    best_offers,
    candidates,
    closing,
    consultation_plan,
    consultations_day,
    cover,
    diary,
    languages_ahead,
    offers,
    openings,
    people_table,
    plan_check,
    removal,
    rides_day,
    roster,
    roster_week,
    share,
    sheets,
    silent,
    today,
    waiting_order,
)
from clinic.services.closing import Shut
from clinic.services.diary_detail import diary_detail
from clinic.services.households_table import households_table
from clinic.services.sitting_ground import Wish
from clinic.solver.sittings import HighsSittings
from tests.services.border import TUESDAY
from tests.services.disclosure.planted import SECRETS, Planted
from tests.services.disclosure.searching import secrets_in

WEEK = Week.of(TUESDAY)
THURSDAY = WEEK.days[3]


@pytest.fixture(scope="module")
def planted() -> Planted:
    return Planted()


def told(value: Any) -> bytes:
    """A view with everything in it, and its sentences put into words."""
    return (repr(value) + "\n" + "\n".join(_sentences(value))).encode()


def _sentences(value: Any) -> list[str]:
    if isinstance(value, (tuple, list, set, frozenset)):
        return [each for one in value for each in _sentences(one)]
    if isinstance(value, dict):
        return [each for one in value.values() for each in _sentences(one)]
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is None or hasattr(value, "one"):
        return [str(value)]
    return [each for name in fields for each in _sentences(getattr(value, name))]


VIEWS: dict[str, Callable[[Any, Planted], Any]] = {
    "waiting list": lambda uow, at: waiting_order.waiting(uow, site=at.site.id),
    "consultations": lambda uow, at: consultations_day.consultations_day(uow, site=at.site.id, day=TUESDAY),
    "best times": lambda uow, at: best_offers.for_household(uow, household=at.conflicted.id),
    "offers": lambda uow, _at: [
        offers.offers(uow, request=row.id, day=TUESDAY) for row in uow.requests.where(done=False)
    ],
    "openings": lambda uow, _at: [
        openings.for_request(uow, request=row.id, day=TUESDAY) for row in uow.requests.where(done=False)
    ],
    "a time that is tried": lambda uow, at: offers.try_time(
        uow, household=at.conflicted.id, lawyer=at.helen.id, kind=ConsultationKind.INTAKE, starts_at=at.at("15:00")
    ),
    "a plan": lambda uow, at: (
        consultation_plan.propose(uow, wish=Wish(at.site.id, WEEK.days), planner=HighsSittings()).left
    ),
    "a plan's meetings": lambda uow, at: (
        consultation_plan.propose(uow, wish=Wish(at.site.id, WEEK.days), planner=HighsSittings()).meetings
    ),
    "languages ahead": lambda uow, at: list(languages_ahead.languages_ahead(uow, site=at.site.id, now=at.now)),
    "households": lambda uow, at: households_table(uow, site=at.site.id),
    "volunteers": lambda uow, at: people_table.people_table(uow, site=at.site.id, week=WEEK),
    "not heard of": lambda uow, at: silent.silent(uow, site=at.site.id),
    "roster": lambda uow, at: roster_week.roster_week(uow, site=at.site.id, week=WEEK),
    "candidates": lambda uow, _at: [candidates.candidates(uow, seat=seat.id) for seat in uow.seats.where()],
    "why a seat is refused": lambda uow, _at: [
        roster.judge_seat(uow, seat=seat.id, volunteer=who.id)
        for seat in uow.seats.where()
        for who in uow.volunteers.where()
    ],
    "cover": lambda uow, at: cover.plan(
        uow,
        volunteer=at.helens,
        starts_at=day_interval(TUESDAY, at.site.zone).start,
        ends_at=day_interval(TUESDAY, at.site.zone).end,
    ),
    "rides": lambda uow, at: rides_day.rides_day(uow, site=at.site.id, day=THURSDAY),
    "today": lambda uow, at: today.today(uow, site=at.site.id, day=THURSDAY),
    "check": lambda uow, _at: plan_check.check_plans(uow),
    "copies": lambda uow, _at: share.ledger(uow),
    "diary": lambda uow, _at: diary.diary(uow, limit=1000),
    "removal": lambda uow, at: removal.preview(uow, household=at.conflicted.id),
}


@pytest.mark.parametrize("name", list(VIEWS))
def test_that_no_view_tells_a_secret(planted: Planted, name: str) -> None:
    with planted.store.read() as uow:
        assert secrets_in(told(VIEWS[name](uow, planted)), SECRETS) == []


def test_that_a_place_that_closes_tells_none(planted: Planted) -> None:
    with planted.store.work() as uow:
        found = closing.preview(uow, shut=Shut(planted.norte.id, TUESDAY))
    assert secrets_in(told(found), SECRETS) == []


@pytest.mark.parametrize("tongue", ["en", "es"])
def test_that_no_paper_tells_one_nor_that_somebody_is_vulnerable(planted: Planted, tongue: str) -> None:
    with planted.store.read() as uow:
        made = [
            sheet
            for day in (TUESDAY, THURSDAY)
            for sheet in sheets.day_sheets(uow, site=planted.site.id, day=day, tongue=tongue)
        ]
        texts = [sheets.as_text(sheet) for sheet in made]
    kinds = {sheet.kind for sheet in made}
    assert {SheetKind.SESSION, SheetKind.HANDOVER} < kinds
    assert any(planted.met.code in text for text in texts), "the look sees what is there"
    for text, sheet in zip(texts, made, strict=True):
        assert secrets_in((text + repr(sheet)).encode(), SECRETS) == [], sheet.kind
        assert "ulnerab" not in text, sheet.kind


def test_that_history_keeps_what_a_conflict_is_about_to_itself(planted: Planted) -> None:
    """A step's details say that something changed, not with whom: no code, no note, no name."""
    with planted.store.read() as uow:
        steps = [entry for entry in uow.history.latest(limit=1000) if "onflict" in str(entry.label)]
        details = [diary_detail(uow, entry=entry.id) for entry in steps]
    assert len(steps) == 4 - 2
    for one in details:
        assert planted.conflicted.code not in str(told(one))
        assert planted.conflicted.code not in str(one.entry.label)
        assert any(str(line.after) == "changed" for line in one.lines)


def test_that_a_conflict_says_with_whom_and_nothing_else(planted: Planted) -> None:
    """The same words whoever it is, wherever it is told: at a time, at a seat, in a plan."""
    with planted.store.read() as uow:
        tried = VIEWS["a time that is tried"](uow, planted)
        said = [str(each.sentence) for each in tried.breaches if each.code == "CONFLICT"]
        best = VIEWS["best times"](uow, planted)
    assert set(said) == {"Not with Helen."}
    assert "onflict" not in told(best).decode()
