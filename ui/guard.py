"""What is said when something goes wrong: the world's faults in one sentence, our own with a report to copy."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from clinic.domain.errors import ClinicError
from clinic.jobs import Cancelled
from clinic.logs import report_of

_log = logging.getLogger(__name__)


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
