"""The tables of `evaluate` and `export`."""

from __future__ import annotations

import sys
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

_NOT_ANSWERERS = ("phrases", "first_three_within_15")


def print_scores(scores: dict[str, Any]) -> None:
    """Print what `colorword_tui.training.evaluate.evaluate` returns."""
    # A table in a file must not be cut to 80 columns.
    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False)
    console.print(_sets(scores))
    console.print(_modifiers(scores["modifiers"]))
    if scores["translations"]:
        console.print(_translations(scores["translations"]))
    console.print(_reliability(scores["calibration"]))
    console.print(f"the bundle has {scores['megabytes']} MB")
    rounding = scores.get("rounding")
    trained = "the network as it was trained, which rounds" if rounding else "float32"
    for one, against in ((scores.get("int8"), trained), (rounding, "the same weights in float32 without any rounding")):
        if one:
            console.print(
                f"int8 beside {against}, at export, over {one['phrases']:,} names: "
                f"ΔE {one['mean_delta_e']:.2f} on average, {one['p99_delta_e']:.2f} at the 99th percentile"
            )
    for name, quality in (scores.get("maps") or {}).items():
        console.print(
            f"map of the {name}: {quality['after']:.0%} of a point's ten nearest are within ΔE 20 of its colour, "
            f"{quality['before']:.0%} before training"
        )
    if speed := scores.get("speed"):
        console.print(
            f"one phrase on one core: {speed['bundle_ms']:.2f} ms, the same encoder in PyTorch "
            f"{speed['pytorch_ms']:.2f} ms: {speed['times_faster']:.1f} times faster"
        )


def print_spaces(rows: list[dict[str, Any]]) -> None:
    """Print what `colorword_tui.training.article.compare_spaces` returns: the median of the seeds, and their range."""
    table = _table(
        "The article's linear head on the 37 held-out HTML names: median of the seeds (lowest to highest)",
        "predicts",
        "learning rate",
        "ΔE2000, median",
        "hue error, median",
    )
    for row in rows:
        rate = f"{row['rate']:g}" if row["rate"] else ""
        table.add_row(row["space"], rate, _spread(row["median"]), f"{_spread(row['hue'])} °")
    Console(width=None if sys.stdout.isatty() else 150, highlight=False).print(table)


def _spread(values: list[float]) -> str:
    middle = f"{median(values):.1f}"
    return f"{middle} ({min(values):.1f} to {max(values):.1f})" if len(values) > 1 else middle


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(headings[0])
    for heading in headings[1:]:
        table.add_column(heading, justify="right")
    return table


def _sets(scores: dict[str, Any]) -> Table:
    answerers = list(dict.fromkeys(who for row in scores["sets"].values() for who in row if who not in _NOT_ANSWERERS))
    table = _table(
        f"ΔE2000 to the listed colour of {scores['on']} names: median (mean) and mean squared distance in Lab",
        "set",
        "phrases",
        "in first 3",
        *answerers,
    )
    for name, row in scores["sets"].items():
        figures = [row.get(who) for who in answerers]
        cells = [f"{one['median']:.1f} ({one['mean']:.1f})  {one['mse_lab']:,.0f}" if one else "" for one in figures]
        table.add_row(name, f"{row['phrases']:,}", f"{row['first_three_within_15']:.0%}", *cells)
    table.caption = "in first 3: the listed colour is within ΔE 15 of one of the first three candidates"
    return table


def _modifiers(shares: dict[str, float]) -> Table:
    table = _table("Modifiers move lightness and chroma the way they say, share of 40 words", *shares)
    table.columns[0].justify = "right"
    table.add_row(*(f"{share:.1%}" for share in shares.values()))
    return table


def _translations(languages: dict[str, dict[str, float]]) -> Table:
    table = _table("From a translation's answer to that of its English, median ΔE2000", "", *languages)
    table.add_row("median", *(f"{row['median']:.1f}" for row in languages.values()))
    table.add_row("pairs", *(f"{row['pairs']:,}" for row in languages.values()))
    return table


def _reliability(calibration: dict[str, Any]) -> Table:
    table = _table("How sure it is, and how often it is right (ΔE ≤ 15)", "confidence", "right", "of all answers")
    for row in calibration["reliability"]:
        table.add_row(f"{row['confidence']:.0%}", f"{row['right']:.0%}", f"{row['share']:.0%}")
    table.caption = f"expected calibration error {calibration['expected_calibration_error']:.3f}"
    return table
