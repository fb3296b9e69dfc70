"""The two tables: volunteers and households."""

from __future__ import annotations

from clinic.i18n import _, day
from clinic.services.views.households import HouseholdRow
from clinic.services.views.people import PapersState, PersonRow
from ui.models.table import Column, TableModel
from ui.seat_words import role_icon
from ui.states import State

PAPERS = {
    PapersState.IN_ORDER: State.CONFIRMED,
    PapersState.ENDS_SOON: State.WARNING,
    PapersState.ENDED: State.OVERRIDDEN,
    PapersState.NOT_READY: State.OVERRIDDEN,
    PapersState.OVERRIDDEN: State.OVERRIDDEN,
}
_FULL_WEEK = 20 * 60
"""Minutes that fill a load bar; the number beside it is what counts."""


def volunteer_table() -> TableModel[PersonRow]:
    """Volunteers by name."""
    return TableModel(
        [
            Column(_("Name"), lambda one: one.name, bold=True),
            Column(
                _("Roles"),
                lambda one: str(one.roles_words),
                tooltip=lambda one: str(one.roles_words),
                icon=lambda one: role_icon(one.roles[0]) if one.roles else "user",
            ),
            Column(
                _("Languages"),
                lambda one: str(one.languages),
                tooltip=lambda one: str(one.languages),
                stretch=True,
            ),
            Column(_("Here"), lambda one: str(one.here)),
            Column(
                _("This week"),
                lambda one: f"{round(one.minutes / 60)} h",
                sort=lambda one: one.minutes,
                share=lambda one: one.minutes / _FULL_WEEK,
            ),
            Column(
                _("Papers"),
                lambda one: str(one.papers),
                tooltip=lambda one: str(one.papers),
                least=150,
                state=lambda one: PAPERS[one.state],
                tone=lambda one: "ink2" if one.state is PapersState.IN_ORDER else PAPERS[one.state].token,
            ),
        ],
        key=lambda one: str(one.volunteer_id),
    )


def household_table() -> TableModel[HouseholdRow]:
    """Households, the nearest hearing first."""
    return TableModel(
        [
            Column(_("Household"), lambda one: one.code, note=people_words, bold=True),
            Column(_("Shelter"), lambda one: one.shelter),
            Column(_("Languages"), lambda one: str(one.languages), stretch=True),
            Column(_("Next hearing"), _next_hearing, sort=_next_day),
            Column(_("Needs"), lambda one: str(one.needs), stretch=True),
            Column(_("Papers held"), lambda one: str(one.papers), stretch=True),
        ],
        key=lambda one: str(one.household_id),
    )


def people_words(one: HouseholdRow) -> str:
    """'2+1': adults and children."""
    return f"{one.people - one.children}+{one.children}" if one.children else str(one.people)


def _next_hearing(one: HouseholdRow) -> str:
    if one.next_hearing is None:
        return ""
    clock = one.next_hearing.report_time or one.next_hearing.hearing_time
    return f"{day(one.next_hearing.on)} {clock:%H:%M}" if clock else day(one.next_hearing.on)


def _next_day(one: HouseholdRow) -> str:
    return one.next_hearing.on.isoformat() if one.next_hearing else "9999"
