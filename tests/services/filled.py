"""Shorthand for tests of the plan of seats."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat
from clinic.ports.seats import Limits
from clinic.services import roster_plan
from clinic.services.roster_ground import Wish
from clinic.services.roster_plan import Proposal
from clinic.solver.seats import RosterPlanner
from tests.services.scene import WEEK, Scene

#: However slow the machine is; a small week is proven best long before.
PATIENT = Limits(seconds=60)


def propose(
    scene: Scene, *days: date, limits: Limits = PATIENT, watcher: Any = roster_plan.nobody, **wish: Any
) -> Proposal:
    """A proposal for some days, else for the week of the scene."""
    with scene.store.read() as uow:
        return roster_plan.propose(
            uow,
            wish=Wish(**{"site": scene.site.id, "days": days or WEEK.days, **wish}),
            planner=RosterPlanner(),
            limits=limits,
            watcher=watcher,
        )


def take(scene: Scene, proposal: Proposal, **more: Any) -> None:
    """Take a proposal over."""
    with scene.store.work("Maria") as uow:
        roster_plan.apply(uow, proposal=proposal, **more)


def who(proposal: Proposal, seat: Seat) -> str:
    """Who would sit in a seat; '' where it does not change."""
    return next((each.name for each in proposal.changes if each.seat_id == seat.id), "")


def reasons(proposal: Proposal, seat: Seat) -> list[str]:
    """Why."""
    return next([str(one) for one in each.reasons] for each in proposal.changes if each.seat_id == seat.id)


def has_done_it_before(scene: Scene, *people: Volunteer) -> None:
    """Let people have sat in a seat two weeks ago."""
    for person in people:
        session = scene.session("08:00", "09:00", WEEK.monday - timedelta(days=14))
        scene.seat(session, person.roles[0], person)
