"""The one joint: the only file that sees all rooms. Another database or key store is chosen here."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import platformdirs

from clinic.domain.policy import Clinic
from clinic.jobs import Progress, silent
from clinic.ports import BookWriter, CalendarWriter, DataFiles, Outbox, Sheets, Store, UnitOfWork
from clinic.ports.fleet import FleetPlanner
from clinic.ports.seats import SeatPlanner
from clinic.ports.sittings import SittingPlanner
from clinic.security.key_file import KeyFiles
from clinic.services.vault import Vault
from ui.formats import Formats
from ui.program import Program
from ui.vault_program import VaultProgram

if TYPE_CHECKING:
    from clinic.services.sample import Size

P = ParamSpec("P")
T = TypeVar("T")

#: The program's name in the folders of the system.
APP = "clinic-scheduler"
#: What a data file's name ends with.
ENDING = ".clinicdata"


def default_file() -> Path:
    """Where the data file lies unless somebody says otherwise: the system's own place for a program's data."""
    return platformdirs.user_data_path(APP, appauthor=False, ensure_exists=True) / f"clinic{ENDING}"


def settings_file() -> Path:
    """Where the settings lie: the system's own place for them."""
    return platformdirs.user_config_path(APP, appauthor=False, ensure_exists=True) / "settings.json"


def log_folder() -> Path:
    """Where the log lies: the system's own place for it."""
    return platformdirs.user_log_path(APP, appauthor=False, ensure_exists=True)


def vault() -> Vault:
    """Makes and opens data files on this computer."""
    return Vault(data_files(), KeyFiles())


def vault_of_window() -> Vault:
    """The same, but the store is read only when a file is made or opened.

    That takes a third of a second, in which the window stands already. No row may be made before (SQLAlchemy has to
    know its class first): see `read_ahead` of `ui.vault_program`.
    """
    return Vault(_LateFiles(), KeyFiles())


class _LateFiles:
    """See `clinic.ports.DataFiles`."""

    def make(self, path: Path, data_key: bytes) -> Store:
        return data_files().make(path, data_key)

    def open(self, path: Path, data_key: bytes) -> Store:
        return data_files().open(path, data_key)

    def unmake(self, path: Path) -> None:
        data_files().unmake(path)

    def look(self, path: Path) -> None:
        data_files().look(path)


def data_files() -> DataFiles:
    """The store's own files."""
    from db.files import EncryptedFiles  # noqa: PLC0415 - see `vault_of_window`

    return EncryptedFiles()


def sheets() -> Sheets:
    """Reads strangers' spreadsheets."""
    from clinic.exchange.child import SheetReader  # noqa: PLC0415 - no start of the program waits for file formats

    return SheetReader()


def calendar_writer() -> CalendarWriter:
    """Writes calendar files."""
    from clinic.exchange.ical import IcalWriter  # noqa: PLC0415 - nor for this

    return IcalWriter()


def book_writer() -> BookWriter:
    """Writes workbooks."""
    from clinic.exchange.excel_out import ExcelWriter  # noqa: PLC0415 - nor for this

    return ExcelWriter()


def outbox(folder: Path) -> Outbox:
    """Puts files into a folder, whole or not at all."""
    from clinic.exchange.files import Folder  # noqa: PLC0415 - nor for this

    return Folder(folder)


def fleet_planner() -> FleetPlanner:
    """Plans a day's rides."""
    from clinic.solver.rides import RidePlanner  # noqa: PLC0415 - nor for an engine

    return RidePlanner()


def sitting_planner() -> SittingPlanner:
    """Plans who is met when."""
    from clinic.solver.sittings import HighsSittings  # noqa: PLC0415 - nor for the other one

    return HighsSittings()


def seat_planner() -> SeatPlanner:
    """Plans who sits in which seat."""
    from clinic.solver.seats import RosterPlanner  # noqa: PLC0415 - nor for the third

    return RosterPlanner()


def formats() -> Formats:
    """All of these, for the window."""
    return Formats(sheets, calendar_writer, book_writer, outbox, fleet_planner, sitting_planner, seat_planner)


def program(path: Path, settings_path: Path) -> Program:
    """What the window works with: the data file at `path`, whether it is there already or not."""
    return VaultProgram(vault_of_window(), path, settings_path, sample_store, formats(), read_ahead=data_files)


def sample_store(
    *, size: Size | str = "small", start: date | None = None, seed: int = 1, progress: Progress = silent
) -> Store:
    """A sample clinic (on the day `start`, or at this hour) in a file whose key nobody keeps."""
    from clinic.services import sample  # noqa: PLC0415 - no other start of the program waits for it

    folder = Path(tempfile.mkdtemp(prefix=APP))
    store = data_files().make(folder / f"sample{ENDING}", secrets.token_bytes(32))
    weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
    with store.work() as uow:
        uow.clinics.add(Clinic(name=""))
        now = uow.now()
        day = start or now.astimezone().date()
        sample.make(uow, size=size, seed=seed, start=day, now=None if start else now, progress=progress)
    return store


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
