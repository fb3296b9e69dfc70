"""What the program remembers about itself between two starts: how it looks, which file was open. Nothing about people.

Each setting is declared once, as a field of `Settings` with its type, its default and, where there are only some, its
choices. The file is plain JSON beside the program's other settings; a value that is not among them counts as not set.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


def _one_of(default: Any, *others: Any) -> Any:
    return field(default=default, metadata={"choices": (default, *others)})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of the program. `language` '' goes by the system, `text_percent` is the size of text in the window.

    `last_file` is the path of the data file that was open last, '' before there was one. `who` is what the person at
    this laptop is called in the history. `today_rows` are the rows of the day's board, `alarm_sound` whether a sound
    tells of a word that is overdue.
    """

    language: str = _one_of("", "en", "es")
    look: str = _one_of("system", "light", "dark", "hour")
    density: str = _one_of("auto", "comfortable", "compact")
    text_percent: int = _one_of(100, 90, 115, 130, 150)
    last_file: str = ""
    who: str = ""
    today_rows: str = _one_of("households", "trips")
    alarm_sound: bool = True


def load(path: Path) -> Settings:
    """The settings in the file at `path`; defaults for whatever is not there or cannot be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        _log.warning("settings not readable, defaults taken: %s", type(error).__name__)
        return Settings()
    return _settings(found if isinstance(found, dict) else {})


def save(path: Path, settings: Settings) -> None:
    """Write `settings` to `path`, whole or not at all. Raises OSError where nothing can be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=2) + "\n", "utf-8")
    fresh.replace(path)


def _settings(found: Mapping[str, Any]) -> Settings:
    kept: dict[str, Any] = {}
    for each in fields(Settings):
        value = found.get(each.name, each.default)
        choices = each.metadata.get("choices")
        if type(value) is type(each.default) and (choices is None or value in choices):
            kept[each.name] = value
    return Settings(**kept)
