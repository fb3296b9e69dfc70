"""A real data file to be spoilt, and folders that refuse."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clinic.domain.policy import Clinic
from clinic.i18n import say
from clinic.ports import Store
from clinic.security import kdf
from clinic.services.vault import Vault
from tests.factory import make_everything, make_volunteer
from ui import bootstrap

PHRASE = "four words make one"
NAME = "juarez.clinicdata"


CHEAP = kdf.Costs(memory=64, passes=1, lanes=4)


@pytest.fixture(autouse=True)
def cheap_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kdf.COSTS, 1, CHEAP)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of some hundred pages and its key file."""
    path = tmp_path_factory.mktemp("made") / NAME
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(kdf.COSTS, 1, CHEAP)
        store, _code = bootstrap.vault().create(path, PHRASE, Clinic(name="Clinic"))
    with store.work() as uow:
        make_everything(uow)
        for number in range(1_000):
            make_volunteer(uow, f"Volunteer {number}")
        uow.commit(say("Fill"))
    store.close()
    path.with_name(NAME + ".lock").unlink(missing_ok=True)
    return path.parent


@dataclass
class Spoilt:
    """A copy of the file. `open` opens it; `is_as_it_was` compares every byte in the folder with `spoil`'s outcome."""

    path: Path
    vault: Vault

    @property
    def keys(self) -> Path:
        return self.path.with_name(NAME + ".keys")

    def open(self) -> Store:
        return self.vault.open(self.path, passphrase=PHRASE)

    def flip(self, place: int) -> None:
        data = bytearray(self.path.read_bytes())
        data[place] ^= 1
        self.path.write_bytes(data)

    def content(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.path.parent.iterdir() if file.suffix != ".lock"}


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Spoilt:
    folder = tmp_path / "data"
    shutil.copytree(made, folder)
    return Spoilt(folder / NAME, bootstrap.vault())


def _may_mount() -> bool:
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("mount") is not None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Makes a disk of so many KiB. Skips where this user may not mount one; a limit of size is tried everywhere."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(size: int) -> Path:
        if (
            not _may_mount()
            or subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder], check=False, capture_output=True
            ).returncode
        ):
            pytest.skip("only root may mount a small disk")
        return folder

    yield mount
    if folder.is_mount():
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def refusing(tmp_path: Path, made: Path) -> Iterator[Path]:
    """A folder with the file in it that nobody may write to: by its rights, or for root by a read-only disk."""
    folder = tmp_path / "refusing"
    shutil.copytree(made, folder)
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)
        return
    for options in ("bind", "remount,bind,ro"):
        if subprocess.run(["mount", "-o", options, folder, folder], check=False, capture_output=True).returncode:
            pytest.skip("root writes everywhere, and may not mount here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)
