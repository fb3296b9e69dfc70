"""Is the file whole? The pages first (each carries a seal), then their structure, then the references."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from clinic.domain.errors import FileTrouble
from clinic.domain.kinds import counted
from clinic.i18n import Sentence, _, say
from clinic.jobs import Progress

from .engine import READS


def faults(engine: Engine, progress: Progress) -> list[Sentence]:
    """Everything that is wrong, in sentences; empty when the file is whole.

    The seals come first: on a broken page the structural check stops with an error where this one names the page.
    """
    found: list[Sentence] = []
    with engine.execution_options(**{READS: True}).connect() as connection:
        progress(_("Checking the seals of the pages"), 0.0)
        found += [
            say("A page of the file is broken: {fault}. Open the last backup.", fault=row[0])
            for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")
        ]
        try:
            progress(_("Checking the structure"), 0.3)
            found += [
                say("The file's structure is broken: {fault}. Open the last backup.", fault=row[0])
                for row in connection.exec_driver_sql("PRAGMA integrity_check")
                if row[0] != "ok"
            ]
            progress(_("Checking what refers to what"), 0.8)
            broken: dict[str, int] = {}
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                broken[row[0]] = broken.get(row[0], 0) + 1
        except FileTrouble as trouble:
            return [*found, trouble.sentence]
    progress(_("Checked"), 1.0)
    return found + [
        say(
            "{what} refer to something that is not in the file. Undo the last steps, or open the last backup.",
            what=counted(kind, n),
        )
        for kind, n in broken.items()
    ]
