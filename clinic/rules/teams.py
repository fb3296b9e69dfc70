"""The team of a slot: its seats, who sits in them, and the chain of interpreters that they make."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.domain.consultations import Consultation, Slot
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Seat

from .chains import Chain, find, working_languages
from .facts import Facts
from .should import is_lawyer


@dataclass(frozen=True, slots=True)
class Member:
    """A seat of the team and who sits in it, None while it is open."""

    seat: Seat
    person: Volunteer | None


@dataclass(frozen=True, slots=True)
class Team:
    """The seats of a slot. `lead` is the lawyer's or student's, else the first; None without seats."""

    lead: Member | None
    others: tuple[Member, ...]

    @classmethod
    def of(cls, facts: Facts, slot: Slot) -> Team:
        """The team as the seats stand now."""
        seats = [facts.seats[seat_id] for seat_id in slot.seat_ids if seat_id in facts.seats]
        members = [Member(s, facts.volunteers.get(s.volunteer_id) if s.volunteer_id else None) for s in seats]
        lead = next((m for m in members if is_lawyer(m.seat.role)), members[0] if members else None)
        return cls(lead, tuple(member for member in members if member is not lead))

    @property
    def members(self) -> tuple[Member, ...]:
        """All, the lead first."""
        return (self.lead, *self.others) if self.lead else ()

    @property
    def interpreters(self) -> tuple[Volunteer, ...]:
        """Whoever of the team may stand between the household and the lead."""
        return tuple(member.person for member in self.others if member.person is not None)

    def chain(self, consultation: Consultation) -> Chain | None:
        """How the household's language reaches the lead; None when it does not, or nobody leads yet."""
        if self.lead is None or self.lead.person is None:
            return None
        found = find(consultation.language, working_languages(self.lead.person), self.interpreters)
        return found[0] if found else None
