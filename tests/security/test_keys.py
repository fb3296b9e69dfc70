"""The data key, wrapped and opened."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from secrets import token_bytes
from uuid import uuid4

import pytest

from clinic.security import kdf, keys
from clinic.security.keys import DoesNotOpenError, KeyRing, NewerError, UnreadableError, from_text, to_text

KEY = keys.new_data_key()
PHRASE = "four words make one"


@pytest.fixture(autouse=True)
def cheap_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kdf.COSTS, 1, kdf.Costs(memory=64, passes=1, lanes=4))


def test_that_every_file_gets_its_own_key() -> None:
    assert len(KEY) == 32
    assert keys.new_data_key() != KEY


def test_that_only_the_right_passphrase_opens() -> None:
    ring = KeyRing().with_passphrase(KEY, PHRASE)
    assert ring.open_with_passphrase(PHRASE) == KEY
    for wrong in ("", PHRASE + " ", PHRASE.upper()):
        with pytest.raises(DoesNotOpenError):
            ring.open_with_passphrase(wrong)


def test_that_accents_open_however_the_keyboard_composes_them() -> None:
    assert (
        KeyRing().with_passphrase(KEY, "n\u0303and\u00fa r\u00edo").open_with_passphrase("\u00f1andu\u0301 ri\u0301o")
        == KEY
    )


def test_that_only_the_right_secret_opens_and_only_its_own_slot() -> None:
    secret = token_bytes(16)
    ring = KeyRing().with_secret(keys.RECOVERY, KEY, secret)
    assert ring.open_with_secret(keys.RECOVERY, secret) == KEY
    with pytest.raises(DoesNotOpenError):
        ring.open_with_secret(keys.RECOVERY, token_bytes(16))
    with pytest.raises(DoesNotOpenError):
        ring.open_with_secret(keys.SYSTEM, secret)


def test_that_a_new_passphrase_ends_the_old_one_and_leaves_the_other_slots() -> None:
    secret = token_bytes(16)
    old = KeyRing().with_passphrase(KEY, PHRASE).with_secret(keys.RECOVERY, KEY, secret)
    new = old.with_passphrase(KEY, "another one")
    assert new.open_with_passphrase("another one") == KEY
    assert new.slots[keys.RECOVERY] == old.slots[keys.RECOVERY]
    with pytest.raises(DoesNotOpenError):
        new.open_with_passphrase(PHRASE)


def test_that_wrapping_twice_never_gives_the_same_bytes() -> None:
    one, other = (KeyRing().with_passphrase(KEY, PHRASE).slots[keys.PASSPHRASE] for _ in range(2))
    assert (one.salt, one.nonce, one.wrapped) != (other.salt, other.nonce, other.wrapped)
    assert one.salt != other.salt
    assert one.nonce != other.nonce


def test_that_a_slot_opens_in_no_other_file() -> None:
    ring = KeyRing().with_passphrase(KEY, PHRASE)
    with pytest.raises(DoesNotOpenError):
        replace(ring, vault=uuid4()).open_with_passphrase(PHRASE)


def test_that_weakened_costs_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = KeyRing().with_passphrase(KEY, PHRASE)
    monkeypatch.setitem(kdf.COSTS, 0, kdf.COSTS[1])
    weak = replace(ring, slots={keys.PASSPHRASE: replace(ring.slots[keys.PASSPHRASE], costs=0)})
    with pytest.raises(DoesNotOpenError):
        weak.open_with_passphrase(PHRASE)


def test_that_costs_of_a_newer_version_are_told_apart() -> None:
    ring = KeyRing().with_passphrase(KEY, PHRASE)
    newer = replace(ring, slots={keys.PASSPHRASE: replace(ring.slots[keys.PASSPHRASE], costs=99)})
    with pytest.raises(NewerError):
        newer.open_with_passphrase(PHRASE)


def test_that_a_key_file_comes_back_as_it_was_and_holds_no_key() -> None:
    ring = KeyRing().with_passphrase(KEY, PHRASE).with_secret(keys.RECOVERY, KEY, token_bytes(16))
    text = to_text(ring)
    assert from_text(text) == ring
    assert KEY.hex() not in text
    assert PHRASE not in text


def test_that_every_flipped_character_of_a_key_file_is_noticed() -> None:
    text = to_text(KeyRing().with_passphrase(KEY, PHRASE))
    for place in range(len(text.rstrip()) - 1):
        flipped = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
        try:
            ring = from_text(flipped)
        except UnreadableError:
            continue
        assert ring == from_text(text)  # only a blank between two parts was changed


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "nonsense", '{"checksum": 1}', '{"format": "x"}'])
def test_that_other_text_is_no_key_file(text: str) -> None:
    with pytest.raises(UnreadableError):
        from_text(text)


@pytest.mark.parametrize(
    "slot", [{}, {"costs": 1, "salt": "00", "nonce": "00", "wrapped": "00"}, {"costs": "x"}, "x", None]
)
def test_that_a_broken_slot_with_a_right_checksum_is_no_key_file(slot: object) -> None:
    body = {"format": keys.FORMAT, "version": 1, "vault": str(uuid4()), "slots": {"passphrase": slot}}
    checksum = sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    with pytest.raises(UnreadableError):
        from_text(json.dumps({**body, "checksum": checksum}))


def test_that_a_newer_key_file_says_so() -> None:
    body = {"format": keys.FORMAT, "version": 2, "vault": "x", "slots": []}
    checksum = sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    with pytest.raises(NewerError):
        from_text(json.dumps({**body, "checksum": checksum}))
