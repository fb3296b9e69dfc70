"""How much each criterion of the waiting list counts: a figure a criterion, and what the figures mean."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic.domain.policy import WaitingWeights
from clinic.i18n import _
from clinic.rules.waiting import FILING, HEARING, INTERVIEW, ONE_YEAR
from ui.dialogs.forms import NumberField
from ui.theme import theme
from ui.widgets.basics import Label, column

HEAVIEST = 9


class WeightsGroup(QWidget):
    """The group of the settings page about the waiting list."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, NumberField] = {}
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(8)
        grid.setColumnMinimumWidth(1, theme().px(84))
        for number, (name, caption) in enumerate(_criteria()):
            label, field = Label(caption, wrap=True), NumberField(0, HEAVIEST)
            field.setObjectName(f"weight-{name}")
            field.setAccessibleName(caption)
            field.valueChanged.connect(self.changed)
            label.setBuddy(field)
            grid.addWidget(label, number, 0)
            grid.addWidget(field, number, 1)
            self.fields[name] = field
        note = _(
            "A heavier criterion comes before all lighter ones. Of the same weight the most pressing decides. "
            "0 does not count."
        )
        head = (Label(_("Waiting list"), "section"), Label(note, "small", "ink2", wrap=True))
        self.setLayout(column(*head, grid, gap=6, margins=(14, 8, 14, 10)))

    def show_weights(self, weights: WaitingWeights) -> None:
        """Show these weights."""
        for name, value in asdict(weights).items():
            self.fields[name].setValue(value)

    @property
    def typed(self) -> WaitingWeights:
        """The weights as they are typed."""
        return WaitingWeights(**{name: field.value() for name, field in self.fields.items()})


def _criteria() -> tuple[tuple[str, str], ...]:
    return (
        ("hearing", _("Hearing within {n} days").format(n=HEARING)),
        ("interview", _("Interview within {n} h").format(n=24 * INTERVIEW)),
        ("filing", _("Filing date within {n} days").format(n=FILING)),
        ("vulnerable", _("Vulnerable, without any detail")),
        ("one_year", _("One-year date within {n} days").format(n=ONE_YEAR)),
        ("never_seen", _("Never seen")),
        ("waiting", _("Days of waiting")),
    )
