"""Who must be told of dates that move; and where what rests on an old date is done anew."""

from __future__ import annotations

from collections.abc import Callable

from clinic.domain.ids import HearingId, HouseholdId
from clinic.i18n import _, say_n
from clinic.jobs import Progress
from clinic.services.views.dates import Dependant, DependantKind, Tell
from ui.desk import Desk
from ui.dialogs.report_time import ask_report_time
from ui.jobs import Ticket
from ui.page import Page
from ui.pages.rides.dates_tables import tell_lines
from ui.widgets.lines import Line, LineList
from ui.widgets.panel import Panel

Tells = tuple[Tell, ...]


class TellsPanel(Panel):
    """The list; Enter goes to the one who must be told."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Who must be told"), scroll=False)
        self._desk = desk
        self._telling: Ticket | None = None
        self._by_key: dict[str, Tell] = {}
        self.lines = LineList(_("Who must be told"))
        self.lines.setObjectName("tells")
        self.lines.opened.connect(self._open)
        self.content.addWidget(self.lines, 1)

    def prepare(self, tells: Callable[[], Tells]) -> None:
        """Put them into lines beside the window's thread, then show them: a large notice has a thousand."""

        def job(_progress: Progress) -> tuple[Tells, list[Line]]:
            found = tells()
            return found, tell_lines(found)

        if self._telling is not None:
            self._telling.drop()
        handle = self._desk.guard.handle
        self._telling = self._desk.hands.run(job, lambda both: self._show(*both), handle, owner=self)

    def _show(self, tells: Tells, lines: list[Line]) -> None:
        self._by_key = {one.key: one for one in tells}
        self.lines.set_lines(lines)
        words = say_n("{n} to tell", "{n} to tell", len(tells))
        self.set_title(_("Who must be told"), str(words) if tells else _("Nobody"))

    def _open(self, key: str) -> None:
        one = self._by_key.get(key)
        target = one and (one.volunteer_id or one.household_id)
        if target:
            self._desk.go("people", target)


def go_to(page: Page, one: Dependant) -> None:
    """Where something is done anew: its trip, the paper's hour, the household, the copy that is old."""
    desk = page.desk
    if one.kind is DependantKind.REPORT_TIME:
        ask_report_time(desk, page, hearing=HearingId(one.row_id), code=one.code, proposed=None)
    elif one.about == "trip":
        page.show_target(one.row_id)
    elif one.kind is DependantKind.COPY:
        desk.go("share")
    elif one.about == "consultation":
        desk.move_to(day=one.by.date())
        desk.go("consultations", one.row_id)
    else:
        desk.go("people", HouseholdId(one.household_id))
