"""The list for the door: who comes when and to which room, by code alone."""

from __future__ import annotations

from clinic.i18n import _, day
from clinic.services.views.consultations import CardState, ConsultationsDay
from ui.pages.consultations.plan import meetings
from ui.ride_words import people


def door_list(found: ConsultationsDay, place: str = "") -> str:
    """Plain lines, earliest first: hour, code, people, room, lawyer. No names of people helped."""
    coming = [one for one in meetings(found, place).values() if one.card.state is not CardState.NO_SHOW]
    lines = [_("Consultations, {day}").format(day=day(found.day))]
    for one in sorted(coming, key=lambda one: (one.card.starts, one.card.code)):
        card, column = one.card, one.column
        who = f"{card.code} ({people(card.adults, card.children)})" if one.is_alone else str(card.words)
        parts = [f"{card.starts:%H:%M}", who, column.room or column.place, column.name]
        lines.append("  ".join(part for part in parts if part))
    return "\n".join(lines)
