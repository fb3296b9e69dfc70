from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.errors import BadValue
from clinic.domain.ids import ALPHABET, new_case_code, read_case_code

codes = st.builds(new_case_code)


@given(codes)
def test_that_a_code_reads_back_however_it_is_typed(code: str) -> None:
    assert read_case_code(code) == code
    assert read_case_code(f" {code.lower().replace('-', '')} ") == code


@given(codes, st.integers(0, 4), st.sampled_from(ALPHABET))
def test_that_one_wrong_character_is_always_noticed(code: str, place: int, letter: str) -> None:
    letters = list(code.replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(BadValue, match="not a case code"):
        read_case_code("".join(letters))


@given(codes, st.integers(0, 3))
def test_that_two_swapped_neighbours_are_always_noticed(code: str, place: int) -> None:
    letters = list(code.replace("-", ""))
    if letters[place] == letters[place + 1]:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    with pytest.raises(BadValue):
        read_case_code("".join(letters))


def test_that_codes_have_no_letters_that_look_alike() -> None:
    assert not set("01OIL8") & set(ALPHABET)


def test_that_codes_hold_no_sequence() -> None:
    made = [new_case_code() for _ in range(500)]
    assert made != sorted(made)
    assert len(set(made)) > 495
