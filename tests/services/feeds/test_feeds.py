"""Feeds as told and as read by other programs: stable identity, revisions, cancellations, hours on odd days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
import vobject

from clinic.domain.feeds import DeliveryKind, FeedEvent
from clinic.domain.people import Role, Volunteer
from clinic.domain.places import PlaceKind
from clinic.domain.sessions import Session, SessionStatus
from clinic.domain.trips import Leg
from clinic.exchange.files import Folder
from clinic.exchange.ical import IcalWriter
from clinic.i18n import say
from clinic.services import feeds
from clinic.services.feeds import FeedReport
from db.store import SqlStore
from tests.factory import (
    HOUR,
    MORNING,
    make_clinic,
    make_consultation,
    make_household,
    make_place,
    make_seat,
    make_session,
    make_site,
    make_slot,
    make_trip,
    make_volunteer,
)
from tests.stores import memory_store

FIRST, LAST = date(2026, 2, 1), date(2026, 6, 1)


@dataclass
class Scene:
    """One clinic, a published session with Anna in it, and a folder for feeds."""

    store: SqlStore
    folder: Path
    anna: Volunteer
    session: Session
    now: datetime = MORNING

    def export(self, first: date = FIRST, last: date = LAST) -> FeedReport:
        with self.store.work() as uow:
            return feeds.export(uow, IcalWriter(), Folder(self.folder), first=first, last=last)

    def bytes(self, volunteer: Volunteer | None = None) -> bytes:
        return (self.folder / f"{(volunteer or self.anna).id}.ics").read_bytes()

    def events(self, volunteer: Volunteer | None = None) -> list[Any]:
        return list(icalendar.Calendar.from_ical(self.bytes(volunteer)).walk("VEVENT"))

    def told(self) -> list[FeedEvent]:
        with self.store.read() as uow:
            return uow.feed_events.where()


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    found: list[Scene] = []
    store = memory_store(clock=lambda: found[0].now if found else MORNING)
    with store.work() as uow:
        make_clinic(uow, "Clínica Norte")
        session = make_session(uow, status=SessionStatus.PUBLISHED)
        anna = make_volunteer(uow, "Anna", (Role.INTERPRETER,))
        make_seat(uow, session, volunteer=anna)
        uow.commit(say("Set the scene"))
    found.append(Scene(store, tmp_path / "feeds", anna, session))
    return found[0]


def free_the_seat(scene: Scene) -> None:
    with scene.store.work() as uow:
        (seat,) = uow.seats.where()
        seat.volunteer_id = None
        uow.commit(say("Free the seat"))


def test_that_a_commitment_is_one_event_in_utc_with_role_place_and_hours(scene: Scene) -> None:
    report = scene.export()
    assert report.written == 1
    (event,) = scene.events()
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == (
        "Interpreter, Casa Paloma",
        "Casa Paloma",
        "CONFIRMED",
    )
    assert (event.start, event.end) == (MORNING, MORNING + 4 * HOUR)
    assert event["DESCRIPTION"] == "Tue 3 March 09:00–13:00 (Tijuana time)"
    raw = scene.bytes()
    assert b"DTSTART:20260303T170000Z" in raw
    assert b"X-WR-TIMEZONE:America/Tijuana" in raw
    assert b"NAME:Cl\xc3\xadnica Norte: my shifts" in raw
    assert all(word not in raw for word in (b"ORGANIZER", b"ATTENDEE", b"VALARM", b"VTIMEZONE", b"Anna"))


def test_that_every_line_is_short_and_ends_as_the_standard_wants(scene: Scene) -> None:
    with scene.store.work() as uow:
        uow.places.get(scene.session.place_id).label = (
            "Albergue de la colonia más lejana, salón número 2; puerta «ñandú»" * 2
        )
        uow.commit(say("A long label"))
    scene.export()
    raw = scene.bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])  # folded between characters, never inside one


def test_that_unchanged_feeds_are_not_touched(scene: Scene) -> None:
    scene.export()
    before = (scene.folder / f"{scene.anna.id}.ics").stat().st_mtime_ns
    scene.now = MORNING + HOUR
    report = scene.export()
    assert report.written == 0
    assert report.change.entry_id is None
    assert (scene.folder / f"{scene.anna.id}.ics").stat().st_mtime_ns == before


def test_that_a_change_moves_revision_and_stamps_together_and_keeps_the_uid(scene: Scene) -> None:
    scene.export()
    (before,) = scene.events()
    scene.now = MORNING + HOUR
    with scene.store.work() as uow:
        (seat,) = uow.seats.where()
        seat.ends_at += HOUR
        uow.commit(say("An hour longer"))
    scene.export()
    (after,) = scene.events()
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTAMP"].dt == after["LAST-MODIFIED"].dt == scene.now
    assert after["CREATED"].dt == MORNING


def test_that_a_revision_is_later_even_if_the_clock_was_put_back(scene: Scene) -> None:
    scene.export()
    scene.now = MORNING - timedelta(days=300)
    free_the_seat(scene)
    scene.export()
    (event,) = scene.told()
    assert event.changed_at == MORNING + timedelta(seconds=1)


def test_that_a_commitment_taken_away_is_told_as_cancelled_in_that_feed_only(scene: Scene) -> None:
    scene.export()
    free_the_seat(scene)
    with scene.store.work() as uow:
        ben = make_volunteer(uow, "Ben")
        uow.seats.where()[0].volunteer_id = ben.id
        uow.commit(say("Ben in her place"))
    scene.export()
    (event,) = scene.events()
    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 1)
    assert event["SUMMARY"].startswith("CANCELLED: Interpreter")
    (other,) = scene.events(ben)
    assert other["STATUS"] == "CONFIRMED"
    assert other["UID"] != event["UID"]


def test_that_a_commitment_given_back_is_the_same_event_again(scene: Scene) -> None:
    scene.export()
    uid = scene.events()[0]["UID"]
    free_the_seat(scene)
    scene.export()
    with scene.store.work() as uow:
        uow.seats.where()[0].volunteer_id = scene.anna.id
        uow.commit(say("Anna after all"))
    scene.export()
    (event,) = scene.events()
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (uid, "CONFIRMED", 2)


def test_that_a_cancelled_session_and_a_removed_one_cancel_their_events(scene: Scene) -> None:
    scene.export()
    with scene.store.work() as uow:
        uow.sessions.get(scene.session.id).status = SessionStatus.CANCELLED
        uow.commit(say("Off"))
    scene.export()
    assert scene.events()[0]["STATUS"] == "CANCELLED"
    with scene.store.work() as uow:
        uow.seats.remove(uow.seats.where()[0])
        uow.sessions.remove(uow.sessions.get(scene.session.id))
        uow.commit(say("Gone"))
    scene.export()
    assert scene.events()[0]["STATUS"] == "CANCELLED"


def test_that_a_seat_that_moves_out_of_the_window_is_not_called_cancelled(scene: Scene) -> None:
    scene.export()
    with scene.store.work() as uow:
        seat = uow.seats.where()[0]
        seat.starts_at, seat.ends_at = (at + timedelta(days=200) for at in (seat.starts_at, seat.ends_at))
        uow.commit(say("Much later"))
    scene.export()
    (told,) = scene.told()
    assert (told.cancelled, told.starts_at, told.sequence) == (False, MORNING + timedelta(days=200), 1)


def test_that_a_draft_is_tentative_and_an_empty_feed_holds_a_notice(scene: Scene) -> None:
    with scene.store.work() as uow:
        ben = make_volunteer(uow, "Ben", feed_language="es")
        uow.sessions.get(scene.session.id).status = SessionStatus.DRAFT
        uow.commit(say("A draft, and somebody idle"))
    scene.export()
    assert scene.events()[0]["STATUS"] == "TENTATIVE"
    (notice,) = scene.events(ben)
    assert notice["TRANSP"] == "TRANSPARENT"
    before = scene.bytes(ben)
    scene.now = MORNING + timedelta(days=3)
    scene.export()
    assert scene.bytes(ben) == before


def test_that_the_window_is_thirty_days_back_and_ninety_ahead() -> None:
    assert feeds.window(MORNING) == (date(2026, 2, 1), date(2026, 6, 1))


def test_that_a_night_watch_over_the_change_of_clocks_keeps_its_five_hours(scene: Scene) -> None:
    """Story 5: Sat 31 Oct 23:00 to Sun 1 Nov 03:00 on the wall in Tijuana."""
    with scene.store.work() as uow:
        start = datetime(2026, 11, 1, 6, tzinfo=UTC)
        watch = make_session(uow, start, 5, status=SessionStatus.PUBLISHED)
        make_seat(uow, watch, Role.WATCH, scene.anna)
        uow.commit(say("A night watch"))
    scene.export(last=date(2026, 12, 1))
    raw = scene.bytes()
    assert b"DTSTART:20261101T060000Z\r\nDTEND:20261101T110000Z" in raw
    assert "Sat 31 October 23:00–03:00 (Tijuana time)" in raw.decode().replace("\r\n ", "")


def test_that_the_spring_night_keeps_its_hours_for_every_reader(scene: Scene) -> None:
    """Story 4's night: Sat 7 March 2026 23:30 and three hours; the wall shows 03:30 at the end."""
    with scene.store.work() as uow:
        start = datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
        make_seat(uow, make_session(uow, start, 3, status=SessionStatus.PUBLISHED), Role.ESCORT, scene.anna)
        uow.commit(say("A bus by night"))
    scene.export()
    raw = scene.bytes()
    end = datetime(2026, 3, 8, 10, 30, tzinfo=UTC)
    (found,) = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).at((2026, 3, 8))
    assert (found.start, found.end) == (start, end)
    read = [event for event in vobject.readOne(raw.decode()).vevent_list if event.dtstart.value == start]
    assert [event.dtend.value for event in read] == [end]
    assert "23:30–03:30 (Tijuana time)" in raw.decode().replace("\r\n ", "")


