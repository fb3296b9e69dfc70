"""What a household needs on the way, as signs without detail: child seats, a wheelchair, medicine, a paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from clinic.domain.households import Household
from clinic.domain.ids import PersonId
from clinic.i18n import Sentence, say
from clinic.rules.facts import Facts
from clinic.services.views.today import Sign

SIGNS = {
    Sign.CHILD_SEAT: say("child seat"),
    Sign.WHEELCHAIR: say("wheelchair"),
    Sign.MEDICINE: say("medicine to carry"),
    Sign.PAPERS: say("a paper is not there or no longer valid"),
}


def signs(
    facts: Facts, household: Household, persons: Collection[PersonId], day: date
) -> Iterator[tuple[Sign, Sentence]]:
    """The signs of those of a household who ride on a day, each with its word; all of it when nobody is named."""
    everybody = facts.persons_by_household.get(household.id, ())
    riding = [person for person in everybody if not persons or person.id in persons]
    until = facts.policy.child_seat_until_age
    shown = {
        Sign.CHILD_SEAT: any(person.needs_child_seat(until) for person in riding),
        Sign.WHEELCHAIR: any(person.wheelchair for person in riding),
        Sign.MEDICINE: any(person.medicine for person in riding),
        Sign.PAPERS: bool(household.lacking(day)),
    }
    yield from ((sign, SIGNS[sign]) for sign, is_shown in shown.items() if is_shown)
