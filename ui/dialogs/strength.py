"""How hard a passphrase is to guess, in words."""

from __future__ import annotations

from math import log2

from clinic.i18n import _

ENOUGH = 44
"""Bits of four words taken at random: with Argon2id, a hundred thousand years of guessing on one laptop."""


def bits(passphrase: str) -> float:
    """A cautious guess: letters by their alphabet, but at most 11 bits for a word and 2 for a repeated letter."""
    return sum(min(_letters(word), 11.0 + _extra(word)) for word in passphrase.split())


def _letters(word: str) -> float:
    groups = (
        (str.islower, 26),
        (str.isupper, 26),
        (str.isdigit, 10),
        (lambda c: not c.isalnum(), 20),
    )
    size = sum(count for test, count in groups if any(test(c) for c in word)) or 26
    new = len({c.casefold() for c in word})
    return new * log2(size) + (len(word) - new) * 2


def _extra(word: str) -> float:
    """What figures and signs add to a word, and what length beyond a word adds."""
    odd = sum(3.5 for c in word if not c.isalpha())
    return odd + max(0, len(word) - 10) * 2.5


def words_for(passphrase: str) -> tuple[str, str]:
    """(what to say, its tone)."""
    strength = bits(passphrase)
    if not passphrase:
        return _("Four or five words that do not belong together are easy to keep and hard to guess."), "ink2"
    if strength < 33:
        return _("Easy to guess. Add a word or two."), "bad"
    if strength < ENOUGH:
        return _("Nearly enough. Add a word."), "warn"
    if strength < 55:
        return _("Good."), "ok"
    return _("Very good."), "ok"
