"""Another program with the file open: `python -m tests.e2e.bad_files.writer FILE KEY STEPS`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from clinic.i18n import say
from db.files import EncryptedFiles
from tests.factory import make_volunteer


def main() -> None:
    """Say 'open', then the number of each step that is kept; stay until somebody ends this program."""
    path, key, steps = sys.argv[1:]
    store = EncryptedFiles().open(Path(path), bytes.fromhex(key))
    _tell("open")
    for step in range(1, int(steps) + 1):
        with store.work("writer") as uow:
            for number in range(10):
                make_volunteer(uow, f"step {step} {number}")
            uow.commit(say("Step"))
        _tell(str(step))
    time.sleep(60)


def _tell(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


main()
