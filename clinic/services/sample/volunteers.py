"""Who helps: people of the city, visitors who come for a week or two, and those who helped once or will come later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, islice

from clinic.domain.ids import AbsenceId, VolunteerId
from clinic.domain.names import folded
from clinic.domain.people import (
    Absence,
    AbsenceKind,
    Availability,
    Can,
    Credential,
    CredentialKind,
    DayPart,
    Interprets,
    Level,
    Limits,
    Role,
    Speaks,
    Volunteer,
)
from clinic.domain.when import day_interval

from .dice import Dice, phone
from .figures import FIRST_WEEK, LAST_WEEK, Figures, shares
from .names import NameBook
from .places import City

#: What is needed of the people of a city, the most urgent first; a bigger team goes round again from the sixth on.
#: Of visitors in one week likewise.
_LOCAL_POSTS = (
    Role.SUPERVISING_ATTORNEY, Role.DRIVER, Role.ESCORT, Role.INTERPRETER, Role.COORDINATOR,
    Role.DRIVER, Role.ESCORT, Role.DRIVER, Role.ESCORT, Role.CHILDCARE, Role.INTERPRETER, Role.WATCH,
)  # fmt: skip
_VISITOR_POSTS = (
    Role.ATTORNEY, Role.ATTORNEY, Role.INTERPRETER, Role.SUPERVISING_ATTORNEY, Role.LAW_STUDENT, Role.ATTORNEY,
    Role.ACCREDITED_REPRESENTATIVE, Role.ATTORNEY, Role.INTERPRETER, Role.LEGAL_OBSERVER,
)  # fmt: skip
#: Also able to do, besides their post.
_ALSO = {
    Role.DRIVER: (Role.ESCORT,),
    Role.ESCORT: (Role.WATCH,),
    Role.WATCH: (Role.ESCORT, Role.DATA_ENTRY),
    Role.COORDINATOR: (Role.WATCH, Role.DATA_ENTRY),
    Role.INTERPRETER: (Role.TRANSLATOR,),
    Role.CHILDCARE: (Role.COOK,),
    Role.LEGAL_OBSERVER: (Role.COURT_OBSERVER, Role.COPYING),
}
#: Pairs that interpreters from afar work in, mostly by phone (2.5): Mayan languages into Spanish, others into English.
_FAR_PAIRS = (
    ("mam", "spa"), ("hat", "eng"), ("quc", "spa"), ("rus", "eng"), ("kek", "spa"), ("por", "eng"), ("kjb", "spa"),
    ("fra", "eng"), ("ara", "eng"), ("tur", "eng"), ("knj", "spa"), ("ixl", "spa"), ("cab", "spa"),
)  # fmt: skip
_BARS = ("TX", "CA", "NY", "IL", "WA", "AZ", "MA", "NM")


@dataclass(kw_only=True)
class Staff:
    """All volunteers in the order of their making, their absences, and who belongs to which city."""

    volunteers: list[Volunteer] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)


def staff(figures: Figures, cities: Sequence[City], weights: dict[str, float], start: date, dice: Dice) -> Staff:
    """Exactly `figures.volunteers` people. `start` is the Monday of the sample's own week."""
    office = _Office(start, dice)
    for name, count in shares(figures.locals, weights).items():
        city = next(city for city in cities if city.site.city == name)
        office.hire_locals(city, count)
    visitors = shares(figures.visitors, weights)
    for week in range(FIRST_WEEK, LAST_WEEK + 1, figures.visit_weeks):
        for city in cities:
            office.invite(city, visitors[city.site.city], week, figures.visit_weeks)
    rest = figures.volunteers - len(office.staff.volunteers)
    for city, number in zip(cycle(cities), range(rest), strict=False):
        week = -dice.between(4, 60) if number % 4 else LAST_WEEK + dice.between(1, 8)
        office.invite(city, 1, week, 1)
    return office.staff


