"""The tasks that start the program: `run` with any arguments, and `demo` with the sample clinic."""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import environment
import system


def run(arguments: list[str]) -> int:
    """The program with these arguments, in the folder this was called from."""
    environment.prepare("run")
    command = [str(environment.python()), "-m", "ui", *arguments]
    if os.name != "nt":
        # The program takes this process's place, and with it Ctrl+C, the exit status and the terminal.
        sys.stdout.flush()
        os.execve(command[0], command, environment.environ())  # noqa: S606 - it is our own program
    return subprocess.run(command, env=environment.environ(), check=False).returncode


def demo(arguments: list[str]) -> int:
    """The sample clinic of this week in a temporary place: in a window, or offscreen as files and pictures."""
    parser = argparse.ArgumentParser(prog="tasks.py demo")
    parser.add_argument(
        "--offscreen", action="store_true", help="write files and pictures even where there is a display"
    )
    chosen = parser.parse_args(arguments)
    environment.prepare("run")
    passphrase = secrets.token_urlsafe(16)  # thrown away with the file
    monday = date.today() - timedelta(days=date.today().weekday())  # noqa: DTZ011 - the week on this laptop's calendar
    with tempfile.TemporaryDirectory(prefix="clinic-scheduler-", ignore_cleanup_errors=True) as folder:
        sample = Path(folder, "sample.clinicdata")
        program = _Program(sample, environment.environ(CLINIC_SCHEDULER_PASSPHRASE=passphrase))
        print("Making the sample clinic", flush=True)
        program.do("sample", "--size", "small", "--start", monday.isoformat())
        if system.has_display() and not chosen.offscreen:
            print("Opening the window; everything in it is invented, and is thrown away when it closes", flush=True)
            program.do()
        else:
            _write_everything(program, monday)
    return 0


class _Program:
    """Our program with one data file."""

    def __init__(self, file: Path, environ: dict[str, str]) -> None:
        self.file = file
        self.environ = environ

    def do(self, *arguments: str) -> None:
        """One command. Raises SetUpFailed when it does not end well; it has said why itself."""
        command = [str(environment.python()), "-m", "ui", "--file", str(self.file), *arguments]
        _expect(subprocess.run(command, env=self.environ, check=False).returncode, " ".join(arguments) or "the window")

    def take_pictures(self, folder: Path) -> None:
        """A picture of every page. Raises SetUpFailed with what Qt said, which else is nothing worth reading."""
        command = [str(environment.python()), "-m", "ui.snapshots", "--file", str(self.file), "--out", str(folder)]
        done = subprocess.run(command, env=self.environ, check=False, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            print(done.stdout, done.stderr, sep="")
        _expect(done.returncode, "pictures")


def _expect(status: int, step: str) -> None:
    if status:
        raise environment.SetUpFailed(
            f"The demo stopped: `{step}` ended with status {status}; what was wrong is above."
        )


def _write_everything(program: _Program, monday: date) -> None:
    """The week's feeds, workbook and a picture of every page, in a folder that stays."""
    out = Path(tempfile.mkdtemp(prefix="clinic-scheduler-demo-"))
    sunday = monday + timedelta(days=6)
    year, week, _ = monday.isocalendar()
    print("Writing the week's feeds and workbook", flush=True)
    program.do("export", "feeds", "--out", str(out / "feeds"), "--from", monday.isoformat(), "--to", sunday.isoformat())
    program.do("export", "workbook", "--week", f"{year}-W{week:02}", "--out", str(out / "week.xlsx"))
    print("Taking a picture of every page", flush=True)
    program.take_pictures(out / "pictures")
    feeds, pictures = (len(list(out.rglob(pattern))) for pattern in ("*.ics", "*.png"))
    print(f"\nThe demo is in files: {feeds} feeds, one workbook and {pictures} pictures, in\n{out}")
