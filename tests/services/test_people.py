from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from clinic.domain.errors import BadValue
from clinic.domain.people import AbsenceKind, Availability, Can, Credential, CredentialKind, DayPart, Role, Speaks
from clinic.domain.sessions import Answer, SessionStatus
from clinic.domain.when import at
from clinic.services import people, roster
from clinic.services.people_table import conflicts_of, people_table, volunteer_detail
from clinic.services.roster_week import roster_week
from clinic.services.views.people import PapersState
from clinic.services.views.seats import SeatState
from tests import factory
from tests.services.scene import FRIDAY, LICENCE, NOW, THURSDAY, TUESDAY, WEDNESDAY, WEEK, ZONE, Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def table(scene: Scene, **given: Any) -> Any:
    return scene.ask(people_table, week=WEEK, **given)


def detail(scene: Scene, person: Any) -> Any:
    return scene.ask(volunteer_detail, volunteer=person.id, week=WEEK)


def test_that_a_volunteer_is_entered_with_every_field(scene: Scene) -> None:
    scene.work(
        people.add, name="  Ana  Belén ", roles=(Role.INTERPRETER,), speaks=(Speaks("mam"),), phone="619 555 0117"
    )
    anna = scene.ask(lambda uow: uow.volunteers.like("ana belen"))[0]
    assert (anna.name, anna.phone, anna.speaks) == ("Ana Belén", "619 555 0117", (Speaks("mam"),))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "  "}, "needs a name"),
        ({"name": "Ana", "here_from": FRIDAY, "here_until": TUESDAY}, "is before"),
        ({"name": "Ana", "feed_language": "fr"}, "English or Spanish"),
    ],
)
def test_that_what_cannot_be_true_is_refused_in_a_sentence(scene: Scene, given: Any, sentence: str) -> None:
    with pytest.raises(BadValue, match=sentence):
        scene.work(people.add, **given)


def test_that_a_field_there_is_not_is_our_own_mistake(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    with pytest.raises(TypeError, match="nickname"):
        scene.work(people.edit, volunteer=anna.id, nickname="Ann")


def test_that_a_new_date_takes_the_place_of_the_old_paper(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    renewed = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=date(2027, 1, 1))
    scene.work(people.set_credential, volunteer=anna.id, credential=renewed)
    assert scene.now(anna).credentials == (renewed,)


def test_that_painting_cells_leaves_the_others(scene: Scene) -> None:
    anna = scene.volunteer("Anna", availability=(Availability(0, DayPart.NIGHT, Can.CANNOT),))
    cells = [(0, DayPart.MORNING), (1, DayPart.MORNING)]
    scene.work(people.set_availability, volunteer=anna.id, cells=cells, can=Can.PREFERS)
    scene.work(people.set_availability, volunteer=anna.id, cells=cells[1:], can=None)
    grid = detail(scene, anna).grid
    assert [row[0] for row in grid] == [Can.CANNOT, Can.PREFERS, None, None]
    assert grid[1][1] is None


def test_story_16_the_seats_of_somebody_who_falls_ill_are_listed(scene: Scene) -> None:
    ana = scene.volunteer("Ana")
    later = scene.seat(scene.session("15:00", "17:00"), who=ana)
    scene.seat(scene.session("15:00", "17:00", FRIDAY), who=ana)
    scene.seat(scene.session("13:00", "14:00", status=SessionStatus.CANCELLED), who=ana)
    until = at(WEDNESDAY, time(18), ZONE)
    change = scene.work(people.add_absence, volunteer=ana.id, kind=AbsenceKind.ILL, ends_at=until)
    seats = scene.ask(people.seats_touched, volunteer=ana.id, starts_at=NOW, ends_at=until)
    assert [seat.seat_id for seat in seats] == [later.id]
    assert seats[0].state is SeatState.WARNING
    assert str(change.label) == "Ana is ill until Wed 15 July 18:00: 1 seat to fill"


def test_that_an_absence_ends_after_it_begins(scene: Scene) -> None:
    ana = scene.volunteer("Ana")
    with pytest.raises(BadValue, match="ends after it begins"):
        scene.work(people.add_absence, volunteer=ana.id, kind=AbsenceKind.ILL, ends_at=NOW)


def test_that_the_history_of_a_conflict_does_not_say_with_whom(scene: Scene) -> None:
    ana, household = scene.volunteer("Ana"), scene.make(factory.make_household)
    change = scene.work(people.set_conflict, volunteer=ana.id, household=household.id)
    assert household.code not in str(change.label)
    assert detail(scene, ana).conflicts == 1
    assert scene.ask(conflicts_of, volunteer=ana.id) == ((household.id, household.code),)
    scene.work(people.set_conflict, volunteer=ana.id, household=household.id, known=False)
    assert detail(scene, ana).conflicts == 0


def test_story_12_seats_after_the_licence_ends_are_flagged_the_moment_the_date_is_typed(scene: Scene) -> None:
    samir = scene.volunteer("Samir", Role.ATTORNEY)
    for on in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY):
        seat = scene.seat(scene.session("10:00", "12:00", on, advice=True))
        scene.work(roster.assign, seat=seat.id, volunteer=samir.id)
    ends = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=WEDNESDAY)
    scene.work(people.set_credential, volunteer=samir.id, credential=ends)
    week = scene.ask(roster_week, site=scene.site.id, week=WEEK)
    states = [cell.seats[0].state if cell else None for cell in week.rows[0].cells]
    fine, flagged = SeatState.NOT_ASKED, SeatState.WARNING
    assert states == [None, fine, fine, flagged, flagged, None, None]
    assert str(detail(scene, samir).effect) == "2 seats fall after the licence ends."
    assert str(detail(scene, samir).warning) == "bar licence, CA, Wed 15 July"
    (row,) = table(scene).rows
    assert (row.state, str(row.papers)) == (PapersState.ENDS_SOON, "bar licence, CA, Wed 15 July")


