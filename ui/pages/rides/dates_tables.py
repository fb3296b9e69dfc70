"""Tables and lines of the 'Move dates' view: every hearing of a notice, what rests on old dates, who must be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from clinic.domain.notices import NoticeState
from clinic.domain.words import NOTICE_STATES
from clinic.i18n import Sentence, _, day, say
from clinic.services.views.dates import (
    DateLine,
    DatesView,
    Dependant,
    DependantKind,
    Draft,
    LineState,
    NoticeView,
    Tell,
    TellKind,
)
from ui.models.table import Column, TableModel
from ui.states import State
from ui.widgets.lines import Detail, Line

DRAFT, ANEW = "draft", "anew"
"""Keys of the two lines that are no notice on file: what was typed and not kept yet, and what must be done anew."""

SHORT: dict[DependantKind, Sentence] = {
    DependantKind.RIDE: say("ride"),
    DependantKind.RETURN: say("return"),
    DependantKind.PREPARATION: say("preparation"),
    DependantKind.REPORT_TIME: say("report time"),
    DependantKind.DEADLINE: say("date to keep"),
    DependantKind.PAPER: say("paper"),
    DependantKind.COPY: say("copy"),
}
"""What becomes wrong, in a word; that households must be told of their new date goes without saying."""
TELLS: dict[TellKind, Sentence] = {
    TellKind.CREW: say("Crew of the trips"),
    TellKind.TEAM: say("Attorneys and interpreters"),
    TellKind.HOUSEHOLD: say("Households"),
    TellKind.ORGANIZERS: say("Organizers"),
}
LINES: dict[LineState, tuple[Sentence, State]] = {
    LineState.MOVES: (say("moves"), State.FITS),
    LineState.ASKS: (say("needs an answer"), State.WARNING),
    LineState.STANDS: (say("stands there already"), State.DONE),
    LineState.CANNOT: (say("cannot move"), State.NO_FIT),
}
_NOTICES = {NoticeState.OPEN: State.DUE, NoticeState.APPLIED: State.DONE, NoticeState.SET_ASIDE: State.NO_FIT}


def lines_table(is_ticked: Callable[[str], bool]) -> TableModel[DateLine]:
    """Every hearing of a notice: from when to when, what becomes wrong, what must be answered."""
    return TableModel(
        [
            Column(
                _("Code"),
                lambda row: row.code or str(row.what),
                check=lambda row: row.can_move and is_ticked(row.key),
                bold=True,
                width=104,
                tooltip=lambda row: str(row.what),
            ),
            Column(_("Was"), lambda row: _day(row.old), sort=lambda row: row.old or date.max),
            Column(_("New date"), new_date, sort=lambda row: row.new or date.max, least=104),
            Column(
                _("Becomes wrong"),
                wrong_words,
                state=lambda row: State.WARNING if wrong_words(row) else None,
                small=True,
                stretch=True,
            ),
            Column(_("Question"), question, state=_line_state, small=True, stretch=True),
        ],
        key=lambda row: row.key,
        sentence=spoken,
    )


def anew_table() -> TableModel[Dependant]:
    """What rests on old dates, until somebody has done it anew."""
    return TableModel(
        [
            Column(_("Code"), lambda row: row.code, state=lambda _row: State.WARNING, bold=True),
            Column(_("What must be done anew"), lambda row: str(row.words), small=True, stretch=True, least=200),
            Column(_("By"), lambda row: day(row.by.date()), sort=lambda row: row.by, small=True),
        ],
        key=lambda row: f"{row.kind.value} {row.hearing_id} {row.row_id} {row.words}",
        sentence=lambda row: f"{row.code}: {row.words}",
    )


def new_date(row: DateLine) -> str:
    """'Mon 13 July', with the times that the notice gives: hearing, then report."""
    times = [f"{one:%H:%M}" for one in (row.hearing_time, row.report_time) if one is not None]
    return " ".join([_day(row.new), *times])


def wrong_words(row: DateLine) -> str:
    """What becomes wrong, in a few words: 'ride, preparation'."""
    kinds = {each.kind for each in row.wrong}
    return ", ".join(str(word) for kind, word in SHORT.items() if kind in kinds)


def question(row: DateLine) -> str:
    """The first thing that must be answered, or how the line stands."""
    if row.claims:
        return _("another notice says {day}").format(day=day(row.claims[0].on))
    return str(row.questions[0]) if row.questions else str(LINES[row.state][0])


def spoken(row: DateLine) -> str:
    """The whole line as a sentence."""
    if row.old is None or row.new is None:
        return f"{row.what}: {question(row)}"
    told = _("{code}: was {old}, new date {new}.").format(code=row.code, old=_day(row.old), new=new_date(row))
    wrong = _("Becomes wrong: {what}.").format(what=wrong_words(row)) if wrong_words(row) else ""
    return " ".join(part for part in (told, wrong, question(row)) if part)


def _day(on: date | None) -> str:
    return day(on) if on is not None else ""


def _line_state(row: DateLine) -> State | None:
    return LINES[row.state][1]


def notice_lines(found: DatesView, draft: Draft | None) -> list[Line]:
    """What was typed and not kept yet, what must be done anew, then the notices: those that wait first."""
    lines = []
    if draft is not None:
        detail = Detail(_("not kept yet"), "pencil-simple", "warn")
        lines.append(Line(key=DRAFT, title=draft.title, state=State.ASKED, details=(detail,)))
    if found.dependants:
        anew = _("{n} things, {m} people to tell").format(n=len(found.dependants), m=len(found.tells))
        lines.append(Line(key=ANEW, title=_("To do anew"), state=State.WARNING, details=(Detail(anew),)))
    for state, word in NOTICE_STATES.items():
        some = [row for row in found.notices if row.state is state]
        if some:
            title = str(word)
            lines.append(Line(key=title, title=title[:1].upper() + title[1:], section=True, right=str(len(some))))
            lines += [_notice(row) for row in some]
    return lines


def _notice(row: NoticeView) -> Line:
    who = ", ".join(part for part in (row.source, day(row.received_on)) if part)
    details = [Detail(who), Detail(str(row.words))]
    if row.contradicted:
        others = _("another notice says otherwise of {n}").format(n=row.contradicted)
        details.append(Detail(others, tone="warn"))
    if row.reason:
        details.append(Detail(row.reason))
    state = State.WARNING if row.contradicted else _NOTICES[row.state]
    return Line(key=str(row.notice_id), title=row.title, state=state, details=tuple(details))


def tell_lines(tells: Sequence[Tell]) -> list[Line]:
    """Who must be told, by kind, each with how they are reached and why."""
    lines = []
    for kind, word in TELLS.items():
        some = [one for one in tells if one.kind is kind]
        if some:
            lines.append(Line(key=f"section {kind.value}", title=str(word), section=True, right=str(len(some))))
            lines += [_tell(one) for one in some]
    return lines


def _tell(one: Tell) -> Line:
    how = Detail(one.how, "phone" if one.volunteer_id else "info") if one.how else None
    why = tuple(Detail(str(each)) for each in one.why)
    return Line(key=one.key, title=one.who, details=(how, *why) if how else why)
