"""Reads languages with their level, roles, marks and yes or no, from what people write in English and Spanish."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from clinic.domain.hearings import HearingKind
from clinic.domain.names import folded
from clinic.domain.people import Can, DayPart, Level, Role, Speaks

_PIECES = re.compile(r"[,;/\n|]")
_JOINED = re.compile(r"[&+]|\b(?:and|y|e|et)\b")
_LEVELS = (
    (Level.BASIC, "some;a little;little;un poco;poco;algo;basico;basica;basic;beginner;principiante;a1;a2"),
    (Level.BEST, "best;muy bien;native;nativo;nativa;fluent;fluently;fluido;fluida;bilingual;bilingue;mother tongue"),
    (Level.BEST, "materna;c1;c2"),
)
_FILLERS = frozenset({
    "just", "only", "solo", "solamente", "i", "speak", "hablo", "my", "mi", "language", "lengua", "idioma", "idiomas",
    "languages", "also", "tambien", "level", "nivel", "the", "la", "el", "in", "de",
})  # fmt: skip
_ROLES = {
    Role.SUPERVISING_ATTORNEY: "supervising attorney;supervising lawyer;abogada supervisora;abogado supervisor",
    Role.ATTORNEY: "attorney;lawyer;abogada;abogado;volunteer attorney",
    Role.ACCREDITED_REPRESENTATIVE: "accredited representative;representante acreditada;representante acreditado",
    Role.LAW_STUDENT: "law student;estudiante de derecho",
    Role.LEGAL_OBSERVER: "legal observer;observadora legal;observador legal",
    Role.INTERPRETER: "interpreter;interpreting;interprete;interpretacion",
    Role.TRANSLATOR: "translator;translation;traductora;traductor;traduccion",
    Role.CHILDCARE: "childcare;child care;cuidado infantil;guarderia",
    Role.DRIVER: "driver;driving;conductora;conductor;chofer",
    Role.ESCORT: "escort;accompaniment;acompanante;acompanamiento",
    Role.COORDINATOR: "coordinator;coordinadora;coordinador",
    Role.WATCH: "watch;guardia",
    Role.DATA_ENTRY: "data entry;captura de datos;captura",
    Role.COPYING: "copying;copies;scanning;copias;escaneo",
    Role.COURT_OBSERVER: "court observer;observadora de corte;observador de corte",
    Role.EVALUATOR: "mental-health evaluator;evaluator;psychologist;psicologa;psicologo;evaluadora;evaluador",
    Role.DOCTOR: "doctor;doctora;physician;medica;medico",
    Role.COOK: "cook;cooking;cocina;cocinera;cocinero",
}
_HEARINGS = {
    HearingKind.MASTER: ("master", "mch", "preliminar", "preliminary"),
    HearingKind.INDIVIDUAL: ("individual", "merits", "fondo"),
    HearingKind.PRESENTATION: ("presentation", "presentacion", "check-in"),
}
_YES = frozenset({"yes", "y", "si", "s", "true", "1", "x", "✓"})
_NO = frozenset({"no", "n", "false", "0", "-"})
_GONE = frozenset({"inactive", "left", "gone", "inactivo", "inactiva", "baja", "se fue", "no"})
_WHOLE_DAY = (DayPart.MORNING, DayPart.AFTERNOON)
_PARTS = {
    "manana": (DayPart.MORNING,), "am": (DayPart.MORNING,), "morning": (DayPart.MORNING,),
    "tarde": (DayPart.AFTERNOON,), "pm": (DayPart.AFTERNOON,), "afternoon": (DayPart.AFTERNOON,),
    "noche": (DayPart.EVENING,), "evening": (DayPart.EVENING,), "night": (DayPart.NIGHT,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Languages:
    """Languages read from free text, and the pieces in which none was found."""

    speaks: tuple[Speaks, ...] = ()
    unknown: tuple[str, ...] = ()


def read_languages(value: Any) -> Languages:
    """Languages with their levels. A level in vague words is never the best one; without any word it is.

    A vague word before the first of joined languages ('some Spanish and French') counts for those without a word too.
    """
    text = folded(str(value)).replace(" - ", " ") if value is not None else ""
    found: dict[str, Level] = {}
    unknown: list[str] = []
    for piece in _PIECES.split(text):
        carried: Level | None = None
        for part in _JOINED.split(piece):
            codes, rest = _take_languages(part.strip())
            level, leads = _level(rest)
            level = level or carried
            carried = level if leads and level is Level.BASIC else carried
            found |= {code: level or Level.BEST for code in codes if code not in found}
            unknown += [part.strip()] if not codes and re.search(r"\w", rest) else []
    return Languages(tuple(Speaks(code, level) for code, level in found.items()), tuple(unknown))


def read_roles(value: Any) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """(roles, pieces in which none was found)."""
    roles: dict[Role, None] = {}
    unknown = []
    for piece in re.split(r"[,;/\n&+]|\band\b|\by\b", folded(str(value)) if value is not None else ""):
        hits = [
            (len(word), role) for word, role in _role_words().items() if re.search(rf"\b{re.escape(word)}\b", piece)
        ]
        if hits:
            roles[max(hits, key=lambda hit: hit[0])[1]] = None
        elif piece.strip():
            unknown.append(piece.strip())
    return tuple(roles), tuple(unknown)


def read_yes(value: Any) -> bool | None:
    """Yes, no, or nothing said."""
    text = folded(str(value)) if value is not None else ""
    return True if text in _YES else False if text in _NO else None


def read_gone(value: Any) -> bool | None:
    """Whether a status says that somebody is no longer there; None when there is no word."""
    return folded(str(value)) in _GONE if value is not None else None


def read_mark(value: Any) -> tuple[tuple[DayPart, ...], Can] | None:
    """A mark in a grid of days: the parts of the day and the answer; None when it is no mark."""
    text = folded(str(value))
    if text == "?":
        return _WHOLE_DAY, Can.UNSURE
    if text in _YES:
        return _WHOLE_DAY, Can.CAN
    return (_PARTS[text], Can.CAN) if text in _PARTS else None


def read_hearing_kind(value: Any) -> HearingKind | None:
    """The kind of a hearing; None when it is empty or unknown."""
    text = folded(str(value)) if value is not None else ""
    return next((kind for kind, words in _HEARINGS.items() if any(word in text for word in words)), None)


@cache
def _language_words() -> dict[str, str]:
    words: dict[str, str] = {}
    with (files("resources") / "data" / "languages.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names = [row["english"], row["spanish"], row["own"], *row["also"].split(";"), row["code"]]
            for name in filter(None, map(folded, names)):
                words.setdefault(name, row["code"])
    return words


@cache
def _language_pattern() -> re.Pattern[str]:
    words = sorted(_language_words(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


@cache
def _role_words() -> dict[str, Role]:
    return {word: role for role, words in _ROLES.items() for word in words.split(";")}


def _take_languages(piece: str) -> tuple[list[str], str]:
    codes = [_language_words()[found] for found in _language_pattern().findall(piece)]
    return codes, _language_pattern().sub(" _ ", piece)


def _level(rest: str) -> tuple[Level | None, bool]:
    """(the level that the words around a language's name '_' tell, whether they stand before it)."""
    for level, words in _LEVELS:
        for word in words.split(";"):
            found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", rest)
            if found:
                return level, found.start() < rest.find("_")
    others = [word for word in re.findall(r"[^\W_]+", rest) if word not in _FILLERS]
    return (Level.WORKABLE if others else None), False
