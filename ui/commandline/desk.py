"""What every command works with: the data file, its passphrase, the way to the terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from clinic.domain.errors import NotOnFile, Refused, WrongKey
from clinic.domain.history import Change
from clinic.domain.names import folded
from clinic.domain.places import Site
from clinic.i18n import _, listing, say
from clinic.jobs import Progress, silent
from clinic.ports import UnitOfWork
from clinic.services import clock, sites
from ui import bootstrap
from ui.bootstrap import Runner
from ui.commandline.plain import to_plain

PASSPHRASE = "CLINIC_SCHEDULER_PASSPHRASE"  # noqa: S105 - the name of the variable


@dataclass(frozen=True, slots=True)
class Desk:
    """The data file that the command line was told, and in whose name its history is written."""

    path: Path
    who: str = ""

    @contextmanager
    def open(self) -> Iterator[Runner]:
        """Open the data file: by the passphrase in the environment, by this computer's key store, or asked for."""
        vault = bootstrap.vault()
        by_key_store = PASSPHRASE not in os.environ and self.path.exists() and vault.is_remembered(self.path)
        passphrase = None if by_key_store or not self.path.exists() else ask_passphrase()
        store = vault.open(self.path, passphrase=passphrase)
        try:
            yield Runner(store, self.who)
        finally:
            store.close()


def ask_passphrase(*, new: bool = False) -> str:
    """The passphrase from the environment, else typed unseen (twice for a new file); never from an argument.

    Raises WrongKey where there is nobody to ask.
    """
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise WrongKey(say("There is no passphrase. Set {variable}, or start this in a terminal.", variable=PASSPHRASE))
    again = _("Once more") if new else False
    found: str = click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=again, err=True)
    return found


def tell(as_json: bool, data: Any, lines: Iterable[object]) -> None:
    """Write what a command found: `data` as one JSON document for machines, or `lines` for people."""
    if as_json:
        click.echo(json.dumps(to_plain(data), ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(str(line))


def warn_of_clock(uow: UnitOfWork) -> None:
    """Say on the error channel when the clock of this computer looks wrong: 'today' and 'overdue' go by it."""
    if (trouble := clock.trouble(uow)) is not None:
        click.echo(str(trouble), err=True)


@contextmanager
def bar(as_json: bool, what: str) -> Iterator[Progress]:
    """A progress bar on the error channel; none for machines, nor where nobody looks at a terminal."""
    if as_json or not sys.stderr.isatty():
        yield silent
        return
    with click.progressbar(length=1000, label=what, file=sys.stderr) as shown:

        def step(_what: str, share: float) -> None:
            shown.update(max(0, round(share * 1000) - shown.pos))

        yield step


def begin_in(uow: UnitOfWork, *, city: str, zone: str) -> Change:
    """Begin work in a city; `zone` '' for a known one. Raises as `sites.set_up` does."""
    return sites.set_up(uow, city=city, zone=zone) if zone else sites.set_up(uow, city=city)


def site_of(uow: UnitOfWork, city: str | None) -> Site:
    """The site in `city` (case and accents do not matter), or the only one there is.

    Raises NotOnFile for another city, Refused when there are several and none was named.
    """
    known = uow.sites.where()
    names = listing([site.city for site in known])
    if city is not None:
        found = next((site for site in known if folded(site.city) == folded(city)), None)
        if found is None:
            raise NotOnFile(say("The clinic does not work in {city}. Choose one of: {names}.", city=city, names=names))
        return found
    if not known:
        raise NotOnFile(say("This file has no site yet. Begin with a new file and its city."))
    if len(known) > 1:
        raise Refused(say("There are several sites. Name one with --site: {names}.", names=names))
    return known[0]
