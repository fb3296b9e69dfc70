"""How the command line lays out what it tells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from clinic.domain.breaches import Breach


def breach_lines(breaches: Iterable[Breach]) -> Iterator[str]:
    """Every broken rule with what would mend it."""
    for breach in breaches:
        yield f"  - {breach.sentence}"
        for mend in breach.mends:
            yield f"      {mend}"


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Columns side by side under their heads, as wide as what is in them."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        yield "  ".join(pad(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip()


def pad(text: str, size: int) -> str:
    """`text` with blanks up to a width on the terminal."""
    return text + " " * (size - width(text))


def width(text: str) -> int:
    """How many places of a terminal `text` takes: two for wide letters, none for accents that stand over others."""
    marks = sum(1 for letter in text if unicodedata.combining(letter))
    return len(text) - marks + sum(1 for letter in text if unicodedata.east_asian_width(letter) in "FW")


def short(row_id: object) -> str:
    """The beginning of an id, enough to name the row on the command line."""
    return str(row_id)[:8]
