from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic.domain.people import Credential, CredentialKind, Interprets, Level, Role, Speaks
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import SessionKind
from clinic.i18n import in_language

from .proofs import just_broken, just_kept, kept, other_order
from .world import TUESDAY, Verdict, World, mends, only

WEDNESDAY = date(2026, 7, 15)
SPRING, FALL = date(2026, 3, 8), date(2026, 11, 1)


def _role(world: World, asked: Role, *held: Role) -> Verdict:
    return world.seating(world.work(None, "09:00", "12:00", role=asked), world.volunteer("Anna", *held))


@kept("ROLE")
def test_that_an_interpreter_may_interpret(world: World) -> Verdict:
    return _role(world, Role.INTERPRETER, Role.CHILDCARE, Role.INTERPRETER)


@just_kept("ROLE")
def test_that_a_supervising_attorney_may_sit_as_attorney(world: World) -> Verdict:
    return _role(world, Role.ATTORNEY, Role.SUPERVISING_ATTORNEY)


@just_broken("ROLE")
def test_that_a_translator_is_no_interpreter(world: World) -> Verdict:
    return _role(world, Role.INTERPRETER, Role.TRANSLATOR)


@other_order("ROLE")
def test_that_an_attorney_is_no_supervising_attorney(world: World) -> Verdict:
    return _role(world, Role.SUPERVISING_ATTORNEY, Role.ATTORNEY)


def test_that_a_lacking_role_is_told_with_those_on_file() -> None:
    found = _role(World(), Role.INTERPRETER, Role.TRANSLATOR, Role.COOK)
    assert str(only(found, "ROLE").sentence) == "Anna: translator, cook; the seat asks for interpreter."
    assert mends(found, "ROLE") == ["Add the role interpreter to Anna."]
    world = World()
    nobody = world.seating(world.work(None, "09:00", "12:00"), world.volunteer("Ben", roles=()))
    assert str(only(nobody, "ROLE").sentence) == "Ben: no role on file; the seat asks for attorney."


@pytest.mark.parametrize(
    ("asked", "held", "fits"),
    [
        (Role.ACCREDITED_REPRESENTATIVE, Role.ATTORNEY, True),
        (Role.ATTORNEY, Role.ACCREDITED_REPRESENTATIVE, False),
        (Role.ESCORT, Role.DRIVER, True),
        (Role.DRIVER, Role.ESCORT, False),
    ],
)
def test_that_a_role_includes_another_in_one_direction(asked: Role, held: Role, fits: bool) -> None:
    assert ("ROLE" not in [breach.code for breach in _role(World(), asked, held)]) is fits


def _asks(world: World, **more: Any) -> Verdict:
    session = world.session("09:00", "12:00")
    return world.seating(world.seat(session, Role.INTERPRETER, **more), world.volunteer())


@kept("LANGUAGE")
def test_that_a_seat_that_asks_for_no_language_fits(world: World) -> Verdict:
    return _asks(world)


@just_kept("LANGUAGE")
def test_that_all_languages_and_the_direction_are_enough(world: World) -> Verdict:
    return _asks(world, languages=("eng", "spa"), source="spa", target="eng")


@just_broken("LANGUAGE")
def test_that_one_language_too_few_is_told(world: World) -> Verdict:
    return _asks(world, languages=("spa", "mam"))


@other_order("LANGUAGE")
def test_that_the_other_direction_is_not_enough(world: World) -> Verdict:
    session = world.session("09:00", "12:00")
    wen = world.volunteer("Wen", interprets=(Interprets("spa", "eng"),))
    return world.seating(world.seat(session, Role.INTERPRETER, source="eng", target="spa"), wen)


def test_that_languages_are_told_by_name() -> None:
    found = _asks(World(), languages=("mam", "spa"))
    assert str(only(found, "LANGUAGE").sentence) == "Anna speaks English, Spanish; the seat asks for Mam."
    assert mends(found, "LANGUAGE") == ["Add Mam to the languages of Anna if it is spoken."]


