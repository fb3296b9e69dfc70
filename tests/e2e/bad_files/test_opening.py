"""Files that cannot be opened: one sentence with a way out each, and the data as it was."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic.domain.errors import (
    ClinicError,
    DamagedFile,
    FileTrouble,
    NewerFile,
    NotADataFile,
    WrongKey,
)
from clinic.jobs import silent
from db.engine import connect
from tests.e2e.bad_files.conftest import PHRASE, Spoilt
from ui import bootstrap

Spoil = Callable[[Spoilt], object]


def stranger(file: Spoilt, content: bytes) -> None:
    """Some other program's file, with nothing beside it."""
    file.path.write_bytes(content)
    file.keys.unlink()


def plain_database(file: Spoilt) -> None:
    file.path.unlink()
    database = sqlite3.connect(file.path)
    database.execute("CREATE TABLE t (a)")
    database.commit()
    database.close()


def a_folder(file: Spoilt) -> None:
    file.path.unlink()
    file.path.mkdir()


def from_the_future(file: Spoilt) -> None:
    connection = connect(file.path, file.vault._key(file.path, PHRASE, None))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def another_key_file(file: Spoilt) -> None:
    other = file.path.with_name("other")
    file.vault._keys.make(other, PHRASE)
    other.with_name("other.keys").replace(file.keys)


SPOILT: dict[str, tuple[Spoil, type[ClinicError], str]] = {
    "empty": (lambda file: file.path.write_bytes(b""), NotADataFile, "not a data file"),
    "text": (lambda file: file.path.write_text("Hello.\n" * 5_000), NotADataFile, "not a data file"),
    "short text": (lambda file: file.path.write_text("Hello."), NotADataFile, "not a data file"),
    "picture": (
        lambda file: file.path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9_000)),
        NotADataFile,
        "not a data file",
    ),
    "plain database": (plain_database, NotADataFile, "not a data file"),
    "cut in the first page": (lambda file: os.truncate(file.path, 1_000), NotADataFile, "not a data file"),
    "cut after the first page": (lambda file: os.truncate(file.path, 4_096), DamagedFile, "is damaged"),
    "cut in half": (lambda file: os.truncate(file.path, file.path.stat().st_size // 2), DamagedFile, "is damaged"),
    "cut by one byte": (lambda file: os.truncate(file.path, file.path.stat().st_size - 1), DamagedFile, "is damaged"),
    "flipped bit in the salt": (lambda file: file.flip(3), NotADataFile, "beginning is damaged"),
    "flipped bit in the first page": (lambda file: file.flip(1_000), NotADataFile, "beginning is damaged"),
    "newer": (from_the_future, NewerFile, "newer version"),
    "missing": (lambda file: file.path.unlink(), FileTrouble, "no file"),
    "folder": (a_folder, FileTrouble, "no file"),
    "a text without a key file": (
        lambda file: stranger(file, "Hola, ñandú.\n".encode() * 99),
        NotADataFile,
        "not a data file",
    ),
    "a workbook without a key file": (
        lambda file: stranger(file, b"PK\x03\x04" + bytes(9)),
        NotADataFile,
        "not a data file",
    ),
    "no key file": (lambda file: file.keys.unlink(), NotADataFile, "key file .* is not beside"),
    "empty key file": (lambda file: file.keys.write_bytes(b""), DamagedFile, "key file .* is damaged"),
    "other key file": (another_key_file, NotADataFile, "not a data file of this program, or"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_that_a_spoilt_file_is_refused_in_one_sentence_and_left_alone(file: Spoilt, name: str) -> None:
    spoil, error, words = SPOILT[name]
    spoil(file)
    before = {} if file.path.is_dir() else file.content()
    with pytest.raises(error, match=words) as caught:
        file.open()
    assert ({} if file.path.is_dir() else file.content()) == before
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert re.search(r"[.,;:] \w+", sentence), "no way out is told"
    assert len(sentence) < 200
    assert PHRASE not in sentence


@pytest.mark.parametrize("name", SPOILT)
def test_that_the_file_opens_again_once_it_is_whole_again(file: Spoilt, made: Path, name: str) -> None:
    SPOILT[name][0](file)
    with pytest.raises(ClinicError):
        file.open()
    if file.path.is_dir():
        file.path.rmdir()
    for good in made.iterdir():
        (file.path.parent / good.name).write_bytes(good.read_bytes())
    file.open().close()


def test_that_a_wrong_passphrase_is_refused_and_nothing_changes(file: Spoilt) -> None:
    before = file.content()
    with pytest.raises(WrongKey, match="does not open"):
        file.vault.open(file.path, passphrase="five words do not help")
    assert file.content() == before


@pytest.mark.parametrize("place", [0.4, 0.6, 0.8, 0.999])
def test_that_a_flipped_bit_in_any_later_page_is_found_by_the_check(file: Spoilt, place: float) -> None:
    file.flip(int(file.path.stat().st_size * place))
    before = file.content()
    store = file.open()
    assert [str(fault) for fault in store.check(silent)] == ["1 page of the file is damaged. Open the last backup."]
    store.close()
    assert file.content() == before


def test_that_reading_a_damaged_page_says_so(file: Spoilt) -> None:
    data = bytearray(file.path.read_bytes())
    for page in range(len(data) // 8_192, len(data) // 4_096):
        data[page * 4_096 + 9] ^= 1
    file.path.write_bytes(data)
    store = file.open()
    with store.read() as uow:
        newest = uow.history.latest()[0].id
        with pytest.raises(DamagedFile, match="Open the last backup"):
            uow.history.get(newest)
    store.close()


def test_that_a_read_only_folder_says_so_and_nothing_is_written(refusing: Path) -> None:
    before = {file.name: file.read_bytes() for file in refusing.iterdir()}
    vault = bootstrap.vault()
    with pytest.raises(FileTrouble, match="folder of your own"):
        vault.open(refusing / "juarez.clinicdata", passphrase=PHRASE)
    assert {file.name: file.read_bytes() for file in refusing.iterdir()} == before
