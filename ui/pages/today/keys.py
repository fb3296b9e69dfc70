"""The keys of a hearing day: one figure for each word from the road, in the order in which they come."""

from __future__ import annotations

from clinic.domain.trips import CheckInKind
from clinic.domain.words import CHECK_INS
from clinic.i18n import _

KINDS = {
    "1": CheckInKind.DEPARTURE,
    "2": CheckInKind.AT_PORT,
    "3": CheckInKind.HAND_OVER,
    "4": CheckInKind.RETURN,
    "5": CheckInKind.TURNED_AWAY,
    "6": CheckInKind.NOT_ON_THE_LIST,
}
"""Figures, and not letters: they lie in the order of the day, are the same in every language and clash with no key of
the grids (design 5)."""
OF_TRIPS = frozenset({CheckInKind.DEPARTURE, CheckInKind.AT_PORT})
"""What is always said of a whole trip."""
OF_HOUSEHOLDS = frozenset({CheckInKind.TURNED_AWAY, CheckInKind.NOT_ON_THE_LIST})
"""What is only ever said of one household."""


def keys_hint() -> str:
    """'1 left · 2 at the port · 3 handed over …'."""
    return _("Keys: {keys}").format(keys=" · ".join(f"{key} {CHECK_INS[kind]}" for key, kind in KINDS.items()))
