"""The window from its first start to its last lock: which screen stands now, and what opens the next one."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from clinic.domain.ids import CheckInId
from clinic.i18n import _
from clinic.jobs import Progress
from clinic.ports import Store
from ui import start, theme
from ui.alarm import Alarms
from ui.desk import Desk
from ui.guard import Guard
from ui.idle import IdleWatch
from ui.jobs import Lane
from ui.page import Page
from ui.places import PAGES, read_ahead
from ui.preferences import Preferences
from ui.program import Made, Program
from ui.shell import Factory, Shell
from ui.tokens import WINDOW_MINIMUM
from ui.widgets.logo import window_icon

if TYPE_CHECKING:
    from ui.dialogs.first_run import FirstRun, Start

T = TypeVar("T")

#: Milliseconds after which the first page stands on any laptop that the program is meant for.
READ_AHEAD_AFTER = 1000


def _nothing(_answer: object) -> None:
    """For work whose answer nobody waits for."""


class KeysOfProgram:
    """The program's key store as the settings page sees it."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.remember, self.forget = program.remember, program.forget

    @property
    def is_remembered(self) -> bool:
        return self._program.is_remembered()


class Window(QMainWindow):
    """One window. It shows first run, lock or clinic, and never two of them."""

    def __init__(self, program: Program, *, pages: Mapping[str, Factory] | None = None, lock_after: int = 10) -> None:
        super().__init__()
        self.program, self._pages, self._lock_after = program, pages or PAGES, lock_after
        self.guard = Guard(self)
        self.preferences = Preferences(program.settings(), program.keep, self)
        self.preferences.keys = KeysOfProgram(program)
        self.preferences.language_changed.connect(self._on_language)
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self._first_run: FirstRun | None = None
        self._made: Made | None = None
        self._refuse: Callable[[str], None] | None = None
        self._show_again: Callable[[], None] | None = None
        self._keys = Lane(self, threads=2, name="keys")
        self._is_sample, self._place = False, "today"
        self._day: date | None = None
        self._sheet: Path | None = None
        self._overdue: set[CheckInId] = set()
        self._idle = IdleWatch(self, lock_after)
        self._idle.expired.connect(self.lock)
        self._idle.warned.connect(self._on_idle_warned)
        self.setMinimumSize(*WINDOW_MINIMUM)
        self.menuBar().hide()
        self.setWindowIcon(window_icon())
        self.resize(1280, 800)

    # ---------------------------------------------------------------------------------------------------- screens

    def begin(self) -> None:
        """Show what fits: first run, the locked window, or (where this laptop remembers the key) the clinic."""
        self.preferences.apply()
        self.preferences.fit_density(self.width())
        theme.follow(lambda: self.preferences.look, self)
        if self.program.has_file() and self.program.is_remembered():
            self._show_screen(QWidget(), f"Clinic Scheduler — {self.program.path.stem}")
            self._later(self.program.open_remembered, self._on_remembered, self._on_not_remembered)
            return
        self._later(self.program.read_ahead, _nothing, self.guard.handle)
        self._read_ahead()
        if self.program.has_file():
            self.show_unlock()
        else:
            self.show_first_run()

    def show_first_run(self) -> None:
        """Ask how to start."""
        from clinic.services import sites  # noqa: PLC0415 - as above
        from ui.dialogs.first_run import FirstRun  # noqa: PLC0415 - most starts do not need it

        screen = FirstRun([site.city for site in sites.known()], self.preferences.language)
        self._first_run = screen
        screen.asked_sample.connect(self.open_sample)
        screen.asked_start.connect(self._on_start)
        screen.done.connect(self._on_first_done)
        screen.language_chosen.connect(lambda language: self.preferences.change(language=language))
        self._show_screen(screen, _("Clinic Scheduler"))
        self._refuse, self._show_again = screen.refuse, self.show_first_run
        screen.focus()

    def show_unlock(self) -> None:
        """Ask for the key. Nothing of the content is shown."""
        from ui.dialogs.unlock import UnlockScreen  # noqa: PLC0415 - not where the key is remembered

        screen = UnlockScreen(self.program.path.stem, self.preferences.language)
        screen.asked.connect(self._on_secret)
        screen.asked_sample.connect(self.open_sample)
        screen.language_chosen.connect(lambda language: self.preferences.change(language=language))
        self._show_screen(screen, _("Clinic Scheduler — locked"))
        self._refuse, self._show_again = screen.refuse, self.show_unlock
        screen.focus()

    def open_store(self, store: Store, *, is_sample: bool = False, day: date | None = None) -> Shell:
        """Show the clinic in an opened store, on `day` or where it was when it was locked."""
        self._is_sample = is_sample
        self.desk = Desk(
            store,
            day=day or self._day or today(),
            who=self.preferences.settings.who,
            guard=self.guard,
            formats=self.program.formats,
            preferences=self.preferences,
        )
        shell = self._build_shell(self.desk)
        if not is_sample and self._lock_after:
            self._idle.start()
        return shell

    def lock(self) -> None:
        """Close the file and show the locked window (Ctrl+L)."""
        self._idle.stop()
        if self.desk is not None:
            self._day = self.desk.day
            self._leave_shell()
            self.desk.close()
            self.desk = None
        if self.program.has_file():
            self.show_unlock()
        else:
            self.show_first_run()

    def open_sample(self) -> None:
        """Make and open the sample clinic."""
        self._enable_screen(is_on=False)
        self._later(self.program.sample, self._on_sample, self._on_refused)

    # ----------------------------------------------------------------------------------------------------- events

    def _build_shell(self, desk: Desk) -> Shell:
        pages: dict[str, Factory] = {**self._pages}
        pages.setdefault("settings", self._settings)
        shell = Shell(self, desk, pages, today=today(), is_sample=self._is_sample)
        shell.asked_to_lock.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        self._idle.minutes_left.connect(shell.status.show_minutes_to_lock)
        self.shell = shell
        Alarms(desk, self._overdue, shell).rang.connect(shell.tell_overdue)
        title = _("Clinic Scheduler — Sample") if self._is_sample else f"Clinic Scheduler — {self.program.path.stem}"
        self._show_screen(shell, title)
        shell.go(self._place if self._place in pages else next(iter(pages)))
        return shell

    def _settings(self, desk: Desk) -> Page:
        from ui.pages.settings.page import SettingsPage  # noqa: PLC0415 - built when first shown

        return SettingsPage(desk, self.preferences)

    def _leave_shell(self) -> None:
        if self.shell is not None:
            self._place = self.shell.page.name
            self.shell.leave()
            self.shell = None

    def _show_screen(self, screen: QWidget, title: str) -> None:
        self.setCentralWidget(screen)
        self.setWindowTitle(title)

    def _on_language(self) -> None:
        """Every word is another now: build the screen that stands again."""
        if self.shell is not None and self.desk is not None:
            self._leave_shell()
            self._build_shell(self.desk)
        elif self._show_again is not None:
            self._show_again()

    def _on_secret(self, passphrase: str, code: str) -> None:
        program = self.program
        self._later(
            lambda: program.open(passphrase=passphrase) if passphrase else program.open(recovery_code=code),
            self._on_opened,
            self._on_refused,
        )

    def _enable_screen(self, *, is_on: bool) -> None:
        screen = self.centralWidget()
        if screen is not None:
            screen.setEnabled(is_on)

    def _on_sample(self, store: Store) -> None:
        self.open_store(store, is_sample=True)

    def _on_opened(self, store: Store) -> None:
        self.open_store(store)

    def _on_remembered(self, store: Store) -> None:
        """Nobody typed meanwhile: the other pages are read when the first one, which must not wait, stands."""
        self.open_store(store)
        QTimer.singleShot(READ_AHEAD_AFTER, self, self._read_ahead)

    def _on_not_remembered(self, error: BaseException) -> None:
        self.show_unlock()
        self._on_refused(error)

    def _on_refused(self, error: BaseException) -> None:
        self._enable_screen(is_on=True)
        ours = not self.guard.is_of_the_world(error)
        if self._refuse is not None:
            self._refuse(_("This is our mistake. Nothing is lost.") if ours else str(error))
        if ours:
            self.guard.handle(error)

    def _on_start(self, start: Start) -> None:
        """Make the file and the first site; then the recovery code is shown."""
        self._sheet = start.sheet

        def job() -> Made:
            from clinic.services import sites  # noqa: PLC0415 - once in the life of a file

            made = self.program.make(passphrase=start.passphrase, name=start.city)
            try:
                with made.store.work(self.preferences.settings.who) as work:
                    sites.set_up(work, city=start.city)
            except BaseException:
                made.store.close()
                raise
            return made

        self._later(job, self._on_made, self._on_refused)

    def _on_made(self, made: Made) -> None:
        self._made = made
        if self._first_run is not None:
            self._first_run.show_code(made.recovery_code)

    def _on_first_done(self) -> None:
        if self._made is None:
            return
        store, self._made, self._first_run = self._made.store, None, None
        self.open_store(store)
        if self._sheet is not None and self.desk is not None:
            self.desk.go("people", self._sheet)

    def _on_idle_warned(self) -> None:
        if self.shell is not None:
            self.shell.toast.tell(_("Locks in one minute."), act=self._idle.touch, word=_("Stay open"))

    def _read_ahead(self) -> None:
        if self._pages is PAGES:
            self._later(read_ahead, _nothing, self.guard.handle)

    def _later(self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
        """Do what takes long (a key costs a tenth of a second on purpose) beside the window."""

        def call(_progress: Progress) -> T:
            return job()

        self._keys.run(call, done, failed, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F10 and self.shell is not None:
            self.menuBar().show()
            self.menuBar().setFocus(Qt.FocusReason.MenuBarFocusReason)
            self.menuBar().setActiveAction(self.menuBar().actions()[0])
        elif event.key() == Qt.Key.Key_Escape and self.shell is not None:
            self.menuBar().hide()
            self.shell.back_or_nothing()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preferences.fit_density(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._idle.stop()
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        if self._made is not None:
            self._made.store.close()
        self._keys.close()
        super().closeEvent(event)


def today() -> date:
    """The day on the laptop's own calendar; pages use the site's zone."""
    return datetime.now(UTC).astimezone().date()


def make_application(argv: list[str] | None = None) -> QApplication:
    """The one QApplication, dressed. Call before any widget is made."""
    QApplication.setApplicationName("Clinic Scheduler")
    QApplication.setDesktopFileName("clinic-scheduler")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(argv or sys.argv[:1])
    start.take_turns_often()
    theme.start(app)
    return app


def run(program: Program) -> int:
    """Open the window and stay until it is closed. Gives back the exit status."""
    app = make_application()
    window = Window(program)
    window.guard.watch()
    window.begin()
    window.show()
    # What was imported lives as long as the program: no collection need walk through it again (a stall of some 50 ms).
    gc.freeze()
    return app.exec()
