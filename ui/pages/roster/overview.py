"""The Overview: which roles are short on which day, who does how much, which papers end; each picture is a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic.i18n import _, day, say_n, weekday_long, weekday_short
from clinic.rules.wording import length
from clinic.services.views.overview import Coverage, CoverageRow, Covered, EndingPaper, Load, Overview
from clinic.services.views.people import PapersState
from ui.models.balance import Balance
from ui.models.table import Column, TableModel
from ui.states import State
from ui.tokens import CARD_GAP
from ui.widgets.basics import Label, column, row
from ui.widgets.heat_map import HeatCell, HeatMap, HeatRow
from ui.widgets.panel import Foot, Panel
from ui.widgets.states_legend import Legend
from ui.widgets.table import Table
from ui.widgets.week_grid import DayHead, RowHead

STATES = {
    Coverage.FULL: State.CONFIRMED,
    Coverage.SHORT: State.WARNING,
    Coverage.EMPTY: State.NOT_COVERED,
    Coverage.NOTHING_NEEDED: None,
}
PAPERS = {PapersState.ENDED: State.NOT_COVERED, PapersState.ENDS_SOON: State.WARNING}
ALL = "*"


class OverviewView(QWidget):
    """Coverage at the left; load and papers at the right."""

    wanted = Signal(str, str)
    """(a role's value or '', a day or ''): the seats of a cell should be shown."""
    person_wanted = Signal(object)
    """This volunteer should be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("overview")
        self.found: Overview | None = None
        self.coverage = HeatMap(_("Coverage by role and day"))
        self.loads = _load_table(self)
        self.load_table, self.paper_table = Table(self.loads, _("Load")), Table(paper_table(), _("Papers that end"))
        self.paper_table.setObjectName("endingPapers")
        self.load_table.setObjectName("loads")
        self._coverage = Panel(_("Coverage"), scroll=False)
        self._loads, self._papers = Panel(_("Load"), scroll=False), Panel(_("Papers that end"), scroll=False)
        self._papers.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._build()
        self.coverage.opened.connect(self._on_cell)
        self.load_table.opened.connect(self.person_wanted)
        self.paper_table.opened.connect(lambda key: self.person_wanted.emit(str(key).partition("|")[0]))
        self.setFocusProxy(self.coverage)

    def _build(self) -> None:
        self._coverage.content.addWidget(self.coverage, 1)
        self._coverage.content.addWidget(Foot(_legend()))
        self._loads.content.addWidget(self.load_table, 1)
        told = _("Hours at night are striped and count double. The upright line is the mean of everybody.")
        self._loads.content.addWidget(Foot(Label(told, "small", "ink2", wrap=True)))
        self._papers.content.addWidget(self.paper_table, 1)
        self._right = column(self._loads, self._papers, gap=CARD_GAP)
        self._right.setStretchFactor(self._loads, 5)
        whole = row(self._coverage, gap=CARD_GAP)
        whole.addLayout(self._right, 5)
        whole.setStretch(0, 8)
        self.setLayout(whole)

    def show_overview(self, found: Overview) -> None:
        """Show a week."""
        self.found = found
        self.coverage.show_map(_heads(found), [_heat_row(each) for each in found.rows])
        total = found.rows[-1].total if found.rows else None
        told = _("{filled} of {needed} seats filled")
        self._coverage.set_title(
            _("Coverage"), told.format(filled=total.filled, needed=total.needed) if total else str(found.line)
        )
        self.loads.set_rows(found.loads)
        self._loads.set_title(
            _("Load"),
            _("{people}, mean {mean} with nights counted double").format(
                people=say_n("{n} person", "{n} people", len(found.loads)), mean=length(found.mean)
            ),
        )
        model = self.paper_table.model()
        if isinstance(model, TableModel):
            model.set_rows(found.papers)
        none = _("All papers count until the end of the week.")
        self._papers.set_title(_("Papers that end"), "" if found.papers else none)
        self.paper_table.setVisible(bool(found.papers))
        self._right.setStretchFactor(self._papers, 2 if found.papers else 0)

    def parts(self) -> list[QWidget]:
        """The panes that F6 walks through."""
        return [self._coverage, self._loads, self._papers]

    def _on_cell(self, key: str) -> None:
        role, _sep, on = key.partition("|")
        self.wanted.emit("" if role == ALL else role, on)


def _legend() -> Legend:
    return Legend({State.CONFIRMED: _("full"), State.WARNING: _("some open"), State.NOT_COVERED: _("nobody yet")})


def _heads(found: Overview) -> list[DayHead]:
    days = [(cell.on, cell.needed, cell.open) for cell in found.rows[-1].days if cell.on] if found.rows else []
    heads = [
        DayHead(
            key=on.isoformat(),
            title=f"{weekday_short(on.weekday())} {on.day}",
            note=_("{n} open").format(n=open_) if open_ else "",
            today=on == found.today,
            narrow=not needed,
            spoken=f"{weekday_long(on.weekday())}, {day(on)}",
        )
        for on, needed, open_ in days
    ]
    return [*heads, DayHead(key="", title=_("Week"))]


def _heat_row(each: CoverageRow) -> HeatRow:
    key = each.role.value if each.role else ALL
    cells = tuple(_heat_cell(key, cell) for cell in (*each.days, each.total))
    return HeatRow(RowHead(key, str(each.title)), cells, each.role is None)


def _heat_cell(key: str, cell: Covered) -> HeatCell:
    on = cell.on.isoformat() if cell.on else ""
    share = cell.filled / cell.needed if cell.needed else 0.0
    text = f"{cell.filled}/{cell.needed}" if cell.needed else "–"
    return HeatCell(f"{key}|{on}", text, share, STATES[cell.coverage], str(cell.spoken))


def _load_table(view: OverviewView) -> TableModel[Load]:
    """The model of the load: the bar beside its numbers."""
    return TableModel(
        [
            Column(_("Who"), lambda one: one.name, bold=True, tooltip=lambda one: str(one.roles)),
            Column(
                _("Balance"),
                lambda one: str(one.words),
                balance=lambda one: balance_of(one, view.found),
                sort=lambda one: one.load,
                tooltip=lambda one: str(one.words),
                width=90,
                least=60,
                stretch=True,
            ),
            Column(_("Hours"), lambda one: str(length(one.minutes)), sort=lambda one: one.minutes, right=True),
            Column(
                _("At night"),
                lambda one: str(length(one.night_minutes)) if one.night_minutes else "",
                sort=lambda one: one.night_minutes,
                right=True,
            ),
        ],
        key=lambda one: str(one.volunteer_id),
        sentence=lambda one: str(one.words),
    )


def balance_of(one: Load, found: Overview | None) -> Balance:
    """Somebody's bar: as long as the heaviest load is the whole of it."""
    most = max(1, found.most if found else 1)
    by_day = one.minutes - one.night_minutes
    return Balance(by_day / most, 2 * one.night_minutes / most, (found.mean if found else 0) / most)


def paper_table() -> TableModel[EndingPaper]:
    """The model of papers that end within the week."""
    return TableModel(
        [
            Column(
                _("Ends"),
                lambda one: day(one.ends_on),
                sort=lambda one: one.ends_on,
                state=lambda one: PAPERS.get(one.state),
            ),
            Column(_("Who"), lambda one: one.name, bold=True),
            Column(_("Paper"), lambda one: str(one.paper), stretch=True, tooltip=lambda one: str(one.words)),
            Column(_("Seats after"), lambda one: str(one.seats) if one.seats else "", right=True),
        ],
        key=lambda one: f"{one.volunteer_id}|{one.paper}|{one.ends_on}",
        sentence=lambda one: str(one.words),
    )
