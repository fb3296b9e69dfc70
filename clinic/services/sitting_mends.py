"""What would let somebody be met who is left without a time: a plan has tried all other times and teams already.

A breach's own mends are for one time ('start at 14:00'); here it is said what somebody has to change in the week.
"""

from __future__ import annotations

from clinic.domain.breaches import Breach
from clinic.domain.sessions import Seat
from clinic.domain.words import language_name
from clinic.i18n import Sentence, say
from clinic.rules.facts import Facts

from .booking import Team, leads, session_of
from .sitting_ground import Client

#: Rules about one person of the team: somebody else beside them is what helps.
_OF_ONE = frozenset({"ABSENT", "CONFLICT", "TEAM_TWICE", "BUFFER", "INTERPRETER_DAY"})


def mend_of(facts: Facts, client: Client, team: Team, breach: Breach) -> Sentence | None:
    """The smallest change after which this no longer speaks against meeting a household with a team."""
    name = str(breach.sentence.values.get("name", ""))
    if breach.code in _OF_ONE:
        link = next((seat for seat in team.interpreters if _sits(facts, seat, name)), None)
        return another_interpreter(team, link) if link else say("Seat somebody else beside {name} there.", name=name)
    if breach.code == "TEAM_SEATED" and name:
        return say("Give {name} more time in that session.", name=name)
    if breach.code == "BREAK":
        return say("Make the break of that session shorter.")
    if breach.code == "HOUSEHOLD_TWICE":
        return say("Move the other meeting of {code}, or plan another day.", code=client.household.code)
    if breach.code == "ROOM":
        return another_room()
    if breach.code == "HEARING_DAY":
        return breach.mends[-1]
    if breach.code == "CHAIN":
        return breach.mends[-1]
    return breach.mends[0] if breach.mends else None


def another_interpreter(team: Team, link: Seat) -> Sentence:
    """Somebody who does what the one in this seat does."""
    return say("Seat another interpreter for {language}.", language=language_name(link.source or team.language))


def another_room() -> Sentence:
    """Whoever meets people in a room needs it alone."""
    return say("Give that session another room.")


def room_to_spare(facts: Facts, lawyer: Seat) -> bool:
    """Whether another lawyer in the same session would have a room of their own (see `booking.room_of`)."""
    session = session_of(facts, lawyer)
    lawyers = sum(leads(seat) for seat in facts.seats_by_session.get(session.id, ()))
    return not session.room or lawyers < len(facts.places[session.place_id].rooms)


def _sits(facts: Facts, seat: Seat, name: str) -> bool:
    person = facts.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
    return person is not None and person.name == name
