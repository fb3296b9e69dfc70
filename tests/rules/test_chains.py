from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.people import Interprets, Level, Speaks, Volunteer
from clinic.domain.policy import Policy
from clinic.rules.chains import MOST_LINKS, find, minutes, missing_link, working_languages


def _person(name: str, *pairs: str, level: Level = Level.BEST, one_way: bool = False) -> Volunteer:
    """'mam-spa' interprets both ways unless `one_way`."""
    directions = [Interprets(*pair.split("-")) for pair in pairs]
    back = [] if one_way else [Interprets(d.target, d.source) for d in directions]
    languages = dict.fromkeys(code for d in directions for code in (d.source, d.target))
    return Volunteer(
        name=name, interprets=(*directions, *back), speaks=tuple(Speaks(code, level) for code in languages)
    )


WEN, ABEL = _person("Wen", "spa-eng"), _person("Abel", "mam-spa")


def test_that_a_lawyer_who_speaks_the_language_needs_nobody() -> None:
    (chain,) = find("spa", ["eng", "spa"], [WEN, ABEL])
    assert (chain.links, chain.languages, chain.weakest, chain.both_ways) == ((), ("spa",), Level.BEST, True)


def test_that_one_interpreter_comes_before_two() -> None:
    direct = _person("Cleo", "mam-eng")
    assert [chain.languages for chain in find("mam", ["eng"], [WEN, ABEL, direct])] == [("mam", "eng")]


def test_that_mam_reaches_english_through_spanish() -> None:
    """Story 9."""
    (chain,) = find("mam", ["eng"], [WEN, ABEL])
    assert chain.languages == ("mam", "spa", "eng")
    assert [link.volunteer for link in chain.links] == [ABEL, WEN]


def test_that_the_order_of_the_interpreters_does_not_matter() -> None:
    assert find("mam", ["eng"], [WEN, ABEL]) == find("mam", ["eng"], [ABEL, WEN])


def test_that_stronger_links_and_both_ways_come_first() -> None:
    weak, one_way = _person("Ada", "spa-eng", level=Level.WORKABLE), _person("Bo", "spa-eng", one_way=True)
    found = find("spa", ["eng"], [one_way, weak, WEN])
    assert [chain.links[0].volunteer.name for chain in found] == ["Wen", "Ada", "Bo"]


def test_that_a_link_is_as_strong_as_its_weaker_language() -> None:
    ada = Volunteer(
        name="Ada", interprets=(Interprets("spa", "eng"),), speaks=(Speaks("spa", Level.BASIC), Speaks("eng"))
    )
    assert find("spa", ["eng"], [ada])[0].weakest is Level.BASIC
    unknown = Volunteer(name="Bo", interprets=(Interprets("spa", "eng"),))
    assert find("spa", ["eng"], [unknown])[0].weakest is Level.WORKABLE


def test_that_one_person_is_not_two_links() -> None:
    both = _person("Cleo", "mam-spa", "spa-eng")
    assert find("mam", ["eng"], [both]) == []
    assert len(find("mam", ["eng"], [both, WEN])) == 1


def test_that_what_is_spoken_only_a_little_is_no_language_for_a_meeting() -> None:
    ada = Volunteer(name="Ada", speaks=(Speaks("spa", Level.BASIC), Speaks("eng")))
    assert working_languages(ada) == ("eng",)


@pytest.mark.parametrize(
    ("language", "team", "missing"),
    [
        ("mam", [ABEL, WEN], None),
        ("mam", [ABEL], ("spa", "eng")),
        ("mam", [WEN], ("mam", "spa")),
        ("mam", [ABEL, _person("Dee", "fra-eng")], ("spa", "eng")),
        ("mam", [], ("mam", "eng")),
        ("spa", [], ("spa", "eng")),
        ("hat", [_person("Dee", "fra-eng")], ("hat", "eng")),
    ],
)
def test_that_the_link_that_lacks_is_named(
    language: str, team: list[Volunteer], missing: tuple[str, str] | None
) -> None:
    assert missing_link(language, ["eng"], team) == missing
    assert missing_link(language, ["eng"], team[::-1]) == missing


@pytest.mark.parametrize(
    ("usual", "links", "took"),
    [
        (45, 0, 45),
        (45, 1, 60),
        (45, 2, 75),
        (45, 3, 75),
        (60, 1, 75),
        (60, 2, 90),
        (180, 1, 225),
        (15, 1, 30),
        (15, 0, 15),
    ],
)
def test_that_meetings_through_interpreters_take_longer(usual: int, links: int, took: int) -> None:
    assert minutes(usual, links, Policy()) == took


def test_that_a_length_that_fits_the_step_is_not_rounded_up() -> None:
    assert minutes(40, 2, Policy(relay_factor=1.5), step=15) == 60
    assert minutes(50, 1, Policy(interpreter_factor=1.2), step=15) == 60


CODES = st.sampled_from(["mam", "spa", "eng", "fra", "hat"])
PEOPLE = st.lists(
    st.lists(st.tuples(CODES, CODES).filter(lambda pair: pair[0] != pair[1]), max_size=3, unique=True), max_size=5
)


@given(CODES, st.lists(CODES, min_size=1, max_size=2, unique=True), PEOPLE)
def test_that_every_chain_holds_and_either_there_is_one_or_a_link_lacks(
    language: str, lawyer: list[str], pairs: list[list[tuple[str, str]]]
) -> None:
    people = [
        Volunteer(name=f"V{n}", interprets=tuple(Interprets(*pair) for pair in held)) for n, held in enumerate(pairs)
    ]
    found = find(language, lawyer, people)
    for chain in found:
        assert chain.languages[0] == language
        assert chain.languages[-1] in lawyer
        assert len({link.volunteer.id for link in chain.links}) == len(chain.links) <= MOST_LINKS
        assert all(link.volunteer.may_interpret(link.source, link.target) for link in chain.links)
    if missing := missing_link(language, lawyer, people):
        assert not found
        bridge = Volunteer(name="Bridge", interprets=(Interprets(*missing),))
        assert missing_link(language, lawyer, [*people, bridge]) is None
