"""How days gone by went: who was at the port, how hearings ended, which words came in from the road."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from clinic.domain.hearings import AbsenceReason, Hearing, HearingEnd
from clinic.domain.ids import HearingId, TripId, VolunteerId
from clinic.domain.people import Role, Volunteer
from clinic.services.expected import NOT_COMING_BACK

from .dice import Dice
from .figures import PRESENT_ALONE, PRESENT_WITH_RIDE
from .hearings import Docket
from .trips import Journeys

_ENDS = {
    HearingEnd.RETURNED: 88,
    HearingEnd.HELD: 5,
    HearingEnd.TAKEN_OUT: 3,
    HearingEnd.LET_IN: 3,
    HearingEnd.DETAINED: 1,
}
#: Why people were not there; the order of magnitude follows what was reported (field research 1.5), no shares were.
_REASONS = {
    AbsenceReason.NO_TRANSPORT: 25,
    AbsenceReason.GAVE_UP: 20,
    AbsenceReason.MOVED_AWAY: 15,
    AbsenceReason.LATE: 10,
    AbsenceReason.NO_PAPERS: 8,
    AbsenceReason.ILL: 8,
    AbsenceReason.KIDNAPPED: 2,
    AbsenceReason.UNKNOWN: 12,
}


def end_hearings(docket: Docket, journeys: Journeys, today: date, dice: Dice) -> None:
    """Give every hearing before `today` its end, unless it has one."""
    rode: set[HearingId | None] = {ride.hearing_id for ride in journeys.rides}
    for hearing, _ in docket.hearings:
        if hearing.hearing_on < today and hearing.end is None:
            _end(hearing, PRESENT_WITH_RIDE if hearing.id in rode else PRESENT_ALONE, dice)


def tell_from_the_road(
    plan: Journeys, volunteers: Mapping[VolunteerId, Volunteer], now: datetime, docket: Docket, dice: Dice
) -> None:
    """Note every word that was due before `now`, in the name of the trip's escort, else its driver.

    Of households that came back it is noted that they did; of those who are held nothing has been heard.
    """
    ends = {(hearing.household_id, hearing.report_at): hearing.end for hearing, _ in docket.hearings}
    trips = {trip.id: trip for trip in plan.trips}
    kept = []
    for check_in in plan.check_ins:
        trip = trips[check_in.trip_id]
        end = ends.get((check_in.household_id, trip.report_at)) if check_in.household_id else None
        if end in NOT_COMING_BACK:
            continue
        kept.append(check_in)
        moment = check_in.due_at or (trip.report_at if end in (HearingEnd.RETURNED, HearingEnd.TURNED_AWAY) else None)
        if moment is None or moment >= now:
            continue
        late = (-4, 11) if check_in.due_at else (840, 1080) if end is HearingEnd.RETURNED else (40, 90)
        check_in.done_at = moment + timedelta(minutes=dice.between(*late))
        check_in.by = _teller(plan, trip.id, volunteers)
    plan.check_ins[:] = kept


def _end(hearing: Hearing, present: float, dice: Dice) -> None:
    if dice.chance(present):
        hearing.end = dice.weighted(_ENDS)
    else:
        hearing.end = HearingEnd.ABSENT
        hearing.absence_reason = dice.weighted(_REASONS)


def _teller(journeys: Journeys, trip_id: TripId, volunteers: Mapping[VolunteerId, Volunteer]) -> str:
    crew = [seat for seat in journeys.crews[trip_id] if seat.volunteer_id]
    crew.sort(key=lambda seat: seat.role is not Role.ESCORT)
    return volunteers[crew[0].volunteer_id].name if crew and crew[0].volunteer_id else ""
