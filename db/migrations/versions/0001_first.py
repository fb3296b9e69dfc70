"""The first schema: one table a noun, and the history.

Self-contained on purpose: it must make the same tables in ten years, whatever the program has become by then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

schema = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def of(kind: Any) -> Callable[..., sa.Column[Any]]:
    """A maker of columns of one type."""

    def column(name: str, *, nullable: bool = False, unique: bool | None = None) -> sa.Column[Any]:
        return sa.Column(name, kind, nullable=nullable, unique=unique)

    return column


text, integer, yes_no, day, clock = of(sa.Text), of(sa.Integer), of(sa.Boolean), of(sa.Date), of(sa.Time)
instant = of(sa.DateTime(timezone=True))


def loose(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """An id without a foreign key."""
    return sa.Column(name, sa.Uuid, nullable=nullable, index=True)


def refers(name: str, table: str, *, nullable: bool = False) -> sa.Column[Any]:
    """An id with a foreign key that is looked at when the transaction ends."""
    key = sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.Uuid, key, nullable=nullable, index=True)


def choice(name: str, values: str, *, nullable: bool = False) -> sa.Column[Any]:
    """One of some words."""
    kind = sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=nullable)


def true(name: str, condition: str) -> sa.CheckConstraint:
    """A condition that every row meets."""
    return sa.CheckConstraint(condition, name=name)


def noun(name: str, *parts: Any) -> None:
    """A table with an id and the row's age."""
    made = sa.Column("made", sa.BigInteger, nullable=False)
    sa.Table(name, schema, sa.Column("id", sa.Uuid, primary_key=True), *parts, made)