def test_that_seats_of_the_past_no_longer_fall(scene: Scene) -> None:
    expired = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=date(2026, 7, 1))
    samir = scene.volunteer("Samir", Role.ATTORNEY, credentials=(expired,))
    for on in (date(2026, 7, 13), THURSDAY):
        scene.seat(scene.session("10:00", "12:00", on, advice=True), who=samir)
    assert str(detail(scene, samir).effect) == "1 seat falls after the licence ends."


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, PapersState.IN_ORDER),
        ({"trained_on": None}, PapersState.NOT_READY),
        ({"vetted_on": None}, PapersState.NOT_READY),
        ({"credentials": (Credential(CredentialKind.PASSPORT, expires_on=TUESDAY),)}, PapersState.ENDS_SOON),
        ({"credentials": (Credential(CredentialKind.PASSPORT, expires_on=date(2026, 7, 13)),)}, PapersState.ENDED),
        ({"credentials": (Credential(CredentialKind.PASSPORT, expires_on=date(2026, 8, 13)),)}, PapersState.ENDS_SOON),
        ({"credentials": (Credential(CredentialKind.PASSPORT, expires_on=date(2026, 8, 14)),)}, PapersState.IN_ORDER),
    ],
)
def test_that_papers_stand_as_their_dates_say(scene: Scene, given: Any, state: PapersState) -> None:
    scene.volunteer("Beto", Role.DRIVER, **given)
    assert table(scene).rows[0].state is state


def test_that_the_table_counts_who_is_here_and_filters_by_words(scene: Scene) -> None:
    scene.volunteer("Ana", Role.INTERPRETER, interprets=(), speaks=(Speaks("mam"),))
    scene.volunteer("Ben", Role.ATTORNEY, here_from=date(2026, 7, 20))
    scene.volunteer("Carla", Role.ATTORNEY, gone=True)
    found = table(scene)
    assert [row.name for row in found.rows] == ["Ana", "Ben"]
    assert str(found.line) == "2 volunteers on file · 1 here this week"
    assert [row.name for row in table(scene, here_only=True).rows] == ["Ana"]
    assert [row.name for row in table(scene, text="MAM").rows] == ["Ana"]
    assert str(found.rows[1].here) == "from Mon 20 July"


def test_that_the_week_s_hours_count_nights_apart(scene: Scene) -> None:
    ana = scene.volunteer("Ana")
    scene.seat(scene.trip("04:30", "07:00"), Role.ESCORT, ana)
    scene.seat(scene.session("15:00", "17:00"), who=ana)
    (row,) = table(scene).rows
    assert (row.minutes, row.night_minutes) == (150 + 120, 90)


def test_that_the_panel_counts_what_was_asked_and_answered(scene: Scene) -> None:
    ana = scene.volunteer("Ana")
    for on, answer in ((TUESDAY, Answer.CONFIRMED), (WEDNESDAY, Answer.ASKED), (THURSDAY, Answer.NOT_ASKED)):
        scene.seat(scene.session("15:00", "17:00", on), who=ana, answer=answer)
    shown = detail(scene, ana)
    assert (shown.asked, shown.said_yes, len(shown.seats)) == (2, 1, 3)


def test_that_somebody_without_a_seat_has_a_panel_too(scene: Scene) -> None:
    shown = detail(scene, scene.volunteer("Ana", Role.DRIVER))
    assert (shown.seats, shown.minutes, shown.effect) == ((), 0, None)
    assert [str(line.what) for line in shown.papers] == ["bar licence, CA", "Training", "Vetted"]
    assert str(shown.languages) == "Spanish–English"


VERBS = (
    "add edit set_credential remove_credential set_availability add_absence edit_absence remove_absence set_conflict"
)


@pytest.mark.parametrize("verb", [*VERBS.split(), "leave", "limit"])
def test_that_undo_of_each_verb_puts_everything_back(scene: Scene, verb: str) -> None:
    ana, household = scene.volunteer("Ana"), scene.make(factory.make_household)
    absence = scene.make(factory.make_absence, ana, NOW)
    times = {"starts_at": NOW, "ends_at": NOW + timedelta(days=1), "kind": AbsenceKind.ILL}
    options: dict[str, dict[str, Any]] = {
        "add": {"name": "Ben"},
        "edit": {"volunteer": ana.id, "name": "Ana B.", "roles": (Role.COOK,)},
        "set_credential": {"volunteer": ana.id, "credential": Credential(CredentialKind.PASSPORT)},
        "remove_credential": {"volunteer": ana.id, "kind": LICENCE.kind, "jurisdiction": "CA"},
        "set_availability": {"volunteer": ana.id, "cells": [(0, DayPart.NIGHT)], "can": Can.CAN},
        "add_absence": {"volunteer": ana.id, **times},
        "edit_absence": {"absence": absence.id, **times},
        "remove_absence": {"absence": absence.id},
        "set_conflict": {"volunteer": ana.id, "household": household.id},
        "limit": {"volunteer": ana.id, "hours_a_day": 6},
    }
    before, after, undone = scene.undone(getattr(people, verb), **options.get(verb, {"volunteer": ana.id}))
    assert before == undone
    assert before != after
