"""The demo where there is no display: the same sample clinic, as files and pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("today", "diary", "roster", "consultations", "rides", "people", "share")


@pytest.mark.slow
@pytest.mark.window
def test_that_the_demo_writes_feeds_workbook_and_a_picture_of_every_page(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging" / "tasks.py"), "demo", "--offscreen"]
    environ = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}
    found = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    (out,) = tmp_path.glob("clinic-scheduler-demo-*")
    assert found.stdout.splitlines()[-1] == str(out)
    assert len(list(out.glob("feeds/*.ics"))) == 20
    assert (out / "week.xlsx").is_file()
    pictures = {file.stem for file in (out / "pictures").glob("*.png")}
    assert all(any(place in picture for picture in pictures) for place in PLACES), pictures
    assert [entry.name for entry in tmp_path.iterdir()] == [out.name], "the sample's file is thrown away"
