"""What bootstrap hands to the window: the data file, its keys, the settings. The window opens nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from clinic.ports import Store
from clinic.settings import Settings
from ui.formats import Formats


@dataclass(frozen=True)
class Made:
    """A new data file: opened, and the recovery code that is shown once."""

    store: Store
    recovery_code: str


class Program(Protocol):
    """Everything between a window and the disk. What takes long or can fail is called on a worker's thread."""

    @property
    def path(self) -> Path:
        """Where the data file is, or would be."""

    @property
    def formats(self) -> Formats:
        """Readers and writers of file formats."""

    def settings(self) -> Settings:
        """The settings as they are kept."""

    def keep(self, settings: Settings) -> None:
        """Keep the settings. Raises FileTrouble."""

    def has_file(self) -> bool:
        """Whether there is a data file to be opened."""

    def open(self, *, passphrase: str = "", recovery_code: str = "") -> Store:
        """Open the file by one of the two. Raises WrongKey, FileTrouble."""

    def make(self, *, passphrase: str, name: str) -> Made:
        """Make a new data file at `path` for a clinic called `name`. Raises BadValue, FileTrouble."""

    def sample(self) -> Store:
        """Make and open the sample clinic, without a passphrase."""

    def read_ahead(self) -> None:
        """Read what opening a file takes, while somebody still types the passphrase."""

    def is_remembered(self) -> bool:
        """Whether this laptop's key store opens the file."""

    def open_remembered(self) -> Store:
        """Open the file by the key store. Raises WrongKey, NoKeyStore, FileTrouble."""

    def remember(self) -> None:
        """Keep the key of the opened file in the system's key store. Raises NoKeyStore."""

    def forget(self) -> None:
        """Take the key out of the system's key store."""
