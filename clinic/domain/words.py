"""What people call things: one word a noun, in both languages, for every part of the program.

The words are those of the field's glossary; codes and enums are never shown to anybody.
"""

from __future__ import annotations

from clinic.i18n import Sentence, listing, plain, say

from .consultations import ConsultationKind, Outcome
from .hearings import AbsenceReason, HearingEnd, HearingKind, TimeSource
from .households import DeadlineKind, PaperKind
from .notices import NoticeRule, NoticeState
from .people import AbsenceKind, Can, CredentialKind, DayPart, Level, Role
from .places import PlaceKind
from .sessions import Answer, Seat, SessionKind, SessionStatus
from .trips import CheckInKind, Leg, StopKind, VehicleKind

ROLES = {
    Role.SUPERVISING_ATTORNEY: say("supervising attorney"),
    Role.ATTORNEY: say("attorney"),
    Role.ACCREDITED_REPRESENTATIVE: say("accredited representative"),
    Role.LAW_STUDENT: say("law student"),
    Role.LEGAL_OBSERVER: say("legal observer"),
    Role.INTERPRETER: say("interpreter"),
    Role.TRANSLATOR: say("translator"),
    Role.CHILDCARE: say("childcare"),
    Role.DRIVER: say("driver"),
    Role.ESCORT: say("escort"),
    Role.COORDINATOR: say("coordinator"),
    Role.WATCH: say("watch"),
    Role.DATA_ENTRY: say("data entry"),
    Role.COPYING: say("copying"),
    Role.COURT_OBSERVER: say("court observer"),
    Role.EVALUATOR: say("mental-health evaluator"),
    Role.DOCTOR: say("doctor"),
    Role.COOK: say("cook"),
}
LEVELS = {Level.BEST: say("best"), Level.WORKABLE: say("workable"), Level.BASIC: say("a little")}
CREDENTIALS = {
    CredentialKind.BAR_LICENCE: say("bar licence"),
    CredentialKind.ACCREDITATION: say("accreditation"),
    CredentialKind.DRIVING_LICENCE: say("driving licence"),
    CredentialKind.PASSPORT: say("passport"),
    CredentialKind.INSURANCE: say("insurance cover"),
    CredentialKind.GUIDELINES: say("guidelines signed"),
}
DAY_PARTS = {
    DayPart.NIGHT: say("night"),
    DayPart.MORNING: say("morning"),
    DayPart.AFTERNOON: say("afternoon"),
    DayPart.EVENING: say("evening"),
}
CAN = {
    Can.CAN: say("can"),
    Can.PREFERS: say("prefers"),
    Can.UNSURE: say("unsure"),
    Can.CANNOT: say("cannot"),
    Can.STAND_BY: say("on stand-by"),
}
ABSENCES = {AbsenceKind.ILL: say("ill"), AbsenceKind.AWAY: say("away"), AbsenceKind.BUSY: say("busy")}
PLACES = {
    PlaceKind.SHELTER: say("shelter"),
    PlaceKind.OFFICE: say("office"),
    PlaceKind.PORT: say("port of entry"),
    PlaceKind.COURT: say("immigration court"),
    PlaceKind.HOTEL: say("hotel"),
    PlaceKind.MEETING_POINT: say("meeting point"),
    PlaceKind.HOME: say("home"),
}
PORT_WORDS = {"garita": say("garita"), "puente": say("bridge")}
SESSIONS = {
    SessionKind.CHARLA: say("Charla"),
    SessionKind.CONSULTATIONS: say("Consultations"),
    SessionKind.CHILDCARE: say("Childcare"),
    SessionKind.TRAINING: say("Training"),
    SessionKind.MEETING: say("Meeting"),
    SessionKind.PAPERS: say("Papers"),
    SessionKind.RETURN_WATCH: say("Return watch"),
    SessionKind.OTHER: say("Other work"),
}
STATUSES = {
    SessionStatus.DRAFT: say("draft"),
    SessionStatus.PUBLISHED: say("published"),
    SessionStatus.CANCELLED: say("cancelled"),
}
ANSWERS = {
    Answer.NOT_ASKED: say("not asked"),
    Answer.ASKED: say("asked"),
    Answer.CONFIRMED: say("confirmed"),
    Answer.DECLINED: say("declined"),
}
CONSULTATIONS = {
    ConsultationKind.CHARLA: say("charla"),
    ConsultationKind.INTAKE: say("intake"),
    ConsultationKind.CONSULTATION: say("consultation"),
    ConsultationKind.I589: say("I-589 preparation"),
    ConsultationKind.DECLARATION: say("declaration"),
    ConsultationKind.INTERVIEW_PREPARATION: say("interview preparation"),
    ConsultationKind.HEARING_PREPARATION: say("hearing preparation"),
    ConsultationKind.PAPERS_CHECK: say("papers check"),
}
OUTCOMES = {
    Outcome.BOOKED: say("booked"),
    Outcome.ARRIVED: say("arrived"),
    Outcome.DONE: say("done"),
    Outcome.PARTLY: say("met in part"),
    Outcome.NO_SHOW: say("did not come"),
    Outcome.CANCELLED: say("cancelled"),
}
HEARINGS = {
    HearingKind.MASTER: say("master hearing"),
    HearingKind.INDIVIDUAL: say("individual hearing"),
    HearingKind.PRESENTATION: say("presentation at the port"),
    HearingKind.OTHER: say("hearing"),
}
TIME_SOURCES = {
    TimeSource.UNKNOWN: say("unknown"),
    TimeSource.PROPOSED: say("proposed, not confirmed"),
    TimeSource.TYPED: say("typed from paper"),
    TimeSource.NOT_CONFIRMED: say("not confirmed"),
}
HEARING_ENDS = {
    HearingEnd.RETURNED: say("came back"),
    HearingEnd.HELD: say("held for an interview"),
    HearingEnd.LET_IN: say("let in"),
    HearingEnd.DETAINED: say("detained in the US"),
    HearingEnd.TAKEN_OUT: say("out of the programme"),
    HearingEnd.TURNED_AWAY: say("turned away at the port"),
    HearingEnd.ABSENT: say("absent"),
}
ABSENCE_REASONS = {
    AbsenceReason.KIDNAPPED: say("kidnapped"),
    AbsenceReason.EXTORTED: say("extorted"),
    AbsenceReason.LATE: say("late"),
    AbsenceReason.TURNED_AWAY: say("turned away at the port"),
    AbsenceReason.NOT_ON_THE_LIST: say("not on the port's list"),
    AbsenceReason.NO_TRANSPORT: say("no transport"),
    AbsenceReason.NO_PAPERS: say("no papers"),
    AbsenceReason.MOVED_AWAY: say("moved by the authorities"),
    AbsenceReason.ILL: say("ill"),
    AbsenceReason.GAVE_UP: say("gave up"),
    AbsenceReason.UNKNOWN: say("unknown"),
}
NOTICE_RULES = {NoticeRule.NEXT_MONTH: say("one month later, next Monday if a weekend")}
NOTICE_STATES = {
    NoticeState.OPEN: say("not decided"),
    NoticeState.APPLIED: say("applied"),
    NoticeState.SET_ASIDE: say("set aside"),
}
#: The months from January on, as dates use them.
MONTHS = (
    say("January"), say("February"), say("March"), say("April"), say("May"), say("June"),
    say("July"), say("August"), say("September"), say("October"), say("November"), say("December"),
)  # fmt: skip
PAPERS = {
    PaperKind.TEAR_SHEET: say("tear sheet"),
    PaperKind.NTA: say("Notice to Appear (NTA)"),
    PaperKind.HEARING_NOTICE: say("hearing notice"),
    PaperKind.FMM: say("Mexican migration form (FMM)"),
    PaperKind.EOIR_33: say("change of address (EOIR-33)"),
}
#: The same in a column, by the letters that stand on the paper.
PAPERS_SHORT = {
    PaperKind.TEAR_SHEET: say("tear sheet"),
    PaperKind.NTA: plain("NTA"),
    PaperKind.HEARING_NOTICE: say("hearing notice"),
    PaperKind.FMM: plain("FMM"),
    PaperKind.EOIR_33: plain("EOIR-33"),
}
DEADLINES = {
    DeadlineKind.ONE_YEAR: say("one-year date"),
    DeadlineKind.FILING: say("filing date"),
    DeadlineKind.INTERVIEW: say("interview"),
    DeadlineKind.CHANGE_OF_ADDRESS: say("change of address"),
}
VEHICLES = {
    VehicleKind.OWN: say("own"),
    VehicleKind.HIRED: say("hired"),
    VehicleKind.TAXI: say("taxi"),
    VehicleKind.BUS: say("bus"),
    VehicleKind.OUTSIDE: say("ride by others"),
}
LEGS = {Leg.OUT: say("to the port"), Leg.RETURN: say("return"), Leg.OTHER: say("other")}
STOPS = {
    StopKind.WAKE_UP: say("Wake-up"),
    StopKind.LEAVE_HOME: say("Leave home"),
    StopKind.COLLECT_VEHICLE: say("Collect the vehicle"),
    StopKind.PICK_UP: say("Pick-up"),
    StopKind.PORT: say("At the port"),
    StopKind.DROP_OFF: say("Drop-off"),
}
CHECK_INS = {
    CheckInKind.DEPARTURE: say("left"),
    CheckInKind.AT_PORT: say("at the port"),
    CheckInKind.HAND_OVER: say("handed over"),
    CheckInKind.TURNED_AWAY: say("turned away"),
    CheckInKind.NOT_ON_THE_LIST: say("not on the list"),
    CheckInKind.RETURN: say("back"),
    CheckInKind.WORD: say("word about them"),
}


