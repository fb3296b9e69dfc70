"""The week of a site as the Roster page shows it: sessions down, days across, and rides among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time

from clinic.domain.ids import SiteId
from clinic.domain.places import Site
from clinic.domain.policy import Policy
from clinic.domain.sessions import Answer, Session, SessionKind, SessionStatus
from clinic.domain.trips import Trip, TripStatus
from clinic.domain.when import Interval, Week, local
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, listing, say, say_n, words
from clinic.ports import UnitOfWork
from clinic.rules.effort import effort
from clinic.rules.facts import Facts

from .facts import week_facts
from .labels import session_name
from .views.roster import Cell, Column, OnDeck, RosterWeek, Row, RowKind, Totals
from .views.seats import SeatState, SeatView, seat_view


def roster_week(uow: UnitOfWork, *, site: SiteId, week: Week) -> RosterWeek:
    """The week of a site. Rows are sorted by their hour; cancelled sessions and trips are left out."""
    place = uow.sites.get(site)
    interval = week.interval(place.zone)
    facts = week_facts(uow, interval, site=site, hearings=False)
    rows = tuple(_rows(facts, place, week, interval))
    totals = _totals(seat for row in rows for cell in row.cells if cell for seat in cell.seats)
    sessions = [row for row in facts.sessions.values() if _is_shown(row, site, interval)]
    before = week.shifted(-1).interval(place.zone)
    return RosterWeek(
        site_id=site,
        week=week,
        zone=place.zone,
        columns=_columns(uow, place, week, rows),
        rows=rows,
        totals=totals,
        line=answer_line(totals) if rows else _empty_line(facts, site, week),
        on_deck=_on_deck(facts, site, week, interval),
        sessions=len(sessions),
        drafts=sum(row.status is SessionStatus.DRAFT for row in sessions),
        week_before=sum(_is_shown(row, site, before) for row in uow.sessions.during(before, site_id=site)),
    )


def answer_line(totals: Totals) -> Sentence:
    """'48 of 55 seats filled · 2 asked · 5 open · 1 override', leaving out what there is none of."""
    parts = [say("{filled} of {needed} seats filled", filled=totals.filled, needed=totals.needed)]
    if totals.asked:
        parts.append(say("{n} asked", n=totals.asked))
    if totals.open:
        parts.append(say("{n} open", n=totals.open))
    if totals.overridden:
        parts.append(say_n("{n} override", "{n} overrides", totals.overridden))
    return dotted(parts)


def dotted(parts: list[Sentence]) -> Sentence:
    """Sentences in a row, with a dot between them."""
    return Sentence(" · ".join(f"{{p{i}}}" for i in range(len(parts))), {f"p{i}": part for i, part in enumerate(parts)})


@dataclass
class _Draft:
    """A row while it is gathered: its cells' sessions or trips by day."""

    kind: RowKind
    session_kind: SessionKind | None
    title: Sentence
    place: str
    starts: time
    ends: time
    by_day: dict[date, list[Session | Trip]] = field(default_factory=dict)

    def hours(self) -> str:
        return f"{words(self.starts)}–{words(self.ends)}"


def _rows(facts: Facts, site: Site, week: Week, interval: Interval) -> Iterator[Row]:
    drafts = {**_ride_rows(facts, site, interval), **_session_rows(facts, site.id, interval)}
    for key, draft in sorted(drafts.items(), key=lambda pair: (pair[1].starts, pair[1].ends, pair[0])):
        cells = tuple(_cell(facts, draft, on, draft.by_day.get(on, [])) for on in week.days)
        yield Row(
            key=key,
            kind=draft.kind,
            session_kind=draft.session_kind,
            title=draft.title,
            hours=draft.hours(),
            place=draft.place,
            cells=cells,
        )


def _session_rows(facts: Facts, site: SiteId, interval: Interval) -> dict[str, _Draft]:
    found: dict[str, _Draft] = {}
    for session in facts.sessions.values():
        if not _is_shown(session, site, interval):
            continue
        place = facts.places[session.place_id]
        start, end = local(session.starts_at, place.zone), local(session.ends_at, place.zone)
        where = f"{place.label}, {session.room}" if session.room else place.label
        key = f"{session.kind.value}|{session.label}|{start:%H%M}|{end:%H%M}|{place.id}|{session.room}"
        draft = found.setdefault(
            key,
            _Draft(RowKind.SESSIONS, session.kind, session_name(session), where, start.time(), end.time()),
        )
        draft.by_day.setdefault(start.date(), []).append(session)
    return found


