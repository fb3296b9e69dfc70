"""No proposal of bookings breaks a rule: persons apart, two sittings, breaks, interpreters who get tired."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.domain.breaches import Severity
from clinic.domain.consultations import ConsultationKind
from clinic.domain.people import Interprets, Role, Speaks
from clinic.domain.places import PlaceKind, Room
from clinic.domain.policy import Policy
from clinic.domain.when import at
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.ports.sittings import Limits
from clinic.services import consultation_plan, history, plan_check, sittings
from clinic.services.consultation_plan import Proposal
from clinic.services.sitting_ground import Wish
from clinic.solver.sittings import HighsSittings
from db.store import SqlStore
from tests import factory
from tests.factory import ZONE
from tests.stores import memory_store

LIMITS = Limits(seconds=2)
MONDAY = date(2026, 7, 13)
DAYS = tuple(MONDAY + timedelta(days=n) for n in range(5))
KINDS = (ConsultationKind.INTAKE, ConsultationKind.CONSULTATION, ConsultationKind.I589, ConsultationKind.DECLARATION)


def crowd(dice: Random) -> SqlStore:
    """A week with more wishes than there is time for."""
    store = memory_store(clock=lambda: at(MONDAY, time(6), ZONE))
    with store.work("Maria") as uow:
        policy = Policy(
            interpreting_a_day=dice.choice((60, 90, 180)),
            buffer=dice.choice((0, 15)),
            break_from=time(12),
            break_until=dice.choice((time(12), time(13))),
            sittings_from=dice.choice((0, 1, 2)),
            sittings_until=dice.choice((2, 21)),
        )
        factory.make_clinic(uow, policy=policy)
        site = factory.make_site(uow)
        rooms = tuple(Room(f"Room {n}") for n in range(3))
        office = factory.make_place(uow, "Jacaranda", PlaceKind.OFFICE, site_id=site.id, rooms=rooms)
        wen = {"interprets": (Interprets("spa", "eng"), Interprets("eng", "spa")), "speaks": (), "site_id": site.id}
        abel = {**wen, "interprets": (Interprets("mam", "spa"), Interprets("spa", "mam"))}
        team = [
            factory.make_volunteer(uow, "Helen", (Role.ATTORNEY,), site_id=site.id, speaks=(Speaks("eng"),)),
            factory.make_volunteer(uow, "Samir", (Role.ATTORNEY,), site_id=site.id),
            factory.make_volunteer(uow, "Wen", (Role.INTERPRETER,), **wen),
            factory.make_volunteer(uow, "Abel", (Role.INTERPRETER,), **abel),
        ]
        for day in dice.sample(DAYS, 3):
            pause = dice.choice(((None, None), (time(11), time(11, 45)), (time(9), time(9))))
            session = factory.make_session(
                uow,
                at(day, time(10), ZONE),
                dice.choice((3, 5)),
                site_id=site.id,
                place_id=office.id,
                break_from=pause[0],
                break_until=pause[1],
            )
            for person in team:
                factory.make_seat(uow, session, person.roles[0], person)
        for _ in range(9):
            _asks(uow, dice)
        uow.commit(say("A week"))
    return store


def _asks(uow: UnitOfWork, dice: Random) -> None:
    language = dice.choice(("spa", "spa", "mam", "eng"))
    who = factory.make_household(uow, (40, 38, 9), languages=(language,), first_seen_on=date(2026, 6, 1))
    kind = dice.choice(KINDS)
    people = tuple(row.id for row in sorted(uow.persons.where(household_id=who.id), key=lambda row: row.position))
    parts: tuple[tuple[object, ...], ...] = ((),)
    if dice.random() < 0.4:
        parts = (people[:1], people[1:])
    for part in parts:
        row = factory.make_request(uow, who, kind=kind, asked_on=MONDAY, person_ids=part)
        if dice.random() < 0.4:
            sittings.tie(uow, row)


def hard_faults(uow: UnitOfWork) -> list[str]:
    found = plan_check.check_plans(uow).faults
    return [f.breach.code for f in found if f.breach.severity is not Severity.WISH]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000))
def test_that_no_proposal_breaks_a_rule_and_each_is_one_step(seed: int) -> None:
    store = crowd(Random(seed))  # noqa: S311 - dice, no secret
    with store.work("Maria") as uow:
        faults = hard_faults(uow)
        site = uow.sites.where()[0].id
        found: Proposal = consultation_plan.propose(uow, wish=Wish(site, DAYS), planner=HighsSittings(), limits=LIMITS)
        plan = consultation_plan.apply(uow, proposal=found)
        assert plan.booked == found.meetings
        assert hard_faults(uow) == faults
        asked = uow.requests.count()
        assert len(found.meetings) + len(found.left) == asked
        assert all(left.why and left.mends for left in found.left)
        assert all(why.values.get("codes") != "" for left in found.left for why in left.why)
        assert 0.0 <= found.gap <= 1.0
        history.undo(uow)
        assert not uow.consultations.count()


def test_that_a_household_that_would_tire_an_interpreter_gets_another_day() -> None:
    store = memory_store(clock=lambda: at(MONDAY, time(6), ZONE))
    with store.work("Maria") as uow:
        factory.make_clinic(uow, policy=Policy(interpreting_a_day=80))
        site = factory.make_site(uow)
        office = factory.make_place(uow, "Jacaranda", PlaceKind.OFFICE, site_id=site.id)
        helen = factory.make_volunteer(uow, "Helen", (Role.ATTORNEY,), site_id=site.id, speaks=(Speaks("eng"),))
        both = (Interprets("spa", "eng"), Interprets("eng", "spa"))
        wen = factory.make_volunteer(uow, "Wen", (Role.INTERPRETER,), site_id=site.id, speaks=(), interprets=both)
        for day in DAYS[:2]:
            session = factory.make_session(uow, at(day, time(10), ZONE), 5, site_id=site.id, place_id=office.id)
            factory.make_seat(uow, session, Role.ATTORNEY, helen)
            factory.make_seat(uow, session, Role.INTERPRETER, wen)
        for _ in range(3):
            who = factory.make_household(uow, (40,), languages=("spa",))
            factory.make_request(uow, who, kind=ConsultationKind.CONSULTATION, asked_on=MONDAY)
        uow.commit(say("Three who wait"))
        found = consultation_plan.propose(uow, wish=Wish(site.id, DAYS), planner=HighsSittings())
        assert sorted(one.starts.date() for one in found.meetings) == list(DAYS[:2])
        (left,) = found.left
        assert "Wen would interpret" in str(left.why[0])
