"""Commands: each is in a menu, in the palette and, where it has keys, on the keyboard; said once, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from clinic.domain.names import folded
from clinic.i18n import LANGUAGES, Sentence, _, in_language
from ui.theme import icon

MENUS = ("file", "edit", "go", "do", "view", "help")


def _always() -> str:
    return ""


@dataclass(frozen=True)
class Command:
    """Something that can be done. `why_not` gives the sentence why it cannot be done now, '' when it can.

    `menu` is one of MENUS; `words` are further words by which the palette finds it. `keys` work in the whole window;
    `hint` is a key of a grid or list of the page, which the menu and F1 tell and the window leaves alone.
    """

    key: str
    text: Sentence
    act: Callable[[], object]
    menu: str = "do"
    icon: str = ""
    keys: str = ""
    note: Sentence | None = None
    words: tuple[Sentence, ...] = ()
    why_not: Callable[[], str] = _always
    hint: str = ""

    @property
    def can_run(self) -> bool:
        return not self.why_not()

    @property
    def haystack(self) -> str:
        """Everything by which it can be found, in both languages, without case and accents."""
        found: list[str] = []
        for language in LANGUAGES:
            with in_language(language):
                found += [str(sentence) for sentence in (self.text, self.note, *self.words) if sentence is not None]
        return folded(" ".join(found))

    def run(self) -> None:
        """Do it, unless it cannot be done now."""
        if self.can_run:
            self.act()


def menu_titles() -> dict[str, str]:
    """The titles of the menus, in order."""
    return dict(
        zip(MENUS, (_("&File"), _("&Edit"), _("&Go"), _("&Do"), _("&View"), _("&Help")), strict=True),
    )


class MenuBook:
    """Keeps the menu bar and the shortcuts true to the commands that there are now."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._actions: list[QAction] = []
        self._menus: dict[str, QMenu] = {}
        self.commands: tuple[Command, ...] = ()
        for key, title in menu_titles().items():
            menu = window.menuBar().addMenu(title)
            menu.aboutToShow.connect(self._look)
            self._menus[key] = menu

    def set_commands(self, commands: Iterable[Command]) -> None:
        """Offer these commands and no others."""
        for action in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        self.commands = tuple(commands)
        self._actions = [self._action(command) for command in self.commands]
        for menu_key, menu in self._menus.items():
            menu.menuAction().setVisible(any(command.menu == menu_key for command in self.commands))

    def _action(self, command: Command) -> QAction:
        action = QAction(_with_hint(command, str(command.text)), self._window)
        action.setObjectName(f"command-{command.key}")
        if command.icon:
            action.setIcon(icon(command.icon))
        if command.keys:
            action.setShortcuts([QKeySequence(keys) for keys in command.keys.split(" | ")])
        action.triggered.connect(command.run)
        self._menus[command.menu].addAction(action)
        # Shortcuts of a hidden menu bar are deaf: the window holds the action too.
        self._window.addAction(action)
        return action

    def _look(self) -> None:
        """Before a menu opens: grey out what cannot be done now, and say why."""
        for action, command in zip(self._actions, self.commands, strict=True):
            reason = command.why_not()
            action.setEnabled(not reason)
            action.setText(_with_hint(command, f"{command.text} ({reason})" if reason else str(command.text)))

    def leave(self) -> None:
        """Take everything out of the window again."""
        self.set_commands(())
        self._window.menuBar().clear()


def _with_hint(command: Command, text: str) -> str:
    """What stands after a tab is shown where a menu shows keys."""
    return f"{text}\t{command.hint}" if command.hint else text