def test_that_both_clocks_stand_in_the_text_where_they_differ(scene: Scene) -> None:
    """Story 3: Monterrey 00:05 is 01:05 in Laredo in July; in January both clocks show the same."""
    with scene.store.work() as uow:
        site = make_site(uow, "Monterrey", zone="America/Monterrey", us_city="Laredo", us_zone="America/Chicago")
        port = make_place(uow, "Puente 1", PlaceKind.PORT, site_id=site.id, zone="America/Chicago")
        for start in (datetime(2026, 7, 14, 6, 5, tzinfo=UTC), datetime(2027, 1, 14, 7, 5, tzinfo=UTC)):
            trip = make_trip(uow, site_id=site.id, port_id=port.id, report_at=start + 4 * HOUR)
            make_seat(uow, trip, Role.DRIVER, scene.anna, starts_at=start, ends_at=start + 4 * HOUR)
        uow.commit(say("Two trips"))
    scene.export(last=date(2027, 2, 1))
    summer, winter = scene.events()[1:]
    assert summer["DESCRIPTION"].splitlines()[:2] == [
        "Tue 14 July 00:05–04:05 (Monterrey time)",
        "Tue 14 July 01:05–05:05 (Chicago time)",
    ]
    assert summer["SUMMARY"] == "Driver: trip to Puente 1"
    assert "Chicago" not in winter["DESCRIPTION"]


