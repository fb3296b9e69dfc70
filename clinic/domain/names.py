"""Names as people search and compare them: without case, accents and doubled blanks."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """`text` in small letters, without accents, typographic quotes or doubled blanks: 'Núñez  Peña' → 'nunez pena'."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.replace("’", "'").replace("‘", "'").split())
