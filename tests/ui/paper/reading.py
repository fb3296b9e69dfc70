"""Reads printed sheets with a program that is not ours."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

import pypdf


def texts(data: bytes) -> list[str]:
    """The words of each page of a PDF."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def one_line(data: bytes) -> str:
    """All words of a PDF in one line, however they were broken."""
    return " ".join(" ".join(texts(data)).split())


def sizes(data: bytes) -> set[tuple[int, int]]:
    """The sizes of its pages, in points."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages}


def everything(data: bytes) -> Iterator[bytes]:
    """Every byte of a PDF, its packed streams unpacked, and its words."""
    yield data
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]
    yield one_line(data).encode()
