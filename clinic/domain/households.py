"""The people helped: households and persons, known outside this laptop only by a case code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from .ids import CaseCode, HouseholdId, PersonId, PlaceId, SiteId, new_id


@dataclass(frozen=True, slots=True)
class Stay:
    """A shelter where a household lived from a day on."""

    place_id: PlaceId
    since: date | None = None


class PaperKind(Enum):
    """Papers that decide a hearing day (field research 1.4)."""

    TEAR_SHEET = "tear_sheet"
    NTA = "nta"
    HEARING_NOTICE = "hearing_notice"
    FMM = "fmm"
    EOIR_33 = "eoir_33"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the household holds (or has lost), and until when it counts."""

    kind: PaperKind
    held: bool = True
    valid_until: date | None = None


#: Without these nobody crosses, or loses the permit to be in Mexico (field research 1.4).
NEEDED_AT_THE_PORT = frozenset({PaperKind.TEAR_SHEET, PaperKind.NTA, PaperKind.HEARING_NOTICE, PaperKind.FMM})


class DeadlineKind(Enum):
    """Dates that the clinic must not forget; all are typed and editable."""

    ONE_YEAR = "one_year"
    FILING = "filing"
    INTERVIEW = "interview"
    CHANGE_OF_ADDRESS = "change_of_address"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something must be done."""

    kind: DeadlineKind
    due_on: date
    done: bool = False


@dataclass(eq=False, kw_only=True)
class Household:
    """People who are scheduled and moved together, by a random case code.

    `reference` is what the clinic's own list called them before ('NL-01'); it never leaves the laptop. `vulnerable`
    is a flag without any detail on purpose. `engaged_on` is the day when the clinic took the case, `consent_on` when
    the household agreed to the limited help and to the keeping of its data.
    """

    id: HouseholdId = field(default_factory=lambda: HouseholdId(new_id()))
    code: CaseCode
    site_id: SiteId
    shelter_id: PlaceId | None = None
    stays: tuple[Stay, ...] = ()
    languages: tuple[str, ...] = ("spa",)
    reference: str = ""
    programme: str = "MPP"
    contact_plan: str = ""
    last_contact_on: date | None = None
    papers: tuple[Paper, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    vulnerable: bool = False
    women_only: bool = False
    consent_on: date | None = None
    engaged_on: date | None = None
    first_seen_on: date | None = None
    note: str = ""
    closed_on: date | None = None

    def lacking(self, on: date) -> tuple[PaperKind, ...]:
        """Papers for the port that are known to be lost, or to end before a day. What nobody has asked about is not."""
        return tuple(
            paper.kind
            for paper in self.papers
            if paper.kind in NEEDED_AT_THE_PORT
            and (not paper.held or (paper.valid_until is not None and paper.valid_until < on))
        )

    def shelter_on(self, day: date) -> PlaceId | None:
        """Where it lives on a day: a move that is known beforehand counts from its own day on.

        Of the stays that have begun by then the last one that was typed; on a day before all of them, the first. None
        while nobody knows where it lives.
        """
        if not self.stays or self.stays[-1].place_id != self.shelter_id:
            return self.shelter_id
        begun = [stay for stay in self.stays if stay.since is None or stay.since <= day]
        return begun[-1].place_id if begun else self.stays[0].place_id

    def move_to(self, shelter: PlaceId, since: date) -> None:
        """Let it live at a shelter from a day on; where it lived until then is kept."""
        before = self.stays
        if self.shelter_id is not None and (not before or before[-1].place_id != self.shelter_id):
            before = (*before, Stay(self.shelter_id))
        self.stays, self.shelter_id = (*before, Stay(shelter, since)), shelter


@dataclass(eq=False, kw_only=True)
class Person:
    """One person of a household. `name` and `a_number` are optional and empty unless the clinic has switched them on.

    `age` in whole years (0: under one, None: unknown). `medicine` says only that some must be carried.
    """

    id: PersonId = field(default_factory=lambda: PersonId(new_id()))
    household_id: HouseholdId
    position: int = 0
    age: int | None = None
    name: str = ""
    a_number: str = ""
    languages: tuple[str, ...] = ()
    wheelchair: bool = False
    medicine: bool = False
    note: str = ""

    def needs_child_seat(self, until_age: int) -> bool:
        """Whether this person rides in a child seat (ages 0 to `until_age`)."""
        return self.age is not None and self.age <= until_age

    @property
    def is_child(self) -> bool:
        """Under 18."""
        return self.age is not None and self.age < 18
