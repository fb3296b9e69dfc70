"""What the Rides page has before it: the day, and the trip that is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field

from clinic.domain.ids import HearingId, HouseholdId, PersonId, RideId, TripId
from clinic.services.views.rides import NotCovered, RidesDay, TripCard, TripDetail
from ui.pages.rides.lines import stop_keys
from ui.ride_words import clock


@dataclass(frozen=True, slots=True)
class Rider:
    """A household that is put on a trip: one that has no ride yet, or one that rides (`ride_id`) and is moved."""

    household_id: HouseholdId
    hearing_id: HearingId | None
    person_ids: tuple[PersonId, ...]
    code: str
    ride_id: RideId | None = None

    @classmethod
    def of(cls, case: NotCovered) -> Rider:
        """A household without a ride."""
        return cls(case.household_id, case.hearing_id, case.person_ids, case.code)


@dataclass
class Chosen:
    """The day as it was read last, the trip that is wanted (by its id as text), and that trip once it has been read."""

    day: RidesDay | None = None
    trip: TripDetail | None = None
    wanted: str = ""
    changed: frozenset[str] = frozenset()
    """Stops (by their keys) whose time is another one than when the trip was shown before."""
    _times: dict[str, str] = field(default_factory=dict)

    @property
    def cards(self) -> tuple[TripCard, ...]:
        """All trips of the day, returns last."""
        return (*self.day.trips, *self.day.returns, *self.day.leaving) if self.day else ()

    @property
    def trip_id(self) -> TripId | None:
        """The chosen trip, if the day has it."""
        return next((card.trip_id for card in self.cards if str(card.trip_id) == self.wanted), None)

    @property
    def cases(self) -> tuple[NotCovered, ...]:
        """Hearings without a ride."""
        return self.day.not_covered if self.day else ()

    def case(self, hearing: str) -> NotCovered | None:
        """The hearing with this id, as long as it has no ride."""
        return next((case for case in self.cases if str(case.hearing_id) == hearing), None)

    def case_of(self, household: HouseholdId) -> NotCovered | None:
        """The hearing of this household that has no ride."""
        return next((case for case in self.cases if case.household_id == household), None)

    def rider(self, kind: str, key: str) -> Rider | None:
        """Who is meant by a drag of that kind: a 'hearing' without a ride, or a 'ride' of the chosen trip."""
        if kind == "ride":
            rides = self.trip.rides if self.trip is not None else ()
            found = next((ride for ride in rides if str(ride.ride_id) == key), None)
            if found is not None:
                return Rider(found.household_id, found.hearing_id, found.person_ids, found.code, found.ride_id)
            return None
        case = self.case(key)
        return Rider.of(case) if case is not None else None

    def take_day(self, day: RidesDay) -> None:
        """Keep a day; the wanted trip stays wanted, else the first one is."""
        self.day = day
        keys = [str(card.trip_id) for card in self.cards]
        if self.wanted not in keys:
            self.wanted = next(iter(keys), "")

    def take_trip(self, trip: TripDetail) -> None:
        """Keep a trip, and which of its times have changed since it was taken the last time."""
        times = dict(zip(stop_keys(trip), (clock(stop.hour) for stop in trip.stops), strict=True))
        is_same = self.trip is not None and self.trip.trip_id == trip.trip_id
        if not is_same:
            self.changed = frozenset()
        elif times != self._times:
            self.changed = frozenset(key for key, time in times.items() if self._times.get(key, time) != time)
        self.trip, self._times = trip, times
