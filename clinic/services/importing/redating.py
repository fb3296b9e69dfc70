"""A notice that moves hearings: old day, new day, by the clinic's own reference or the A-number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clinic.domain.hearings import Hearing
from clinic.domain.households import Household
from clinic.domain.ids import HearingId
from clinic.domain.names import folded
from clinic.domain.notices import NoticeMove
from clinic.domain.places import Site
from clinic.domain.policy import Clinic
from clinic.i18n import Sentence, plain, say
from clinic.ports import UnitOfWork
from clinic.services.redating import move_one
from clinic.services.views.dates import DraftLine

from .cells import Cells, DateReading, how_dates_are_read
from .finding import Row, Table
from .model import Doing, Kind, Order, Preview, PreviewRow, Reading, RedatingRecord, Remark
from .numbers import read_a_number


def read_redating(table: Table, today: date, told: Order | None) -> tuple[list[Reading], DateReading]:
    """Every row of the notice, and how its dates were read. Two new dates for one hearing are both doubted."""
    dates = how_dates_are_read(table, ("old_on", "new_on"), today, told)
    names: dict[str, str] = {}
    readings = []
    for row in table.rows:
        cells = Cells(table, row, dates)
        number = read_a_number(cells.raw("a_number"))
        reference = cells.text("reference") or names.get(number, "")
        names.setdefault(number, reference)
        readings.append(_read(cells, row, reference, number))
    counts = Counter((r.record.reference, r.record.old_on) for r in readings if isinstance(r.record, RedatingRecord))
    return [_twice(reading, counts) for reading in readings], dates


def match_redating(uow: UnitOfWork, site: Site, clinic: Clinic, readings: Sequence[Reading]) -> list[PreviewRow]:
    """What would be done with each row, seen against the hearings on file."""
    households = {folded(h.reference): h for h in uow.households.where(site_id=site.id) if h.reference}
    return [_match(uow, households, clinic, reading) for reading in readings]


def take_redating(uow: UnitOfWork, rows: Sequence[PreviewRow]) -> None:
    """Move the hearings that the rows name; doubted rows among them are taken as proposed."""
    for row in rows:
        record = row.reading.record
        hearing = uow.hearings.find(row.target)
        if isinstance(record, RedatingRecord) and hearing is not None:
            move = NoticeMove(hearing.id, record.new_on, record.hearing_time, record.report_time)
            move_one(uow, move, record.reason)


def draft_lines(found: Preview) -> tuple[DraftLine, ...]:
    """The rows of a notice as lines of a draft, so that it can be kept beside others before anything moves."""
    lines = []
    for row in found.rows:
        record = row.reading.record
        if row.reading.kind is not Kind.REDATING:
            continue
        what = say("{what}, row {row}", what=row.what, row=row.row)
        doubts = tuple(remark.sentence for remark in row.remarks)
        if isinstance(record, RedatingRecord) and row.target is not None:
            move = NoticeMove(HearingId(row.target), record.new_on, record.hearing_time, record.report_time)
            lines.append(DraftLine(what, move, doubts))
        else:
            lines.append(DraftLine(what, None, doubts))
    return tuple(lines)


def _read(cells: Cells, row: Row, reference: str, number: str) -> Reading:
    old, new = cells.day("old_on").on, cells.day("new_on").on
    for attribute in ("old_on", "new_on"):
        if cells.raw(attribute) is None:
            cells.doubt(attribute, say("There is no date here."))
    if new and old and new < old:
        cells.doubt("new_on", say("The new date {new} is before the old one {old}.", new=new, old=old))
    elif new and new.weekday() >= 5:
        cells.doubt("new_on", say("{date} is at the weekend, when courts are shut.", date=new))
    record = None
    if old and new:
        reason = " – ".join(part for part in (*cells.table.titles[:1], cells.text("note")) if part)
        times = cells.clock("report_time"), cells.clock("hearing_time")
        record = RedatingRecord(reference, number, old, new, *times, reason)
    what = plain(reference) if reference else say("row {row}", row=row.number)
    return Reading(Kind.REDATING, cells.table.sheet, row.number, what, record, tuple(cells.remarks), cells.doubted)


def _twice(reading: Reading, counts: Counter[tuple[str, date]]) -> Reading:
    record = reading.record
    if not isinstance(record, RedatingRecord) or counts[record.reference, record.old_on] < 2:
        return reading
    remark = _remark(reading, record, say("The list gives more than one new date for this hearing. Which one counts?"))
    return replace(reading, remarks=(*reading.remarks, remark), doubted=True)


def _match(uow: UnitOfWork, households: dict[str, Household], clinic: Clinic, reading: Reading) -> PreviewRow:
    record = reading.record
    if not isinstance(record, RedatingRecord):
        return PreviewRow(reading, Doing.ASK, remarks=reading.remarks)
    household = households.get(folded(record.reference))
    if household is None and clinic.keeps_a_numbers and record.a_number:
        person = next(iter(uow.persons.where(a_number=record.a_number)), None)
        household = uow.households.get(person.household_id) if person else None
    if household is None:
        return _asked(replace(reading, record=None), record, say("No household is known by this reference."))
    hearings = [h for h in uow.hearings.where(household_id=household.id) if not h.cancelled and h.end is None]
    moved = next((hearing for hearing in hearings if _has_moved(hearing, record)), None)
    if moved is not None:
        return PreviewRow(reading, Doing.SAME, target=moved.id)
    hearing = next((h for h in hearings if h.hearing_on == record.old_on), None)
    if hearing is None:
        return _elsewhere(reading, record, hearings)
    details = (say("{old} → {new}", old=record.old_on, new=record.new_on), *_report(record, hearing))
    doing = Doing.ASK if reading.doubted else Doing.CHANGE
    return PreviewRow(reading, doing, details, reading.remarks, hearing.id)


def _elsewhere(reading: Reading, record: RedatingRecord, hearings: Sequence[Hearing]) -> PreviewRow:
    if len(hearings) != 1:
        sentence = say("No hearing on {old} is on file for it.", old=record.old_on)
        return _asked(replace(reading, record=None), record, sentence)
    sentence = say(
        "The old date is {theirs} here, but {ours} on file. Proposed: to move it all the same.",
        theirs=record.old_on,
        ours=hearings[0].hearing_on,
    )
    return replace(_asked(reading, record, sentence), target=hearings[0].id)


def _asked(reading: Reading, record: RedatingRecord, sentence: Sentence) -> PreviewRow:
    return PreviewRow(reading, Doing.ASK, remarks=(*reading.remarks, _remark(reading, record, sentence)))


def _has_moved(hearing: Hearing, record: RedatingRecord) -> bool:
    """Whether this very move was made before."""
    was = any(past.hearing_on == record.old_on for past in hearing.history)
    return was and hearing.hearing_on == record.new_on


def _report(record: RedatingRecord, hearing: Hearing) -> tuple[Sentence, ...]:
    if record.report_time:
        return (say("report time {time}, typed from paper", time=record.report_time),)
    if hearing.report_time:
        return (say("report time {time} stays, but is not confirmed", time=hearing.report_time),)
    return ()


def _remark(reading: Reading, record: RedatingRecord, sentence: Sentence) -> Remark:
    return Remark(reading.sheet, reading.row, "", record.new_on.isoformat(), sentence)
