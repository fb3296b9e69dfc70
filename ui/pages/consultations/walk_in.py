"""Somebody is at the door: a household on file, found by its code, or a new one of so many people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QStackedWidget, QWidget

from clinic.domain.consultations import ConsultationKind
from clinic.domain.ids import HouseholdId, SiteId
from clinic.domain.words import LANGUAGES
from clinic.i18n import _, say_n
from clinic.services import waiting_list, walk_ins
from clinic.services.choices import HouseholdChoice, PersonChoice, PlaceChoice
from ui.desk import Verb
from ui.pages.consultations.person_boxes import PersonBoxes
from ui.pages.consultations.words import kind_choices
from ui.ride_words import people
from ui.widgets.basics import Button, Label, column, row
from ui.widgets.header import Segments
from ui.widgets.lines import Line, LineList

MOST_ADULTS = 12
PAUSE = 120
"""Milliseconds after the last key before the file is searched."""


class WalkInDialog(QDialog):
    """Asks who is at the door and what for; `verb` with `given` puts them on the list, 'here now'."""

    searched = Signal(str)
    """A part of a code was typed; the answer comes by `show_found`."""
    household_chosen = Signal(object)
    """Who belongs to this household? The answer comes by `show_persons`."""

    def __init__(self, parent: QWidget, *, site: SiteId, shelters: Sequence[PlaceChoice]) -> None:
        super().__init__(parent)
        self.setObjectName("walkInDialog")
        self.setWindowTitle(_("Walk-in"))
        self._site, self._shelters = site, shelters
        self._found: dict[str, HouseholdChoice] = {}
        self._who = Segments([("known", _("On file")), ("new", _("New household"))], "known", _("Who is here?"))
        self.code, self.households = QLineEdit(), LineList(_("Households on file"), top_line=False)
        self.kind, self.language, self.shelter = QComboBox(), QComboBox(), QComboBox()
        self.adults, self.ages = QComboBox(), QLineEdit()
        self._persons = PersonBoxes()
        self._error = Label("", "small", "bad", wrap=True)
        self._error.setObjectName("error")
        self._pages = QStackedWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._fill()
        self._lay_out()
        self._wire()

    def _fill(self) -> None:
        for word, kind in kind_choices():
            self.kind.addItem(word, kind)
        self.kind.setCurrentIndex(self.kind.findData(ConsultationKind.INTAKE))
        for code, name in sorted(LANGUAGES.items(), key=lambda item: str(item[1])):
            self.language.addItem(str(name), code)
        self.language.setCurrentIndex(self.language.findData("spa"))
        self.shelter.addItem(_("not known"), None)
        for place in self._shelters:
            self.shelter.addItem(place.label, place.place_id)
        for number in range(MOST_ADULTS + 1):
            self.adults.addItem(str(number), number)
        self.adults.setCurrentIndex(1)
        self.code.setPlaceholderText(_("Code, or a part of it"))
        self.ages.setPlaceholderText(_("such as 4, 9"))
        self.households.setMinimumHeight(140)

    def _lay_out(self) -> None:
        known, new = QWidget(), QWidget()
        known.setLayout(column(self._form((_("Code"), self.code, "code")), self.households, self._persons, gap=8))
        self.households.setObjectName("households")
        new.setLayout(
            self._form(
                (_("Adults"), self.adults, "adults"),
                (_("Ages of children"), self.ages, "ages"),
                (_("Language"), self.language, "language"),
                (_("Shelter"), self.shelter, "shelter"),
            )
        )
        for page in (known, new):
            self._pages.addWidget(page)
        self.add = Button(_("Add to the list"), kind="primary", name="addWalkIn", on=self._on_add)
        self.add.setDefault(True)
        back = Button(_("Back"), name="back", on=self.reject)
        form = self._form((_("Asks for"), self.kind, "kind"))
        buttons = row(None, back, self.add)
        self.setLayout(column(row(self._who, None), self._pages, form, self._error, buttons, gap=12, margins=(20,) * 4))
        self.setMinimumWidth(420)
        self._error.hide()
        self.code.setFocus()

    @staticmethod
    def _form(*fields: tuple[str, QWidget, str]) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        for caption, field, name in fields:
            field.setObjectName(name)
            field.setAccessibleName(caption)
            form.addRow(caption, field)
        return form

    def _wire(self) -> None:
        self._who.chosen.connect(self._on_who)
        self.code.textChanged.connect(lambda _text: self._pause.start())
        self.code.returnPressed.connect(self._on_add)
        self._pause.timeout.connect(lambda: self.searched.emit(self.code.text()))
        self.households.opened.connect(lambda _key: self._on_add())
        self.households.chosen.connect(self._on_household)

    def _on_who(self, who: str) -> None:
        self._pages.setCurrentIndex(int(who == "new"))
        self._error.hide()
        (self.adults if who == "new" else self.code).setFocus()

    @property
    def is_new(self) -> bool:
        """Whether a household is entered that is not on file."""
        return self._who.current == "new"

    def show_found(self, found: Sequence[HouseholdChoice]) -> None:
        """Show which households on file have what was typed in their code."""
        self._found = {str(one.household_id): one for one in found}
        self._persons.show_persons(())
        self.households.set_lines([_line(one) for one in found])
        if found and not self.households.current_key:
            self.households.choose(str(found[0].household_id))
        self._error.hide()

    def _on_household(self, key: str) -> None:
        self._persons.show_persons(())
        if key in self._found:
            self.household_chosen.emit(self._found[key].household_id)

    def show_persons(self, household: HouseholdId, persons: Sequence[PersonChoice]) -> None:
        """Show who belongs to a household, if it is still the one that is chosen."""
        if self.households.current_key == str(household):
            self._persons.show_persons(persons)

    def _on_add(self) -> None:
        problem = self._problem()
        self._error.setText(problem)
        self._error.setVisible(bool(problem))
        if not problem:
            self.accept()

    def _problem(self) -> str:
        """What is still wrong, in words; '' when it can be added."""
        if self.is_new:
            if self._ages() is None:
                return _("Error: ages are whole numbers from 0 to 17, with commas between them.")
            if self.adults.currentData() + len(self._ages() or ()) == 0:
                return _("Error: a household has at least one person.")
            return ""
        if self.households.current_key not in self._found:
            return _("Error: no household with this code is on file.")
        return _("Error: at least one person of the household is here.") if self._persons.is_nobody else ""

    def _ages(self) -> tuple[int, ...] | None:
        """Ages as typed; None when they cannot be read."""
        parts = self.ages.text().replace(",", " ").replace(";", " ").split()
        if not all(part.isdecimal() and int(part) < 18 for part in parts):
            return None
        return tuple(int(part) for part in parts)

    @property
    def verb(self) -> Verb:
        """The service that does it."""
        return walk_ins.enter if self.is_new else waiting_list.walk_in

    @property
    def given(self) -> dict[str, Any]:
        """What `verb` needs."""
        kind = self.kind.currentData()
        if not self.is_new:
            household = self._found[self.households.current_key].household_id
            return {"household": household, "kind": kind, **self._persons.given}
        return {
            "site": self._site,
            "adults": self.adults.currentData(),
            "child_ages": self._ages() or (),
            "language": self.language.currentData(),
            "shelter": self.shelter.currentData(),
            "kind": kind,
        }


def _line(one: HouseholdChoice) -> Line:
    count = str(say_n("{n} person", "{n} people", one.adults + one.children))
    return Line(
        key=str(one.household_id),
        title=one.code,
        tag=people(one.adults, one.children),
        right=str(one.languages),
        sentence=f"{one.code}, {count}, {one.languages}",
    )
