"""Import of people's own lists: look first (`preview`), then take them in as one step that can be undone (`apply`).

    finding, columns   where the list is in a sheet, and what its columns are called
    cells, dates, clocks, numbers, vocabulary    what people type into cells
    people, hearings, redating    one kind of list each: its rows as frozen records, with doubts and warnings
    twins, volunteers, fitting, families, places   how records fit what is on file

Nothing is saved by a preview. A doubted row is taken only when it is named to `apply`; then as proposed.
"""

from __future__ import annotations

from .model import Answers, Doing, Kind, Order, Preview, PreviewRow, Question, Remark
from .steps import NO_ANSWERS, apply, preview

__all__ = [
    "NO_ANSWERS",
    "Answers",
    "Doing",
    "Kind",
    "Order",
    "Preview",
    "PreviewRow",
    "Question",
    "Remark",
    "apply",
    "preview",
]
