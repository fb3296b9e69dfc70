"""Tries every part of the program on this computer: what a packed program proves before anybody is given it.

It works in a folder of its own that is thrown away, with invented people. Each step prints a line; what goes wrong
rises, and ends the program as it would anywhere else.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from clinic import i18n
from clinic.domain.errors import DamagedFile, FileTrouble, NoKeyStore
from clinic.domain.policy import Clinic
from clinic.domain.when import Week
from clinic.i18n import LANGUAGES, _, in_language, say
from clinic.jobs import silent
from clinic.ports import Store
from clinic.services import feeds, sample, workbook
from clinic.services.vault import Vault
from clinic.settings import Settings
from ui import bootstrap
from ui.bootstrap import Runner

#: A week with a change of the clocks at its end, so that zone data is tried too.
WEEK = Week(2026, 10)
Say = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """The folder in which everything is tried, and the passphrase of its data file."""

    folder: Path
    passphrase: str

    @property
    def file(self) -> Path:
        return self.folder / f"test{bootstrap.ENDING}"


def run(tell: Say) -> int:
    """Try everything; 0 when all of it works. Whatever goes wrong rises."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix=bootstrap.APP, ignore_cleanup_errors=True) as folder:
        bench = Bench(Path(folder), secrets.token_urlsafe(12))
        _make(bench)
        tell(_("Data file: made, encrypted"))
        vault = bootstrap.vault()
        store = vault.open(bench.file, passphrase=bench.passphrase)
        try:
            _check_whole(store)
            tell(_("Data file: opened, brought to this version, whole"))
            tell(_write_feed(store, bench.folder))
            tell(_write_workbook(store, bench.folder))
            tell(_ask_key_store(vault, bench))
            tell(_speak())
            tell(_build_pages(store, bench.file))
        finally:
            store.close()
    tell(_("Everything works."))
    return 0


def _make(bench: Bench) -> None:
    store, _code = bootstrap.vault().create(bench.file, bench.passphrase, Clinic(name=""))
    Runner(store).run(sample.make, size="small", start=WEEK.monday)
    store.close()
    if bench.file.read_bytes()[:15] == b"SQLite format 3":
        raise FileTrouble(say("The data file is not encrypted on this computer. Nothing must be kept in it."))


def _check_whole(store: Store) -> None:
    for sentence in store.check(silent):
        raise DamagedFile(sentence)


def _write_feed(store: Store, folder: Path) -> object:
    first, last = WEEK.monday, WEEK.monday + timedelta(days=6)
    out = folder / "feeds"
    report = Runner(store).run(feeds.export, bootstrap.calendar_writer(), bootstrap.outbox(out), first=first, last=last)
    fullest = max(report.files, key=lambda file: file.events)
    text = (out / fullest.file).read_text("utf-8")
    if not text.startswith("BEGIN:VCALENDAR") or text.count("BEGIN:VEVENT") < fullest.events:
        raise FileTrouble(say("The calendar file cannot be read back."))
    return say("Feed: written and read, {n} events", n=fullest.events)


def _write_workbook(store: Store, folder: Path) -> object:
    """Read back in a child process, as a stranger's workbook is: a packed program that cannot start one shows here."""
    writer, out = bootstrap.book_writer(), bootstrap.outbox(folder)
    Runner(store).run(workbook.export, writer, out, week=WEEK, name="week.xlsx")
    sheets = bootstrap.sheets().read(folder / "week.xlsx")
    if not any(sheet.rows for sheet in sheets):
        raise FileTrouble(say("The workbook cannot be read back."))
    return say("Workbook: written and read, {n} sheets", n=len(sheets))


def _ask_key_store(vault: Vault, bench: Bench) -> object:
    """Have the key of the opened file remembered and forgotten again, where the system has a place for it."""
    try:
        vault.remember(bench.file)
        vault.forget(bench.file)
    except NoKeyStore as none:
        return say("Key store: none here. {why}", why=none.sentence)
    return _("Key store: a key was kept and forgotten again")


def _speak() -> object:
    for language in LANGUAGES:
        with in_language(language):
            if language != "en" and _("Today") == "Today":
                raise FileTrouble(say("The catalogue of “{language}” is missing.", language=language))
    return say("Languages: {names}", names=", ".join(LANGUAGES))


def _build_pages(store: Store, file: Path) -> object:
    """Build the window with every page, without a display, and let each read what it shows."""
    from ui import app  # noqa: PLC0415 - loads Qt
    from ui.posing import Posing  # noqa: PLC0415 - this too
    from ui.snapshots import settle  # noqa: PLC0415 - this too

    application = app.make_application()
    window = app.Window(
        Posing(file, Settings(language=i18n.language()), bootstrap.formats(), has_file=False), lock_after=0
    )
    mistakes: list[str] = []
    window.guard.mistaken.connect(mistakes.append)
    window.begin()
    window.show()
    shell = window.open_store(store, day=WEEK.monday)
    for name in shell.navigation.buttons:
        shell.go(name)
        settle(application.processEvents, lambda: shell.desk.lane.is_idle and shell.desk.hands.is_idle)
    pages = len(shell.navigation.buttons)
    window.close()
    if mistakes:
        raise RuntimeError(mistakes[0])
    return say("Window: {n} pages built", n=pages)
