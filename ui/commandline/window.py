"""Opens the window; Qt is loaded here and not before."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from clinic.ports import Store
from clinic.settings import Settings
from ui import bootstrap, start
from ui.commandline.desk import PASSPHRASE
from ui.vault_program import VaultProgram


class ProgramOfTerminal(VaultProgram):
    """The window's program as it was started: in the language and with the passphrase of that start, if any."""

    language = ""
    passphrase = ""

    def settings(self) -> Settings:
        kept = super().settings()
        return replace(kept, language=self.language) if self.language else kept

    def is_remembered(self) -> bool:
        return bool(self.passphrase) or super().is_remembered()

    def open_remembered(self) -> Store:
        return self.open(passphrase=self.passphrase) if self.passphrase else super().open_remembered()


def show(path: Path, language: str = "") -> int:
    """Open the window on the data file at `path` and stay until it is closed. Gives the exit status."""
    start.read_qt()
    from ui.app import run  # noqa: PLC0415 - Qt only where a window opens

    program = ProgramOfTerminal(
        bootstrap.vault_of_window(),
        path,
        bootstrap.settings_file(),
        bootstrap.sample_store,
        bootstrap.formats(),
        read_ahead=bootstrap.data_files,
    )
    program.language, program.passphrase = language, os.environ.get(PASSPHRASE, "")
    return run(program)


def last_file(kept: Settings) -> Path | None:
    """The data file that was open last, if it still stands where it stood."""
    path = Path(kept.last_file)
    return path if kept.last_file and path.is_file() else None
