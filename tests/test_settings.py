"""What the program remembers about itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clinic.settings import Settings, load, save


def test_that_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    wanted = Settings(language="es", look="dark", text_percent=130, last_file="/somewhere/niños.clinic", who="Ana")
    save(tmp_path / "new folder" / "settings.json", wanted)
    assert load(tmp_path / "new folder" / "settings.json") == wanted


def test_that_there_are_defaults_before_anything_was_saved(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize("content", ["", "{", "[1]", '"text"', "\x00\x01"])
def test_that_a_broken_file_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content, "utf-8")
    assert load(tmp_path / "settings.json") == Settings()


def test_that_only_values_that_cannot_be_are_left_out(tmp_path: Path) -> None:
    found = {"language": "fr", "look": "dark", "text_percent": True, "last_file": 7, "colour of the mug": "blue"}
    (tmp_path / "settings.json").write_text(json.dumps(found), "utf-8")
    assert load(tmp_path / "settings.json") == Settings(look="dark")


def test_that_a_text_size_must_be_one_of_those_offered(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"text_percent": 5000}', "utf-8")
    assert load(tmp_path / "settings.json").text_percent == 100
