"""What leaves this laptop: one calendar as its reader will see it, and what is never in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from clinic.domain.outgoing import CalendarEvent
from clinic.domain.when import local
from clinic.i18n import _, day, in_language, say_n
from ui.states import State
from ui.widgets.basics import Button, Glyph, Label, beside, column, row
from ui.widgets.lines import Detail, Line, LineList
from ui.widgets.panel import Panel, Strip
from ui.widgets.toast import copy_text


@dataclass(frozen=True, slots=True)
class Shown:
    """A calendar to be shown: whose, in which language they read, and its events."""

    who: str
    language: str
    events: tuple[CalendarEvent, ...]


class PreviewPanel(Panel):
    """The events of one volunteer's calendar file, by day, and as text for a chat."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__(_("What leaves this laptop"), scroll=False)
        self.setObjectName("sharePreview")
        self.lines = LineList(_("What leaves this laptop"))
        self.lines.setObjectName("preview")
        self._text = ""
        self._copy = Button(_("Copy chat text"), "copy", name="copyChat", on=self._on_copy)
        self._copy.setEnabled(False)
        self.content.addWidget(self.lines, 1)
        self.content.addWidget(Strip(_("Leaves, and stays")))
        self.content.addLayout(_levels())
        hint = _("Phones may take a day to look again: inside 24 hours, call or send the text too.")
        self.content.addLayout(
            column(Label(hint, "small", "ink2", wrap=True), row(self._copy, None), gap=8, margins=(12, 4, 12, 12))
        )

    def show_nothing(self, note: str) -> None:
        """Show no calendar, and say why."""
        self.set_title(_("What leaves this laptop"), note)
        self.lines.set_lines([])
        self._copy.setEnabled(False)

    def show_calendar(self, found: Shown, zone: str) -> None:
        """Show a calendar; days and hours are those of `zone`."""
        note = say_n(
            "Calendar file for {name} · {n} event", "Calendar file for {name} · {n} events", len(found.events),
            name=found.who,
        )  # fmt: skip
        self.set_title(_("What leaves this laptop"), str(note))
        self.lines.set_lines(_lines(found.events, zone))
        with in_language(found.language):
            self._text = chat_text(found.events, zone)
        self._copy.setEnabled(bool(self._text))

    def _on_copy(self) -> None:
        copy_text(self._text)
        self.copied.emit()


def chat_text(events: Sequence[CalendarEvent], zone: str) -> str:
    """What is still planned, a line an event: 'Tue 14 July 13:00–17:30 Interpreter, Jacaranda'."""
    lines = []
    for event in events:
        if not event.cancelled:
            where = ", ".join(part for part in (event.summary, event.location) if part)
            lines.append(f"{_day(event, zone)} {_hours(event, zone)} {where}")
    return "\n".join(lines)


def _levels() -> QVBoxLayout:
    """What a calendar file holds, and what it never does."""
    texts = column(gap=4, margins=(12, 8, 12, 8))
    shown = (_("role, place label, hours"), _("meeting point"))
    kept = (
        _("names of the people helped"),
        _("case codes, unless the clinic asks for them"),
        _("A-Numbers, notes, telephone numbers"),
        _("known conflicts"),
    )
    for text in shown:
        texts.addLayout(beside(Glyph("check", "ok", 14), Label(text, "small", wrap=True)))
    for text in kept:
        texts.addLayout(beside(Glyph("eye-slash", "ink2", 14), Label(text, "small", "ink2", wrap=True)))
    return texts


def _day(event: CalendarEvent, zone: str) -> str:
    return day(local(event.starts_at, zone).date())


def _hours(event: CalendarEvent, zone: str) -> str:
    return f"{local(event.starts_at, zone):%H:%M}–{local(event.ends_at, zone):%H:%M}"


def _lines(events: Sequence[CalendarEvent], zone: str) -> list[Line]:
    lines: list[Line] = []
    shown = ""
    for event in events:
        if _day(event, zone) != shown:
            shown = _day(event, zone)
            lines.append(Line(key=shown, title=shown, section=True))
        texts = (event.summary, event.location, *event.description.splitlines())
        lines.append(
            Line(
                key=event.uid,
                title=_hours(event, zone),
                state=State.NO_FIT if event.cancelled else None,
                right=_("cancelled") if event.cancelled else "",
                right_tone="bad" if event.cancelled else "",
                details=tuple(Detail(text) for text in texts if text),
                dim=event.cancelled,
            )
        )
    return lines