def test_that_directions_are_told_with_those_on_file() -> None:
    world = World()
    seat = world.seat(world.session("09:00", "12:00"), Role.INTERPRETER, source="mam", target="spa")
    found = world.seating(seat, world.volunteer("Wen", interprets=(Interprets("spa", "eng"),)))
    sentence = "Wen interprets Spanish → English; the seat asks for Mam → Spanish."
    assert str(only(found, "LANGUAGE").sentence) == sentence
    assert mends(found, "LANGUAGE") == ["Add Mam → Spanish to what Wen interprets."]
    none = world.seating(seat, world.volunteer("Ben", interprets=(), speaks=()))
    assert str(only(none, "LANGUAGE").sentence) == "Ben: no interpreting on file; the seat asks for Mam → Spanish."


def test_that_a_language_that_somebody_interprets_from_is_spoken() -> None:
    world = World()
    seat = world.seat(world.session("09:00", "12:00"), Role.INTERPRETER, languages=("mam",))
    assert not world.seating(seat, world.volunteer(speaks=(), interprets=(Interprets("mam", "spa"),)))


def _level(world: World, *spoken: Speaks, languages: tuple[str, ...] = ("spa",)) -> Verdict:
    seat = world.seat(world.session("09:00", "12:00"), languages=languages)
    return world.seating(seat, world.volunteer(speaks=spoken))


@kept("LEVEL")
def test_that_the_best_level_is_fine(world: World) -> Verdict:
    return _level(world, Speaks("spa", Level.BEST))


@just_kept("LEVEL")
def test_that_a_workable_level_is_fine(world: World) -> Verdict:
    return _level(world, Speaks("spa", Level.WORKABLE))


@just_broken("LEVEL")
def test_that_a_little_is_told(world: World) -> Verdict:
    return _level(world, Speaks("spa", Level.BASIC))


@other_order("LEVEL")
def test_that_a_little_is_told_of_any_language_of_the_seat(world: World) -> Verdict:
    return _level(world, Speaks("spa", Level.BASIC), Speaks("eng"), languages=("eng", "spa"))


def test_that_a_level_is_a_wish_with_the_language() -> None:
    (breach,) = _level(World(), Speaks("spa", Level.BASIC))
    assert str(breach.sentence) == "Anna speaks Spanish: a little."


def _licensed(world: World, *until: date | None, on: date = TUESDAY, advice: bool = True) -> Verdict:
    papers = tuple(Credential(CredentialKind.BAR_LICENCE, "TX", expires_on=day) for day in until)
    return world.seating(world.work(None, "09:00", "12:00", on, advice=advice), world.volunteer(credentials=papers))


@kept("CREDENTIAL")
def test_that_a_licence_without_an_end_is_valid(world: World) -> Verdict:
    return _licensed(world, None)


@just_kept("CREDENTIAL")
def test_that_a_licence_is_valid_on_its_last_day(world: World) -> Verdict:
    return _licensed(world, WEDNESDAY, on=WEDNESDAY)


@just_broken("CREDENTIAL")
def test_that_a_licence_is_not_valid_on_the_day_after(world: World) -> Verdict:
    return _licensed(world, WEDNESDAY, on=WEDNESDAY + timedelta(days=1))


@other_order("CREDENTIAL")
def test_that_two_ended_licences_are_no_licence(world: World) -> Verdict:
    return _licensed(world, WEDNESDAY, date(2025, 7, 15), on=WEDNESDAY + timedelta(days=1))


def test_that_a_licence_that_ends_on_wednesday_flags_thursday_and_friday() -> None:
    """Story 12."""
    days = [date(2026, 7, 13) + timedelta(days=n) for n in range(5)]
    flagged = [day for day in days if _licensed(World(), WEDNESDAY, on=day).breaches]
    assert flagged == days[3:]


def test_that_a_licence_is_told_with_its_last_day_in_both_languages() -> None:
    found = _licensed(World(), date(2025, 1, 1), WEDNESDAY, on=date(2026, 7, 16))
    sentence = "Anna: bar licence (TX) valid until Wed 15 July; the seat is on Thu 16 July."
    assert str(only(found, "CREDENTIAL").sentence) == sentence
    assert mends(found, "CREDENTIAL")[0] == "Move the seat to Wed 15 July or earlier."
    with in_language("es"):
        assert "Anna" in str(only(found, "CREDENTIAL").sentence)


