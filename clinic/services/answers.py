"""Volunteers' answers as they come back, pasted: 'Ana: yes Tue, no Thu', 'Sí martes, no jueves', 'K7R no'.

Each part of a line has a yes or a no and the days, or the codes of the message (`duties.message`), that it is about; a
line that names neither is about the whole week. What each part means is shown first; whatever is not understood is told
with its words and changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from clinic.domain.errors import BadValue
from clinic.domain.history import Change
from clinic.domain.ids import SeatId, SiteId, VolunteerId
from clinic.domain.names import folded
from clinic.domain.people import Volunteer
from clinic.domain.sessions import Answer
from clinic.domain.when import Week
from clinic.i18n import Sentence, listing, plain, say
from clinic.ports import UnitOfWork

from . import roster
from .duties import Duty, duties_of
from .importing.dates import weekdays_in

_YES = frozenset({"yes", "yep", "ok", "okay", "can", "si", "claro", "puedo", "confirmo"})
_NO = frozenset({"no", "not", "cannot", "can't", "cant", "nope", "tampoco"})
_MAYBE = frozenset({"maybe", "perhaps", "unsure", "quiza", "quizas", "talvez"})
_ALL = frozenset({"all", "everything", "todo", "todos", "todas"})
#: Words between others that change nothing.
_FILLING = frozenset({
    "i", "to", "the", "on", "for", "and", "a", "it", "is", "please", "thanks", "thank", "you", "sorry", "hello", "hi",
    "yo", "el", "la", "los", "las", "de", "para", "y", "e", "en", "es", "gracias", "perdon", "hola", "lo", "siento",
})  # fmt: skip
_KNOWN = _YES | _NO | _MAYBE | _ALL | _FILLING
_ANSWERS = {**dict.fromkeys(_YES, Answer.CONFIRMED), **dict.fromkeys(_NO, Answer.DECLINED)}
#: 'No puedo' is one no, not a no and a yes.
_CANNOT = re.compile(r"\b(?:no|not) (?:puedo|can)\b|\bcan not\b")
_BETWEEN = re.compile(r"[,;.]|\b(?:but|pero)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer means for one seat: CONFIRMED, or DECLINED, by which it is open again."""

    seat_id: SeatId
    volunteer_id: VolunteerId
    name: str
    answer: Answer
    before: Answer
    duty: Duty

    @property
    def words(self) -> Sentence:
        """'Ana Lee: yes, Tue 14 July 13:00–17:30, attorney'."""
        told = {"name": self.name, "what": plain(self.duty.words)}
        return (
            say("{name}: yes, {what}", **told) if self.answer is Answer.CONFIRMED else say("{name}: no, {what}", **told)
        )


@dataclass(frozen=True, slots=True)
class Unclear:
    """A part of a line that changes nothing, as it stands there, and why."""

    line: int
    text: str
    why: Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pasted lines mean, in their order."""

    said: tuple[Said, ...]
    unclear: tuple[Unclear, ...]

    @property
    def line(self) -> Sentence:
        """'3 yes, 1 no, 2 not understood'."""
        yes = sum(one.answer is Answer.CONFIRMED for one in self.said)
        told = {"yes": yes, "no": len(self.said) - yes, "unclear": len(self.unclear)}
        return say("{yes} yes, {no} no, {unclear} not understood", **told)


def read(uow: UnitOfWork, *, site: SiteId, week: Week, text: str, volunteer: VolunteerId | None = None) -> Reading:
    """What lines mean for the seats of a week; lines without a name are `volunteer`'s. Changes nothing.

    Raises BadValue when nothing was pasted.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise BadValue(say("There is no answer yet. Paste a line such as “Ana: yes Tue, no Thu”."))
    reader = _Reader(uow, duties_of(uow, site=site, week=week), volunteer)
    for number, line in lines:
        reader.line(number, line)
    return reader.reading()


