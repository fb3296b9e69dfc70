"""Who is being placed: a line of the waiting list or a booked meeting. The day answers; keys and drops book or move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from clinic.domain.history import Change
from clinic.domain.ids import SeatId
from clinic.domain.words import CONSULTATIONS
from clinic.i18n import _, day
from clinic.ports import UnitOfWork
from clinic.rules.score import Fit
from clinic.services import consultations, groups, openings, pair_booking
from clinic.services.views.consultations import Column, Waiting
from clinic.services.views.openings import Opening, Openings
from ui.desk import Verb
from ui.page import Page
from ui.pages.consultations.cards import Meeting, column_key, minute_of
from ui.pages.consultations.plan import Placing, opening_key
from ui.trying import attempt

Held = tuple[Waiting | None, Meeting | None]


class Placer(QObject):
    """Holds one household at a time. It asks the services and has them book; what is refused the page tells."""

    changed = Signal()
    """Somebody else is placed, or the day has answered."""
    landed = Signal(object)
    """(Change) booked, moved or swapped."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.line: Waiting | None = None
        self.meeting: Meeting | None = None
        self._found: Openings | None = None

    # ------------------------------------------------------------------------------------------------ who is in hand

    @property
    def is_active(self) -> bool:
        """Whether somebody is being placed."""
        return self.line is not None or self.meeting is not None

    @property
    def code(self) -> str:
        """The case code of whoever is placed."""
        if self.meeting is not None:
            return self.meeting.card.code
        return self.line.code if self.line is not None else ""

    @property
    def placing(self) -> Placing | None:
        """What the day answers, once it has."""
        if self._found is None:
            return None
        return Placing(self._found, self.meeting.key if self.meeting is not None else "")

    def pick_line(self, line: Waiting) -> None:
        """Place a household that waits."""
        self.line, self.meeting = line, None
        self.ask()

    def pick_meeting(self, meeting: Meeting) -> None:
        """Move a meeting."""
        self.line, self.meeting = None, meeting
        self.ask()

    def stop(self) -> None:
        """Let go; nothing has changed."""
        was_active = self.is_active
        self.line = self.meeting = self._found = None
        if was_active:
            self.changed.emit()

    def forget_answers(self) -> None:
        """The day is another one now: its answers do not count any more."""
        self._found = None

    def ask(self) -> None:
        """Ask the day where they fit."""
        self._found = None
        held, query = (self.line, self.meeting), self._query()
        if query is None:
            return

        def show(found: Openings) -> None:
            if (self.line, self.meeting) == held:
                self._found = found
                self.changed.emit()

        self._page.desk.read(query, show, newest="consultations.openings", owner=self._page)

    def _query(self) -> Callable[[UnitOfWork], Openings] | None:
        on = self._page.desk.day
        if self.line is not None:
            request = self.line.request_id
            return lambda work: openings.for_request(work, request=request, day=on)
        if self.meeting is not None and (consultation := self.meeting.card.consultation_id) is not None:
            return lambda work: openings.for_consultation(work, consultation=consultation, day=on)
        return None

    # -------------------------------------------------------------------------------------------------------- answers

    def answer(self, key: str) -> Opening | None:
        """What the card with this key answers."""
        placing = self.placing
        return placing.by_key().get(key) if placing is not None else None

    @property
    def best(self) -> Opening | None:
        """The best answer that is not a refusal; None too while the day has not answered."""
        return self._found.best if self._found is not None else None

    @property
    def why_not(self) -> list[str]:
        """Why nothing fits: the reason, or what speaks against each free stretch, the nearest first."""
        if self._found is None:
            return []
        told = [f"{one.words}: {one.breaches[0].sentence}" for one in self._found.openings if one.breaches]
        return told or [str(self._found.why_none)]

    @property
    def has_answered(self) -> bool:
        """Whether the day has answered."""
        return self._found is not None

    def next_key(self, current: str, step: int) -> str:
        """The key of the next (1) or previous (-1) answer that fits, in the order of the day; '' when none does."""
        if self._found is None:
            return ""
        fitting = [one for one in self._found.openings if one.fit is not Fit.NO]
        ordered = sorted(fitting, key=lambda one: (one.starts, str(one.lawyer_seat_id)))
        keys = [opening_key(one, self._found.day) for one in ordered]
        if not keys:
            return ""
        if current not in keys:
            best = self.best
            return opening_key(best, self._found.day) if best is not None else keys[0]
        return keys[(keys.index(current) + step) % len(keys)]

    # --------------------------------------------------------------------------------------------------------- placing

    def take(self, opening: Opening, who: str = "") -> None:
        """Book or move to what was answered; where rules speak against it, all of them are told."""
        if opening.slot_id is not None and self.line is not None:
            line = self.line
            self._try(groups.join, str(opening.words), slot=opening.slot_id, household=line.household_id,
                      request=line.request_id)  # fmt: skip
        elif opening.lawyer_seat_id is not None:
            self._at(opening.lawyer_seat_id, opening.starts, who or str(opening.words))

    def drop(self, column: Column, minute: int, there: Meeting | None, on: date) -> None:
        """Somebody was let fall at a minute of a column: take what the card there answers, change places, or try it."""
        if there is not None and self.meeting is not None and there.is_alone:
            self.swap(there)
            return
        found = next((one for one in self._answers() if _covers(one, column, minute, on)), None)
        if found is not None:
            self.take(found)
        elif column.seat_id is not None:
            midnight = column.starts.replace(year=on.year, month=on.month, day=on.day, hour=0, minute=0)
            starts = midnight + timedelta(minutes=minute)
            self._at(column.seat_id, starts, f"{starts:%H:%M}, {column.name}")

    def _answers(self) -> tuple[Opening, ...]:
        return self._found.openings if self._found is not None else ()

    def book(self, line: Waiting, opening: Opening) -> None:
        """Book a household that waits at a time of any day."""
        self.line, self.meeting = line, None
        self.take(opening, f"{day(opening.starts.date())} {opening.words}")

    def book_both(self, line: Waiting, opening: Opening) -> None:
        """Book two sittings as one step: the first there, the second at its best time after it."""
        if opening.lawyer_seat_id is None:
            return
        self.line, self.meeting = line, None
        where = _("two sittings, the first on {when}").format(when=f"{day(opening.starts.date())} {opening.words}")
        self._try(pair_booking.book_both, where, household=line.household_id, lawyer=opening.lawyer_seat_id,
                  kind=line.kind, starts_at=opening.starts.astimezone(UTC), request=line.request_id)  # fmt: skip

    def _at(self, seat: SeatId, starts: datetime, where: str) -> None:
        if self.line is not None:
            line = self.line
            self._try(consultations.book, where, household=line.household_id, lawyer=seat, kind=line.kind,
                      starts_at=starts.astimezone(UTC), request=line.request_id)  # fmt: skip
        elif self.meeting is not None:
            card = self.meeting.card
            self._try(consultations.move, where, consultation=card.consultation_id, lawyer=seat,
                      starts_at=starts.astimezone(UTC))  # fmt: skip

    def swap(self, other: Meeting) -> None:
        """Let the meeting that is moved and another one change places."""
        held = self.meeting
        if held is None or held.key == other.key:
            return
        where = _("change places with {code}").format(code=other.card.code)
        self._try(consultations.swap, where, one=held.card.consultation_id, other=other.card.consultation_id)

    def _try(self, verb: Verb, where: str, **given: Any) -> None:
        held, book = (self.line, self.meeting), self.line is not None
        kind = self.line.kind if self.line is not None else self.meeting.card.kind if self.meeting is not None else None
        what = CONSULTATIONS[kind] if kind is not None else ""
        word = _("Book {code} anyway?") if book else _("Move {code} anyway?")
        attempt(
            self._page,
            verb,
            subject=_("{code}: {what}, {where}").format(code=self.code, what=what, where=where),
            word=word.format(code=self.code),
            go=_("Book anyway") if book else _("Move anyway"),
            done=lambda change: self._on_done(change, held),
            **given,
        )

    def _on_done(self, change: Change, held: Held) -> None:
        if (self.line, self.meeting) == held:
            self.stop()
        self.landed.emit(change)


def _covers(opening: Opening, column: Column, minute: int, on: date) -> bool:
    if str(opening.lawyer_seat_id) != column_key(column):
        return False
    refused = opening.fit is Fit.NO
    starts, ends = (opening.stretch, opening.until) if refused else (opening.starts, opening.ends)
    return minute_of(starts, on) <= minute < minute_of(ends, on)
