from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from clinic.domain.errors import Refused
from clinic.domain.people import Credential, CredentialKind, Role
from clinic.domain.sessions import Answer, SeatPattern, SessionKind, SessionPattern, SessionStatus
from clinic.domain.trips import TripStatus
from clinic.domain.when import Week, local
from clinic.services import sessions, sites, templates
from tests import factory
from tests.services.scene import FRIDAY, THURSDAY, WEDNESDAY, WEEK, ZONE, Scene

NEXT = WEEK.shifted(1)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def laid_out(scene: Scene, template: Any, week: Week = WEEK) -> int:
    """How many sessions laying out adds."""
    change = scene.work(templates.lay_out, template=template.id, week=week)
    return sum(kind == "session" for kind, _ in change.touched)


def charla(scene: Scene, weekday: int = 1, starts: time = time(10, 30), label: str = "") -> SessionPattern:
    seats = (SeatPattern(Role.ATTORNEY), SeatPattern(Role.WATCH, remote=True))
    return SessionPattern(weekday, starts, time(12), SessionKind.CHARLA, scene.office.id, label=label, seats=seats)


def test_that_a_pattern_is_laid_out_as_drafts_with_open_seats(scene: Scene) -> None:
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=(charla(scene),))
    assert laid_out(scene, template) == 1
    (session,) = scene.ask(lambda uow: uow.sessions.where())
    assert (f"{local(session.starts_at, ZONE):%a %H:%M}", session.status) == ("Tue 10:30", SessionStatus.DRAFT)
    assert [seat.remote for seat in scene.ask(lambda uow: uow.seats.where())] == [False, True]


def test_that_a_pattern_laid_out_twice_adds_nothing(scene: Scene) -> None:
    two = (charla(scene), charla(scene, starts=time(10)), charla(scene, weekday=2))
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=two)
    assert [laid_out(scene, template), laid_out(scene, template)] == [3, 0]


def test_that_a_session_moved_by_an_hour_is_still_the_same(scene: Scene) -> None:
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=(charla(scene),))
    laid_out(scene, template)
    moved = scene.ask(lambda uow: uow.sessions.where())[0]
    scene.work(sessions.edit, session=moved.id, starts=time(11))
    assert laid_out(scene, template) == 0


def test_that_a_cancelled_session_is_not_laid_out_behind_somebody_s_back(scene: Scene) -> None:
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=(charla(scene),))
    laid_out(scene, template)
    scene.work(sessions.cancel, session=scene.ask(lambda uow: uow.sessions.where())[0].id)
    assert laid_out(scene, template) == 0


def test_that_the_missing_one_of_two_is_laid_out(scene: Scene) -> None:
    both = (charla(scene, starts=time(9)), charla(scene, starts=time(11)))
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=both)
    scene.session("11:00", "12:00", kind=SessionKind.CHARLA)
    assert laid_out(scene, template) == 1
    starts = {f"{local(row.starts_at, ZONE):%H:%M}" for row in scene.ask(lambda uow: uow.sessions.where())}
    assert starts == {"09:00", "11:00"}


def test_that_the_hour_on_the_wall_stays_when_the_clocks_change(scene: Scene) -> None:
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=(charla(scene),))
    for monday in (date(2026, 10, 26), date(2026, 11, 2)):
        laid_out(scene, template, Week.of(monday))
    walls = {f"{local(row.starts_at, ZONE):%H:%M}" for row in scene.ask(lambda uow: uow.sessions.where())}
    assert walls == {"10:30"}


def test_that_the_usual_week_of_a_new_site_has_the_shape_of_the_field(scene: Scene) -> None:
    scene.work(sites.set_up, city="Matamoros")
    template = scene.ask(lambda uow: uow.templates.where())[0]
    assert laid_out(scene, template) == 1 + 3 * 4 + 5
    assert laid_out(scene, template) == 0


