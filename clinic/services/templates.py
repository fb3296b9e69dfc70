"""Weeks to start from: a pattern laid out, a week copied, a week published. Done twice, nothing is doubled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TypeVar

from clinic.domain.errors import Refused
from clinic.domain.history import Change
from clinic.domain.ids import PlaceId, SiteId, TemplateId
from clinic.domain.people import Role
from clinic.domain.places import Place, Site
from clinic.domain.sessions import (
    SeatPattern,
    Session,
    SessionKind,
    SessionPattern,
    SessionStatus,
    Template,
)
from clinic.domain.trips import TripStatus
from clinic.domain.when import Interval, Week
from clinic.i18n import _, say, say_n
from clinic.ports import UnitOfWork

from . import edits
from .copying import NotAgain, copy_seats
from .sessions import new_session, wall

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Key:
    """By what a session is known again: a session that was moved by an hour is still the same one."""

    on: date
    kind: SessionKind
    place: PlaceId
    label: str
    starts: time | None = None


def default(site: Site, office: Place) -> Template:
    """A week for a new site, of the shape that clinics on this border have (field research 2.2).

    Monday training; Tuesday to Thursday meeting, charla, consultations and debrief; a watch for the return, from home.
    """
    watch = SessionPattern(
        0, time(16), time(22), SessionKind.RETURN_WATCH, office.id, seats=(SeatPattern(Role.WATCH, remote=True),)
    )
    training = SessionPattern(
        0, time(9), time(13), SessionKind.TRAINING, office.id, seats=(SeatPattern(Role.COORDINATOR),)
    )
    middle = [replace(pattern, weekday=weekday) for weekday in (1, 2, 3) for pattern in _working_day(office)]
    watches = [replace(watch, weekday=weekday) for weekday in range(5)]
    return Template(site_id=site.id, label=_("Usual week"), sessions=(training, *middle, *watches))


def _working_day(office: Place) -> Iterator[SessionPattern]:
    lead = SeatPattern(Role.COORDINATOR)
    childcare = SeatPattern(Role.CHILDCARE)
    into_spanish = SeatPattern(Role.INTERPRETER, source="eng", target="spa")
    from_spanish = SeatPattern(Role.INTERPRETER, source="spa", target="eng")
    lawyers = (SeatPattern(Role.SUPERVISING_ATTORNEY), SeatPattern(Role.ATTORNEY))
    yield SessionPattern(1, time(10), time(10, 30), SessionKind.MEETING, office.id, seats=(lead,))
    yield SessionPattern(
        1,
        time(10, 30),
        time(12),
        SessionKind.CHARLA,
        office.id,
        seats=(SeatPattern(Role.ATTORNEY), into_spanish, childcare),
    )
    yield SessionPattern(
        1,
        time(13),
        time(17, 30),
        SessionKind.CONSULTATIONS,
        office.id,
        advice=True,
        seats=(*lawyers, from_spanish, from_spanish, childcare),
    )
    yield SessionPattern(1, time(17, 30), time(18), SessionKind.MEETING, office.id, label=_("Debrief"), seats=(lead,))


def add(uow: UnitOfWork, *, site: SiteId, label: str, sessions: Sequence[SessionPattern]) -> Change:
    """Keep a pattern. Raises BadValue without a label."""
    name = edits.filled(label, say("A pattern needs a name."))
    uow.templates.add(Template(site_id=site, label=name, sessions=tuple(sessions)))
    return uow.commit(say("Add the pattern {pattern}", pattern=name))


def edit(uow: UnitOfWork, *, template: TemplateId, label: str, sessions: Sequence[SessionPattern]) -> Change:
    """Change a pattern; weeks laid out with it stay. Raises BadValue without a label."""
    row = uow.templates.get(template)
    row.label = edits.filled(label, say("A pattern needs a name."))
    row.sessions = tuple(sessions)
    return uow.commit(say("Change the pattern {pattern}", pattern=row.label))


def remove(uow: UnitOfWork, *, template: TemplateId) -> Change:
    """Take a pattern away; weeks laid out with it stay."""
    row = uow.templates.get(template)
    uow.templates.remove(row)
    return uow.commit(say("Remove the pattern {pattern}", pattern=row.label))


def keep_week(uow: UnitOfWork, *, site: SiteId, week: Week, label: str) -> Change:
    """Make a pattern of a week as it stands, without its people. Raises Refused for a week without sessions."""
    name = edits.filled(label, say("A pattern needs a name."))
    found = [_pattern(uow, session) for session in sessions_of(uow, site, week)]
    if not found:
        raise Refused(say("Week {week} has no sessions. Choose another week.", week=str(week)))
    uow.templates.add(Template(site_id=site, label=name, sessions=tuple(found)))
    return uow.commit(say("Keep week {week} as the pattern {pattern}", week=str(week), pattern=name))


def lay_out(uow: UnitOfWork, *, template: TemplateId, week: Week) -> Change:
    """Enter the sessions of a pattern in a week, as drafts with open seats; what is there already stays alone."""
    plan = uow.templates.get(template)
    wanted = [(_key_of(pattern, week), pattern) for pattern in plan.sessions]
    sites = {uow.places.get(pattern.place_id).site_id for pattern in plan.sessions}
    missing = _missing(_keys(uow, week, sites), wanted)
    for key, pattern in missing:
        new_session(
            uow,
            place=pattern.place_id,
            on=key.on,
            starts=pattern.starts,
            ends=pattern.ends,
            seats=pattern.seats,
            template=template,
            kind=pattern.kind,
            room=pattern.room,
            label=pattern.label,
            advice=pattern.advice,
            break_from=pattern.break_from,
            break_until=pattern.break_until,
        )
    return uow.commit(
        say_n("Lay out week {week}: {n} session", "Lay out week {week}: {n} sessions", len(missing), week=str(week))
    )


@dataclass(frozen=True, slots=True)
class WeekCopy:
    """A week that was copied, and who does not sit there again, each with the rules that speak against it."""

    change: Change
    not_again: tuple[NotAgain, ...]


def copy_week(uow: UnitOfWork, *, site: SiteId, week: Week, to: Week, people: bool = True) -> Change:
    """As `copy_and_tell`, without the report."""
    return copy_and_tell(uow, site=site, week=week, to=to, people=people).change


def copy_and_tell(uow: UnitOfWork, *, site: SiteId, week: Week, to: Week, people: bool = True) -> WeekCopy:
    """Enter the sessions of one week in another, as drafts. Sessions that are there already stay alone.

    With `people`, whoever is here in that week, and against whom no rule but wishes speaks, sits there again, not asked
    yet; the other seats are open, and it is told why. Raises Refused when the week has no sessions.
    """
    later = to.monday - week.monday
    wanted = [(_key(uow, session, later), session) for session in sessions_of(uow, site, week)]
    if not wanted:
        raise Refused(say("Week {week} has no sessions. Choose another week.", week=str(week)))
    missing = _missing(_keys(uow, to, {session.site_id for _key, session in wanted}), wanted)
    pairs = [(session, _copy(uow, session, later)) for _key, session in missing]
    not_again = copy_seats(uow, pairs, later, people=people)
    change = uow.commit(
        say_n(
            "Copy week {week} to {to}: {n} session",
            "Copy week {week} to {to}: {n} sessions",
            len(missing),
            week=str(week),
            to=str(to),
        )
    )
    return WeekCopy(change, tuple(not_again))


def publish(uow: UnitOfWork, *, site: SiteId, week: Week) -> Change:
    """Let the drafts of a week, sessions and trips alike, be the plan that people are told."""
    interval = week.interval(uow.sites.get(site).zone)
    for session in uow.sessions.during(interval, site_id=site, status=SessionStatus.DRAFT):
        session.status = SessionStatus.PUBLISHED
    for trip in uow.trips.during(interval, site_id=site, status=TripStatus.DRAFT):
        trip.status = TripStatus.PUBLISHED
    return uow.commit(say("Publish week {week}", week=str(week)))


def sessions_of(uow: UnitOfWork, site: SiteId, week: Week) -> list[Session]:
    """The sessions that begin in a week, cancelled ones left out, earliest first."""
    interval = week.interval(uow.sites.get(site).zone)
    found = uow.sessions.during(interval, site_id=site)
    return [row for row in found if row.starts_at >= interval.start and row.status is not SessionStatus.CANCELLED]


def _keys(uow: UnitOfWork, week: Week, sites: Collection[SiteId]) -> list[_Key]:
    """What is there in a week; a cancelled session too, so that it is not laid out again behind somebody's back.

    Days are those on the wall of each place: one of another zone begins its Monday at another instant.
    """
    found = []
    for site in sites:
        interval = week.interval(uow.sites.get(site).zone)
        wide = Interval(interval.start - timedelta(days=1), interval.end + timedelta(days=1))
        found += [_key(uow, session) for session in uow.sessions.during(wide, site_id=site)]
    return [key for key in found if key.on in week.days]


def _key(uow: UnitOfWork, session: Session, later: timedelta = timedelta(0)) -> _Key:
    on, starts, _ends = wall(session, uow.places.get(session.place_id).zone)
    return _Key(on + later, session.kind, session.place_id, session.label, starts)


def _key_of(pattern: SessionPattern, week: Week) -> _Key:
    return _Key(week.days[pattern.weekday], pattern.kind, pattern.place_id, pattern.label, pattern.starts)


def _missing(there: list[_Key], wanted: Sequence[tuple[_Key, T]]) -> list[tuple[_Key, T]]:
    """What is wanted and not there: first those of the same hour are paired off, then those of the same day."""
    left = list(there)
    unmet = [(key, thing) for key, thing in wanted if not _taken(left, key)]
    bare = [replace(key, starts=None) for key in left]
    return [(key, thing) for key, thing in unmet if not _taken(bare, replace(key, starts=None))]


def _taken(left: list[_Key], key: _Key) -> bool:
    if key not in left:
        return False
    left.remove(key)
    return True


def _copy(uow: UnitOfWork, session: Session, later: timedelta) -> Session:
    zone_name = uow.places.get(session.place_id).zone
    on, starts, ends = wall(session, zone_name)
    return new_session(
        uow,
        place=session.place_id,
        on=on + later,
        starts=starts,
        ends=ends,
        template=session.template_id,
        kind=session.kind,
        room=session.room,
        label=session.label,
        advice=session.advice,
        break_from=session.break_from,
        break_until=session.break_until,
    )


def _pattern(uow: UnitOfWork, session: Session) -> SessionPattern:
    on, starts, ends = wall(session, uow.places.get(session.place_id).zone)
    seats = sorted(uow.seats.where(session_id=session.id), key=lambda seat: seat.position)
    return SessionPattern(
        weekday=on.weekday(),
        starts=starts,
        ends=ends,
        kind=session.kind,
        place_id=session.place_id,
        room=session.room,
        label=session.label,
        advice=session.advice,
        break_from=session.break_from,
        break_until=session.break_until,
        seats=tuple(SeatPattern(s.role, s.languages, s.source, s.target, s.remote, s.minutes) for s in seats),
    )
