"""Is the file whole? The pages first (each carries a seal), then their structure, then the references."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.engine import Engine

from clinic.domain.kinds import counted
from clinic.i18n import Sentence, _, say, say_n
from clinic.jobs import Progress

from .engine import READS


def faults(engine: Engine, progress: Progress) -> list[Sentence]:
    """Everything that is wrong, in sentences; empty when the file is whole.

    The seals come first: on a broken page the structural check stops with an error where this one names the page.
    """
    with engine.execution_options(**{READS: True}).connect() as connection:
        progress(_("Checking the seals of the pages"), 0.0)
        pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
        if pages:
            return [_broken_pages(len(pages))]
        progress(_("Checking the structure"), 0.3)
        structure: str = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        if structure != "ok":
            return [_broken_structure(structure)]
        progress(_("Checking what refers to what"), 0.8)
        lost = Counter(row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
    progress(_("Checked"), 1.0)
    return [_lost_references(kind, n) for kind, n in lost.items()]


def _broken_pages(n: int) -> Sentence:
    return say_n(
        "{n} page of the file is damaged. Open the last backup.",
        "{n} pages of the file are damaged. Open the last backup.",
        n,
    )


def _broken_structure(fault: str) -> Sentence:
    return say("The file's structure is broken ({fault}). Open the last backup.", fault=fault.splitlines()[-1])


def _lost_references(kind: str, n: int) -> Sentence:
    return say(
        "{what} refer to something that is not in the file. Undo the last steps, or open the last backup.",
        what=counted(kind, n),
    )
