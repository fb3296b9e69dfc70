"""Promises: what the services need from the rooms that they must not know (store, readers and writers, keys, clock).

A kind is the noun's own word in small letters with underscores ('seat', 'check_in', 'feed_event'): it names the
repository's rows in history, in `Change.touched` and in the database's tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar
from uuid import UUID

from clinic.domain.consultations import Consultation, FollowUp, Request, Slot
from clinic.domain.feeds import Delivery, FeedEvent
from clinic.domain.hearings import Hearing
from clinic.domain.history import Change, Entry, RowChange
from clinic.domain.households import Household, Person
from clinic.domain.ids import EntryId, SiteId
from clinic.domain.notices import Notice
from clinic.domain.outgoing import Book, CalendarEvent
from clinic.domain.people import Absence, Volunteer
from clinic.domain.places import Place, Site, Travel
from clinic.domain.policy import Clinic
from clinic.domain.sessions import Seat, Session, Template
from clinic.domain.trips import CheckIn, Ride, Stop, Trip, Vehicle
from clinic.domain.when import Interval
from clinic.i18n import Sentence
from clinic.jobs import Progress

T = TypeVar("T")


class Repository(Protocol[T]):
    """All rows of one noun. What it gives out stays valid, and is saved, until the unit of work ends."""

    def get(self, row_id: UUID) -> T:
        """The row with this id. Raises NotOnFile."""

    def find(self, row_id: UUID | None) -> T | None:
        """The row with this id, or None."""

    def where(self, **wanted: Any) -> list[T]:
        """Rows whose attributes equal what is wanted; a set, list or tuple means 'one of these'. In order of age."""

    def count(self, **wanted: Any) -> int:
        """How many rows `where` would give."""

    def add(self, row: T) -> T:
        """Take a new row in, and give it back."""

    def remove(self, row: T) -> None:
        """Take a row away."""


class Timed(Repository[T], Protocol[T]):
    """Rows with a time."""

    def during(self, interval: Interval, **wanted: Any) -> list[T]:
        """Rows that overlap `interval`, earliest first.

        Sessions, seats, slots, absences and feed events have their own time; a trip lasts from `departs_at`, else
        `standby_from`, else `report_at`, to `arrives_at`, else `standby_until`, else `report_at`.
        """


class Dated(Repository[T], Protocol[T]):
    """Rows with a day."""

    def between(self, first: date, last: date, **wanted: Any) -> list[T]:
        """Rows (hearings) whose day is from `first` to `last`, both included, earliest first."""


class Names(Repository[T], Protocol[T]):
    """Rows that people look for by a name."""

    def like(self, text: str, limit: int = 20) -> list[T]:
        """Rows whose name or code contains `text`, without regard to case and accents."""


class Hearings(Dated[Hearing], Protocol):
    """Dates at court or at the port."""

    def moved(self, first: date, last: date, **wanted: Any) -> list[Hearing]:
        """As `between`, but only those that had another date or hour before."""


class CheckIns(Repository[CheckIn], Protocol):
    """Words from the road."""

    def open_returns(self, site_id: SiteId, until: datetime) -> list[CheckIn]:
        """Returns that nobody has reported, of a site's trips out that reported at `until` at the latest.

        A trip without a report time counts too. However long a file is kept, these are few.
        """


class History(Protocol):
    """Everything that was ever changed."""

    def latest(self, limit: int = 100, before: int | None = None, touching: UUID | None = None) -> list[Entry]:
        """The newest entries first, without `changes`; `before` a number pages on; `touching`: those of one row."""

    def get(self, entry_id: EntryId) -> Entry:
        """One entry with its changes. Raises NotOnFile."""

    def undone(self) -> frozenset[EntryId]:
        """Ids of all entries that a later entry has taken back (and that no still later one has put in force again)."""

    def later_touching(self, entry: Entry) -> list[Entry]:
        """Later entries in force that depend on `entry`: they must be undone first.

        They changed a row which `entry` changed, use one that it made, or took away one that it used.
        """

    def put_back(self, changes: Sequence[RowChange]) -> None:
        """Give every row the values that it had before (`before`), making or taking away rows where needed."""


class UnitOfWork(Protocol):
    """One transaction over everything, with all repositories.

    Use as a context: leaving without `commit` changes nothing.
    """

    clinics: Repository[Clinic]
    sites: Repository[Site]
    places: Names[Place]
    travel: Repository[Travel]
    volunteers: Names[Volunteer]
    absences: Timed[Absence]
    households: Names[Household]
    persons: Repository[Person]
    sessions: Timed[Session]
    seats: Timed[Seat]
    templates: Repository[Template]
    slots: Timed[Slot]
    consultations: Repository[Consultation]
    requests: Repository[Request]
    follow_ups: Repository[FollowUp]
    hearings: Hearings
    notices: Repository[Notice]
    vehicles: Repository[Vehicle]
    trips: Timed[Trip]
    stops: Repository[Stop]
    rides: Repository[Ride]
    check_ins: CheckIns
    feed_events: Timed[FeedEvent]
    deliveries: Repository[Delivery]
    history: History

    def now(self) -> datetime:
        """This instant (UTC), by the clock that bootstrap chose."""

    def clinic(self) -> Clinic:
        """The clinic whose file this is."""

    def commit(self, label: Sentence, *, undoes: EntryId | None = None) -> Change:
        """Make everything since the beginning last, as one entry of history called `label`; tell what was touched."""

    def forget(self, label: Sentence, *, rows: Collection[UUID], words: Collection[str]) -> Change:
        """As `commit`, for people who asked for their data to be removed: `rows` are theirs, `words` name them.

        Their lines of history are emptied; the words are blotted out of every other line, label and text on file. Steps
        of which something is gone can never be taken back. When the unit of work ends, the file is rewritten so that no
        page of it holds what was removed, and the copies that the program made are taken away: `__exit__` raises
        FileTrouble when that must wait for the next opening.
        """

    def copies(self) -> Sequence[datetime]:
        """When each copy was made that the program has put beside the file, oldest first."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; without a commit nothing has happened."""


