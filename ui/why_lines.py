"""Why a seat is open, as lines of a list: what stands in the way, what would change it, a trial of each change.

A trial does the change and plans again, and keeps nothing; what came of it stands under the change. What works can be
done at once, as one step.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from clinic.domain.ids import SeatId
from clinic.i18n import _
from clinic.ports import UnitOfWork
from clinic.services import why_open, why_trying
from clinic.services.views.why import Mend, OneMore, Tried, Why, WhyKind
from ui.page import Page
from ui.seat_panel import SeatPanel
from ui.states import State
from ui.trying import attempt
from ui.widgets.lines import Detail, Line, LineList

#: How long is planned for a trial, and for what must give way (seconds); the data lane waits for it.
SECONDS = 3.0
BACK, LOOK, TRY, DO = "why-back", "why-look", "why-try-", "why-do-"


class WhyLines(QObject):
    """Shows in `lines` why a seat is open; `back` gives the list its own lines again."""

    def __init__(self, page: Page, lines: LineList, back: Callable[[], object]) -> None:
        super().__init__(page)
        self._page, self._lines, self._back = page, lines, back
        self._why: Why | None = None
        self._tried: dict[int, Tried] = {}
        lines.linked.connect(self._on_key)
        lines.opened.connect(self._on_key)

    @classmethod
    def of_panel(cls, page: Page, panel: SeatPanel) -> WhyLines:
        """In place of the candidates in a seat's panel, when that wishes it."""
        found = cls(page, panel.lines, panel.show_again)

        def fulfil(wish: str) -> None:
            if wish == "why" and panel.seat is not None:
                found.ask(panel.seat.seat_id)

        panel.wished.connect(fulfil)
        return found

    def ask(self, seat: SeatId) -> None:
        """Find out why it is open; what can be seen at once, without a search."""
        self._page.desk.read(lambda work: why_open.why(work, seat=seat), self._show, newest="why", owner=self)

    def _show(self, found: Why) -> None:
        self._why, self._tried = found, {}
        self._refresh()
        self._lines.choose(BACK)
        self._lines.setFocus()

    def _refresh(self) -> None:
        if self._why is not None:
            self._lines.set_lines(why_lines(self._why, self._tried))

    def _on_key(self, key: str) -> None:
        found = self._why
        if found is None or not key.startswith("why-"):
            return
        if key == BACK:
            self._why = None
            self._back()
        elif key == LOOK:
            self._look(found.seat.seat_id)
        elif key.startswith(TRY):
            self._try(found, int(key.removeprefix(TRY)))
        elif key.startswith(DO):
            self._do(found.mends[int(key.removeprefix(DO))])

    def _look(self, seat: SeatId) -> None:
        planner = self._page.desk.formats.seat_planner()

        def look(work: UnitOfWork) -> Why:
            return why_open.why(work, seat=seat, planner=planner, seconds=SECONDS)

        self._page.desk.read(look, self._show, newest="why", owner=self)

    def _try(self, found: Why, number: int) -> None:
        act = found.mends[number].act

        def show(tried: Tried) -> None:
            if self._why is found:
                self._tried[number] = tried
                self._refresh()
                self._lines.choose(f"{DO if tried.works else TRY}{number}")

        self._page.desk.run(
            why_trying.try_out,
            act=act,
            seat=found.seat.seat_id,
            planner=self._page.desk.formats.seat_planner(),
            seconds=SECONDS,
            quiet=True,
            what=_("Trying a change"),
            done=show,
        )

    def _do(self, mend: Mend) -> None:
        def done(_change: object) -> None:
            self._why = None
            self._back()

        attempt(
            self._page,
            why_trying.carry_out,
            subject=str(mend.words),
            word=_("Do it anyway?"),
            go=_("Do it anyway"),
            done=done,
            act=mend.act,
        )


def why_lines(found: Why, tried: dict[int, Tried]) -> list[Line]:
    """Back, the answer, every reason with its changes, each with a word that tries it or does it."""
    lines = [Line(key=BACK, title=_("Why is this open?"), icon="caret-left", link=_("Back"), boxed=True)]
    if all(str(reason.words) != str(found.line) for reason in found.reasons):
        lines.append(Line(key="why", title=str(found.line), state=State.OPEN))
    told: set[Mend] = set()
    for number, reason in enumerate(found.reasons):
        new = [mend for mend in reason.mends if mend not in told]
        lines.append(Line(key=f"why-reason-{number}", title=str(reason.words), state=State.NO_FIT))
        lines += [_mend_line(found.mends.index(mend), mend, tried) for mend in new]
        told.update(new)
    if found.kind in (WhyKind.GIVES_WAY, WhyKind.NONE):
        what = _("What must give way")
        more = (Detail(_("Looks for the cheapest rules or plans that would have to give way.")),)
        lines.append(Line(key=LOOK, title=what, icon="magnifying-glass", details=more, link=_("Look"), boxed=True))
    return lines


def _mend_line(number: int, mend: Mend, tried: dict[int, Tried]) -> Line:
    result, can_try = tried.get(number), mend.act is not None
    details = []
    if result is not None:
        mark, tone = ("check-circle-fill", "ok") if result.works else ("x-circle-fill", "bad")
        details = [Detail(str(result.words), mark, tone), *(Detail(str(line), "user") for line in result.lines)]
    works = result is not None and result.works and not isinstance(mend.act, OneMore)
    key = f"{DO}{number}" if works else f"{TRY}{number}" if can_try else f"why-by-hand-{number}"
    link = (_("Do it") if works else _("Try again") if result else _("Try it")) if can_try else ""
    return Line(key=key, title=str(mend.words), icon="lightbulb", details=tuple(details), link=link, boxed=True)