# fmt: off
noun(
    "clinic",
    text("name"), text("policy"), yes_no("keeps_names"), yes_no("keeps_a_numbers"), yes_no("codes_in_feeds"),
    yes_no("is_sample"),
)
noun(
    "site",
    text("city"), text("zone"), text("us_city"), text("us_zone"), integer("lead_minutes"), text("port_word"),
)
noun(
    "place",
    refers("site_id", "site"), choice("kind", "shelter office port court hotel meeting_point home"), text("label"),
    text("zone"), text("rooms"), clock("locks_at", nullable=True), clock("opens_at", nullable=True),
    integer("capacity"), yes_no("women_interpreters_only"), text("gate_phone"), text("note"), yes_no("closed"),
    text("folded", nullable=True),
)
noun(
    "travel",
    refers("from_id", "place"), refers("to_id", "place"), integer("minutes"), true("minutes", "minutes >= 0"),
)
noun(
    "volunteer",
    text("name"), text("sort_name"), refers("site_id", "site", nullable=True), text("roles"), text("speaks"),
    text("interprets"), text("credentials"), day("vetted_on", nullable=True), day("trained_on", nullable=True),
    day("here_from", nullable=True), day("here_until", nullable=True), yes_no("remote"),
    yes_no("is_woman", nullable=True), yes_no("has_car"), text("availability"), text("limits"),
    refers("home_id", "place", nullable=True), text("phone"), text("email"), text("contact_note"), text("note"),
    text("feed_language"), text("conflicts"), instant("last_asked_at", nullable=True), yes_no("gone"),
    sa.Index(None, "sort_name"),
)
noun(
    "absence",
    refers("volunteer_id", "volunteer"), choice("kind", "ill away busy"), instant("starts_at"), instant("ends_at"),
    yes_no("tentative"), text("note"), true("order", "starts_at < ends_at"), sa.Index(None, "ends_at", "starts_at"),
)
noun(
    "household",
    text("code", unique=True), refers("site_id", "site"), refers("shelter_id", "place", nullable=True), text("stays"),
    text("languages"), text("reference"), text("programme"), text("contact_plan"),
    day("last_contact_on", nullable=True), text("papers"), text("deadlines"), yes_no("vulnerable"),
    yes_no("women_only"), day("consent_on", nullable=True), day("engaged_on", nullable=True),
    day("first_seen_on", nullable=True), text("note"), day("closed_on", nullable=True), text("folded", nullable=True),
)
noun(
    "person",
    refers("household_id", "household"), integer("position"), integer("age", nullable=True), text("name"),
    text("a_number"), text("languages"), yes_no("wheelchair"), yes_no("medicine"), text("note"),
    true("age", "age >= 0"),
)
noun(
    "session",
    refers("site_id", "site"), refers("place_id", "place"), text("room"),
    choice("kind", "charla consultations childcare training meeting papers return_watch other"), text("label"),
    instant("starts_at"), instant("ends_at"), choice("status", "draft published cancelled"), yes_no("advice"),
    loose("template_id", nullable=True), text("note"), true("order", "starts_at < ends_at"),
    sa.Index(None, "ends_at", "starts_at"),
)
noun(
    "seat",
    refers("session_id", "session", nullable=True), refers("trip_id", "trip", nullable=True), integer("position"),
    choice("role",
           "supervising_attorney attorney accredited_representative law_student legal_observer interpreter "
           "translator childcare driver escort coordinator watch data_entry copying court_observer evaluator "
           "doctor cook"),
    text("languages"), text("source"), text("target"), instant("starts_at"), instant("ends_at"), yes_no("remote"),
    refers("volunteer_id", "volunteer", nullable=True), choice("answer", "not_asked asked confirmed declined"),
    yes_no("pinned"), text("overridden"), text("reason"),
    true("one_home", "(session_id IS NULL) <> (trip_id IS NULL)"), true("order", "starts_at < ends_at"),
    sa.Index(None, "ends_at", "starts_at"),
)
noun(
    "template",
    refers("site_id", "site"), text("label"), text("sessions"),
)
noun(
    "slot",
    refers("session_id", "session"), instant("starts_at"), instant("ends_at"),
    choice("kind",
           "charla intake consultation i589 declaration interview_preparation hearing_preparation papers_check"),
    text("seat_ids"), text("room"), integer("capacity"), true("capacity", "capacity >= 1"),
    true("order", "starts_at < ends_at"), sa.Index(None, "ends_at", "starts_at"),
)
noun(
    "consultation",
    refers("slot_id", "slot"), refers("household_id", "household"), text("person_ids"), text("language"),
    choice("outcome", "booked arrived done no_show cancelled"), instant("arrived_at", nullable=True),
    yes_no("walk_in"), yes_no("pinned"), yes_no("confirmed"), text("overridden"), text("reason"),
    refers("request_id", "request", nullable=True),
)
noun(
    "request",
    refers("household_id", "household"),
    choice("kind",
           "charla intake consultation i589 declaration interview_preparation hearing_preparation papers_check"),
    day("asked_on"), text("wish"), yes_no("done"),
)
noun(
    "follow_up",
    refers("household_id", "household", nullable=True), text("what"), refers("owner_id", "volunteer", nullable=True),
    day("due_on", nullable=True), day("done_on", nullable=True),
)
noun(
    "hearing",
    refers("household_id", "household"), text("person_ids"), refers("site_id", "site"),
    refers("port_id", "place", nullable=True), text("court"), choice("kind", "master individual presentation other"),
    integer("number", nullable=True), text("zone"), day("hearing_on"), clock("hearing_time", nullable=True),
    clock("report_time", nullable=True), choice("report_source", "unknown proposed typed not_confirmed"),
    day("report_on", nullable=True), text("source"), day("checked_on", nullable=True), text("history"),
    choice("end", "returned held let_in detained taken_out turned_away absent", nullable=True),
    choice("absence_reason",
           "kidnapped extorted late turned_away not_on_the_list no_transport no_papers moved_away ill gave_up "
           "unknown", nullable=True),
    yes_no("cancelled"), text("note"), sa.Index(None, "hearing_on"),
)
noun(
    "vehicle",
    refers("site_id", "site"), text("label"), choice("kind", "own hired taxi bus"), integer("seats"),
    integer("child_seats"), integer("wheelchair_places"), refers("kept_id", "place", nullable=True), integer("fare"),
    text("note"), yes_no("out_of_use"),
)
noun(
    "trip",
    refers("site_id", "site"), text("label"), choice("leg", "out return other"),
    refers("vehicle_id", "vehicle", nullable=True), refers("port_id", "place"), instant("report_at", nullable=True),
    instant("departs_at", nullable=True), instant("arrives_at", nullable=True),
    instant("standby_from", nullable=True), instant("standby_until", nullable=True),
    choice("status", "draft published cancelled"), text("overridden"), text("reason"), text("note"),
    instant("begins", nullable=True), instant("ends", nullable=True), sa.Index(None, "ends", "begins"),
)
noun(
    "stop",
    refers("trip_id", "trip"), integer("position"),
    choice("kind", "wake_up leave_home collect_vehicle pick_up port drop_off"), refers("place_id", "place"),
    integer("boarding_minutes"), instant("arrives_at", nullable=True), instant("leaves_at", nullable=True),
    yes_no("locked"),
)
noun(
    "ride",
    refers("trip_id", "trip"), refers("household_id", "household"), text("person_ids"),
    refers("hearing_id", "hearing", nullable=True), refers("stop_id", "stop", nullable=True), text("overridden"),
    text("reason"),
)
noun(
    "check_in",
    refers("trip_id", "trip"), refers("household_id", "household", nullable=True),
    choice("kind", "departure at_port hand_over turned_away not_on_the_list return word"),
    instant("due_at", nullable=True), instant("done_at", nullable=True), text("by"), text("note"),
)
noun(
    "feed_event",
    loose("volunteer_id"), loose("seat_id"), text("uid", unique=True), integer("sequence"), instant("created_at"),
    instant("changed_at"), text("digest"), instant("starts_at"), instant("ends_at"),
    choice("role",
           "supervising_attorney attorney accredited_representative law_student legal_observer interpreter "
           "translator childcare driver escort coordinator watch data_entry copying court_observer evaluator "
           "doctor cook"),
    text("place_label"), text("zone"), yes_no("cancelled"), sa.Index(None, "ends_at", "starts_at"),
)
noun(
    "delivery",
    choice("kind", "feed workbook paper chat"), loose("volunteer_id", nullable=True), text("recipient"), text("what"),
    text("way"), instant("given_at"), text("fingerprint"),
)
# fmt: on

