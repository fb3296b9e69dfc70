"""Finds words that do not fit: labels and buttons that are narrower or lower than what they say."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from ui.widgets.basics import Elided


def cut_words(ground: QWidget) -> list[str]:
    """The texts of all visible labels and buttons that do not fit into their widget; elided ones say so themselves."""
    return [text for text, one in _said(ground) if one.isVisible() and _is_cut(one)]


def _said(ground: QWidget) -> list[tuple[str, QWidget]]:
    labels = [(one.text(), one) for one in ground.findChildren(QLabel) if not isinstance(one, Elided)]
    buttons = [(one.text(), one) for one in ground.findChildren(QAbstractButton)]
    return [(text, one) for text, one in (*labels, *buttons) if text]


def _is_cut(one: QWidget) -> bool:
    if isinstance(one, QLabel) and one.wordWrap():
        return one.height() < one.heightForWidth(one.width())
    return one.width() < one.minimumSizeHint().width() or one.height() < one.minimumSizeHint().height()
