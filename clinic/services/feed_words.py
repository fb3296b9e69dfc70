"""What a feed says about one commitment, in the volunteer's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from clinic.domain.feeds import FeedEvent
from clinic.domain.ids import VolunteerId
from clinic.domain.outgoing import CalendarEvent
from clinic.domain.people import Role
from clinic.domain.trips import Leg
from clinic.domain.when import MINUTE, local
from clinic.domain.words import ROLES
from clinic.i18n import Sentence, listing, say

from .disclosure import FeedItem

#: The fixed label in every UID; it names no machine and no person.
LABEL = "clinic-scheduler"

_WORK: dict[Leg | None, Sentence] = {
    None: say("{role}, {place}"),
    Leg.OUT: say("{role}: trip to {place}"),
    Leg.RETURN: say("{role}: return from {place}"),
    Leg.OTHER: say("{role}: trip, {place}"),
}


class FeedWords:
    """Events in words. One object a language: what was said once of a role and a place is kept."""

    def __init__(self) -> None:
        self._said: dict[tuple[Role, str, Leg | None], str] = {}

    def event(self, told: FeedEvent, item: FeedItem | None) -> CalendarEvent:
        """The event as readers see it. `item` is None when it was taken away: then it is told as cancelled."""
        what = self._what(told.role, told.place_label, item.leg if item else None)
        return CalendarEvent(
            uid=told.uid,
            sequence=told.sequence,
            created_at=told.created_at,
            changed_at=told.changed_at,
            starts_at=told.starts_at,
            ends_at=told.ends_at,
            summary=what if item else str(say("CANCELLED: {what}", what=what)),
            location=told.place_label,
            description="\n".join(map(str, _details(item))) if item else "",
            cancelled=item is None,
            tentative=item is not None and item.tentative,
        )

    def _what(self, role: Role, place: str, leg: Leg | None) -> str:
        key = role, place, leg
        if key not in self._said:
            name = str(ROLES[role])
            values = {"role": name[:1].upper() + name[1:], "place": place}
            self._said[key] = str(replace(_WORK[leg], values=values))
        return self._said[key]


def notice(volunteer: VolunteerId, on: date) -> CalendarEvent:
    """The one event of an empty feed: some programs refuse a calendar without any. It moves on by a month at a time."""
    first = on.replace(day=1)
    start = datetime.combine(first, time(12), UTC)
    return CalendarEvent(
        uid=f"{uuid5(NAMESPACE_URL, f'notice {volunteer}')}@{LABEL}",
        sequence=(first.year - 2020) * 12 + first.month,
        created_at=start,
        changed_at=start,
        starts_at=start,
        ends_at=start + MINUTE,
        summary=str(say("Nothing planned yet")),
        description=str(say("Your shifts will appear here as soon as they are planned.")),
        busy=False,
    )


def _details(item: FeedItem) -> list[Sentence]:
    """The hours by the wall clock of the place, by the port's too where it differs, and what else is to be known."""
    lines = [_hours(item, item.zone)]
    if _clocks_differ(item):
        lines.append(_hours(item, item.other_zone))
    if item.on_call:
        lines.append(say("On call: the hour of the return is not known."))
    if item.tentative:
        lines.append(say("Draft: not settled yet."))
    if item.codes:
        lines.append(say("Codes: {codes}", codes=listing(list(item.codes))))
    return lines


def _hours(item: FeedItem, zone: str) -> Sentence:
    city = zone.rpartition("/")[2].replace("_", " ")
    start, end = local(item.starts_at, zone), local(item.ends_at, zone)
    return say("{start}–{end} ({city} time)", start=start, end=end.time(), city=city)


def _clocks_differ(item: FeedItem) -> bool:
    ours, theirs = (
        [local(instant, zone).utcoffset() for instant in (item.starts_at, item.ends_at)]
        for zone in (item.zone, item.other_zone)
    )
    return ours != theirs
