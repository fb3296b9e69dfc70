from __future__ import annotations

import pytest

from clinic.domain.people import Interprets, Role, Speaks, Volunteer
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Seat, Session

from .proofs import just_broken, just_kept, kept, other_order
from .world import TIJUANA, TUESDAY, Verdict, World, mends, only


def _seat(world: World, session: Session, times: tuple[str, str], role: Role, who: Volunteer | None) -> Seat:
    starts, ends = world.times(*times, TUESDAY, TIJUANA)
    return world.seat(session, role, who, starts_at=starts, ends_at=ends)


def _stays(world: World, start: str, end: str, taken: bool = True, reverse: bool = False) -> Verdict:
    """A lawyer of 09:00–12:00 and an interpreter of 10:00–15:00 in one slot."""
    session = world.session("08:00", "18:00")
    lawyer = _seat(world, session, ("09:00", "12:00"), Role.ATTORNEY, world.volunteer("Priya"))
    interpreter = _seat(world, session, ("10:00", "15:00"), Role.INTERPRETER, world.volunteer("Wen") if taken else None)
    slot = world.slot(session, start, end, lawyer, interpreter)
    return world.booking(slot, world.book(slot, world.household()), reverse=reverse)


@kept("TEAM_SEATED")
def test_that_a_team_that_is_there_is_there(world: World) -> Verdict:
    return _stays(world, "10:30", "11:30")


@just_kept("TEAM_SEATED")
def test_that_a_team_may_come_and_go_with_the_meeting(world: World) -> Verdict:
    return _stays(world, "10:00", "12:00")


@just_broken("TEAM_SEATED")
def test_that_a_lawyer_who_leaves_a_minute_early_is_told(world: World) -> Verdict:
    return _stays(world, "11:00", "12:01")


@other_order("TEAM_SEATED")
def test_that_an_interpreter_who_comes_a_minute_late_is_told(world: World) -> Verdict:
    return _stays(world, "09:59", "11:00", reverse=True)


def test_that_the_team_says_who_is_free_until_when_and_what_would_do() -> None:
    found = _stays(World(), "11:15", "12:30")
    assert str(only(found, "TEAM_SEATED").sentence) == "Priya is free until 12:00; 30 minutes short."
    assert mends(found, "TEAM_SEATED") == ["Start at 10:45 or earlier."]
    late = _stays(World(), "09:30", "11:00")
    assert str(only(late, "TEAM_SEATED").sentence) == "Wen is free from 10:00; 30 minutes short."
    assert mends(late, "TEAM_SEATED") == ["Start at 10:00 or later."]


def _asleep(world: World, start: str, end: str, tentative: bool = False, reverse: bool = False) -> Verdict:
    """Abel sleeps from 13:00 to 14:00 and interprets by phone."""
    session, abel = world.session("08:00", "18:00"), world.volunteer("Abel")
    world.absence(abel, "13:00", "14:00", tentative=tentative)
    world.absence(abel, "20:00", "21:00")
    team = world.seat(session, who=world.volunteer()), world.seat(session, Role.INTERPRETER, abel, remote=True)
    slot = world.slot(session, start, end, *team)
    return world.booking(slot, world.book(slot, world.household(), kept=False), reverse=reverse)


@kept("ABSENT")
def test_that_a_team_that_is_awake_meets(world: World) -> Verdict:
    return _asleep(world, "09:00", "10:00")


@just_kept("ABSENT")
def test_that_a_meeting_may_end_as_somebody_goes_to_sleep(world: World) -> Verdict:
    return _asleep(world, "12:00", "13:00")


@just_broken("ABSENT")
def test_that_no_minute_of_a_meeting_is_held_with_somebody_asleep(world: World) -> Verdict:
    return _asleep(world, "12:01", "13:01")


@other_order("ABSENT")
def test_that_nobody_is_met_before_the_link_is_awake(world: World) -> Verdict:
    return _asleep(world, "13:59", "15:00", reverse=True)


def test_that_who_is_not_free_is_told_with_the_hours_and_not_why() -> None:
    found = _asleep(World(), "12:30", "13:30")
    assert str(only(found, "ABSENT").sentence) == "Abel is not free from 13:00 to 14:00."
    assert mends(found, "ABSENT") == ["Start at 14:00 or later.", "End at 13:00 or earlier."]
    assert "ABSENT" not in [breach.code for breach in _asleep(World(), "12:30", "13:30", tentative=True)]


def test_that_an_open_seat_and_a_slot_without_a_team_are_told() -> None:
    assert (
        str(only(_stays(World(), "10:30", "11:30", taken=False), "TEAM_SEATED").sentence) == "Open seat: interpreter."
    )
    world = World()
    slot = world.slot(world.session("08:00", "18:00"), "09:00", "10:00")
    found = world.booking(slot, world.book(slot, world.household()))
    assert str(only(found, "TEAM_SEATED").sentence) == "No team yet."


