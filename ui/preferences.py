"""How the window looks and speaks on this laptop: applied at once, kept in the program's settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QLocale, QObject, Signal

from clinic.i18n import LANGUAGES, use
from clinic.settings import Settings
from ui import theme
from ui.theme import Density, Look
from ui.tokens import COMPACT_UNDER


class KeyChain(Protocol):
    """Whether the data file opens without a passphrase on this laptop, through the system's key store."""

    @property
    def is_remembered(self) -> bool: ...

    def remember(self) -> None:
        """Keep the key there. Raises NoKeyStore with a sentence where there is none."""

    def forget(self) -> None:
        """Take the key out."""


class Preferences(QObject):
    """The settings in force. `change` applies and keeps them; `language_changed`: build every word anew."""

    changed = Signal()
    language_changed = Signal()

    def __init__(self, settings: Settings, save: Callable[[Settings], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.keys: KeyChain | None = None
        self._save = save
        self._width = 0

    @property
    def look(self) -> Look:
        return Look(self.settings.look)

    @property
    def language(self) -> str:
        """The chosen language, else the system's, else English."""
        return self.settings.language or system_language()

    def apply(self) -> None:
        """Put language, colours, text size and density in force."""
        use(self.language)
        theme.change(look=self.look, percent=self.settings.text_percent, compact=self._is_compact())

    def change(self, **fields: Any) -> None:
        """Change settings by name, apply and keep them."""
        before = self.language
        self.settings = replace(self.settings, **fields)
        self._save(self.settings)
        self.apply()
        self.changed.emit()
        if self.language != before:
            self.language_changed.emit()

    def fit_density(self, width: int) -> None:
        """Tell how wide the window is: 'auto' goes by it."""
        self._width = width
        theme.change(compact=self._is_compact())

    def _is_compact(self) -> bool:
        density = Density(self.settings.density)
        return self._width < COMPACT_UNDER if density is Density.AUTO else density is Density.COMPACT


def system_language() -> str:
    """The first language of the system that the program speaks."""
    for name in QLocale.system().uiLanguages():
        if name[:2] in LANGUAGES:
            return name[:2]
    return "en"
