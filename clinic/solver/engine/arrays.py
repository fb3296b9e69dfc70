"""Rows of numbers: unboxed where this folder is compiled, lists where it is not.

The only module of the folder that is never compiled: compiled modules know `vec` and `i64` by their types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from librt.vecs import vec as vec
    from mypy_extensions import i64 as i64
else:
    vec = list
    i64 = int
