"""Catalogues of the translations: found strings in, `clinic.po` brought up to date, `clinic.mo` compiled.

Run by `tasks.py translate` in the program's environment. The compiled files are kept in the repository, so that a
plain checkout speaks every language; a test fails when they lag behind.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
ROOMS = ("clinic", "db", "ui")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "say": None, "say_n": (1, 2)}
LANGUAGES = ("es",)


def po_file(language: str) -> Path:
    """Where the words of a language are kept; the compiled file lies beside it."""
    return LOCALE / language / "LC_MESSAGES" / "clinic.po"


def extract() -> Catalog:
    """Every string of the program that people see, with the files (not the lines, which move) where it stands."""
    found = Catalog(fuzzy=False)
    for room in ROOMS:
        strings = extract_from_dir(ROOT / room, [("**.py", "python")], {}, KEYWORDS, comment_tags=("Translators:",))
        for file, _, text, comments, context in strings:
            found.add(text, locations=[(f"{room}/{Path(file).as_posix()}", 1)], auto_comments=comments, context=context)
    return found


def read(file: Path, language: str) -> Catalog:
    """The catalogue in `file`, or an empty one. Raises babel's PoFileError for a broken one."""
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def to_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, in an order and with a head that do not change from one day to the next."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True)
    plural = catalogue.plural_forms
    head = (
        f'msgid ""\nmsgstr ""\n"Project-Id-Version: Clinic Scheduler\\n"\n"Language: {catalogue.locale}\\n"\n'
        f'"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def to_mo(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it; the same bytes for the same words."""
    # Babel would write the hour and its own version into it; polib writes what the text says.
    return bytes(polib.pofile(to_po(catalogue).decode()).to_binary())


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, one line each: words missing, or other {places} than in English."""
    for message in catalogue:
        if not message.id:
            continue
        english, translated = _forms(message.id), _forms(message.string)
        if not all(translated) or len(translated) < len(english):
            yield f"not translated: {english[0]!r}"
        elif message.fuzzy:
            yield f"not certain: {english[0]!r}"
        elif any(_places(form) != _places(english[-1]) for form in translated):
            yield f"other places than in English: {english[0]!r}"


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _take_over(catalogue: Catalog, contributed: Catalog) -> None:
    """Fill in and replace words from a translator's file."""
    for message in contributed:
        known: Message | None = catalogue.get(message.id) if message.id else None
        if known is not None and all(_forms(message.string)):
            known.string = message.string
            known.flags.discard("fuzzy")


def update(language: str, contributions: list[Path]) -> list[str]:
    """Bring one language up to date and compile it; returns what is still wrong with it."""
    file = po_file(language)
    catalogue = read(file, language)
    catalogue.update(extract(), no_fuzzy_matching=True)
    for contribution in contributions:
        _take_over(catalogue, read(contribution, language))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(to_po(catalogue))
    file.with_suffix(".mo").write_bytes(to_mo(catalogue))
    return list(faults(catalogue))


def main() -> int:
    """Bring every language up to date; the result is 1 when something is missing."""
    parser = argparse.ArgumentParser(prog="tasks.py translate")
    parser.add_argument(
        "--from", dest="files", type=Path, nargs="+", default=[], help="take words from these .po files"
    )
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="whose words those are")
    chosen = parser.parse_args()
    wrong = 0
    for language in LANGUAGES:
        found = update(language, chosen.files if language == chosen.language else [])
        print(*(f"{language}: {fault}" for fault in found), f"{language}: {len(found)} to mend", sep="\n")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
