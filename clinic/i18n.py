"""Words in the reader's language.

Text for people is written once, in English, inside `_`, `say` or `say_n`; the catalogues under
`resources/locale` hold the Spanish. A `Sentence` keeps the English pattern with its values and is put into
words only when somebody reads it, so that one line of history is Spanish for one coordinator and English
for the next, and a volunteer's feed can be written in the volunteer's own language.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

LANGUAGES = ("en", "es")
DOMAIN = "clinic"

_default = ["en"]
_current: ContextVar[str | None] = ContextVar("language", default=None)


def use(language: str) -> None:
    """Make `language` ('en' or 'es') the language of the whole program, in every thread.

    Raises ValueError for a language without a catalogue.
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    _default[0] = language


def language() -> str:
    """The language that text is put into at this moment: 'en' or 'es'."""
    return _current.get() or _default[0]


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Put text into `language` inside the block, for this thread only (a volunteer's feed, an organizer's sheet)."""
    token = _current.set(language if language in LANGUAGES else _default[0])
    try:
        yield
    finally:
        _current.reset(token)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    with as_file(files("resources") / "locale") as folder:
        return gettext.translation(DOMAIN, folder, languages=[language], fallback=True)


def _(text: str) -> str:
    """`text` (a literal English string) in the current language."""
    return _catalogue(language()).gettext(text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its values, put into words by `str()` in the language of that moment.

    `one` is the English pattern with `{named}` places; with `many` and `n` given, the plural form for `n` is chosen.
    Values may be strings, integers, dates, times, aware or naive datetimes (shown as typed) and other sentences.
    """

    one: str
    values: Mapping[str, Any] = field(default_factory=dict)
    many: str | None = None
    n: int | None = None

    def __str__(self) -> str:
        catalogue = _catalogue(language())
        if self.many is not None and self.n is not None:
            pattern = catalogue.ngettext(self.one, self.many, self.n)
        else:
            pattern = catalogue.gettext(self.one)
        return pattern.format(**{name: words(value) for name, value in self.values.items()})

    def __hash__(self) -> int:
        return hash((self.one, self.n, tuple(sorted((name, str(value)) for name, value in self.values.items()))))

    def to_json(self) -> dict[str, Any]:
        """A plain structure that `from_json` reads back; what history keeps."""
        found: dict[str, Any] = {"one": self.one}
        if self.values:
            found["values"] = {name: _value_to_json(value) for name, value in self.values.items()}
        if self.many is not None:
            found["many"], found["n"] = self.many, self.n
        return found

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Sentence:
        """The sentence that `to_json` wrote. Raises KeyError or ValueError for anything else."""
        values = {name: _value_from_json(value) for name, value in found.get("values", {}).items()}
        return cls(found["one"], values, found.get("many"), found.get("n"))


def say(text: str, /, **values: Any) -> Sentence:
    """A sentence to be put into words later: `say("Assign {name}", name="Anna")`."""
    return Sentence(text, values)


def say_n(one: str, many: str, n: int, /, **values: Any) -> Sentence:
    """A sentence with a plural: `say_n("{n} seat", "{n} seats", 3)`; `n` is among its values."""
    return Sentence(one, {"n": n, **values}, many, n)


def plain(text: str) -> Sentence:
    """Text that is nobody's to translate (a name, a code, a file's own word) as a sentence."""
    return Sentence("{text}", {"text": text})


def listing(parts: list[Any]) -> Sentence:
    """Several sentences or words in a row, separated by commas; nothing for none."""
    if not parts:  # the empty text is the catalogue's name for its own head
        return plain("")
    pattern = ", ".join(f"{{p{i}}}" for i in range(len(parts)))
    return Sentence(pattern, {f"p{i}": part for i, part in enumerate(parts)})


def words(value: Any) -> str:
    """One value of a sentence as a person reads it: '04:00', 'Tue 14 July', 'Tue 14 July 04:00'."""
    if isinstance(value, datetime):
        return f"{day(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def day(on: date, *, year: bool = False) -> str:
    """A date for people: 'Tue 14 July' or 'mar 14 jul'; with `year`, 'Tue 14 July 2026'."""
    found = f"{weekday_short(on.weekday())} {on.day} {month(on.month)}"
    return f"{found} {on.year}" if year else found


def weekday_short(weekday: int) -> str:
    """The short name of a weekday, 0 = Monday: 'Mon', 'lun'."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[weekday]


def weekday_long(weekday: int) -> str:
    """The full name of a weekday, 0 = Monday: 'Monday', 'lunes'."""
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return names[weekday]


def month(number: int) -> str:
    """The name of a month, 1 = January, as dates use it: 'July', 'jul'."""
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return names[number - 1]


def _value_to_json(value: Any) -> Any:
    if isinstance(value, Sentence):
        return {"sentence": value.to_json()}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    return value if isinstance(value, int) else str(value)


def _value_from_json(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, found),) = value.items()
    readers: dict[str, Any] = {
        "sentence": Sentence.from_json,
        "datetime": datetime.fromisoformat,
        "date": date.fromisoformat,
        "time": time.fromisoformat,
    }
    return readers[kind](found)
