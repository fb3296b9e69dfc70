"""Gathers what the rules must know from the store, as it stands in this unit of work (unsaved changes too)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from clinic.domain.ids import SiteId, VolunteerId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.domain.when import Interval, Week, local
from clinic.ports import UnitOfWork
from clinic.rules.facts import Facts

from .net import Net


def around(interval: Interval, zone_name: str) -> Interval:
    """The whole weeks, on the wall clock of a zone, in which an interval lies, and a day on both sides.

    Limits a week, and rest across midnight of Sunday, can be judged within it.
    """
    first = Week.of(local(interval.start, zone_name).date()).interval(zone_name)
    last = Week.of(local(interval.end - timedelta.resolution, zone_name).date()).interval(zone_name)
    return Interval(first.start - timedelta(days=1), last.end + timedelta(days=1))


def week_facts(
    uow: UnitOfWork,
    interval: Interval,
    *,
    volunteer_ids: Collection[VolunteerId] | None = None,
    site: SiteId | None = None,
    hearings: bool = True,
) -> Facts:
    """Everything planned in the whole weeks around `interval`, at `site` or everywhere, and whom it concerns.

    Volunteers are those of `volunteer_ids` (default: all who have not gone, of the site or of the clinic) and whoever
    else sits in the plan. What they do at other sites is among the facts: the plans of two sites see each other.
    Without `hearings`, households are only those who are met or driven: enough for rules about seats.
    """
    wanted: dict[str, Any] = {} if site is None else {"site_id": site}
    net = Net(uow, around(interval, _zone(uow, site)))
    net.draw(net.sessions, uow.sessions.during(net.wide, **wanted))
    net.draw(net.trips, uow.trips.during(net.wide, **wanted))
    sessions, trips = frozenset(net.sessions), frozenset(net.trips)
    net.draw_mates(sessions, trips)
    if volunteer_ids is None:
        theirs: dict[str, Any] = {} if site is None else {"site_id": (site, None)}
        net.draw(net.volunteers, uow.volunteers.where(gone=False, **theirs))
    else:
        net.fetch(net.volunteers, uow.volunteers, volunteer_ids)
    net.draw_commitments()
    net.draw(net.vehicles, uow.vehicles.where(**wanted))
    if hearings:
        net.draw(net.hearings, uow.hearings.between(net.wide.start.date(), net.wide.end.date(), **wanted))
    net.draw_helped(sessions, trips)
    return net.facts(everywhere=True)


def seating_facts(uow: UnitOfWork, seats: Collection[Seat], volunteers: Collection[Volunteer]) -> Facts:
    """What is needed to judge any of `volunteers` in any of `seats`, no more: their weeks, and who sits beside them."""
    span = Interval(min(seat.starts_at for seat in seats), max(seat.ends_at for seat in seats))
    net = Net(uow, around(span, zone_of(uow, next(iter(seats)))))
    net.draw(net.seats, seats)
    net.draw(net.volunteers, volunteers)
    sessions = {seat.session_id for seat in seats if seat.session_id}
    trips = {seat.trip_id for seat in seats if seat.trip_id}
    net.draw_commitments()
    net.draw_runs()
    net.draw_mates(sessions, trips)
    net.draw_met(sessions, trips)
    return net.facts(everywhere=False)


def seat_facts(uow: UnitOfWork, seat: Seat, volunteer: Volunteer) -> Facts:
    """What is needed to judge one volunteer in one seat, and no more: fast however large the file is."""
    return seating_facts(uow, (seat,), (volunteer,))


def people_facts(uow: UnitOfWork, interval: Interval, volunteers: Collection[Volunteer]) -> Facts:
    """What these people do in the whole weeks around `interval`; not who sits beside them, nor whom they meet."""
    net = Net(uow, around(interval, _zone(uow, None)))
    net.draw(net.volunteers, volunteers)
    net.draw_commitments()
    return net.facts(everywhere=False)


def zone_of(uow: UnitOfWork, seat: Seat) -> str:
    """The IANA zone in which a seat's hours are told: that of its session's place, or of its trip's site."""
    if session := uow.sessions.find(seat.session_id):
        return uow.places.get(session.place_id).zone
    trip = uow.trips.find(seat.trip_id)
    return uow.sites.get(trip.site_id).zone if trip else "UTC"


def _zone(uow: UnitOfWork, site: SiteId | None) -> str:
    sites = uow.sites.where() if site is None else [uow.sites.get(site)]
    return sites[0].zone if sites else "UTC"
