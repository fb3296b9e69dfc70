"""What the sheets are called, and the lines of the list of pages."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.domain.day_sheets import Copy, DaySheet, SheetKind
from clinic.i18n import _
from ui.paper.pages import SheetPage
from ui.states import State
from ui.widgets.lines import Line

STATES = {Copy.NONE: None, Copy.CURRENT: State.DONE, Copy.OLD: State.OLD_COPY}


def kind_word(kind: SheetKind) -> str:
    """A kind of sheet as the list at the left calls it."""
    return {
        SheetKind.BOARD: _("Hearing-day board"),
        SheetKind.DRIVER: _("Driver slips"),
        SheetKind.ESCORT: _("Escort slips"),
        SheetKind.DOOR: _("Shelter door lists"),
        SheetKind.PORT: _("Port lists"),
        SheetKind.RETURNS: _("Return watch sheet"),
        SheetKind.ATTORNEY: _("Consultations by attorney"),
        SheetKind.SESSION: _("Consultations, at the door"),
        SheetKind.INTERPRETER: _("Interpreters' lists"),
        SheetKind.SIGN_IN: _("Sign-in sheet"),
        SheetKind.APPOINTMENT: _("Appointment slips"),
        SheetKind.HANDOVER: _("Hand-over sheet"),
        SheetKind.OVERVIEW: _("Overview of the week"),
    }[kind]


def page_lines(pages: Sequence[SheetPage]) -> list[Line]:
    """One line a page, with how the copy on paper stands."""
    return [
        Line(
            key=key_of(page),
            title=page.sheet.name,
            lead=str(number),
            tag=f"{page.number}/{page.of}" if page.of > 1 else "",
            state=STATES[page.sheet.copy],
            sentence=_spoken(number, page.sheet),
            tooltip=page.sheet.title,
        )
        for number, page in enumerate(pages, 1)
    ]


def key_of(page: SheetPage) -> str:
    """The key of a page's line."""
    return f"{page.sheet.key}#{page.number}"


def _spoken(number: int, sheet: DaySheet) -> str:
    state = {
        Copy.NONE: _("not printed yet"),
        Copy.CURRENT: _("the printed copy is current"),
        Copy.OLD: _("the printed copy is older than the plan"),
    }[sheet.copy]
    return _("Page {n}: {title}, {state}.").format(n=number, title=sheet.title, state=state)
