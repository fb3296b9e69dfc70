"""How strict the rules are and the figures that they read; what others would do to this week before they are saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QWidget

from clinic.domain.policy import Policy
from clinic.domain.when import Week
from clinic.i18n import _
from clinic.rules import judge
from clinic.services import clinic_settings
from clinic.services.policy_effect import policy, policy_effect
from ui.dialogs.forms import ClockField, NumberField, inset
from ui.page import Page
from ui.pages.settings.effect import EffectCard
from ui.pages.settings.strictness import RuleLine, StrictnessSwitch, groups
from ui.pages.settings.weights import WeightsGroup
from ui.theme import theme
from ui.widgets.basics import Label, Rule, column
from ui.widgets.panel import Panel, Split


class RulesSection(Split):
    """Only here is a Save button, because the effect is wide; it is shown beside it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kept = Policy()
        self.fields: dict[str, QWidget] = {}
        self.switches: dict[str, StrictnessSwitch] = {}
        self._soon = QTimer()
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self._ask_effect)
        note = _("“Must” refuses. “Warn” asks for a reason. “Prefer” tells it, and counts when somebody is suggested.")
        card = Panel(_("Rules"), note)
        for title, group in groups():
            card.content.addWidget(Rule())
            card.content.addLayout(self._group(title, group))
        self.weights = WeightsGroup()
        self.weights.changed.connect(self._soon.start)
        card.content.addWidget(Rule())
        card.content.addWidget(self.weights)
        self.effect = EffectCard()
        self.effect.save.set_act(self._save)
        self.effect.put_back.set_act(self._show_kept)
        side = QWidget()
        side.setLayout(column(self.effect, None))
        super().__init__(card, side, 300)
        self._show_kept()

    def _group(self, title: str, group: Sequence[RuleLine]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(14, 8, 14, 10)
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(8)
        grid.setColumnMinimumWidth(1, theme().px(84))
        grid.setColumnMinimumWidth(2, theme().px(52))
        grid.addWidget(Label(title, "section"), 0, 0)
        for number, line in enumerate(group, 1):
            label = Label(line.title, wrap=True)
            texts = column(label, gap=0)
            if line.note:
                texts.addWidget(Label(line.note, "small", "ink2", wrap=True))
            grid.addLayout(texts, number, 0)
            if line.figure:
                field = self._figure(line)
                label.setBuddy(field)
                grid.addWidget(field, number, 1)
                grid.addWidget(Label(line.unit, "small", "ink2"), number, 2)
            if line.code:
                grid.addWidget(self._switch(line.code), number, 3)
        return grid

    def _switch(self, code: str) -> StrictnessSwitch:
        switch = StrictnessSwitch(code)
        switch.chosen.connect(lambda _key: self._soon.start())
        self.switches[code] = switch
        return switch

    def _figure(self, line: RuleLine) -> QWidget:
        field = self._field(line.figure)
        field.setObjectName(f"policy-{line.figure}")
        field.setAccessibleName(line.caption)
        self.fields[line.figure] = field
        return field

    def _field(self, name: str) -> QWidget:
        value = getattr(self._kept, name)
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
        self.weights.show_weights(self._kept.waiting)
        kept = dict(self._kept.strictness)
        for code, switch in self.switches.items():
            switch.choose(kept.get(code, judge.switchable()[code].value))
        self._soon.stop()
        self.effect.show_nothing()

    @property
    def changed(self) -> dict[str, Any]:
        """Figures, and how strict the rules are, where they are typed otherwise than in force."""
        typed = {name: _typed(name, _value(field)) for name, field in self.fields.items()}
        found = {name: value for name, value in typed.items() if value != getattr(self._kept, name)}
        if dict(self._strictness) != {code: how for code, how in self._kept.strictness if self._is_other(code, how)}:
            found["strictness"] = self._strictness
        if self.weights.typed != self._kept.waiting:
            found["waiting"] = self.weights.typed
        return found

    @property
    def _strictness(self) -> tuple[tuple[str, str], ...]:
        """Rules that are to be stricter or milder than they are declared."""
        chosen = ((code, switch.current) for code, switch in sorted(self.switches.items()))
        return tuple((code, how) for code, how in chosen if self._is_other(code, how))

    def _is_other(self, code: str, how: str) -> bool:
        return code in self.switches and how != judge.switchable()[code].value

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
        self._kept = replace(self._kept, **self.changed)
        self._show_kept()


def _shown(name: str, value: Any) -> Any:
    """A figure as it is typed: rest is kept in minutes and typed in hours."""
    return value // 60 if name == "rest" else value


def _typed(name: str, value: Any) -> Any:
    return value * 60 if name == "rest" else value


def _value(field: QWidget) -> Any:
    if isinstance(field, ClockField):
        return field.clock
    if isinstance(field, QDoubleSpinBox):
        return round(field.value(), 2)
    return field.value() if isinstance(field, NumberField) else None


def _set(field: QWidget, value: Any) -> None:
    if isinstance(field, ClockField):
        field.setTime(value)
    elif isinstance(field, QDoubleSpinBox | NumberField):
        field.setValue(value)
