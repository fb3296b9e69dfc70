"""A lawyer is late: the rest of the day begins later. What that does is shown before it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinic.i18n import _, say_n
from clinic.services import late_lawyer
from clinic.services.late_lawyer import MOST, USUAL
from clinic.services.views.late_lawyer import Shift, Shifted
from ui.dialogs.forms import Form, NumberField, show_form
from ui.page import Page
from ui.pages.consultations.cards import Meeting
from ui.states import State
from ui.trying import attempt, breach_words
from ui.widgets.lines import Detail, Line, LineList


class LateForm(Form):
    """How late, and each meeting with its new hours and what speaks against them."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, "lateForm", _("{name} is late").format(name=name), _("Shift the rest"))
        self.minutes = NumberField(USUAL, MOST, least=1)
        self.minutes.setSingleStep(USUAL)
        self.lines = LineList(_("Meetings that begin later"), top_line=False)
        self.lines.setMinimumHeight(220)
        self.setMinimumWidth(540)
        self.lay_out(
            ((_("Minutes"), self.minutes, "minutes"), (_("Meetings that begin later"), self.lines, "shifted")),
        )

    def show_shift(self, found: Shift) -> None:
        """Show what would become of the day."""
        self.lines.set_lines([_line(one) for one in found.meetings])
        against = sum(bool(one.breaches) for one in found.meetings)
        told = str(say_n("{n} meeting has something against it.", "{n} meetings have something against them.", against))
        self.note(told if against else str(found.line))


def _line(one: Shifted) -> Line:
    return Line(
        key=str(one.consultation_id),
        title=one.code,
        state=State.WARNING if one.breaches else State.FITS,
        right=f"{one.was:%H:%M} → {one.starts:%H:%M}–{one.ends:%H:%M}",
        details=tuple(Detail(breach_words(breach), "", "bad") for breach in one.breaches),
    )


def ask_late(page: Page, meeting: Meeting) -> None:
    """Ask how late a lawyer is, from a meeting on; show what that does, and do it."""
    lawyer, since = meeting.column.seat_id, meeting.card.starts
    if lawyer is None:
        return
    form = LateForm(page, meeting.column.name)

    def preview() -> None:
        # It is done on trial, so it needs a unit of work that may write.
        page.desk.run(
            late_lawyer.preview,
            lawyer=lawyer,
            since=since,
            minutes=form.minutes.value(),
            quiet=True,
            done=form.show_shift,
            failed=form.failing(page.desk.guard),
            starter=page,
        )

    def shift() -> None:
        minutes = form.minutes.value()
        form.accept()
        subject = _("{name}, {n} min later").format(name=meeting.column.name, n=minutes)
        attempt(
            page,
            late_lawyer.shift_rest,
            subject=subject,
            word=_("Shift the rest anyway?"),
            go=_("Shift anyway"),
            lawyer=lawyer,
            since=since,
            minutes=minutes,
        )

    form.minutes.valueChanged.connect(lambda _minutes: preview())
    form.asked.connect(shift)
    preview()
    show_form(form)
