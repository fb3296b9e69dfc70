"""A program that poses for pictures: it shows its screens, opens nothing and keeps nothing."""

from __future__ import annotations

from pathlib import Path

from clinic.domain.errors import FileTrouble
from clinic.i18n import say
from clinic.ports import Store
from clinic.settings import Settings
from ui.formats import Formats
from ui.program import Made


class Posing:
    """See `ui.program.Program`."""

    def __init__(self, path: Path, settings: Settings, formats: Formats, *, has_file: bool) -> None:
        self.path, self.formats = path, formats
        self._settings, self._has_file = settings, has_file

    def settings(self) -> Settings:
        return self._settings

    def keep(self, settings: Settings) -> None:
        self._settings = settings

    def has_file(self) -> bool:
        return self._has_file

    def read_ahead(self) -> None:
        """Nothing will be opened."""

    def is_remembered(self) -> bool:
        return False

    def open(self, *, passphrase: str = "", recovery_code: str = "") -> Store:  # noqa: ARG002 - nothing is opened
        raise _refusal()

    def make(self, *, passphrase: str, name: str) -> Made:  # noqa: ARG002 - nothing is made
        raise _refusal()

    def sample(self) -> Store:
        raise _refusal()

    def open_remembered(self) -> Store:
        raise _refusal()

    def remember(self) -> None:
        raise _refusal()

    def forget(self) -> None:
        raise _refusal()


def _refusal() -> FileTrouble:
    return FileTrouble(say("Nothing is opened or kept while pictures are taken."))
