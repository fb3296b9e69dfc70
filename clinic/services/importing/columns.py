"""The columns of lists, declared once: the attribute they fill and the headers people write, in English and Spanish.

All headers are compared without case and accents. `whole` headers count only by themselves, `within` also inside a
longer one ('What is your full name?'); of several the longest wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinic.domain.names import folded
from clinic.i18n import Sentence, say

from .model import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `many`: several columns of a list may feed it."""

    attribute: str
    whole: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    many: bool = False

    def score(self, header: str) -> int:
        """How well a folded header names this column; 0: not at all."""
        if header in self.whole or header in self.within:
            return 100 + len(header)
        return max((len(phrase) for phrase in self.within if _holds(header, phrase)), default=0)


VOLUNTEERS = (
    Column("name", ("name", "nombre", "volunteer", "voluntario", "voluntaria"),
           ("full name", "nombre completo", "volunteer name", "nombre y apellidos", "nombre del voluntario")),
    Column("email", ("mail",), ("email", "e-mail", "correo")),
    Column("phone", ("tel", "tel.", "cell"),
           ("phone", "telephone", "telefono", "celular", "whatsapp", "mobile", "movil")),
    Column("roles", ("role", "roles", "rol", "help", "puesto", "tarea"),
           ("help with", "funcion", "funciones", "position")),
    Column("languages", ("lang",), ("language", "languages", "idioma", "idiomas", "lenguas")),
    Column("mornings", (), ("morning", "mornings", "por la manana", "mananas")),
    Column("afternoons", (), ("afternoon", "afternoons", "por la tarde", "tardes")),
    Column("here_from", ("from", "desde", "arrival", "start"),
           ("first day", "start date", "arrives", "llegada", "primer dia", "fecha de inicio")),
    Column("here_until", ("until", "to", "hasta", "departure", "end"),
           ("last day", "end date", "leaves", "salida", "ultimo dia", "fecha de fin")),
    Column("has_car", ("car", "carro", "coche", "auto"),
           ("a car", "own car", "tiene carro", "tiene auto", "vehiculo propio")),
    Column("bar", ("bar", "bar no", "cedula"), ("bar state", "bar number", "bar admission", "cedula profesional")),
    Column("status", ("status", "estatus", "active", "activo"), ()),
    Column("signed_up_at", ("timestamp",), ("marca temporal", "sign-up date")),
    Column("note", ("note", "remark", "nota"),
           ("notes", "remarks", "comments", "anything else", "observaciones", "notas", "comentarios")),
)  # fmt: skip

HEARINGS = (
    Column("reference", ("fam", "family", "familia", "case", "caso", "household", "no de caso"),
           ("case code", "case number", "expediente", "clave del caso", "nucleo familiar")),
    Column("name", ("name", "nombre", "person", "persona"), ("full name", "nombre completo")),
    Column("a_number", ("a#", "a no", "a num"), ("a-number", "a number", "numero a", "num a")),
    Column("age", ("age", "edad"), ()),
    Column("shelter", (), ("shelter", "albergue")),
    Column("hearing_on", ("hearing", "audiencia", "hearing on"),
           ("hearing date", "court date", "fecha de audiencia", "fecha de la audiencia", "fecha audiencia")),
    Column("hearing_time", ("time", "hora"),
           ("hearing time", "court time", "hora de audiencia", "hora de la audiencia")),
    Column("report_time", ("report",), ("report time", "presentacion", "call time")),
    Column("court", ("corte",), ("court", "juzgado", "tribunal")),
    Column("port", ("puente", "garita", "bridge"), ("port", "port of entry", "puerto")),
    Column("kind", ("type", "kind", "tipo"), ("hearing type", "tipo de audiencia")),
    Column("languages", ("lang",), ("language", "languages", "idioma", "idiomas", "lengua")),
    Column("fare", (), ("fare", "pasaje")),
    Column("note", ("note", "remark", "nota"), ("notes", "remarks", "comments", "observaciones", "notas")),
)  # fmt: skip

REDATING = (
    *(column for column in HEARINGS if column.attribute in ("reference", "a_number", "name")),
    Column("old_on", (), ("old date", "old hearing date", "fecha anterior", "fecha vieja")),
    Column("new_on", (), ("new date", "new hearing date", "fecha nueva", "nueva fecha")),
    Column("report_time", (), ("report time", "presentacion")),
    Column("hearing_time", (), ("new hearing time", "new time", "nueva hora", "hora nueva")),
    Column("note", ("note", "remark", "nota"), ("notes", "remarks", "observaciones", "notas")),
)

COLUMNS = {Kind.VOLUNTEERS: VOLUNTEERS, Kind.HEARINGS: HEARINGS, Kind.REDATING: REDATING}

_TRANSPORT = frozenset({"vehicle", "vehiculo", "driver", "conductor", "passengers", "seats", "asientos"})
_SLOTS = frozenset({"minutes", "minutos", "attorney", "abogado", "abogada", "open?", "start", "inicio"})


def fits(kind: Kind, attributes: frozenset[str]) -> bool:
    """Whether columns for these attributes make a list of that kind."""
    if kind is Kind.VOLUNTEERS:
        return "name" in attributes and bool(attributes & {"email", "phone", "roles", "languages"})
    if kind is Kind.HEARINGS:
        return "hearing_on" in attributes and bool(attributes & {"reference", "name", "a_number"})
    return {"old_on", "new_on"} <= attributes and bool(attributes & {"reference", "a_number"})


def looks_like(headers: list[object]) -> Sentence | None:
    """What a table seems to be that cannot be read yet, None when it is no such thing."""
    words = {folded(header) for header in headers if isinstance(header, str)}
    if sum(isinstance(header, date) for header in headers) >= 3:
        return say("a roster grid with days across")
    if len(words & _TRANSPORT) >= 2 or words & {"vehicle", "vehiculo"}:
        return say("a list of vehicles and passengers")
    if len(words & _SLOTS) >= 3:
        return say("a list of consultation slots")
    return None


def _holds(header: str, phrase: str) -> bool:
    start = header.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not (start and header[start - 1].isalnum()) and not header[end : end + 1].isalnum():
            return True
        start = header.find(phrase, start + 1)
    return False
