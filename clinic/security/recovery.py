"""The recovery code: 27 random characters and one check character, printed in seven groups of four.

27 of 30 letters and digits are 132 bits. Letters that look alike on paper are left out, as in case codes.
"""

from __future__ import annotations

import secrets

from clinic.domain.errors import WrongKey
from clinic.domain.ids import ALPHABET
from clinic.i18n import say

_LENGTH = 28
_GROUP = 4
#: A prime above the alphabet: every wrong character and every two swapped neighbours are noticed.
_PRIME = 31


def new_code() -> str:
    """A new random code: 'K7RM-4XQA-…'."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH - 1))
        check = _check(body)
        if check < len(ALPHABET):
            return "-".join((body + ALPHABET[check])[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_code(text: str) -> bytes:
    """The secret in a typed code; case, blanks and dashes do not matter. Raises WrongKey on a typing mistake."""
    letters = "".join(c for c in text.upper() if c.isalnum())
    if (
        len(letters) != _LENGTH
        or any(c not in ALPHABET for c in letters)
        or _check(letters[:-1]) != ALPHABET.index(letters[-1])
    ):
        raise WrongKey(
            say("This recovery code has a typing mistake. It has seven groups of four; compare it with the paper.")
        )
    return letters.encode()


def _check(body: str) -> int:
    return sum((place + 2) * ALPHABET.index(letter) for place, letter in enumerate(body)) % _PRIME
