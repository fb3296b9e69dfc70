"""A line of the waiting list keeps when its household can come; on the way down that is lost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

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
UP = """
    INSERT INTO new_request (id, household_id, kind, asked_on, wish, can_come, done, made)
    SELECT id, household_id, kind, asked_on, wish, '{}', done, made FROM request
"""
DOWN = """
    INSERT INTO new_request (id, household_id, kind, asked_on, wish, done, made)
    SELECT id, household_id, kind, asked_on, wish, done, made FROM request
"""


def upgrade() -> None:
    """Nobody has said yet when they can come."""
    if op.get_bind().dialect.name == "sqlite":
        _build_anew(sa.Column("can_come", sa.Text, nullable=False))
        op.execute(UP)
        _take_the_name()
    else:
        op.add_column("request", sa.Column("can_come", sa.Text, nullable=False, server_default="{}"))
        op.alter_column("request", "can_come", server_default=None)


def downgrade() -> None:
    """Take it away again."""
    if op.get_bind().dialect.name == "sqlite":
        _build_anew()
        op.execute(DOWN)
        _take_the_name()
    else:
        op.drop_column("request", "can_come")


def _build_anew(*more: sa.Column[str]) -> None:
    """A new table takes the rows and then the name: SQLite adds no such column without a default."""
    op.create_table(
        "new_request",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("household_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("wish", sa.Text, nullable=False),
        *more,
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name="fk_request_household_id", deferrable=True, initially="DEFERRED"
        ),
        sa.CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in KINDS)})", name="ck_request_kind"),
    )


def _take_the_name() -> None:
    op.drop_table("request")
    op.rename_table("new_request", "request")
    op.create_index("ix_request_household_id", "request", ["household_id"])
