"""One transaction over everything, see `clinic.ports.UnitOfWork`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import UUID

from sqlalchemy.engine import Engine

from clinic.domain.consultations import Consultation, FollowUp, Request, Slot
from clinic.domain.errors import NotOnFile
from clinic.domain.feeds import Delivery, FeedEvent
from clinic.domain.history import Change
from clinic.domain.households import Household, Person
from clinic.domain.ids import EntryId, new_id
from clinic.domain.notices import Notice
from clinic.domain.people import Absence, Volunteer
from clinic.domain.places import Place, Site, Travel
from clinic.domain.policy import Clinic
from clinic.domain.sessions import Seat, Session, Template
from clinic.domain.trips import Ride, Stop, Trip, Vehicle
from clinic.i18n import Sentence, say
from clinic.ports import CheckIns, Hearings, History, Names, Repository, Timed

from . import audit, forgetting
from .codec import to_text
from .engine import READS
from .references import refuse_dangling
from .repositories.history import HistoryRows
from .repositories.kinds import CheckInRows, HearingRows, NamedRows, TimedRows
from .repositories.rows import Rows


class Work:
    """A unit of work. It keeps one connection from its first query until it ends, and belongs to one thread."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        who: str = "",
        *,
        reads: bool = False,
        copies: Callable[[], tuple[datetime, ...]] = tuple,
        sweep: Callable[[], None] = lambda: None,
    ) -> None:
        self._clock = clock
        self._who = who
        self._reads = reads
        self._clinic: Clinic | None = None  # kept by what only reads: nothing changes under it
        self._copies, self._sweep, self._forgot = copies, sweep, False
        self._session = audit.AuditedSession(
            engine.execution_options(**{READS: reads}),
            expire_on_commit=False,
            autoflush=not reads,
            info={"audit": audit.Audit()},
        )
        self._open_repositories()

    def _open_repositories(self) -> None:
        session = self._session
        self.clinics: Repository[Clinic] = Rows(session, Clinic)
        self.sites: Repository[Site] = Rows(session, Site)
        self.places: Names[Place] = NamedRows(session, Place, "folded")
        self.travel: Repository[Travel] = Rows(session, Travel)
        self.volunteers: Names[Volunteer] = NamedRows(session, Volunteer, "sort_name")
        self.absences: Timed[Absence] = TimedRows(session, Absence)
        self.households: Names[Household] = NamedRows(session, Household, "folded")
        self.persons: Repository[Person] = Rows(session, Person)
        self.sessions: Timed[Session] = TimedRows(session, Session)
        self.seats: Timed[Seat] = TimedRows(session, Seat)
        self.templates: Repository[Template] = Rows(session, Template)
        self.slots: Timed[Slot] = TimedRows(session, Slot)
        self.consultations: Repository[Consultation] = Rows(session, Consultation)
        self.requests: Repository[Request] = Rows(session, Request)
        self.follow_ups: Repository[FollowUp] = Rows(session, FollowUp)
        self.hearings: Hearings = HearingRows(session)
        self.notices: Repository[Notice] = Rows(session, Notice)
        self.vehicles: Repository[Vehicle] = Rows(session, Vehicle)
        self.trips: Timed[Trip] = TimedRows(session, Trip, "begins", "ends")
        self.stops: Repository[Stop] = Rows(session, Stop)
        self.rides: Repository[Ride] = Rows(session, Ride)
        self.check_ins: CheckIns = CheckInRows(session)
        self.feed_events: Timed[FeedEvent] = TimedRows(session, FeedEvent)
        self.deliveries: Repository[Delivery] = Rows(session, Delivery)
        self.history: History = HistoryRows(session)

    def now(self) -> datetime:
        """This instant (UTC)."""
        return self._clock()

    def clinic(self) -> Clinic:
        """The clinic whose file this is. Raises NotOnFile in a file without one."""
        if self._clinic is not None:
            return self._clinic
        found = self.clinics.where()
        if not found:
            raise NotOnFile(say("This file holds no clinic. Make a new file, or open the last backup."))
        if self._reads:
            self._clinic = found[0]
        return found[0]

    def copies(self) -> tuple[datetime, ...]:
        """When each copy that lies beside the file was made."""
        return self._copies()

    def commit(self, label: Sentence, *, undoes: EntryId | None = None) -> Change:
        """Make everything since the beginning last, as one entry of history; nothing changed: no entry."""
        change = self._write(label, undoes)
        self._session.commit()
        self._session.info["audit"] = audit.Audit()
        return change

    def forget(self, label: Sentence, *, rows: Collection[UUID], words: Collection[str]) -> Change:
        """As `commit`, and empty the history of these rows and words; at the end the file is rewritten."""
        forgetting.blot_out(self._session, words)
        change = self._write(label, None)
        forgetting.empty_history(self._session, rows, words)
        forgetting.mark(self._session.connection())
        self._session.commit()
        self._session.info["audit"] = audit.Audit()
        self._forgot = True
        return change

    def _write(self, label: Sentence, undoes: EntryId | None) -> Change:
        """Write what changed, with its entry of history; it lasts when the session commits."""
        if self._reads:
            raise RuntimeError("a unit of work that only reads was asked to commit")
        self._session.flush()
        notes: audit.Audit = self._session.info["audit"]
        changes = notes.changes()
        if not changes:
            return Change(None, label, frozenset())
        refuse_dangling(self._session, changes)
        entry_id = EntryId(new_id())
        entry = {
            "id": entry_id,
            "number": notes.number(self._session),
            "at": self.now(),
            "who": self._who,
            "label": to_text(label.to_json()),
            "undoes": undoes,
            "kinds": " ".join(sorted({change.kind for change in changes})),
        }
        audit.write(self._session, entry, changes)
        return Change(entry_id, label, frozenset((change.kind, change.row_id) for change in changes))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
        if self._forgot:
            self._forgot = False
            self._sweep()
