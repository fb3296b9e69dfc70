"""Households that are offered another time, and who must be told what, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clinic.services.views.closing import OfferLine, Tell
from ui.states import State
from ui.widgets.lines import Detail, Line


def offer_line(one: OfferLine) -> Line:
    """A household by urgency: its new time, or why there is none."""
    state = State.FITS if one.starts is not None else State.WARNING
    reasons = ", ".join(str(each) for each in one.reasons)
    details = [Detail(str(one.words)), *([Detail(reasons)] if reasons else [])]
    details += [Detail(str(each), "warning", "warn") for each in one.why]
    key = f"offer {one.household_id} {one.rank}"
    return Line(key=key, lead=str(one.rank), title=one.code, state=state, details=tuple(details))


def told_lines(tells: Sequence[Tell]) -> list[Line]:
    """Who must be told what."""
    return [
        Line(
            key=f"{number}",
            title=each.name,
            details=tuple(_details([each.phone] if each.phone else [], "phone", each.what)),
        )
        for number, each in enumerate(tells)
    ]


def _details(first: Sequence[str], icon: str, rest: Sequence[object]) -> Iterator[Detail]:
    yield from (Detail(text, icon) for text in first)
    yield from (Detail(str(text)) for text in rest)
