"""What is said when something goes wrong: the world's faults in one sentence, our own with a report to copy.

The report holds where it happened and with which versions, never a value: no variable, no message of an exception,
since either could carry a client's name.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Signal

from clinic.domain.errors import ClinicError
from clinic.jobs import Cancelled

_log = logging.getLogger(__name__)


def report_of(error: BaseException) -> str:
    """Where our mistake happened, for a bug report: kinds of error, places in the code, versions. No values."""
    lines = [f"Clinic Scheduler {_own_version()}, Python {platform.python_version()}, Qt {PySide6.__version__}"]
    lines.append(f"{platform.system()} {platform.release()} {platform.machine()}")
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"  {_inside(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def _inside(filename: str) -> str:
    """The file without the folders of this laptop, which hold its owner's name."""
    parts = filename.replace("\\", "/").split("/")
    for top in ("site-packages", "ui", "clinic", "db"):
        if top in parts:
            return "/".join(parts[parts.index(top) :])
    return parts[-1]


def _own_version() -> str:
    try:
        return version("clinic-scheduler")
    except PackageNotFoundError:
        return "from source"


class Guard(QObject):
    """The one place where errors become words. The shell shows what it tells."""

    told = Signal(object)
    """A ClinicError, to be shown as its sentence."""
    mistaken = Signal(str)
    """The report of our own mistake."""
    cancelled = Signal()
    """The person cancelled; everything is as before."""

    @staticmethod
    def is_of_the_world(error: BaseException) -> bool:
        """Whether the error is nobody's mistake and speaks for itself."""
        return isinstance(error, ClinicError)

    def handle(self, error: BaseException) -> None:
        """Tell the person. Our own mistakes are logged too, without any value."""
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        elif isinstance(error, ClinicError):
            self.told.emit(error)
        else:
            report = report_of(error)
            _log.error("our mistake\n%s", report)
            self.mistaken.emit(report)

    def watch(self) -> None:
        """From now on also take what no one caught, on any thread."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_uncaught_in_thread

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            sys.__excepthook__(kind, error, trace)
        else:
            self.handle(error)

    def _on_uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.handle(args.exc_value)
