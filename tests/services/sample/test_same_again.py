"""The same size, seed and start give the same clinic, whatever the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.sample.fingerprint import MONDAY, fingerprint

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


def test_that_any_day_of_the_week_means_its_monday() -> None:
    assert fingerprint("small", 3, MONDAY + timedelta(days=4)) == fingerprint("small", 3)


@pytest.mark.slow
def test_that_the_medium_clinic_is_the_same_too() -> None:
    assert elsewhere("medium", 7, PYTHONHASHSEED="3", TZ="Pacific/Apia") == fingerprint("medium", 7)
