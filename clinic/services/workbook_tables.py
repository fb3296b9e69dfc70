"""The tables of the weekly workbook: seats, consultations, rides; and its legend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from clinic.domain.outgoing import TableColumn, TableSheet
from clinic.domain.sessions import Answer
from clinic.domain.when import Interval, local
from clinic.domain.words import ANSWERS, CONSULTATIONS, LEGS, OUTCOMES, language_name
from clinic.i18n import _

from .disclosure import ConsultationRow, RideRow, RosterRow


def roster_table(seats: Sequence[RosterRow], gap: str) -> TableSheet:
    """One row a seat, with the seat's id in a hidden column."""
    answers = tuple(str(word) for word in ANSWERS.values())
    columns = (
        TableColumn("id", hidden=True),
        TableColumn(_("Date"), 12),
        TableColumn(_("Start"), 8),
        TableColumn(_("End"), 8),
        TableColumn(_("Hours"), 8),
        TableColumn(_("Time zone"), 22),
        TableColumn(_("City"), 14),
        TableColumn(_("Place"), 22),
        TableColumn(_("Room"), 12),
        TableColumn(_("Work"), 22),
        TableColumn(_("Role"), 26),
        TableColumn(_("Volunteer"), 26),
        TableColumn(_("Answer"), 12, choices=answers),
        TableColumn(_("Plan"), 10, choices=(_("draft"), _("published"))),
    )
    rows = tuple(
        (
            str(seat.seat_id),
            *_times(seat.time, seat.zone),
            seat.zone,
            seat.city,
            seat.place,
            seat.room,
            str(seat.work),
            str(seat.role),
            seat.volunteer or gap,
            str(ANSWERS[seat.answer]) if seat.volunteer else None,
            _("draft") if seat.is_draft else _("published"),
        )
        for seat in seats
    )
    return TableSheet(_("Seats"), "Seats", columns, rows, gap, empty=_("No seats in this week."))


def consultation_table(meetings: Sequence[ConsultationRow]) -> TableSheet:
    """One row a consultation, by case code."""
    columns = (
        TableColumn(_("Code"), 10),
        TableColumn(_("Date"), 12),
        TableColumn(_("Start"), 8),
        TableColumn(_("End"), 8),
        TableColumn(_("Hours"), 8),
        TableColumn(_("Time zone"), 22),
        TableColumn(_("Place"), 22),
        TableColumn(_("Room"), 12),
        TableColumn(_("Kind"), 22),
        TableColumn(_("Language"), 16),
        TableColumn(_("Team"), 40),
        TableColumn(_("Outcome"), 14),
    )
    rows = tuple(
        (
            meeting.code,
            *_times(meeting.time, meeting.zone),
            meeting.zone,
            meeting.place,
            meeting.room,
            str(CONSULTATIONS[meeting.kind]),
            str(language_name(meeting.language)),
            ", ".join(meeting.team),
            str(OUTCOMES[meeting.outcome]),
        )
        for meeting in meetings
    )
    title = _("Consultations")
    return TableSheet(title, "Consultations", columns, rows, empty=_("No consultations in this week."))


def ride_table(rides: Sequence[RideRow]) -> TableSheet:
    """One row a household on a trip, by case code; hours that nobody knows stay empty."""
    columns = (
        TableColumn(_("Code"), 10),
        TableColumn(_("Date"), 12),
        TableColumn(_("Trip"), 16),
        TableColumn(_("Way"), 12),
        TableColumn(_("Pick-up"), 22),
        TableColumn(_("Leaves"), 8),
        TableColumn(_("Time zone"), 22),
        TableColumn(_("Port"), 22),
        TableColumn(_("Report time"), 12),
        TableColumn(_("Time zone of the port"), 22),
        TableColumn(_("People"), 8),
        TableColumn(_("Vehicle"), 18),
        TableColumn(_("Crew"), 36),
    )
    rows = tuple(
        (
            ride.code,
            local(ride.day, ride.zone).date(),
            ride.trip,
            str(LEGS[ride.leg]),
            ride.pick_up,
            _clock(ride.leaves_at, ride.zone),
            ride.zone,
            ride.port,
            _clock(ride.report_at, ride.port_zone),
            ride.port_zone,
            ride.people,
            ride.vehicle,
            ", ".join(ride.crew),
        )
        for ride in rides
    )
    return TableSheet(_("Rides"), "Rides", columns, rows, empty=_("No rides in this week."))


def legend(gap: str) -> tuple[tuple[str, str], ...]:
    """What the words of the workbook mean."""
    return (
        (gap, _("Nobody has this seat yet.")),
        (_("draft"), _("This may still change; published work is settled.")),
        (str(ANSWERS[Answer.ASKED]), _("The volunteer was asked and has not answered.")),
        (_("Code"), _("A household. Names and numbers stay on the coordinator's laptop.")),
        (_("Time zone"), _("The clock by which the hours of that row are told.")),
        (_("Hours"), _("The real length, also in nights in which the clocks change.")),
    )


def _times(interval: Interval, zone: str) -> tuple[date, time, time, float]:
    """Day, first and last hour by the wall clock of `zone`, and the real length in hours."""
    start, end = local(interval.start, zone), local(interval.end, zone)
    return start.date(), start.time(), end.time(), interval.length / 60


def _clock(at: datetime | None, zone: str) -> time | None:
    return local(at, zone).time() if at else None
