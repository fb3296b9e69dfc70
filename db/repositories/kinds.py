"""Repositories of rows with a time, a day or a name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from clinic.domain.hearings import Hearing
from clinic.domain.ids import SiteId
from clinic.domain.names import folded
from clinic.domain.trips import CheckIn, CheckInKind, Leg, Trip
from clinic.domain.when import Interval

from .rows import Rows

T = TypeVar("T")


class TimedRows(Rows[T]):
    """Rows with a time, kept in the attributes `begins` and `ends`; see `clinic.ports.Timed`."""

    def __init__(self, session: Session, noun: type[T], begins: str = "starts_at", ends: str = "ends_at") -> None:
        super().__init__(session, noun)
        self._begins = getattr(self.noun, begins)
        self._ends = getattr(self.noun, ends)

    def during(self, interval: Interval, **wanted: Any) -> list[T]:
        """Rows that overlap `interval`, earliest first. A row without length counts when its instant lies inside."""
        overlaps = (
            self._ends >= interval.start,
            self._begins < interval.end,
            sa.or_(self._ends > interval.start, self._begins >= interval.start),
        )
        return self._ask(wanted, overlaps, (self._begins, self.noun.made))


class DatedRows(Rows[T]):
    """Rows with a day, kept in the attribute `on`; see `clinic.ports.Dated`."""

    def __init__(self, session: Session, noun: type[T], on: str) -> None:
        super().__init__(session, noun)
        self._on = getattr(self.noun, on)

    def between(self, first: date, last: date, **wanted: Any) -> list[T]:
        """Rows whose day is from `first` to `last`, both included, earliest first."""
        return self._ask(wanted, (self._on.between(first, last),), (self._on, self.noun.made))


class NamedRows(Rows[T]):
    """Rows that people look for, by the attribute `words` (without case and accents); see `clinic.ports.Names`."""

    def __init__(self, session: Session, noun: type[T], words: str) -> None:
        super().__init__(session, noun)
        self._words = getattr(self.noun, words)

    def like(self, text: str, limit: int = 20) -> list[T]:
        """Rows whose name or code contains `text`; those that begin with it come first."""
        sought = folded(text)
        starts = self._words.startswith(sought, autoescape=True)
        query = (
            sa.select(self.noun)
            .where(self._words.contains(sought, autoescape=True))
            .order_by(sa.case((starts, 0), else_=1), self._words, self.noun.made)
            .limit(limit)
        )
        return list(self.session.scalars(query))


class HearingRows(DatedRows[Hearing]):
    """Dates at court or at the port, see `clinic.ports.Hearings`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Hearing, "hearing_on")

    def moved(self, first: date, last: date, **wanted: Any) -> list[Hearing]:
        """As `between`, but only those that had another date or hour before."""
        conditions = (self._on.between(first, last), self.noun.history != ())
        return self._ask(wanted, conditions, (self._on, self.noun.made))


class CheckInRows(Rows[CheckIn]):
    """Words from the road, see `clinic.ports.CheckIns`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, CheckIn)

    def open_returns(self, site_id: SiteId, until: datetime) -> list[CheckIn]:
        """Returns that nobody has reported, of a site's trips out that reported at `until` at the latest."""
        word, trip = self.noun, cast(Any, Trip)
        query = (
            sa.select(word)
            .join(trip, trip.id == word.trip_id)
            .where(word.kind == CheckInKind.RETURN, word.done_at.is_(None))
            .where(trip.site_id == site_id, trip.leg == Leg.OUT)
            .where(sa.or_(trip.report_at.is_(None), trip.report_at <= until))
            .order_by(word.made)
        )
        return list(self.session.scalars(query))
