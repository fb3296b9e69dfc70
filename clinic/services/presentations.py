"""Presentations at the port that are no hearings: a household must be there at an hour (field research 1.6)."""

from __future__ import annotations

from datetime import date, time

from clinic.domain.errors import Refused
from clinic.domain.hearings import HearingKind
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, SiteId
from clinic.i18n import say
from clinic.ports import UnitOfWork

from .choices import households
from .hearings import new_hearing


def add(uow: UnitOfWork, *, site: SiteId, code: str, on: date, report_time: time, port: PlaceId) -> Change:
    """Enter that the household with this code must present itself at a port of the site.

    It concerns everybody of the household. Raises Refused for a code that nobody at the site has.
    """
    found = [choice for choice in households(uow, site=site, text=code) if _bare(choice.code) == _bare(code)]
    if not found:
        raise Refused(say("No household here has the code {code}. Check it against the list.", code=code.strip()))
    kind = HearingKind.PRESENTATION
    new_hearing(
        uow, household=found[0].household_id, hearing_on=on, site=site, report_time=report_time, port_id=port, kind=kind
    )
    return uow.commit(say("Add the presentation of {code}, {day}", code=found[0].code, day=on))


def _bare(code: str) -> str:
    """A code as people type it: without hyphen, in any case."""
    return code.replace("-", "").replace(" ", "").casefold()
