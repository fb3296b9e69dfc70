"""Compares a list of volunteers with those on file, and takes them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from clinic.domain.ids import SiteId
from clinic.domain.people import Speaks, Volunteer
from clinic.domain.words import LEVELS, ROLES, language_name
from clinic.i18n import Sentence, listing, plain, say, say_n
from clinic.ports import UnitOfWork

from .model import Doing, PreviewRow, Reading, Remark, VolunteerRecord
from .numbers import phone_digits
from .twins import Crowd, Found, Who

_FIELDS = {
    "roles": say("roles"),
    "speaks": say("languages"),
    "interprets": say("interpreting"),
    "availability": say("availability"),
    "here_from": say("here from"),
    "here_until": say("here until"),
    "phone": say("phone"),
    "contact_note": say("note on contact"),
    "email": say("e-mail"),
    "has_car": say("car"),
    "credentials": say("bar licence"),
    "note": say("note"),
    "gone": say("no longer here"),
}
_PENDING = say("training pending")


def _spoken(spoken: Speaks) -> Sentence:
    return say("{language} ({level})", language=language_name(spoken.language), level=LEVELS[spoken.level])


_PARTS: dict[str, Callable[[Any], Sentence]] = {
    "roles": ROLES.__getitem__,
    "speaks": _spoken,
    "interprets": lambda found: plain(f"{language_name(found.source)} → {language_name(found.target)}"),
    "credentials": lambda found: plain(f"{found.jurisdiction} {found.number}"),
}


def mark_twins(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with a doubt on each that seems to be somebody who stands further up; never joined by itself."""
    crowd: Crowd[Reading] = Crowd()
    marked = []
    for reading in readings:
        record = reading.record
        if isinstance(record, VolunteerRecord):
            who = Who.of(record.name, record.email, record.phone)
            if found := crowd.find(who):
                reading = _doubled(reading, record, found)  # noqa: PLW2901 - the same reading, with its doubt
            crowd.add(who, reading)
        marked.append(reading)
    return marked


def match_volunteers(uow: UnitOfWork, readings: Sequence[Reading]) -> list[PreviewRow]:
    """What would be done with each row, seen against the file."""
    on_file = _on_file(uow)
    rows = [_match(reading, on_file) for reading in readings]
    # An answer that was replaced by a later one of the same person, already taken, must not put the old one back.
    replaced = {row.reading.twin for row in rows if row.reading.twin and row.doing is Doing.SAME}
    return [replace(row, doing=Doing.SAME) if row.reading.place in replaced else row for row in rows]


def take_volunteers(uow: UnitOfWork, rows: Sequence[PreviewRow], site_id: SiteId) -> None:
    """Add and change what the rows say; doubted rows among them are taken as proposed."""
    taken: dict[tuple[str, int], Volunteer] = {}
    for row in rows:
        record = row.reading.record
        if not isinstance(record, VolunteerRecord) or row.doing is Doing.SAME:
            continue
        known = uow.volunteers.find(row.target) or (taken.get(row.reading.twin) if row.reading.twin else None)
        volunteer = known or uow.volunteers.add(
            Volunteer(name=record.name, site_id=site_id, feed_language=_reads(record))
        )
        for attribute, value in _merged(volunteer, record).items():
            setattr(volunteer, attribute, value)
        taken[row.reading.place] = volunteer


def _on_file(uow: UnitOfWork) -> Crowd[Volunteer]:
    return Crowd((Who.of(v.name, v.email, v.phone), v) for v in uow.volunteers.where())


def _doubled(reading: Reading, record: VolunteerRecord, found: Found[Reading]) -> Reading:
    other = found.row
    earlier = other.record
    if not isinstance(earlier, VolunteerRecord):
        raise TypeError(earlier)
    is_later = record.signed_up_at and earlier.signed_up_at and record.signed_up_at > earlier.signed_up_at
    sentences = [
        say("A later answer of row {row}: {reason}. The later one is proposed.", row=other.row, reason=found.reason)
        if is_later
        else _perhaps(reading, other, found.reason)
    ]
    if not is_later and record.roles and earlier.roles and set(record.roles) != set(earlier.roles):
        sentences.append(
            say(
                "The roles differ: {ours} or {theirs}?",
                ours=listing([ROLES[role] for role in earlier.roles]),
                theirs=listing([ROLES[role] for role in record.roles]),
            )
        )
    remarks = tuple(Remark(reading.sheet, reading.row, "", record.name, sentence) for sentence in sentences)
    twin = other.twin or other.place
    return replace(reading, remarks=reading.remarks + remarks, doubted=True, twin=twin)


def _perhaps(reading: Reading, other: Reading, reason: Sentence) -> Sentence:
    if other.sheet == reading.sheet:
        return say("Perhaps the same person as row {row}: {reason}. One person, or two?", row=other.row, reason=reason)
    return say(
        "Perhaps the same person as row {row} of “{sheet}”: {reason}. One person, or two?",
        row=other.row,
        sheet=other.sheet,
        reason=reason,
    )


