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
    """The windows in turn, each in a process of its own; the medians of all rounds.

    Where the key is remembered the file is opened by its own key; the system's key store itself is not asked.
    """
    path = folder / "medium.clinicdata"
    vault = bootstrap.vault()
    store, _code = vault.create(path, PHRASE, Clinic(name=""))
    with store.work() as uow:
        sample.make(uow, size="medium", start=MONDAY)
    store.close()
    key = vault._opened[path].hex()
    day = (MONDAY + timedelta(days=1)).isoformat()
    kinds = {"bare": ("bare",), "key": ("ours", str(path), key, day), "phrase": ("ours", str(path), PHRASE, day)}
    found: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    compiled = folder / "compiled"
    for number in range(ROUNDS + 1):
        for kind, arguments in kinds.items():
            took = _window(compiled, *arguments)
            if number:  # the first round compiles the modules, as an installer does
                found[kind].append(took)

    def middle(kind: str, what: str) -> float:
        return median([run[what] for run in found[kind]])

    def figure(name: str, unit: str, kind: str, what: str, aim: float | None = None) -> Figure:
        scale = 1e6 if unit == "MB" else 1
        return Figure(name, unit, middle(kind, what) / scale, middle("bare", what) / scale, "bare PySide6", aim)

    yield figure("window shown", "s", "key", "shown")
    yield figure("window filled, medium, key remembered", "s", "key", "filled", 3.5)
    yield figure("window filled, medium, by passphrase", "s", "phrase", "filled")
    yield figure("peak memory, medium, key remembered", "MB", "key", "memory", 2.5)
    yield figure("peak memory, medium, by passphrase", "MB", "phrase", "memory")


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
    return {**found, "shown": found["shown"] - begin, "filled": found["filled"] - begin}
