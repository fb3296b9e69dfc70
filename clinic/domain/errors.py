"""What can go wrong that is nobody's bug.

    ClinicError                  the world's fault: one plain sentence with a way out; nothing is lost
    ├── BadValue                 a value that cannot be true (a code with a wrong letter, an unknown zone)
    ├── NotOnFile                something was asked for that is not (or no longer) in the file
    ├── Refused                  the plan cannot be so; not a rule about people but about what exists
    │   └── RuleBroken           one or more rules say no; carries every breach with what would mend it
    ├── Stale                    the thing has changed since it was shown
    ├── NothingToUndo            there is no step to undo or redo, or later steps depend on it
    ├── FileTrouble              a file cannot be read or written (full disk, read-only folder, not ours, damaged)
    │   ├── NotADataFile         some other file, or a damaged header
    │   ├── DamagedFile          ours, but pages or the key slots are broken
    │   ├── NewerFile            written by a newer version of the program
    │   └── FileInUse            another window of the program has it open
    ├── WrongKey                 the passphrase or recovery code does not open the file
    ├── NoKeyStore               the system has no place to keep a key
    └── ImportTrouble            a spreadsheet from which nothing can be taken

Whatever is not a ClinicError is our own mistake: it is logged without a client's data and offered as a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic.i18n import Sentence, say_n

if TYPE_CHECKING:
    from .breaches import Breach


class ClinicError(Exception):
    """The world's fault, told in one plain sentence with a way out. `str(error)` is in the current language."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.one)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class BadValue(ClinicError):
    """A value that cannot be true."""


class NotOnFile(ClinicError):
    """Something that is not, or no longer, in the file."""


class Refused(ClinicError):
    """What was asked cannot be done with what exists."""


class RuleBroken(Refused):
    """One or more rules say no. `breaches` holds them all, worst first, each with what would mend it."""

    def __init__(self, breaches: tuple[Breach, ...]) -> None:
        super().__init__(
            breaches[0].sentence
            if len(breaches) == 1
            else say_n(
                "{n} rule says no: {first}", "{n} rules say no: {first}", len(breaches), first=breaches[0].sentence
            )
        )
        self.breaches = breaches

    @property
    def can_be_overridden(self) -> bool:
        """Whether a typed reason would be enough for all of them."""
        return all(breach.can_be_overridden for breach in self.breaches)


class Stale(ClinicError):
    """The thing has changed since it was shown."""


class NothingToUndo(ClinicError):
    """No step to undo or redo, or later steps depend on it."""


class FileTrouble(ClinicError):
    """A file cannot be read or written."""


class NotADataFile(FileTrouble):
    """Some other file, or a damaged header."""


class DamagedFile(FileTrouble):
    """One of ours, but broken."""


class NewerFile(FileTrouble):
    """Written by a newer version of the program."""


class FileInUse(FileTrouble):
    """Open in another window of the program."""


class WrongKey(ClinicError):
    """The passphrase or recovery code does not open the file."""


class NoKeyStore(ClinicError):
    """The system has no place to keep a key."""


class ImportTrouble(ClinicError):
    """A spreadsheet from which nothing can be taken."""