def test_that_a_copied_week_keeps_hours_needs_and_those_who_are_here(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    ben = scene.volunteer("Ben", here_until=FRIDAY)
    session = scene.session("13:00", "17:00")
    scene.seat(session, who=anna, answer=Answer.CONFIRMED, pinned=True)
    scene.seat(session, Role.INTERPRETER, ben, source="spa", target="eng", position=1)
    scene.work(templates.copy_week, site=scene.site.id, week=WEEK, to=NEXT)
    copied = scene.ask(lambda uow: uow.sessions.during(NEXT.interval(ZONE)))[0]
    first, second = scene.ask(lambda uow: uow.seats.where(session_id=copied.id))
    assert copied.starts_at == session.starts_at + timedelta(days=7)
    assert (first.volunteer_id, first.answer, first.pinned) == (anna.id, Answer.NOT_ASKED, False)
    assert (second.volunteer_id, second.source, second.target) == (None, "spa", "eng")


def test_that_a_copied_week_tells_who_does_not_sit_there_again_and_why(scene: Scene) -> None:
    session = scene.session("13:00", "17:00")
    scene.seat(session, who=scene.volunteer("Anna"))
    ben = scene.volunteer("Ben", here_until=FRIDAY)
    scene.seat(session, Role.INTERPRETER, ben, source="spa", target="eng", position=1)
    licence = Credential(CredentialKind.BAR_LICENCE, "CA", expires_on=FRIDAY)
    cora = scene.volunteer("Cora", credentials=(licence,))
    scene.seat(scene.session("13:00", "17:00", THURSDAY, advice=True), who=cora)
    with scene.store.work("Maria") as uow:
        found = templates.copy_and_tell(uow, site=scene.site.id, week=WEEK, to=NEXT)
    told = [(one.name, [breach.code for breach in one.breaches], str(one.where)[:24]) for one in found.not_again]
    assert told == [("Ben", ["HERE"], "Consultations, Tue 21 Ju"), ("Cora", ["CREDENTIAL"], "Consultations, Thu 23 Ju")]
    assert all(
        scene.ask(lambda uow, one=one: uow.seats.get(one.seat_id)).volunteer_id is None for one in found.not_again
    )


@pytest.mark.parametrize("sunday", [date(2026, 3, 8), date(2026, 11, 1)])
@pytest.mark.parametrize("zone", ["America/Matamoros", "America/Mexico_City", "America/Ciudad_Juarez"])
def test_that_a_pattern_of_another_zone_is_laid_out_by_its_own_clock_and_doubles_nothing(
    scene: Scene, sunday: date, zone: str
) -> None:
    """The Sundays on which clocks change, on one side of some of these zones only."""
    site = scene.make(factory.make_site, "Elsewhere", zone=zone)
    place = scene.make(factory.make_place, "Office", site_id=site.id, zone=zone)
    hours = [(6, time(1, 15), time(4)), (0, time(0, 30), time(3)), (6, time(23), time(2))]
    patterns = tuple(SessionPattern(day, start, end, SessionKind.CHARLA, place.id) for day, start, end in hours)
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=patterns)
    week = Week.of(sunday)
    assert [laid_out(scene, template, week), laid_out(scene, template, week)] == [3, 0]
    rows = scene.ask(lambda uow: uow.sessions.where())
    walls = {f"{local(row.starts_at, zone):%a %d %H:%M}-{local(row.ends_at, zone):%H:%M}" for row in rows}
    assert walls == {
        f"Sun {sunday:%d} 01:15-04:00",
        f"Mon {week.monday:%d} 00:30-03:00",
        f"Sun {sunday:%d} 23:00-02:00",
    }


def test_that_a_week_copied_twice_adds_nothing(scene: Scene) -> None:
    scene.seat(scene.session("13:00", "17:00"), who=scene.volunteer("Anna"))
    scene.work(templates.copy_week, site=scene.site.id, week=WEEK, to=NEXT)
    again = scene.work(templates.copy_week, site=scene.site.id, week=WEEK, to=NEXT)
    assert again.entry_id is None


def test_that_nobody_is_copied_into_two_places_at_once(scene: Scene) -> None:
    anna = scene.volunteer("Anna")
    scene.seat(scene.session("13:00", "17:00"), who=anna)
    scene.seat(scene.session("14:00", "15:00", NEXT.days[1], kind=SessionKind.TRAINING), who=anna)
    scene.work(templates.copy_week, site=scene.site.id, week=WEEK, to=NEXT)
    assert scene.ask(lambda uow: uow.seats.count(volunteer_id=anna.id)) == 2


