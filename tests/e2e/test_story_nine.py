"""Story 9 to the letter: the quarters of an hour at which the Mam relay fits, and the one link that is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic.domain.consultations import ConsultationKind
from clinic.services import best_offers, offers, roster, waiting_list
from tests.e2e.on_border import on_terminal
from tests.e2e.test_story_relay import Desk, Relay
from tests.terminal import Terminal

HOURS = ("13:00", "13:15", "13:30", "13:45")


@pytest.fixture
def relay() -> Relay:
    return Relay()


@pytest.fixture
def desk(relay: Relay, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(relay, on_terminal(relay, terminal, monkeypatch))


def tried(relay: Relay, hour: str) -> tuple[int, list[str]]:
    """Minutes that an intake would take at an hour, and everything that speaks against it."""
    found = relay.ask(
        offers.try_time,
        household=relay.mam.id,
        lawyer=relay.helen.id,
        kind=ConsultationKind.INTAKE,
        starts_at=relay.at(hour),
    )
    return found.minutes, [str(breach.sentence) for breach in found.breaches]


def test_that_the_relay_takes_75_minutes_and_fits_at_four_quarters_and_not_at_the_fifth(relay: Relay) -> None:
    assert [tried(relay, hour) for hour in HOURS] == [(75, [])] * 4
    assert tried(relay, "14:00") == (75, ["Abel Cruz is free until 15:00; 15 minutes short."])


@pytest.mark.parametrize("hour", HOURS)
def test_that_each_quarter_that_fits_is_booked_from_the_terminal(relay: Relay, desk: Desk, hour: str) -> None:
    assert desk.book(hour).status == 0
    with relay.store.read() as uow:
        (slot,) = uow.slots.where()
        assert slot.ends_at - slot.starts_at == timedelta(minutes=75)


def test_that_the_fifth_is_refused_with_the_whole_reason(desk: Desk) -> None:
    assert desk.refused("14:00") == ["Abel Cruz is free until 15:00; 15 minutes short."]


def test_that_without_wen_the_missing_link_is_named_and_not_a_missing_slot(relay: Relay, desk: Desk) -> None:
    relay.do(roster.empty, seat=relay.wen_seat.id)
    assert [sentence for sentence in tried(relay, "13:00")[1] if "no way" in sentence.lower()] == [
        "No way from Spanish to English."
    ]
    assert "No way from Spanish to English." in desk.refused("13:00")
    relay.do(waiting_list.ask, household=relay.mam.id, kind=ConsultationKind.INTAKE)
    (found,) = relay.ask(best_offers.for_household, household=relay.mam.id, now=relay.at("08:00"))
    assert found.openings == ()
    assert "No way from Spanish to English." in [str(why) for why in found.why_none]
