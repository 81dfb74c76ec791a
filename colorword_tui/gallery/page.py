"""One HTML page of a comparison: nothing is fetched, and whatever a name holds stays text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from colorword_tui.color.value import Color
from colorword_tui.gallery.comparison import SIDES, Comparison, Numbers, Summary, figures

_STYLE = """
:root { color-scheme: light dark; --soft: #8886; --muted: light-dark(#555, #aaa); }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; }
p { margin: .3rem 0; }
small, .side, .english { color: var(--muted); }
.worst { line-height: 2; }
.worst span { padding: .15rem .5rem; border: 1px solid var(--soft); border-radius: .3rem; white-space: nowrap; }
input { font: inherit; width: 100%; box-sizing: border-box; margin: .8rem 0; padding: .4rem .6rem; }
table { border-collapse: collapse; width: 100%; }
thead { position: sticky; top: 0; background: Canvas; }
th { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--soft); }
th button { font: inherit; font-weight: 600; background: none; border: 0; padding: 0; cursor: pointer; color: inherit; }
th[aria-sort=ascending] button::after { content: " ▲"; }
th[aria-sort=descending] button::after { content: " ▼"; }
td { padding: .15rem .6rem; }
td:nth-child(-n+2) { font: 13px ui-monospace, monospace; width: 7.5rem; }
th:nth-child(3), td:nth-child(3) { text-align: right; width: 4rem; font-variant-numeric: tabular-nums; }
.side { width: 6rem; }
.side b { color: CanvasText; font-weight: 600; }
"""
# The listed colour sorts by hue and the model's puts the list's own order back; a second click turns the order round.
_SCRIPT = """
const body = document.querySelector("tbody"), list = [...body.rows], heads = [...document.querySelectorAll("th")];
const word = new Intl.Collator().compare, cell = (row, n) => row.cells[n].textContent;
const by = [(a, b) => a.dataset.hue - b.dataset.hue, () => 0, (a, b) => cell(a, 2) - cell(b, 2),
            (a, b) => word(cell(a, 3), cell(b, 3)), (a, b) => word(cell(a, 4), cell(b, 4))];
heads.forEach((head, n) => head.firstChild.onclick = () => {
  const down = head.ariaSort ? head.ariaSort == "ascending" : n == 2;
  heads.forEach(one => one.ariaSort = null);
  head.ariaSort = down ? "descending" : "ascending";
  const rows = [...list].sort(by[n]);
  body.replaceChildren(...(down ? rows.reverse() : rows));
});
document.querySelector("input").oninput = event => {
  const part = event.target.value.normalize().toLowerCase().trim();
  for (const row of list) row.hidden = !cell(row, 3).toLowerCase().includes(part);
};
"""


def page(comparison: Comparison, numbers: Numbers, *, held_out: bool = False) -> str:
    """The page of these rows, each of which must have been read; `held_out` says that only held-out names are shown."""
    title = f"{comparison.name}, held-out names only" if held_out else comparison.name
    summary = comparison.summary(numbers)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">',
            f"<title>colorword gallery: {escape(title)}</title>",
            f"<style>{_STYLE}</style>",
            f"<h1>{escape(title)}</h1>",
            f"<p>{escape(figures(summary))}</p>",
            *_worst(comparison, summary),
            "<p><small>The colour that the list gives each name, and the one that the model reads from it. "
            "Nothing was learnt from a name that is held out or validates.</small></p>",
            '<input type="search" placeholder="filter the names" aria-label="filter the names">',
            "<table><thead><tr>"
            + "".join(f"<th><button>{one}</button></th>" for one in ("listed", "model", "ΔE", "name", "split"))
            + "</tr></thead><tbody>",
            *_rows(comparison, numbers),
            "</tbody></table>",
            f"<script>{_SCRIPT}</script>",
            "</html>",
            "",
        ]
    )


def _policy() -> str:
    """Nothing from elsewhere, and no script but ours: should anything slip through, the browser refuses it."""
    digest = b64encode(sha256(_SCRIPT.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


def _worst(comparison: Comparison, summary: Summary) -> Iterator[str]:
    if summary.worst:
        chips = (
            f"<span {_painted(comparison.rows[number].color)}><bdi>{escape(comparison.rows[number].name)}</bdi>"
            f" {comparison.delta_e[number]:.0f}</span>"
            for number in summary.worst
        )
        yield f'<p class="worst">farthest off: {" ".join(chips)}</p>'


def _rows(comparison: Comparison, numbers: Numbers) -> Iterator[str]:
    hues = comparison.hues
    for number in numbers.tolist():
        row, color = comparison.rows[number], comparison.colors[number]
        if color is None:
            raise ValueError(f"row {number} of {comparison.name} has not been read")
        side = f"<b>{SIDES[row.side]}</b>" if row.side == "held-out" else SIDES[row.side]
        english = f' <span class="english">{escape(row.english)}</span>' if row.english else ""
        yield (
            f"<tr data-hue={hues[number]:.2f}><td {_painted(row.color)}>{row.color.hex}"
            f"<td {_painted(color)}>{color.hex}<td>{comparison.delta_e[number]:.1f}"
            f"<td><bdi>{escape(row.name)}</bdi>{english}"
            f'<td class="side">{side}</tr>'
        )


def _painted(color: Color) -> str:
    return f'style="background:{color.hex};color:{color.ink.hex}"'