#: Languages by ISO 639-3 code (field research 2.5).
LANGUAGES = {
    "spa": say("Spanish"),
    "por": say("Portuguese"),
    "mam": say("Mam"),
    "quc": say("K'iche'"),
    "kek": say("Q'eqchi'"),
    "kjb": say("Q'anjob'al"),
    "knj": say("Akateko"),
    "acr": say("Achi"),
    "cac": say("Chuj"),
    "que": say("Quechua"),
    "agu": say("Chalchiteko"),
    "jac": say("Popti'"),
    "cak": say("Kaqchikel"),
    "ixl": say("Ixil"),
    "cab": say("Garifuna"),
    "sgn": say("sign language"),
    "und": say("another language"),
    "hat": say("Haitian Creole"),
    "rus": say("Russian"),
    "fra": say("French"),
    "ara": say("Arabic"),
    "tur": say("Turkish"),
    "eng": say("English"),
    "lin": say("Lingala"),
    "tam": say("Tamil"),
    "deu": say("German"),
    "zho": say("Chinese"),
    "cmn": say("Mandarin"),
    "hin": say("Hindi"),
    "vie": say("Vietnamese"),
    "ukr": say("Ukrainian"),
    "ase": say("American Sign Language"),
    "poq": say("Poqomam"),
    "tzh": say("Tzeltal"),
    "tzo": say("Tzotzil"),
    "nah": say("Nahuatl"),
    "mix": say("Mixtec"),
    "som": say("Somali"),
    "fas": say("Persian"),
    "ita": say("Italian"),
    "urd": say("Urdu"),
    "pan": say("Punjabi"),
    "ben": say("Bengali"),
    "wol": say("Wolof"),
    "amh": say("Amharic"),
    "tir": say("Tigrinya"),
}
#: Through which language a rare one is usually relayed (field research 2.5).
RELAYED_THROUGH = {
    "mam": "spa",
    "quc": "spa",
    "kek": "spa",
    "kjb": "spa",
    "knj": "spa",
    "acr": "spa",
    "cac": "spa",
    "que": "spa",
    "agu": "spa",
    "jac": "spa",
    "cak": "spa",
    "ixl": "spa",
    "cab": "spa",
    "und": "spa",
    "lin": "fra",
}


def language_name(code: str) -> Sentence:
    """The name of a language in the reader's language; the code itself for one that we do not know."""
    return LANGUAGES.get(code) or plain(code)


def role_of(seat: Seat) -> Sentence:
    """What a seat asks for: 'attorney', 'Mam interpreter', 'cook, 120 min at any time' while that is open."""
    if seat.minutes is not None and seat.volunteer_id is None:
        return say("{role}, {n} min at any time", role=_asked_of(seat), n=seat.minutes)
    return _asked_of(seat)


def _asked_of(seat: Seat) -> Sentence:
    if seat.role is not Role.INTERPRETER or not (seat.source or seat.languages):
        return ROLES[seat.role]
    if seat.source and seat.target:
        return say(
            "{source}–{target} interpreter", source=language_name(seat.source), target=language_name(seat.target)
        )
    return say("{language} interpreter", language=language_name(seat.source or seat.languages[0]))


def language_list(codes: tuple[str, ...]) -> Sentence:
    """Names of several languages in a row."""
    return listing([language_name(code) for code in codes])
