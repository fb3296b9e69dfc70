"""A household's whole day moved by one edit of the report time, and put back by one undo, to the byte (issue 4)."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from clinic.domain.consultations import ConsultationKind
from clinic.domain.feeds import DeliveryKind
from clinic.domain.hearings import Hearing
from clinic.domain.people import Role
from clinic.domain.trips import Trip
from clinic.services import feeds, hearings, plan_check, rides_day, roster, share
from clinic.services.share import State as Copy
from clinic.services.views.rides import State
from tests import factory
from tests.services.border import TUESDAY, Border

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 31)
EARLIER = -timedelta(hours=4, minutes=30)
HOURS = {
    "stop 0", "stop 1", "report", "leaves", "arrives", "duty driver", "duty escort", "due departure", "due at_port",
    "due hand_over",
}  # fmt: skip
TWO_PLACES = "Two places at once: at Shelter Norte until 07:10, then 15 min drive; at Van's yard from 07:15."


class Day(Border):
    """A household heard at 14:00, its report typed as 12:45, on a trip with Rosa and Iván; all calendars are written.

    It meets Helen at 09:30 of that day; Iván works at another shelter, twelve minutes away, from 06:00 to 07:10.
    """

    def __init__(self) -> None:
        super().__init__()
        home = self.household((34, 8), shelter=self.sur)
        self.code = home.code
        self.date: Hearing = self.hearing(home, hearing_time=time(14), report_time=time(12, 45))
        self.out: Trip = self.trip_with(home, report="12:45")
        people = {Role.DRIVER: self.driver(), Role.ESCORT: self.escort()}
        for role, person in people.items():
            seated = self.see_seat(self.out, role).id
            self.do(roster.assign, seat=seated, volunteer=person.id, reason="They live next to the yard")
            self.do(roster.confirm, seat=seated)
        with self.scene() as uow:
            night = factory.make_session(uow, self.at("06:00"), 7 / 6, site_id=self.site.id, place_id=self.norte.id)
            factory.make_seat(uow, night, Role.ESCORT, people[Role.ESCORT])
            helen = factory.make_volunteer(uow, "Helen", (Role.ATTORNEY,))
            morning = factory.make_session(uow, self.at("09:30"), 1, site_id=self.site.id, place_id=self.sur.id)
            seat = factory.make_seat(uow, morning, Role.ATTORNEY, helen)
            slot = factory.make_slot(uow, morning, seat_ids=(seat.id,), kind=ConsultationKind.HEARING_PREPARATION)
            factory.make_consultation(uow, slot, home)
        with self.scene() as uow:
            feeds.refresh(uow, now=self.now, first=FIRST, last=LAST)
            for person in people.values():
                events = uow.feed_events.where(volunteer_id=person.id)
                mark = feeds.fingerprint_of(events)
                what = f"{FIRST}/{LAST}"
                factory.make_delivery(uow, what, kind=DeliveryKind.FEED, volunteer_id=person.id, fingerprint=mark)

    def hours(self) -> dict[str, Any]:
        """Every hour that hangs on the report time: stops, the trip, its crew's duty, the words that are expected."""
        with self.store.read() as uow:
            trip = uow.trips.get(self.out.id)
            found: dict[str, Any] = {
                f"stop {stop.position}": stop.arrives_at for stop in uow.stops.where(trip_id=trip.id)
            }
            found |= {"report": trip.report_at, "leaves": trip.departs_at, "arrives": trip.arrives_at}
            found |= {f"duty {seat.role.value}": seat.starts_at for seat in uow.seats.where(trip_id=trip.id)}
            due = uow.check_ins.where(trip_id=trip.id)
            return found | {f"due {row.kind.value}": row.due_at for row in due if row.due_at}

    def copies(self) -> dict[str, Copy]:
        found = self.ask(share.ledger, first=FIRST, last=LAST)
        return {copy.who: copy.state for copy in found.copies}

    def faults(self) -> set[str]:
        """What speaks against the plan of the file."""
        found = self.ask(plan_check.check_plans)
        return {f"{fault.what}: {fault.breach.sentence}" for fault in found.faults if not fault.overruled}

    def state(self) -> State:
        (card,) = self.ask(rides_day.rides_day, site=self.site.id, day=TUESDAY).trips
        found: State = card.state
        return found


def test_that_one_edit_of_the_report_time_moves_the_whole_day_and_one_undo_puts_it_back() -> None:
    day = Day()
    before, hours, faults = day.rows(), day.hours(), day.faults()
    assert (set(day.copies().values()), day.state()) == ({Copy.FRESH}, State.DUE)

    day.do(hearings.edit, hearing=day.date.id, report_time=time(8, 15))
    now = day.hours()
    assert {name for name in hours if now[name] - hours[name] == EARLIER} == set(hours) == HOURS
    assert day.clock(now["stop 0"]) == "07:15"
    assert day.clock(now["duty driver"]) == "06:35"
    away = f"{day.code} is on the way to a hearing on Tue 14 July from 06:55; no hour of return."
    assert day.faults() - faults == {
        f"{day.code}: hearing preparation, Tue 14 July 09:30: {away}",
        f"Iván Olmos: Consultations, Tue 14 July 06:00: {TWO_PLACES}",
        f"Iván Olmos: trip T1, Tue 14 July 07:15: {TWO_PLACES}",
    }
    assert day.copies() == {"Rosa Medrano": Copy.OLD, "Iván Olmos": Copy.OLD}
    news = day.ask(feeds.behind, first=FIRST, last=LAST)
    assert {one.changed for one in news.values()} == {1}
    assert day.state() is State.WARNING

    day.undo()
    assert day.rows() == before
    assert (day.hours(), day.faults(), set(day.copies().values())) == (hours, faults, {Copy.FRESH})
