"""A picture of every page, without a display: `python -m ui.snapshots --file FILE --out FOLDER`.

Opens the real window on a data file with the passphrase from CLINIC_SCHEDULER_PASSPHRASE, walks all places, waits until
everything has been read, and saves one PNG a page, with first run and unlock.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic

from clinic.domain.errors import ClinicError
from clinic.ports import Store
from clinic.settings import Settings

PASSPHRASE = "CLINIC_SCHEDULER_PASSPHRASE"  # noqa: S105 - the name of the variable
LONGEST = 60.0
"""Seconds that a page may take before the picture is taken as it is."""


def main(argv: list[str] | None = None) -> int:
    """Take the pictures. Gives back 0, or 1 with one sentence on the error channel."""
    given = _parser().parse_args(argv)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui import bootstrap  # noqa: PLC0415 - the platform has to be chosen first

    settings = Settings(language=given.lang, look=given.theme, text_percent=given.text)
    try:
        store = bootstrap.vault().open(given.file, passphrase=os.environ.get(PASSPHRASE, ""))
        names = take(store, given.out, settings=settings, size=_size(given.size), day=given.day, title=given.file)
    except ClinicError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join(str(given.out / name) for name in names) + "\n")
    return 0


def take(
    store: Store, folder: Path, *, settings: Settings, size: tuple[int, int], day: date | None, title: Path
) -> list[str]:
    """Save a picture of each screen in `folder` and give back their names."""
    from ui import app, bootstrap  # noqa: PLC0415 - Qt only where pictures are taken
    from ui.posing import Posing  # noqa: PLC0415 - as above

    application = app.make_application()
    folder.mkdir(parents=True, exist_ok=True)
    window = app.Window(Posing(title, settings, bootstrap.formats(), has_file=False), lock_after=0)
    window.resize(*size)
    window.begin()
    window.show()
    names: list[str] = []

    def save(name: str) -> None:
        window.grab().save(str(folder / f"{name}.png"))
        names.append(f"{name}.png")

    settle(application.processEvents, lambda: True)
    save("first-run")
    window.show_unlock()
    settle(application.processEvents, lambda: True)
    save("unlock")
    shell = window.open_store(store, day=day)
    desk = shell.desk
    places = list(shell.navigation.buttons)
    for number, name in enumerate([*places, *sorted(shell.place_names - set(places))], 1):
        shell.go(name)
        settle(application.processEvents, lambda: desk.lane.is_idle and desk.hands.is_idle)
        save(f"{number}-{name}")
    window.close()
    return names


def settle(process: Callable[[], None], is_quiet: Callable[[], bool], rounds: int = 8) -> None:
    """Let the window work until it has been quiet for some rounds, or for a minute at most."""
    until, quiet = monotonic() + LONGEST, 0
    while quiet < rounds and monotonic() < until:
        process()
        quiet = quiet + 1 if is_quiet() else 0


def _size(text: str) -> tuple[int, int]:
    width, _x, height = text.partition("x")
    return int(width), int(height)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.snapshots", description=__doc__)
    parser.add_argument("--file", type=Path, required=True, help="the data file")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    parser.add_argument("--lang", choices=("en", "es"), default="en")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--text", type=int, choices=(90, 100, 115, 130, 150), default=100)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--day", type=date.fromisoformat, default=None, help="the day to show, as 2026-07-14")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
