"""Choose one of a few from a menu under a widget: the quickest form there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QMenu, QWidget

T = TypeVar("T")


def choose(under: QWidget, choices: Sequence[tuple[str, T]], act: Callable[[T], object]) -> QMenu:
    """Offer (words, value) pairs; `act` gets the value that was chosen."""
    menu = QMenu(under)
    for text, value in choices:
        menu.addAction(text).triggered.connect(lambda _on=False, value=value: act(value))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(under.mapToGlobal(under.rect().topLeft()))
    return menu
