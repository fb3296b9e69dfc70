"""A copy of the data file before something that cannot be taken back."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path


def copy_beside(path: Path, what: str, at: datetime) -> Path:
    """Copy the file to '<file>.before-0002-20260303T170000' (`what` is 'before-0002') and give the copy's path.

    Nobody may have the file open, and its journal must be empty. The copy is as encrypted as the file and opens with
    the same key file. Raises OSError.
    """
    copy = path.with_name(f"{path.name}.{what}-{at:%Y%m%dT%H%M%S}")
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
