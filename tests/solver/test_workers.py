"""Searches in processes of their own begin at once, and end with whoever started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import multiprocessing, os, sys
from clinic.ports.fleet import Limits
from clinic.solver.rides import RidePlanner
from tests.solver.fleets import Kind, random_fleet

def tell(plan):
    children = multiprocessing.active_children()
    if plan.rounds > 20_000 and len(children) == 2:
        print(*(child.pid for child in children), flush=True)
    return False

if __name__ == "__main__":
    RidePlanner().plan(random_fleet(1, Kind(40, 5)), Limits(60), tell)
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.skipif(os.name == "nt", reason="kills by signals")
def test_that_workers_die_with_their_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], env=environ, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
    assert len(workers) == 2
    until = time.monotonic() + 3.0
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(is_alive, workers))


def test_that_a_worker_reads_nothing_but_the_engine() -> None:
    heavy = ("clinic.domain", "clinic.ports", "PySide6", "sqlalchemy", "clinic.services")
    program = (
        f"import sys, clinic.solver.workers as w; w.search_class(); print(*(n for n in {heavy} if n in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
