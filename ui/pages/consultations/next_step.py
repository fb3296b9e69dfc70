"""What must happen after a meeting: a usual step or typed words, who does it, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from clinic.domain.history import Change
from clinic.i18n import _
from clinic.ports import UnitOfWork
from clinic.services import choices, follow_ups
from clinic.services.choices import OwnerChoice
from clinic.services.next_steps import STEPS
from ui.dialogs.forms import DayField, Form, open_form
from ui.page import Page
from ui.pages.consultations.cards import Meeting

#: A step is due in a week unless somebody says otherwise: the team that stays that long can still do it.
DUE_IN = timedelta(days=7)


class NextStepForm(Form):
    """A usual step is printed on the hand-over sheet; typed words stay in the file."""

    def __init__(self, parent: QWidget, people: Sequence[OwnerChoice], owner: object, due: date) -> None:
        super().__init__(parent, "nextStepForm", _("Next step"), _("Add the step"))
        self.step, self.words, self.owner, self.due = QComboBox(), QLineEdit(), QComboBox(), DayField(due)
        for sentence in STEPS.values():
            self.step.addItem(str(sentence))
        self.words.setPlaceholderText(_("other words, no names"))
        self.owner.addItem(_("nobody yet"), None)
        for number, person in enumerate(people, 1):
            self.owner.addItem(person.name, person.volunteer_id)
            if person.volunteer_id == owner:
                self.owner.setCurrentIndex(number)
        self.lay_out(
            (
                (_("What"), self.step, "step"),
                (_("In other words"), self.words, "words"),
                (_("Who"), self.owner, "owner"),
                (_("By"), self.due, "due"),
            ),
            _("Usual steps stand on the hand-over sheet. Other words stay in the file."),
        )

    @property
    def given(self) -> dict[str, Any]:
        """What `add_step` needs besides the household."""
        step = self.words.text().strip() or self.step.currentText()
        return {"step": step, "owner": self.owner.currentData(), "due_on": self.due.day}


def add_step(work: UnitOfWork, *, step: str, **given: Any) -> Change:
    """Add a follow-up. A desk keeps the word `what` for itself."""
    return follow_ups.add(work, what=step, **given)


def ask_next_step(page: Page, meeting: Meeting) -> None:
    """Ask for a step that follows from a meeting, and add it for the household."""
    desk, site, household = page.desk, page.desk.site, meeting.card.household_id

    def ask(people: Sequence[OwnerChoice]) -> None:
        form = NextStepForm(page, people, meeting.column.volunteer_id, meeting.card.starts.date() + DUE_IN)
        open_form(desk, form, add_step, household=household)

    if site is not None:
        desk.read(lambda work: choices.owners(work, site=site), ask, newest="consultations.step", owner=page)
