"""Record a check-in: trip, what, household where it is about one, hour, by whom. Enter saves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from clinic.domain.hearings import AbsenceReason, HearingEnd
from clinic.domain.ids import HearingId, HouseholdId, TripId
from clinic.domain.trips import CheckInKind
from clinic.domain.words import ABSENCE_REASONS, CHECK_INS, HEARING_ENDS
from clinic.i18n import _, day
from clinic.services import check_ins, hearings
from clinic.services.views.rides import CheckInView
from clinic.services.views.today import NotBack, TripBlock
from ui.desk import Desk, Verb
from ui.dialogs.forms import ClockField, Form, show_form

_OF_TRIPS = (CheckInKind.DEPARTURE, CheckInKind.AT_PORT, CheckInKind.HAND_OVER)
_OF_HOUSEHOLDS = (CheckInKind.TURNED_AWAY, CheckInKind.NOT_ON_THE_LIST, CheckInKind.RETURN, CheckInKind.WORD)
_ENDS = (HearingEnd.HELD, HearingEnd.LET_IN, HearingEnd.DETAINED, HearingEnd.TAKEN_OUT, HearingEnd.ABSENT)
What = CheckInKind | HearingEnd


@dataclass(frozen=True, slots=True)
class Rider:
    """A household on a trip."""

    household_id: HouseholdId
    hearing_id: HearingId | None
    code: str


@dataclass(frozen=True, slots=True)
class Ride:
    """A trip of which something can be told. `next_kind` is what is waited for."""

    trip_id: TripId
    title: str
    riders: tuple[Rider, ...]
    next_kind: CheckInKind | None = None


def ride_of(block: TripBlock) -> Ride:
    """A trip of the board."""
    riders = tuple(Rider(row.household_id, row.hearing_id, row.code) for row in block.rows)
    return Ride(block.trip_id, f"{block.label} · {block.vehicle}", riders, _waited_for(block))


def _waited_for(block: TripBlock) -> CheckInKind | None:
    """What the next word from a trip should be; one that a later word has overtaken is not waited for."""
    done = [_OF_TRIPS.index(one.kind) for one in block.check_ins if one.done and one.kind in _OF_TRIPS]
    last = len(_OF_TRIPS) - 1 if block.is_handed_over else max(done, default=-1)
    ahead = (*_OF_TRIPS[last + 1 :], CheckInKind.RETURN)
    return next((kind for kind in ahead if any(one.kind is kind and one.done is None for one in block.check_ins)), None)


def rides_back(out: Sequence[NotBack]) -> list[Ride]:
    """The trips, maybe of another day, from which these households are not back."""
    by_trip: dict[TripId, list[NotBack]] = {}
    for one in out:
        by_trip.setdefault(one.trip_id, []).append(one)
    return [
        Ride(
            trip_id,
            _("hearing of {day}").format(day=day(those[0].day)),
            tuple(Rider(one.household_id, one.hearing_id, one.code) for one in those),
            CheckInKind.RETURN,
        )
        for trip_id, those in by_trip.items()
    ]


def likely(blocks: Sequence[TripBlock]) -> TripBlock | None:
    """The trip of which a word is most likely to come now: the longest silent one, else the one that is due next."""
    late = [(one.late, block) for block in blocks for one in block.check_ins if one.late]
    if late:
        return max(late, key=lambda each: each[0])[1]
    due = [(_next_due(block), block) for block in blocks]
    waiting = [(hour, block) for hour, block in due if hour is not None]
    return min(waiting, key=lambda each: each[0])[1] if waiting else None


def _next_due(block: TripBlock) -> datetime | None:
    """When the first word that may still come from a trip is due."""
    if block.is_handed_over:
        return None
    last = max(
        (n for n, kind in enumerate(_OF_TRIPS) for one in block.check_ins if one.kind is kind and one.done), default=-1
    )
    hours = [one.due.here for one in block.check_ins if one.due and not one.done and one.kind in _OF_TRIPS[last + 1 :]]
    return min(hours, default=None)


class CheckInForm(Form):
    """The form. `verb` with `given` records it; the instant is the typed wall clock, at the latest now."""

    def __init__(self, parent: QWidget, rides: Sequence[Ride], now: datetime, chosen: TripId | None = None) -> None:
        super().__init__(parent, "checkIn", _("Record check-in"), _("Record"))
        self._rides, self._now = rides, now
        self.trip, self.household, self.kind, self.reason = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.hour, self.by, self.text = ClockField(now.time()), QLineEdit(), QLineEdit()
        for number, ride in enumerate(rides):
            self.trip.addItem(ride.title)
            if ride.trip_id == chosen:
                self.trip.setCurrentIndex(number)
        for reason in AbsenceReason:
            self.reason.addItem(str(ABSENCE_REASONS[reason]), reason)
        self.lay_out(
            [
                (_("Trip"), self.trip, "trip"),
                (_("Household"), self.household, "household"),
                (_("What"), self.kind, "kind"),
                (_("Why absent"), self.reason, "reason"),
                (_("Hour"), self.hour, "hour"),
                (_("Said by"), self.by, "by"),
                (_("Note"), self.text, "note"),
            ],
            _("An hour later than now is taken as yesterday's."),
        )
        self.trip.currentIndexChanged.connect(self._on_trip)
        self.household.currentIndexChanged.connect(self._on_household)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._on_trip()
        self.kind.setFocus()

    @property
    def _ride(self) -> Ride:
        return self._rides[self.trip.currentIndex()]

    @property
    def _rider(self) -> Rider | None:
        number = self.household.currentIndex() - (len(self._ride.riders) != 1)
        return self._ride.riders[number] if 0 <= number < len(self._ride.riders) else None

    def _on_trip(self) -> None:
        """Offer the trip's households; a single one is meant at once where its return is waited for."""
        self.household.blockSignals(True)
        self.household.clear()
        if len(self._ride.riders) != 1:
            self.household.addItem(_("everybody on it"))
        self.household.addItems([rider.code for rider in self._ride.riders])
        self.household.blockSignals(False)
        self._on_household()

    def _on_household(self) -> None:
        """Offer what can be told of the whole trip, or of one household; first what is waited for."""
        rider = self._rider
        kinds: list[What] = [*_OF_TRIPS, CheckInKind.RETURN] if rider is None else [*_OF_TRIPS, *_OF_HOUSEHOLDS]
        if rider is not None and rider.hearing_id is not None:
            kinds += _ENDS
        self.kind.clear()
        for kind in kinds:
            words = CHECK_INS[kind] if isinstance(kind, CheckInKind) else HEARING_ENDS[kind]
            self.kind.addItem(str(words), kind)
        if self._ride.next_kind in kinds:
            self.kind.setCurrentIndex(kinds.index(self._ride.next_kind))

    def _on_kind(self) -> None:
        is_absent = self.kind.currentData() is HearingEnd.ABSENT
        self.reason.setEnabled(is_absent)
        self.reason.setCurrentIndex(list(AbsenceReason).index(AbsenceReason.UNKNOWN) if is_absent else -1)

    @property
    def at(self) -> datetime:
        """The instant."""
        typed = self.hour.clock
        at = self._now.replace(hour=typed.hour, minute=typed.minute, second=0, microsecond=0)
        return at - timedelta(days=1) if at > self._now else at

    @property
    def verb(self) -> Verb:
        """What records it."""
        kind = self.kind.currentData()
        if isinstance(kind, HearingEnd):
            return hearings.end
        return check_ins.word if kind is CheckInKind.WORD else check_ins.record

    @property
    def given(self) -> dict[str, Any]:
        """What `verb` needs."""
        kind, rider = self.kind.currentData(), self._rider
        told = {"at": self.at, "by": self.by.text().strip(), "note": self.text.text().strip()}
        if isinstance(kind, HearingEnd):
            reason = self.reason.currentData() if kind is HearingEnd.ABSENT else None
            return {"hearing": rider.hearing_id if rider else None, "end": kind, "absence_reason": reason, **told}
        about = rider.household_id if rider is not None and kind in _OF_HOUSEHOLDS else None
        if kind is CheckInKind.WORD:
            return {"trip": self._ride.trip_id, "household": about, **told}
        return {"trip": self._ride.trip_id, "kind": kind, "household": about, **told}


