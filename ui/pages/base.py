"""Where pages looked for their base before it moved to `ui.page`."""

from __future__ import annotations

from ui.page import Page

__all__ = ["Page"]
