"""At the door: who is here without an appointment, the list of who is expected, what a household takes home."""

from __future__ import annotations

from collections.abc import Sequence

from clinic.domain.ids import HouseholdId
from clinic.domain.places import PlaceKind
from clinic.i18n import _
from clinic.services import choices, sheets
from clinic.services.choices import PlaceChoice
from clinic.services.views.consultations import ConsultationsDay
from ui.page import Page
from ui.pages.consultations.cards import Meeting
from ui.pages.consultations.door_list import door_list
from ui.pages.consultations.walk_in import WalkInDialog
from ui.widgets.toast import copy_text

#: Where households live.
HOMES = frozenset({PlaceKind.SHELTER, PlaceKind.HOTEL})


class Door:
    """Asks who is at the door, and copies the list for whoever stands there."""

    def __init__(self, page: Page) -> None:
        self._page, self._desk = page, page.desk

    def walk_in(self) -> None:
        """Ask who is at the door, and put them on the waiting list."""
        site = self._desk.site
        if site is not None:
            self._desk.read(lambda work: choices.places(work, site=site, kinds=HOMES), self._ask, owner=self._page)

    def _ask(self, homes: Sequence[PlaceChoice]) -> None:
        desk, site = self._desk, self._desk.site
        if site is None:
            return
        dialog = WalkInDialog(self._page, site=site, shelters=homes)

        def search(text: str) -> None:
            desk.read(
                lambda work: choices.households(work, site=site, text=text),
                dialog.show_found,
                newest="consultations.household",
                owner=dialog,
            )

        def ask_persons(household: HouseholdId) -> None:
            desk.read(
                lambda work: choices.persons(work, household=household),
                lambda found: dialog.show_persons(household, found),
                newest="consultations.persons",
                owner=dialog,
            )

        dialog.searched.connect(search)
        dialog.household_chosen.connect(ask_persons)
        dialog.accepted.connect(lambda: desk.run(dialog.verb, starter=self._page, **dialog.given))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def copy_list(self, found: ConsultationsDay | None, place: str) -> None:
        """Copy who comes when and to which room."""
        if found is not None:
            copy_text(door_list(found, place))
            self._desk.say(_("Copied. No names of people helped are in it."))


def copy_appointment(page: Page, meeting: Meeting) -> None:
    """Put date, hour and place onto the clipboard, in the household's language."""
    consultation, code = meeting.card.consultation_id, meeting.card.code
    if consultation is None:
        return

    def copy(text: str) -> None:
        copy_text(text)
        page.desk.say(_("Copied for {code}: when and where, not why.").format(code=code))

    page.desk.read(
        lambda work: sheets.appointment_text(work, consultation=consultation),
        copy,
        newest="consultations.slip",
        owner=page,
    )
