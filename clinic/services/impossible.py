"""What makes a week impossible before anybody searches: nobody who could sit there, or fewer people than seats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from clinic.domain.ids import SeatId
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Answer, Seat
from clinic.domain.when import length_minutes, local
from clinic.domain.words import ROLES, role_of
from clinic.i18n import Sentence, _, listing, say, say_n
from clinic.jobs import Progress, each, silent
from clinic.rules.facts import Facts
from clinic.rules.wording import hour
from clinic.services.views.why import Mend, OneMore, Reason, Shift

from .counting import Counting, Short, core_of
from .nobody import NAMED, Nobody
from .suitable import Suitable

#: A session is not moved by more minutes than this so that people are enough.
MOST_SHIFT = 120
#: Of seats that are too many, so many are looked at for a shift.
_LOOKED_AT = 40


def stays(seat: Seat) -> bool:
    """Whether whoever sits there stays: pinned, confirmed, or seated for a typed reason."""
    is_held = seat.pinned or seat.answer is Answer.CONFIRMED or bool(seat.overridden)
    return seat.volunteer_id is not None and is_held


def impossible(
    facts: Facts, seats: Iterable[Seat], people: Iterable[Volunteer], *, progress: Progress = silent
) -> dict[SeatId, list[Reason]]:
    """What is certain of the open ones among `seats`, whoever else moves; nothing for a seat that could be filled.

    `facts` hold all that the people do. Reads nothing else.
    """
    return Impossible(facts, seats, people).reasons(progress)


class Impossible:
    """Looks for what is certain of some seats and people."""

    def __init__(self, facts: Facts, seats: Iterable[Seat], people: Iterable[Volunteer]) -> None:
        self.facts, self.seats = facts, [seat for seat in seats if facts.is_live(seat)]
        known = {person.id: person for person in people}
        self.suitable = Suitable(facts, list(known.values()))
        meant = {seat.id for seat in self.seats}
        taken = (seat for one in known for seat in facts.seats_by_volunteer.get(one, ()))
        self._elsewhere = [seat for seat in taken if seat.id not in meant]
        self._able = self._who()

    def reasons(self, progress: Progress = silent) -> dict[SeatId, list[Reason]]:
        """By seat; one reason can be about several seats."""
        found: dict[SeatId, list[Reason]] = {}
        nobody, able = Nobody(self.suitable), self._able
        open_seats = [seat for seat in self.seats if seat.volunteer_id is None]
        for seat in each(open_seats, len(open_seats), _("Looking for whom to ask"), progress):
            if not able[seat.id] and (reason := nobody.reason(seat)) is not None:
                found[seat.id] = [reason]
        for short in Counting(self.suitable, [*self.seats, *self._elsewhere], able).found():
            reason = self._told(short)
            for seat in short.open:
                found.setdefault(seat.id, []).append(reason)
        return found

    def _who(self) -> dict[SeatId, int]:
        """Who could take each seat: those who suit it, and whoever sits there; of one that stays only the latter."""
        found = {seat.id: self.suitable.one(seat.volunteer_id) for seat in self._elsewhere}
        for seat in self.seats:
            sitting = self.suitable.one(seat.volunteer_id)
            found[seat.id] = sitting if stays(seat) else sitting | self.suitable.at_any_time(seat)
        return found

    def _told(self, short: Short) -> Reason:
        names = self.suitable.names(short.people)
        shown = listing([*names[:NAMED], "…"] if len(names) > NAMED else [*names])
        told = {"wants": _wants(short.seats), "when": self._when(short), "names": shown}
        people = say_n("{n} person could ({names})", "{n} people could ({names})", len(names), names=shown)
        words = say_n(
            "{wants}: {n} seat {when}; {people}.", "{wants}: {n} seats {when}; {people}.", len(short.seats),
            people=people, **told,
        )  # fmt: skip
        if short.at is None:
            words = say_n(
                "{wants}: {n} seat {when}; {people}, and together at most {most}.",
                "{wants}: {n} seats {when}; {people}, and together at most {most}.",
                len(short.seats), people=people, most=short.most, **told,
            )  # fmt: skip
        ids = tuple(person.id for person in self.suitable.people if short.people & self.suitable.one(person.id))
        return Reason(words, tuple(seat.id for seat in short.seats), ids, tuple(self._mends(short)), short.short)

    def _when(self, short: Short) -> Sentence:
        zone = self.facts.zone_of(short.seats[0])
        if short.at is not None:
            return say("at {moment}", moment=local(short.at, zone))
        if short.nights:
            return say("at night from {first} to {last}", first=short.days[0], last=short.days[-1])
        if len(short.days) == 1:
            return say("on {day}", day=short.days[0])
        return say("from {first} to {last}", first=short.days[0], last=short.days[-1])

    def _mends(self, short: Short) -> list[Mend]:
        seat = short.open[-1]
        start, end = (local(i, self.facts.zone_of(seat)) for i in (seat.starts_at, seat.ends_at))
        told = {"wants": role_of(seat), "start": start, "end": end.time()}
        ask = say_n(
            "Ask {n} more person: {wants}, {start} to {end}.",
            "Ask {n} more people, one of them: {wants}, {start} to {end}.",
            short.short,
            **told,
        )
        found = [Mend(ask, OneMore(seat.id))]
        if short.at is not None and (shift := self._shift(short)) is not None:
            found.append(shift)
        return found

    def _shift(self, short: Short) -> Mend | None:
        """The open seat of a session that need begin least later, or end least earlier, to be past another one."""
        found: list[tuple[int, str, Shift, Sentence]] = []
        for seat in short.open[:_LOOKED_AT]:
            zone = self.facts.zone_of(seat)
            for other in short.seats[:_LOOKED_AT]:
                core = core_of(self.facts, other)
                if seat.trip_id is not None or other.id == seat.id:
                    continue
                late = length_minutes(seat.starts_at, core.end)
                early = length_minutes(core.start, seat.ends_at)
                if 0 < late <= MOST_SHIFT and core.end < seat.ends_at:
                    words = say(
                        "Begin {seat} at {clock}.", seat=role_of(seat), clock=hour(core.end, zone, seat.starts_at)
                    )
                    found.append((late, str(seat.id), Shift(seat.id, core.end, seat.ends_at), words))
                if 0 < early <= MOST_SHIFT and seat.starts_at < core.start:
                    words = say(
                        "End {seat} at {clock}.", seat=role_of(seat), clock=hour(core.start, zone, seat.ends_at)
                    )
                    found.append((early, str(seat.id), Shift(seat.id, seat.starts_at, core.start), words))
        for *_rest, shift, words in sorted(found, key=lambda one: one[:2]):
            if self._helps(short, shift):
                return Mend(words, shift)
        return None

    def _helps(self, short: Short, shift: Shift) -> bool:
        """Whether with another time fewer of the seats stay open."""
        seats = [
            replace(seat, starts_at=shift.starts_at, ends_at=shift.ends_at) if seat.id == shift.seat_id else seat
            for seat in short.seats
        ]
        moved = next(seat for seat in seats if seat.id == shift.seat_id)
        able = {**self._able, moved.id: self.suitable.fitting(moved)}
        return sum(one.short for one in Counting(self.suitable, seats, able).found()) < short.short


def _wants(seats: Iterable[Seat]) -> Sentence:
    """What the seats ask for: the same of all, or each role once."""
    wants = dict.fromkeys(role_of(seat) for seat in seats)
    return listing([*wants]) if len(wants) <= NAMED else listing([*dict.fromkeys(ROLES[s.role] for s in seats)])
