"""'Fill open seats': who would sit where in the week, person by person; which seats stay open, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from clinic.domain.ids import SeatId
from clinic.domain.when import Week
from clinic.i18n import Sentence, _, say, say_n
from clinic.ports import UnitOfWork
from clinic.services import roster_plan
from clinic.services.roster_ground import Ground, Wish, survey
from clinic.services.roster_plan import SECONDS, SeatsFilled
from ui.desk import Desk
from ui.page import Page
from ui.pages.roster.proposal_lines import OPEN, Told, told
from ui.proposal_view import ProposalView
from ui.proposing import Proposing, Watch
from ui.why_lines import WhyLines
from ui.widgets.lines import Line


class SeatsProposing(Proposing[Ground, Told]):
    """The week of the desk's day, at its site."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.left_title, self.everybody = _("Still open"), _("Every seat has somebody.")
        self.nothing = _("Nobody fits an open seat without breaking a rule. Why? tells what would help.")
        self.busy, self.replan_word = _("Filling open seats"), _("Also move people who are not confirmed")

    @property
    def title(self) -> str:
        return _("Proposed seats, week {n}").format(n=Week.of(self._desk.day).number)

    @property
    def seconds(self) -> float:
        return SECONDS

    def survey(self, *, replan: bool) -> Callable[[UnitOfWork], Ground] | None:
        site = self._desk.site
        if site is None:
            return None
        wish = Wish(site, Week.of(self._desk.day).days, replan=replan)
        return lambda work: survey(work, wish=wish)

    def search(self, ground: Ground, watch: Watch, _trial: None, /) -> Told:
        draft = roster_plan.search(ground, planner=self._desk.formats.seat_planner(), watcher=watch)
        return told(roster_plan.prove(draft))

    def numbers(self, found: Told) -> Collection[int]:
        return range(len(found.proposal.changes))

    def named_by(self, found: Told, key: str) -> Collection[int]:
        return found.named_by(key)

    def lines(self, found: Told, wanted: Collection[int]) -> list[Line]:
        return found.lines(wanted)

    def left_lines(self, found: Told) -> list[Line]:
        return list(found.left)

    def left_note(self, found: Told) -> str:
        return str(say_n("{n} stays open", "{n} stay open", len(found.proposal.left))) if found.left else ""

    def words(self, found: Told) -> Sequence[Sentence]:
        return found.proposal.words

    def take_words(self, count: int) -> Sentence:
        return say_n("Take over {n} seat", "Take over {n} seats", count) if count else say("Nothing is chosen")

    def apply(self, work: UnitOfWork, *, found: Told, wanted: Collection[int] | None) -> SeatsFilled:
        seats = None if wanted is None else {found.proposal.changes[number].seat_id for number in wanted}
        return roster_plan.apply(work, proposal=found.proposal, seats=seats)


class SeatsProposal(ProposalView[Ground, Told]):
    """The proposal in place of the page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, SeatsProposing(page.desk))
        self._reasons = WhyLines(page, self.left, self._show_left)
        self.left.linked.connect(self._ask_why)
        self.left.opened.connect(self._ask_why)

    def _ask_why(self, key: str) -> None:
        if key.startswith(OPEN):
            self._reasons.ask(SeatId(UUID(key.removeprefix(OPEN))))

    def _show_left(self) -> None:
        if self._found is not None:
            self.left.set_lines(self._found.left)
