"""Phrases from standard input, as soon as they are there and as many as there are."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

_CHUNK = 1 << 16
# A phrase is cut long before this; a line without an end must not fill the memory.
_LONGEST = 1 << 16
# Lines that are answered together: few at first, for the first answer is waited for, and then as many as are quick.
_FIRST, _MOST, _GROWTH = 32, 2048, 4


def line_batches(stream: BufferedReader) -> Iterator[list[str]]:
    """The lines that are complete at each read, without their ends; bytes that are no UTF-8 become U+FFFD.

    `read1` returns what is there instead of waiting for a full buffer: a line is answered when it comes, and a
    file in pieces that grow.
    """
    rest, most = b"", _FIRST
    while chunk := stream.read1(_CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        while lines:
            # Evenly: a short last piece would keep one core waiting for the other.
            size = -(-len(lines) // -(-len(lines) // most)) if most == _MOST else most
            yield [_text(line) for line in lines[:size]]
            lines, most = lines[size:], min(most * _GROWTH, _MOST)
        rest = rest[:_LONGEST]
    if rest:
        yield [_text(rest)]


def _text(line: bytes) -> str:
    return line[:_LONGEST].decode("utf-8", "replace").rstrip("\r")
