"""Samples to look at, each made once for all tests that only read."""

from __future__ import annotations

import pytest

from clinic.services import sample
from db.store import SqlStore
from tests.services.sample.fingerprint import MONDAY
from tests.stores import memory_store


def make(size: str, seed: int = 1) -> SqlStore:
    """A store with a sample clinic."""
    store = memory_store()
    with store.work() as uow:
        sample.make(uow, size=size, seed=seed, start=MONDAY)
    return store


@pytest.fixture(scope="session")
def small() -> SqlStore:
    return make("small")


@pytest.fixture(scope="session")
def medium() -> SqlStore:
    return make("medium")
