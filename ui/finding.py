"""What the palette finds besides commands: volunteers by name, households by code, places by label."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from clinic.i18n import _
from clinic.ports import UnitOfWork
from ui.widgets.palette import Entry

AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A volunteer or a household that fits what was typed, and the page that shows it."""

    page: str
    id: UUID
    title: str
    note: str
    icon: str

    def entry(self, go: Callable[[str, object], None]) -> Entry:
        """As a line of the palette that goes there."""
        return Entry(self.title, self.note, self.icon, act=lambda: go(self.page, self.id))


def find(work: UnitOfWork, text: str) -> list[Found]:
    """Volunteers and households whose name or code contains `text`; households by their code alone."""
    people = [
        Found("people", volunteer.id, volunteer.name, _("volunteer"), "user")
        for volunteer in work.volunteers.like(text, AT_MOST)
    ]
    households = [
        Found("people", household.id, str(household.code), _("household"), "users-three")
        for household in work.households.like(text, AT_MOST)
    ]
    return [*people, *households]
