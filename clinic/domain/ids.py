"""Ids and codes. All are random, so that two laptops can be merged and a code tells nothing about a person."""

from __future__ import annotations

import secrets
from random import Random
from typing import NewType
from uuid import UUID, uuid4

from clinic.i18n import say

from .errors import BadValue

SiteId = NewType("SiteId", UUID)
PlaceId = NewType("PlaceId", UUID)
TravelId = NewType("TravelId", UUID)
VolunteerId = NewType("VolunteerId", UUID)
AbsenceId = NewType("AbsenceId", UUID)
HouseholdId = NewType("HouseholdId", UUID)
PersonId = NewType("PersonId", UUID)
SessionId = NewType("SessionId", UUID)
SeatId = NewType("SeatId", UUID)
TemplateId = NewType("TemplateId", UUID)
SlotId = NewType("SlotId", UUID)
ConsultationId = NewType("ConsultationId", UUID)
RequestId = NewType("RequestId", UUID)
HearingId = NewType("HearingId", UUID)
NoticeId = NewType("NoticeId", UUID)
VehicleId = NewType("VehicleId", UUID)
TripId = NewType("TripId", UUID)
StopId = NewType("StopId", UUID)
RideId = NewType("RideId", UUID)
CheckInId = NewType("CheckInId", UUID)
FollowUpId = NewType("FollowUpId", UUID)
DeliveryId = NewType("DeliveryId", UUID)
FeedEventId = NewType("FeedEventId", UUID)
EntryId = NewType("EntryId", UUID)
ClinicId = NewType("ClinicId", UUID)

CaseCode = NewType("CaseCode", str)

#: No 0 O 1 I L 8: what looks alike in bad light, on paper or over the phone is left out.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
ALPHABET = LETTERS + "2345679"
#: Reckoning modulo a prime above the alphabet notices every wrong character and every two swapped neighbours.
_PRIME = 31


def new_id() -> UUID:
    """A new random id for anything."""
    return uuid4()


def new_case_code(random: Random | None = None) -> CaseCode:
    """A new random code such as 'K7-RM4': four random characters, one random letter, one check character.

    It is never derived from a name, a birth date or a number, and there is no sequence to count. `random` is the
    system's own unless invented people need the same codes each time.
    """
    source = random or secrets.SystemRandom()
    while True:
        body = source.choice(LETTERS) + "".join(source.choice(ALPHABET) for _ in range(3))
        check = _check(body)
        if check < len(ALPHABET):
            return CaseCode(f"{body[:2]}-{body[2:]}{ALPHABET[check]}")


def nobodys_code(number: int) -> CaseCode:
    """'00-001': stands for people whose data was removed, where they still count.

    No household has such a code: the letter 0 is none of ours.
    """
    return CaseCode(f"00-{number:03}")


def is_nobodys(code: str) -> bool:
    """Whether a code stands for people whose data was removed."""
    return code.startswith("00-")


def read_case_code(text: str) -> CaseCode:
    """The code that a person typed: small letters, blanks and a left-out dash are forgiven.

    Raises BadValue when the code cannot be one of ours (a wrong or swapped character is noticed).
    """
    letters = "".join(c for c in text.upper() if c.isalnum())
    if len(letters) != 5 or any(c not in ALPHABET for c in letters) or _check(letters[:4]) != ALPHABET.find(letters[4]):
        raise BadValue(say("“{code}” is not a case code. Check it against the paper.", code=text))
    return CaseCode(f"{letters[:2]}-{letters[2:]}")


def _check(body: str) -> int:
    return sum((place + 2) * ALPHABET.index(letter) for place, letter in enumerate(body)) % _PRIME
