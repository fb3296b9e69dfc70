"""The engine: compiled where set-up found a C compiler, else the same modules as plain Python (some 80 times slower).

Set-up copies `clinic/solver/engine` as the package `clinic_engine` beside the other packages of the environment and
compiles it there, with a digest of what it was made from. A binary of other sources is never used.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from .engine.search import Search
    from .engine.seat_search import SeatSearch

SOURCES = Path(__file__).with_name("engine")
PACKAGE = "clinic_engine"
#: The name of the file with the digest, in the compiled package.
DIGEST = "made_from.txt"
#: The plain engine runs where this variable is set to anything.
PLAIN = "CLINIC_SCHEDULER_PLAIN_ENGINE"

_log = logging.getLogger(__name__)


def digest_of(sources: Path) -> str:
    """Of all modules in a folder: names and bytes, whatever ends their lines. `packaging/engine.py` has a twin."""
    found = hashlib.sha256()
    for file in sorted(sources.glob("*.py")):
        found.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def is_ready() -> bool:
    """Whether there is a compiled engine that was made from these sources."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return False
    if getattr(sys, "frozen", False):
        return True  # packed together with what it was made from
    file = Path(spec.origin).with_name(DIGEST)
    if file.exists() and file.read_text(encoding="ascii").strip() == digest_of(SOURCES):
        return True
    _log.warning("the compiled engine is of other sources; the plain one is used (tasks.py compiles it anew)")
    return False


@cache
def _package() -> str:
    """Where the modules of the engine are taken from."""
    return "clinic.solver.engine" if os.environ.get(PLAIN) or not is_ready() else PACKAGE


def search_class() -> type[Search]:
    """The compiled search for rides, or the plain one."""
    return cast("type[Search]", importlib.import_module(f"{_package()}.search").Search)


def seat_search_class() -> type[SeatSearch]:
    """The compiled search for who sits where, or the plain one."""
    return cast("type[SeatSearch]", importlib.import_module(f"{_package()}.seat_search").SeatSearch)


def choose_anew() -> None:
    """Look again at what is compiled and what is asked for, in a program that has looked before."""
    _package.cache_clear()


def is_compiled() -> bool:
    """Whether the engine in use is compiled."""
    return _package() == PACKAGE
