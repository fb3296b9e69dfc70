"""A data file made, opened and locked up in another way; on real files."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from clinic.domain.errors import BadValue, FileInUse, FileTrouble, NoKeyStore, WrongKey
from clinic.domain.policy import Clinic
from clinic.i18n import say
from clinic.ports import Store
from clinic.security import kdf
from clinic.security.key_file import KeyFiles
from clinic.services.vault import Vault
from db.files import EncryptedFiles
from tests.factory import make_volunteer
from tests.security.key_store import KeyStoreInMemory

PHRASE = "four words make one"


@pytest.fixture(autouse=True)
def cheap_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kdf.COSTS, 1, kdf.Costs(memory=64, passes=1, lanes=4))


@pytest.fixture(autouse=True)
def key_store() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(KeyStoreInMemory())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "juarez.clinicdata"


@pytest.fixture
def vault() -> Vault:
    return Vault(EncryptedFiles(), KeyFiles())


@pytest.fixture
def code(vault: Vault, path: Path) -> str:
    """The recovery code of a file with Anna in it, closed again."""
    store, code = vault.create(path, PHRASE, Clinic(name="Clinic of Juárez"), who="Maria")
    with store.work() as uow:
        make_volunteer(uow)
        uow.commit(say("Add Anna"))
    store.close()
    return code


def names(store: Store) -> list[str]:
    with store.read() as uow:
        found = [anna.name for anna in uow.volunteers.where()]
    store.close()
    return found


def test_that_a_new_file_holds_the_clinic_and_says_who_made_it(vault: Vault, path: Path, code: str) -> None:
    store = vault.open(path, passphrase=PHRASE)
    with store.read() as uow:
        assert uow.clinic().name == "Clinic of Juárez"
        first = uow.history.latest()[-1]
        assert (str(first.label), first.who) == ("Make the file of Clinic of Juárez", "Maria")
    assert store.check(lambda _what, _share: None) == []
    store.close()
    assert len(code) == 34


def test_that_every_file_is_its_owner_s_alone(vault: Vault, path: Path, code: str) -> None:
    store = vault.open(path, recovery_code=code)
    with store.work() as uow:
        make_volunteer(uow)
        uow.commit(say("Add"))
    modes = {file.name.removeprefix(path.name): stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(("", "-wal", "-shm", ".keys", ".lock"), 0o600)
    store.close()


def test_that_passphrase_code_and_key_store_open_the_same_file(vault: Vault, path: Path, code: str) -> None:
    assert names(vault.open(path, passphrase=PHRASE)) == ["Anna"]
    assert names(vault.open(path, recovery_code=code)) == ["Anna"]
    vault.remember(path)
    assert vault.is_remembered(path)
    assert names(Vault(EncryptedFiles(), KeyFiles()).open(path)) == ["Anna"]
    vault.forget(path)
    with pytest.raises(WrongKey):
        vault.open(path)


def test_that_a_computer_without_a_key_store_says_so(vault: Vault, path: Path, code: str) -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call] # keyring has no types there
    store = vault.open(path, recovery_code=code)
    with pytest.raises(NoKeyStore):
        vault.remember(path)
    store.close()


def test_that_a_forgotten_passphrase_is_replaced_by_the_code(vault: Vault, path: Path, code: str) -> None:
    vault.change_passphrase(path, "a new long one", recovery_code=code)
    assert names(vault.open(path, passphrase="a new long one")) == ["Anna"]
    with pytest.raises(WrongKey):
        vault.open(path, passphrase=PHRASE)
    newer = vault.new_recovery_code(path, passphrase="a new long one")
    with pytest.raises(WrongKey):
        vault.open(path, recovery_code=code)
    assert names(vault.open(path, recovery_code=newer)) == ["Anna"]


def test_that_changing_the_passphrase_leaves_the_data_file_alone(vault: Vault, path: Path, code: str) -> None:
    before = path.read_bytes()
    vault.change_passphrase(path, "a new long one", recovery_code=code)
    assert path.read_bytes() == before


def test_that_a_wrong_old_passphrase_changes_nothing(vault: Vault, path: Path, code: str) -> None:
    with pytest.raises(WrongKey):
        vault.change_passphrase(path, "a new long one", passphrase="not this one")
    assert names(vault.open(path, passphrase=PHRASE)) == ["Anna"]
    assert code


def test_that_a_short_passphrase_leaves_nothing(vault: Vault, path: Path) -> None:
    with pytest.raises(BadValue):
        vault.create(path, "short", Clinic(name="x"))
    assert list(path.parent.iterdir()) == []


def test_that_a_file_is_never_made_over_another(vault: Vault, path: Path, code: str) -> None:
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(FileTrouble, match="already"):
        vault.create(path, PHRASE, Clinic(name="Another"))
    path.rename(path.with_name("moved"))
    with pytest.raises(FileTrouble, match=r"key file .* already"):
        vault.create(path, PHRASE, Clinic(name="Another"))
    path.with_name("moved").rename(path)
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before
    assert code


def test_that_a_second_opening_waits_for_the_first_to_be_closed(vault: Vault, path: Path, code: str) -> None:
    store = vault.open(path, recovery_code=code)
    with pytest.raises(FileInUse, match="another window"):
        vault.open(path, passphrase=PHRASE)
    store.close()
    assert names(vault.open(path, passphrase=PHRASE)) == ["Anna"]


def test_that_a_missing_file_is_named(vault: Vault, path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"no file .*juarez\.clinicdata"):
        vault.open(path, passphrase=PHRASE)
