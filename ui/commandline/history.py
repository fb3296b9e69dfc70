"""Commands that step back and forth in history."""

from __future__ import annotations

import click

from clinic.domain.history import Change
from clinic.i18n import _
from clinic.services import history
from ui.commandline.desk import Desk, tell
from ui.commandline.switches import json_switch


def commands() -> list[click.Command]:
    """`undo`, `redo`."""
    return [
        click.Command(
            "undo", callback=click.pass_obj(undo), help=_("Take back the last step."), params=[json_switch()]
        ),
        click.Command(
            "redo",
            callback=click.pass_obj(redo),
            help=_("Put the step in force again that was taken back last."),
            params=[json_switch()],
        ),
    ]


def undo(desk: Desk, *, as_json: bool) -> None:
    """Take back the last step."""
    with desk.open() as runner:
        tell_change(runner.run(history.undo), as_json=as_json)


def redo(desk: Desk, *, as_json: bool) -> None:
    """Put it in force again."""
    with desk.open() as runner:
        tell_change(runner.run(history.redo), as_json=as_json)


def plain_change(change: Change) -> dict[str, object]:
    """A change for machines: its entry, what it is called, and how many rows of each kind it touched."""
    kinds = [kind for kind, _row_id in change.touched]
    return {
        "entry": change.entry_id,
        "label": change.label,
        "touched": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
    }


def tell_change(change: Change, *, as_json: bool) -> None:
    """Say what a step did."""
    tell(as_json, plain_change(change), [change.label])
