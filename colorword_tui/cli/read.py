"""`colorword-tui read`: a text, painted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from colorword_tui.cli.bundle import bundle_option
from colorword_tui.cli.running import fail

if TYPE_CHECKING:
    from rich.console import Console

    from colorword_tui.reading.export import Kind
    from colorword_tui.reading.look import Look, Tint
    from colorword_tui.reading.painter import Painter
    from colorword_tui.reading.text import Text

# The same as in the room of reading, which a test holds them to: `--help` alone does not import it.
TINTS = ("off", "light", "medium", "full")
KINDS = ("html", "svg", "png", "ansi")
# Rows that are painted at a time: what has its colours is written at once.
_ROWS = 24


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--words/--phrases", default=True, help="Each word in its own colour, or in its sentence's.")
@click.option("--tint", type=click.Choice(TINTS), default="full", show_default=True, help="How strongly.")
@click.option(
    "--stop-words",
    type=click.Choice(["plain", "painted"]),
    default="plain",
    show_default=True,
    help="Words that only hold others together.",
)
@click.option(
    "--paper", type=click.Choice(["dark", "light"]), default="dark", show_default=True, help="Under the text."
)
@click.option("--ansi", is_flag=True, help="Colours into a pipe, too.")
@click.option("--export", "kind", type=click.Choice(KINDS), help="Write a file of this kind.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to.",
)
@bundle_option
def read(
    file: str,
    words: bool,
    tint: str,
    stop_words: str,
    paper: str,
    ansi: bool,
    kind: str | None,
    output: Path | None,
    bundle: Path | None,
) -> None:
    """A text with every word in its colour; FILE - is standard input.

    On a terminal the colours of the sentences stand in the margin, and below the text its ribbon: the sentences'
    colours in order. Into a pipe goes plain text, or with --ansi the colours too. The kind of a file to write is taken
    from its extension, or from --export: a web page, a drawing, a picture of the ribbon, text for a terminal.

    \b
    colorword-tui read --ansi novel.txt | less -R
    colorword-tui read novel.txt -o novel.html
    colorword-tui read poem.txt --phrases --export png -o poem.png
    """
    from colorword_tui.model.bundle import BundleError
    from colorword_tui.model.predictor import load
    from colorword_tui.reading.look import Look
    from colorword_tui.reading.painter import Painter

    wanted = _kind(kind, output)
    text = _text(file)
    look = Look(not words, cast("Tint", tint), stop_words == "painted", paper == "light")
    painter = Painter(text, load(bundle))
    try:
        if wanted is not None:
            _export(wanted, painter, look, output)
        else:
            _show(painter, look, ansi)
    except (BundleError, ValueError) as error:
        raise fail(error) from error


def _kind(kind: str | None, output: Path | None) -> Kind | None:
    """What to write; a wrong call is found before anything is read."""
    from colorword_tui.reading.export import kind_of

    if kind is not None:
        wanted = cast("Kind", kind)
    elif output is not None:
        try:
            wanted = kind_of(output)
        except ValueError as error:
            raise click.UsageError(f"{error}; or say --export") from error
    else:
        return None
    # Painting takes a while: what would fail then is said now.
    if output is not None and not output.absolute().parent.is_dir():
        raise click.UsageError(f"there is no folder {output.parent} to write to; make it first")
    if wanted == "png" and output is None and sys.stdout.isatty():
        raise click.UsageError("a picture is nothing for a terminal; name a file with -o")
    return wanted


def _text(file: str) -> Text:
    from colorword_tui.reading.source import SourceError, read_file, read_stream
    from colorword_tui.reading.text import Text

    try:
        if file != "-":
            source = read_file(Path(file))
        elif sys.stdin is None:
            raise click.UsageError("standard input is closed; name a file, or open it")
        else:
            source = read_stream(sys.stdin.buffer, "standard input")
    except SourceError as error:
        raise fail(error) from error
    if source.lost:
        click.echo(f"colorword-tui: broken places, not {source.encoding}: {source.lost:,}; shown as �", err=True)
    return Text(source.letters, "" if file == "-" else source.name)


def _export(kind: Kind, painter: Painter, look: Look, output: Path | None) -> None:
    from rich.cells import cell_len

    from colorword_tui.reading.export import export
    from colorword_tui.reading.painting import ribbon
    from colorword_tui.reading.picture import PNG_SIZE

    # A picture of the ribbon has a colour a column, and needs no more.
    some = ribbon(len(painter.text.sentences), PNG_SIZE[0]) if kind == "png" else None
    painter.finish(some, words=kind != "png" and not look.phrases)
    data = export(kind, painter.text, painter.colors, look, cell_len)
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(data)


def _show(painter: Painter, look: Look, ansi: bool) -> None:
    if not ansi and not sys.stdout.isatty():
        _write_plain(painter.text)
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if not ansi and (console.color_system is None or console.no_color):
        _write_plain(painter.text)
        return
    width = console.width if sys.stdout.isatty() else 80
    if ansi or console.color_system == "truecolor":
        for line in _lines(painter, look, width):
            sys.stdout.buffer.write(f"{line}\n".encode(errors="replace"))
            sys.stdout.buffer.flush()
    else:
        _show_fewer_colors(console, painter, look, width)


def _show_fewer_colors(console: Console, painter: Painter, look: Look, width: int) -> None:
    """The nearest colours of those that the terminal has."""
    from rich.text import Text as RichText

    for line in _lines(painter, look, width):
        console.print(RichText.from_ansi(line), no_wrap=True, overflow="ignore", crop=False)


def _lines(painter: Painter, look: Look, width: int) -> Iterator[str]:
    """The painted rows, some at a time, and the ribbon."""
    from rich.cells import cell_len

    from colorword_tui.reading.ansi import MARGIN, ansi_ribbon, ansi_row
    from colorword_tui.reading.layout import Layout

    text, colors = painter.text, painter.colors
    rows = Layout(text.letters, width - MARGIN - 1, cell_len).rows
    for begin in range(0, len(rows), _ROWS):
        page = rows[begin : begin + _ROWS]
        if text.sentences:
            seen = range(text.sentence_at(page[0][0]), text.sentence_at(page[-1][1]) + 1)
            painter.finish(seen, words=not look.phrases)
        yield from (ansi_row(text, row, colors, look) for row in page)
    if text.sentences:
        yield ""
        yield ansi_ribbon(colors, width)


def _write_plain(text: Text) -> None:
    """UTF-8 whatever the locale says, and nothing that a terminal would obey."""
    sys.stdout.buffer.write(f"{text.letters}\n".encode() if text.letters else b"")
    sys.stdout.buffer.flush()
