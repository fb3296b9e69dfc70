"""Calling a meeting off. Of two sittings it is asked whether the other one goes too."""

from __future__ import annotations

from clinic.i18n import _
from clinic.services import consultations, sittings
from clinic.services.sittings import OtherSitting
from ui.page import Page
from ui.pages.consultations.cards import Meeting
from ui.widgets.banner import Offer
from ui.widgets.toast import announce

ONE, BOTH = "cancel-one", "cancel-both"


class CallOff:
    """Calls a meeting off at once; where another sitting of the matter is booked, the page's banner asks first."""

    def __init__(self, page: Page) -> None:
        self._page, self._desk = page, page.desk
        self._asked: Meeting | None = None
        page.banner.offered.connect(self._on_offered)

    def start(self, meeting: Meeting) -> None:
        """Call this meeting off, or ask."""
        consultation = meeting.card.consultation_id
        if consultation is not None:
            self._desk.read(
                lambda work: sittings.other_of(work, consultation),
                lambda other: self._ask(meeting, other),
                newest="consultations.other",
                owner=self._page,
            )

    def _ask(self, meeting: Meeting, other: OtherSitting | None) -> None:
        self._asked = meeting
        if other is None:
            self._end(both=False)
            return
        heading = _("{code} has two sittings. Cancel only this one?").format(code=meeting.card.code)
        offers = [
            Offer(ONE, _("Cancel only this one")),
            Offer(BOTH, _("Cancel both sittings")),
            Offer("close", _("Back")),
        ]
        self._page.banner.tell(heading, [str(other.words)], offers, tone="warn")
        announce(self._page, f"{heading} {other.words}")

    def _on_offered(self, key: str) -> None:
        if key in (ONE, BOTH):
            self._page.banner.dismiss()
            self._end(both=key == BOTH)

    def _end(self, *, both: bool) -> None:
        meeting, self._asked = self._asked, None
        if meeting is not None:
            self._desk.run(
                consultations.cancel, consultation=meeting.card.consultation_id, both=both, starter=self._page
            )
