"""A small lexicon for the tests of the gallery: the pictures must not change with the shipped one."""

from __future__ import annotations

from pathlib import Path

HTML = {
    "alice blue": "#f0f8ff", "aqua": "#00ffff", "beige": "#f5f5dc", "black": "#000000", "blue": "#0000ff",
    "chartreuse": "#7fff00", "chocolate": "#d2691e", "coral": "#ff7f50", "crimson": "#dc143c", "dark olive green":
    "#556b2f", "deep pink": "#ff1493", "gold": "#ffd700", "gray": "#808080", "hot pink": "#ff69b4", "indigo": "#4b0082",
    "khaki": "#f0e68c", "light goldenrod yellow": "#fafad2", "lime": "#00ff00", "medium spring green": "#00fa9a",
    "navy": "#000080", "olive": "#808000", "orchid": "#da70d6", "peru": "#cd853f", "plum": "#dda0dd", "red": "#ff0000",
    "sea green": "#2e8b57", "sky blue": "#87ceeb", "snow": "#fffafa", "tan": "#d2b48c", "teal": "#008080",
    "tomato": "#ff6347", "violet": "#ee82ee", "wheat": "#f5deb3", "white": "#ffffff", "yellow": "#ffff00",
}  # fmt: skip
FRUIT = {"banana": "#fbdf4c", "[red]markup[/]": "#c4222e", "blood orange": "#d1341f", "🍌 a banana": "#fbdf4c"}
LONG = {f"shade {number}": f"#{number:02x}80{255 - number:02x}" for number in range(250)}


def write_lexicon(folder: Path) -> None:
    """Write the tables into `folder/lexicon`."""
    tables = {"html": HTML, "long": LONG, "everyday/fruit": FRUIT}
    for name, colors in tables.items():
        _write(
            folder / "lexicon" / f"{name}.tsv", "phrase\tlanguage\tcolors", [f"{k}\ten\t{v}" for k, v in colors.items()]
        )
    translations = ["空\tja\t#57b8ff\tsky", "晴れた夏の青空\tja\t#3fa9f5\tclear summer sky"]
    _write(folder / "lexicon" / "everyday" / "translated_ja.tsv", "phrase\tlanguage\tcolors\tenglish", translations)


def _write(path: Path, header: str, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in (header, *lines)), "utf-8")
