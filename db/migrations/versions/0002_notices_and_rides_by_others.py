"""Notices that move hearing dates get their table; a vehicle may be a ride that others give.

What the clinic had switched off by two figures of its policy (two adults, training) becomes a matter of how strict
those rules are. On the way down a ride by others becomes a bus (riders' places, no crew of ours), and notices go, with
their history.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OLD_KINDS = ("own", "hired", "taxi", "bus")
NEW_KINDS = (*OLD_KINDS, "outside")
#: Figures that became rules with a switch.
FIGURES = {"two_adults_a_vehicle": "TWO_ADULTS", "training_needed": "TRAINED"}
COPY = """
    INSERT INTO new_vehicle
        (id, site_id, label, kind, seats, child_seats, wheelchair_places, kept_id, fare, note, out_of_use, made)
    SELECT id, site_id, label, kind, seats, child_seats, wheelchair_places, kept_id, fare, note, out_of_use, made
    FROM vehicle
"""
#: History keeps rows as JSON text.
FORGET = """
    UPDATE entry_line SET
        before = replace(before, '"kind":"outside"', '"kind":"bus"'),
        after = replace(after, '"kind":"outside"', '"kind":"bus"')
    WHERE kind = 'vehicle'
"""


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    """Make room."""
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("site_id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("rule", sa.String(40), nullable=True),
        sa.Column("moves", sa.Text, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name="fk_notice_site_id", deferrable=True, initially="DEFERRED"
        ),
        sa.CheckConstraint(_one_of("rule", ("next_month",)), name="ck_notice_rule"),
        sa.CheckConstraint(_one_of("state", ("open", "applied", "set_aside")), name="ck_notice_state"),
    )
    op.create_index("ix_notice_site_id", "notice", ["site_id"])
    _allow(NEW_KINDS)
    _switch_off()


def _switch_off() -> None:
    connection = op.get_bind()
    for row_id, text in connection.exec_driver_sql("SELECT id, policy FROM clinic").all():
        policy = json.loads(text)
        kept = policy.get("strictness", [])  # of a file that came down from a newer revision
        off = [[code, "off"] for name, code in FIGURES.items() if policy.pop(name, True) is False]
        policy["strictness"] = [*kept, *off]
        statement = sa.text("UPDATE clinic SET policy = :policy WHERE id = :id")
        connection.execute(statement, {"policy": json.dumps(policy, separators=(",", ":")), "id": row_id})


def downgrade() -> None:
    """Take it away again."""
    op.execute("UPDATE vehicle SET kind = 'bus' WHERE kind = 'outside'")
    _allow(OLD_KINDS)
    op.drop_table("notice")
    op.execute("DELETE FROM entry_line WHERE kind = 'notice'")
    op.execute(FORGET)


def _allow(kinds: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _build_vehicles_anew(kinds)
    else:
        op.drop_constraint("ck_vehicle_kind", "vehicle")
        op.create_check_constraint("ck_vehicle_kind", "vehicle", _one_of("kind", kinds))


def _build_vehicles_anew(kinds: tuple[str, ...]) -> None:
    """SQLite cannot change a condition: a new table takes the rows and then the name."""
    op.create_table(
        "new_vehicle",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("site_id", sa.Uuid, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("child_seats", sa.Integer, nullable=False),
        sa.Column("wheelchair_places", sa.Integer, nullable=False),
        sa.Column("kept_id", sa.Uuid, nullable=True),
        sa.Column("fare", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("out_of_use", sa.Boolean, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vehicle"),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name="fk_vehicle_site_id", deferrable=True, initially="DEFERRED"
        ),
        sa.CheckConstraint(_one_of("kind", kinds), name="ck_vehicle_kind"),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["place.id"], name="fk_vehicle_kept_id", deferrable=True, initially="DEFERRED"
        ),
    )
    op.execute(COPY)
    op.drop_table("vehicle")
    op.rename_table("new_vehicle", "vehicle")
    for column in ("site_id", "kept_id"):
        op.create_index(f"ix_vehicle_{column}", "vehicle", [column])
