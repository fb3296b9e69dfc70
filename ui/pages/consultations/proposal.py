"""'Plan week': times on a day or in a week for everybody who waits; who still waits, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from clinic.domain.when import Week
from clinic.i18n import Sentence, _, say_n
from clinic.ports import UnitOfWork
from clinic.services import consultation_plan
from clinic.services.consultation_plan import LIMITS, ConsultationPlan, Proposal
from clinic.services.sitting_ground import Ground, Wish, survey
from ui.desk import Desk
from ui.page import Page
from ui.pages.consultations.proposal_lines import left_lines, meeting_lines
from ui.proposal_view import ProposalView
from ui.proposing import Proposing, Watch
from ui.widgets.lines import Line


class BookingsProposing(Proposing[Ground, Proposal]):
    """The day that the desk shows, or with `is_week` its week."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self.is_week = desk, True
        self.left_title, self.everybody = _("Still waiting"), _("Everybody has a time.")
        self.nothing = _("Nobody who waits fits without breaking a rule. At the right is why, and what would help.")
        self.busy, self.replan_word = _("Planning consultations"), _("Also what is booked and not pinned")

    @property
    def title(self) -> str:
        return _("Proposed consultations")

    @property
    def seconds(self) -> float:
        return LIMITS.seconds

    def survey(self, *, replan: bool) -> Callable[[UnitOfWork], Ground] | None:
        site, days = self._desk.site, self._days()
        if site is None:
            return None
        wish = Wish(site, days, replan)
        return lambda work: survey(work, wish=wish)

    def _days(self) -> tuple[date, ...]:
        return Week.of(self._desk.day).days if self.is_week else (self._desk.day,)

    def search(self, ground: Ground, watch: Watch, _trial: None, /) -> Proposal:
        planner = self._desk.formats.sitting_planner()
        draft = consultation_plan.search(ground, planner=planner, limits=LIMITS, watcher=watch)
        return consultation_plan.prove(draft)

    def numbers(self, found: Proposal) -> Collection[int]:
        return {each.number for each in found.meetings}

    def lines(self, found: Proposal, wanted: Collection[int]) -> list[Line]:
        return meeting_lines(found, wanted)

    def left_lines(self, found: Proposal) -> list[Line]:
        return left_lines(found.left)

    def left_note(self, found: Proposal) -> str:
        return str(say_n("{n} household", "{n} households", len(found.left))) if found.left else ""

    def words(self, found: Proposal) -> Sequence[Sentence]:
        return found.words

    def take_words(self, count: int) -> Sentence:
        return say_n("Take over {n} consultation", "Take over {n} consultations", count)

    def apply(self, work: UnitOfWork, *, found: Proposal, wanted: Collection[int] | None) -> ConsultationPlan:
        return consultation_plan.apply(work, proposal=found, meetings=wanted)


class BookingsProposal(ProposalView[Ground, Proposal]):
    """The proposal in place of the page, of a day or of its week."""

    def __init__(self, page: Page) -> None:
        self._bookings = BookingsProposing(page.desk)
        super().__init__(page, self._bookings)

    def plan_day(self) -> None:
        """Propose times on the page's day for everybody who waits."""
        self._bookings.is_week = False
        self.begin()

    def plan_week(self) -> None:
        """The same in the week of the page's day."""
        self._bookings.is_week = True
        self.begin()
