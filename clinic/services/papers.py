"""How a volunteer's papers stand on a day, and which seats fall after one of them ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from clinic.domain.people import Credential, Role, Volunteer
from clinic.domain.policy import Policy
from clinic.domain.sessions import Seat
from clinic.domain.words import CREDENTIALS
from clinic.i18n import Sentence, say, say_n
from clinic.rules import judge
from clinic.rules.facts import Facts

from .views.people import PaperLine, PapersState

#: From so many days before its end a paper is told to end soon.
SOON = timedelta(days=30)


def state_of(credential: Credential, today: date) -> PapersState:
    """Whether a paper counts on a day, and still for a month."""
    if credential.expires_on is None or credential.expires_on > today + SOON:
        return PapersState.IN_ORDER
    return PapersState.ENDED if credential.expires_on < today else PapersState.ENDS_SOON


def standing(volunteer: Volunteer, seats: Iterable[Seat], policy: Policy, today: date) -> tuple[PapersState, Sentence]:
    """The worst that is to be told of somebody's papers in one table cell; `seats` are those of the week."""
    overridden = sum(bool(seat.overridden) for seat in seats)
    if overridden:
        return PapersState.OVERRIDDEN, say_n("{n} override", "{n} overrides", overridden)
    if policy.training_needed and volunteer.trained_on is None:
        return PapersState.NOT_READY, say("No training")
    if Role.DRIVER in volunteer.roles and volunteer.vetted_on is None:
        return PapersState.NOT_READY, say("Not vetted")
    if first := first_to_end(volunteer, today):
        return state_of(first, today), say("{paper}, {day}", paper=name_of(first), day=first.expires_on)
    return PapersState.IN_ORDER, say("in order")


def first_to_end(volunteer: Volunteer, today: date) -> Credential | None:
    """The paper that has ended, or ends within a month, first; None when all are in order."""
    ending = [c for c in volunteer.credentials if c.expires_on and c.expires_on <= today + SOON]
    return min(ending, key=lambda c: c.expires_on or today, default=None)


def name_of(credential: Credential) -> Sentence:
    """A paper by its kind and where it counts: 'bar licence, TX'."""
    what = CREDENTIALS[credential.kind]
    return say("{paper}, {where}", paper=what, where=credential.jurisdiction) if credential.jurisdiction else what


def fallen(facts: Facts, volunteer: Volunteer, seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """Those of `seats` for which a paper does not count on their day, whether or not somebody has overruled it."""
    return tuple(
        seat
        for seat in seats
        if facts.is_live(seat) and any(b.code == "CREDENTIAL" for b in judge.seating(facts, seat, volunteer))
    )


def effect(facts: Facts, volunteer: Volunteer, seats: Iterable[Seat]) -> Sentence | None:
    """'2 seats fall after the licence ends.', None when none does."""
    count = len(fallen(facts, volunteer, seats))
    if not count:
        return None
    return say_n("{n} seat falls after the licence ends.", "{n} seats fall after the licence ends.", count)


def lines(volunteer: Volunteer, policy: Policy, today: date) -> Iterator[PaperLine]:
    """Every paper, then training and vetting."""
    for credential in sorted(volunteer.credentials, key=lambda c: (c.expires_on or date.max, c.kind.value)):
        state = state_of(credential, today)
        yield PaperLine(credential.kind, name_of(credential), _until(credential, state), state, credential)
    yield PaperLine(
        None,
        say("Training"),
        say("done {day}", day=volunteer.trained_on) if volunteer.trained_on else say("not done"),
        PapersState.IN_ORDER if volunteer.trained_on or not policy.training_needed else PapersState.NOT_READY,
        None,
    )
    drives = Role.DRIVER in volunteer.roles
    if drives or volunteer.vetted_on:
        yield PaperLine(
            None,
            say("Vetted"),
            say("since {day}", day=volunteer.vetted_on) if volunteer.vetted_on else say("not yet"),
            PapersState.IN_ORDER if volunteer.vetted_on else PapersState.NOT_READY,
            None,
        )


def _until(credential: Credential, state: PapersState) -> Sentence:
    if credential.expires_on is None:
        return say("does not end")
    if state is PapersState.ENDED:
        return say("ended {day}", day=credential.expires_on)
    if state is PapersState.ENDS_SOON:
        return say("ends {day}", day=credential.expires_on)
    return say("until {date}", date=credential.expires_on.isoformat())
