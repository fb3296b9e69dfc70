"""What a proposal is about: how it is read, looked for, told and taken over. `ui.proposal_view` shows any of them.

Nothing is changed before `apply`. The file is read on the data lane, the search runs beside it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from time import monotonic
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QLineEdit

from clinic.i18n import Sentence
from clinic.jobs import Progress
from clinic.ports import UnitOfWork
from ui.widgets.lines import Line

Ground = TypeVar("Ground")
Found = TypeVar("Found")

#: A search is told to be nearly there at most; only its end is the end.
MOST = 0.99


class Best(Protocol):
    """The best so far, in words that tell the gap as well where it is known."""

    @property
    def words(self) -> Sentence: ...


#: Told the best so far; True stops and keeps it. It may raise `clinic.jobs.Cancelled`.
Watch = Callable[[Best], bool]


class Trial(Protocol):
    """Something that would help and is not so yet."""

    @property
    def words(self) -> Sentence: ...


class Proposing(ABC, Generic[Ground, Found]):
    """One kind of proposal. Lines of what is proposed have a number as their key; all other keys cannot be chosen."""

    left_title: str
    """What stands above those who are left."""
    everybody: str
    """What is said when nobody is left."""
    nothing: str
    """What is said in place of what is proposed when that is nothing and somebody is left."""
    busy: str
    """What is being done, for the status bar."""
    replan_word: str
    """What the switch lets be planned anew."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What stands above what is proposed."""

    @property
    @abstractmethod
    def seconds(self) -> float:
        """How long is looked at most."""

    @abstractmethod
    def survey(self, *, replan: bool) -> Callable[[UnitOfWork], Ground] | None:
        """The query that reads what is to be planned, put together on the window's thread; None: nothing to plan."""

    @abstractmethod
    def search(self, ground: Ground, watch: Watch, trial: Any, /) -> Found:
        """Look for the best plan; runs in a thread of its own. `trial` is what is assumed, None as a rule."""

    @abstractmethod
    def numbers(self, found: Found) -> Collection[int]:
        """The numbers of what is proposed."""

    @abstractmethod
    def lines(self, found: Found, wanted: Collection[int]) -> list[Line]:
        """What is proposed; what is not wanted is left out."""

    @abstractmethod
    def left_lines(self, found: Found) -> list[Line]:
        """Who is left and why, and what would help."""

    @abstractmethod
    def left_note(self, found: Found) -> str:
        """How many are left; '' when nobody is."""

    @abstractmethod
    def words(self, found: Found) -> Sequence[Sentence]:
        """What is told above everything else."""

    @abstractmethod
    def take_words(self, count: int) -> Sentence:
        """What stands on the button that takes so many over."""

    @abstractmethod
    def apply(self, work: UnitOfWork, *, found: Found, wanted: Collection[int] | None) -> object:
        """Take over what is wanted, all of it where that is None, as one change."""

    def can_choose(self, found: Found) -> bool:
        """Whether things can be taken over one by one; `found` says."""
        return bool(self.numbers(found))

    def named_by(self, _found: Found, key: str) -> Collection[int]:
        """What is taken or left out together by the line of this key: itself, or (by a head) all that is under it."""
        return {int(key)} if key.isdecimal() else ()

    def trial(self, _found: Found, _key: str) -> Trial | None:
        """What the line of this key would have tried, if it is one of those."""
        return None

    def field(self) -> QLineEdit | None:
        """A field of its own, beside 'Plan again'; Enter in it plans again."""
        return None

    def forget(self) -> None:
        """The proposal is over: whatever was typed for it goes."""


class Search(Generic[Ground, Found]):
    """One search in a thread of its own: `is_enough` stops it with what there is."""

    def __init__(
        self, what: Proposing[Ground, Found], ground: Ground, trial: Trial | None, tell: Callable[[str], object]
    ) -> None:
        self.ground, self.trial, self.is_enough = ground, trial, False
        self._what, self._tell, self._said = what, tell, ""

    def run(self, progress: Progress) -> Found:
        """Look, and tell each better plan once."""
        began, seconds = monotonic(), self._what.seconds

        def watch(best: Best) -> bool:
            words = str(best.words)
            progress(words, min(MOST, (monotonic() - began) / seconds))
            if words != self._said:
                self._said = words
                self._tell(words)
            return self.is_enough

        return self._what.search(self.ground, watch, self.trial)
