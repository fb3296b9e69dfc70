"""Fits the rows of a list of hearings to households on file, and takes them in.

A household is known by the clinic's own reference. Without one it is known by A-number or name where the clinic keeps
them, else by what is kept: shelter, age, day and hour of the hearing. A person is known by place in the household.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from clinic.domain.hearings import Hearing, HearingKind
from clinic.domain.households import Household, Person, Stay
from clinic.domain.ids import HouseholdId, new_case_code
from clinic.domain.names import folded
from clinic.domain.places import PlaceKind, Site
from clinic.i18n import say
from clinic.ports import UnitOfWork
from clinic.services import following
from clinic.services.hearings import settle_times
from clinic.services.redating import move_one

from .fitting import (
    Difference,
    Fit,
    describe,
    hearing_among,
    hearing_differences,
    move_to,
    person_among,
    person_differences,
)
from .model import Doing, HearingRecord, PreviewRow, Reading, Remark
from .places import Places

_MOVED = say("Another date in an imported list")


class Families:
    """The households, persons and hearings of a site, as rows of a list are fitted to them one after another."""

    def __init__(self, uow: UnitOfWork, site: Site, today: date) -> None:
        self._uow = uow
        self._site = site
        self._today = today
        self._places = Places(uow, site)
        self._by_reference = {folded(h.reference): h for h in uow.households.where(site_id=site.id) if h.reference}
        self._by_family: dict[tuple[str, int], Household] = {}
        self._codes: set[str] = set()
        self._used: set[HouseholdId] = set()

    def fit(self, sheet: str, record: HearingRecord) -> Fit:
        """Where a record of a sheet belongs now."""
        household = self._by_family.get((sheet, record.family)) or self._household(record)
        if household is None:
            return Fit()
        self._by_family[sheet, record.family] = household
        person = person_among(self._uow.persons.where(household_id=household.id), record)
        hearings = [h for h in self._uow.hearings.where(household_id=household.id) if not h.cancelled]
        hearing = hearing_among(hearings, record, person)
        if hearing is not None or person is None:
            return Fit(household, person, hearing, tuple(self._differences(record, household, person, hearing)))
        moved_away = next(
            (h for h in hearings if any(past.hearing_on == record.hearing_on for past in h.history)), None
        )
        if moved_away is not None:
            return Fit(household, person, moved_away)
        other = next((h for h in hearings if person.id in h.person_ids and h.hearing_on >= self._today), None)
        if other is None:
            return Fit(household, person, None, tuple(self._differences(record, household, person, None)))
        doubt = say(
            "On file the hearing is on {ours}, here on {theirs}. Proposed: it was moved.",
            ours=other.hearing_on,
            theirs=record.hearing_on,
        )
        return Fit(household, person, other, doubt=doubt, moves=True)

    def take(self, sheet: str, record: HearingRecord) -> None:
        """Add what is missing of a record and change what it says otherwise."""
        fit = self.fit(sheet, record)
        household = fit.household or self._new_household(sheet, record)
        person = fit.person or self._new_person(household, record)
        report_at = fit.hearing.report_at if fit.hearing else None
        for change in fit.changes:
            if change.attribute == "shelter":
                self._house(household, change.after)
            else:
                setattr(change.row, change.attribute, change.after)
        if fit.hearing is None:
            self._new_hearing(household, person, record)
            return
        if fit.moves:
            move_one(self._uow, move_to(fit.hearing, record), str(_MOVED))
        elif person.id not in fit.hearing.person_ids:
            fit.hearing.person_ids = (*fit.hearing.person_ids, person.id)
        if fit.changes:
            settle_times(self._uow, fit.hearing)
            following.follow_hearing(self._uow, fit.hearing, report_at)

    def _household(self, record: HearingRecord) -> Household | None:
        if record.reference:
            return self._by_reference.get(folded(record.reference))
        marks = {"a_number": record.a_number} if record.a_number else {"name": record.name} if record.name else {}
        if marks:
            person = next(iter(self._uow.persons.where(**marks)), None)
            return self._uow.households.get(person.household_id) if person else None
        return self._nameless(record)

    def _nameless(self, record: HearingRecord) -> Household | None:
        """A household of which nothing is kept that could name it, but all that is kept is the same; each but once."""
        shelter = self._places.find(PlaceKind.SHELTER, record.shelter)
        for hearing in self._uow.hearings.between(record.hearing_on, record.hearing_on, site_id=self._site.id):
            household = self._uow.households.get(hearing.household_id)
            ages = [person.age for person in self._uow.persons.where(household_id=household.id)]
            alike = household.shelter_id == (shelter.id if shelter else None) and ages == [record.age]
            free = not household.reference and household.id not in self._used
            if free and alike and hearing.hearing_time == record.hearing_time:
                self._used.add(household.id)
                return household
        return None

    def _differences(
        self, record: HearingRecord, household: Household, person: Person | None, hearing: Hearing | None
    ) -> Iterable[Difference]:
        shelter = self._uow.places.find(household.shelter_id)
        ours = shelter.label if shelter else ""
        if record.shelter and folded(record.shelter) != folded(ours):
            yield Difference(household, "shelter", ours, record.shelter)
        if set(record.languages) - set(household.languages):
            languages = tuple(dict.fromkeys((*household.languages, *record.languages)))
            yield Difference(household, "languages", household.languages, languages)
        if person:
            yield from person_differences(record, person)
        if hearing:
            yield from hearing_differences(record, hearing)
        holder = hearing if record.states_hearing else person
        if holder and record.note not in holder.note:
            yield Difference(holder, "note", holder.note, f"{holder.note}\n{record.note}".strip())

    def _house(self, household: Household, label: str) -> None:
        shelter_id = self._places.take(PlaceKind.SHELTER, label)
        if shelter_id is not None:
            household.shelter_id = shelter_id
            household.stays = (*household.stays, Stay(shelter_id))

    def _new_household(self, sheet: str, record: HearingRecord) -> Household:
        code = new_case_code()
        while code in self._codes or self._uow.households.count(code=code):
            code = new_case_code()
        self._codes.add(code)
        household = self._uow.households.add(
            Household(
                code=code,
                site_id=self._site.id,
                languages=record.languages or ("spa",),
                reference=record.reference,
                note="" if record.fare is None else str(say("Fare (MXN): {fare}", fare=f"{record.fare:.2f}")),
            )
        )
        self._house(household, record.shelter)
        self._used.add(household.id)
        self._by_family[sheet, record.family] = household
        if record.reference:
            self._by_reference[folded(record.reference)] = household
        return household

    def _new_person(self, household: Household, record: HearingRecord) -> Person:
        return self._uow.persons.add(
            Person(
                household_id=household.id,
                position=record.position,
                age=record.age,
                name=record.name,
                a_number=record.a_number,
                languages=record.languages if record.languages != household.languages else (),
                note="" if record.states_hearing else record.note,
            )
        )

    def _new_hearing(self, household: Household, person: Person, record: HearingRecord) -> None:
        self._uow.hearings.add(
            Hearing(
                household_id=household.id,
                person_ids=(person.id,),
                site_id=self._site.id,
                port_id=self._places.take(PlaceKind.PORT, record.port),
                court=record.court,
                kind=record.kind or HearingKind.MASTER,
                zone=self._site.us_zone,
                hearing_on=record.hearing_on,
                hearing_time=record.hearing_time,
                report_time=record.report_time,
                report_source=record.report_source,
                report_on=record.report_on,
                note=record.note if record.states_hearing else "",
            )
        )


def match_families(families: Families, readings: Sequence[Reading]) -> list[PreviewRow]:
    """What would be done with each row, seen against the file."""
    return [_match(families, reading) for reading in readings]


def take_families(families: Families, rows: Sequence[PreviewRow]) -> None:
    """Add and change what the rows say; doubted rows among them are taken as proposed."""
    for row in rows:
        if isinstance(row.reading.record, HearingRecord):
            families.take(row.sheet, row.reading.record)


def _match(families: Families, reading: Reading) -> PreviewRow:
    record = reading.record
    if not isinstance(record, HearingRecord):
        return PreviewRow(reading, Doing.ASK, remarks=reading.remarks)
    fit = families.fit(reading.sheet, record)
    remarks = reading.remarks
    if fit.doubt and not reading.doubted:
        remarks = (*remarks, Remark(reading.sheet, reading.row, "", str(record.hearing_on), fit.doubt))
    doing = Doing.ASK if reading.doubted and fit.doing is not Doing.SAME else fit.doing
    differences = tuple(words for change in fit.changes if (words := change.in_words()))
    target = fit.hearing.id if fit.hearing else None
    return PreviewRow(reading, doing, differences or describe(record), remarks, target)
