"""Chains of interpreters: how what a household says reaches a lawyer (field research 2.5).

Mam → Spanish → English takes two interpreters; each is booked for the whole meeting, and the meeting takes longer.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from clinic.domain.people import Interprets, Level, Volunteer
from clinic.domain.policy import Policy
from clinic.domain.words import RELAYED_THROUGH

#: Nobody has heard of a meeting through more interpreters than this.
MOST_LINKS = 3
_STRENGTH = {Level.BASIC: 0, Level.WORKABLE: 1, Level.BEST: 2}


@dataclass(frozen=True, slots=True)
class Link:
    """One interpreter's part: from `source` into `target`, and whether back as well."""

    volunteer: Volunteer
    source: str
    target: str

    @property
    def both_ways(self) -> bool:
        """Whether the lawyer's answer comes back by the same person."""
        return self.volunteer.may_interpret(self.target, self.source)

    @property
    def level(self) -> Level:
        """The weaker of both languages; one without a level on file counts as workable."""
        levels = [self.volunteer.level(code) or Level.WORKABLE for code in (self.source, self.target)]
        return min(levels, key=_STRENGTH.__getitem__)


@dataclass(frozen=True, slots=True)
class Chain:
    """From the household's language to one of the lawyer's; without links the lawyer speaks it."""

    language: str
    links: tuple[Link, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages on the way, the household's first."""
        return (self.language, *(link.target for link in self.links))

    @property
    def weakest(self) -> Level:
        """The level of the weakest link."""
        return min((link.level for link in self.links), key=_STRENGTH.__getitem__, default=Level.BEST)

    @property
    def both_ways(self) -> bool:
        """Whether answers come back through the same people."""
        return all(link.both_ways for link in self.links)


def find(language: str, lawyer_speaks: Collection[str], interpreters: Sequence[Volunteer]) -> list[Chain]:
    """Every chain from `language` to one that the lawyer speaks, best first.

    Fewest people first, then those that work both ways, then the strongest weakest link, then by name. Nobody is in a
    chain twice, no language comes twice. Of longer chains only those are given that no shorter one makes needless.
    """
    if language in lawyer_speaks:
        return [Chain(language)]
    for most in range(1, MOST_LINKS + 1):
        if found := list(_extend(Chain(language), lawyer_speaks, interpreters, most)):
            return sorted(found, key=_rank)
    return []


def _extend(chain: Chain, wanted: Collection[str], people: Sequence[Volunteer], more: int) -> Iterator[Chain]:
    """All chains that go on from `chain` by exactly `more` links and end in a wanted language."""
    here = chain.languages[-1]
    used = {link.volunteer.id for link in chain.links}
    for person in people:
        if person.id in used:
            continue
        for direction in person.interprets:
            if direction.source != here or direction.target in chain.languages:
                continue
            longer = Chain(chain.language, (*chain.links, Link(person, here, direction.target)))
            if more > 1:
                yield from _extend(longer, wanted, people, more - 1)
            elif direction.target in wanted:
                yield longer


def _rank(chain: Chain) -> tuple[object, ...]:
    names = [link.volunteer.sort_name or link.volunteer.name for link in chain.links]
    return (not chain.both_ways, -_STRENGTH[chain.weakest], names)


def working_languages(person: Volunteer) -> tuple[str, ...]:
    """Languages in which somebody can hold a meeting: spoken better than a little."""
    return tuple(spoken.language for spoken in person.speaks if spoken.level is not Level.BASIC)


def missing_link(
    language: str, lawyer_speaks: Sequence[str], interpreters: Iterable[Volunteer]
) -> tuple[str, str] | None:
    """The one link that is lacking, as (source, target); None when there is a chain, or the lawyer speaks nothing.

    Of several that would do, the usual one: through Spanish for a language that is usually relayed through it.
    """
    directions = [direction for person in interpreters for direction in person.interprets]
    heard = _closure([language], directions)
    back = _closure(lawyer_speaks, [Interprets(d.target, d.source) for d in directions])
    if not back or not set(heard).isdisjoint(back):
        return None
    relay = RELAYED_THROUGH.get(language, "")
    source = relay if relay in heard else heard[-1]
    return source, relay if relay in back else _favourite(lawyer_speaks)


def _closure(start: Iterable[str], directions: Sequence[Interprets]) -> list[str]:
    """All languages that can be reached, in the order in which they are."""
    reached = list(dict.fromkeys(start))
    for language in reached:  # grows while it is walked through
        reached += [d.target for d in directions if d.source == language and d.target not in reached]
    return reached


def _favourite(languages: Sequence[str]) -> str:
    return "eng" if "eng" in languages else languages[0]


def minutes(usual: int, links: int, policy: Policy, step: int = 15) -> int:
    """How long a meeting of usually `usual` minutes takes through so many interpreters, in whole steps of the diary.

    An intake of 45 minutes takes 60 through one and 75 through two (67.5, rounded up). Through none it stays as it is.
    """
    if links == 0:
        return usual
    factor = policy.interpreter_factor if links == 1 else policy.relay_factor
    return math.ceil(round(usual * factor / step, 6)) * step
