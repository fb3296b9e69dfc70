"""How strict each rule is: the lines of the page, and the switch of a rule between must, warn, prefer and off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QIcon

from clinic.domain.breaches import Severity
from clinic.domain.policy import OFF
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _
from clinic.rules import judge
from ui.states import State
from ui.theme import icon
from ui.widgets.header import Segments

#: The shape of each choice, as the same state is shown elsewhere.
SHAPES = {
    Severity.MUST.value: State.OVERRIDDEN,
    Severity.REASON.value: State.WARNING,
    Severity.WISH.value: State.ASKED,
    OFF: State.NOT_ASKED,
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A line of the page: a rule (by its code), a figure (by its field of the policy), or a rule that has a figure."""

    code: str = ""
    figure: str = ""
    caption: str = ""
    unit: str = ""

    @property
    def title(self) -> str:
        """What stands first: the rule, else what the figure is."""
        return rule_title(self.code) if self.code else self.caption

    @property
    def note(self) -> str:
        """What the figure of a rule is, in smaller letters under it."""
        return self.caption if self.code else ""


def rule_title(code: str) -> str:
    """What a switchable rule says, in the language of the reader."""
    for book in (judge.TRIPS, judge.RIDINGS, judge.SEATINGS, judge.BOOKINGS):
        rule = book.rules.get(code)
        if rule is not None and rule.switchable:
            return str(rule.title)
    raise KeyError(code)


def groups() -> Sequence[tuple[str, Sequence[RuleLine]]]:
    """All rules that can be switched and all figures, in groups."""
    return (
        (_("Hearing day"), _hearing_day()),
        (_("Volunteers"), _volunteers()),
        (_("Consultations"), _meetings()),
        (_("How long a meeting usually takes"), _lengths()),
    )


def _hearing_day() -> Sequence[RuleLine]:
    minutes, years, pesos = _("min"), _("years"), _("pesos")
    return (
        RuleLine("TWO_ADULTS"),
        RuleLine("CHILD_SEATS", "child_seat_until_age", _("Child seat up to this age"), years),
        RuleLine("TIME_IN_HAND", "time_in_hand", _("Time in hand at the port before the report time"), minutes),
        RuleLine("GATE"),
        RuleLine("NOT_CONFIRMED"),
        RuleLine("PAPERS"),
        RuleLine("LANGUAGE"),
        RuleLine("CHILD_ALONE"),
        RuleLine("LEFT_BEHIND"),
        RuleLine("", "boarding", _("Getting in, at each stop"), minutes),
        RuleLine("", "wake_up", _("Waking up before leaving home"), minutes),
        RuleLine("", "overdue", _("No word: overdue so long after a due check-in"), minutes),
        RuleLine("", "unknown_travel", _("A way between two places that nobody has typed"), minutes),
        RuleLine("", "pocket_money", _("Pocket money an adult on a bus"), pesos),
        RuleLine("", "half_fare_from", _("Half the fare from this age on; younger ones ride free"), years),
        RuleLine("", "half_fare_until", _("Half the fare up to this age"), years),
    )


def _volunteers() -> Sequence[RuleLine]:
    return (
        RuleLine("REST", "rest", _("Rest between two duties when one is at night"), _("h")),
        RuleLine("HOURS_A_DAY", "hours_a_day", _("Longest day on duty"), _("h")),
        RuleLine("DAYS_A_WEEK", "days_a_week", _("Days a week"), _("days")),
        RuleLine("NIGHTS_A_WEEK", "nights_a_week", _("Nights a week"), _("nights")),
        RuleLine("TRAINED"),
        RuleLine("CREDENTIAL"),
        RuleLine("ROLE"),
        RuleLine("SUPERVISION"),
        RuleLine("CANNOT"),
        RuleLine("UNSURE"),
        RuleLine("STAND_BY"),
        RuleLine("ORIENTATION"),
        RuleLine("TENTATIVE"),
        RuleLine("LEVEL"),
        RuleLine("SHORT_GAP"),
        RuleLine("", "night_from", _("Night begins")),
        RuleLine("", "night_until", _("Night ends")),
    )


def _meetings() -> Sequence[RuleLine]:
    return (
        RuleLine("LONG", "second_interpreter_after", _("Second interpreter after"), _("min")),
        RuleLine("INTERPRETER_DAY", "interpreting_a_day", _("Longest day of one interpreter in meetings"), _("min")),
        RuleLine("BUFFER", "buffer", _("Pause between two meetings of one team"), _("min")),
        RuleLine("BREAK", "break_from", _("The break begins")),
        RuleLine("", "break_until", _("The break ends; the same hour twice: no break")),
        RuleLine("INTAKE_FIRST"),
        RuleLine("PREPARED_IN_TIME", "preparation_days", _("Days between preparation and hearing"), _("days")),
        RuleLine("SITTINGS", "sittings_from", _("Days between two sittings, at least")),
        RuleLine("", "sittings_until", _("Days between two sittings, at most")),
        RuleLine("SAME_LAWYER"),
        RuleLine("CAN_COME"),
        RuleLine("ONE_WAY"),
        RuleLine("ROOM"),
        RuleLine("ROOM_SEATS"),
        RuleLine("HEARING_DAY"),
        RuleLine("", "silent_after", _("A household is not heard of after so many days without a word"), _("days")),
        RuleLine("", "interpreter_factor", _("Longer by this factor with an interpreter")),
        RuleLine("", "relay_factor", _("Longer by this factor in a relay")),
    )


def _lengths() -> Sequence[RuleLine]:
    """One figure a kind, for a lawyer who speaks the language of the household."""
    kinds = ((f"minutes_{kind.value}", str(words)) for kind, words in CONSULTATIONS.items())
    return tuple(RuleLine("", figure, caption[:1].upper() + caption[1:], _("min")) for figure, caption in kinds)


class StrictnessSwitch(Segments):
    """Must, warn, prefer or off; the one that is on is shown by its shape as well."""

    def __init__(self, code: str) -> None:
        words = (
            (Severity.MUST.value, _("Must")),
            (Severity.REASON.value, _("Warn")),
            (Severity.WISH.value, _("Prefer")),
            (OFF, _("Off")),
        )
        super().__init__(words, judge.switchable()[code].value, rule_title(code))
        self.setObjectName("segments")
        for key, button in self._buttons.items():
            button.setObjectName(f"{code}-{key}")
            button.setAccessibleName(_("{rule}: {choice}").format(rule=rule_title(code), choice=button.text()))
            button.toggled.connect(lambda _on: self._show_shapes())
        self._show_shapes()

    def _show_shapes(self) -> None:
        for key, button in self._buttons.items():
            shape = SHAPES[key]
            button.setIcon(icon(shape.icon, shape.token) if button.isChecked() else QIcon())
