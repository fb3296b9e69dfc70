"""Readers and writers of file formats, and engines, as bootstrap hands them to the pages; loaded when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clinic.ports import BookWriter, CalendarWriter, Outbox, Sheets
from clinic.ports.fleet import FleetPlanner
from clinic.ports.seats import SeatPlanner
from clinic.ports.sittings import SittingPlanner

SHEETS = (".xlsx", ".xlsm", ".csv", ".tsv", ".ods")
"""How the names of spreadsheets end that can be read."""


@dataclass(frozen=True)
class Formats:
    """What a page needs to take spreadsheets in, to give feeds and workbooks out, to plan rides, bookings, rosters."""

    sheets: Callable[[], Sheets]
    calendar_writer: Callable[[], CalendarWriter]
    book_writer: Callable[[], BookWriter]
    outbox: Callable[[Path], Outbox]
    fleet_planner: Callable[[], FleetPlanner]
    sitting_planner: Callable[[], SittingPlanner]
    seat_planner: Callable[[], SeatPlanner]
