"""What becomes of a lawyer's day when the rest of it begins later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinic.domain.breaches import Breach
from clinic.domain.history import Change
from clinic.domain.ids import ConsultationId
from clinic.i18n import Sentence


@dataclass(frozen=True, slots=True)
class Shifted:
    """A meeting that begins later: `was` and `starts` on the clock of the place, and what speaks against it then."""

    consultation_id: ConsultationId
    code: str
    was: datetime
    starts: datetime
    ends: datetime
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """The rest of a lawyer's day, later. `change` is None in a preview."""

    line: Sentence
    meetings: tuple[Shifted, ...]
    change: Change | None = None