def test_that_any_valid_licence_is_enough_and_information_needs_none() -> None:
    assert not _licensed(World(), date(2025, 1, 1), None).breaches
    assert not _licensed(World(), advice=False).breaches
    none = only(_licensed(World()), "CREDENTIAL")
    assert str(none.sentence) == "Anna: no bar licence on file; this session gives legal advice."


def test_that_an_accredited_representative_needs_an_accreditation_or_a_licence() -> None:
    world = World()
    seat = world.work(None, "09:00", "12:00", role=Role.ACCREDITED_REPRESENTATIVE, advice=True)
    held = (Credential(CredentialKind.ACCREDITATION),)
    assert not world.seating(seat, world.volunteer(credentials=held))
    assert not world.seating(seat, world.volunteer())
    passport = world.volunteer(credentials=(Credential(CredentialKind.PASSPORT),))
    assert "no accreditation on file" in str(only(world.seating(seat, passport), "CREDENTIAL").sentence)


@pytest.mark.parametrize(("until", "fits"), [(TUESDAY, False), (WEDNESDAY, True)])
def test_that_a_driving_licence_is_valid_until_the_trip_ends(until: date, fits: bool) -> None:
    world = World()
    papers = (Credential(CredentialKind.DRIVING_LICENCE, expires_on=until),)
    found = world.seating(world.drive(None, "23:00", "01:00"), world.volunteer(credentials=papers))
    assert ("CREDENTIAL" not in [breach.code for breach in found]) is fits


@pytest.mark.parametrize("sunday", [SPRING, FALL])
def test_that_a_licence_ends_with_its_day_on_the_wall_when_clocks_change(sunday: date) -> None:
    world = World()
    papers = (Credential(CredentialKind.DRIVING_LICENCE, expires_on=sunday),)
    anna = world.volunteer(credentials=papers)
    assert not [b for b in world.seating(world.drive(None, "22:00", "00:00", sunday), anna) if b.code == "CREDENTIAL"]
    assert [b for b in world.seating(world.drive(None, "22:00", "00:01", sunday), anna) if b.code == "CREDENTIAL"]


def _trained(world: World, on: date | None, **more: Any) -> Verdict:
    return world.seating(world.work(None, "09:00", "12:00", **more), world.volunteer(trained_on=on))


@kept("TRAINED")
def test_that_somebody_trained_long_ago_may_work(world: World) -> Verdict:
    return _trained(world, date(2025, 1, 1))


@just_kept("TRAINED")
def test_that_somebody_may_work_on_the_day_of_training(world: World) -> Verdict:
    return _trained(world, TUESDAY)


@just_broken("TRAINED")
def test_that_training_tomorrow_is_too_late(world: World) -> Verdict:
    return _trained(world, WEDNESDAY)


@other_order("TRAINED")
def test_that_nobody_works_without_training_wherever_the_row_stands(world: World) -> Verdict:
    ben = world.volunteer("Ben", trained_on=None)
    world.volunteer("Anna")
    return world.seating(world.work(None, "09:00", "12:00"), ben, reverse=True)


def test_that_training_is_told_with_its_day_and_may_be_left_out() -> None:
    late = only(_trained(World(), WEDNESDAY), "TRAINED")
    assert str(late.sentence) == "Anna is trained on Wed 15 July; the seat is on Tue 14 July."
    assert str(only(_trained(World(), None), "TRAINED").sentence) == (
        "Anna has had no training yet; the seat is on Tue 14 July."
    )
    assert not _trained(World(strictness=(("TRAINED", "off"),)), None).breaches
    assert not _trained(World(), None, kind=SessionKind.TRAINING).breaches


def _student(world: World, starts: str | None, ends: str = "12:00", role: Role = Role.ATTORNEY) -> Verdict:
    session = world.session("09:00", "12:00")
    if starts:
        times = world.times(starts, ends, TUESDAY, "America/Tijuana")
        world.seat(session, role, world.volunteer("Priya"), starts_at=times[0], ends_at=times[1])
    return world.seating(world.seat(session, Role.LAW_STUDENT), world.volunteer())


