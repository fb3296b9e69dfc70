"""A proposal of bookings, as pages and the command line show it: who would be met when, who is left and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinic.domain.consultations import ConsultationKind
from clinic.domain.ids import ConsultationId, HouseholdId, RequestId, SeatId
from clinic.i18n import Sentence


@dataclass(frozen=True, slots=True)
class ProposedMeeting:
    """A household that would be met. `number` names it within the proposal; `was` is its time now, if it is moved.

    `reasons` say why the household is met and why so, `wishes` what rules would still wish for.
    """

    number: int
    request_id: RequestId | None
    consultation_id: ConsultationId | None
    household_id: HouseholdId
    code: str
    kind: ConsultationKind
    lawyer_seat_id: SeatId
    lawyer: str
    starts: datetime
    ends: datetime
    was: datetime | None
    words: Sentence
    reasons: tuple[Sentence, ...]
    wishes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """A household for whom there is no time; `why` names what is in the way at the nearest one, `mends` what helps."""

    request_id: RequestId
    household_id: HouseholdId
    code: str
    kind: ConsultationKind
    why: tuple[Sentence, ...]
    mends: tuple[Sentence, ...] = ()
