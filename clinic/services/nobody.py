"""Seats that nobody could take whatever else is planned: people are sorted out rule by rule until nobody is left."""

from __future__ import annotations

from datetime import date

from clinic.domain.sessions import Seat
from clinic.domain.when import local
from clinic.domain.words import ROLES, language_list, role_of
from clinic.i18n import Sentence, listing, say, say_n
from clinic.rules import chains
from clinic.rules.should import direction
from clinic.rules.wording import length, span
from clinic.services.views.why import Mend, Move, OneMore, Reason, Widen

from .seat_mends import mends_of, shorter
from .somebody import at_fault
from .suitable import Suitable, members

#: So many people are named, and so many mends told for those who come nearest.
NAMED = 3


class Nobody:
    """Says of a seat why nobody could take it."""

    def __init__(self, suitable: Suitable) -> None:
        self._suitable, self._facts = suitable, suitable.facts

    def reason(self, seat: Seat) -> Reason | None:
        """The first rule at which nobody is left; None where somebody is."""
        suitable = self._suitable
        if fault := at_fault(self._facts, seat):
            words = say("Nobody at all could sit there. {why}", why=fault[0].sentence)
            mends = (Mend(mend, shorter(seat, fault[0])) for mend in fault[0].mends)
            return Reason(words, (seat.id,), (), tuple(mends))
        if not suitable.people:
            words = say("Nobody is on file who could be asked.")
            mend = Mend(say("Enter volunteers, or read them from a workbook."), OneMore(seat.id))
            return Reason(words, (seat.id,), (), (mend,))
        left = suitable.everybody
        for code in suitable.codes_of(seat):
            rest = left & ~suitable.breaking(code, seat)
            if not rest:
                return self._told(code, seat, left)
            left = rest
        return None

    def _told(self, code: str, seat: Seat, left: int) -> Reason:
        ids = tuple(self._suitable.people[one].id for one in members(left)) if code not in ("ROLE", "LANGUAGE") else ()
        words = self._skill(code, seat, left) or self._paper(code, seat, left) or self._presence(code, seat, left)
        return Reason(words, (seat.id,), ids, tuple(self._mends(code, seat)))

    def _skill(self, code: str, seat: Seat, left: int) -> Sentence | None:
        if code == "ROLE":
            return say("No {role} is on file.", role=ROLES[seat.role])
        if code == "WOMEN_ONLY":
            return self._of(seat, left, say("known to be a woman, and only women interpret there"))
        if code != "LANGUAGE":
            return None
        asked = _asked(seat)
        alone = self._suitable.everybody & ~self._suitable.breaking("LANGUAGE", seat)
        if not alone:
            return say("Nobody on file speaks what is asked: {asked}.", asked=asked)
        names = listing([*self._suitable.names(alone)[:NAMED]])
        told = {"role": ROLES[seat.role], "asked": asked, "names": names}
        return say("No {role} on file speaks what is asked: {asked}. In another role: {names}.", **told)

    def _paper(self, code: str, seat: Seat, left: int) -> Sentence | None:
        day = self._day(seat)
        lacking = {
            "VETTED": say("vetted by {day}", day=day),
            "CREDENTIAL": say("holding a valid paper on {day}", day=day),
            "TRAINED": say("trained by {day}", day=day),
        }
        return self._of(seat, left, lacking[code]) if code in lacking else None

    def _presence(self, code: str, seat: Seat, left: int) -> Sentence:
        day, hours = self._day(seat), span(seat.interval, self._facts.zone_of(seat))
        lacking = {
            "HERE": say("here on {day}", day=day),
            "ABSENT": say("free on {day}, {hours}", day=day, hours=hours),
            "CANNOT": say("able to come on {day}, {hours}", day=day, hours=hours),
            "HOURS_A_DAY": say("asked for so many hours a day ({length})", length=length(seat.interval.length)),
            "DAYS_A_WEEK": say("asked for any day of the week"),
            "NIGHTS_A_WEEK": say("asked for any night of the week"),
        }
        return self._of(seat, left, lacking.get(code, say("allowed to take it")))

    def _of(self, seat: Seat, left: int, lacking: Sentence) -> Sentence:
        """As 'driver: of 3 people who could (Ana, Ben, Carla) nobody is here on Wed 15 July'."""
        names = self._suitable.names(left)
        shown = [*names[:NAMED], "…"] if len(names) > NAMED else [*names]
        return say_n(
            "{wants}: the only person who could ({names}) is not {lacking}.",
            "{wants}: of {n} people who could ({names}) nobody is {lacking}.",
            len(names),
            names=listing(shown),
            wants=role_of(seat),
            lacking=lacking,
        )

    def _mends(self, code: str, seat: Seat) -> list[Mend]:
        """One more person; a relay; then what would change that somebody breaks the one rule that is in the way."""
        day, hours = self._day(seat), span(seat.interval, self._facts.zone_of(seat))
        told = {"wants": role_of(seat), "day": day, "hours": hours}
        if code in ("ROLE", "LANGUAGE"):
            ask = say("Ask another site, or somebody who works from afar: {wants}, {day} {hours}.", **told)
        else:
            ask = say("Ask one more person: {wants}, {day} {hours}.", **told)
        found = [Mend(ask, OneMore(seat.id))]
        if code == "LANGUAGE" and (relay := self._relay(seat)) is not None:
            found.insert(0, relay)
        nearest = self._suitable.without(seat, code)
        for number in list(members(nearest))[:NAMED]:
            found += mends_of(self._facts, seat, self._suitable.people[number])[:2]
        return found

    def _relay(self, seat: Seat) -> Mend | None:
        """Two or more interpreters in a row who together do what nobody does alone."""
        here = self._suitable.without(seat, "LANGUAGE")
        people = [self._suitable.people[number] for number in members(here)]
        if not (seat.source and seat.target and people):
            return None
        chain = next(iter(chains.find(seat.source, (seat.target,), people)), None)
        if chain is None or len(chain.links) < 2:
            return None
        first, rest = chain.links[0], chain.links[1:]
        more = listing(
            [say("{name} {way}", name=link.volunteer.name, way=direction(link.source, link.target)) for link in rest]
        )
        told = {"name": first.volunteer.name, "way": direction(first.source, first.target), "more": more}
        words = say("Interpret in turns: {name} {way} here, and a seat more for {more}.", **told)
        spoken = tuple(code for code in seat.languages if code in (first.source, first.target))
        return Mend(words, Widen(seat.id, spoken, first.source, first.target, (Move(seat.id, first.volunteer.id),)))

    def _day(self, seat: Seat) -> date:
        return local(seat.starts_at, self._facts.zone_of(seat)).date()


def _asked(seat: Seat) -> Sentence:
    """'Ixil', 'Ixil → Spanish', or both."""
    parts: list[Sentence] = [language_list(seat.languages)] if seat.languages else []
    if seat.source and seat.target:
        parts.append(direction(seat.source, seat.target))
    return listing([*parts])
