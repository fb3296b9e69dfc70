"""Places that are taken at any time of their session, for so many minutes; a rule about newcomers that sleeps at first.

On the way down a place that is taken keeps the hours at which it was; an open one is one for the whole session.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROLES = (
    "supervising_attorney",
    "attorney",
    "accredited_representative",
    "law_student",
    "legal_observer",
    "interpreter",
    "translator",
    "childcare",
    "driver",
    "escort",
    "coordinator",
    "watch",
    "data_entry",
    "copying",
    "court_observer",
    "evaluator",
    "doctor",
    "cook",
)
ANSWERS = ("not_asked", "asked", "confirmed", "declined")
KEPT = (
    "id, session_id, trip_id, position, role, languages, source, target, starts_at, ends_at, remote,"
    " volunteer_id, answer, pinned, overridden, reason, made"
)
MINUTES = "minutes > 0"
#: The rule that asks for an orientation on site; nobody has asked for it yet.
SLEEPS = ["ORIENTATION", "off"]


def upgrade() -> None:
    """Every seat so far has hours of its own."""
    _change_policies(lambda strictness: [*_others(strictness), SLEEPS])
    if op.get_bind().dialect.name == "sqlite":
        _build_anew(
            sa.Column("minutes", sa.Integer, nullable=True), sa.CheckConstraint(MINUTES, name="ck_seat_minutes")
        )
        return
    op.add_column("seat", sa.Column("minutes", sa.Integer, nullable=True))
    op.create_check_constraint("ck_seat_minutes", "seat", MINUTES)


def downgrade() -> None:
    """Forget which were at any time."""
    _change_policies(_others)
    if op.get_bind().dialect.name == "sqlite":
        _build_anew()
        return
    op.drop_column("seat", "minutes")


def _change_policies(changed: Callable[[list[Any]], list[Any]]) -> None:
    """How strict each clinic wants its rules, put another way."""
    connection = op.get_bind()
    for row_id, text in connection.exec_driver_sql("SELECT id, policy FROM clinic").all():
        policy = json.loads(text)
        policy["strictness"] = changed(policy.get("strictness", []))
        statement = sa.text("UPDATE clinic SET policy = :policy WHERE id = :id")
        connection.execute(statement, {"policy": json.dumps(policy, separators=(",", ":")), "id": row_id})


def _others(strictness: list[Any]) -> list[Any]:
    return [each for each in strictness if each[0] != SLEEPS[0]]


def _build_anew(*more: sa.schema.SchemaItem) -> None:
    """SQLite changes no condition: a new table takes the rows and then the name, which triggers may use meanwhile."""
    op.execute("PRAGMA legacy_alter_table = ON")
    op.create_table(
        "new_seat",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("session_id", sa.Uuid, nullable=True),
        sa.Column("trip_id", sa.Uuid, nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("languages", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remote", sa.Boolean, nullable=False),
        *more,
        sa.Column("volunteer_id", sa.Uuid, nullable=True),
        sa.Column("answer", sa.String(40), nullable=False),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Column("overridden", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seat"),
        sa.CheckConstraint("starts_at < ends_at", name="ck_seat_order"),
        sa.CheckConstraint("(session_id IS NULL) <> (trip_id IS NULL)", name="ck_seat_one_home"),
        *(_refers(target) for target in ("session", "trip", "volunteer")),
        sa.CheckConstraint(_one_of("role", ROLES), name="ck_seat_role"),
        sa.CheckConstraint(_one_of("answer", ANSWERS), name="ck_seat_answer"),
    )
    op.execute(f"INSERT INTO new_seat ({KEPT}) SELECT {KEPT} FROM seat")  # noqa: S608 - names of our own
    op.drop_table("seat")
    op.rename_table("new_seat", "seat")
    for columns in (("session_id",), ("trip_id",), ("volunteer_id",), ("ends_at", "starts_at")):
        op.create_index(f"ix_seat_{'_'.join(columns)}", "seat", list(columns))
    op.execute("PRAGMA legacy_alter_table = OFF")


def _refers(target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{target}_id"], [f"{target}.id"], name=f"fk_seat_{target}_id", deferrable=True, initially="DEFERRED"
    )


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
