"""Reads phones, A-numbers, ages and money as people type them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from clinic.domain.names import folded

_PHONE = re.compile(r"^([+(]?[\d\s().\-/+]*\d)\s*(.*)$", re.DOTALL)
_AGE = re.compile(r"^(\d{1,3})\s*(?:(m|mo|mos|months?|mes|meses)\b|(?:y|yr|yrs|years?|anos?)\b.*)?$")
_MONEY = re.compile(r"-?\d[\d.,\s]*")


def read_phone(value: Any) -> tuple[str, str]:
    """(phone, note): the phone as typed, with its leading zeros; words after it are the note."""
    text = " ".join(str(value).split()) if value is not None else ""
    found = _PHONE.match(text)
    if not found:
        return "", text
    return found[1], found[2].strip(" ()-–,;:")


def phone_digits(phone: str) -> str:
    """The last ten digits, by which two ways to write one phone are the same (Mexico and the US have ten)."""
    return "".join(c for c in phone if c.isdigit())[-10:]


def read_a_number(value: Any) -> str:
    """The digits of an A-number; a whole one has nine."""
    return "".join(c for c in str(value) if c.isdigit()) if value is not None else ""


def read_age(value: Any) -> int | None:
    """An age in whole years; '8 months' is 0. None when it is empty or no age."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value < 120 else None
    found = _AGE.match(folded(str(value)))
    if not found:
        return None
    return int(found[1]) // 12 if found[2] else int(found[1])


def read_money(value: Any) -> Decimal | None:
    """An amount with a decimal point or a decimal comma: the separator that stands last, before one or two digits."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    found = _MONEY.search(str(value)) if value is not None else None
    if not found:
        return None
    digits = found[0].replace(" ", "").rstrip(".,")
    place = max(digits.rfind("."), digits.rfind(","))
    whole, cents = (digits[:place], digits[place + 1 :]) if place >= 0 and len(digits) - place <= 3 else (digits, "")
    return Decimal(f"{whole.replace('.', '').replace(',', '')}.{cents or '0'}")
