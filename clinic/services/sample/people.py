"""The people helped: households by case code, without names, as a clinic keeps them by default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clinic.domain.households import Deadline, DeadlineKind, Household, Paper, PaperKind, Person, Stay
from clinic.domain.ids import CaseCode, HouseholdId, PersonId

from .dice import Dice, phone
from .figures import ADULTS, CHILDREN, HOUSEHOLDS, Figures, shares
from .places import City


@dataclass(kw_only=True)
class Family:
    """A household and its persons, eldest first."""

    household: Household
    persons: list[Person] = field(default_factory=list)

    @property
    def adults(self) -> list[Person]:
        return [person for person in self.persons if not person.is_child]

    @property
    def children(self) -> list[Person]:
        return [person for person in self.persons if person.is_child]


def families(
    figures: Figures, cities: Sequence[City], weights: dict[str, float], start: date, dice: Dice
) -> dict[str, list[Family]]:
    """Households of each city, `figures.people` persons in all."""
    taken: set[CaseCode] = set()
    found: dict[str, list[Family]] = {}
    by_name = {city.site.city: city for city in cities}
    for name, people in shares(figures.people, weights).items():
        registry = _Registry(figures, by_name[name], start, dice.part(name), taken)
        found[name] = list(registry.enrol(people))
    return found


class _Registry:
    """Takes the households of one city on file."""

    def __init__(self, figures: Figures, city: City, start: date, dice: Dice, taken: set[CaseCode]) -> None:
        self._figures, self._city, self._start, self._dice, self._taken = figures, city, start, dice, taken

    def enrol(self, people: int) -> Iterator[Family]:
        """Households until there are exactly so many people."""
        while people > 0:
            adults, children = self._dice.weighted(HOUSEHOLDS)
            if adults + children > people:
                adults, children = people, 0
            people -= adults + children
            yield self._family(adults, children)

    def _family(self, adults: int, children: int) -> Family:
        household = self._household()
        family = Family(household=household)
        ages = sorted(self._age(ADULTS) for _ in range(adults)) + sorted(self._age(CHILDREN) for _ in range(children))
        for position, age in enumerate(ages):
            family.persons.append(
                Person(
                    id=PersonId(self._dice.id()),
                    household_id=household.id,
                    position=position,
                    age=age,
                    wheelchair=self._dice.chance(0.008),
                    medicine=self._dice.chance(0.03),
                )
            )
        return family

    def _age(self, groups: Mapping[tuple[int, int], float]) -> int:
        return self._dice.between(*self._dice.weighted(groups))

    def _household(self) -> Household:
        dice = self._dice
        arrived = self._start - timedelta(days=dice.between(10, 330))
        seen = dice.chance(0.7)
        first_seen = arrived + timedelta(days=dice.between(1, 20)) if seen else None
        shelter = dice.weighted({place.id: float(place.capacity) for place in self._city.shelters})
        return Household(
            id=HouseholdId(dice.id()),
            code=dice.code(self._taken),
            site_id=self._city.site.id,
            shelter_id=shelter,
            stays=self._stays(arrived),
            languages=self._languages(),
            contact_plan=f"WhatsApp {phone(dice.between(0, 799))}"
            if dice.chance(0.8)
            else "ask at the shelter's office",
            last_contact_on=self._start - timedelta(days=dice.between(1, 30)),
            papers=tuple(self._papers()),
            deadlines=tuple(self._deadlines(arrived)),
            vulnerable=dice.chance(0.08),
            women_only=dice.chance(0.04),
            consent_on=first_seen,
            engaged_on=first_seen if seen and dice.chance(0.15) else None,
            first_seen_on=first_seen,
        )

    def _stays(self, arrived: date) -> tuple[Stay, ...]:
        if not self._dice.chance(0.25):
            return ()
        return (Stay(self._dice.pick(self._city.shelters).id, arrived),)

    def _languages(self) -> tuple[str, ...]:
        if not self._dice.chance(self._figures.other_languages):
            return ("spa",)
        first = self._dice.weighted(self._figures.languages)
        return (first, "spa") if self._dice.chance(0.3) else (first,)

    def _papers(self) -> Iterator[Paper]:
        yield Paper(PaperKind.NTA, held=self._dice.chance(0.95))
        yield Paper(PaperKind.TEAR_SHEET, held=self._dice.chance(0.9))
        until = self._start + timedelta(days=self._dice.between(-10, 120))
        yield Paper(PaperKind.FMM, held=self._dice.chance(0.85), valid_until=until)

    def _deadlines(self, arrived: date) -> Iterator[Deadline]:
        yield Deadline(DeadlineKind.ONE_YEAR, arrived + timedelta(days=365), done=self._dice.chance(0.2))
        if self._dice.chance(0.1):
            yield Deadline(DeadlineKind.FILING, self._start + timedelta(days=self._dice.between(-5, 40)))
