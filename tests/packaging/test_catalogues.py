"""The catalogues: every string in every language, with the same {places}, and compiled."""

from __future__ import annotations

from pathlib import Path

import catalogues
import pytest
from babel.messages.catalog import Catalog


@pytest.fixture(scope="module")
def strings() -> Catalog:
    """Every string of the program that people see."""
    return catalogues.extract()


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_that_every_string_is_translated(language: str, strings: Catalog) -> None:
    catalogue = catalogues.read(catalogues.po_file(language), language)
    catalogue.update(strings, no_fuzzy_matching=True)
    assert list(catalogues.faults(catalogue)) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_that_nothing_is_kept_that_nobody_says(language: str, strings: Catalog) -> None:
    catalogue = catalogues.read(catalogues.po_file(language), language)
    assert [message.id for message in catalogue if message.id and message.id not in strings] == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_that_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    file = catalogues.po_file(language)
    assert file.with_suffix(".mo").read_bytes() == catalogues.to_mo(catalogues.read(file, language))


def test_that_strings_are_found_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ui").mkdir()
    text = '_("Plain")\nsay("Assign {name}", name=1)\nsay_n("{n} seat", "{n} seats", 2)\n'
    (tmp_path / "ui" / "page.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    found = catalogues.extract()
    assert {message.id for message in found if message.id} == {"Plain", "Assign {name}", ("{n} seat", "{n} seats")}


@pytest.mark.parametrize(
    ("english", "spanish", "fault"),
    [
        ("Assign {name}", "", "not translated"),
        ("Assign {name}", "Asignar {nombre}", "other places"),
        (("{n} seat", "{n} seats"), ("{n} lugar", ""), "not translated"),
    ],
)
def test_that_a_faulty_translation_is_named(english: str, spanish: str, fault: str) -> None:
    catalogue = Catalog(locale="es")
    catalogue.add(english, spanish)
    (found,) = catalogues.faults(catalogue)
    assert found.startswith(fault)


def test_that_the_same_words_make_the_same_bytes() -> None:
    catalogue = Catalog(locale="es")
    catalogue.add("Undo", "Deshacer")
    assert catalogues.to_mo(catalogue) == catalogues.to_mo(catalogue)
    assert b"POT-Creation-Date" not in catalogues.to_mo(catalogue)
