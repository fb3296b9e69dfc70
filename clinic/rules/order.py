"""Rules about what comes before what: the intake before help with a paper, the preparation before the hearing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from clinic.domain.breaches import Severity
from clinic.domain.consultations import ConsultationKind, Outcome
from clinic.domain.when import local
from clinic.i18n import say, say_n

from .bookings import concerns, zone_of
from .facts import Facts
from .rule import Fault
from .subjects import BOOKINGS, Booking


@BOOKINGS.rule("INTAKE_FIRST", Severity.REASON, say("The intake comes before the application"), switchable=True)
def intake_comes_first(facts: Facts, case: Booking) -> Iterator[Fault]:
    """Before an I-589 the household was met already, or has an intake that ends before it (field research 2.4)."""
    household = facts.households[case.consultation.household_id]
    day = local(case.slot.starts_at, zone_of(facts, case.slot)).date()
    if case.slot.kind is not ConsultationKind.I589 or (household.first_seen_on and household.first_seen_on <= day):
        return
    for other in facts.consultations_by_household.get(household.id, ()):
        slot = facts.slots.get(other.slot_id)
        is_intake = slot is not None and slot.kind is ConsultationKind.INTAKE and other.outcome is not Outcome.NO_SHOW
        if slot is not None and is_intake and slot.ends_at <= case.slot.starts_at:
            return
    yield Fault(say("{code} has no intake before it.", code=household.code), (say("Book an intake first."),))


@BOOKINGS.rule("PREPARED_IN_TIME", Severity.REASON, say("A hearing is prepared days before it"), switchable=True)
def hearing_is_prepared_in_time(facts: Facts, case: Booking) -> Iterator[Fault]:
    """A preparation lies as many days before the household's next hearing as the clinic asks for."""
    if case.slot.kind is not ConsultationKind.HEARING_PREPARATION:
        return
    day, asked = local(case.slot.starts_at, zone_of(facts, case.slot)).date(), facts.policy.preparation_days
    hearings = facts.hearings_by_household.get(case.consultation.household_id, ())
    called = [(h.report_on or h.hearing_on) for h in hearings if h.end is None and concerns(h, case.consultation)]
    ahead = [on for on in called if on >= day]
    if not ahead or (min(ahead) - day).days >= asked:
        return
    hearing_on = min(ahead)
    left = (hearing_on - day).days
    sentence = say_n(
        "The hearing is on {day}, {n} day later; {asked} are asked.",
        "The hearing is on {day}, {n} days later; {asked} are asked.",
        left,
        day=hearing_on,
        asked=asked,
    )
    yield Fault(sentence, (say("Meet on {day} or earlier.", day=hearing_on - timedelta(days=asked)),), asked - left)
