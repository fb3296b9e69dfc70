"""47 people for one report time, two vans of 14, two vetted drivers, 70 minutes a round trip: from the terminal.

The same in the window: tests/ui/pages/test_rides_proposal.py; in the services: tests/services/test_ride_plan.py.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest

from clinic.security.key_file import KeyFiles
from clinic.services.vault import Vault
from db.files import EncryptedFiles
from tests import factory
from tests.services import border as border_of
from tests.services.test_ride_plan import two_vans_and_a_shelter
from tests.terminal import PHRASE, Terminal
from ui import bootstrap

NOW = datetime(2026, 7, 13, 16, tzinfo=UTC)
DAY = ("--day", "2026-07-14", "--seconds", "5")


@pytest.fixture
def night(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Fills a file of the terminal's; the shelter opens at the hour that is asked for."""
    vault = Vault(EncryptedFiles(lambda: NOW), KeyFiles())
    monkeypatch.setattr(bootstrap, "vault", lambda: vault)
    terminal.done("new", "--name", "Border clinic", "--city", "Tijuana")
    store = vault.open(terminal.file, passphrase=PHRASE)
    monkeypatch.setattr(border_of, "memory_store", lambda **_: store)
    monkeypatch.setattr(factory, "make_clinic", lambda uow, **_: uow.clinic())
    monkeypatch.setattr(factory, "make_site", lambda uow, **_: uow.sites.where()[0])

    def fill(opens_at: time) -> Terminal:
        two_vans_and_a_shelter(opens_at)
        store.close()
        return terminal

    return fill


def test_that_47_people_go_in_two_runs_of_two_vans_when_the_shelter_opens_at_one(night: Any) -> None:
    at = night(time(1))
    (seen,) = at.json("fill", "rides", *DAY)["days"]
    assert (seen["covered"], seen["short"], len(seen["trips"])) == (47, 0, 4)
    assert at.json("show", "day", "2026-07-14")
    (made,) = at.json("fill", "rides", *DAY, "--apply")["days"]
    assert made["applied"]
    assert at.json("fill", "rides", *DAY)["days"] == []
    at.done("undo")
    assert at.json("fill", "rides", *DAY)["days"][0]["covered"] == 47


def test_that_19_are_short_when_the_shelter_opens_at_three_and_told_what_would_change_it(night: Any) -> None:
    at = night(time(3))
    (seen,) = at.json("fill", "rides", *DAY)["days"]
    assert (seen["covered"], seen["short"]) == (28, 19)
    assert {left["obstacle"] for left in seen["left"]} == {"seats"}
    assert ("bus", 19, 19) in {(one["kind"], one["people"], one["n"]) for one in seen["helps"]}
    assert any(word.startswith("Seats: 19 short") for word in seen["words"])
    (asked,) = at.json("fill", "rides", *DAY, "--reason", "The guard opens the gate for us", "--apply")["days"]
    assert (asked["covered"], asked["short"]) == (47, 0)
