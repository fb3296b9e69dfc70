"""Pages in the real window, on the small clinic of the services' tests."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from clinic.settings import Settings
from tests.services.scene import TUESDAY, Scene
from tests.ui.hands import Hands
from ui import bootstrap, start
from ui.app import Window
from ui.posing import Posing

Opener = Callable[..., Hands]


@pytest.fixture
def scene() -> Scene:
    """A clinic in Tijuana; it is 09:00 on Tuesday, 14 July 2026."""
    return Scene()


@pytest.fixture
def open_page(window_app: QApplication, scene: Scene) -> Iterator[Opener]:
    """Opens a place of the window on the scene, on Tuesday, in English or in another language."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    opened: list[Hands] = []

    def open_it(place: str, language: str = "en", size: tuple[int, int] = (1280, 800)) -> Hands:
        settings = Settings(language=language, look="light", text_percent=100)
        window = Window(Posing(Path("clinic"), settings, bootstrap.formats(), has_file=False), lock_after=0)
        window.resize(*size)
        window.begin()
        window.show()
        hands = Hands(window_app, window)
        opened.append(hands)
        hands.quiet()
        window.open_store(scene.store, day=TUESDAY).go(place)
        hands.quiet()
        return hands

    yield open_it
    while (dialog := window_app.activeModalWidget()) is not None:
        dialog.close()
    for hands in opened:
        hands.quiet()
        hands.window.close()


@pytest.fixture
def as_the_program_collects() -> Iterator[None]:
    """The collector as `ui.start` and `ui.app` set it: what stands is not walked through again and again."""
    before = gc.get_threshold()
    start.collect_rarely()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
