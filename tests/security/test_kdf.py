"""Keys from passphrases and secrets, against other implementations and printed figures."""

from __future__ import annotations

import hashlib
import hmac

from clinic.security import kdf


def test_that_version_one_costs_what_the_standard_recommends() -> None:
    """RFC 9106, section 4, second recommended option: t=3, p=4, 64 MiB."""
    assert kdf.COSTS[1] == kdf.Costs(memory=65_536, passes=3, lanes=4)
    assert kdf.NEWEST_COSTS == 1


def test_that_a_key_from_a_passphrase_never_changes() -> None:
    """Files of version 1 must open for ever. The figure was reckoned by Argon2's reference code as well."""
    assert (
        kdf.from_passphrase("correct horse", b"0123456789abcdef", kdf.COSTS[1]).hex()
        == "2f56f5363a695288ff28810e46ad69a1fe3068bc6494cd26a8a673b7d9c2b0a2"
    )


def test_that_a_key_from_a_secret_is_the_standard_reckoning() -> None:
    """HKDF by hand (RFC 5869): extract with the salt, expand by one block."""
    secret, salt = b"s" * 27, b"0123456789abcdef"
    extracted = hmac.digest(salt, secret, hashlib.sha256)
    expanded = hmac.digest(extracted, b"clinic-scheduler recovery\x01", hashlib.sha256)
    assert kdf.from_secret(secret, salt, "recovery") == expanded
    assert kdf.from_secret(secret, salt, "system") != expanded
