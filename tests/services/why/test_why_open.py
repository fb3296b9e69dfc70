"""Why a seat is open: every change that is told is carried out on trial, and the seat is filled then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic.domain.errors import BadValue, Refused, RuleBroken
from clinic.domain.ids import SeatId
from clinic.domain.people import Interprets
from clinic.domain.sessions import Seat
from clinic.jobs import Cancelled
from clinic.services import why_open, why_trying
from clinic.services.views.why import Note, OneMore, Reseat, Tried, Why, WhyKind, Widen
from clinic.solver.seats import RosterPlanner
from db.store import SqlStore
from tests.services.why.weeks import WEEK, fits_in, kept, one_moment, thrown

PLANNER = RosterPlanner()
SECONDS = 0.3


def open_seats(store: SqlStore) -> list[Seat]:
    with store.read() as uow:
        return uow.seats.where(volunteer_id=None)


def explained(store: SqlStore, seat: SeatId) -> Why:
    with store.read() as uow:
        return why_open.why(uow, seat=seat, planner=PLANNER, seconds=SECONDS)


def tried(store: SqlStore, why: Why, number: int) -> Tried:
    act = why.mends[number].act
    assert act is not None
    with store.work("Maria") as uow:
        return why_trying.try_out(uow, act=act, seat=why.seat.seat_id, planner=PLANNER, seconds=SECONDS)


@pytest.mark.parametrize("throw", range(20))
def test_that_every_change_that_is_told_fills_the_seat(throw: int) -> None:
    store = kept(thrown(throw, people=6, seats=8, trips=False))
    for seat in open_seats(store):
        why = explained(store, seat.id)
        assert why.mends
        for number, mend in enumerate(why.mends):
            if mend.act is not None:
                found = tried(store, why, number)
                assert found.works, (str(why.line), str(mend.words), str(found.words))


@pytest.mark.parametrize("throw", range(5))
def test_that_nothing_is_kept_of_a_trial(throw: int) -> None:
    store = kept(thrown(throw, people=6, seats=8, trips=False))
    with store.read() as uow:
        before = {seat.id: (seat.volunteer_id, seat.starts_at, seat.reason) for seat in uow.seats.where()}
    for seat in open_seats(store):
        why = explained(store, seat.id)
        if why.mends and why.mends[0].act is not None:
            tried(store, why, 0)
    with store.read() as uow:
        assert {seat.id: (seat.volunteer_id, seat.starts_at, seat.reason) for seat in uow.seats.where()} == before


@pytest.mark.parametrize("throw", range(10))
def test_that_what_gives_way_together_fills_all_of_its_seats(throw: int) -> None:
    facts = thrown(throw, people=10, seats=10, trips=False)
    store = kept(facts)
    with store.read() as uow:
        found = why_open.why_week(uow, site=next(iter(facts.sites)), week=WEEK, planner=PLANNER, seconds=SECONDS)
    for reason in found.together:
        for mend in reason.mends:
            if mend.act is not None:
                with store.work("Maria") as uow:
                    tried = why_trying.try_out(uow, act=mend.act, seat=reason.seat_ids[0], planner=PLANNER)
                assert tried.works, (str(reason.words), str(mend.words), str(tried.words))
                assert tried.filled >= (len(reason.seat_ids) if isinstance(mend.act, Reseat) else 1)


def test_that_the_dice_throw_every_kind_of_answer() -> None:
    kinds = set[WhyKind]()
    wanted = {WhyKind.IMPOSSIBLE, WhyKind.FITS, WhyKind.TAKEN, WhyKind.NEAREST}
    for throw in range(60):
        if wanted <= kinds:
            return
        store = kept(thrown(throw, people=6, seats=8, trips=False))
        kinds |= {explained(store, seat.id).kind for seat in open_seats(store)}
    raise AssertionError(f"only {kinds} were thrown")


@pytest.mark.parametrize("throw", range(20, 30))
def test_that_somebody_fits_exactly_where_it_is_said(throw: int) -> None:
    facts = thrown(throw, people=6, seats=8, trips=False)
    store = kept(facts)
    for seat in open_seats(store):
        why = explained(store, seat.id)
        somebody = any(fits_in(facts, facts.seats[seat.id], person) for person in facts.volunteers.values())
        assert (why.kind is WhyKind.FITS) is somebody


def test_that_one_more_person_can_be_tried_but_not_carried_out() -> None:
    store = kept(one_moment(("mam",), (("spa",),), {}))
    (seat,) = open_seats(store)
    why = explained(store, seat.id)
    assert why.kind is WhyKind.IMPOSSIBLE
    number = next(n for n, mend in enumerate(why.mends) if isinstance(mend.act, OneMore))
    assert tried(store, why, number).works
    with store.work("Maria") as uow, pytest.raises(Refused):
        why_trying.carry_out(uow, act=OneMore(seat.id))


def test_that_an_exchange_is_carried_out_as_one_step() -> None:
    store = kept(one_moment(("mam", "spa"), (("mam", "spa"), ("spa",)), {1: 0}))
    (seat,) = open_seats(store)
    why = explained(store, seat.id)
    assert why.kind is WhyKind.TAKEN
    act = why.mends[0].act
    assert isinstance(act, Reseat)
    with store.work("Maria") as uow:
        why_trying.carry_out(uow, act=act)
    assert not open_seats(store)


def test_that_a_rule_is_overruled_only_with_a_reason_that_tells_something() -> None:
    facts = one_moment(("mam",), (("mam",),), {})
    (person,) = facts.volunteers.values()
    store = kept(facts.with_(volunteers={person.id: replace(person, here_from=WEEK.days[3])}))
    (seat,) = open_seats(store)
    why = explained(store, seat.id)
    act = next(mend.act for mend in why.mends if isinstance(mend.act, Reseat))
    with store.work("Maria") as uow, pytest.raises(RuleBroken):
        why_trying.carry_out(uow, act=act)
    with store.work("Maria") as uow, pytest.raises(BadValue):
        why_trying.carry_out(uow, act=act, reason="ok")
    with store.work("Maria") as uow:
        why_trying.carry_out(uow, act=act, reason="Comes earlier, said so on the phone")
    with store.read() as uow:
        assert uow.seats.get(seat.id).overridden == ("HERE",)


def test_that_a_week_with_nobody_on_file_is_told_plainly() -> None:
    store = kept(one_moment(("mam", "spa"), (), {}))
    (seat, _) = open_seats(store)
    why = explained(store, seat.id)
    assert why.kind is WhyKind.IMPOSSIBLE
    assert "Nobody is on file" in str(why.line)


def test_that_all_that_speaks_against_one_person_is_told() -> None:
    facts = one_moment(("mam", "spa"), (("spa",),), {1: 0})
    store = kept(facts)
    (person,) = facts.volunteers.values()
    (seat,) = open_seats(store)
    with store.read() as uow:
        why = why_open.why_not(uow, seat=seat.id, volunteer=person.id)
    told = " ".join(str(reason.words) for reason in why.reasons)
    assert "speaks Spanish" in told
    assert "Two places at once" in told


def test_that_whoever_stops_gets_what_was_found_by_then() -> None:
    facts = one_moment(("mam", "spa", "eng"), (("mam",),), {})

    def stop(_what: str, share: float) -> None:
        if share > 0.4:
            raise Cancelled

    with kept(facts).read() as uow:
        found = why_open.why_week(uow, site=next(iter(facts.sites)), week=WEEK, planner=PLANNER, progress=stop)
    assert found.stopped
    assert 0 < len(found.seats) < 3


def test_that_a_relay_is_told_where_nobody_interprets_alone() -> None:
    facts = one_moment(("mam",), (("mam", "spa"), ("spa", "eng")), {})
    (seat,) = facts.seats.values()
    ana, ben = facts.volunteers.values()
    ana.interprets, ben.interprets = (Interprets("mam", "spa"),), (Interprets("spa", "eng"),)
    seat.languages, seat.source, seat.target = (), "mam", "eng"
    store = kept(facts)
    why = explained(store, seat.id)
    assert isinstance(why.mends[0].act, Widen)
    assert "Person 0 Mam → Spanish here, and a seat more for Person 1 Spanish → English" in str(why.mends[0].words)
    assert tried(store, why, 0).works


def test_that_a_seat_that_is_too_long_for_anybody_is_told_to_be_shorter() -> None:
    facts = one_moment(("spa",), (("spa",),), {})
    (seat,) = facts.seats.values()
    (session,) = facts.sessions.values()
    session.ends_at = seat.ends_at = seat.starts_at + timedelta(hours=11)
    store = kept(facts)
    why = explained(store, seat.id)
    assert "Nobody at all could sit there. 11 h" in str(why.line)
    assert str(why.mends[0].words) == "Make this seat 1 h shorter."
    assert tried(store, why, 0).works
    assert not any(isinstance(mend.act, OneMore) for mend in why.mends)


def test_that_a_word_typed_about_somebody_is_told_and_tried() -> None:
    facts = one_moment(("spa",), (("spa",),), {})
    (person,) = facts.volunteers.values()
    person.trained_on = None
    store = kept(facts)
    (seat,) = open_seats(store)
    why = explained(store, seat.id)
    number = next(n for n, mend in enumerate(why.mends) if isinstance(mend.act, Note))
    assert str(why.mends[number].words).startswith("Train Person 0 by")
    assert tried(store, why, number).works
