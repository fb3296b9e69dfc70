"""Kinds of row as people count them: '3 sessions'. The keys are the kinds of `clinic.ports`."""

from __future__ import annotations

from clinic.i18n import Sentence, plain, say_n


def counted(kind: str, n: int) -> Sentence:
    """So many rows of a kind, in words; a kind without a word of its own stands as it is."""
    found = _WORDS.get(kind)
    return say_n(found.one, found.many or found.one, n) if found else plain(f"{n} {kind}")


_WORDS = {
    "clinic": say_n("{n} clinic", "{n} clinics", 0),
    "site": say_n("{n} site", "{n} sites", 0),
    "place": say_n("{n} place", "{n} places", 0),
    "travel": say_n("{n} travel time", "{n} travel times", 0),
    "volunteer": say_n("{n} volunteer", "{n} volunteers", 0),
    "absence": say_n("{n} absence", "{n} absences", 0),
    "household": say_n("{n} household", "{n} households", 0),
    "person": say_n("{n} person", "{n} persons", 0),
    "session": say_n("{n} session", "{n} sessions", 0),
    "seat": say_n("{n} seat", "{n} seats", 0),
    "template": say_n("{n} weekly template", "{n} weekly templates", 0),
    "slot": say_n("{n} slot", "{n} slots", 0),
    "consultation": say_n("{n} consultation", "{n} consultations", 0),
    "request": say_n("{n} line of the waiting list", "{n} lines of the waiting list", 0),
    "follow_up": say_n("{n} follow-up", "{n} follow-ups", 0),
    "hearing": say_n("{n} hearing", "{n} hearings", 0),
    "notice": say_n("{n} notice", "{n} notices", 0),
    "vehicle": say_n("{n} vehicle", "{n} vehicles", 0),
    "trip": say_n("{n} trip", "{n} trips", 0),
    "stop": say_n("{n} stop", "{n} stops", 0),
    "ride": say_n("{n} ride", "{n} rides", 0),
    "check_in": say_n("{n} check-in", "{n} check-ins", 0),
    "feed_event": say_n("{n} feed event", "{n} feed events", 0),
    "delivery": say_n("{n} delivery", "{n} deliveries", 0),
}
