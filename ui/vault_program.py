"""The window's way to the disk, over the vault and the settings file that bootstrap hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clinic import settings as kept
from clinic.domain.errors import ClinicError
from clinic.domain.files import file_trouble
from clinic.domain.policy import Clinic
from clinic.ports import Store
from clinic.services.vault import Vault
from clinic.settings import Settings
from ui.formats import Formats
from ui.program import Made


class VaultProgram:
    """See `ui.program.Program`. `make_sample` makes and opens the sample clinic, `read_ahead` reads the store."""

    def __init__(
        self,
        vault: Vault,
        path: Path,
        settings_path: Path,
        make_sample: Callable[[], Store],
        formats: Formats,
        *,
        read_ahead: Callable[[], object] = tuple,
    ) -> None:
        self.path, self.formats = path, formats
        self.sample, self._read_store = make_sample, read_ahead
        self._vault, self._settings_path = vault, settings_path

    def settings(self) -> Settings:
        return kept.load(self._settings_path)

    def keep(self, settings: Settings) -> None:
        try:
            kept.save(self._settings_path, settings)
        except OSError as error:
            raise file_trouble(error, self._settings_path) from error

    def has_file(self) -> bool:
        return self.path.exists()

    def open(self, *, passphrase: str = "", recovery_code: str = "") -> Store:
        return self._vault.open(self.path, passphrase=passphrase or None, recovery_code=recovery_code or None)

    def make(self, *, passphrase: str, name: str) -> Made:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.read_ahead()  # a clinic can be made only after that
        return Made(*self._vault.create(self.path, passphrase, Clinic(name=name), who=self.settings().who))

    def read_ahead(self) -> None:
        self._read_store()

    def is_remembered(self) -> bool:
        try:
            return self._vault.is_remembered(self.path)
        except ClinicError:
            # A key file that cannot be read is told of when the file is opened.
            return False

    def open_remembered(self) -> Store:
        return self._vault.open(self.path)

    def remember(self) -> None:
        self._vault.remember(self.path)

    def forget(self) -> None:
        self._vault.forget(self.path)
