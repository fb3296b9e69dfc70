"""Every stored plan against every rule, past and to come, in words: what `check` tells of a whole file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from uuid import UUID

from clinic.domain.breaches import Breach, Severity
from clinic.domain.ids import ConsultationId, SeatId, TripId, VolunteerId
from clinic.domain.sessions import Seat
from clinic.domain.trips import Trip
from clinic.domain.when import Interval, local
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import Sentence, _, say
from clinic.jobs import Progress, silent
from clinic.ports import UnitOfWork
from clinic.rules import judge
from clinic.rules.facts import Facts

from .facts import week_facts
from .guard import Overruled
from .labels import seat_and_time
from .standing import overruled_beside


@dataclass(frozen=True, slots=True)
class PlanFault:
    """A rule that a stored plan breaks. `what` names the row; `reason` is why somebody overruled the rule, or ''."""

    kind: str
    row_id: UUID
    what: Sentence
    breach: Breach
    overruled: bool
    reason: str


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What the rules have against all plans of a file: how many plans were judged, and every fault, worst first."""

    judged: int
    faults: tuple[PlanFault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether no rule is broken that no reason could overrule."""
        return all(fault.breach.severity is not Severity.MUST for fault in self.faults)


def check_plans(uow: UnitOfWork, *, progress: Progress = silent) -> PlanCheck:
    """Judge every seat in which somebody sits, every trip, ride and consultation on file."""
    progress(_("Reading all plans"), 0.0)
    facts = _all_facts(uow)
    progress(_("Asking every rule"), 0.3)
    found = [_fault(uow, facts, *each) for each in judge.everything(facts)]
    order = list(Severity)
    found.sort(key=lambda fault: (fault.overruled, order.index(fault.breach.severity), fault.kind, fault.breach.code))
    progress(_("Asking every rule"), 1.0)
    sitting = sum(seat.volunteer_id is not None for seat in facts.seats.values())
    return PlanCheck(sitting + len(facts.trips) + len(facts.rides) + len(facts.consultations), tuple(found))


def _all_facts(uow: UnitOfWork) -> Facts:
    """Facts from the first to the last thing on file; nothing at all in an empty file."""
    times = [(seat.starts_at, seat.ends_at) for seat in uow.seats.where()]
    times += [(session.starts_at, session.ends_at) for session in uow.sessions.where()]
    times += [(trip.report_at, trip.report_at) for trip in uow.trips.where() if trip.report_at]
    if not times:
        return Facts(policy=uow.clinic().policy)
    first, last = min(start for start, _end in times), max(end for _start, end in times)
    return week_facts(uow, Interval(first, last + timedelta(minutes=1)))


def _fault(uow: UnitOfWork, facts: Facts, kind: str, row_id: UUID, breach: Breach) -> PlanFault:
    row, what = _row(uow, facts, kind, row_id)
    beside = overruled_beside(facts, row) if isinstance(row, Seat) else frozenset()
    overruled = breach.code in row.overridden or breach.code in beside
    return PlanFault(kind, row_id, what, breach, overruled, row.reason if overruled else "")


def _row(uow: UnitOfWork, facts: Facts, kind: str, row_id: UUID) -> tuple[Overruled, Sentence]:
    """The row that a rule was asked about, and what it is called."""
    if kind == "seat":
        seat = facts.seats[SeatId(row_id)]
        person = facts.volunteers[cast("VolunteerId", seat.volunteer_id)]
        return seat, say("{name}: {seat}", name=person.name, seat=seat_and_time(uow, seat))
    if kind == "trip":
        trip = facts.trips[TripId(row_id)]
        return trip, _trip(facts, trip)
    if kind == "ride":
        ride = next(ride for ride in facts.rides if ride.id == row_id)
        code = facts.households[ride.household_id].code
        return ride, say("{code}: {trip}", code=code, trip=_trip(facts, facts.trips[ride.trip_id]))
    consultation = facts.consultations[ConsultationId(row_id)]
    slot = facts.slots[consultation.slot_id]
    zone = facts.places[facts.sessions[slot.session_id].place_id].zone
    told = {"code": facts.households[consultation.household_id].code, "kind": CONSULTATIONS[slot.kind]}
    return consultation, say("{code}: {kind}, {start}", start=local(slot.starts_at, zone), **told)


def _trip(facts: Facts, trip: Trip) -> Sentence:
    moment = trip.report_at or trip.departs_at or trip.standby_from
    if moment is None:
        return say("trip {trip}", trip=trip.label)
    return say("trip {trip}, {start}", trip=trip.label, start=local(moment, facts.sites[trip.site_id].zone))
