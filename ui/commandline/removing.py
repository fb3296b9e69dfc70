"""`remove`: a household asks for its data to be removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from clinic.domain.errors import Refused
from clinic.domain.names import folded
from clinic.i18n import Sentence, _, say
from clinic.services import removal
from clinic.services.removal import Removal
from ui.commandline.desk import Desk, tell
from ui.commandline.finding import household_called
from ui.commandline.switches import json_switch


def commands() -> list[click.Command]:
    """`remove`."""
    return [
        click.Command(
            "remove",
            callback=click.pass_obj(remove),
            help=_(
                "Remove the data of a household that asks for it. Tells what goes, what stays and who must hear of it; "
                "nothing is removed without --for-good, and nothing brings it back."
            ),
            params=[
                click.Argument(["code"], metavar="HOUSEHOLD"),
                click.Option(["--for-good"], is_flag=True, help=_("Do it. It cannot be undone.")),
                json_switch(),
            ],
        )
    ]


def remove(desk: Desk, *, code: str, for_good: bool, as_json: bool) -> None:
    """Tell what removing would do, or do it. A part of a code is not enough."""
    with desk.open() as runner:
        one = runner.read(household_called, code)
        if folded(code) not in (folded(one.code), folded(one.code.replace("-", "")), folded(one.reference)):
            raise Refused(say("Type the whole code of the household: {code}.", code=one.code))
        found = runner.read(removal.preview, household=one.id)
        if for_good:
            runner.run(removal.remove_for_good, household=one.id)
    data = {
        "household": found.code,
        "removed": for_good,
        "warnings": found.warnings,
        "goes": found.goes,
        "stays": found.stays,
        "tell": found.tell,
    }
    tell(as_json, data, _told(found, is_done=for_good))


def _told(found: Removal, *, is_done: bool) -> Iterator[object]:
    yield from found.warnings
    yield from _part(_("What is gone:") if is_done else _("What goes:"), found.goes)
    yield from _part(_("What stays:"), found.stays)
    yield from _part(_("Who must hear of it:"), found.tell)
    yield _("It is removed.") if is_done else _("Nothing was removed. To do it, add --for-good.")


def _part(head: str, lines: Sequence[Sentence]) -> Iterator[object]:
    if lines:
        yield head
        yield from (f"  {line}" for line in lines)
