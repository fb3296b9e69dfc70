"""Menus that open where somebody clicked or pressed the menu key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from clinic.domain.consultations import Outcome
from clinic.i18n import _
from clinic.services.views.consultations import CardState
from ui.pages.consultations.acts import acts_of
from ui.pages.consultations.cards import Meeting

Entry = tuple[str, Callable[[], object]]


def pop_up(parent: QWidget, entries: Sequence[Entry], point: QPoint) -> None:
    """Offer entries at a point of the screen; the menu is gone when it closes."""
    menu = QMenu(parent)
    for text, act in entries:
        menu.addAction(text).triggered.connect(lambda _on=False, act=act: act())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(point)


def meeting_entries(meeting: Meeting, do: Callable[[str], object]) -> list[Entry]:
    """What can be done with a meeting, each with the letter that does it on the card."""
    entries: list[Entry] = []
    for act in acts_of(meeting):
        letter = act.letter.upper() if len(act.letter) == 1 else act.letter
        entries.append((f"{act.word}\t{letter}", lambda key=act.key: do(key)))  # type: ignore[misc]  # bound now
    if not meeting.is_alone:
        return entries
    if meeting.card.state is CardState.DRAFT:
        entries.append((_("Find somebody"), lambda: do("find")))
    why, household = f"{_('Why not')}\tW", _("Open the household")
    if meeting.card.outcome is Outcome.BOOKED:
        entries.append((_("Copy the appointment"), lambda: do("slip")))
    return [*entries, (why, lambda: do("why")), (household, lambda: do("household"))]
