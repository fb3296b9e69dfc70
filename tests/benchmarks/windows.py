"""How long the window takes until it stands filled, and how much memory it takes, against a bare one of PySide6."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from clinic.domain.policy import Clinic
from clinic.services import sample
from tests.benchmarks.figures import Figure, median
from ui import bootstrap

ROOT = Path(__file__).parents[2]
ROUNDS = 7
PHRASE = "four words make one"
MONDAY = date(2026, 7, 13)


def measure(folder: Path) -> Iterator[Figure]:
    """Both windows in turn, each in a process of its own; the medians of all rounds."""
    path = folder / "medium.clinicdata"
    store, _code = bootstrap.vault().create(path, PHRASE, Clinic(name=""))
    with store.work() as uow:
        sample.make(uow, size="medium", start=MONDAY)
    store.close()
    bare: list[dict[str, Any]] = []
    ours: list[dict[str, Any]] = []
    opened = ("ours", str(path), PHRASE, (MONDAY + timedelta(days=1)).isoformat())
    compiled = folder / "compiled"
    for number in range(ROUNDS + 1):
        found = _window(compiled, "bare"), _window(compiled, *opened)
        if number:  # the first round compiles the modules, as an installer does
            bare.append(found[0])
            ours.append(found[1])
    # One derivation belongs to opening by a passphrase, none to opening by the key store; it was done twice.
    remembered = median([run["took"] - 2 * run["derivation"] for run in ours])
    asked = median([run["took"] - run["derivation"] for run in ours])
    theirs = median([run["took"] for run in bare])
    yield Figure("window, medium, key remembered", "s", remembered, theirs, "bare PySide6", 3.5)
    yield Figure("window, medium, by passphrase", "s", asked, theirs, "bare PySide6")
    memory = [median([run["memory"] / 1e6 for run in runs]) for runs in (ours, bare)]
    yield Figure("memory, medium, peak", "MB", memory[0], memory[1], "bare PySide6", 2.5)


def _window(compiled: Path, *arguments: str) -> dict[str, Any]:
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.child", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "took": found["filled"] - begin}
