"""What usually happens next after a meeting. Such a step can be told on paper: nobody typed it in their own words."""

from __future__ import annotations

from enum import Enum

from clinic.i18n import LANGUAGES, Sentence, in_language, say


class Step(Enum):
    """The steps that are offered."""

    EOIR_61 = "eoir_61"
    SECOND_SITTING = "second_sitting"
    PAPERS = "papers"
    TRANSLATE = "translate"
    FILE = "file"
    ADDRESS = "address"
    LAWYER = "lawyer"
    CALL = "call"


STEPS: dict[Step, Sentence] = {
    Step.EOIR_61: say("File form EOIR-61 with the paper: we helped to draft it."),
    Step.SECOND_SITTING: say("Book the second sitting."),
    Step.PAPERS: say("Copy the papers."),
    Step.TRANSLATE: say("Have the papers translated."),
    Step.FILE: say("File the paper with the court."),
    Step.ADDRESS: say("File the change of address (form EOIR-33)."),
    Step.LAWYER: say("Look for a lawyer who takes the case."),
    Step.CALL: say("Call the household."),
}


def step_of(what: str) -> Sentence | None:
    """The step that a follow-up tells, in whatever language it was kept; None for what somebody has typed."""
    for language in LANGUAGES:
        with in_language(language):
            found = next((step for step in STEPS.values() if str(step) == what), None)
        if found is not None:
            return found
    return None