class _Office:
    """Takes volunteers on, one after the other."""

    def __init__(self, start: date, dice: Dice) -> None:
        self.staff = Staff()
        self._start, self._dice = start, dice
        self._names = NameBook(dice.part("names"))
        self._pairs = cycle(_FAR_PAIRS)

    def hire_locals(self, city: City, count: int) -> None:
        posts = islice((*_LOCAL_POSTS, *(post for _ in range(count) for post in _LOCAL_POSTS[5:])), count)
        phones = cycle((False, True))
        for number, post in enumerate(posts):
            volunteer = self._new(city, self._names.local(), post)
            volunteer.trained_on = self._start - timedelta(days=self._dice.between(60, 700))
            volunteer.vetted_on = volunteer.trained_on - timedelta(days=20)
            volunteer.home_id = city.homes[number % len(city.homes)].id
            volunteer.feed_language = "es"
            volunteer.speaks = self._local_languages(post)
            volunteer.availability = tuple(self._grid(post))
            if post is Role.INTERPRETER:
                self._interpret(volunteer, by_phone=next(phones))
            if self._dice.chance(0.05):
                self._away(volunteer, city)

    def invite(self, city: City, count: int, week: int, weeks: int) -> None:
        """Visitors from the Sunday before a week (counted from the sample's own) to the Saturday of their last."""
        monday = self._start + timedelta(weeks=week)
        for post in islice(cycle(_VISITOR_POSTS), count):
            volunteer = self._new(city, self._names.visitor(), post)
            volunteer.here_from = monday - timedelta(days=1)
            volunteer.here_until = monday + timedelta(weeks=weeks, days=-2)
            # The first training is a webinar in the week before; who comes much later has not had it yet.
            if week <= 1:
                volunteer.trained_on = monday - timedelta(days=self._dice.between(3, 12))
            volunteer.home_id = city.homes[self._dice.between(0, 1)].id
            volunteer.speaks = self._visitor_languages(post)
            if post is Role.INTERPRETER:
                volunteer.interprets = _both_ways("spa", "eng")
            volunteer.gone = week < -30

    def _new(self, city: City, name: str, post: Role) -> Volunteer:
        number = len(self.staff.volunteers)
        volunteer = Volunteer(
            id=VolunteerId(self._dice.id()),
            name=name,
            sort_name=folded(name),
            site_id=city.site.id,
            roles=(post, *_ALSO.get(post, ())),
            credentials=tuple(self._papers(post, number)),
            is_woman=self._dice.chance(0.62),
            limits=Limits(days_a_week=4) if self._dice.chance(0.06) else Limits(),
            has_car=post is Role.DRIVER and self._dice.chance(0.4),
            phone=phone(number),
            email=f"{folded(name).replace(' ', '.')}@example.org",
        )
        self.staff.volunteers.append(volunteer)
        return volunteer

    def _papers(self, post: Role, number: int) -> Iterator[Credential]:
        later = self._start + timedelta(days=self._dice.between(60, 900))
        if post in (Role.SUPERVISING_ATTORNEY, Role.ATTORNEY):
            bar = self._dice.pick(_BARS)
            yield Credential(CredentialKind.BAR_LICENCE, bar, f"{number + 1:06d}", later, "coordinator")
        elif post is Role.ACCREDITED_REPRESENTATIVE:
            yield Credential(CredentialKind.ACCREDITATION, "US", f"{number + 1:06d}", later, "coordinator")
        elif post is Role.DRIVER:
            yield Credential(CredentialKind.DRIVING_LICENCE, "MX", f"{number + 1:06d}", later, "coordinator")
        yield Credential(CredentialKind.GUIDELINES)

    def _local_languages(self, post: Role) -> tuple[Speaks, ...]:
        if post in (Role.SUPERVISING_ATTORNEY, Role.COORDINATOR) or self._dice.chance(0.4):
            return (Speaks("spa"), Speaks("eng", Level.WORKABLE))
        return (Speaks("spa"),)

    def _visitor_languages(self, post: Role) -> tuple[Speaks, ...]:
        if post is Role.INTERPRETER:
            return (Speaks("eng"), Speaks("spa"))
        level = self._dice.weighted({Level.BEST: 35, Level.WORKABLE: 20, None: 45})
        return (Speaks("eng"),) if level is None else (Speaks("eng"), Speaks("spa", level))

    def _interpret(self, volunteer: Volunteer, *, by_phone: bool) -> None:
        """Make somebody an interpreter: at the clinic between Spanish and English, or from afar of a rare language."""
        if not by_phone:
            volunteer.speaks = (Speaks("spa"), Speaks("eng"))
            volunteer.interprets = _both_ways("spa", "eng")
            return
        rare, through = next(self._pairs)
        volunteer.remote = True
        volunteer.home_id = None
        volunteer.speaks = (Speaks(rare), Speaks(through))
        volunteer.interprets = _both_ways(rare, through)
        volunteer.contact_note = "by phone, ask a day before"

    def _grid(self, post: Role) -> Iterator[Availability]:
        nights = post in (Role.DRIVER, Role.ESCORT)
        for weekday in range(5):
            for part in DayPart:
                if part is not DayPart.NIGHT or nights:
                    yield Availability(weekday, part, Can.PREFERS if self._dice.chance(0.1) else Can.CAN)
        if self._dice.chance(0.5):
            yield Availability(6, DayPart.MORNING, Can.CANNOT)

    def _away(self, volunteer: Volunteer, city: City) -> None:
        days = self._dice.between(1, 3)
        first = self._start + timedelta(days=self._dice.between(7 * FIRST_WEEK, 7 * LAST_WEEK))
        self.staff.absences.append(
            Absence(
                id=AbsenceId(self._dice.id()),
                volunteer_id=volunteer.id,
                kind=self._dice.weighted({AbsenceKind.AWAY: 5, AbsenceKind.ILL: 3, AbsenceKind.BUSY: 2}),
                starts_at=day_interval(first, city.site.zone).start,
                ends_at=day_interval(first + timedelta(days=days), city.site.zone).start,
            )
        )


def _both_ways(one: str, other: str) -> tuple[Interprets, ...]:
    return (Interprets(one, other), Interprets(other, one))
