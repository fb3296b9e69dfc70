"""The banner over every page that says when the clock of this laptop looks wrong."""

from __future__ import annotations

from clinic.i18n import Sentence, _
from clinic.services import clock
from ui.desk import Desk
from ui.widgets.banner import Banner, Offer


class ClockBanner(Banner):
    """Hidden while nothing speaks against the clock. Looked at once, when the file is opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("warn")
        self.setObjectName("clockBanner")
        self.offered.connect(lambda _key: self.dismiss())
        desk.read(clock.trouble, self._show, owner=self)

    def _show(self, found: Sentence | None) -> None:
        if found is not None:
            self.tell(_("Look at the clock of this laptop"), [str(found)], [Offer("close", _("Close"))])
