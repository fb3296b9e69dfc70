"""Looks for a secret in every byte of a file, in every disguise in which a program may have put it there."""

from __future__ import annotations

import base64
import html
import io
import quopri
import zipfile
from collections.abc import Iterator
from urllib.parse import quote


def views(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, unfolded, without entities, decoded from quoted-printable, and every part of a zip."""
    yield data
    yield data.replace(b"\r\n ", b"").replace(b"\n ", b"")
    yield html.unescape(data.decode("utf-8", errors="replace")).encode()
    yield quopri.decodestring(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for part in archive.infolist():
                yield part.filename.encode() + part.extra + part.comment
                yield from views(archive.read(part))


def disguises(secret: str) -> set[bytes]:
    """The secret in UTF-8 and UTF-16, upper and lower case, in entities, percent signs, hexadecimal and base64."""
    plain = {secret, secret.lower(), secret.upper()}
    digits = "".join(c for c in secret if c.isdigit())
    plain |= {digits} if len(digits) >= 7 else set()
    found = {form.encode(encoding) for form in plain for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")}
    found |= {quote(form).encode() for form in plain}
    found |= {"".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in form).encode() for form in plain}
    for form in plain:
        found.add(form.encode().hex().encode())
        for shift in range(3):  # base64 looks different at each of three places
            coded = base64.b64encode(b"\0" * shift + form.encode())
            found.add(coded[4 if shift else 0 : -4])
    return {form for form in found if len(form) >= 6}


def secrets_in(data: bytes, secrets: dict[str, str]) -> list[str]:
    """The names of the secrets that stand in the data in some disguise."""
    shown = list(views(data))
    return [
        name for name, secret in secrets.items() if any(form in view for form in disguises(secret) for view in shown)
    ]
