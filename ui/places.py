"""Which page is built for which place. A page's module is read only when its place is first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ui.desk import Desk
from ui.page import Page


def _today(desk: Desk) -> Page:
    from ui.pages.today.page import TodayPage  # noqa: PLC0415 - built when first shown

    return TodayPage(desk)


def _roster(desk: Desk) -> Page:
    from ui.pages.roster.page import RosterPage  # noqa: PLC0415 - built when first shown

    return RosterPage(desk)


def _consultations(desk: Desk) -> Page:
    from ui.pages.consultations.page import ConsultationsPage  # noqa: PLC0415 - built when first shown

    return ConsultationsPage(desk)


def _rides(desk: Desk) -> Page:
    from ui.pages.rides.page import RidesPage  # noqa: PLC0415 - built when first shown

    return RidesPage(desk)


def _people(desk: Desk) -> Page:
    from ui.pages.people.page import PeoplePage  # noqa: PLC0415 - built when first shown

    return PeoplePage(desk)


def _share(desk: Desk) -> Page:
    from ui.pages.share.page import SharePage  # noqa: PLC0415 - built when first shown

    return SharePage(desk)


def _diary(desk: Desk) -> Page:
    from ui.pages.diary.page import DiaryPage  # noqa: PLC0415 - built when first shown

    return DiaryPage(desk)


def _printing(desk: Desk) -> Page:
    from ui.pages.printing.page import PrintingPage  # noqa: PLC0415 - built when first shown

    return PrintingPage(desk)


PAGES: dict[str, Callable[[Desk], Page]] = {
    "today": _today,
    "roster": _roster,
    "consultations": _consultations,
    "rides": _rides,
    "people": _people,
    "share": _share,
    "diary": _diary,
    "printing": _printing,
}
"""The seven places, and the page under Today; the settings are added by the application, which knows the preferences.
"""


def read_ahead() -> None:
    """Read the modules of all pages, on a worker's thread while somebody still types the passphrase.

    Reading them when a page is first shown would make the window deaf for a tenth of a second each time.
    """
    for name in PAGES:
        import_module(f"ui.pages.{name}.page")
