"""Paper for one day: what stands on each sheet, cut to its reader's level, and which copies are out.

`day_sheets` makes them, `give` notes that they were printed, `as_text` puts one into a chat, `appointment_text` a
household's appointment.
"""

from __future__ import annotations

from .copies import give, is_old
from .day import ALL, day_sheets, handover
from .levels import LEVELS
from .sessions import appointment_text
from .texts import as_text

__all__ = ["ALL", "LEVELS", "appointment_text", "as_text", "day_sheets", "give", "handover", "is_old"]