@kept("SUPERVISION")
def test_that_a_student_beside_a_supervising_attorney_is_supervised(world: World) -> Verdict:
    return _student(world, "09:00", role=Role.SUPERVISING_ATTORNEY)


@just_kept("SUPERVISION")
def test_that_two_attorneys_in_turn_supervise_the_whole_time(world: World) -> Verdict:
    session = world.session("09:00", "12:00")
    for name, start, end in (("Priya", "09:00", "10:30"), ("Ben", "10:30", "12:00")):
        times = world.times(start, end, TUESDAY, "America/Tijuana")
        world.seat(session, Role.ATTORNEY, world.volunteer(name), starts_at=times[0], ends_at=times[1])
    return world.seating(world.seat(session, Role.LAW_STUDENT), world.volunteer())


@just_broken("SUPERVISION")
def test_that_a_student_is_not_alone_for_a_minute(world: World) -> Verdict:
    return _student(world, "09:00", "11:59")


@other_order("SUPERVISION")
def test_that_a_student_who_comes_first_is_not_alone_either(world: World) -> Verdict:
    return _student(world, "09:01")


def test_that_a_student_alone_is_told_from_when_to_when() -> None:
    found = _student(World(), "09:00", "11:15")
    sentence = "No attorney sits here from 11:15 until 12:00: 45 min alone."
    assert str(only(found, "SUPERVISION").sentence) == sentence
    assert mends(found, "SUPERVISION") == ["Seat an attorney from 11:15 until 12:00."]
    nobody = only(_student(World(), None), "SUPERVISION")
    assert (str(nobody.sentence), nobody.price) == ("No attorney sits in this session.", 180)


def test_that_an_interpreter_or_an_empty_seat_supervises_nobody() -> None:
    world = World()
    session = world.session("09:00", "12:00")
    world.seat(session, Role.ATTORNEY)
    world.seat(session, Role.INTERPRETER, world.volunteer("Wen"))
    found = world.seating(world.seat(session, Role.LAW_STUDENT), world.volunteer())
    assert only(found, "SUPERVISION").price == 180


@pytest.mark.parametrize(("sunday", "alone"), [(SPRING, 60), (FALL, 180)])
def test_that_a_student_is_alone_in_real_minutes(sunday: date, alone: int) -> None:
    world = World()
    session = world.session("01:00", "03:00", sunday)
    assert only(world.seating(world.seat(session, Role.LAW_STUDENT), world.volunteer()), "SUPERVISION").price == alone


def _interprets(world: World, is_woman: bool | None, asked: bool = True, role: Role = Role.INTERPRETER) -> Verdict:
    shelter = world.place("Shelter Luz", PlaceKind.SHELTER, women_interpreters_only=asked)
    return world.seating(
        world.work(None, "09:00", "12:00", place=shelter, role=role), world.volunteer(is_woman=is_woman)
    )


@kept("WOMEN_ONLY")
def test_that_anybody_interprets_where_nothing_is_asked(world: World) -> Verdict:
    return _interprets(world, is_woman=False, asked=False)


@just_kept("WOMEN_ONLY")
def test_that_a_woman_interprets_where_it_is_asked(world: World) -> Verdict:
    return _interprets(world, is_woman=True)


@just_broken("WOMEN_ONLY")
def test_that_a_man_does_not_interpret_where_it_is_asked(world: World) -> Verdict:
    return _interprets(world, is_woman=False)


@other_order("WOMEN_ONLY")
def test_that_somebody_of_whom_it_is_not_on_file_is_asked_about(world: World) -> Verdict:
    return _interprets(world, is_woman=None)


def test_that_women_only_is_about_interpreters() -> None:
    assert not _interprets(World(), is_woman=False, role=Role.ATTORNEY).breaches
    found = _interprets(World(), is_woman=None)
    assert str(only(found, "WOMEN_ONLY").sentence) == "Only women interpret at Shelter Luz."
    assert mends(found, "WOMEN_ONLY") == ["Note that Anna is a woman, if so."]
