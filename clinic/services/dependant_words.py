"""What rests on a hearing's date, in words: what must be done anew, and who must be told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from clinic.domain.consultations import Consultation, FollowUp, Slot
from clinic.domain.feeds import Delivery, DeliveryKind
from clinic.domain.hearings import Hearing
from clinic.domain.households import Deadline, Paper
from clinic.domain.sessions import Seat
from clinic.domain.trips import Leg, Trip
from clinic.domain.when import day_interval, local
from clinic.domain.words import DEADLINES, PAPERS
from clinic.i18n import Sentence, say
from clinic.services.views.dates import Dependant, DependantKind, Reason, Tell, TellKind

from .reach import Reach
from .workbook import read_what

Rows = Collection[tuple[str, UUID]]


def moment_of(trip: Trip) -> datetime | None:
    """The instant by which a trip belongs to a day: its report, when it leaves, when its crew begins to wait."""
    if trip.leg is Leg.OUT:
        return trip.report_at
    return trip.departs_at if trip.leg is Leg.OTHER else trip.standby_from


def ride(reach: Reach, row: Hearing, trip: Trip, day: date, moment: datetime) -> Dependant:
    """A ride on the old day: the trip is made anew, its crew is told."""
    kind = DependantKind.RETURN if trip.leg is Leg.RETURN else DependantKind.RIDE
    why = Reason(say("Off {trip}, {day}", trip=trip.label, day=day), (reach.households[row.household_id].code,))
    tell = tuple(_people(reach, reach.crews.get(trip.id, ()), TellKind.CREW, why))
    words = say("Trip {trip} of {day} must be made anew.", trip=trip.label, day=day)
    return _of(reach, row, kind, ("trip", trip.id), words, by=trip.departs_at or moment, tell=tell)


def preparation(reach: Reach, row: Hearing, booked: Consultation, slot: Slot, *, too_late: bool) -> Dependant:
    """A preparation after the hearing, or weeks too early for it: it is booked anew, its team is told."""
    start = local(slot.starts_at, reach.sites[row.site_id].zone)
    code = reach.households[row.household_id].code
    words = (
        say("Preparation {start} is after the hearing: book it earlier.", start=start)
        if too_late
        else say("Preparation {start} was for the old date: book it anew.", start=start)
    )
    why = Reason(say("Preparation {start} may move", start=start), (code,))
    tell = tuple(_people(reach, reach.teams.get(slot.id, ()), TellKind.TEAM, why))
    return _of(reach, row, DependantKind.PREPARATION, ("consultation", booked.id), words, by=slot.starts_at, tell=tell)


def report_time(reach: Reach, row: Hearing, by: datetime) -> Dependant:
    """A report time that was typed for another day."""
    words = say("The report time must be confirmed for the new day.")
    return _of(reach, row, DependantKind.REPORT_TIME, ("hearing", row.id), words, by=by)


def follow_up(reach: Reach, row: Hearing, task: FollowUp, by: datetime) -> Dependant:
    """A follow-up that is due after the hearing now."""
    words = say("“{what}” is due on {day}, after the hearing now.", what=task.what, day=task.due_on)
    return _of(reach, row, DependantKind.DEADLINE, ("follow_up", task.id), words, by=by)


def deadline(reach: Reach, row: Hearing, one: Deadline, by: datetime) -> Dependant:
    """A date to keep that lies after the hearing now."""
    words = say("The {what} is on {day}, after the hearing now.", what=DEADLINES[one.kind], day=one.due_on)
    return _of(reach, row, DependantKind.DEADLINE, ("household", row.household_id), words, by=by)


def paper(reach: Reach, row: Hearing, one: Paper, by: datetime) -> Dependant:
    """A paper that ends before the new date."""
    words = say("{paper} ends on {day}, before the new date.", paper=PAPERS[one.kind], day=one.valid_until)
    return _of(reach, row, DependantKind.PAPER, ("household", row.household_id), words, by=by)


def household(reach: Reach, row: Hearing, was: date, on: date, by: datetime) -> Dependant:
    """The household has not heard of the new date."""
    of = reach.households[row.household_id]
    how = of.contact_plan
    why = Reason(say("The hearing of {was} is on {day} now", was=was, day=on))
    tell = Tell(TellKind.HOUSEHOLD, f"household {of.id}", of.code, how, (why,), household_id=of.id)
    words = say("Tell {code} the new date.", code=of.code)
    return _of(reach, row, DependantKind.HOUSEHOLD, ("household", of.id), words, by=by, tell=(tell,))


def copies(reach: Reach, row: Hearing, wrong: Rows, now: datetime) -> Iterator[Dependant]:
    """Calendars, papers and workbooks that tell of what is wrong on the old day."""
    seats = [seat for about, row_id in wrong for seat in _seats(reach, row, about, row_id)]
    for seat in seats:
        for event in reach.events.get(seat.id, ()):
            if event.starts_at >= now and event.volunteer_id in reach.volunteers:
                name, day = reach.volunteers[event.volunteer_id].name, local(event.starts_at, event.zone).date()
                words = say("The calendar of {name} tells of {day}.", name=name, day=day)
                yield _of(reach, row, DependantKind.COPY, ("volunteer", event.volunteer_id), words, by=event.starts_at)
    days = sorted({local(seat.starts_at, reach.sites[row.site_id].zone).date() for seat in seats})
    for delivery in reach.deliveries:
        for day in days:
            if _tells_of(delivery, day, row, {seat.volunteer_id for seat in seats}):
                yield _copy(reach, row, delivery, day)


def _seats(reach: Reach, row: Hearing, about: str, row_id: UUID) -> Sequence[Seat]:
    if about == "trip":
        return next((crew for trip, crew in reach.crews.items() if trip == row_id), ())
    booked = reach.preparations.get(row.household_id, ())
    return next((reach.teams.get(slot.id, ()) for each, slot in booked if each.id == row_id), ())


def _tells_of(delivery: Delivery, day: date, row: Hearing, who: Collection[object]) -> bool:
    if delivery.kind is DeliveryKind.WORKBOOK:
        week, site = read_what(delivery.what)
        return day in week.days and site in (None, row.site_id)
    return delivery.volunteer_id in who and day.isoformat() in delivery.what


def _copy(reach: Reach, row: Hearing, delivery: Delivery, day: date) -> Dependant:
    by = day_interval(day, reach.sites[row.site_id].zone).start
    if delivery.kind is not DeliveryKind.WORKBOOK:
        person = reach.volunteers.get(delivery.volunteer_id) if delivery.volunteer_id else None
        name = person.name if person else delivery.recipient
        words = say("{name} holds a paper of {day}.", name=name, day=day)
        return _of(reach, row, DependantKind.COPY, ("delivery", delivery.id), words, by=by)
    week = str(read_what(delivery.what)[0])
    words = say("The workbook of {week} tells of {day}.", week=week, day=day)
    why = Reason(say("The workbook of {week} is old", week=week))
    who = delivery.recipient or str(say("Organizers with the workbook"))
    tell = Tell(TellKind.ORGANIZERS, f"organizers {who}", who, "", (why,))
    return _of(reach, row, DependantKind.COPY, ("delivery", delivery.id), words, by=by, tell=(tell,))


def _people(reach: Reach, seats: Sequence[Seat], kind: TellKind, why: Reason) -> Iterator[Tell]:
    for seat in seats:
        person = reach.volunteers.get(seat.volunteer_id) if seat.volunteer_id else None
        if person is not None:
            how = person.phone or person.email
            yield Tell(kind, f"volunteer {person.id}", person.name, how, (why,), volunteer_id=person.id)


def _of(
    reach: Reach,
    row: Hearing,
    kind: DependantKind,
    about: tuple[str, UUID],
    words: Sentence,
    *,
    by: datetime,
    tell: tuple[Tell, ...] = (),
) -> Dependant:
    code = reach.households[row.household_id].code
    return Dependant(kind, row.id, row.household_id, code, *about, words, by, tell)
