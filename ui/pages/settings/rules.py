"""The figures that the rules read, and what other figures would do to this week before they are saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import time
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QWidget

from clinic.domain.policy import Policy
from clinic.domain.when import Week
from clinic.i18n import _, say_n
from clinic.services import clinic_settings
from clinic.services.policy_effect import PolicyEffect, policy, policy_effect
from ui.dialogs.forms import ClockField, NumberField, inset
from ui.page import Page
from ui.states import State
from ui.theme import theme
from ui.widgets.basics import Button, Card, Glyph, Label, Rule, clear, column, row
from ui.widgets.panel import Panel, Split

Figure = tuple[str, str, str]
"""(field of the policy, caption, unit)."""
MOST_NAMED = 5


def figures() -> Sequence[tuple[str, Sequence[Figure]]]:
    """All figures, in groups."""
    minutes, hours = _("min"), _("h")
    return (
        (
            _("Hearing day"),
            (
                ("time_in_hand", _("Time in hand at the port before the report time"), minutes),
                ("boarding", _("Getting in, at each stop"), minutes),
                ("wake_up", _("Waking up before leaving home"), minutes),
                ("overdue", _("No word: overdue so long after a due check-in"), minutes),
                ("unknown_travel", _("A way between two places that nobody has typed"), minutes),
                ("child_seat_until_age", _("Child seat up to this age"), _("years")),
                ("two_adults_a_vehicle", _("Two adults of the team in every vehicle"), ""),
            ),
        ),
        (
            _("Volunteers"),
            (
                ("rest", _("Rest between two duties when one is at night"), hours),
                ("hours_a_day", _("Longest day on duty"), hours),
                ("days_a_week", _("Days a week"), _("days")),
                ("nights_a_week", _("Nights a week"), _("nights")),
                ("night_from", _("Night begins"), ""),
                ("night_until", _("Night ends"), ""),
                ("training_needed", _("Training before the first seat"), ""),
            ),
        ),
        (
            _("Consultations"),
            (
                ("interpreter_factor", _("Longer by this factor with an interpreter"), ""),
                ("relay_factor", _("Longer by this factor in a relay"), ""),
                ("second_interpreter_after", _("Second interpreter after"), minutes),
            ),
        ),
    )


class RulesSection(Split):
    """Only here is a Save button, because the effect is wide; it is shown beside it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kept = Policy()
        self.fields: dict[str, QWidget] = {}
        self._soon = QTimer()
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self._ask_effect)
        card = Panel(_("Figures of the rules"), _("The rules read them for all three plans. Undo works here too."))
        for title, group in figures():
            card.content.addWidget(Rule())
            card.content.addLayout(self._group(title, group))
        self.effect = EffectCard()
        self.effect.save.set_act(self._save)
        self.effect.put_back.set_act(self._show_kept)
        side = QWidget()
        side.setLayout(column(self.effect, None))
        super().__init__(card, side, 300)
        self._show_kept()

    def _group(self, title: str, group: Sequence[Figure]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(14, 8, 14, 10)
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(8)
        grid.setColumnMinimumWidth(1, theme().px(84))
        grid.setColumnMinimumWidth(2, theme().px(56))
        grid.addWidget(Label(title, "section"), 0, 0)
        for number, (name, caption, unit) in enumerate(group, 1):
            field = self._field(name)
            field.setObjectName(f"policy-{name}")
            field.setAccessibleName(caption)
            label = Label(caption, wrap=True)
            label.setBuddy(field)
            grid.addWidget(label, number, 0)
            grid.addWidget(field, number, 1)
            grid.addWidget(Label(unit, "small", "ink2"), number, 2)
            self.fields[name] = field
        return grid

    def _field(self, name: str) -> QWidget:
        value = getattr(self._kept, name)
        if isinstance(value, bool):
            box = QCheckBox(_("needed"))
            box.toggled.connect(self._soon.start)
            return box
        if isinstance(value, time):
            clock = ClockField(value)
            clock.timeChanged.connect(self._soon.start)
            return clock
        if isinstance(value, float):
            factor = QDoubleSpinBox()
            inset(factor.lineEdit())
            factor.setRange(1, 5)
            factor.setSingleStep(0.05)
            factor.valueChanged.connect(self._soon.start)
            return factor
        number = NumberField(0, 9999)
        number.valueChanged.connect(self._soon.start)
        return number

    # -------------------------------------------------------------------------------------------------- what is shown

    def reload(self) -> None:
        """Read the figures in force; what was typed and not saved stays."""
        self._page.desk.read(policy, self._show, newest="settings.policy", owner=self)

    def _show(self, found: Policy) -> None:
        was_touched = bool(self.changed)
        self._kept = found
        if was_touched:
            self._ask_effect()
        else:
            self._show_kept()

    def _show_kept(self) -> None:
        for name, field in self.fields.items():
            _set(field, _shown(name, getattr(self._kept, name)))
        self._soon.stop()
        self.effect.show_nothing()

    @property
    def changed(self) -> dict[str, Any]:
        """Figures that are typed otherwise than they are in force."""
        kept = asdict(self._kept)
        typed = {name: _typed(name, _value(field)) for name, field in self.fields.items()}
        return {name: value for name, value in typed.items() if value != kept[name]}

    def _ask_effect(self) -> None:
        changed, desk = self.changed, self._page.desk
        site, week = desk.site, Week.of(desk.day)
        if not changed:
            self.effect.show_nothing()
            return
        self.effect.wait()
        if site is not None:
            desk.read(
                lambda work: policy_effect(work, site=site, week=week, **changed),
                lambda found: self.effect.show_effect(found, week),
                newest="settings.effect",
                owner=self,
            )

    def _save(self) -> None:
        if self.changed:
            self._page.desk.run(clinic_settings.set_policy, starter=self._page, done=self._on_saved, **self.changed)

    def _on_saved(self, _change: object) -> None:
        self._kept = Policy(**{**asdict(self._kept), **self.changed})
        self._show_kept()


class EffectCard(Card):
    """What saving would do to the week in the top bar."""

    def __init__(self) -> None:
        super().__init__(margin=14, gap=8)
        self.setObjectName("effect")
        self._title, self._lines = Label(_("If you save this"), "panel"), column(gap=6)
        self.save = Button(_("Save"), kind="primary", name="savePolicy")
        self.put_back = Button(_("Put back"), name="putBack")
        self.body.addWidget(self._title)
        self.body.addLayout(self._lines)
        self.body.addLayout(row(self.save, self.put_back, None))
        note = _("It is written in the diary. The hours of trips follow when a trip is next changed.")
        self.body.addWidget(Label(note, "small", "ink2", wrap=True))

    def show_nothing(self) -> None:
        """Nothing is typed otherwise than in force."""
        clear(self._lines)
        self._lines.addWidget(Label(_("Nothing is changed."), "small", "ink2", wrap=True))
        self._enable(is_on=False)

    def wait(self) -> None:
        """It may be saved already while the effect is worked out."""
        self._enable(is_on=True)

    def show_effect(self, found: PolicyEffect, week: Week) -> None:
        """Say which seats would be warned of, which no longer, and how many stay as they are."""
        clear(self._lines)
        self._lines.addWidget(Label(_("Week {n}, this site").format(n=week.number), "small", "ink2"))
        if found.worse:
            many = say_n("{n} seat gets a new warning:", "{n} seats get a new warning:", len(found.worse))
            self._add(State.WARNING, str(many))
            for sentence in found.worse[:MOST_NAMED]:
                self._lines.addWidget(Label(str(sentence), "small", "ink2", wrap=True))
            if len(found.worse) > MOST_NAMED:
                more = _("and {n} more").format(n=len(found.worse) - MOST_NAMED)
                self._lines.addWidget(Label(more, "small", "ink2"))
        if found.better:
            self._add(State.DONE, str(say_n("{n} seat loses a warning", "{n} seats lose a warning", found.better)))
        self._add(State.DONE, str(say_n("{n} seat unchanged", "{n} seats unchanged", found.unchanged)))

    def _add(self, state: State, text: str) -> None:
        line = row(column(Glyph.of(state, 14), None), gap=8)
        line.addWidget(Label(text, wrap=True), 1)
        self._lines.addLayout(line)

    def _enable(self, *, is_on: bool) -> None:
        for button in (self.save, self.put_back):
            button.setEnabled(is_on)


def _shown(name: str, value: Any) -> Any:
    """A figure as it is typed: rest is kept in minutes and typed in hours."""
    return value // 60 if name == "rest" else value


def _typed(name: str, value: Any) -> Any:
    return value * 60 if name == "rest" else value


def _value(field: QWidget) -> Any:
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, ClockField):
        return field.clock
    if isinstance(field, QDoubleSpinBox):
        return round(field.value(), 2)
    return field.value() if isinstance(field, NumberField) else None


def _set(field: QWidget, value: Any) -> None:
    if isinstance(field, QCheckBox):
        field.setChecked(value)
    elif isinstance(field, ClockField):
        field.setTime(value)
    elif isinstance(field, QDoubleSpinBox | NumberField):
        field.setValue(value)
