"""The two steps of an import: `preview` and `apply`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from clinic.domain.errors import ImportTrouble, Stale
from clinic.domain.history import Change
from clinic.domain.ids import SiteId
from clinic.domain.places import Site
from clinic.domain.policy import Clinic
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import SheetRows, UnitOfWork

from .families import Families, match_families, take_families
from .finding import Table, find_table, foreign
from .hearings import read_hearings
from .model import Answers, Doing, Kind, Order, Preview, PreviewRow, Question, Reading, VolunteerRecord
from .people import read_people
from .redating import match_redating, read_redating, take_redating
from .volunteers import mark_twins, match_volunteers, take_volunteers

NO_ANSWERS = Answers()


@dataclass
class _Gathered:
    """What reading has found so far."""

    readings: list[Reading] = field(default_factory=list)
    notices: list[Sentence] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)


def preview(
    uow: UnitOfWork, sheets: Sequence[SheetRows], *, site: SiteId, today: date, answers: Answers = NO_ANSWERS
) -> Preview:
    """What an import of these sheets would do.

    `site` is the city that the list belongs to; `today` gives the year to dates without one. Raises ImportTrouble when
    no sheet holds a list that can be read.
    """
    the_site, clinic = uow.sites.get(site), uow.clinic()
    gathered = _Gathered()
    for table in _tables(sheets, gathered):
        _read(gathered, table, answers, today=today, clinic=clinic, site=the_site)
    gathered.readings = mark_twins(gathered.readings)
    rows = _match(uow, the_site, clinic, gathered.readings, today)
    return Preview(site, today, tuple(rows), tuple(gathered.notices), tuple(gathered.questions.values()))


def apply(uow: UnitOfWork, *, preview: Preview, also: Collection[tuple[str, int]] = ()) -> Change:
    """Take in what the preview showed, as one step; of the doubted rows only those named in `also` (sheet, row).

    Raises Stale when the file has changed so that the preview no longer holds.
    """
    site = uow.sites.get(preview.site_id)
    now = _match(uow, site, uow.clinic(), [row.reading for row in preview.rows], preview.today)
    if [(row.doing, row.target) for row in now] != [(row.doing, row.target) for row in preview.rows]:
        raise Stale(say("The file has changed since the list was looked through. Look through it again."))
    taken = [row for row in now if _is_taken(row, also)]
    families = Families(uow, site, preview.today)
    take_volunteers(uow, _of(Kind.VOLUNTEERS, taken), site.id)
    take_families(families, _of(Kind.HEARINGS, taken))
    take_redating(uow, _of(Kind.REDATING, taken))
    return uow.commit(_label(taken))


def _tables(sheets: Sequence[SheetRows], gathered: _Gathered) -> list[Table]:
    tables = []
    for sheet in sheets:
        table = find_table(sheet)
        if table is None:
            gathered.notices.append(_not_understood(sheet))
        else:
            tables.append(table)
    if not tables:
        raise ImportTrouble(
            say(
                "No list was found that can be taken in: {what} Lists of volunteers, of hearings and of moved hearings "
                "are read; the row of headers must name the columns.",
                what=gathered.notices[0] if gathered.notices else "",
            )
        )
    return tables


def _not_understood(sheet: SheetRows) -> Sentence:
    looks = foreign(sheet)
    if looks and sheet.name:
        return say("The sheet “{sheet}” seems to be {what}, which is not understood yet.", sheet=sheet.name, what=looks)
    if looks:
        return say("It seems to be {what}, which is not understood yet.", what=looks)
    return say("The sheet “{sheet}” has no columns that are known.", sheet=sheet.name or "1")


def _read(gathered: _Gathered, table: Table, answers: Answers, *, today: date, clinic: Clinic, site: Site) -> None:
    told = answers.date_order
    if table.kind is Kind.VOLUNTEERS:
        readings, dates = read_people(table, today, told)
        if any(isinstance(r.record, VolunteerRecord) and r.record.interprets for r in readings):
            gathered.notices.append(
                say("Interpreters were put down for both directions between the languages they speak well. Check them.")
            )
    elif table.kind is Kind.HEARINGS:
        found = read_hearings(table, today, told, clinic, site.lead_minutes)
        readings, dates = list(found.readings), found.dates
        gathered.notices += _about_hearings(table, clinic, site, no_report_times=found.no_report_times)
    else:
        readings, dates = read_redating(table, today, told)
    if dates.is_open:
        gathered.questions["date_order"] = _ORDER_QUESTION
    gathered.notices += _about_columns(table)
    gathered.readings += _hidden(table, readings, answers, gathered)


def _about_hearings(table: Table, clinic: Clinic, site: Site, *, no_report_times: bool) -> Iterable[Sentence]:
    if no_report_times:
        yield say(
            "There is no report time in the whole list. {minutes} minutes before the hearing are proposed, marked as "
            "not confirmed.",
            minutes=site.lead_minutes,
        )
    if table.heading("a_number") and not clinic.keeps_a_numbers:
        yield say("A-numbers were used to compare rows and are not kept, because this clinic keeps none.")
    if table.heading("name") and not clinic.keeps_names:
        yield say("Names are not kept: each household gets a case code and keeps the list's own reference.")
    if not table.heading("languages"):
        yield say("The list names no languages. Spanish is put down; change it where it is another.")


def _about_columns(table: Table) -> Iterable[Sentence]:
    unknown = [plain(h.text) for h in table.headings if not h.attribute and h.weekday is None and not h.hidden]
    hidden = [plain(h.text) for h in table.headings if h.hidden]
    if unknown:
        yield say_n(
            "Column not taken: {columns}.", "Columns not taken: {columns}.", len(unknown), columns=listing(unknown)
        )
    if hidden:
        yield say_n(
            "Hidden column, not taken: {columns}.",
            "Hidden columns, not taken: {columns}.",
            len(hidden),
            columns=listing(hidden),
        )


def _hidden(table: Table, readings: list[Reading], answers: Answers, gathered: _Gathered) -> list[Reading]:
    """Rows that the sheet hides: asked about, taken or left out, as answered."""
    hidden = {row.number for row in table.rows if row.hidden}
    if not hidden or answers.hidden_rows:
        return readings
    shown = len(table.rows) - len(hidden)
    gathered.questions["hidden_rows"] = Question(
        "hidden_rows",
        say_n(
            "The sheet hides {n} row. Take the {shown} rows that are shown, or all {all}?",
            "The sheet hides {n} rows. Take the {shown} rows that are shown, or all {all}?",
            len(hidden),
            shown=shown,
            all=len(table.rows),
        ),
        ((False, say("only the rows shown")), (True, say("all rows"))),
    )
    if answers.hidden_rows is False:
        return [reading for reading in readings if reading.row not in hidden]
    return [replace(reading, doubted=True) if reading.row in hidden else reading for reading in readings]


def _match(uow: UnitOfWork, site: Site, clinic: Clinic, readings: Sequence[Reading], today: date) -> list[PreviewRow]:
    people, hearings, moves = ([r for r in readings if r.kind is kind] for kind in Kind)
    return [
        *match_volunteers(uow, people),
        *match_families(Families(uow, site, today), hearings),
        *match_redating(uow, site, clinic, moves),
    ]


def _is_taken(row: PreviewRow, also: Collection[tuple[str, int]]) -> bool:
    if row.doing is Doing.ASK:
        return row.can_be_taken and row.reading.place in also
    return row.doing is not Doing.SAME


def _of(kind: Kind, rows: Sequence[PreviewRow]) -> list[PreviewRow]:
    return [row for row in rows if row.reading.kind is kind]


def _label(taken: Sequence[PreviewRow]) -> Sentence:
    kinds = {row.reading.kind for row in taken}
    if kinds == {Kind.VOLUNTEERS}:
        return say_n("Import {n} volunteer", "Import {n} volunteers", len(taken))
    if kinds == {Kind.HEARINGS}:
        return say_n("Import the hearing of {n} person", "Import the hearings of {n} people", len(taken))
    if kinds == {Kind.REDATING}:
        return say_n("Move {n} hearing", "Move {n} hearings", len(taken))
    return say_n("Import {n} row", "Import {n} rows", len(taken))


_ORDER_QUESTION = Question(
    "date_order",
    say("Dates like 3/4/27: which number is the month?"),
    ((Order.MONTH_FIRST, say("the first (3/4 is 4 March)")), (Order.DAY_FIRST, say("the second (3/4 is 3 April)"))),
)
