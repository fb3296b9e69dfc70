"""Stories from beginning to end."""

from __future__ import annotations

from tests.terminal import terminal
from tests.ui.conftest import dressed, window_app

__all__ = ["dressed", "terminal", "window_app"]
