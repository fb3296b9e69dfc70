"""A trial of rides in memory: the day as it was read, on which trips are made and judged without the file.

A search can so find out beside the data lane what a plan is worth, as often as it wants; what stands in the end is put
into the file by `replay`, row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from clinic.domain.errors import NotOnFile
from clinic.domain.policy import Clinic
from clinic.domain.when import Interval
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts

#: What a plan writes; in this order rows are put in, backwards they are taken away.
WRITTEN = ("trips", "seats", "stops", "rides", "check_ins")
#: What it only reads.
_READ = ("sites", "places", "travel", "volunteers", "absences", "households", "persons", "hearings", "vehicles",
         "sessions", "slots", "consultations", "requests")  # fmt: skip


@dataclass(frozen=True)
class Snapshot:
    """Rows of a day by the name of their repository, in order of age, as they were at `now`."""

    rows: Mapping[str, tuple[Any, ...]]
    clinic: Clinic
    now: datetime


def snapshot(uow: UnitOfWork, facts: Facts) -> Snapshot:
    """Everything that making and judging trips looks at: the facts, other rides of the households, all words."""
    found: dict[str, tuple[Any, ...]] = {}
    for name in ("sites", "places", "travel"):
        found[name] = tuple(getattr(uow, name).where())
    theirs = uow.rides.where(household_id=set(facts.households)) if facts.households else []
    rides = {row.id for row in (*facts.rides, *theirs)}
    trips = {*facts.trips, *(ride.trip_id for ride in theirs)}
    stops = {row.id for row in facts.stops} | {row.id for row in (uow.stops.where(trip_id=trips) if trips else ())}
    ids: dict[str, Iterable[UUID]] = {"trips": trips, "rides": rides, "stops": stops}
    for name in (*_READ[3:], *WRITTEN[:-1]):
        held = getattr(facts, name)
        wanted = ids.get(name, held if isinstance(held, Mapping) else [row.id for row in held])
        found[name] = tuple(getattr(uow, name).where(id=set(wanted))) if wanted else ()
    found["check_ins"] = tuple(uow.check_ins.where(trip_id=trips)) if trips else ()
    for name in WRITTEN:
        found[name] = tuple(replace(row) for row in found[name])
    return Snapshot(found, uow.clinic(), uow.now())


class Trial:
    """A unit of work on a snapshot, with as much of one as planning rides needs. It is never committed."""

    def __init__(self, before: Snapshot) -> None:
        self.before = before
        self.tables = {name: _Table(name, rows) for name, rows in before.rows.items()}
        for name in WRITTEN:
            self.tables[name] = _Table(name, (replace(row) for row in before.rows[name]))

    @property
    def uow(self) -> UnitOfWork:
        """Itself, where a unit of work is asked for."""
        return cast(UnitOfWork, self)

    def __getattr__(self, name: str) -> _Table:
        try:
            return self.__dict__["tables"][name]  # type: ignore[no-any-return]  # the tables of this class
        except KeyError:
            raise AttributeError(name) from None

    def now(self) -> datetime:
        """When the day was read."""
        return self.before.now

    def clinic(self) -> Clinic:
        """The clinic whose file this is."""
        return self.before.clinic

    def replay(self, uow: UnitOfWork) -> None:
        """Do in the file what was done here, inside another verb; it must stand as it was read."""
        for name in reversed(WRITTEN):
            table, repository = self.tables[name], getattr(uow, name)
            for row in self.before.rows[name]:
                if row.id not in table.rows:
                    repository.remove(repository.get(row.id))
        for name in WRITTEN:
            table, repository = self.tables[name], getattr(uow, name)
            old = {row.id: row for row in self.before.rows[name]}
            for row in table.rows.values():
                if row.id not in old:
                    repository.add(replace(row))
                elif changed := dict(_changes(old[row.id], row)):
                    kept = repository.get(row.id)
                    for field, value in changed.items():
                        setattr(kept, field, value)


def _changes(old: Any, new: Any) -> Iterator[tuple[str, Any]]:
    for part in fields(old):
        value = getattr(new, part.name)
        if value != getattr(old, part.name):
            yield part.name, value


class _Table:
    """Rows of one kind, see `clinic.ports.Timed` and `clinic.ports.Dated`."""

    def __init__(self, name: str, rows: Iterable[Any]) -> None:
        self.name = name
        self.rows: dict[UUID, Any] = {row.id: row for row in rows}

    def get(self, row_id: UUID) -> Any:
        """The row with this id. Raises NotOnFile."""
        if row_id not in self.rows:
            raise NotOnFile(say("What you asked for is no longer in the file. Look at the list again and choose anew."))
        return self.rows[row_id]

    def find(self, row_id: UUID | None) -> Any | None:
        """The row with this id, or None."""
        return self.rows.get(row_id) if row_id is not None else None

    def where(self, **wanted: Any) -> list[Any]:
        """Rows whose attributes equal what is wanted, in order of age."""
        several = {name: _several(value) for name, value in wanted.items()}
        if len(ids := several.pop("id", ())) == 1:
            found = [row for row_id in ids if (row := self.rows.get(row_id)) is not None]
        else:
            found = [row for row_id, row in self.rows.items() if row_id in ids] if "id" in wanted else [
                *self.rows.values()
            ]  # fmt: skip
        for name, values in several.items():
            found = [row for row in found if getattr(row, name) in values]
        return found

    def count(self, **wanted: Any) -> int:
        """How many rows `where` would give."""
        return len(self.where(**wanted))

    def during(self, interval: Interval, **wanted: Any) -> list[Any]:
        """Rows that overlap an interval, earliest first."""
        times = [(self._time(row), row) for row in self.where(**wanted)]
        found = [
            (starts, row)
            for (starts, ends), row in times
            if starts is not None
            and ends is not None
            and ends >= interval.start
            and starts < interval.end
            and (ends > interval.start or starts >= interval.start)
        ]
        return [row for _, row in sorted(found, key=lambda each: each[0])]

    def between(self, first: date, last: date, **wanted: Any) -> list[Any]:
        """Hearings of the days from `first` to `last`, earliest first."""
        return sorted(
            (row for row in self.where(**wanted) if first <= row.hearing_on <= last), key=lambda row: row.hearing_on
        )

    def add(self, row: Any) -> Any:
        """Take a new row in, and give it back."""
        self.rows[row.id] = row
        return row

    def remove(self, row: Any) -> None:
        """Take a row away."""
        del self.rows[row.id]

    def _time(self, row: Any) -> tuple[datetime | None, datetime | None]:
        if self.name != "trips":
            return row.starts_at, row.ends_at
        return row.departs_at or row.standby_from or row.report_at, row.arrives_at or row.standby_until or row.report_at


def _several(value: Any) -> frozenset[Any] | tuple[Any, ...]:
    return frozenset(value) if isinstance(value, (set, frozenset, list, tuple)) else (value,)
