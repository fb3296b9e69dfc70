"""How meetings and the waiting list look and what they say."""

from __future__ import annotations

from datetime import date

from clinic.domain.consultations import ConsultationKind
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _, month, say_n, weekday_long
from clinic.rules.score import Fit
from clinic.rules.waiting import Why
from clinic.services.views.consultations import Card, CardState, Column, Waiting
from ui.ride_words import people
from ui.states import State
from ui.widgets.dragging import Drag
from ui.widgets.lines import Detail, Line

CARD_STATES = {
    CardState.DRAFT: State.WARNING,
    CardState.BOOKED: State.ASKED,
    CardState.CONFIRMED: State.CONFIRMED,
    CardState.PINNED: State.PINNED,
    CardState.ARRIVED: State.FITS,
    CardState.DONE: State.DONE,
    CardState.NO_SHOW: State.NO_FIT,
}
FITS = {Fit.FITS: State.FITS, Fit.WARNS: State.WARNING, Fit.NO: State.NO_FIT}
#: (icon, tone) of a reason of the waiting list.
_WHYS = {
    Why.HEARING: ("calendar-x", "bad"),
    Why.INTERVIEW: ("timer", "bad"),
    Why.FILING: ("file-text", "warn"),
    Why.VULNERABLE: ("heart", "ink2"),
    Why.ONE_YEAR: ("clock-counter-clockwise", "warn"),
    Why.NEVER_SEEN: ("user", "ink2"),
    Why.WAITING: ("hourglass", "ink2"),
    Why.SCARCE: ("translate", "warn"),
    Why.ABOUT: ("circle-half", "ink2"),
}


def capital(text: object) -> str:
    """A line that begins with a capital letter: services tell kinds and reasons as they stand in a sentence."""
    found = str(text)
    return found[:1].upper() + found[1:]


def state_word(card: Card) -> str:
    """The state of a card in words."""
    return {
        CardState.DRAFT: _("draft: the team is not complete"),
        CardState.BOOKED: _("booked, not confirmed yet"),
        CardState.CONFIRMED: _("confirmed"),
        CardState.PINNED: _("pinned"),
        CardState.ARRIVED: _("here"),
        CardState.DONE: _("met"),
        CardState.NO_SHOW: _("did not come"),
    }[card.state]


def short_state(card: Card) -> str:
    """The same in one word where there is little room."""
    short = {CardState.DRAFT: _("draft"), CardState.BOOKED: _("booked")}
    return short.get(card.state) or state_word(card)


def spoken_day(on: date) -> str:
    """'Tuesday 14 July'."""
    return f"{weekday_long(on.weekday())} {on.day} {month(on.month)}"


def _count(number: int) -> str:
    return str(say_n("{n} person", "{n} people", number))


def card_sentence(column: Column, card: Card) -> str:
    """A meeting as a screen reader says it, after the day."""
    told = {
        "start": f"{card.starts:%H:%M}",
        "end": f"{card.ends:%H:%M}",
        "what": card.words,
        "who": column.name or column.words,
        "where": ", ".join(part for part in (column.place, column.room) if part),
    }
    if card.consultation_id is None:
        return _("{start} to {end}, {what}, {where}.").format(**told)
    more = [str(link.words) for link in card.links] + [str(breach.sentence) for breach in card.breaches]
    sentence = _("{start} to {end}, {code}, {people}, {what}, with {who}, {where}: {state}.").format(
        code=card.code, people=_count(card.adults + card.children), state=state_word(card), **told
    )
    return " ".join([sentence, *more])


def waiting_line(one: Waiting) -> Line:
    """A household that waits: its place, and the reasons for it in words."""
    key = str(one.request_id)
    reasons = [Detail(capital(reason), *_WHYS[why]) for reason, why in zip(one.reasons, one.whys, strict=False)]
    wish = " · ".join(part for part in (str(one.words), str(one.can_come or ""), one.wish) if part)
    return Line(
        key=key,
        title=one.code,
        lead=str(one.rank),
        tag=people(one.adults, one.children),
        right=str(one.language_words),
        details=(*reasons[:3], Detail(capital(wish))),
        sentence=_("Number {rank}: {code}, {people}, {language}. {reasons}. {wish}").format(
            rank=one.rank,
            code=one.code,
            people=_count(one.adults + one.children),
            language=one.language_words,
            reasons=", ".join(str(reason) for reason in one.reasons),
            wish=wish,
        ),
        tooltip="\n".join(str(reason) for reason in one.reasons),
        drag=Drag("request", key, one.code, "", "users"),
    )


def kind_choices() -> list[tuple[str, ConsultationKind]]:
    """What somebody can be met for, in the order of the field."""
    return [(capital(CONSULTATIONS[kind]), kind) for kind in ConsultationKind]
