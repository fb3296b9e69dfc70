"""Meetings in part and in pairs, for some of a household, heads that were counted, breaks of a session.

On the way down a meeting in part becomes one that is done, in history too; all the rest is lost.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SESSION_KINDS = ("charla", "consultations", "childcare", "training", "meeting", "papers", "return_watch", "other")
STATUSES = ("draft", "published", "cancelled")
KINDS = (
    "charla",
    "intake",
    "consultation",
    "i589",
    "declaration",
    "interview_preparation",
    "hearing_preparation",
    "papers_check",
)
OLD_OUTCOMES = ("booked", "arrived", "done", "no_show", "cancelled")
NEW_OUTCOMES = ("booked", "arrived", "done", "partly", "no_show", "cancelled")
BREAK = "(break_from IS NULL) = (break_until IS NULL)"
PAIR = "(other_id IS NULL) = (sitting = 0)"
HEADS = "heads >= 0"
#: History keeps rows as JSON text.
FORGET = """
    UPDATE entry_line SET
        before = replace(before, '"outcome":"partly"', '"outcome":"done"'),
        after = replace(after, '"outcome":"partly"', '"outcome":"done"')
    WHERE kind = 'consultation'
"""


def upgrade() -> None:
    """Nobody was met in part, no head was counted, and every session has the break of the clinic."""
    if op.get_bind().dialect.name == "sqlite":
        _build_all_anew(new=True)
        return
    op.add_column("session", sa.Column("break_from", sa.Time, nullable=True))
    op.add_column("session", sa.Column("break_until", sa.Time, nullable=True))
    op.create_check_constraint("ck_session_break", "session", BREAK)
    op.add_column("slot", sa.Column("heads", sa.Integer, nullable=True))
    op.create_check_constraint("ck_slot_heads", "slot", HEADS)
    _allow(NEW_OUTCOMES)
    op.add_column("request", sa.Column("person_ids", sa.Text, nullable=False, server_default="[]"))
    op.alter_column("request", "person_ids", server_default=None)
    op.add_column("request", sa.Column("sitting", sa.Integer, nullable=False, server_default="0"))
    op.alter_column("request", "sitting", server_default=None)
    op.add_column("request", sa.Column("other_id", sa.Uuid, nullable=True))
    op.create_foreign_key(
        "fk_request_other_id", "request", "request", ["other_id"], ["id"], deferrable=True, initially="DEFERRED"
    )
    op.create_index("ix_request_other_id", "request", ["other_id"])
    op.create_check_constraint("ck_request_pair", "request", PAIR)


def downgrade() -> None:
    """Take it away again."""
    op.execute("UPDATE consultation SET outcome = 'done' WHERE outcome = 'partly'")
    op.execute(FORGET)
    if op.get_bind().dialect.name == "sqlite":
        _build_all_anew(new=False)
        return
    for table, columns in (
        ("session", ("break_from", "break_until")),
        ("slot", ("heads",)),
        ("request", ("other_id", "sitting", "person_ids")),
    ):
        for column in columns:
            op.drop_column(table, column)
    _allow(OLD_OUTCOMES)


def _allow(outcomes: tuple[str, ...]) -> None:
    op.drop_constraint("ck_consultation_outcome", "consultation")
    op.create_check_constraint("ck_consultation_outcome", "consultation", _one_of("outcome", outcomes))


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _build_all_anew(*, new: bool) -> None:
    """SQLite changes no condition: new tables take the rows and then the names, which triggers may use meanwhile."""
    op.execute("PRAGMA legacy_alter_table = ON")
    _sessions(new=new)
    _slots(new=new)
    _requests(new=new)
    _consultations(new=new)
    op.execute("PRAGMA legacy_alter_table = OFF")


def _sessions(*, new: bool) -> None:
    more = (sa.Column("break_from", sa.Time, nullable=True), sa.Column("break_until", sa.Time, nullable=True))
    check = sa.CheckConstraint(BREAK, name="ck_session_break")
    op.create_table(
        "new_session",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("site_id", sa.Uuid, nullable=False),
        sa.Column("place_id", sa.Uuid, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        *(more if new else ()),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("advice", sa.Boolean, nullable=False),
        sa.Column("template_id", sa.Uuid, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.CheckConstraint("starts_at < ends_at", name="ck_session_order"),
        *((check,) if new else ()),
        _refers("session", "site"),
        _refers("session", "place"),
        sa.CheckConstraint(_one_of("kind", SESSION_KINDS), name="ck_session_kind"),
        sa.CheckConstraint(_one_of("status", STATUSES), name="ck_session_status"),
    )
    kept = "id, site_id, place_id, room, kind, label, starts_at, ends_at, status, advice, template_id, note, made"
    _take_over("session", kept)
    for columns in (("site_id",), ("place_id",), ("template_id",), ("ends_at", "starts_at")):
        op.create_index(f"ix_session_{'_'.join(columns)}", "session", list(columns))


def _slots(*, new: bool) -> None:
    more, check = sa.Column("heads", sa.Integer, nullable=True), sa.CheckConstraint(HEADS, name="ck_slot_heads")
    op.create_table(
        "new_slot",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("session_id", sa.Uuid, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("seat_ids", sa.Text, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        *((more,) if new else ()),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_slot"),
        sa.CheckConstraint("starts_at < ends_at", name="ck_slot_order"),
        sa.CheckConstraint("capacity >= 1", name="ck_slot_capacity"),
        *((check,) if new else ()),
        _refers("slot", "session"),
        sa.CheckConstraint(_one_of("kind", KINDS), name="ck_slot_kind"),
    )
    _take_over("slot", "id, session_id, starts_at, ends_at, kind, seat_ids, room, capacity, made")
    op.create_index("ix_slot_session_id", "slot", ["session_id"])
    op.create_index("ix_slot_ends_at_starts_at", "slot", ["ends_at", "starts_at"])


def _requests(*, new: bool) -> None:
    more = (
        sa.Column("person_ids", sa.Text, nullable=False),
        sa.Column("sitting", sa.Integer, nullable=False),
        sa.Column("other_id", sa.Uuid, nullable=True),
        sa.CheckConstraint(PAIR, name="ck_request_pair"),
        _refers("request", "request", "other_id"),
    )
    op.create_table(
        "new_request",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("household_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("wish", sa.Text, nullable=False),
        sa.Column("can_come", sa.Text, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
        *(more if new else ()),
        _refers("request", "household"),
        sa.CheckConstraint(_one_of("kind", KINDS), name="ck_request_kind"),
    )
    kept = "id, household_id, kind, asked_on, wish, can_come, done, made"
    added = ("person_ids, sitting", "'[]', 0") if new else ()
    _take_over("request", kept, *added)
    op.create_index("ix_request_household_id", "request", ["household_id"])
    if new:
        op.create_index("ix_request_other_id", "request", ["other_id"])


def _consultations(*, new: bool) -> None:
    op.create_table(
        "new_consultation",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("slot_id", sa.Uuid, nullable=False),
        sa.Column("household_id", sa.Uuid, nullable=False),
        sa.Column("person_ids", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("walk_in", sa.Boolean, nullable=False),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("overridden", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("request_id", sa.Uuid, nullable=True),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consultation"),
        _refers("consultation", "slot"),
        _refers("consultation", "household"),
        sa.CheckConstraint(_one_of("outcome", NEW_OUTCOMES if new else OLD_OUTCOMES), name="ck_consultation_outcome"),
        _refers("consultation", "request"),
    )
    kept = "id, slot_id, household_id, person_ids, language, outcome, arrived_at, walk_in, pinned, confirmed"
    _take_over("consultation", f"{kept}, overridden, reason, request_id, made")
    for column in ("slot_id", "household_id", "request_id"):
        op.create_index(f"ix_consultation_{column}", "consultation", [column])


def _refers(table: str, target: str, column: str = "") -> sa.ForeignKeyConstraint:
    column = column or f"{target}_id"
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


def _take_over(table: str, columns: str, more: str = "", values: str = "") -> None:
    """Let the new table have the rows of the old one, with values for what is new, and its name."""
    into, taken = (f"{columns}, {more}", f"{columns}, {values}") if more else (columns, columns)
    op.execute(f"INSERT INTO new_{table} ({into}) SELECT {taken} FROM {table}")  # noqa: S608 - names of our own
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)
