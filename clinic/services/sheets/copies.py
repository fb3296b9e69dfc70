"""Which copies on paper are out: what is noted when a sheet is printed, and how the last copy stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from clinic.domain.day_sheets import Copy, DaySheet, SheetKind
from clinic.domain.feeds import Delivery, DeliveryKind
from clinic.domain.history import Change
from clinic.i18n import say_n
from clinic.ports import Outbox, UnitOfWork
from clinic.services import slips
from clinic.services.deliveries import record

_WHAT = "sheet"


class Copies:
    """All copies on paper that the file knows of, by the sheet's key."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._given: dict[str, list[Delivery]] = defaultdict(list)
        for row in uow.deliveries.where(kind=DeliveryKind.PAPER):
            self._given[_key_of(row)].append(row)

    def of(self, key: str) -> Sequence[Delivery]:
        """The copies of one sheet, oldest first."""
        return self._given.get(key, ())

    def state(self, key: str, fingerprint: str) -> Copy:
        """How the last copy stands beside the plan."""
        given = self.of(key)
        if not given:
            return Copy.NONE
        return Copy.CURRENT if given[-1].fingerprint == fingerprint else Copy.OLD


def key(kind: SheetKind, about: object, day: object = "") -> str:
    """What a sheet is noted as: 'sheet door 2026-07-14 1b2c…'."""
    return f"{_WHAT} {kind.value} {day} {about}"


def slip_key(trip: object, volunteer: object) -> str:
    """The same for a slip: one a trip and member of its crew."""
    return f"slip {trip} {volunteer}"


def fingerprint_of(noun: Any) -> str:
    """A digest of what a sheet tells, whatever the language in which it tells it."""
    return sha256(repr(noun).encode()).hexdigest()


def is_old(sheet: DaySheet) -> bool:
    """Whether the last copy on paper is older than the plan."""
    return sheet.copy is Copy.OLD


def give(
    uow: UnitOfWork,
    *,
    sheets: Iterable[DaySheet],
    way: str,
    out: Outbox | None = None,
    name: str = "",
    data: bytes = b"",
) -> Change:
    """Note these sheets as given on paper (`way`: 'print' or 'file'), after the file was written where there is one.

    Raises FileTrouble; then nothing is noted.
    """
    if out is not None:
        out.put(name, data)
    given = tuple(sheets)
    for sheet in given:
        if sheet.trip_id is not None and sheet.volunteer_id is not None:
            trip = uow.trips.get(sheet.trip_id)
            slips.note(uow, trip, sheet.volunteer_id, way=way, mark=sheet.fingerprint)
        elif sheet.trip_id is None:
            record(uow, DeliveryKind.PAPER, what=sheet.key, fingerprint=sheet.fingerprint, way=way)
    return uow.commit(say_n("Print {n} sheet of {day}", "Print {n} sheets of {day}", len(given), day=given[0].day))


def _key_of(row: Delivery) -> str:
    trip = slips.trip_of(row.what)
    return row.what if trip is None else slip_key(trip, row.volunteer_id)
