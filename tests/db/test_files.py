"""Data files through versions of the program: a copy first, then the way up."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic.domain.errors import FileTrouble, NewerFile
from clinic.i18n import say
from db import migrate
from db.engine import connect
from db.files import EncryptedFiles
from tests.factory import MORNING, make_volunteer

KEY = bytes(range(32))
NEWEST = migrate.newest()
NEXT = """
from alembic import op

revision, down_revision, branch_labels, depends_on = "{number}", "{before}", None, None

def upgrade():
    {upgrade}

def downgrade():
    pass
"""
ADD_A_COLUMN = 'op.execute("ALTER TABLE site ADD COLUMN motto TEXT")'
FAIL = 'op.execute("ALTER TABLE site ADD COLUMN more TEXT"); raise KeyError("our mistake")'

Add = Callable[[str, str, str], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of this version with Anna in it."""
    path = tmp_path / "data" / "juarez.clinicdata"
    path.parent.mkdir()
    store = EncryptedFiles().make(path, KEY)
    with store.work() as uow:
        make_volunteer(uow)
        uow.commit(say("Add"))
    store.close()
    return path


@pytest.fixture
def add_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Makes this program a later version of itself, with one more migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    monkeypatch.setattr(migrate, "revisions", migrate.revisions.__wrapped__)
    monkeypatch.setattr("db.files.revisions", migrate.revisions)

    def add(number: str, before: str, upgrade: str) -> None:
        text = NEXT.format(number=number, before=before, upgrade=upgrade)
        (folder / "versions" / f"{number}_later.py").write_text(text)

    return add


def columns(path: Path) -> set[str]:
    connection = connect(path, KEY)
    found = {row[1] for row in connection.execute("PRAGMA table_info(site)")}
    connection.close()
    return found


def test_that_an_older_file_is_copied_and_brought_up(path: Path, add_revision: Add) -> None:
    before = path.read_bytes()
    add_revision("9001", NEWEST, ADD_A_COLUMN)
    store = EncryptedFiles(lambda: MORNING).open(path, KEY)
    with store.read() as uow:
        assert [anna.name for anna in uow.volunteers.where()] == ["Anna"]
    store.close()
    copy = path.with_name(path.name + ".before-9001-20260303T170000")
    assert copy.read_bytes() == before
    assert copy.stat().st_mode & 0o777 == 0o600
    assert "motto" in columns(path)
    assert "motto" not in columns(copy)


def test_that_a_file_of_this_version_is_not_copied(path: Path) -> None:
    EncryptedFiles().open(path, KEY).close()
    assert not list(path.parent.glob("*.before-*"))


def test_that_a_failed_migration_leaves_the_file_as_it_was(path: Path, add_revision: Add) -> None:
    add_revision("9001", NEWEST, ADD_A_COLUMN)
    add_revision("9002", "9001", FAIL)
    with pytest.raises(KeyError):
        EncryptedFiles().open(path, KEY)
    assert columns(path).isdisjoint({"motto", "more"})


def test_that_the_program_before_refuses_the_file_after(path: Path, add_revision: Add) -> None:
    with pytest.MonkeyPatch.context():
        add_revision("9001", NEWEST, ADD_A_COLUMN)
        EncryptedFiles().open(path, KEY).close()
    (migrate.FOLDER / "versions" / "9001_later.py").unlink()
    before = path.read_bytes()
    with pytest.raises(NewerFile, match="newer version"):
        EncryptedFiles().open(path, KEY)
    assert path.read_bytes() == before


def test_that_a_copy_that_finds_no_room_stops_the_migration(
    path: Path, add_revision: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_revision("9001", NEWEST, ADD_A_COLUMN)

    def no_room(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", no_room)
    with pytest.raises(FileTrouble, match="no room"):
        EncryptedFiles().open(path, KEY)
    assert "motto" not in columns(path)
    assert not list(path.parent.glob("*.before-*"))
