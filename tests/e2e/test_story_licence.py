"""Story 12: an attorney's licence ends on Wednesday, 15 July. Through the services and the command line.

Samir sits every day from Monday to Friday; a second attorney's seat is open on each of these days, and Lena, whose
licence does not end, has signed up for Friday only.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic.domain.people import Credential, CredentialKind, Role
from clinic.domain.sessions import Seat
from clinic.services import candidates, people, roster
from clinic.services.roster_week import roster_week
from clinic.services.views.seats import SeatState
from tests.e2e.on_border import on_terminal
from tests.services.scene import THURSDAY, WEDNESDAY, WEEK, Scene, codes
from tests.terminal import Terminal

WORKING = WEEK.days[:5]
ENDS = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=WEDNESDAY)


class Week(Scene):
    """The week before the date is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.samir = self.volunteer("Samir Nasser", Role.ATTORNEY)
        self.lena = self.volunteer("Lena Ortiz", Role.ATTORNEY, here_from=WORKING[-1], here_until=WORKING[-1])
        self.his: list[Seat] = []
        self.open: list[Seat] = []
        for on in WORKING:
            seat = self.seat(self.session("10:00", "12:00", on, advice=True, label="Morning"))
            self.work(roster.assign, seat=seat.id, volunteer=self.samir.id)
            self.his.append(seat)
            self.open.append(self.seat(self.session("14:00", "16:00", on, advice=True, label="Afternoon")))

    def states(self) -> list[SeatState]:
        """How Samir's seats are shown, day by day."""
        with self.store.read() as uow:
            rows = roster_week(uow, site=self.site.id, week=WEEK).rows
        cells = next(row.cells for row in rows if "10:00" in row.hours)
        return [cell.seats[0].state for cell in cells if cell]


@pytest.fixture
def week() -> Week:
    return Week()


def test_that_thursday_and_friday_are_flagged_the_moment_the_date_is_typed_and_nothing_else(week: Week) -> None:
    fine, flagged = SeatState.NOT_ASKED, SeatState.WARNING
    assert week.states() == [fine] * 5
    week.work(people.set_credential, volunteer=week.samir.id, credential=ENDS)
    assert week.states() == [fine, fine, fine, flagged, flagged]
    assert all(week.now(seat).volunteer_id == week.samir.id for seat in week.his)
    renewed = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=WEDNESDAY + timedelta(days=365))
    week.work(people.set_credential, volunteer=week.samir.id, credential=renewed)
    assert week.states() == [fine] * 5


def test_that_every_way_says_that_he_fits_until_wednesday_only(week: Week) -> None:
    week.work(people.set_credential, volunteer=week.samir.id, credential=ENDS)
    for seat, on in zip(week.open, WORKING, strict=True):
        against = set() if on < THURSDAY else {"CREDENTIAL"}
        assert codes(week.ask(roster.judge_seat, seat=seat.id, volunteer=week.samir.id)) == against
        listed = week.ask(candidates.candidates, seat=seat.id)
        assert (week.samir.id in {one.volunteer_id for one in listed.fits}) is not bool(against)
    placing = week.ask(candidates.placing, volunteer=week.samir.id, site=week.site.id, week=WEEK)
    assert [codes(placing.seats[seat.id].breaches) for seat in week.open] == [set()] * 3 + [{"CREDENTIAL"}] * 2


def test_that_auto_fill_uses_him_until_wednesday_only_and_says_why_thursday_stays_open(
    week: Week, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = on_terminal(week, terminal, monkeypatch)
    at.done("volunteer", "Samir Nasser", "--licence", "CA", "--expires", str(WEDNESDAY))
    assert "bar licence (CA) valid until Wed 15 July" in at.done("candidates", str(week.open[3].id)).out
    at.done("fill", "roster", "--week", str(WEEK), "--seconds", "1", "--apply")
    names = {week.samir.id: "Samir", week.lena.id: "Lena", None: "nobody"}
    filled = [names[week.now(seat).volunteer_id] for seat in week.open]
    assert filled == ["nobody", "Samir", "Samir", "nobody", "Lena"], "Monday is over"
    assert [week.now(seat).volunteer_id for seat in week.his] == [week.samir.id] * 5
    at.done("undo")
    assert all(week.now(seat).volunteer_id is None for seat in week.open)


def test_that_a_reason_lets_him_sit_there_all_the_same_and_is_kept(week: Week) -> None:
    week.work(people.set_credential, volunteer=week.samir.id, credential=ENDS)
    reason = "The renewed licence came by post"
    week.work(roster.assign, seat=week.open[3].id, volunteer=week.samir.id, reason=reason)
    seat = week.now(week.open[3])
    assert (seat.overridden, seat.reason) == (("CREDENTIAL",), reason)
