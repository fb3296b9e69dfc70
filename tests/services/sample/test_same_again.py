"""The same size, seed and start give the same clinic, whatever the machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic.domain.when import Week
from clinic.exchange.excel_out import ExcelWriter
from clinic.exchange.ical import IcalWriter
from clinic.services import feeds, sample, workbook
from tests.services.sample.fingerprint import MONDAY, fingerprint
from tests.stores import memory_store

ROOT = Path(__file__).parents[3]


def elsewhere(size: str, seed: int, **environ: str) -> str:
    """The fingerprint that another process finds."""
    command = [sys.executable, "-m", "tests.services.sample.fingerprint", size, str(seed)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_that_another_process_with_another_zone_and_hash_seed_makes_the_same_rows() -> None:
    here = fingerprint("small", 1)
    assert elsewhere("small", 1, PYTHONHASHSEED="1", TZ="Asia/Tokyo") == here
    assert elsewhere("small", 1, PYTHONHASHSEED="2", TZ="America/St_Johns", LANG="es_MX.UTF-8") == here


def test_that_another_seed_makes_another_clinic() -> None:
    assert fingerprint("small", 1) != fingerprint("small", 2)


class Pigeonhole:
    """An outbox in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, name: str, data: bytes) -> bool:
        self.files[name] = data
        return True


def sent(seed: int) -> dict[str, bytes]:
    """Feeds and workbook of a sample made just now, at an hour that stands still; UIDs, random on purpose, left out."""
    store = memory_store(clock=lambda: datetime(2026, 7, 13, 12, tzinfo=UTC))
    out = Pigeonhole()
    with store.work() as uow:
        sample.make(uow, size="small", seed=seed, start=MONDAY)
        feeds.export(uow, IcalWriter(), out, first=MONDAY, last=MONDAY + timedelta(days=6))
        workbook.export(uow, ExcelWriter(), out, week=Week.of(MONDAY), name="week.xlsx")
    return {
        name: re.sub(rb"UID:[^\r]+", b"UID", data) if name.endswith(".ics") else data
        for name, data in out.files.items()
    }


def test_that_what_is_sent_of_the_same_sample_is_the_same_to_the_byte() -> None:
    first = sent(1)
    assert len(first) == 21
    assert first == sent(1)


@pytest.mark.slow
def test_that_the_medium_clinic_is_the_same_too() -> None:
    assert elsewhere("medium", 7, PYTHONHASHSEED="3", TZ="Pacific/Apia") == fingerprint("medium", 7)
