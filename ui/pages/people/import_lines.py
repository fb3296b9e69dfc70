"""The rows of a list that comes in, as lines: what each would do, and every doubt with its column and what it holds."""

from __future__ import annotations

from collections.abc import Collection

from clinic.i18n import _
from clinic.services.importing import Doing, Preview, PreviewRow, Remark
from ui.states import State
from ui.widgets.lines import Detail, Line

Place = tuple[str, int]
"""(sheet, row)."""
_STATES = {Doing.ADD: State.DONE, Doing.CHANGE: State.WARNING, Doing.SAME: State.DUE, Doing.ASK: State.NOT_COVERED}


def key_of(row: PreviewRow) -> str:
    """The key of a row's line."""
    return f"{row.sheet}\t{row.row}"


def place_of(key: str) -> Place:
    """Where the row of a line stands."""
    sheet, _tab, number = key.partition("\t")
    return sheet, int(number)


def import_lines(found: Preview, taken: Collection[Place]) -> list[Line]:
    """All rows, those that need somebody first. `taken` are the doubted ones that were agreed to."""
    lines: list[Line] = []
    for title, rows in (
        (_("Needs you"), found.asked),
        (_("Would be changed"), found.changed),
        (_("Would be added"), found.added),
        (_("Already here, stays as it is"), found.same),
    ):
        if rows:
            lines.append(Line(key=title, title=title, section=True, right=str(len(rows))))
            lines += [_line(one, is_taken=(one.sheet, one.row) in taken) for one in rows]
    return lines


def _line(one: PreviewRow, *, is_taken: bool) -> Line:
    is_open = one.doing is Doing.ASK and one.can_be_taken
    details = " · ".join(str(text) for text in one.details)
    tone = "bad" if one.doing is Doing.ASK and not is_taken else "warn"
    return Line(
        key=key_of(one),
        title=str(one.what),
        state=_state(one, is_taken=is_taken),
        tag=_("row {n}").format(n=one.row),
        details=(
            *((Detail(details),) if details else ()),
            *(Detail(_words(remark), tone=tone) for remark in one.remarks),
        ),
        link="" if not is_open else _("Leave out") if is_taken else _("Take as proposed"),
    )


def _state(one: PreviewRow, *, is_taken: bool) -> State:
    if is_taken:
        return State.DONE
    return State.WARNING if one.doing is Doing.ADD and one.remarks else _STATES[one.doing]


def _words(remark: Remark) -> str:
    if not remark.column:
        return str(remark.sentence)
    return _("{column}: “{value}”. {sentence}").format(
        column=remark.column, value=remark.value, sentence=remark.sentence
    )
