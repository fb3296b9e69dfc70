"""A laptop whose clock looks wrong, told from the newest step of the history before anybody trusts 'overdue'."""

from __future__ import annotations

from datetime import timedelta

from clinic.domain.when import local
from clinic.i18n import Sentence, say
from clinic.ports import UnitOfWork

#: A clock may be a little behind that of the laptop which made the newest step.
BEHIND = timedelta(minutes=5)
#: A clinic that opens its file after more than a year is rarer than a wrong clock.
AHEAD = timedelta(days=365)


def trouble(uow: UnitOfWork) -> Sentence | None:
    """What is wrong with the clock, with a way out; None when nothing speaks against it.

    The hours of plans do not depend on it, nor on the laptop's zone: only what is called overdue, today and now does.
    """
    newest = next(iter(uow.history.latest(limit=1)), None)
    if newest is None:
        return None
    now, zone = uow.now(), _zone(uow)
    told = {"now": local(now, zone), "newest": local(newest.at, zone), "year": local(now, zone).year}
    if now < newest.at - BEHIND:
        return say(
            "The clock of this laptop looks wrong: it says {now} {year}, the newest change is of {newest} {then}."
            " Set the clock; planned hours are not touched by it.",
            then=local(newest.at, zone).year,
            **told,
        )
    if now > newest.at + AHEAD:
        return say(
            "The clock of this laptop may be wrong: it says {now} {year}, the newest change is of {newest} {then}."
            " Check the clock; planned hours are not touched by it.",
            then=local(newest.at, zone).year,
            **told,
        )
    return None


def _zone(uow: UnitOfWork) -> str:
    sites = uow.sites.where()
    return sites[0].zone if sites else "UTC"