sa.Table(
    "entry",
    schema,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("undoes", sa.Uuid, sa.ForeignKey("entry.id"), index=True),
    sa.Column("kinds", sa.Text, nullable=False),
)
sa.Table(
    "entry_line",
    schema,
    sa.Column("entry_id", sa.Uuid, sa.ForeignKey("entry.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("row_id", sa.Uuid, nullable=False, index=True),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
)

# The last line of defence under the rules: nobody sits at two places at once. It is asked when the line of history
# about a seat (or a session or trip, which may have come to life again) is written. By then everything of the step is
# in the tables, so that two people can change places in one step, whatever the order of the rows.
OVERLAPS = """
    SELECT 1 FROM seat AS mine
    JOIN seat AS other ON other.volunteer_id = mine.volunteer_id AND other.id <> mine.id
        AND other.starts_at < mine.ends_at AND mine.starts_at < other.ends_at
    WHERE mine.{column} = NEW.row_id AND mine.answer <> 'declined' AND other.answer <> 'declined'
        AND NOT EXISTS (SELECT 1 FROM session WHERE status = 'cancelled' AND id IN (mine.session_id, other.session_id))
        AND NOT EXISTS (SELECT 1 FROM trip WHERE status = 'cancelled' AND id IN (mine.trip_id, other.trip_id))
"""
SEATED = {"seat": "id", "session": "session_id", "trip": "trip_id"}


def upgrade() -> None:
    """Make everything."""
    schema.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        for kind, column in SEATED.items():
            op.execute(_sqlite_trigger(kind, OVERLAPS.format(column=column)))
    else:
        op.execute(_postgresql_function())
        op.execute(
            "CREATE TRIGGER entry_line_overlap BEFORE INSERT ON entry_line FOR EACH ROW"
            " WHEN (NEW.after IS NOT NULL) EXECUTE FUNCTION refuse_overlap()"
        )


def downgrade() -> None:
    """Take everything away."""
    schema.drop_all(op.get_bind())
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_overlap")


def _sqlite_trigger(kind: str, overlaps: str) -> str:
    return (
        f"CREATE TRIGGER entry_line_overlap_{kind} BEFORE INSERT ON entry_line"
        f" WHEN NEW.kind = '{kind}' AND NEW.after IS NOT NULL"
        f" BEGIN SELECT RAISE(ABORT, 'OVERLAP') WHERE EXISTS ({overlaps}); END"
    )


def _postgresql_function() -> str:
    cases = "\n".join(
        f"IF NEW.kind = '{kind}' AND EXISTS ({OVERLAPS.format(column=column)}) THEN"
        " RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', MESSAGE = 'OVERLAP'; END IF;"
        for kind, column in SEATED.items()
    )
    return f"CREATE FUNCTION refuse_overlap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {cases} RETURN NEW; END $$"
