"""The small forms of the People page: a volunteer, a paper, an absence, a household, a hearing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from clinic.domain.hearings import HearingKind
from clinic.domain.people import AbsenceKind, Credential, CredentialKind, Role, Speaks, usual_directions
from clinic.domain.when import at
from clinic.domain.words import ABSENCES, CREDENTIALS, HEARINGS, LANGUAGES, LEVELS, ROLES
from clinic.i18n import _
from clinic.services.choices import PlaceChoice
from clinic.services.importing.vocabulary import read_languages
from clinic.services.views.people import VolunteerDetail
from ui.desk import Desk, Verb
from ui.widgets.basics import Button, Label, column, row


class OptionalDate(QWidget):
    """A day that may be left open."""

    def __init__(self, given: date | None, word: str) -> None:
        super().__init__()
        self._box, self.edit = QCheckBox(word), QDateEdit()
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("yyyy-MM-dd")
        start = given or date.today()  # noqa: DTZ011 - a first suggestion on the coordinator's own calendar
        self.edit.setDate(QDate(start.year, start.month, start.day))
        self._box.setChecked(given is not None)
        self.edit.setEnabled(given is not None)
        self._box.toggled.connect(self.edit.setEnabled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        layout.addWidget(self.edit, 1)

    @property
    def value(self) -> date | None:
        """The day, None while it is left open."""
        return _date(self.edit) if self._box.isChecked() else None


def _date(edit: QDateEdit) -> date:
    on = edit.date()
    return date(on.year(), on.month(), on.day())


def _time(edit: QTimeEdit) -> time:
    clock = edit.time()
    return time(clock.hour(), clock.minute())


class Form(QDialog):
    """Named fields, one filled button, Back."""

    def __init__(self, parent: QWidget, name: str, title: str, word: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self._form = QFormLayout()
        self._save = Button(word, kind="primary", name="save", on=self.accept)
        self._save.setDefault(True)
        self._note = Label("", "small", "ink2", wrap=True)
        buttons = row(None, Button(_("Back"), on=self.reject), self._save)
        self.setLayout(column(self._form, self._note, buttons, gap=12, margins=(20, 18, 20, 16)))

    def add(self, caption: str, field: QWidget, name: str) -> None:
        """Add a field under its caption."""
        field.setObjectName(name)
        field.setAccessibleName(caption)
        self._form.addRow(caption, field)

    def note(self, text: str) -> None:
        """Say something under the fields."""
        self._note.setText(text)

    @property
    def given(self) -> dict[str, Any]:
        """What the service needs, by keyword."""
        return {}


def open_form(desk: Desk, form: Form, verb: Verb, **ids: Any) -> None:
    """Show a form; when it is accepted, have `verb` done with what was typed."""
    form.accepted.connect(lambda: desk.run(verb, starter=form.parent(), **ids, **form.given))
    form.finished.connect(form.deleteLater)
    form.open()


class VolunteerForm(Form):
    """Name, roles, languages, presence, contact, training and vetting."""

    def __init__(self, parent: QWidget, one: VolunteerDetail | None) -> None:
        title = _("Edit volunteer") if one else _("Add person")
        super().__init__(parent, "volunteerForm", title, _("Save") if one else _("Add person"))
        self._one = one
        self.name = QLineEdit(one.name if one else "")
        self.roles, self.speaks = QListWidget(), QLineEdit(_spoken_words(one.speaks) if one else "")
        for role in Role:
            item = QListWidgetItem(str(ROLES[role]))
            item.setData(Qt.ItemDataRole.UserRole, role)
            item.setCheckState(Qt.CheckState.Checked if one and role in one.roles else Qt.CheckState.Unchecked)
            self.roles.addItem(item)
        self.roles.setFixedHeight(130)
        self.speaks.setPlaceholderText(_("Spanish best, English workable, Mam a little"))
        self.phone = QLineEdit(one.phone if one else "")
        self.email = QLineEdit(one.email if one else "")
        self.here_from = OptionalDate(one.here_from if one else None, _("from"))
        self.here_until = OptionalDate(one.here_until if one else None, _("until"))
        self.trained = OptionalDate(one.trained_on if one else None, _("done on"))
        self.vetted = OptionalDate(one.vetted_on if one else None, _("done on"))
        self.remote = QCheckBox(_("works by phone or video"))
        self.remote.setChecked(bool(one and one.remote))
        self.tongue = QComboBox()
        self.tongue.addItems(["English", "Español"])
        self.tongue.setCurrentIndex(int(bool(one and one.feed_language == "es")))
        for caption, field, name in (
            (_("Name"), self.name, "name"),
            (_("Roles"), self.roles, "roles"),
            (_("Languages"), self.speaks, "speaks"),
            (_("Here from"), self.here_from, "hereFrom"),
            (_("Here until"), self.here_until, "hereUntil"),
            (_("Training"), self.trained, "trained"),
            (_("Vetted to drive"), self.vetted, "vetted"),
            (_("Phone"), self.phone, "phone"),
            (_("E-mail"), self.email, "email"),
            (_("Calendar language"), self.tongue, "tongue"),
            ("", self.remote, "remote"),
        ):
            self.add(caption, field, name)
        self.name.textChanged.connect(self._look)
        self.speaks.textChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        unknown = read_languages(self.speaks.text()).unknown
        self.note(_("Not understood: {words}").format(words=", ".join(unknown)) if unknown else "")
        self._save.setEnabled(bool(self.name.text().strip()) and not unknown)

    @property
    def given(self) -> dict[str, Any]:
        items = [self.roles.item(n) for n in range(self.roles.count())]
        chosen = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]
        roles, speaks = tuple(chosen), read_languages(self.speaks.text()).speaks
        same = self._one is not None and speaks == self._one.speaks and self._one.interprets
        return {
            "name": self.name.text().strip(),
            "roles": roles,
            "speaks": speaks,
            "interprets": self._one.interprets if self._one and same else usual_directions(roles, speaks),
            "here_from": self.here_from.value,
            "here_until": self.here_until.value,
            "trained_on": self.trained.value,
            "vetted_on": self.vetted.value,
            "phone": self.phone.text().strip(),
            "email": self.email.text().strip(),
            "remote": self.remote.isChecked(),
            "feed_language": "es" if self.tongue.currentIndex() else "en",
        }


def _spoken_words(speaks: Sequence[Speaks]) -> str:
    return ", ".join(f"{LANGUAGES.get(one.language, one.language)} {LEVELS[one.level]}" for one in speaks)


class PaperForm(Form):
    """A credential: which, where it counts, its number, its last day."""

    def __init__(self, parent: QWidget, expires: date | None) -> None:
        super().__init__(parent, "paperForm", _("Paper"), _("Save"))
        self.kind, self.where, self.number = QComboBox(), QLineEdit(), QLineEdit()
        for kind in CredentialKind:
            self.kind.addItem(str(CREDENTIALS[kind]), kind)
        self.until, self.seen = OptionalDate(expires, _("until")), QLineEdit()
        self.add(_("Paper"), self.kind, "kind")
        self.add(_("State or country"), self.where, "where")
        self.add(_("Number"), self.number, "number")
        self.add(_("Valid"), self.until, "until")
        self.add(_("Seen by"), self.seen, "seen")

    @property
    def given(self) -> dict[str, Any]:
        return {
            "credential": Credential(
                self.kind.currentData(),
                self.where.text().strip(),
                self.number.text().strip(),
                self.until.value,
                self.seen.text().strip(),
            )
        }


class AbsenceForm(Form):
    """From when until when somebody is not free, and why."""

    def __init__(self, parent: QWidget, now: datetime, zone: str) -> None:
        super().__init__(parent, "absenceForm", _("Absence"), _("Save"))
        self._zone = zone
        self.kind = QComboBox()
        for kind in AbsenceKind:
            self.kind.addItem(str(ABSENCES[kind]), kind)
        self.first, self.last = (
            OptionalDate(now.date(), _("from")),
            OptionalDate(now.date() + timedelta(days=1), _("until")),
        )
        self.starts, self.ends = QTimeEdit(QTime(now.hour, now.minute)), QTimeEdit(QTime(18, 0))
        for clock in (self.starts, self.ends):
            clock.setDisplayFormat("HH:mm")
        self.add(_("Why"), self.kind, "kind")
        self.add(_("First day"), self.first, "first")
        self.add(_("From"), self.starts, "starts")
        self.add(_("Last day"), self.last, "last")
        self.add(_("Until"), self.ends, "ends")

    @property
    def given(self) -> dict[str, Any]:
        return {
            "kind": self.kind.currentData(),
            "starts_at": at(_date(self.first.edit), _time(self.starts), self._zone),
            "ends_at": at(_date(self.last.edit), _time(self.ends), self._zone),
        }


class HouseholdForm(Form):
    """A household under a new code: how many, how old, where they stay, what they speak."""

    def __init__(self, parent: QWidget, shelters: Sequence[PlaceChoice]) -> None:
        super().__init__(parent, "householdForm", _("Add household"), _("Add household"))
        self._shelters = shelters
        self.adults, self.ages, self.shelter = QSpinBox(), QLineEdit(), QComboBox()
        self.adults.setRange(0, 20)
        self.adults.setValue(1)
        self.ages.setPlaceholderText("3, 9")
        self.shelter.addItem(_("not known"))
        self.shelter.addItems([place.label for place in shelters])
        self.language = QComboBox()
        for code, name in LANGUAGES.items():
            self.language.addItem(str(name), code)
        self.reference = QLineEdit()
        self.add(_("Adults"), self.adults, "adults")
        self.add(_("Ages of children"), self.ages, "children")
        self.add(_("Shelter"), self.shelter, "shelter")
        self.add(_("Language"), self.language, "language")
        self.add(_("Own reference"), self.reference, "reference")
        self.note(_("A random code stands for them everywhere. No name is needed."))

    @property
    def given(self) -> dict[str, Any]:
        ages = [int(age) for age in re.findall(r"\d+", self.ages.text())]
        persons: list[dict[str, int]] = [{} for _n in range(self.adults.value())] + [{"age": age} for age in ages]
        number = self.shelter.currentIndex() - 1
        return {
            "persons": persons or [{}],
            "shelter": self._shelters[number].place_id if number >= 0 else None,
            "languages": (self.language.currentData(),),
            "reference": self.reference.text().strip(),
        }


class HearingForm(Form):
    """Two times as typed from the paper. One left empty is proposed from the site's lead and marked as proposed."""

    def __init__(self, parent: QWidget, day: date, ports: Sequence[PlaceChoice]) -> None:
        super().__init__(parent, "hearingForm", _("Add hearing"), _("Add hearing"))
        self._ports = ports
        self.on, self.report, self.hearing = QDateEdit(QDate(day.year, day.month, day.day)), QLineEdit(), QLineEdit()
        self.on.setCalendarPopup(True)
        self.on.setDisplayFormat("yyyy-MM-dd")
        for field in (self.report, self.hearing):
            field.setPlaceholderText("04:00")
        self.kind, self.port = QComboBox(), QComboBox()
        for kind in HearingKind:
            self.kind.addItem(str(HEARINGS[kind]), kind)
        self.port.addItems([place.label for place in ports])
        self.add(_("Day"), self.on, "on")
        self.add(_("Report time, from the tear sheet"), self.report, "report")
        self.add(_("Hearing time"), self.hearing, "hearing")
        self.add(_("Kind"), self.kind, "kind")
        self.add(_("Port"), self.port, "port")
        self.note(_("Type both times from the paper. A report time that is left empty is proposed and marked as such."))

    @property
    def given(self) -> dict[str, Any]:
        return {
            "hearing_on": _date(self.on),
            "report": self.report.text().strip(),
            "hearing": self.hearing.text().strip(),
            "kind": self.kind.currentData(),
            "port": self._ports[self.port.currentIndex()].place_id if self._ports else None,
        }
