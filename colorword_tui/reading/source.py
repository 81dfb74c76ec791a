"""A text from a file: which files are taken, and how their bytes become letters."""

from __future__ import annotations

import codecs
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# War and Peace has 3 MB, the Bible 5; all of it is held in memory, several times over.
MAX_MEGABYTES = 20
_MAX_BYTES = MAX_MEGABYTES * 1_000_000
# What a guess needs; more does not make it better.
_SAMPLE = 1 << 16
# The longer marks first: that of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOST = "\ufffd"


class SourceError(Exception):
    """A text that cannot be read; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it came: the name to show, the letters, their encoding, and how many places could not be decoded."""

    name: str
    letters: str
    encoding: str
    lost: int = 0


def read_file(path: Path) -> Source:
    """The text of a file; what is no readable text is a SourceError. Reads no more than the limit."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceError(f"{path} is a folder; name a file in it")
        # A pipe or a device might never end, or never begin.
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(f"{path} is no ordinary file; pipe it in instead: colorword-tui read -")
        if status.st_size > _MAX_BYTES:
            raise SourceError(_too_large(str(path), status.st_size))
        with path.open("rb") as stream:
            return read_stream(stream, path.name)
    except (OSError, ValueError) as error:
        # A name may be too long, or hold a zero byte.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(f"{path} cannot be read: {reason}") from error


def read_stream(stream: BinaryIO, name: str) -> Source:
    """The text of a stream of bytes, up to the limit."""
    data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise SourceError(_too_large(name))
    return decode(data, name)


def decode(data: bytes, name: str) -> Source:
    """The letters of `data`: by its byte order mark, else as UTF-8, else as it looks; bytes of no text are refused."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, name, encoding)
    if b"\0" in data:
        return _with_zeros(data, name)
    source = _decoded(data, name, "utf-8")
    # Japanese mail has seven bits, and shifts between its alphabets by escape sequences.
    if not source.lost and (b"\x1b$" not in data or not (_guess(data) or "").startswith("iso2022")):
        return source
    # A few broken bytes among much that is UTF-8 are damage, not another encoding: letters of an old one hardly ever
    # come together as valid sequences.
    if source.lost and sum(letter > "\x7f" for letter in source.letters) > 5 * source.lost:
        return source
    guess = _guess(data)
    if guess is None:
        raise SourceError(f"{name} holds no text, or text in no known encoding")
    return _decoded(data, name, guess)


def _with_zeros(data: bytes, name: str) -> Source:
    """UTF-16 and UTF-32 without a mark have zero bytes; otherwise they are a sure sign of no text."""
    guess = _guess(data)
    if guess is not None and guess.startswith(("utf-16", "utf-32")):
        source = _decoded(data, name, guess)
        if not source.lost and all(letter.isprintable() or letter.isspace() for letter in source.letters[:_SAMPLE]):
            return source
    raise SourceError(f"{name} is no text but binary data")


def _guess(data: bytes) -> str | None:
    """The encoding that the bytes from the first unusual one on look like; None where they look like no text."""
    import chardet

    # An English book whose first accent comes late tells nothing by its first pages.
    first = next((at for at in range(0, len(data), _SAMPLE) if not data[at : at + _SAMPLE].isascii()), 0)
    encoding = chardet.detect(data[first : first + 2 * _SAMPLE])["encoding"]
    try:
        return codecs.lookup(encoding).name if encoding else None
    except LookupError:
        return None


def _decoded(data: bytes, name: str, encoding: str) -> Source:
    try:
        return Source(name, data.decode(encoding), encoding.removesuffix("-sig"))
    except UnicodeDecodeError:
        letters = data.decode(encoding, "replace")
        return Source(name, letters, encoding.removesuffix("-sig"), letters.count(_LOST))


def _too_large(name: str, size: int = 0) -> str:
    has = f"{size / 1e6:,.0f} MB, and " if size else ""
    return f"{name} is too large: {has}at most {MAX_MEGABYTES} MB are read; cut it, or read a part of it"
