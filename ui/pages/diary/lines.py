"""The diary's steps as lines, and one step in full: reason, rules, before and after, what undoing would touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from clinic.i18n import _, day, say_n
from clinic.services.views.diary import Diary, DiaryDetail, DiaryEntry
from ui.states import State
from ui.widgets.lines import Detail, Line

_ICONS = (
    ("trip", "car"),
    ("ride", "car"),
    ("check_in", "check-circle"),
    ("consultation", "chats-circle"),
    ("hearing", "scales"),
    ("session", "squares-four"),
    ("seat", "squares-four"),
    ("volunteer", "users"),
    ("household", "users"),
    ("delivery", "paper-plane-tilt"),
    ("place", "map-pin"),
)


def diary_lines(found: Diary, shown: Sequence[Line] = ()) -> list[Line]:
    """The steps by day, after those that are shown already."""
    lines = list(shown)
    days = {line.key for line in lines if line.section}
    for one in found.days:
        if one.on.isoformat() not in days:
            lines.append(Line(key=one.on.isoformat(), title=day(one.on, year=True), section=True))
        lines += [_line(entry) for entry in one.entries]
    return lines


def _line(entry: DiaryEntry) -> Line:
    icon = next((icon for kind, icon in _ICONS if kind in entry.kinds), "notebook")
    if entry.is_step_back:
        icon = "arrow-u-up-left"
    details: list[Detail] = []
    if entry.reason:
        details.append(Detail(f"“{entry.reason}”", tone="bad"))
    if entry.is_told:
        details.append(Detail(_("A copy that has left cannot be undone, only corrected.")))
    if entry.is_emptied:
        details.append(Detail(_("Data that it held was removed for good; it can no longer be undone.")))
    return Line(
        key=str(entry.entry_id),
        title=str(entry.label),
        lead=f"{entry.at:%H:%M}",
        icon=icon,
        state=State.OVERRIDDEN if entry.is_override else None,
        right=_("undone") if entry.is_undone else entry.who,
        details=tuple(details),
        dim=entry.is_undone,
    )


def detail_lines(found: DiaryDetail) -> list[Line]:
    """One step in full, in groups."""
    return [*_reasons(found), *_changes(found), *_afterwards(found)]


def _reasons(found: DiaryDetail) -> Iterator[Line]:
    if found.rules or found.entry.reason:
        yield _head(_("Rules that were overruled"), len(found.rules))
        for number, rule in enumerate(found.rules):
            yield Line(key=f"rule-{number}", title=str(rule), state=State.OVERRIDDEN)
        if found.entry.reason:
            yield _text("reason", _("Reason: {reason}").format(reason=found.entry.reason))


def _changes(found: DiaryDetail) -> Iterator[Line]:
    if not (found.lines or found.more):
        return
    yield _head(_("Before and after"))
    for (row_id, row), fields in groupby(found.lines, key=lambda line: (line.row_id, line.row)):
        texts = [f"{one.field}: {str(one.before) or '–'} → {str(one.after) or '–'}" for one in fields]
        yield Line(key=f"row-{row_id}", title=str(row), details=tuple(Detail(text) for text in texts))
    if found.more:
        yield _text("more", str(say_n("and {n} more row", "and {n} more rows", found.more)))


def _afterwards(found: DiaryDetail) -> Iterator[Line]:
    if found.in_the_way:
        yield _head(_("Later steps to undo first"), len(found.in_the_way))
        for number, sentence in enumerate(found.in_the_way):
            yield Line(key=f"way-{number}", title=str(sentence), icon="lock-key")
    if found.entry.is_emptied:
        yield _head(_("If you undo this"))
        yield _text("emptied", _("Data that it held was removed for good; it can no longer be undone."))
    elif found.entry.is_told:
        yield _head(_("If you undo this"))
        yield _text("told", _("A copy that has left cannot be undone, only corrected."))
    elif found.undoing:
        yield _head(_("If you undo this"))
        for number, sentence in enumerate(found.undoing):
            yield _text(f"undo-{number}", str(sentence))
        if not found.in_the_way:
            yield Line(key="free", title=_("Nothing after it depends on it."), state=State.DONE)


def _head(title: str, count: int = 0) -> Line:
    return Line(key=title, title=title, section=True, right=str(count) if count > 1 else "")


def _text(key: str, text: str) -> Line:
    return Line(key=key, title="", details=(Detail(text),), sentence=text)
