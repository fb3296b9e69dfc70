"""A terminal for tests: the real command line on a real file, in this process or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clinic import i18n
from clinic.security import kdf
from ui import cli
from ui.commandline.desk import PASSPHRASE

ROOT = Path(__file__).parents[1]
PHRASE = "four words make one"
#: A key derivation that costs nothing; a real one is tried wherever a process of its own is started.
CHEAP = kdf.Costs(memory=64, passes=1, lanes=4)


@dataclass(frozen=True)
class Answer:
    """What a command wrote, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was written for machines: one document, nothing else."""
        return json.loads(self.out)


class Terminal:
    """Runs command lines on one data file."""

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = file
        self._capsys = capsys

    def run(self, *arguments: object, lang: str = "en") -> Answer:
        """One command line in this process."""
        self._capsys.readouterr()
        status = cli.main(["--file", str(self.file), "--lang", lang, *(str(each) for each in arguments)])
        written = self._capsys.readouterr()
        return Answer(status, written.out, written.err)

    def done(self, *arguments: object) -> Answer:
        """One command line that must end well."""
        answer = self.run(*arguments)
        assert answer.status == 0, answer.err
        return answer

    def json(self, *arguments: object) -> Any:
        """What a command that must end well tells machines."""
        return self.done(*arguments, "--json").json

    def elsewhere(self, *arguments: object, **environ: str) -> Answer:
        """One command line in a process of its own."""
        command = [sys.executable, "-m", "ui", "--file", str(self.file), *(str(each) for each in arguments)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **environ},
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    """A terminal for a file that does not stand yet, with the program's own folders in a place of their own."""
    home = tmp_path / "home"
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv(PASSPHRASE, PHRASE)
    monkeypatch.setitem(kdf.COSTS, 1, CHEAP)
    yield Terminal(tmp_path / "clinic.clinicdata", capsys)
    i18n.use("en")
