"""The whole content of a store as plain values, to compare before and after."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from clinic.ports import UnitOfWork
from db.audit import as_it_is
from db.mapping import kind_of
from db.repositories.rows import Rows


def everything(uow: UnitOfWork) -> dict[tuple[str, UUID], dict[str, Any]]:
    """Every row of every noun: (kind, id) → its fields as history writes them."""
    repositories = [part for part in vars(uow).values() if isinstance(part, Rows)]
    return {(kind_of(type(row)), row.id): as_it_is(row) for repository in repositories for row in repository.where()}
