"""Whether two entries are one person: by name without accents and order, e-mail, and the phone's last ten digits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from clinic.domain.names import folded
from clinic.i18n import Sentence, say

from .numbers import phone_digits

T = TypeVar("T")

_TITLES = frozenset({"lic", "hna", "hno", "dr", "dra", "mr", "mrs", "ms", "sr", "sra", "ing", "mtra", "mtro"})
_SHORT = {"ma": "maria"}


@dataclass(frozen=True, slots=True)
class Who:
    """What tells people apart."""

    words: frozenset[str]
    email: str = ""
    phone: str = ""

    @classmethod
    def of(cls, name: str, email: str = "", phone: str = "") -> Who:
        """From a name, an e-mail address and a phone as they are written."""
        words = re.findall(r"[^\W_]+", folded(name).replace("'", ""))
        return cls(
            frozenset(_SHORT.get(word, word) for word in words if word not in _TITLES),
            folded(email),
            phone_digits(phone),
        )

    def likeness(self, other: Who) -> Sentence | None:
        """Why the two may be one person, None when nothing speaks for it."""
        if self.email and self.email == other.email:
            return say("the same e-mail")
        if self.phone and self.phone == other.phone and self._sounds_like(other):
            return say("the same phone and a similar name")
        if self.words and self.words == other.words and not (self._other_email(other) and self._other_phone(other)):
            return say("the same name")
        return None

    def is_surely(self, other: Who) -> bool:
        """Whether the two are one person with no question: the same name, and nothing else speaks against it."""
        same = bool(self.email and self.email == other.email) or bool(self.phone and self.phone == other.phone)
        agrees = same or not (self._other_email(other) or self._other_phone(other))
        return bool(self.words) and self.words == other.words and agrees

    def _other_email(self, other: Who) -> bool:
        return bool(self.email and other.email and self.email != other.email)

    def _other_phone(self, other: Who) -> bool:
        return bool(self.phone and other.phone and self.phone != other.phone)

    def _sounds_like(self, other: Who) -> bool:
        """Two words in common, or one name within the other; a family's shared surname alone is not enough."""
        common = self.words & other.words
        return len(common) > 1 or (bool(common) and common in (self.words, other.words))


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Somebody who is like the one looked for: why, and whether it needs no question."""

    row: T
    reason: Sentence
    is_sure: bool


class Crowd(Generic[T]):
    """People to look somebody up among."""

    def __init__(self, people: Iterable[tuple[Who, T]] = ()) -> None:
        self._by_mark: dict[object, list[tuple[Who, T]]] = defaultdict(list)
        for who, row in people:
            self.add(who, row)

    def add(self, who: Who, row: T) -> None:
        """One more."""
        for mark in (who.words, who.email, who.phone):
            if mark:
                self._by_mark[mark].append((who, row))

    def find(self, who: Who) -> Found[T] | None:
        """The one who is most like it; None when nobody is."""
        alike = [found for mark in (who.email, who.words, who.phone) if mark for found in self._by_mark.get(mark, ())]
        found = [
            Found(row, reason, who.is_surely(other))
            for other, row in alike
            if (reason := who.likeness(other)) is not None
        ]
        return next((one for one in found if one.is_sure), found[0] if found else None)
