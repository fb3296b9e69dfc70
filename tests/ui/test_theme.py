"""Theme: figures of one width, icons that exist, a style sheet without gaps, heights that follow the text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.shell import places
from ui.states import State
from ui.theme import Look, Theme, icon, style_sheet
from ui.tokens import DARK, LIGHT, TEXT_SIZES, Type
from ui.widgets.basics import Button

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("window_app")]


def test_that_inter_is_used_with_figures_of_one_width(window_app: QApplication) -> None:
    metrics = theme.theme().metrics(Type.BODY)
    assert window_app.font().families()[0] == "Inter"
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_that_the_style_sheet_has_no_gap_in_either_theme() -> None:
    for colours in (LIGHT, DARK):
        for percent in TEXT_SIZES:
            assert "$" not in style_sheet(Theme(colours, percent))


def test_that_every_state_has_a_shape_and_a_word() -> None:
    for state in State:
        assert not icon(state.icon, state.token).isNull()
        assert state.word


def test_that_every_place_has_an_icon_for_when_it_is_chosen() -> None:
    for place in places():
        assert not icon(f"{place.icon}-fill").isNull()


def test_that_an_unknown_icon_is_told_at_once() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_that_heights_follow_the_size_of_the_text(percent: int) -> None:
    theme.change(percent=percent)
    look = theme.theme()
    assert look.row >= look.metrics().height() + 8
    assert look.chip >= look.metrics(Type.SMALL).height() + 4


def test_that_icons_take_the_colours_of_the_theme_that_is_on() -> None:
    button = Button("x", "circle-fill")
    light = _darkest(button.icon().pixmap(16, 16).toImage())
    theme.change(look=Look.DARK)
    assert _darkest(button.icon().pixmap(16, 16).toImage()) != light


def _darkest(image: QImage) -> str:
    return image.pixelColor(8, 8).name()
