"""One window in a process of its own, ours or a bare one of PySide6: tells when it was filled, and its memory.

Started as `python -m tests.benchmarks.child bare` or `… ours FILE KEY DAY`. Writes one JSON line: seconds since the
epoch at which the window was shown and at which it stood filled on the screen, the peak memory in bytes.
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


#: Of a file's own key in hex.
KEY_LENGTH = 64


def bare() -> tuple[float, float]:
    """A main window with one word in it: when it was shown, when it was painted."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Hello"))
    window.resize(1280, 800)
    window.show()
    shown = time.time()
    for _ in range(8):
        app.processEvents()
    window.grab()
    return shown, time.time()


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


def ours(path: Path, key: str, day: date) -> tuple[float, float]:
    """Our window on a data file, read and begun as the program does it: opened, its first page read and painted.

    `key` is the file's own in hex, as a laptop that remembers it has it, or the passphrase.
    """
    from ui import start

    start.collect_rarely()
    from ui import bootstrap, cli  # noqa: F401 - the program's door

    start.read_qt()
    from clinic.ports import Store
    from clinic.settings import Settings
    from ui import app
    from ui.posing import Posing

    class Remembering(Posing):
        def is_remembered(self) -> bool:
            return True

        def open_remembered(self) -> Store:
            if len(key) == KEY_LENGTH:
                return bootstrap.data_files().open(path, bytes.fromhex(key))
            return bootstrap.vault().open(path, passphrase=key)

    _application = app.make_application()
    window = app.Window(Remembering(path, Settings(), bootstrap.formats(), has_file=True), lock_after=0)
    window._day = day
    window.begin()
    window.show()
    shown = time.time()
    wait_until(lambda: window.desk is not None and window.desk.lane.is_idle and window.desk.hands.is_idle)
    window.grab()
    filled = time.time()
    # Its memory is that of a window whose other pages have been read ahead too.
    wait_until(lambda: "ui.pages.diary.page" in sys.modules and window._keys.is_idle)
    return shown, filled


def peak() -> int:
    """The most memory that this process had at once, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage tells on Linux is the peak of the process that started this one, where that was higher.
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Open the window that was asked for and tell."""
    kind, *rest = sys.argv[1:]
    shown, filled = bare() if kind == "bare" else ours(Path(rest[0]), rest[1], date.fromisoformat(rest[2]))
    sys.stdout.write(json.dumps({"shown": shown, "filled": filled, "memory": peak()}) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
