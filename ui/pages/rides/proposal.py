"""'Plan rides': trips for everybody of a day who has no ride; who is left, and what helps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QLineEdit

from clinic.i18n import Sentence, _, day, say_n
from clinic.ports import UnitOfWork
from clinic.services import ride_plan
from clinic.services.ride_ground import Ground, Wish, survey
from clinic.services.ride_helps import Help
from clinic.services.ride_plan import LIMITS, DayPlan, Proposal
from ui.desk import Desk
from ui.pages.rides.proposal_lines import can_choose, left_lines, trip_lines
from ui.proposing import Proposing, Watch
from ui.widgets.lines import Line


class RidesProposing(Proposing[Ground, Proposal]):
    """The day that the desk shows, with what was typed as a reason for locked gates."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.left_title, self.everybody = _("Without a ride"), _("Everybody has a ride out.")
        self.busy, self.replan_word = _("Planning rides"), _("Also drafts without promises")
        self.nothing = _("Nobody can ride without breaking a rule. At the right is why, and what would help.")
        self._reason = QLineEdit()
        self._reason.setObjectName("gateReason")
        self._reason.setPlaceholderText(_("Why locked gates open"))
        self._reason.setToolTip(_("Why locked gates open (the guard was asked)"))
        self._reason.setAccessibleName(_("Why locked gates open"))

    @property
    def title(self) -> str:
        """It names the day, which moves."""
        return _("Proposed trips, {day}").format(day=day(self._desk.day))

    @property
    def seconds(self) -> float:
        return LIMITS.seconds

    def field(self) -> QLineEdit:
        return self._reason

    def forget(self) -> None:
        self._reason.clear()

    def survey(self, *, replan: bool) -> Callable[[UnitOfWork], Ground] | None:
        site = self._desk.site
        if site is None:
            return None
        wish = Wish(site, self._desk.day, reason=self._reason.text().strip(), replan=replan)
        return lambda work: survey(work, wish=wish)

    def search(self, ground: Ground, watch: Watch, trial: Help | None, /) -> Proposal:
        planner = self._desk.formats.fleet_planner()
        assumed = trial.assumed if trial else None
        draft = ride_plan.search(ground, planner=planner, limits=LIMITS, watcher=watch, assumed=assumed)
        return ride_plan.prove(draft)

    def numbers(self, found: Proposal) -> Collection[int]:
        return {trip.number for trip in found.trips}

    def lines(self, found: Proposal, wanted: Collection[int]) -> list[Line]:
        return trip_lines(found, wanted)

    def left_lines(self, found: Proposal) -> list[Line]:
        return left_lines(found)

    def left_note(self, found: Proposal) -> str:
        return str(say_n("{n} person", "{n} people", found.short)) if found.left else ""

    def words(self, found: Proposal) -> Sequence[Sentence]:
        return found.words

    def take_words(self, count: int) -> Sentence:
        return say_n("Take over {n} trip", "Take over {n} trips", count)

    def can_choose(self, found: Proposal) -> bool:
        return can_choose(found)

    def trial(self, found: Proposal, key: str) -> Help | None:
        return found.helps[int(key.removeprefix("help-"))] if key.startswith("help-") else None

    def apply(self, work: UnitOfWork, *, found: Proposal, wanted: Collection[int] | None) -> DayPlan:
        return ride_plan.apply(work, proposal=found, trips=wanted)
