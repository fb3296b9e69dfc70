"""Nothing that anybody typed is ever on the disk in plain."""

from __future__ import annotations

import base64
import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic.domain.policy import Clinic
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.security import kdf
from tests.factory import make_everything, make_volunteer
from ui import bootstrap

SECRET = "Xochitl-Quetzal"
PHRASE = f"a phrase with {SECRET}"
ROOT = Path(__file__).parents[2]


def in_every_text(uow: UnitOfWork) -> None:
    """Write the secret into every free text of every noun."""
    for repository in vars(uow).values():
        if hasattr(repository, "noun"):
            for row in repository.where():
                for field in dataclasses.fields(row):
                    if field.type == "str" and field.name not in {"zone", "us_zone"}:
                        setattr(row, field.name, f"{SECRET} {field.name} {row.id}")


def disguises(secret: str) -> list[bytes]:
    """The secret as programs write text."""
    plain = secret.encode()
    return [
        plain,
        secret.encode("utf-16-le"),
        secret.encode("utf-16-be"),
        plain.hex().encode(),
        base64.b64encode(plain)[:-4],
    ]


def found_in(folder: Path) -> list[str]:
    return [
        str(file)
        for file in folder.rglob("*")
        if file.is_file() and any(disguise in file.read_bytes() for disguise in disguises(SECRET))
    ]


def live(folder: Path) -> None:
    """A day in the life of a data file: written, sorted, undone, left open. Runs in a process of its own."""
    kdf.COSTS[1] = kdf.Costs(memory=64, passes=1, lanes=4)
    path = folder / "juarez.clinicdata"
    store, _code = bootstrap.vault().create(path, PHRASE, Clinic(name=SECRET))
    with store.work(SECRET) as uow:
        make_everything(uow)
        for number in range(3_000):
            make_volunteer(uow, f"{SECRET} {number}", note=SECRET * 20)
        uow.commit(say("Add {name}", name=SECRET))
        in_every_text(uow)
        uow.commit(say("Write {name} everywhere", name=SECRET))
        uow.volunteers.like(SECRET.lower(), limit=5_000)
        uow.volunteers.where()
    store.work().__enter__().volunteers.where()  # left open: what a crash would leave
    (folder / "files").write_text(" ".join(sorted(file.name for file in folder.iterdir())))


@pytest.mark.slow
def test_that_no_file_holds_anything_plain_while_the_program_runs_and_after(tmp_path: Path) -> None:
    data, temporary = tmp_path / "data", tmp_path / "temporary"
    data.mkdir()
    temporary.mkdir()
    places = {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary), "TEMP": str(temporary), "HOME": str(tmp_path)}
    script = f"from tests.db.test_nothing_plain import *; live(Path({str(data)!r})); os._exit(0)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, env={**os.environ, **places})
    assert "-wal" in (data / "files").read_text(), "the journal was looked at too"
    assert found_in(tmp_path) == []
    assert not (data / "juarez.clinicdata").read_bytes().startswith(b"SQLite format 3")


def test_that_the_search_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"\0" * 100 + SECRET.encode("utf-16-le"))
    (tmp_path / "two").write_bytes(base64.b64encode(SECRET.encode()))
    (tmp_path / "three").write_bytes(b"x" + SECRET.encode() + b"y")
    assert len(found_in(tmp_path)) == 3
