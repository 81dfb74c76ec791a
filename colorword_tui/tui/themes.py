"""Two themes without a hue of their own: beside a tinted surface the eye misjudges the colour it came to see."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="colorword-dark",
    dark=True,
    background="#161616",
    surface="#1e1e1e",
    panel="#292929",
    foreground="#e8e8e8",
    primary="#a8a8a8",
    secondary="#8c8c8c",
    accent="#e8e8e8",
    success="#7fb58a",
    warning="#d9a94f",
    error="#d96b6b",
    variables={
        "border": "#6a6a6a",
        "border-blurred": "#444444",
        "footer-background": "#161616",
        "footer-description-foreground": "#9a9a9a",
        "block-cursor-background": "#3c3c3c",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "scrollbar": "#444444",
        "scrollbar-background": "#161616",
    },
)
LIGHT = Theme(
    name="colorword-light",
    dark=False,
    background="#f7f7f7",
    surface="#eeeeee",
    panel="#e2e2e2",
    foreground="#202020",
    primary="#5c5c5c",
    secondary="#767676",
    accent="#202020",
    success="#3d7f4a",
    warning="#9a6a00",
    error="#b03030",
    variables={
        "border": "#8c8c8c",
        "border-blurred": "#bbbbbb",
        "footer-background": "#f7f7f7",
        "footer-description-foreground": "#666666",
        "block-cursor-background": "#d8d8d8",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "scrollbar": "#bbbbbb",
        "scrollbar-background": "#f7f7f7",
    },
)
