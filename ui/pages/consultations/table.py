"""The List view: one row a meeting, sortable, the tested path for screen readers."""

from __future__ import annotations

from clinic.i18n import _
from ui.models.table import Column, TableModel
from ui.pages.consultations.cards import Meeting, card_state
from ui.pages.consultations.words import capital, card_sentence, short_state, spoken_day, state_word
from ui.ride_words import people


def meeting_table() -> TableModel[Meeting]:
    """The model of the list of meetings."""
    return TableModel(
        [
            Column(_("Hours"), _hours, sort=lambda one: one.card.starts, bold=True),
            Column(_("Household"), _household, note=_people),
            Column(_("What"), _what, tooltip=_what, stretch=True),
            Column(_("With"), _with, tooltip=_with, stretch=True),
            Column(_("Room"), lambda one: one.column.room or one.column.place),
            Column(
                _("State"),
                lambda one: short_state(one.card),
                state=lambda one: card_state(one.card),
                tooltip=lambda one: state_word(one.card),
            ),
        ],
        key=lambda one: one.key,
        sentence=lambda one: f"{spoken_day(one.card.starts.date())}, {card_sentence(one.column, one.card)}",
    )


def _hours(one: Meeting) -> str:
    return f"{one.card.starts:%H:%M}–{one.card.ends:%H:%M}"


def _household(one: Meeting) -> str:
    return one.card.code or _("group")


def _people(one: Meeting) -> str:
    return people(one.card.adults, one.card.children) if one.is_alone else f"{one.card.taken}/{one.card.capacity}"


def _what(one: Meeting) -> str:
    return capital(one.card.words)


def _with(one: Meeting) -> str:
    """The lawyer, and through whom."""
    links = [link.name or _("open") for link in one.card.links]
    return ", ".join([one.column.name or str(one.column.words), *links])
