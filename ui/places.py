"""Which page is built for which place. A page's module is read only when its place is first shown."""

from __future__ import annotations

from collections.abc import Callable

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


PAGES: dict[str, Callable[[Desk], Page]] = {
    "today": _today,
    "roster": _roster,
    "consultations": _consultations,
    "rides": _rides,
    "people": _people,
    "share": _share,
    "diary": _diary,
}
"""The seven places; the settings are added by the application, which knows the preferences."""