def _both(*pairs: str) -> tuple[Interprets, ...]:
    directions = [Interprets(*pair.split("-")) for pair in pairs]
    return (*directions, *(Interprets(d.target, d.source) for d in directions))


class Mam:
    """Story 9: an attorney with English only, Wen Spanish ↔ English, Abel Mam ↔ Spanish by phone."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world = world or World()
        self.day = world.session("12:00", "18:00")
        lawyer = world.volunteer("Priya", speaks=(Speaks("eng"),), interprets=())
        wen = world.volunteer("Wen", speaks=(Speaks("spa"), Speaks("eng")), interprets=_both("spa-eng"))
        abel = world.volunteer("Abel", speaks=(Speaks("mam"), Speaks("spa")), interprets=_both("mam-spa"))
        self.lawyer = _seat(world, self.day, ("13:00", "18:00"), Role.ATTORNEY, lawyer)
        self.wen = _seat(world, self.day, ("13:00", "17:30"), Role.INTERPRETER, wen)
        self.abel = _seat(world, self.day, ("12:15", "15:00"), Role.INTERPRETER, abel)

    def meet(self, start: str, end: str, *team: Seat, language: str = "mam", reverse: bool = False) -> Verdict:
        """The booking of a household that speaks Mam with this team."""
        slot = self.world.slot(self.day, start, end, *(team or (self.lawyer, self.abel, self.wen)))
        household = self.world.household(languages=(language,))
        return self.world.booking(slot, self.world.book(slot, household, language=language), reverse=reverse)


@pytest.mark.parametrize("start", ["13:00", "13:15", "13:30", "13:45"])
def test_that_the_chain_of_story_nine_fits(start: str) -> None:
    hour, minute = divmod(int(start[:2]) * 60 + int(start[3:]) + 75, 60)
    assert not Mam().meet(start, f"{hour:02}:{minute:02}")


def test_that_the_chain_of_story_nine_ends_with_abel() -> None:
    (breach,) = Mam().meet("14:00", "15:15")
    assert str(breach.sentence) == "Abel is free until 15:00; 15 minutes short."


def test_that_without_wen_there_is_no_way_from_spanish_to_english() -> None:
    mam = Mam()
    (breach,) = mam.meet("13:00", "14:15", mam.lawyer, mam.abel)
    assert str(breach.sentence) == "No way from Spanish to English."
    assert [str(mend) for mend in breach.mends] == [
        "Add Wen to the team.",
        "Add an interpreter Spanish → English to the team.",
    ]


@kept("CHAIN")
def test_that_a_lawyer_who_speaks_the_language_needs_no_chain(world: World) -> Verdict:
    session = world.session("08:00", "18:00")
    slot = world.slot(session, "09:00", "10:00", world.seat(session, who=world.volunteer()))
    return world.booking(slot, world.book(slot, world.household()))


@just_kept("CHAIN")
def test_that_two_interpreters_make_a_chain(world: World) -> Verdict:
    return Mam(world).meet("13:00", "14:15")


@just_broken("CHAIN")
def test_that_one_of_two_interpreters_makes_none(world: World) -> Verdict:
    mam = Mam(world)
    return mam.meet("13:00", "14:15", mam.lawyer, mam.wen)


@other_order("CHAIN")
def test_that_the_other_of_two_interpreters_makes_none_either(world: World) -> Verdict:
    mam = Mam(world)
    return mam.meet("13:00", "14:15", mam.abel, mam.lawyer, reverse=True)


def test_that_the_order_in_which_interpreters_were_given_does_not_matter() -> None:
    mam = Mam()
    assert not mam.meet("13:00", "14:15", mam.lawyer, mam.wen, mam.abel)
    assert not mam.meet("15:00", "15:30", mam.lawyer, mam.wen, language="spa")


def test_that_a_lawyer_without_a_language_on_file_is_asked_about() -> None:
    world = World()
    session = world.session("08:00", "18:00")
    slot = world.slot(session, "09:00", "10:00", world.seat(session, who=world.volunteer("Priya", speaks=())))
    found = world.booking(slot, world.book(slot, world.household()))
    assert str(only(found, "CHAIN").sentence) == "Priya: no language on file."


def _one_way(world: World, *directions: Interprets, language: str = "spa") -> Verdict:
    session = world.session("08:00", "18:00")
    lawyer = world.volunteer("Priya", speaks=(Speaks("eng"),), interprets=())
    wen = world.volunteer("Wen", interprets=directions)
    seats = [world.seat(session, who=lawyer), world.seat(session, Role.INTERPRETER, wen)]
    slot = world.slot(session, "09:00", "10:00", *seats)
    return world.booking(slot, world.book(slot, world.household(), language=language))


TO, BACK = Interprets("spa", "eng"), Interprets("eng", "spa")


@kept("ONE_WAY")
def test_that_a_lawyer_who_needs_no_interpreter_is_answered(world: World) -> Verdict:
    return _one_way(world, language="eng")


@just_kept("ONE_WAY")
def test_that_both_directions_are_enough(world: World) -> Verdict:
    return _one_way(world, TO, BACK)


@just_broken("ONE_WAY")
def test_that_one_direction_is_told(world: World) -> Verdict:
    return _one_way(world, TO)


@other_order("ONE_WAY")
def test_that_another_direction_does_not_bring_the_answer_back(world: World) -> Verdict:
    return _one_way(world, Interprets("eng", "fra"), TO)


def test_that_one_direction_is_a_wish() -> None:
    (breach,) = _one_way(World(), TO)
    assert str(breach.sentence) == "Wen interprets Spanish → English, not back."
    assert [str(mend) for mend in breach.mends] == ["Add English → Spanish to what Wen interprets."]


def _long(world: World, end: str, interpreters: int, language: str = "spa", reverse: bool = False) -> Verdict:
    session = world.session("08:00", "18:00")
    lawyer = world.volunteer("Priya", speaks=(Speaks("eng"),), interprets=())
    seats = [world.seat(session, who=lawyer)]
    seats += [world.seat(session, Role.INTERPRETER, world.volunteer(f"W{n}")) for n in range(interpreters)]
    slot = world.slot(session, "09:00", end, *(reversed(seats) if reverse else seats))
    return world.booking(slot, world.book(slot, world.household(), language=language), reverse=reverse)


@kept("LONG")
def test_that_a_long_meeting_without_an_interpreter_is_fine(world: World) -> Verdict:
    return _long(world, "13:00", 1, language="eng")


@just_kept("LONG")
def test_that_two_hours_with_one_interpreter_are_fine(world: World) -> Verdict:
    return _long(world, "11:00", 1)


@just_broken("LONG")
def test_that_a_minute_more_than_two_hours_asks_for_a_second_one(world: World) -> Verdict:
    return _long(world, "11:01", 1)


@other_order("LONG")
def test_that_a_long_meeting_is_long_whoever_was_given_first(world: World) -> Verdict:
    return _long(world, "11:01", 1, reverse=True)


def test_that_a_long_meeting_is_told_with_its_link() -> None:
    (breach,) = _long(World(), "12:00", 1)
    sentence = "3 h with one interpreter Spanish → English; above 2 h two take turns."
    assert (str(breach.sentence), breach.price) == (sentence, 60)
    assert not _long(World(), "12:00", 2)


def test_that_every_link_of_a_long_chain_is_told() -> None:
    assert [b.code for b in Mam(World(second_interpreter_after=30)).meet("13:00", "14:15")] == ["LONG", "LONG"]


def _women(world: World, asked: str, lawyer: bool | None, interpreter: bool | None, reverse: bool = False) -> Verdict:
    shelter = world.place("Shelter Luz", PlaceKind.SHELTER, women_interpreters_only=asked == "shelter")
    household = world.household(women_only=asked == "household", shelter_id=shelter.id)
    session = world.session("08:00", "18:00")
    seats = [
        world.seat(session, Role.ATTORNEY, world.volunteer("Priya", is_woman=lawyer)),
        world.seat(session, Role.INTERPRETER, world.volunteer("Wen", is_woman=interpreter)),
    ]
    slot = world.slot(session, "09:00", "10:00", *seats)
    return world.booking(slot, world.book(slot, household), reverse=reverse)


@kept("WOMEN_ONLY")
def test_that_anybody_may_meet_where_nothing_is_asked(world: World) -> Verdict:
    return _women(world, "", lawyer=False, interpreter=False)


@just_kept("WOMEN_ONLY")
def test_that_a_shelter_asks_about_interpreters_only(world: World) -> Verdict:
    return _women(world, "shelter", lawyer=False, interpreter=True)


@just_broken("WOMEN_ONLY")
def test_that_a_shelter_that_asks_for_women_is_heard(world: World) -> Verdict:
    return _women(world, "shelter", lawyer=True, interpreter=False)


@other_order("WOMEN_ONLY")
def test_that_a_household_that_asks_for_women_is_heard(world: World) -> Verdict:
    return _women(world, "household", lawyer=False, interpreter=True, reverse=True)


def test_that_women_only_says_who_asks() -> None:
    shelter = only(_women(World(), "shelter", lawyer=True, interpreter=False), "WOMEN_ONLY")
    assert str(shelter.sentence) == "Only women interpret for Shelter Luz."
    household = only(_women(World(), "household", lawyer=None, interpreter=True), "WOMEN_ONLY")
    assert str(household.sentence) == "K0-AAAA meets women only."
    assert [str(mend) for mend in household.mends] == ["Note that Priya is a woman, if so."]
