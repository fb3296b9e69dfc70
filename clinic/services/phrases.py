"""Small phrases that several lists of the day share."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.domain.breaches import Breach
from clinic.domain.people import Volunteer
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.services.views.today import Action, ActionKind


def joined(parts: Sequence[Sentence]) -> Sentence:
    """Whole sentences one after another."""
    found = parts[0]
    for part in parts[1:]:
        found = say("{one} {two}", one=found, two=part)
    return found


def of_person(person: Volunteer, breach: Breach) -> Sentence:
    """The sentence of a breach, with the name before it where it does not tell it."""
    if breach.sentence.values.get("name") == person.name:
        return breach.sentence
    return say("{name}: {why}", name=person.name, why=breach.sentence)


def codes(found: Sequence[str], most: int = 3) -> Sentence:
    """'M4-PL6, H5-GQ8, X6-DT2 and 5 more'."""
    shown = listing([plain(code) for code in found[:most]])
    return say("{codes} and {n} more", codes=shown, n=len(found) - most) if len(found) > most else shown


def days_left(days: int) -> Sentence:
    """How far a date is: 'in 12 days', 'today', '3 days ago'."""
    if days > 0:
        return say_n("in {n} day", "in {n} days", days)
    return say_n("{n} day ago", "{n} days ago", -days) if days else say("today")


def call(person: Volunteer) -> Action:
    """The button by which somebody's number is shown."""
    return Action(
        ActionKind.CALL, say("Call {name}", name=person.name.split()[0]), "volunteer", person.id, person.phone
    )
