"""Following the system's colours ends with whoever follows them."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.theme import Look


def test_that_a_window_that_is_gone_no_longer_dresses_the_program(window_app: QApplication) -> None:
    asked: list[Look] = []

    def look() -> Look:
        asked.append(Look.LIGHT)
        return Look.LIGHT

    window = QObject()
    theme.follow(look, window)
    window_app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert len(asked) == 1
    shiboken6.delete(window)
    window_app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert len(asked) == 1
