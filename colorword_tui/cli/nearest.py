"""`colorword-tui nearest`: from a colour to names and words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from colorword_tui.color.names import Nearest
    from colorword_tui.color.value import Color
    from colorword_tui.lexicon.nearest import Match


@click.command()
@click.argument("color", metavar="COLOR")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def nearest(color: str, as_json: bool) -> None:
    """The HTML colour nearest to COLOR, and the words whose colour this is.

    COLOR is a hex value, an HTML name, or any colour that CSS can write. Into a pipe the HTML name comes first and
    the words follow, one a line.

    \b
    colorword-tui nearest '#57b8ff'
    colorword-tui nearest 'oklch(0.75 0.14 243)'
    """
    from colorword_tui.color.formats import parse_color
    from colorword_tui.color.names import nearest_html
    from colorword_tui.lexicon.nearest import closest_phrases
    from colorword_tui.lexicon.table import read_lexicon

    try:
        found = parse_color(color)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    html = nearest_html(found)
    words = closest_phrases(found, [entry for entry in read_lexicon() if entry.source != "html"])
    if as_json:
        _write_json(found, html, words)
    elif sys.stdout.isatty():
        _write_table(found, html, words)
    else:
        click.echo("\n".join([html.name, *(word.phrase for word in words)]))


def _write_json(color: Color, html: Nearest, words: list[Match]) -> None:
    import json

    answer = {
        "hex": color.hex,
        "nearest": {"name": html.name, "hex": html.color.hex, "delta_e": round(html.delta_e, 2)},
        "words": [
            {"text": one.phrase, "language": one.language, "hex": one.color.hex, "delta_e": round(one.delta_e, 2)}
            for one in words
        ],
    }
    click.echo(json.dumps(answer, ensure_ascii=False))


def _write_table(color: Color, html: Nearest, words: list[Match]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from colorword_tui.cli.swatches import swatch

    table = Table.grid(padding=(0, 2))
    rows = [
        (color, Text("asked for", "dim"), None),
        (html.color, Text(html.name, "bold"), html.delta_e),
        *((one.color, Text(one.phrase), one.delta_e) for one in words),
    ]
    for one, name, distance in rows:
        far = "" if distance is None else f"ΔE {distance:.1f}"
        table.add_row(swatch(one, 6), Text(one.hex), name, Text(far, "dim"))
    Console(highlight=False).print(table)
