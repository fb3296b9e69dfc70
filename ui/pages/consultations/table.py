"""The List view: one row a meeting, sortable, the tested path for screen readers."""

from __future__ import annotations

from clinic.domain.words import CONSULTATIONS, language_name
from clinic.i18n import _, day, weekday_long
from ui.models.table import Column, TableModel
from ui.pages.consultations.cards import Meeting, card_state
from ui.pages.consultations.words import card_sentence, state_word
from ui.ride_words import people


def meeting_table() -> TableModel[Meeting]:
    """The model of the list of meetings."""
    return TableModel(
        [
            Column(_("Hours"), _hours, sort=lambda one: one.card.starts, bold=True),
            Column(_("Household"), _household, note=_people),
            Column(_("Kind"), lambda one: str(CONSULTATIONS[one.card.kind]), stretch=True),
            Column(_("Language"), _language),
            Column(_("With"), lambda one: one.column.name or str(one.column.words), stretch=True),
            Column(_("Through"), _through, stretch=True),
            Column(_("Room"), lambda one: one.column.room or one.column.place),
            Column(_("State"), lambda one: state_word(one.card), state=lambda one: card_state(one.card)),
        ],
        key=lambda one: one.key,
        sentence=lambda one: (
            f"{weekday_long(one.card.starts.weekday())} {day(one.card.starts.date())}, "
            + card_sentence(one.column, one.card)
        ),
    )


def _hours(one: Meeting) -> str:
    return f"{one.card.starts:%H:%M}–{one.card.ends:%H:%M}"


def _household(one: Meeting) -> str:
    return one.card.code or str(one.card.words)


def _people(one: Meeting) -> str:
    return people(one.card.adults, one.card.children) if one.is_alone else f"{one.card.taken}/{one.card.capacity}"


def _language(one: Meeting) -> str:
    return str(language_name(one.card.language)) if one.card.language else ""


def _through(one: Meeting) -> str:
    return ", ".join(link.name or _("open") for link in one.card.links)
