"""All commands of the command line; apart from the frame, because the window needs none of them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ui.commandline import (
    covering,
    deciding,
    explaining,
    files,
    filling,
    history,
    holding,
    lists,
    planning,
    printing,
    redating,
    removing,
    reporting,
    sending,
    showing,
    staffing,
    typing_in,
)


def commands() -> Iterator[click.Command]:
    """Every command, with its help in the language of this run."""
    for topic in (
        files,
        lists,
        planning,
        filling,
        redating,
        deciding,
        covering,
        staffing,
        explaining,
        holding,
        removing,
        reporting,
        typing_in,
        sending,
        printing,
        showing,
        history,
    ):
        yield from topic.commands()
