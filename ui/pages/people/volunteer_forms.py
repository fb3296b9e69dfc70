"""What is typed about a volunteer: who they are, a paper, an absence, a household whom they must not meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from clinic.domain.people import Credential, CredentialKind, Role, Speaks, usual_directions
from clinic.domain.words import CREDENTIALS, LANGUAGES, LEVELS, ROLES
from clinic.i18n import _
from clinic.services.importing.vocabulary import read_languages
from clinic.services.views.people import VolunteerDetail
from ui.dialogs.forms import Form, OptionalDate


class VolunteerForm(Form):
    """Name, roles, languages, presence, contact, training and vetting."""

    def __init__(self, parent: QWidget, one: VolunteerDetail | None) -> None:
        title = _("Edit volunteer") if one else _("Add person")
        super().__init__(parent, "volunteerForm", title, _("Save") if one else _("Add person"))
        self._one = one
        self.name = QLineEdit(one.name if one else "")
        self.roles, self.speaks = _role_list(one.roles if one else ()), QLineEdit(_spoken(one.speaks) if one else "")
        self.speaks.setPlaceholderText(_("Spanish best, English workable"))
        self.phone, self.email = QLineEdit(one.phone if one else ""), QLineEdit(one.email if one else "")
        self.here_from = OptionalDate(one.here_from if one else None, _("from"))
        self.here_until = OptionalDate(one.here_until if one else None, _("until"))
        self.trained = OptionalDate(one.trained_on if one else None, _("done on"))
        self.vetted = OptionalDate(one.vetted_on if one else None, _("done on"))
        self.remote = QCheckBox(_("works by phone or video"))
        self.remote.setChecked(bool(one and one.remote))
        self.tongue = QComboBox()
        self.tongue.addItems(["English", "Español"])
        self.tongue.setCurrentIndex(int(bool(one and one.feed_language == "es")))
        self.lay_out(
            (
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
            )
        )
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
        # Directions that were put right by hand stay as long as the languages do.
        kept = self._one.interprets if self._one is not None and speaks == self._one.speaks else ()
        return {
            "name": self.name.text().strip(),
            "roles": roles,
            "speaks": speaks,
            "interprets": kept or usual_directions(roles, speaks),
            "here_from": self.here_from.value,
            "here_until": self.here_until.value,
            "trained_on": self.trained.value,
            "vetted_on": self.vetted.value,
            "phone": self.phone.text().strip(),
            "email": self.email.text().strip(),
            "remote": self.remote.isChecked(),
            "feed_language": "es" if self.tongue.currentIndex() else "en",
        }


def _role_list(chosen: Sequence[Role]) -> QListWidget:
    found = QListWidget()
    for role in Role:
        item = QListWidgetItem(str(ROLES[role]))
        item.setData(Qt.ItemDataRole.UserRole, role)
        item.setCheckState(Qt.CheckState.Checked if role in chosen else Qt.CheckState.Unchecked)
        found.addItem(item)
    found.setFixedHeight(130)
    return found


def _spoken(speaks: Sequence[Speaks]) -> str:
    return ", ".join(f"{LANGUAGES.get(one.language, one.language)} {LEVELS[one.level]}" for one in speaks)


class PaperForm(Form):
    """A credential: which, where it counts, its number, its last day. With `held` a new date for one on file."""

    def __init__(self, parent: QWidget, held: Credential | None) -> None:
        super().__init__(parent, "paperForm", _("Paper"), _("Save"))
        self.kind = QComboBox()
        for kind in CredentialKind:
            self.kind.addItem(str(CREDENTIALS[kind]), kind)
        self.where = QLineEdit(held.jurisdiction if held else "")
        self.number = QLineEdit(held.number if held else "")
        self.until, self.seen = OptionalDate(held.expires_on if held else None, _("until")), QLineEdit()
        if held is not None:
            self.kind.setCurrentIndex(list(CredentialKind).index(held.kind))
        self.lay_out(
            (
                (_("Paper"), self.kind, "kind"),
                (_("State or country"), self.where, "where"),
                (_("Number"), self.number, "number"),
                (_("Valid"), self.until, "until"),
                (_("Seen by"), self.seen, "seen"),
            )
        )
        if held is not None:
            self.until.edit.setFocus()

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


class ConflictForm(Form):
    """The code of a household whom somebody must not meet. Why is not asked, and not kept."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "conflictForm", _("Known conflict"), _("Save"))
        self.code = QLineEdit()
        self.code.setPlaceholderText("H5-GQ8")
        self.lay_out(
            ((_("Code of the household"), self.code, "code"),),
            _("They are never put together. Why is not kept, and nothing of it leaves this laptop."),
        )
        self.code.textChanged.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        self._save.setEnabled(False)

    @property
    def given(self) -> dict[str, Any]:
        return {"code": self.code.text().strip()}