def _match(reading: Reading, on_file: Crowd[Volunteer]) -> PreviewRow:
    record = reading.record
    if not isinstance(record, VolunteerRecord):
        return PreviewRow(reading, Doing.ASK, remarks=reading.remarks)
    found = on_file.find(Who.of(record.name, record.email, record.phone))
    known = found.row if found else None
    reason = found.reason if found and not found.is_sure else None
    changes = {} if known is None else _merged(known, record)
    remarks = reading.remarks
    if known is not None and reason is not None and not reading.doubted:
        sentence = say("Perhaps {name}, who is on file: {reason}. One person, or two?", name=known.name, reason=reason)
        remarks = (*remarks, Remark(reading.sheet, reading.row, "", record.name, sentence))
    if known is not None and not changes and (reason is None or reading.twin):
        return PreviewRow(reading, Doing.SAME, _describe(record), (), known.id)
    doubted = reading.doubted or reason is not None
    doing = Doing.ASK if doubted else Doing.ADD if known is None else Doing.CHANGE
    details = _describe(record) if known is None else _differences(known, changes)
    return PreviewRow(reading, doing, details, remarks, None if known is None else known.id)


def _merged(volunteer: Volunteer, record: VolunteerRecord) -> dict[str, Any]:
    """What the record would change: the list's values win where it has any; nothing is ever emptied or taken away."""
    values: dict[str, Any] = {
        "roles": _union(volunteer.roles, record.roles),
        "speaks": _speaks(volunteer, record),
        "interprets": _union(volunteer.interprets, record.interprets),
        "availability": record.availability or volunteer.availability,
        "here_from": record.here_from or volunteer.here_from,
        "here_until": record.here_until or volunteer.here_until,
        "phone": volunteer.phone if _same_phone(volunteer.phone, record.phone) else record.phone or volunteer.phone,
        "contact_note": _joined(volunteer.contact_note, record.contact_note),
        "email": volunteer.email if _same_email(volunteer.email, record.email) else record.email or volunteer.email,
        "has_car": volunteer.has_car if record.has_car is None else record.has_car,
        "credentials": _union(volunteer.credentials, record.credentials),
        "note": _joined(volunteer.note, _note(record)),
        "gone": volunteer.gone if record.gone is None else record.gone,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value != getattr(volunteer, name)}


def _union(ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    return ours + tuple(value for value in theirs if value not in ours)


def _speaks(volunteer: Volunteer, record: VolunteerRecord) -> tuple[Any, ...]:
    told = {spoken.language: spoken for spoken in record.speaks}
    ours = tuple(told.pop(spoken.language, spoken) for spoken in volunteer.speaks)
    return ours + tuple(told.values())


def _same_phone(ours: str, theirs: str) -> bool:
    return bool(ours) and phone_digits(ours) == phone_digits(theirs)


def _same_email(ours: str, theirs: str) -> bool:
    return ours.casefold() == theirs.casefold()


def _joined(ours: str, theirs: str) -> str:
    return ours if theirs in ours else f"{ours}\n{theirs}".strip()


def _note(record: VolunteerRecord) -> str:
    return _joined(record.note, str(_PENDING) if record.training_pending else "")


def _reads(record: VolunteerRecord) -> str:
    """The language of somebody's feed: of English and Spanish the one that stands first among the languages."""
    return next(("es" if s.language == "spa" else "en" for s in record.speaks if s.language in ("eng", "spa")), "en")


def _describe(record: VolunteerRecord) -> tuple[Sentence, ...]:
    found = [
        listing([ROLES[role] for role in record.roles]) if record.roles else None,
        listing([_spoken(spoken) for spoken in record.speaks]) if record.speaks else None,
        say("from {first}", first=record.here_from) if record.here_from else None,
        say("until {last}", last=record.here_until) if record.here_until else None,
        say_n("{n} mark of availability", "{n} marks of availability", record.marks) if record.marks else None,
        _PENDING if record.training_pending else None,
    ]
    return tuple(sentence for sentence in found if sentence)


def _differences(known: Volunteer, changes: dict[str, Any]) -> tuple[Sentence, ...]:
    return tuple(
        say(
            "{field}: {before} → {after}",
            field=_FIELDS[name],
            before=_shown(name, getattr(known, name)),
            after=_shown(name, value),
        )
        for name, value in changes.items()
    )


def _shown(attribute: str, value: Any) -> Any:
    if attribute == "availability":
        return say_n("{n} mark of availability", "{n} marks of availability", len(value))
    if isinstance(value, tuple):
        return listing([_PARTS[attribute](part) for part in value]) if value else "–"
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return "–" if value in (None, "") else value
