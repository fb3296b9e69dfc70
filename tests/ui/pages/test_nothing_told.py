"""No page of the window tells a name, what a conflict is or what makes somebody vulnerable, unless just that is asked.

Every label, tooltip, accessible text and line of every table is read, on each page and with each row chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QCoreApplication, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from clinic.settings import Settings
from tests.services.border import TUESDAY
from tests.services.disclosure.planted import SECRETS, Planted
from tests.services.disclosure.searching import secrets_in
from tests.ui.hands import Hands
from ui import bootstrap
from ui.app import Window
from ui.posing import Posing

pytestmark = pytest.mark.window
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.EditRole,
)
PAGES = ("today", "roster", "consultations", "rides", "people", "share", "diary", "printing", "settings")


@pytest.fixture(scope="module")
def planted() -> Planted:
    return Planted()


@pytest.fixture
def at(window_app: QApplication, planted: Planted) -> Iterator[Hands]:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    settings = Settings(language="en", look="light", text_percent=100)
    window = Window(Posing(Path("clinic"), settings, bootstrap.formats(), has_file=False), lock_after=0)
    window.begin()
    window.show()
    hands = Hands(window_app, window)
    hands.quiet()
    window.open_store(planted.store, day=TUESDAY)
    hands.quiet()
    yield hands
    hands.quiet()
    window.desk = None  # the store is used by the next test too
    window.close()


def everything_said(window: QWidget) -> str:
    """Whatever the window shows, or would show under the mouse, or say to a screen reader."""
    said: list[str] = []
    for one in (window, *window.findChildren(QWidget)):
        said += [one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.whatsThis(), one.statusTip()]
        text = getattr(one, "text", None) or getattr(one, "toPlainText", None)
        said.append(str(text()) if callable(text) else "")
        spoken: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(one)
        if spoken is not None:
            said += [spoken.text(QAccessible.Text.Name), spoken.text(QAccessible.Text.Description)]
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            said += _cells(one.model())
    return "\n".join(part for part in said if part)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    for row in range(model.rowCount()):
        for column in range(columns):
            yield from (str(model.data(model.index(row, column), role)) for role in ROLES)


@pytest.mark.parametrize("page", PAGES)
def test_that_no_page_tells_one(at: Hands, page: str) -> None:
    assert at.window.shell is not None
    at.window.shell.go(page)
    at.quiet()
    said = everything_said(at.window)
    assert len(said) > 200, "the look sees what is there"
    assert secrets_in(said.encode(), SECRETS) == []


def test_that_the_look_sees_codes_where_they_are(at: Hands, planted: Planted) -> None:
    assert at.window.shell is not None
    at.window.shell.go("consultations")
    at.quiet()
    assert planted.met.code in everything_said(at.window)
