"""How meetings end: what follows from them, and what must stand before they begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clinic.domain.breaches import Breach, Severity
from clinic.domain.consultations import Consultation, ConsultationKind, FollowUp, Outcome
from clinic.domain.hearings import HearingKind
from clinic.domain.households import DeadlineKind, Household
from clinic.domain.ids import VolunteerId
from clinic.i18n import say
from clinic.ports import UnitOfWork

from .guard import pass_or_raise
from .next_steps import STEPS, Step

#: The household and the lawyer have met.
SEEN = frozenset({Outcome.DONE, Outcome.PARTLY})
#: Help with drafting must be disclosed on form EOIR-61 (field research 2.7).
DRAFTING = frozenset({ConsultationKind.I589, ConsultationKind.DECLARATION})
#: Papers are due so many days before an individual hearing (field research 2.6: the older manual; judges set others, so
#: a filing date that somebody typed goes first).
FILED_BEFORE = 15


@dataclass(frozen=True, slots=True)
class NextStep:
    """What must happen after a meeting; `owner` None: whoever led it."""

    what: str
    owner: VolunteerId | None = None
    due_on: date | None = None


def follow(
    uow: UnitOfWork,
    household: Household,
    kind: ConsultationKind,
    *,
    on: date,
    lawyer: VolunteerId | None,
    steps: Iterable[NextStep],
) -> None:
    """Add what follows from a meeting on a day, inside another verb: the steps, the disclosure of help in drafting."""
    wanted = list(steps)
    if kind in DRAFTING:
        wanted.append(NextStep(str(STEPS[Step.EOIR_61]), due_on=disclosure_due(uow, household, on)))
    add_steps(uow, household, wanted, lawyer=lawyer)


def add_steps(uow: UnitOfWork, household: Household, steps: Iterable[NextStep], *, lawyer: VolunteerId | None) -> None:
    """Add what must happen next, inside another verb; whoever led the meeting owns what nobody else does."""
    for step in steps:
        owner = step.owner or lawyer
        uow.follow_ups.add(FollowUp(household_id=household.id, what=step.what, owner_id=owner, due_on=step.due_on))


def disclosure_due(uow: UnitOfWork, household: Household, on: date) -> date:
    """When form EOIR-61 is due: with the paper that was drafted (field research 2.7).

    That is the filing date that somebody typed; else 15 days before the next individual hearing; else the one-year
    date; where none is known, or the day is past, the day of the meeting itself.
    """
    open_dates = {one.kind: one.due_on for one in household.deadlines if not one.done and one.due_on >= on}
    if DeadlineKind.FILING in open_dates:
        return open_dates[DeadlineKind.FILING]
    rows = uow.hearings.where(household_id=household.id, kind=HearingKind.INDIVIDUAL, cancelled=False)
    coming = [row.hearing_on for row in rows if row.hearing_on >= on and row.end is None]
    if coming:
        return max(on, min(coming) - timedelta(days=FILED_BEFORE))
    return open_dates.get(DeadlineKind.ONE_YEAR, on)


def begin(row: Consultation, household: Household, reason: str) -> None:
    """Ask for the household's consent before a meeting begins (field research 2.7: it must agree to the limited help).

    Raises RuleBroken while nobody has recorded it and no reason is given; the reason is kept. It is asked once.
    """
    if "CONSENT" in row.overridden:
        return
    added = pass_or_raise(_without_consent(household), reason)
    if added:
        row.overridden = (*row.overridden, *added)
        row.reason = "; ".join(part for part in (row.reason, reason.strip()) if part)


def _without_consent(household: Household) -> Iterator[Breach]:
    if household.consent_on is None:
        yield Breach(
            "CONSENT",
            Severity.REASON,
            say("{code} has not agreed to the limited help yet, as far as the file knows.", code=household.code),
            (say("Ask, and record the consent first."),),
        )
