"""Paint the words of `gallery.txt` with the shipped bundle: `python docs/gallery.py` writes `gallery.svg`."""

from pathlib import Path
from xml.sax.saxutils import escape

import colorword_tui

HERE = Path(__file__).parent
WIDTH, HEIGHT, COLUMNS, TITLE = 172, 44, 5, 34


def main() -> None:
    """Read the words, ask the model (also for names whose colour is exact), write the picture."""
    groups = [
        (name, [word.strip() for word in words.split(",")])
        for name, _, words in (line.partition(":") for line in (HERE / "gallery.txt").read_text("utf-8").splitlines())
        if not name.startswith("#")
    ]
    predictor = colorword_tui.load()
    parts, top = [], 0
    for name, words in groups:
        parts.append(f'<text x="4" y="{top + 24}" fill="#777" font-size="15">{escape(name)}</text>')
        top += TITLE
        for index, answer in enumerate(predictor.predict_many(words, model_only=True)):
            x, y = WIDTH * (index % COLUMNS), top + HEIGHT * (index // COLUMNS)
            ink, color = answer.color.ink.hex, answer.color.hex
            parts.append(
                f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" fill="{color}"/>'
                f'<text x="{x + 8}" y="{y + 19}" fill="{ink}" font-size="13">{escape(answer.text)}</text>'
                f'<text x="{x + 8}" y="{y + 36}" fill="{ink}" font-size="11" opacity="0.75">{color}</text>'
            )
        top += HEIGHT * -(-len(words) // COLUMNS)
    size = f'width="{WIDTH * COLUMNS}" height="{top}" viewBox="0 0 {WIDTH * COLUMNS} {top}"'
    style = "font-family=\"'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', monospace\""
    background = '<rect width="100%" height="100%" fill="#fff"/>'
    (HERE / "gallery.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>{background}{"".join(parts)}</svg>\n', "utf-8"
    )


if __name__ == "__main__":
    main()
