"""Languages that nobody on the roster of the coming weeks understands, told as soon as a household needs one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from clinic.domain.households import Household
from clinic.domain.ids import SiteId
from clinic.domain.people import LAWYERS, SUPERVISED, Volunteer
from clinic.domain.sessions import SessionStatus
from clinic.domain.when import Interval, local
from clinic.domain.words import language_name
from clinic.i18n import Sentence, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules import chains
from clinic.services.views.rides import State
from clinic.services.views.today import Action, ActionKind, Need, NeedKind

from .phrases import codes

#: Languages in which a lawyer is found as a matter of course.
AT_HAND = ("spa", "eng")
#: So far ahead the roster is looked at: the notice that a rare interpreter needs (a default, no source).
WEEKS = 4


@dataclass
class Roster:
    """Who sits at a site in the coming weeks: which languages they reach, alone or one through the other."""

    people: tuple[Volunteer, ...]
    _known: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def ahead(cls, uow: UnitOfWork, *, site: SiteId, now: datetime) -> Roster:
        """Everybody who sits in a session of the coming weeks, on site or by phone."""
        coming = uow.sessions.during(Interval(now, now + timedelta(weeks=WEEKS)), site_id=site)
        sessions = {session.id for session in coming if session.status is not SessionStatus.CANCELLED}
        seats = uow.seats.where(session_id=sessions) if sessions else []
        people = {seat.volunteer_id for seat in seats if seat.volunteer_id is not None}
        return cls(tuple(uow.volunteers.where(id=people)) if people else ())

    def understands(self, languages: Collection[str]) -> bool:
        """Whether one of the languages comes to a lawyer, spoken or through a chain; nothing known counts as so."""
        return not languages or any(self._understands(code) for code in languages)

    def _understands(self, language: str) -> bool:
        if language in AT_HAND:
            return True
        if language not in self._known:
            lawyers = [one for one in self.people if LAWYERS & set(one.roles) or SUPERVISED & set(one.roles)]
            spoken = {code for one in lawyers for code in chains.working_languages(one)}
            self._known[language] = bool(chains.find(language, spoken or AT_HAND, self.people))
        return self._known[language]


def languages_ahead(uow: UnitOfWork, *, site: SiteId, now: datetime) -> Iterator[Need]:
    """One need a language: households that wait, or were entered and not met yet, and whom nobody would understand."""
    roster: Roster | None = None
    waiting: dict[str, list[Household]] = defaultdict(list)
    for household in _not_met(uow, site):
        if household.languages and not set(household.languages) & set(AT_HAND):
            roster = roster or Roster.ahead(uow, site=site, now=now)
            if not roster.understands(household.languages):
                waiting[household.languages[0]].append(household)
    for language, found in sorted(waiting.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield _need(uow, site, language, found, now)


def _not_met(uow: UnitOfWork, site: SiteId) -> list[Household]:
    asking = {request.household_id for request in uow.requests.where(done=False)}
    entered = uow.households.where(site_id=site, closed_on=None, first_seen_on=None)
    known = {household.id for household in entered}
    others = uow.households.where(id=asking - known, site_id=site, closed_on=None) if asking - known else []
    return [*entered, *others]


def _need(uow: UnitOfWork, site: SiteId, language: str, found: list[Household], now: datetime) -> Need:
    zone = uow.sites.get(site).zone
    name, last = language_name(language), local(now + timedelta(weeks=WEEKS), zone).date()
    first, also = found[0].id, tuple(household.id for household in found[1:])
    return Need(
        kind=NeedKind.LANGUAGE,
        state=State.WARNING,
        title=say("{language}: nobody on the roster until {day}", language=name, day=last),
        detail=say(
            "{codes}. {who}", codes=codes([household.code for household in found]), who=_on_file(uow, site, language)
        ),
        by=local(now, zone) + timedelta(weeks=1),
        actions=(Action(ActionKind.OPEN_HOUSEHOLD, say("Open the household"), "household", first, also=also),),
    )


def _on_file(uow: UnitOfWork, site: SiteId, language: str) -> Sentence:
    """Who could be asked: whoever on file speaks or interprets it."""
    names = [
        person.name
        for person in uow.volunteers.where(site_id=(site, None), gone=False)
        if person.level(language) is not None or any(language == way.source for way in person.interprets)
    ]
    if not names:
        return say("Nobody on file speaks it: look for somebody now.")
    return say_n("On file: {names}.", "On file: {names}.", len(names), names=codes(sorted(names), most=2))