def open_check_in(desk: Desk, form: CheckInForm) -> None:
    """Show the form; what it records depends on what is told, so the verb is chosen when its button is pressed."""

    def done(_answer: object) -> None:
        form.accept()

    def record() -> None:
        form.wait()
        desk.run(form.verb, starter=form.parent(), done=done, failed=form.failing(desk.guard), **form.given)

    form.asked.connect(record)
    show_form(form)


class CorrectionForm(Form):
    """A word that was recorded: another hour, another teller, or that it has not come after all."""

    def __init__(self, parent: QWidget, word: CheckInView, now: datetime) -> None:
        title = _("Correct: {what}").format(what=word.words)
        super().__init__(parent, "correctCheckIn", title, _("Correct"))
        self._now, self._was = now, word.done.here if word.done else now
        self.hour, self.by, self.text = ClockField(self._was.time()), QLineEdit(word.by), QLineEdit(word.note)
        self.gone = QCheckBox(_("It has not come after all"))
        self.gone.toggled.connect(self.hour.setDisabled)
        self.lay_out(
            [
                (_("Hour"), self.hour, "hour"),
                (_("Said by"), self.by, "by"),
                (_("Note"), self.text, "note"),
                ("", self.gone, "gone"),
            ],
            _("The history keeps what was recorded before."),
        )

    @property
    def given(self) -> dict[str, Any]:
        """What `check_ins.amend` needs; the day stays unless the hour were later than now."""
        typed = self.hour.clock
        at = self._was.replace(hour=typed.hour, minute=typed.minute, second=0, microsecond=0)
        at = at - timedelta(days=1) if at > self._now else at
        told = {"by": self.by.text().strip(), "note": self.text.text().strip()}
        return {"at": None if self.gone.isChecked() else at, **told}
