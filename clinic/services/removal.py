"""A household asks for its data to be removed: what goes, what stays, and the one step that cannot be taken back.

Meetings, rides and hearings of days that are over go on being counted, under a number that stands for nobody and with
nothing that was typed (see `removal_traces.keep_counts`). Everything else about the household goes, out of the diary
and off the disk too (see `UnitOfWork.forget`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clinic.domain.history import Change
from clinic.domain.ids import CaseCode, HouseholdId, SeatId
from clinic.domain.kinds import counted
from clinic.domain.sessions import Seat
from clinic.domain.trips import TripStatus
from clinic.domain.when import local
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import UnitOfWork

from . import following, trip_times
from .labels import session_and_time
from .not_back import not_back
from .removal_traces import Traces, keep_counts


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing a household's data would do, to be read before: warnings first, at last whom to tell of what."""

    household_id: HouseholdId
    code: CaseCode
    warnings: tuple[Sentence, ...]
    goes: tuple[Sentence, ...]
    stays: tuple[Sentence, ...]
    tell: tuple[Sentence, ...]


def preview(uow: UnitOfWork, *, household: HouseholdId) -> Removal:
    """What would go and what would stay. Changes nothing."""
    traces = Traces(uow, household)
    return Removal(
        household_id=household,
        code=traces.who.code,
        warnings=tuple(_warnings(uow, traces)),
        goes=tuple(_goes(uow, traces)),
        stays=tuple(_stays(traces)),
        tell=tuple(_tell(uow, traces)),
    )


def remove_for_good(uow: UnitOfWork, *, household: HouseholdId) -> Change:
    """Remove a household's data; no undo brings it back. Raises FileTrouble at the end when the disk must wait."""
    traces = Traces(uow, household)
    words = {*_spellings(uow, traces)}
    for event in uow.feed_events.where(seat_id=traces.seats):
        words.add(event.digest)  # made of the code among others, which could be guessed from it
        event.digest = ""
    keep_counts(uow, traces)
    trips = traces.coming_trips
    traces.take_away()
    for trip in trips:
        if not uow.rides.count(trip_id=trip.id):
            trip.status = TripStatus.CANCELLED
        following.follow(uow, trip)
        trip_times.rework_onward(uow, trip, {household})
    return uow.forget(say("Remove a household's data for good"), rows=traces.ids, words=words - {""})


def _spellings(uow: UnitOfWork, traces: Traces) -> Iterator[str]:
    """Every code that the household has or had, as it may be written: 'K7-RM4', 'K7RM4', 'K7 RM4'."""
    codes = {str(traces.who.code)}
    for entry in uow.history.latest(touching=traces.who.id, limit=10_000):
        for change in uow.history.get(entry.id).changes:
            if change.row_id == traces.who.id:
                codes |= {str(side["code"]) for side in (change.before, change.after) if side}
    for code in codes:
        yield from (code, code.replace("-", ""), code.replace("-", " "))


def _warnings(uow: UnitOfWork, traces: Traces) -> Iterator[Sentence]:
    yield say("This cannot be undone, and no copy of the file brings it back.")
    if any(line.code == traces.who.code for line in not_back(uow, site=traces.who.site_id)):
        yield say("Somebody of {code} has not come back yet. Nobody will ask for them any more.", code=traces.who.code)


def _goes(uow: UnitOfWork, traces: Traces) -> Iterator[Sentence]:
    yield say(
        "{code} and all that is on file about it: {persons}, papers, dates, languages, contact, notes.",
        code=traces.who.code,
        persons=counted("person", len(traces.persons)),
    )
    past = traces.past
    rows = {
        "request": len(traces.requests),
        "consultation": len(traces.coming),
        "hearing": len(traces.hearings) - len(past.hearings),
        "ride": len(traces.rides) - len(past.rides),
        "check_in": len(traces.check_ins) - len(past.check_ins),
        "follow_up": len(traces.follow_ups),
    }
    if any(rows.values()):
        yield say("{rows}.", rows=listing([counted(kind, n) for kind, n in rows.items() if n]))
    if traces.conflicted:
        n = len(traces.conflicted)
        yield say_n("A known conflict with {n} volunteer.", "Known conflicts with {n} volunteers.", n)
    yield say("Its lines in the diary, and its code wherever somebody wrote it. Such steps can no longer be undone.")
    copies = [local(each, uow.sites.get(traces.who.site_id).zone).date() for each in uow.copies()]
    if copies:
        yield say_n(
            "The copy of the file that the program made on {days}, with all that is in it.",
            "The copies of the file that the program made on {days}, with all that is in them.",
            len(copies),
            days=listing([*copies]),
        )


def _stays(traces: Traces) -> Iterator[Sentence]:
    if kinds := traces.past.kinds:
        rows = listing([counted(kind, n) for kind, n in kinds.items()])
        yield say("Counts of past days: {rows}, under no code and with nothing that was typed.", rows=rows)
    yield say(
        "What has left this laptop: papers, calendars and workbooks that people hold, and copies of the file that "
        "somebody made by hand. Ask for them back, or have them destroyed. Calendars drop the code at the next export."
    )


def _tell(uow: UnitOfWork, traces: Traces) -> Iterator[Sentence]:
    """Who must hear that somebody does not come: the team of each coming meeting, the crew of each coming trip."""
    for row in sorted(traces.coming, key=lambda row: traces.slots[row.slot_id].starts_at):
        slot = traces.slots[row.slot_id]
        session = session_and_time(uow, uow.sessions.get(slot.session_id))
        yield say("{what}: tell {names}", what=session, names=_names(uow, slot.seat_ids))
    for trip in traces.coming_trips:
        start = trip.departs_at or trip.standby_from or trip.report_at or uow.now()
        when = local(start, uow.sites.get(trip.site_id).zone)
        what = say("trip {trip}, {start}", trip=trip.label, start=when)
        told = {"what": what, "names": _seated(uow, uow.seats.where(trip_id=trip.id))}
        if any(ride.household_id != traces.who.id for ride in uow.rides.where(trip_id=trip.id)):
            yield say("{what}: tell {names}", **told)
        else:
            yield say("{what} takes nobody else and is cancelled: tell {names}", **told)


def _names(uow: UnitOfWork, seats: Iterable[SeatId]) -> Sentence:
    return _seated(uow, uow.seats.where(id=set(seats)))


def _seated(uow: UnitOfWork, seats: Iterable[Seat]) -> Sentence:
    people = uow.volunteers.where(id={seat.volunteer_id for seat in seats if seat.volunteer_id})
    return listing([plain(person.name) for person in people]) if people else say("nobody yet")
