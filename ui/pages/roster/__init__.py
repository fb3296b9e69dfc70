"""The Roster: which seats are open this week, and who could sit there."""

from __future__ import annotations

from ui.pages.roster.page import RosterPage

__all__ = ["RosterPage"]