def apply(uow: UnitOfWork, *, site: SiteId, week: Week, text: str, volunteer: VolunteerId | None = None) -> Change:
    """Note what lines say, as one step; what is unclear is passed by. Raises BadValue when nothing is clear."""
    found = read(uow, site=site, week=week, text=text, volunteer=volunteer)
    if not found.said:
        raise BadValue(say("None of this could be understood: {why}", why=found.unclear[0].why))
    for one in found.said:
        seat = uow.seats.get(one.seat_id)
        if one.answer is Answer.DECLINED:
            roster.vacate(uow, seat)
        seat.answer = one.answer
    people = {one.volunteer_id for one in found.said}
    if len(people) == 1:
        return uow.commit(say("Note the answer of {name}: {line}", name=found.said[0].name, line=_count(found.said)))
    return uow.commit(say("Note the answers of {n} people: {line}", n=len(people), line=_count(found.said)))


def _count(said: Sequence[Said]) -> Sentence:
    yes = sum(one.answer is Answer.CONFIRMED for one in said)
    parts = [say("{n} yes", n=yes) if yes else None, say("{n} no", n=len(said) - yes) if yes < len(said) else None]
    return listing([part for part in parts if part is not None])


@dataclass
class _Reader:
    """Reads line after line. `said` of a whole week gives way to what is said of a day in it."""

    uow: UnitOfWork
    duties: dict[VolunteerId, list[Duty]]
    default: VolunteerId | None
    people: dict[VolunteerId, Volunteer] = field(init=False)
    said: dict[SeatId, Said] = field(default_factory=dict)
    whole: set[SeatId] = field(default_factory=set)
    unclear: list[Unclear] = field(default_factory=list)

    def __post_init__(self) -> None:
        ids = set(self.duties) | ({self.default} if self.default else set())
        self.people = {row.id: row for row in self.uow.volunteers.where(id=ids)} if ids else {}

    def reading(self) -> Reading:
        """All that was read."""
        return Reading(tuple(self.said.values()), tuple(self.unclear))

    def line(self, number: int, line: str) -> None:
        """One pasted line."""
        head, mark, rest = line.partition(":") if ":" in line else line.partition(" - ")
        who, text = self.default, line.replace(":", " ")
        if mark and (self._people_called(head) or not self._is_answer(head)):
            called, text = self._people_called(head), rest
            if len(called) != 1:
                self._miss(number, line, _nobody(head.strip(), called))
                return
            who = called[0].id
        codes = self._codes(who)
        parts = [part for part in _parts(text) if not _FILLING.issuperset(part.words)]
        names_some = any(weekdays_in(word) or word in codes for part in parts for word in part.words)
        before: Answer | None = None
        for part in parts:
            before = self._part(number, part, who, before, codes, names_some=names_some)

    def _people_called(self, name: str) -> list[Volunteer]:
        """Who sits in the week and is called so, in full or by what the name begins with."""
        wanted = folded(name).split()
        names = {row.id: folded(row.name).split() for row in self.people.values()}
        exact = [row for row in self.people.values() if names[row.id] == wanted]
        return exact or [row for row in self.people.values() if wanted and names[row.id][: len(wanted)] == wanted]

    def _is_answer(self, text: str) -> bool:
        """Whether what stands before a colon is no name: 'Tue: yes', 'K7R: no'."""
        codes = self._codes(None)
        return all(word in _KNOWN or word in codes or bool(weekdays_in(word)) for word in folded(text).split())

    def _part(
        self,
        number: int,
        part: _Part,
        who: VolunteerId | None,
        before: Answer | None,
        codes: dict[str, list[Duty]],
        *,
        names_some: bool,
    ) -> Answer | None:
        """One part of a line; gives back the answer by which later parts go that have none."""
        answer = part.answer or before
        days = {day for word in part.words for day in weekdays_in(word)}
        meant = [duty for word in part.words for duty in codes.get(word, ())]
        is_whole = not days and not meant and (not names_some or not _ALL.isdisjoint(part.words))
        own = self.duties.get(who, ()) if who else ()
        meant += [duty for duty in own if (is_whole or duty.starts.weekday() in days) and duty not in meant]
        if why := self._doubt(part, answer, codes, is_nobody=who is None and not meant):
            self._miss(number, part.text, why)
        elif answer is not None and (days or is_whole) and not meant:
            self._miss(number, part.text, say("There is no seat then."))
        elif answer is not None:
            for duty in meant:
                self._note(number, part.text, duty, answer, is_whole=is_whole)
        return answer

    def _doubt(
        self, part: _Part, answer: Answer | None, codes: dict[str, list[Duty]], *, is_nobody: bool
    ) -> Sentence | None:
        """Why a part is not understood; None when it is."""
        strange = [word for word in part.words if word not in _KNOWN and word not in codes and not weekdays_in(word)]
        if strange:
            return say("“{word}” is not understood.", word=strange[0])
        if not _MAYBE.isdisjoint(part.words):
            return say("This is neither yes nor no. Ask again.")
        if answer is None:
            return say("There is neither a yes nor a no in it.")
        return say("Who says so? Begin the line with a name.") if is_nobody else None

    def _codes(self, who: VolunteerId | None) -> dict[str, list[Duty]]:
        """Seats by code: somebody's own, or everybody's where no name stands before."""
        found: dict[str, list[Duty]] = defaultdict(list)
        for person, duties in self.duties.items():
            for duty in duties if who in (None, person) else ():
                found[duty.code.lower()].append(duty)
        return found

    def _note(self, number: int, part: str, duty: Duty, answer: Answer, *, is_whole: bool) -> None:
        known = self.said.get(duty.seat_id)
        if known is not None and known.answer is not answer and (duty.seat_id in self.whole) == is_whole:
            del self.said[duty.seat_id]
            self._miss(number, part, say("It says yes and no to the same seat: {what}", what=plain(duty.words)))
        elif known is None or duty.seat_id in self.whole:
            name = self.people[duty.volunteer_id].name
            self.said[duty.seat_id] = Said(duty.seat_id, duty.volunteer_id, name, answer, duty.answer, duty)
            (self.whole.add if is_whole else self.whole.discard)(duty.seat_id)

    def _miss(self, number: int, text: str, why: Sentence) -> None:
        self.unclear.append(Unclear(number, text, why))


