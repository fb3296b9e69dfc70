"""The program's own diary of mistakes: where they happened and with which versions, never a value.

No message of an exception and no variable is written, since either could carry a client's name (a database error quotes
the row that it could not write). What is left is enough to find the line.
"""

from __future__ import annotations

import logging
import platform
import traceback
from importlib.metadata import PackageNotFoundError, version
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

FILE_NAME = "clinic-scheduler.log"
_SIZE, _KEPT = 500_000, 3
_OURS = ("clinic", "db", "ui")


def start(folder: Path) -> Path | None:
    """Write warnings and mistakes to a file in `folder` from now on, and give its path.

    The file is replaced at 500 kB and three old ones are kept. None, and no log, where nothing can be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / FILE_NAME, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(_NoValues("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in _OURS:
        logger = logging.getLogger(name)
        _let_go_of_handlers(logger)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return folder / FILE_NAME


def stop() -> None:
    """Let go of the log file."""
    for name in _OURS:
        _let_go_of_handlers(logging.getLogger(name))
        logging.getLogger(name).propagate = True


def report_of(error: BaseException) -> str:
    """Where our mistake happened, for a bug report: kinds of error, places in the code, versions. No values."""
    lines = [
        f"Clinic Scheduler {own_version()}, Python {platform.python_version()}, Qt {_version_of('PySide6_Essentials')}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        *_chain(error),
    ]
    return "\n".join(lines)


def own_version() -> str:
    """The version of this program, 'from source' where it is not installed."""
    return _version_of("clinic-scheduler")


class _NoValues(logging.Formatter):
    """A formatter that tells an exception by its kind and its places only."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the logging module's name
        error = ei[1]
        return "\n".join(_chain(error)) if error is not None else ""


def _chain(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {_inside(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        seen = seen.__cause__ or seen.__context__
    return lines


def _inside(filename: str) -> str:
    """The file without the folders of this laptop, which hold its owner's name."""
    parts = filename.replace("\\", "/").split("/")
    for top in ("site-packages", "ui", "clinic", "db"):
        if top in parts:
            return "/".join(parts[parts.index(top) :])
    return parts[-1]


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "from source"


def _let_go_of_handlers(logger: logging.Logger) -> None:
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
