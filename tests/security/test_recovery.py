"""The printed recovery code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.errors import WrongKey
from clinic.domain.ids import ALPHABET
from clinic.security.recovery import new_code, read_code

PLACES = st.integers(min_value=0, max_value=27)


def test_that_a_code_holds_more_than_128_bits_in_seven_groups_of_four() -> None:
    code = new_code()
    assert [len(group) for group in code.split("-")] == [4] * 7
    assert len(ALPHABET) ** 27 > 2**128
    assert new_code() != code


def test_that_a_code_is_read_however_it_is_typed() -> None:
    code = new_code()
    secret = read_code(code)
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), f"  {code}\n"):
        assert read_code(typed) == secret


@given(PLACES, st.sampled_from(ALPHABET))
def test_that_every_wrong_character_is_noticed(place: int, letter: str) -> None:
    letters = new_code().replace("-", "")
    if letters[place] == letter:
        return
    with pytest.raises(WrongKey, match="typing mistake"):
        read_code(letters[:place] + letter + letters[place + 1 :])


@given(PLACES.filter(lambda place: place < 27))
def test_that_two_swapped_neighbours_are_noticed(place: int) -> None:
    letters = new_code().replace("-", "")
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    if swapped == letters:
        return
    with pytest.raises(WrongKey, match="typing mistake"):
        read_code(swapped)


@pytest.mark.parametrize("text", ["", "K7", "0" * 28, "ñ" * 28, "²" * 28, "A" * 29])
def test_that_other_text_is_no_code(text: str) -> None:
    with pytest.raises(WrongKey):
        read_code(text)
