"""Book next: the top of the waiting list into its best time, or why not and what works instead."""

from __future__ import annotations

from collections.abc import Callable

from clinic.i18n import _, day, say
from clinic.services import openings
from clinic.services.views.consultations import Waiting
from clinic.services.views.openings import NextUp, Opening
from ui.page import Page
from ui.pages.consultations.placer import Placer
from ui.widgets.banner import Offer
from ui.widgets.toast import announce

#: So many reasons are told when nothing fits.
MOST = 3


class BookNext:
    """Asks for the best time of a household and books it; where the day has none, the page's banner says why."""

    def __init__(self, page: Page, placer: Placer) -> None:
        self._page, self._placer = page, placer
        self._book: Callable[[Waiting, Opening], None] = placer.book
        self._later: tuple[Waiting, Opening] | None = None
        page.banner.offered.connect(self._on_offered)

    def start(self, line: Waiting, *, both: bool = False) -> None:
        """Book this household if the day has a time for it; `both` sittings of its matter where there are two."""
        self._book = self._placer.book_both if both else self._placer.book
        desk, request = self._page.desk, line.request_id
        on = desk.day
        desk.read(
            lambda work: openings.next_up(work, request=request, day=on),
            lambda found: self._answer(line, found),
            newest="consultations.next",
            owner=self._page,
        )

    def _answer(self, line: Waiting, found: NextUp) -> None:
        if found.today.best is not None:
            self._book(line, found.today.best)
        else:
            self._tell(line, found)

    def _tell(self, line: Waiting, found: NextUp) -> None:
        against = [str(breach.sentence) for one in found.today.openings for breach in one.breaches]
        told = list(dict.fromkeys(against))[:MOST] or [str(found.today.why_none)]
        best = found.later.best if found.later is not None else None
        offers = [Offer("close", _("Close"))]
        if best is not None:
            self._later = (line, best)
            when = {"day": day(best.starts.date()), "what": best.words}
            told.append(_("Nearest: {day}, {what}.").format(**when))
            offers = [
                Offer("book-later", _("Book {day}, {time}").format(day=when["day"], time=f"{best.starts:%H:%M}")),
                Offer("go-later", _("Go to that day")),
                *offers,
            ]
        else:
            told.append(str(say("No time within {n} days. Offer a phone call.", n=openings.AHEAD)))
        heading = _("{code} cannot be met on {day}.").format(code=line.code, day=day(found.today.day))
        self._page.banner.tell(heading, told, offers, tone="warn")
        announce(self._page, " ".join([heading, *told]))

    def _on_offered(self, key: str) -> None:
        if key in ("close", "book-later", "go-later"):
            self._page.banner.dismiss()
        if self._later is None:
            return
        line, opening = self._later
        if key == "book-later":
            self._book(line, opening)
        elif key == "go-later":
            self._page.desk.move_to(day=opening.starts.date())
