"""One window in a process of its own, ours or a bare one of PySide6: tells when it was filled, and its memory.

Started as `python -m tests.benchmarks.child bare` or `… ours FILE PASSPHRASE DAY`. Writes one JSON line: seconds since
the epoch at which the window stood filled on the screen, the seconds that the key derivation took, the peak memory in
bytes.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"


def bare() -> float:
    """A main window with a table of nothing much, shown and painted."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Hello"))
    window.resize(1280, 800)
    window.show()
    for _ in range(8):
        app.processEvents()
    window.grab()
    return 0.0


def wait_until(is_quiet: Callable[[], bool]) -> None:
    """Let the window live as it does, in an event loop that sleeps, until it has been quiet for ten milliseconds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, quiet = QEventLoop(), [0]

    def look() -> None:
        quiet[0] = quiet[0] + 1 if is_quiet() else 0
        if quiet[0] > 5:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(2)
    loop.exec()


def ours(path: Path, passphrase: str, day: date) -> float:
    """Our window on a data file: opened, shown, its first page read and painted."""
    from clinic.settings import Settings
    from ui import app, bootstrap
    from ui.posing import Posing

    begin = time.perf_counter()
    vault = bootstrap.vault()
    vault._keys.by_passphrase(path, passphrase)
    derivation = time.perf_counter() - begin
    _application = app.make_application()
    window = app.Window(Posing(path, Settings(), bootstrap.formats(), has_file=True), lock_after=0)
    window.begin()
    window.show()
    shell = window.open_store(vault.open(path, passphrase=passphrase), day=day)
    wait_until(lambda: shell.desk.lane.is_idle and shell.desk.hands.is_idle)
    window.grab()
    # The file was opened by the passphrase after it was tried once: the derivation is in the time twice.
    return derivation


def main() -> None:
    """Open the window that was asked for and tell."""
    kind, *rest = sys.argv[1:]
    derivation = bare() if kind == "bare" else ours(Path(rest[0]), rest[1], date.fromisoformat(rest[2]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    sys.stdout.write(json.dumps({"filled": time.time(), "derivation": derivation, "memory": peak}) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
