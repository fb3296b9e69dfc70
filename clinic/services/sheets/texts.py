"""The plain-text twin of a sheet, to be pasted into a chat: the same words, nothing to tick or to write on."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.day_sheets import Block, Cell, DaySheet, Frame, Sign, Table, Words
from clinic.i18n import in_language


def as_text(sheet: DaySheet) -> str:
    """Lines of plain text."""
    with in_language(sheet.language):
        lines = [sheet.title, sheet.subtitle]
        for block in sheet.blocks:
            lines += _lines(block)
    return "\n".join(line for line in lines if line)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Frame):
        yield from (f"{label} {hour}" for label, hour in block.hours)
        yield from map(_sign, block.signs)
        yield from block.lines
    elif isinstance(block, Table):
        for row in block.rows:
            cells = [text for cell in row if not cell.line and (text := _cell(cell))]
            if cells:
                yield "  ".join(cells)
    elif isinstance(block, Words):
        boxes = f"{', '.join(block.boxes)}." if block.boxes else ""
        parts = (block.bold, block.text, boxes, block.after)
        yield " ".join(part for part in parts if part)


def _cell(cell: Cell) -> str:
    return ", ".join(part for part in (cell.bold, *cell.lines, *map(_sign, cell.signs)) if part)


def _sign(sign: Sign) -> str:
    return f"[{sign.words}]"
