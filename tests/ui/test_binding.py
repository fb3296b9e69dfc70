"""The Qt binding itself: a build that loses references of None brings every long session down on Python 3.11."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, QRect

pytestmark = pytest.mark.window


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on: nothing can be lost")
def test_that_a_call_without_an_answer_loses_no_reference_of_none() -> None:
    thing, box = QObject(), QRect(0, 0, 1, 1)
    before = sys.getrefcount(None)
    for _round in range(500):
        thing.setObjectName("x")
        box.setX(1)
    assert sys.getrefcount(None) > before - 100
