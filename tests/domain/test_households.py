"""Where a household lives, and from when on."""

from __future__ import annotations

from datetime import date

from clinic.domain.households import Household, Stay
from clinic.domain.ids import PlaceId, SiteId, new_case_code, new_id

SUR, ESTE = PlaceId(new_id()), PlaceId(new_id())
WEDNESDAY = date(2026, 7, 15)


def household(*stays: Stay, shelter: PlaceId | None = SUR) -> Household:
    return Household(code=new_case_code(), site_id=SiteId(new_id()), shelter_id=shelter, stays=stays)


def test_that_a_move_known_beforehand_counts_from_its_own_day_on() -> None:
    who = household()
    who.move_to(ESTE, WEDNESDAY)
    assert (who.shelter_id, who.stays) == (ESTE, (Stay(SUR), Stay(ESTE, WEDNESDAY)))
    assert [who.shelter_on(date(2026, 7, day)) for day in (14, 15, 16)] == [SUR, ESTE, ESTE]


def test_that_a_day_before_all_that_is_known_counts_as_the_first() -> None:
    assert household(Stay(SUR, WEDNESDAY)).shelter_on(date(2026, 7, 1)) == SUR


def test_that_what_stands_now_counts_where_the_stays_tell_of_earlier_places_only() -> None:
    assert household(Stay(ESTE, date(2026, 7, 1)), shelter=SUR).shelter_on(WEDNESDAY) == SUR
    assert household(Stay(ESTE), shelter=None).shelter_on(WEDNESDAY) is None