class Store(Protocol):
    """The opened data file."""

    def work(self, who: str = "") -> UnitOfWork:
        """A unit of work that may write."""

    def read(self) -> UnitOfWork:
        """A unit of work that only reads; its `commit` raises."""

    def check(self, progress: Progress) -> list[Sentence]:
        """Everything that is wrong with the file itself, in sentences; empty when it is whole."""

    def close(self) -> None:
        """Let go of the file."""


class Keys(Protocol):
    """The key of a data file, kept wrapped in a file beside it. `path` is always the data file.

    All raise FileTrouble (or NotADataFile, DamagedFile, NewerFile) when the key file cannot be read or written.
    """

    def make(self, path: Path, passphrase: str) -> tuple[bytes, str]:
        """(a new data key, its recovery code). Raises BadValue for a short passphrase, FileTrouble."""

    def unmake(self, path: Path) -> None:
        """Take the key file away again, after a data file that could not be made."""

    def by_passphrase(self, path: Path, passphrase: str) -> bytes:
        """The data key. Raises WrongKey."""

    def by_recovery_code(self, path: Path, code: str) -> bytes:
        """The data key. Raises WrongKey."""

    def by_key_store(self, path: Path) -> bytes:
        """The data key, as this computer remembers it. Raises WrongKey when it does not, NoKeyStore."""

    def change_passphrase(self, path: Path, data_key: bytes, passphrase: str) -> None:
        """Let a new passphrase open the file and the old one no more. Raises BadValue for one that is too short."""

    def new_recovery_code(self, path: Path, data_key: bytes) -> str:
        """A new recovery code; the old one opens the file no more."""

    def remember(self, path: Path, data_key: bytes) -> None:
        """Let this computer's user open the file without a passphrase. Raises NoKeyStore."""

    def forget(self, path: Path) -> None:
        """Ask for the passphrase again. Raises NoKeyStore."""

    def is_remembered(self, path: Path) -> bool:
        """Whether a computer's key store opens the file."""


class DataFiles(Protocol):
    """Encrypted data files, by their 32-byte key."""

    def make(self, path: Path, data_key: bytes) -> Store:
        """A new file, opened. Raises FileTrouble when there is one already, or none can be written."""

    def unmake(self, path: Path) -> None:
        """Take a new file away again, after its store was closed."""

    def look(self, path: Path) -> None:
        """Refuse what cannot be ours without any key. Raises NotADataFile, FileTrouble."""

    def open(self, path: Path, data_key: bytes) -> Store:
        """The file, brought to this version (after a copy was put beside it). Raises FileTrouble and its kinds."""


class Sheets(Protocol):
    """Reads a stranger's spreadsheet into plain rows, in a child process with limits of time and memory."""

    def read(self, path: Path) -> Sequence[SheetRows]:
        """Every sheet of the file. Raises ImportTrouble or FileTrouble with a sentence."""


class SheetRows(Protocol):
    """One sheet: its name and its cells, with the row numbers that a person sees."""

    @property
    def name(self) -> str:
        """The sheet's name ('' for a CSV file)."""

    @property
    def rows(self) -> Sequence[tuple[int, tuple[Any, ...]]]:
        """(row number from 1, values) of each row; values are str, int, float, bool, date, datetime, time or None."""

    @property
    def hidden(self) -> Iterable[int]:
        """Numbers of rows that the sheet hides."""

    @property
    def hidden_columns(self) -> Iterable[int]:
        """Numbers of columns (from 1) that the sheet hides."""

    @property
    def merged(self) -> Sequence[tuple[int, int, int, int]]:
        """Joined cells as (top, left, bottom, right), from 1; their value stands at the top left."""


class CalendarWriter(Protocol):
    """Puts events into the bytes of a calendar file."""

    def write(self, name: str, zone: str, events: Sequence[CalendarEvent]) -> bytes:
        """A feed called `name` whose readers live in the IANA `zone`. The same events give the same bytes."""


class BookWriter(Protocol):
    """Puts a workbook into bytes."""

    def write(self, book: Book) -> bytes:
        """The file. The same book gives the same bytes."""


class Outbox(Protocol):
    """A folder into which files are put whole or not at all."""

    def put(self, name: str, data: bytes) -> bool:
        """Write a file; False when it held these very bytes already and was not touched. Raises FileTrouble."""
