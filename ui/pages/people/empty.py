"""Nobody on file yet: ways to begin, in both tabs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic.i18n import _
from ui.widgets.waiting import EmptyState, Way

Act = Callable[[], object]


def nobody(*, are_households: bool, add: Act, bring: Act) -> QWidget:
    """The two ways to get people on file, the quicker one first."""
    list_text = (
        _("A list of hearings, Excel or CSV. What was understood is shown before anything is kept.")
        if are_households
        else _("A sign-up sheet, Excel or CSV. What was understood is shown before anything is kept.")
    )
    ways = [
        Way("upload-simple", _("Bring a list"), list_text, _("Choose a file"), bring),
        Way("user-plus", _("Add household"), _("A random code, ages and a shelter. No name is needed."), _("Add"), add)
        if are_households
        else Way("user-plus", _("Add person"), _("A name, what they do, when they are here."), _("Add"), add),
    ]
    title = _("No households on file yet.") if are_households else _("No volunteers on file yet.")
    return EmptyState("users", title, _("A list can also be dropped anywhere on this page."), ways)
