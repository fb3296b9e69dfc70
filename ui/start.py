"""What is done before anything else is read, so that the program stands soon."""

from __future__ import annotations

import builtins
import gc
import sys


def collect_rarely() -> None:
    """Let the collector look after fifty thousand new objects, not seven hundred.

    Nearly everything that is made while modules are read, and while rows are, stays: looking through it again and again
    is a tenth of the start.
    """
    gc.set_threshold(50_000)


def read_qt() -> None:
    """Read PySide without its hook around every later import.

    The hook reads the source of each module, to see whether it wants Qt's names in another spelling (`__feature__`),
    and Python's line cache then keeps that text. None of our modules does.
    """
    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401, PLC0415 - the command line loads no Qt

    builtins.__import__ = plain


def take_turns_often() -> None:
    """Let threads change places after 1 ms of Python, not 5.

    The window's thread waits for the data lane's at each turn: with sixty trips answering at once a key took 43 ms
    instead of 61 (measured side by side), and nothing else got slower.
    """
    sys.setswitchinterval(0.001)
