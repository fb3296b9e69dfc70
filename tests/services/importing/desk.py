"""A clinic and its reader, ready to look at the lists in tests/data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from clinic.domain.history import Change
from clinic.domain.ids import SiteId
from clinic.exchange.child import read_sheets
from clinic.i18n import say
from clinic.services import importing
from clinic.services.importing import Answers, Preview, PreviewRow
from clinic.services.importing.model import HearingRecord, RedatingRecord, VolunteerRecord
from db.store import SqlStore
from tests.factory import make_clinic, make_site
from tests.stores import memory_store

LISTS = Path(__file__).parents[2] / "data"
TODAY = date(2027, 1, 11)


class Desk:
    """One new clinic in Matamoros (lead 270 minutes) at which lists are looked through and taken in."""

    def __init__(self, **clinic: Any) -> None:
        self.store: SqlStore = memory_store()
        with self.store.work() as uow:
            make_clinic(uow, **clinic)
            site = make_site(
                uow, "Matamoros", zone="America/Matamoros", us_city="Brownsville", us_zone="America/Chicago",
                lead_minutes=270,
            )  # fmt: skip
            self.site: SiteId = site.id
            uow.commit(say("Begin"))

    def look(self, name: str | Path, answers: Answers = importing.NO_ANSWERS) -> Preview:
        with self.store.read() as uow:
            return importing.preview(uow, read_sheets(LISTS / name), site=self.site, today=TODAY, answers=answers)

    def take(self, preview: Preview, *also: tuple[str, int]) -> Change:
        with self.store.work() as uow:
            return importing.apply(uow, preview=preview, also=also)

    def look_and_take(self, name: str | Path) -> Preview:
        preview = self.look(name)
        self.take(preview)
        return preview


def counts(preview: Preview) -> tuple[int, int, int]:
    """(clean, of them warned, asked)."""
    return len(preview.clean), len(preview.warned), len(preview.asked)


def row(preview: Preview, number: int, sheet: str | None = None) -> PreviewRow:
    return next(r for r in preview.rows if r.row == number and sheet in (None, r.sheet))


def volunteer(preview: Preview, number: int) -> VolunteerRecord:
    record = row(preview, number).reading.record
    assert isinstance(record, VolunteerRecord)
    return record


def hearing(preview: Preview, number: int) -> HearingRecord:
    record = row(preview, number).reading.record
    assert isinstance(record, HearingRecord)
    return record


def move(preview: Preview, number: int) -> RedatingRecord:
    record = row(preview, number).reading.record
    assert isinstance(record, RedatingRecord)
    return record


def asked_rows(preview: Preview) -> list[int]:
    return [r.row for r in preview.asked]


def said(preview: Preview, number: int) -> str:
    return " ".join(str(remark.sentence) for remark in row(preview, number).remarks)