def test_that_copied_seats_keep_their_hour_on_the_wall_when_the_clocks_change(scene: Scene) -> None:
    old, new = Week.of(date(2026, 10, 26)), Week.of(date(2026, 11, 2))
    session = scene.session("13:00", "17:00", old.days[1])
    scene.seat(session, ends_at=session.starts_at + factory.HOUR)
    scene.work(templates.copy_week, site=scene.site.id, week=old, to=new)
    (seat,) = scene.ask(lambda uow: uow.seats.during(new.interval(ZONE)))
    assert (f"{local(seat.starts_at, ZONE):%H:%M}", f"{local(seat.ends_at, ZONE):%H:%M}") == ("13:00", "14:00")


def test_that_a_watch_from_sunday_into_monday_belongs_to_sunday_s_week(scene: Scene) -> None:
    scene.session("22:00", "23:00", WEEK.monday - timedelta(days=1), ends_at=WEEK.interval(ZONE).start + factory.HOUR)
    with pytest.raises(Refused, match="has no sessions"):
        scene.work(templates.copy_week, site=scene.site.id, week=WEEK, to=NEXT)


def test_that_an_empty_week_cannot_be_copied(scene: Scene) -> None:
    with pytest.raises(Refused, match="2026-W29 has no sessions"):
        scene.work(templates.copy_week, site=scene.site.id, week=WEEK, to=NEXT)


def test_that_a_week_is_published_with_its_trips(scene: Scene) -> None:
    session, trip = scene.session(), scene.trip()
    other = scene.session(on=NEXT.days[0])
    scene.work(templates.publish, site=scene.site.id, week=WEEK)
    assert scene.now(session).status is SessionStatus.PUBLISHED
    assert scene.now(trip).status is TripStatus.PUBLISHED
    assert scene.now(other).status is SessionStatus.DRAFT


def test_that_a_week_kept_as_a_pattern_can_be_laid_out(scene: Scene) -> None:
    scene.seat(scene.session("13:00", "17:00", WEDNESDAY), Role.CHILDCARE)
    scene.work(templates.keep_week, site=scene.site.id, week=WEEK, label="July")
    template = scene.ask(lambda uow: uow.templates.where())[0]
    assert laid_out(scene, template, NEXT) == 1
    seats = scene.ask(lambda uow: uow.seats.during(NEXT.interval(ZONE)))
    assert [seat.role for seat in seats] == [Role.CHILDCARE]


@pytest.mark.parametrize("verb", ["lay_out", "copy_week", "publish", "keep_week", "add", "edit", "remove"])
def test_that_undo_of_each_verb_puts_everything_back(scene: Scene, verb: str) -> None:
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=(charla(scene),))
    scene.seat(scene.session(on=THURSDAY), who=scene.volunteer("Anna"))
    week, pattern = {"site": scene.site.id, "week": WEEK}, {"label": "New", "sessions": (charla(scene),)}
    options: dict[str, dict[str, Any]] = {
        "lay_out": {"template": template.id, "week": WEEK},
        "copy_week": {**week, "to": NEXT},
        "publish": week,
        "keep_week": {**week, "label": "July"},
        "add": {"site": scene.site.id, **pattern},
        "edit": {"template": template.id, **pattern},
        "remove": {"template": template.id},
    }
    before, after, undone = scene.undone(getattr(templates, verb), **options[verb])
    assert before == undone
    assert before != after


def test_that_the_break_of_a_session_goes_from_pattern_to_week_to_pattern_and_copy(scene: Scene) -> None:
    pattern = SessionPattern(
        1,
        time(10),
        time(17),
        SessionKind.CONSULTATIONS,
        scene.office.id,
        break_from=time(13),
        break_until=time(13, 45),
    )
    template = scene.make(factory.make_template, site_id=scene.site.id, sessions=(pattern,))
    laid_out(scene, template)
    scene.work(templates.copy_week, site=scene.site.id, week=WEEK, to=NEXT)
    rows = scene.ask(lambda uow: uow.sessions.where())
    assert [(row.break_from, row.break_until) for row in rows] == [(time(13), time(13, 45))] * 2
    scene.work(templates.keep_week, site=scene.site.id, week=NEXT, label="As it was")
    (kept,) = scene.ask(lambda uow: uow.templates.where(label="As it was"))
    assert kept.sessions == (pattern,)