def _ride_rows(facts: Facts, site: Site, interval: Interval) -> dict[str, _Draft]:
    """Trips by the hour at which the first of their crew is on duty: before or after the night's end."""
    found: dict[str, _Draft] = {}
    from_where: dict[str, list[str]] = {}
    for trip in facts.trips.values():
        seats = facts.seats_by_trip.get(trip.id, ())
        if trip.site_id != site.id or trip.status is TripStatus.CANCELLED or not seats:
            continue
        start = local(min(seat.starts_at for seat in seats), site.zone)
        end = local(max(seat.ends_at for seat in seats), site.zone)
        if not interval.start <= start < interval.end:
            continue
        night = _is_night(start.time(), facts.policy)
        kind = RowKind.NIGHT_RIDES if night else RowKind.DAY_RIDES
        title = say("Night rides") if night else say("Day rides")
        draft = found.setdefault(kind.value, _Draft(kind, None, title, "", start.time(), end.time()))
        draft.starts, draft.ends = min(draft.starts, start.time()), max(draft.ends, end.time())
        draft.by_day.setdefault(start.date(), []).append(trip)
        from_where.setdefault(kind.value, []).extend(
            facts.places[stop.place_id].label for stop in facts.stops_by_trip.get(trip.id, ())
        )
    for key, draft in found.items():
        draft.place = " + ".join(label for label, _ in Counter(from_where[key]).most_common(2))
    return found


def _cell(facts: Facts, draft: _Draft, on: date, planned: list[Session | Trip]) -> Cell | None:
    if not planned:
        return None
    sessions = [row for row in planned if isinstance(row, Session)]
    trips = [row for row in planned if isinstance(row, Trip)]
    rows = [seat for row in sessions for seat in facts.seats_by_session.get(row.id, ())]
    rows += [seat for row in trips for seat in facts.seats_by_trip.get(row.id, ())]
    seats = tuple(seat_view(facts, seat) for seat in sorted(rows, key=lambda s: (s.starts_at, s.position)))
    totals = _totals(seats)
    return Cell(
        on=on,
        session_ids=tuple(row.id for row in sessions),
        trip_ids=tuple(row.id for row in trips),
        seats=seats,
        filled=totals.filled,
        asked=totals.asked,
        is_draft=any(row.status.value == "draft" for row in planned),
        words=_cell_words(totals),
        spoken=_spoken(draft, on, totals, seats),
    )


def _cell_words(totals: Totals) -> Sentence:
    filled = say("{filled} of {needed}", filled=totals.filled, needed=totals.needed)
    if totals.open:
        return dotted([filled, say("{n} open", n=totals.open)])
    return dotted([filled, say("{n} asked", n=totals.asked)]) if totals.asked else filled


def _spoken(draft: _Draft, on: date, totals: Totals, seats: tuple[SeatView, ...]) -> Sentence:
    """The whole cell in a sentence for those who do not see the grid: the day before the hour, always."""
    told = {
        "day": on,
        "title": draft.title,
        "start": draft.starts,
        "end": draft.ends,
        "place": draft.place or say("no place"),
        "filled": totals.filled,
        "needed": totals.needed,
    }
    if not totals.open:
        return say("{day}, {title} {start} to {end}, {place}. {filled} of {needed} seats filled.", **told)
    return say(
        "{day}, {title} {start} to {end}, {place}. {filled} of {needed} seats filled. Open: {open}.",
        open=listing([seat.wants for seat in seats if seat.is_open]),
        **told,
    )


def _totals(seats: Iterable[SeatView]) -> Totals:
    found = list(seats)
    taken = [seat for seat in found if not seat.is_open]
    return Totals(
        needed=len(found),
        filled=len(taken),
        asked=sum(seat.answer is Answer.ASKED for seat in taken),
        overridden=sum(bool(seat.overridden) for seat in taken),
        warned=sum(seat.state is SeatState.WARNING for seat in taken),
    )


def _columns(uow: UnitOfWork, site: Site, week: Week, rows: tuple[Row, ...]) -> tuple[Column, ...]:
    today = local(uow.now(), site.zone).date()
    used = {cell.on for row in rows for cell in row.cells if cell}
    hearings = {on: uow.hearings.count(site_id=site.id, hearing_on=on, cancelled=False) for on in week.days}
    return tuple(Column(on, hearings[on], on == today, on in used) for on in week.days)


def _on_deck(facts: Facts, site: SiteId, week: Week, interval: Interval) -> tuple[OnDeck, ...]:
    found = []
    for person in facts.volunteers.values():
        if person.gone or person.site_id not in (site, None) or not any(map(person.is_here_on, week.days)):
            continue
        done = effort(facts.commitments(person.id), interval, facts.policy)
        roles = listing([ROLES[role] for role in person.roles])
        found.append(
            OnDeck(
                volunteer_id=person.id,
                name=person.name,
                roles=person.roles,
                words=roles,
                minutes=done.minutes,
                night_minutes=done.night_minutes,
                last_asked_at=person.last_asked_at,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.load, one.name)))


def _empty_line(facts: Facts, site: SiteId, week: Week) -> Sentence:
    here = sum(
        not person.gone and person.site_id in (site, None) and any(map(person.is_here_on, week.days))
        for person in facts.volunteers.values()
    )
    return say_n(
        "No sessions in week {number} yet · {n} person is here",
        "No sessions in week {number} yet · {n} people are here",
        here,
        number=week.number,
    )


def _is_shown(session: Session, site: SiteId, interval: Interval) -> bool:
    """Whether a session belongs to this week of this site: the week in which it begins."""
    return (
        session.site_id == site
        and session.status is not SessionStatus.CANCELLED
        and interval.start <= session.starts_at < interval.end
    )


def _is_night(clock: time, policy: Policy) -> bool:
    return clock < policy.night_until or clock >= policy.night_from
