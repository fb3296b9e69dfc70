"""Says who is being placed and where they fit, while they are carried by mouse or by keys."""

from __future__ import annotations

from clinic.i18n import _
from ui.tokens import CARD_GAP
from ui.widgets.banner import Banner
from ui.widgets.basics import Key, Label


class PlacingBar(Banner):
    """A banner that stays until they are put down; Esc lets them go."""

    def __init__(self) -> None:
        super().__init__("info", gap=CARD_GAP)
        self.setObjectName("placingBar")
        for part in (Key("Esc"), Label(_("cancel"), "small", "ink2")):
            self.line.addWidget(part)

    def say_placing(self, name: str, where: str = "") -> None:
        """Name them, and where they fit once that is known."""
        self.tell(_("Placing {name}.").format(name=name), [where] if where else [], tone="info")
