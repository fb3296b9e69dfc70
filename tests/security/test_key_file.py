"""The key file beside a data file: what it opens, and what it says when it cannot."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest

from clinic.domain.errors import BadValue, DamagedFile, FileTrouble, NewerFile, NoKeyStore, NotADataFile, WrongKey
from clinic.ports import Keys
from clinic.security import kdf
from clinic.security.key_file import KeyFiles, beside
from tests.security.key_store import KeyStoreInMemory

PHRASE = "four words make one"


@pytest.fixture(autouse=True)
def cheap_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kdf.COSTS, 1, kdf.Costs(memory=64, passes=1, lanes=4))


@pytest.fixture(autouse=True)
def key_store() -> Iterator[KeyStoreInMemory]:
    before, store = keyring.get_keyring(), KeyStoreInMemory()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "juarez.clinic"


@pytest.fixture
def key_files() -> Keys:
    return KeyFiles()


def test_that_passphrase_and_recovery_code_give_the_same_key(key_files: Keys, path: Path) -> None:
    key, code = key_files.make(path, PHRASE)
    assert key_files.by_passphrase(path, PHRASE) == key
    assert key_files.by_recovery_code(path, code.lower()) == key


def test_that_the_key_file_is_its_owner_s_alone_and_nothing_else_is_left(key_files: Keys, path: Path) -> None:
    key, code = key_files.make(path, PHRASE)
    assert list(path.parent.iterdir()) == [beside(path)]
    assert stat.S_IMODE(beside(path).stat().st_mode) == 0o600
    text = beside(path).read_text()
    assert not any(secret in text for secret in (key.hex(), code, code.replace("-", ""), PHRASE))


def test_that_what_is_wrong_says_so(key_files: Keys, path: Path) -> None:
    key_files.make(path, PHRASE)
    other = path.with_name("other")
    with pytest.raises(WrongKey, match=r"does not open “juarez\.clinic”"):
        key_files.by_passphrase(path, "five words do not help")
    with pytest.raises(WrongKey, match="belongs to another file"):
        key_files.by_recovery_code(path, key_files.make(other, PHRASE)[1])


def test_that_a_short_passphrase_is_refused_and_changes_nothing(key_files: Keys, path: Path) -> None:
    with pytest.raises(BadValue, match="at least 8 characters"):
        key_files.make(path, "seven..")
    assert list(path.parent.iterdir()) == []
    key, _code = key_files.make(path, "eight...")
    with pytest.raises(BadValue):
        key_files.change_passphrase(path, key, "")
    assert key_files.by_passphrase(path, "eight...") == key


def test_that_a_new_passphrase_and_a_new_code_end_the_old_ones(key_files: Keys, path: Path) -> None:
    key, old_code = key_files.make(path, PHRASE)
    key_files.change_passphrase(path, key, "another long one")
    new_code = key_files.new_recovery_code(path, key)
    assert key_files.by_passphrase(path, "another long one") == key_files.by_recovery_code(path, new_code) == key
    with pytest.raises(WrongKey):
        key_files.by_passphrase(path, PHRASE)
    with pytest.raises(WrongKey):
        key_files.by_recovery_code(path, old_code)


def test_that_a_remembered_key_opens_until_it_is_forgotten(key_files: Keys, path: Path) -> None:
    key, _code = key_files.make(path, PHRASE)
    with pytest.raises(WrongKey, match="does not remember"):
        key_files.by_key_store(path)
    key_files.remember(path, key)
    assert key_files.is_remembered(path)
    assert key_files.by_key_store(path) == key
    key_files.forget(path)
    assert not key_files.is_remembered(path)
    with pytest.raises(WrongKey, match="does not remember"):
        key_files.by_key_store(path)
    key_files.forget(path)


def test_that_the_key_store_never_holds_the_key_itself(
    key_files: Keys, path: Path, key_store: KeyStoreInMemory
) -> None:
    key, _code = key_files.make(path, PHRASE)
    key_files.remember(path, key)
    assert key_store.kept
    assert key.hex() not in str(key_store.kept)


def test_that_nonsense_in_the_key_store_is_like_nothing(
    key_files: Keys, path: Path, key_store: KeyStoreInMemory
) -> None:
    key, _code = key_files.make(path, PHRASE)
    key_files.remember(path, key)
    for nonsense in ("nonsense", "00"):
        key_store.kept = dict.fromkeys(key_store.kept, nonsense)
        with pytest.raises(WrongKey, match="does not remember"):
            key_files.by_key_store(path)


@pytest.mark.parametrize("backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_that_a_computer_without_a_key_store_says_so(key_files: Keys, path: Path, backend: type) -> None:
    key, _code = key_files.make(path, PHRASE)
    text = beside(path).read_text()
    keyring.set_keyring(backend())
    with pytest.raises(NoKeyStore, match="passphrase will be asked for each time"):
        key_files.remember(path, key)
    assert beside(path).read_text() == text
    assert key_files.by_passphrase(path, PHRASE) == key


def test_that_a_missing_key_file_is_named(key_files: Keys, path: Path) -> None:
    with pytest.raises(NotADataFile, match=r"“juarez\.clinic\.keys” is not beside"):
        key_files.by_passphrase(path, PHRASE)


@pytest.mark.parametrize("place", [0, 40, 120, 300, 500])
def test_that_a_flipped_bit_in_the_key_file_is_no_wrong_passphrase(key_files: Keys, path: Path, place: int) -> None:
    key_files.make(path, PHRASE)
    damaged = bytearray(beside(path).read_bytes())
    damaged[place] ^= 0x80
    beside(path).write_bytes(damaged)
    with pytest.raises(DamagedFile, match=r"key file “juarez\.clinic\.keys” is damaged"):
        key_files.by_passphrase(path, PHRASE)
    assert beside(path).read_bytes() == damaged


def test_that_an_empty_key_file_is_damaged(key_files: Keys, path: Path) -> None:
    beside(path).touch()
    with pytest.raises(DamagedFile):
        key_files.by_passphrase(path, PHRASE)


def test_that_a_newer_key_file_asks_for_the_newer_program(
    key_files: Keys, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kdf.COSTS, 2, kdf.COSTS[1])
    monkeypatch.setattr(kdf, "NEWEST_COSTS", 2)
    key_files.make(path, PHRASE)
    monkeypatch.delitem(kdf.COSTS, 2)
    with pytest.raises(NewerFile, match="newer version"):
        key_files.by_passphrase(path, PHRASE)


def test_that_a_folder_that_is_not_there_says_so(key_files: Keys, path: Path) -> None:
    with pytest.raises(FileTrouble, match="no file"):
        key_files.make(path.parent / "nowhere" / "juarez.clinic", PHRASE)


def test_that_a_failed_change_leaves_the_old_key_file(
    key_files: Keys, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, _code = key_files.make(path, PHRASE)

    def no_room(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_room)
    with pytest.raises(FileTrouble, match="no room"):
        key_files.change_passphrase(path, key, "another long one")
    assert key_files.by_passphrase(path, PHRASE) == key
    assert list(path.parent.iterdir()) == [beside(path)]
