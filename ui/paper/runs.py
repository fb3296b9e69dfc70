"""Long work on paper in short turns on the window's own thread: fonts are measured and pages painted nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from clinic.domain.day_sheets import DaySheet

from .ink import Ink
from .pages import Printout, SheetPage, lay_out
from .press import Press

#: Seconds a turn: the window answers in between.
TURN = 0.012


class Turns(QObject):
    """Calls `step` again and again, some at a turn, until it says that nothing is left."""

    finished = Signal()

    def __init__(self, step: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._step = step
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def stop(self) -> None:
        """Leave it as it is."""
        self._timer.stop()

    def _turn(self) -> None:
        until = perf_counter() + TURN
        while perf_counter() < until:
            if not self._step():
                self.stop()
                self.finished.emit()
                return


class LayingOut(Turns):
    """Lays sheets out, a sheet a step; `pages` are all of them in the end."""

    def __init__(self, sheets: Sequence[DaySheet], printout: Printout, parent: QObject) -> None:
        self.pages: list[SheetPage] = []
        self._waiting, self._printout, self._ink = list(reversed(sheets)), printout, Ink(large=printout.large)
        super().__init__(self._lay_out, parent)

    def _lay_out(self) -> bool:
        if not self._waiting:
            return False
        self.pages += lay_out(self._waiting.pop(), self._printout, self._ink)
        return True


class Printing(Turns):
    """Puts pages out, a page a step."""

    def __init__(self, press: Press, parent: QObject) -> None:
        self.press = press
        super().__init__(self._print, parent)

    def _print(self) -> bool:
        if not self.press.done:
            self.press.step()
        return not self.press.done
