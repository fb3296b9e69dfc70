"""Who was at the port, as far as somebody recorded it (story 15)."""

from __future__ import annotations

from clinic.domain.hearings import AbsenceReason, HearingEnd
from clinic.domain.trips import CheckInKind
from clinic.services import check_ins, hearings
from clinic.services.attendance import attendance
from tests.services.border import TUESDAY, Border


def test_that_whoever_was_turned_away_counts_as_present_at_the_port() -> None:
    border = Border()
    rows = [border.household((30,), shelter=border.sur) for _ in range(4)]
    dates = [border.hearing(row) for row in rows]
    trip = border.trip_with(rows[0])
    gate = {"trip": trip.id, "kind": CheckInKind.NOT_ON_THE_LIST, "household": rows[0].id}
    border.do(check_ins.record, at=border.at("04:20"), **gate)
    border.do(hearings.end, hearing=dates[1].id, end=HearingEnd.ABSENT, absence_reason=AbsenceReason.ILL)
    border.do(hearings.end, hearing=dates[2].id, end=HearingEnd.RETURNED)
    found = border.ask(attendance, site=border.site.id, first=TUESDAY, last=TUESDAY)
    assert (found.called, found.at_port, found.absent, found.not_recorded) == (4, 2, 1, 1)
    assert found.reasons == ((AbsenceReason.ILL, 1),)
