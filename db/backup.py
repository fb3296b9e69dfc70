"""A copy of the data file before something that cannot be taken back."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

_STAMP = "%Y%m%dT%H%M%S"


def copy_beside(path: Path, what: str, at: datetime) -> Path:
    """Copy the file to '<file>.before-0002-20260303T170000' (`what` is 'before-0002') and give the copy's path.

    Nobody may have the file open, and its journal must be empty. The copy is as encrypted as the file and opens with
    the same key file. Raises OSError.
    """
    copy = path.with_name(f"{path.name}.{what}-{at:{_STAMP}}")
    descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with path.open("rb") as source, os.fdopen(descriptor, "wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def copies_of(path: Path) -> dict[Path, datetime]:
    """The copies that `copy_beside` has put beside the file, oldest first, with when each was made."""
    ours = re.compile(re.escape(path.name) + r"\.before-\d+-(\d{8}T\d{6})")
    found = ((other, ours.fullmatch(other.name)) for other in path.parent.iterdir())
    made = {other: datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC) for other, name in found if name}
    return dict(sorted(made.items(), key=lambda pair: pair[1]))


def remove_copies(path: Path) -> None:
    """Take all of them away: they hold what was removed from the file since. Raises OSError."""
    for copy in copies_of(path):
        copy.unlink(missing_ok=True)
