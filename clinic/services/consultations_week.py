"""The week of consultations by lawyer: who is booked where, and how much time is free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.when import Week, local
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, plain, say, say_n
from clinic.ports import UnitOfWork
from clinic.rules.wording import length
from clinic.services.views.consultations import Card, Column
from clinic.services.views.consultations_week import ConsultationsWeek, LawyerDay, LawyerWeek

from .consultations_day import columns
from .day_facts import meetings_facts_of_days


def consultations_week(uow: UnitOfWork, *, site: SiteId, week: Week) -> ConsultationsWeek:
    """Every lawyer who sits in a session of the week at a site, by name; seats in which nobody sits come last."""
    shown = columns(meetings_facts_of_days(uow, site=site, days=week.days))
    by_lawyer: dict[VolunteerId | None, list[Column]] = {}
    for column in shown:
        if column.seat_id is not None:
            by_lawyer.setdefault(column.volunteer_id, []).append(column)
    lawyers = [_lawyer(key, found) for key, found in by_lawyer.items()]
    lawyers.sort(key=lambda one: (one.volunteer_id is None, one.name))
    booked, free = sum(one.booked for one in lawyers), sum(one.free_minutes for one in lawyers)
    return ConsultationsWeek(
        site_id=site,
        days=week.days,
        today=local(uow.now(), uow.sites.get(site).zone).date(),
        line=say("{booked} · {free} free", booked=_meetings(booked), free=length(free)),
        lawyers=tuple(lawyers),
    )


def _lawyer(key: VolunteerId | None, found: Sequence[Column]) -> LawyerWeek:
    days = tuple(
        _day([column for column in found if column.starts.date() == on])
        for on in sorted({column.starts.date() for column in found})
    )
    return LawyerWeek(
        volunteer_id=key,
        name=found[0].name,
        role=ROLES[role] if (role := found[0].role) is not None else say("nobody yet"),
        booked=sum(len(day.cards) for day in days),
        free_minutes=sum(day.free_minutes for day in days),
        days=days,
    )


def _day(found: Sequence[Column]) -> LawyerDay:
    cards = tuple(sorted((card for column in found for card in column.cards), key=lambda card: card.starts))
    free = sum(stretch.minutes for column in found for stretch in column.free)
    words = say("{booked} · {free} free", booked=_meetings(len(cards)), free=length(free))
    if found[0].volunteer_id is None:
        words = say("nobody sits here yet")
    told = {"day": found[0].starts.date(), "who": found[0].name or found[0].words, "words": words}
    spoken = say("{day}, {who}: {words}. {cards}", cards=_listed(cards), **told)
    return LawyerDay(found[0].starts.date(), cards, free, words, spoken)


def _meetings(count: int) -> Sentence:
    return say_n("{n} booked", "{n} booked", count)


def _listed(cards: Iterable[Card]) -> Sentence:
    return plain(" ".join(f"{card.starts:%H:%M} {card.code}" for card in cards))
