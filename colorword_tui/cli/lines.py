"""Phrases from standard input, as soon as they are there and as many as there are."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

_CHUNK = 1 << 16
# A phrase is cut long before this; a line without an end must not fill the memory.
_LONGEST = 1 << 16


def line_batches(stream: BufferedReader) -> Iterator[list[str]]:
    """The lines that are complete at each read, without their ends; bytes that are no UTF-8 become U+FFFD.

    `read1` returns what is there instead of waiting for a full buffer: a line is answered when it comes, and a
    file in large pieces.
    """
    rest = b""
    while chunk := stream.read1(_CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield [_text(line) for line in lines]
        rest = rest[:_LONGEST]
    if rest:
        yield [_text(rest)]


def _text(line: bytes) -> str:
    return line[:_LONGEST].decode("utf-8", "replace").rstrip("\r")
