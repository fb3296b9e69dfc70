"""The Roster: which seats are open this week, and who could sit there."""

from ui.pages.roster.page import RosterPage

__all__ = ["RosterPage"]
