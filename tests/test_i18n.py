from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic import i18n
from clinic.i18n import Sentence, in_language, language, plain, say, say_n


def test_that_a_sentence_is_put_into_words_when_it_is_read() -> None:
    sentence = say("{n} on {day} at {hour}", n=3, day=date(2026, 7, 14), hour=time(4))
    assert str(sentence) == "3 on Tue 14 July at 04:00"
    with in_language("es"):
        assert str(sentence) == "3 on mar 14 jul at 04:00"


def test_that_a_plural_follows_its_number() -> None:
    assert str(say_n("{n} seat", "{n} seats", 1)) == "1 seat"
    assert str(say_n("{n} seat", "{n} seats", 2)) == "2 seats"


def test_that_another_thread_keeps_its_own_language() -> None:
    found: list[str] = []
    with in_language("es"):
        thread = threading.Thread(target=lambda: found.append(language()))
        thread.start()
        thread.join()
        assert language() == "es"
    assert found == ["en"]


def test_that_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        i18n.use("xx")


values = st.one_of(
    st.text(),
    st.integers(),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.just(UTC)),
    st.builds(plain, st.text()),
)


@given(values, values)
def test_that_a_kept_sentence_reads_back_from_plain_json(one: object, other: object) -> None:
    sentence = say("{one} and {other}", one=one, other=other)
    kept = json.loads(json.dumps(sentence.to_json()))
    assert str(Sentence.from_json(kept)) == str(sentence)


def test_that_a_moment_shows_day_before_hour() -> None:
    assert i18n.words(datetime(2026, 7, 14, 4, 32, tzinfo=UTC)) == "Tue 14 July 04:32"