def test_that_a_return_shows_no_invented_hour(scene: Scene) -> None:
    with scene.store.work() as uow:
        back = make_trip(uow, leg=Leg.RETURN, report_at=None, standby_from=MORNING, standby_until=MORNING + 5 * HOUR)
        make_seat(uow, back, Role.DRIVER, scene.anna, starts_at=MORNING + 5 * HOUR, ends_at=MORNING + 10 * HOUR)
        uow.commit(say("A return"))
    scene.export()
    event = scene.events()[1]
    assert event["SUMMARY"].startswith("Driver: return from")
    assert "the hour of the return is not known" in event["DESCRIPTION"]


def test_that_codes_stand_in_a_feed_only_when_the_clinic_asks_for_them(scene: Scene) -> None:
    with scene.store.work() as uow:
        household = make_household(uow)
        (seat,) = uow.seats.where()
        make_consultation(uow, make_slot(uow, uow.sessions.get(scene.session.id), seat_ids=(seat.id,)), household)
        uow.commit(say("A consultation"))
    scene.export()
    assert household.code.encode() not in scene.bytes()
    with scene.store.work() as uow:
        uow.clinic().codes_in_feeds = True
        uow.commit(say("Codes, please"))
    scene.export()
    assert household.code.encode() in scene.bytes()


def test_that_a_feed_speaks_its_volunteers_language_and_a_delivery_is_noted(scene: Scene) -> None:
    scene.export()
    with scene.store.work() as uow:
        uow.volunteers.get(scene.anna.id).feed_language = "es"
        uow.commit(say("In Spanish"))
    scene.export()
    assert scene.events()[0]["SEQUENCE"] == 1
    with scene.store.read() as uow:
        given = uow.deliveries.where(kind=DeliveryKind.FEED, volunteer_id=scene.anna.id)
        assert [delivery.what for delivery in given] == ["2026-02-01/2026-06-01"] * 2


def test_that_feeds_that_fall_behind_are_known_without_writing_them(scene: Scene) -> None:
    with scene.store.read() as uow:
        assert feeds.behind(uow, first=FIRST, last=LAST) == {scene.anna.id: feeds.News(new=1, first_at=MORNING)}
    scene.export()
    with scene.store.read() as uow:
        assert not feeds.behind(uow, first=FIRST, last=LAST)
    free_the_seat(scene)
    with scene.store.read() as uow:
        assert feeds.behind(uow, first=FIRST, last=LAST) == {scene.anna.id: feeds.News(cancelled=1, first_at=MORNING)}
