"""Every colour, size, radius and space of the window, in one place.

Nothing here knows Qt. Style sheet and delegates read the same tokens, and `tests/ui/test_contrast.py` proves the
colours: text at least 4.5:1 on its ground, shapes at least 3:1, the five status colours apart for every kind of
colour vision.
"""

# ruff: noqa: N815 - the colour names are those of the design and of the style sheet

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme as `#RRGGBB`; a trailing S is the soft fill that goes with a status colour."""

    app: str
    surface: str
    sunken: str
    nav: str
    hover: str
    sel: str
    line: str
    line2: str
    ink: str
    ink2: str
    ink3: str
    acc: str
    accH: str
    accI: str
    accS: str
    onacc: str
    ok: str
    okS: str
    warn: str
    warnS: str
    warnL: str
    bad: str
    badS: str
    info: str
    infoS: str
    open: str
    openS: str
    hear: str
    onhear: str
    port: str
    tip: str
    ontip: str
    scrim: str
    """What lies over the window behind a dialog, as `#AARRGGBB`."""


LIGHT = Colours(
    app="#F6F5F2", surface="#FFFFFF", sunken="#EFEDE8", nav="#EBE9E3", hover="#F1F0EC", sel="#E6F1F4",
    line="#DCD9D2", line2="#868C91", ink="#1B2327", ink2="#47525A", ink3="#5F696F",
    acc="#0B5C73", accH="#094A5D", accI="#0A4F63", accS="#DFEDF1", onacc="#FFFFFF",
    ok="#0E6A4E", okS="#DFF1E8", warn="#8C5A00", warnS="#FBEDD0", warnL="#C27A0A", bad="#95211B", badS="#FBE4DD",
    info="#2463B4", infoS="#E4EBF8", open="#5A3A86", openS="#EEE7F7",
    hear="#2B363C", onhear="#FFFFFF", port="#BFDCE4", tip="#1B2327", ontip="#FFFFFF", scrim="#6B1B2327",
)  # fmt: skip

DARK = Colours(
    app="#12181B", surface="#1A2226", sunken="#151C20", nav="#0E1316", hover="#222C31", sel="#1B3039",
    line="#2E3A40", line2="#74838B", ink="#E8ECEE", ink2="#B9C4C9", ink3="#93A1A8",
    acc="#63C3DB", accH="#84D2E6", accI="#8FD6E8", accS="#17343D", onacc="#08191E",
    ok="#62C99E", okS="#17342B", warn="#F3C567", warnS="#3A2C12", warnL="#C9932F", bad="#FF8A75", badS="#43221B",
    info="#A8D4FF", infoS="#1D2B46", open="#B58FE6", openS="#2D2440",
    hear="#D4DCE0", onhear="#12181B", port="#2B5563", tip="#E8ECEE", ontip="#12181B", scrim="#8C000000",
)  # fmt: skip

TONES = ("ok", "warn", "bad", "info", "open", "acc")
"""The tones of tags, banners and labels; each has a soft fill of the same name with S."""


class Type(Enum):
    """The type scale: size in px, line height in px, weight, at a text size of 100 %."""

    AXIS = (11, 14, 400)
    SMALL = (12, 16, 400)
    BODY = (13, 18, 400)
    PANEL = (15, 20, 600)
    TITLE = (18, 24, 600)
    FIRST = (22, 28, 600)
    PAPER = (26, 30, 600)

    @property
    def px(self) -> int:
        return self.value[0]

    @property
    def line(self) -> int:
        return self.value[1]

    @property
    def weight(self) -> int:
        return self.value[2]


SPACE = (2, 4, 8, 12, 16, 24, 32)
PAGE_MARGIN = 16
CARD_GAP = 12

RADIUS_BAR = 3
RADIUS_CHIP = 4
RADIUS_BUTTON = 6
RADIUS_CARD = 8
RADIUS_DIALOG = 12

NAV_WIDTH = 180
NAV_FOLDED = 52
NAV_FOLDS_UNDER = 1180
DRAWER_UNDER = 1100
COMPACT_UNDER = 1400
WINDOW_MINIMUM = (1024, 680)

TEXT_SIZES = (90, 100, 115, 130, 150)
"""The text sizes that can be chosen, in percent."""

ROW = {"comfortable": 38, "compact": 32}
CHIP = {"comfortable": 24, "compact": 21}
"""Heights in px at 100 %; the window takes the larger of these and what the font needs."""