@dataclass(frozen=True, slots=True)
class _Part:
    """A few words with one answer, or none."""

    text: str
    words: tuple[str, ...]
    answer: Answer | None


def _parts(text: str) -> Iterator[_Part]:
    """The parts of a line; 'yes Tue no Thu' and 'Tue yes Thu no' have two each."""
    for piece in _BETWEEN.split(folded(text)):
        words = [word.strip('!?()"*') for word in _CANNOT.sub("no", piece).replace("tal vez", "talvez").split()]
        for some in _by_answer([word for word in words if word]):
            yield _Part(" ".join(some), tuple(some), next((_ANSWERS[word] for word in some if word in _ANSWERS), None))


def _by_answer(words: list[str]) -> Iterator[list[str]]:
    """Words cut so that each piece has one answer: before what it is about, or behind it, as the first one stands."""
    telling = [word for word in words if word not in _FILLING]
    comes_first = bool(telling) and telling[0] in _ANSWERS
    piece: list[str] = []
    for word in words:
        has_one = any(each in _ANSWERS for each in piece)
        if has_one and (word in _ANSWERS if comes_first else word not in _FILLING and word not in _ANSWERS):
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece


def _nobody(name: str, called: Sequence[Volunteer]) -> Sentence:
    if not called:
        return say("Nobody called “{name}” has a seat in this week.", name=name)
    names = listing([row.name for row in called])
    return say("“{name}” can be several: {names}. Type it in full.", name=name, names=names)
