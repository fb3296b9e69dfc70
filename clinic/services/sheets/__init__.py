"""Paper for one hearing day: what stands on each sheet, cut to its reader's level, and which copies are out.

`day_sheets` makes them, `give` notes that they were printed, `as_text` puts one into a chat.
"""

from __future__ import annotations

from .copies import give, is_old
from .day import ALL, day_sheets
from .levels import LEVELS
from .texts import as_text

__all__ = ["ALL", "LEVELS", "as_text", "day_sheets", "give", "is_old"]
