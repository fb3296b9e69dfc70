"""What must happen after a meeting: a usual step or typed words, who does it, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from clinic.domain.history import Change
from clinic.i18n import _
from clinic.ports import UnitOfWork
from clinic.services import choices, consultations, follow_ups
from clinic.services.choices import OwnerChoice
from clinic.services.next_steps import STEPS
from clinic.services.outcomes import NextStep
from ui.dialogs.forms import DayField, Form, open_form, show_form
from ui.page import Page
from ui.pages.consultations.cards import Meeting
from ui.trying import attempt

#: A step is due in a week unless somebody says otherwise: the team that stays that long can still do it.
DUE_IN = timedelta(days=7)


class NextStepForm(Form):
    """A usual step is printed on the hand-over sheet; typed words stay in the file.

    With `partly` it says that they have met in part, and the step may be none.
    """

    def __init__(
        self, parent: QWidget, people: Sequence[OwnerChoice], owner: object, due: date, *, partly: bool = False
    ) -> None:
        title, word = (_("Met in part"), _("Met in part")) if partly else (_("Next step"), _("Add the step"))
        super().__init__(parent, "nextStepForm", title, word)
        self.step, self.words, self.owner, self.due = QComboBox(), QLineEdit(), QComboBox(), DayField(due)
        if partly:
            self.step.addItem(_("no step; it waits for the rest"), "")
        for sentence in STEPS.values():
            self.step.addItem(str(sentence), str(sentence))
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
        step = self.words.text().strip() or self.step.currentData()
        return {"step": step, "owner": self.owner.currentData(), "due_on": self.due.day}

    @property
    def steps(self) -> tuple[NextStep, ...]:
        """The same for a meeting that ends with it: one step, or none."""
        step, given = self.given["step"], self.given
        return (NextStep(step, given["owner"], given["due_on"]),) if step else ()


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


def ask_rest(page: Page, meeting: Meeting) -> None:
    """Ask what follows from a meeting that has ended in part; the household waits for the rest."""
    desk, site, card = page.desk, page.desk.site, meeting.card

    def ask(people: Sequence[OwnerChoice]) -> None:
        form = NextStepForm(page, people, meeting.column.volunteer_id, card.starts.date() + DUE_IN, partly=True)

        def end() -> None:
            form.accept()
            attempt(
                page,
                consultations.done,
                subject=f"{card.code}: {card.words}",
                word=_("Go on without consent?"),
                go=_("Go on"),
                consultation=card.consultation_id,
                partly=True,
                steps=form.steps,
            )

        form.asked.connect(end)
        show_form(form)

    if site is not None:
        desk.read(lambda work: choices.owners(work, site=site), ask, newest="consultations.step", owner=page)
