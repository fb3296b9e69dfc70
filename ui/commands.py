"""The commands of the window itself; those of a page come from the page."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from clinic.i18n import _, say
from ui.actions import Command
from ui.desk import Desk


class Frame(Protocol):
    """What the window's commands need of the frame around the pages."""

    @property
    def desk(self) -> Desk: ...
    @property
    def place_names(self) -> frozenset[str]: ...
    @property
    def goes_by_week(self) -> bool: ...
    @property
    def has_primary(self) -> bool: ...
    def go(self, name: str) -> None: ...
    def step(self, steps: int) -> None: ...
    def back(self) -> None: ...
    def open_palette(self) -> None: ...
    def focus_filter(self) -> None: ...
    def press_primary(self) -> None: ...
    def ask_to_lock(self) -> None: ...
    def quit(self) -> None: ...
    def fold_navigation(self) -> None: ...
    def next_pane(self, step: int) -> None: ...
    def show_keys(self) -> None: ...


def window_commands(shell: Frame) -> list[Command]:
    """Everything that can be done from any place."""
    return [*_going(shell), *_editing(shell), *_viewing(shell)]


def _going(shell: Frame) -> list[Command]:
    names = {
        "today": (say("Go to Today"), "Ctrl+1", "sun-horizon"),
        "roster": (say("Go to Roster"), "Ctrl+2", "squares-four"),
        "consultations": (say("Go to Consultations"), "Ctrl+3", "chats-circle"),
        "rides": (say("Go to Rides"), "Ctrl+4", "car"),
        "people": (say("Go to People"), "Ctrl+5", "users"),
        "share": (say("Go to Share"), "Ctrl+6", "paper-plane-tilt"),
        "diary": (say("Go to Diary"), "Ctrl+7", "notebook"),
        "settings": (say("Go to Settings"), "Ctrl+,", "gear-six"),
    }
    found = [
        Command(f"go-{name}", text, partial(shell.go, name), "go", icon, keys)
        for name, (text, keys, icon) in names.items()
        if name in shell.place_names
    ]
    if "today" in shell.place_names:
        record = partial(shell.desk.go, "today", ("check-in", None))
        found.append(Command("record-check-in", say("Record check-in"), record, "do", "check-circle", "Ctrl+R"))
    if "printing" in shell.place_names:
        show = partial(shell.go, "printing")
        found.append(Command("print-day", say("Print day sheets"), show, "file", "printer", "Ctrl+P"))
    by_week = shell.goes_by_week
    earlier, later = (say("Earlier week"), say("Later week")) if by_week else (say("Earlier day"), say("Later day"))
    return [
        *found,
        Command("earlier", earlier, lambda: shell.step(-1), "go", "caret-left", "Ctrl+PgUp"),
        Command("later", later, lambda: shell.step(1), "go", "caret-right", "Ctrl+PgDown"),
        Command("to-today", say("Show today"), lambda: shell.step(0), "go", "calendar-blank", "Ctrl+T"),
        Command("back", say("Back"), shell.back, "go", "arrow-left", "Alt+Left"),
    ]


def _editing(shell: Frame) -> list[Command]:
    desk = shell.desk

    def nothing_to_undo() -> str:
        return "" if desk.undo_label is not None else _("nothing to undo")

    def nothing_to_redo() -> str:
        return "" if desk.redo_label is not None else _("nothing to redo")

    def no_button() -> str:
        return "" if shell.has_primary else _("nothing here")

    return [
        Command("undo", say("Undo"), desk.undo, "edit", "arrow-u-up-left", "Ctrl+Z", why_not=nothing_to_undo),
        Command(
            "redo", say("Redo"), desk.redo, "edit", "arrow-u-up-right", "Ctrl+Y | Ctrl+Shift+Z", why_not=nothing_to_redo
        ),
        Command("palette", say("Find or do anything"), shell.open_palette, "edit", "magnifying-glass", "Ctrl+K"),
        Command("filter", say("Filter"), shell.focus_filter, "edit", "funnel", "Ctrl+F | /"),
        Command(
            "primary",
            say("Press the filled button of this page"),
            shell.press_primary,
            "do",
            "plus",
            "Ctrl+N",
            why_not=no_button,
        ),
    ]


def _viewing(shell: Frame) -> list[Command]:
    return [
        Command("lock", say("Lock"), shell.ask_to_lock, "file", "lock-key", "Ctrl+L"),
        Command("quit", say("Quit"), shell.quit, "file", "x", "Ctrl+Q"),
        Command("fold", say("Fold the navigation"), shell.fold_navigation, "view", "list", "Ctrl+B"),
        Command("next-pane", say("Next pane"), lambda: shell.next_pane(1), "view", "arrow-right", "F6"),
        Command("last-pane", say("Previous pane"), lambda: shell.next_pane(-1), "view", "arrow-left", "Shift+F6"),
        Command("keys", say("Keys of this screen"), shell.show_keys, "help", "keyboard", "F1"),
    ]
