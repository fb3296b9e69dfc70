"""The clinic itself: its name and the figures that it may change. All defaults are told in the field research."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from .consultations import ConsultationKind
from .ids import ClinicId, new_id

#: How strict a rule is that is not asked at all; the others are `Severity`.
OFF = "off"


@dataclass(frozen=True, slots=True)
class WaitingWeights:
    """How much each criterion of the waiting list counts, 0 to 9: a heavier one comes before all lighter ones.

    Of criteria of the same weight the most pressing decides; one of weight 0 does not count. The defaults are the order
    that the field research suggests (2.6; no sourced order was found).
    """

    hearing: int = 6
    interview: int = 6
    filing: int = 5
    vulnerable: int = 4
    one_year: int = 3
    never_seen: int = 2
    waiting: int = 1


@dataclass(frozen=True, slots=True)
class Policy:
    """Figures that rules and reckonings read; the night is told in wall-clock times."""

    time_in_hand: int = 15  # minutes at the port before the report time
    boarding: int = 10  # minutes a stop
    wake_up: int = 30  # minutes before leaving home
    overdue: int = 30  # minutes after a due check-in
    unknown_travel: int = 30  # minutes between two places of one site for which nobody has typed a figure
    rest: int = 480  # minutes between two duties when one of them is at night
    hours_a_day: int = 10
    days_a_week: int = 6
    nights_a_week: int = 3
    night_from: time = time(22)
    night_until: time = time(6)
    child_seat_until_age: int = 11
    interpreter_factor: float = 1.25  # a consultation through one interpreter takes so much longer
    relay_factor: float = 1.5  # through two or more
    second_interpreter_after: int = 120  # minutes of interpreting (field research 2.4)
    interpreting_a_day: int = 300  # minutes that one interpreter may be booked for on a day (a default, no source)
    minutes_charla: int = 75  # these: a usual meeting with a lawyer who speaks the language (field research 2.4)
    minutes_intake: int = 45
    minutes_consultation: int = 60
    minutes_i589: int = 180
    minutes_declaration: int = 150
    minutes_interview_preparation: int = 60
    minutes_hearing_preparation: int = 45
    minutes_papers_check: int = 15
    buffer: int = 0  # minutes between two meetings of one team
    break_from: time = time(12)  # nobody is met from here
    break_until: time = time(12)  # to here; the same hour twice is no break
    preparation_days: int = 1  # a hearing is prepared at least so many days before it
    sittings_from: int = 1  # days from the first of two sittings to the second, at least (a default, no source)
    sittings_until: int = 21  # and at most (a default, no source)
    pocket_money: int = 50  # pesos an adult on a bus leg (field research 1.3)
    half_fare_from: int = 5  # the ages that pay half on a bus; below: free (field research 1.3)
    half_fare_until: int = 10
    silent_after: int = 14  # days without a word after which a household is looked for (a default, no source)
    waiting: WaitingWeights = WaitingWeights()
    #: (code of a switchable rule, 'must', 'reason', 'wish' or 'off'); not every clinic has an orientation on site.
    strictness: tuple[tuple[str, str], ...] = (("ORIENTATION", OFF),)

    def minutes(self, kind: ConsultationKind) -> int:
        """How long a meeting of a kind usually takes with a lawyer who speaks the language."""
        found: int = getattr(self, f"minutes_{kind.value}")
        return found

    def is_off(self, code: str) -> bool:
        """Whether the clinic has switched a rule off."""
        return (code, OFF) in self.strictness

    @property
    def two_adults_a_vehicle(self) -> bool:
        """Whether the clinic asks for two adults of the team in every vehicle (field research 2.9)."""
        return not self.is_off("TWO_ADULTS")

    @property
    def training_needed(self) -> bool:
        """Whether the clinic asks for training before the first seat (field research 2.3)."""
        return not self.is_off("TRAINED")


@dataclass(eq=False, kw_only=True)
class Clinic:
    """The organisation whose file this is; exactly one a file.

    `keeps_names` and `keeps_a_numbers` (of the people helped) are off until switched on.
    """

    id: ClinicId = field(default_factory=lambda: ClinicId(new_id()))
    name: str
    policy: Policy = Policy()
    keeps_names: bool = False
    keeps_a_numbers: bool = False
    codes_in_feeds: bool = False
    is_sample: bool = False
