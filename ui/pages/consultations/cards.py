"""One card of the day: a meeting, a group, or what a free stretch answers to whoever is being placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.breaches import Breach, Severity
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _
from clinic.rules.score import Fit
from clinic.services.views.consultations import Card, CardState, Column
from clinic.services.views.openings import Opening
from ui.pages.consultations.words import CARD_STATES, FITS, capital, card_sentence, spoken_day, state_word
from ui.ride_words import people
from ui.states import State
from ui.widgets.day_columns import CardKind, DayCard, Detail
from ui.widgets.dragging import Drag

_FIT_KINDS = {Fit.FITS: CardKind.FIT, Fit.WARNS: CardKind.FIT_WARNING, Fit.NO: CardKind.NO_FIT}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A card with the column in which it lies."""

    column: Column
    card: Card

    @property
    def key(self) -> str:
        """By which the columns know it."""
        return meeting_key(self.card)

    @property
    def is_alone(self) -> bool:
        """Whether it is one household's meeting, not a group's."""
        return self.card.consultation_id is not None

    @property
    def is_over(self) -> bool:
        """Whether it has taken place, or nobody came."""
        return self.card.state in (CardState.DONE, CardState.NO_SHOW)


def meeting_key(card: Card) -> str:
    """The key of a card: its consultation, or the slot of a group."""
    return str(card.consultation_id) if card.consultation_id else f"group:{card.slot_id}"


def column_key(column: Column) -> str:
    """The key of a column: the lawyer's seat, or the session of a column without one."""
    return str(column.seat_id or column.session_id)


def minute_of(instant: datetime, on: date) -> int:
    """Minutes after midnight of the day shown; more than a day's where it runs past midnight."""
    return (instant.date() - on).days * 1440 + instant.hour * 60 + instant.minute


def free_key(column: str, start: int) -> str:
    """The key of the card of a free stretch, whatever it answers."""
    return f"free:{column}:{start}"


def fit_card(
    key: str, column: str, span: tuple[int, int], answer: Opening, code: str, *, is_move: bool = False
) -> DayCard:
    """What a stretch answers: fits, fits with a warning, or why not."""
    title = {
        Fit.FITS: _("Fits {code}"),
        Fit.WARNS: _("Fits {code}, with a note"),
        Fit.NO: _("Not for {code}"),
    }[answer.fit].format(code=code)
    when = f"{answer.starts:%H:%M}–{answer.ends:%H:%M} · {_('{n} min').format(n=answer.minutes)}"
    against = [Detail(str(breach.sentence)) for breach in answer.breaches]
    if answer.fit is Fit.NO:
        details = against or [Detail(when)]
    else:
        keys = [] if against else [Detail(_("Enter moves it here") if is_move else _("Enter books it"))]
        details = [Detail(when), Detail(capital(answer.way)), *against, *keys]
    spoken = f"{spoken_day(answer.starts.date())}, {answer.words}"
    sentence = ". ".join([title, spoken, *(detail.text for detail in details if detail.text != when)])
    tooltip = "\n".join([str(answer.words), str(answer.way), *(_against(breach) for breach in answer.breaches)])
    return DayCard(
        key, column, *span, _FIT_KINDS[answer.fit], title, state=FITS[answer.fit], details=tuple(details),
        sentence=sentence, tooltip=tooltip,
    )  # fmt: skip


def _against(breach: Breach) -> str:
    return " ".join([str(breach.sentence), *(str(mend) for mend in breach.mends[:1])])


def meeting_card(column: Column, card: Card, on: date) -> DayCard:
    """A booked household (amber while a link of its chain is open), or a group."""
    start, end = minute_of(card.starts, on), minute_of(card.ends, on)
    sentence = f"{spoken_day(on)}, {card_sentence(column, card)}"
    tooltip = "\n".join([card.code, state_word(card), *(_against(breach) for breach in card.breaches)])
    if card.consultation_id is None:
        return DayCard(
            meeting_key(card), column_key(column), start, end, CardKind.BOOKED, capital(CONSULTATIONS[card.kind]),
            tag=f"{card.taken}/{card.capacity}", details=tuple(_details(card)), sentence=sentence, tooltip="",
        )  # fmt: skip
    return DayCard(
        key=meeting_key(card),
        column=column_key(column),
        start=start,
        end=end,
        kind=_kind(card),
        title=card.code,
        tag=people(card.adults, card.children),
        state=card_state(card),
        details=tuple(_details(card)),
        sentence=sentence,
        tooltip=tooltip,
        drag=Drag("meeting", str(card.consultation_id), card.code, column_key(column), "users"),
    )


def card_state(card: Card) -> State:
    """The shape of a card: what it is, or that a rule speaks against it."""
    return State.OVERRIDDEN if card.state is not CardState.DRAFT and breaks_rule(card) else CARD_STATES[card.state]


def breaks_rule(card: Card) -> bool:
    """Whether a rule speaks against it that asks for a reason, the open chain of a draft apart."""
    is_over = card.state in (CardState.DONE, CardState.NO_SHOW)
    return not is_over and any(breach.severity is not Severity.WISH for breach in card.breaches)


def _kind(card: Card) -> CardKind:
    if card.state is CardState.DRAFT:
        return CardKind.WARNING
    return CardKind.BREACH if breaks_rule(card) else CardKind.BOOKED


def _details(card: Card) -> Iterator[Detail]:
    if card.state in (CardState.ARRIVED, CardState.DONE, CardState.NO_SHOW):
        yield Detail(capital(state_word(card)), tone="ink")
    yield Detail(capital(card.words))
    for link in card.links:
        yield Detail(str(link.words), "translate", "ink2" if link.name else "bad")
    if card.state is not CardState.DRAFT:
        for breach in card.breaches:
            if breach.severity is not Severity.WISH:
                yield Detail(str(breach.sentence), tone="bad")
    for note in card.notes:
        yield Detail(str(note))
