"""What goes into a feed comes out of it, whatever people type."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.outgoing import CalendarEvent
from clinic.exchange.ical import IcalWriter, clean

START = datetime(2026, 3, 3, 17, tzinfo=UTC)
EVENT = CalendarEvent(
    "one@clinic-scheduler", 0, START, START, START, START + timedelta(hours=1), "Interpreter, Casa Paloma"
)

texts = st.text(st.characters(codec="utf-8"), max_size=300) | st.text('\\nN;,:"\r\n\t ñ🚐', max_size=200)


def written(event: CalendarEvent, name: str = "Clinic") -> bytes:
    return IcalWriter().write(name, "America/Tijuana", [event])


@given(texts, texts)
def test_that_any_text_comes_back_as_it_was_cleaned(summary: str, description: str) -> None:
    raw = written(replace(EVENT, summary=summary or "x", description=description))
    (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert str(event["SUMMARY"]) == clean(summary or "x")
    assert str(event.get("DESCRIPTION", "")) == clean(description)


@given(texts)
def test_that_a_second_reader_agrees(text: str) -> None:
    raw = written(replace(EVENT, summary=f"x{text}"))
    event = vobject.readOne(raw.decode()).vevent
    assert event.summary.value == clean(f"x{text}")


@given(texts)
def test_that_lines_stay_short_and_no_property_can_be_smuggled_in(text: str) -> None:
    raw = written(replace(EVENT, summary=text, location=text), name=text)
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(not set(line) & set(range(32)) for line in lines)
    assert sum(line == b"BEGIN:VEVENT" for line in lines) == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\\nb", "a/nb"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("\u202edesrever\u202c", "desrever"),
        ("bell\x07 and tab\t", "bell and tab"),
    ],
)
def test_that_what_readers_disagree_about_is_cleaned_away(typed: str, shown: str) -> None:
    assert clean(typed) == shown


def test_that_empty_texts_are_left_out() -> None:
    raw = written(EVENT)
    assert b"LOCATION" not in raw
    assert b"DESCRIPTION" not in raw
