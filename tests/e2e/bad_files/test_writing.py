"""What happens while writing: a full disk, a second program, a program that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clinic.domain.errors import FileInUse, FileTrouble
from clinic.domain.policy import Clinic
from clinic.i18n import say
from clinic.jobs import silent
from clinic.ports import Store
from tests.e2e.bad_files.conftest import PHRASE, Spoilt
from tests.factory import make_volunteer
from ui import bootstrap

resource = pytest.importorskip("resource", reason="Windows sets no limit on the size of a file")
ROOT = Path(__file__).parents[3]


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """As on a full disk: the system refuses to let any file grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def add_many(store: Store, count: int = 2_000) -> None:
    with store.work() as uow:
        for number in range(count):
            make_volunteer(uow, f"More {number}")
        uow.commit(say("Add many"))


def counted(store: Store) -> tuple[int, int]:
    with store.read() as uow:
        return uow.volunteers.count(), len(uow.history.latest())


def test_that_a_commit_that_finds_no_room_changes_nothing(file: Spoilt) -> None:
    store = file.open()
    before = counted(store)
    with files_no_larger_than(200_000), pytest.raises(FileTrouble, match="disk"):
        add_many(store)
    assert counted(store) == before
    assert store.check(silent) == []
    add_many(store, 3)
    assert counted(store) == (before[0] + 3, before[1] + 1)
    store.close()


def test_that_a_full_disk_changes_nothing_and_says_so(file: Spoilt, small_disk: Callable[[int], Path]) -> None:
    disk = small_disk(file.path.stat().st_size // 1_024 + 300)
    for part in (file.path, file.keys):
        (disk / part.name).write_bytes(part.read_bytes())
    store = bootstrap.vault().open(disk / file.path.name, passphrase=PHRASE)
    before = counted(store)
    with pytest.raises(FileTrouble, match="disk"):
        add_many(store)
    assert counted(store) == before
    store.close()
    store = bootstrap.vault().open(disk / file.path.name, passphrase=PHRASE)
    assert counted(store) == before
    assert store.check(silent) == []
    store.close()


@pytest.mark.parametrize("size", [0, 100, 5_000, 60_000])
def test_that_a_new_file_for_which_there_is_no_room_leaves_nothing(tmp_path: Path, size: int) -> None:
    path = tmp_path / "new.clinicdata"
    with files_no_larger_than(size), pytest.raises(FileTrouble, match="disk"):
        bootstrap.vault().create(path, PHRASE, Clinic(name="Clinic"))
    assert {file.name for file in tmp_path.iterdir()} <= {"new.clinicdata.lock"}
    store, _code = bootstrap.vault().create(path, PHRASE, Clinic(name="Clinic"))
    store.close()


def test_that_a_passphrase_for_which_there_is_no_room_is_not_changed(file: Spoilt) -> None:
    with files_no_larger_than(10), pytest.raises(FileTrouble, match="disk"):
        file.vault.change_passphrase(file.path, "another long one", passphrase=PHRASE)
    file.open().close()


def writer(path: Path, key: bytes, *, steps: int) -> subprocess.Popen[str]:
    """Another program that has the file open and writes steps of ten volunteers, telling each when it is done."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.bad_files.writer", str(path), key.hex(), str(steps)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def key_of(file: Spoilt) -> bytes:
    return file.vault._key(file.path, PHRASE, None)


def test_that_a_second_program_is_kept_out_until_the_first_has_closed(file: Spoilt) -> None:
    with writer(file.path, key_of(file), steps=0) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(FileInUse, match="another window of the program"):
            file.open()
        other.kill()
    file.open().close()


@pytest.mark.slow
@pytest.mark.parametrize("steps", range(1, 21, 2))
def test_that_nothing_told_as_done_is_lost_when_the_program_is_killed(file: Spoilt, steps: int) -> None:
    with writer(file.path, key_of(file), steps=1_000) as other:
        assert other.stdout
        done = 0
        for line in other.stdout:
            done = int(line) if line.strip().isdigit() else 0
            if done == steps:
                break
        os.kill(other.pid, signal.SIGKILL)
        told = [int(line) for line in other.stdout.read().splitlines() if line.isdigit()]
        done = max([done, *told])
    store = file.open()
    with store.read() as uow:
        kept = [entry for entry in uow.history.latest(2_000) if entry.who == "writer"]
        written = len([anna for anna in uow.volunteers.where() if anna.name.startswith("step ")])
    assert len(kept) in {done, done + 1}, "the last step may have been kept before it was told"
    assert written == 10 * len(kept)
    assert store.check(silent) == []
    store.close()
