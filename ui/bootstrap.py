"""The one joint: the only file that sees all rooms. Another database or key store is chosen here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import platformdirs

from clinic.ports import Store, UnitOfWork
from clinic.security.key_file import KeyFiles
from clinic.services.vault import Vault
from db.files import EncryptedFiles

P = ParamSpec("P")
T = TypeVar("T")

#: The program's name in the folders of the system.
APP = "clinic-scheduler"


def default_file() -> Path:
    """Where the data file lies unless somebody says otherwise: the system's own place for a program's data."""
    return platformdirs.user_data_path(APP, appauthor=False, ensure_exists=True) / "clinic.clinicdata"


def vault() -> Vault:
    """Makes and opens data files on this computer."""
    return Vault(EncryptedFiles(), KeyFiles())


class Runner:
    """Runs services one after another, each in a unit of work of its own, in the name of `who`."""

    def __init__(self, store: Store, who: str = "") -> None:
        self.store = store
        self.who = who

    def run(self, verb: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a verb, which commits by itself; what it raises changes nothing."""
        with self.store.work(self.who) as uow:
            return verb(uow, *args, **kwargs)

    def read(self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a query, which cannot change anything."""
        with self.store.read() as uow:
            return query(uow, *args, **kwargs)
