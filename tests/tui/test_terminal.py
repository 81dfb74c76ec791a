from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor

from colorword_tui.tui.clipboard import sequences
from colorword_tui.tui.terminal import Nearest256, nearest_index


@given(st.integers(16, 255))
def test_a_palette_colour_is_its_own_nearest(index: int) -> None:
    from rich.color import Color
    from rich.terminal_theme import DEFAULT_TERMINAL_THEME

    triplet = Color.from_ansi(index).get_truecolor(DEFAULT_TERMINAL_THEME)
    found = Color.from_ansi(nearest_index(*triplet)).get_truecolor(DEFAULT_TERMINAL_THEME)
    assert found == triplet


def test_segments_keep_their_text_and_lose_their_true_colours() -> None:
    style = Style(color="#57b8ff", bgcolor="#102030", bold=True)
    (one, plain) = Nearest256().apply([Segment("sky", style), Segment("x")], TextualColor(0, 0, 0))
    assert (one.text, plain.text, plain.style) == ("sky", "x", None)
    assert one.style is not None
    assert one.style.bold
    for color in (one.style.color, one.style.bgcolor):
        assert color is not None
        assert color.number is not None
        assert color.number >= 16


def test_the_sequence_is_wrapped_for_tmux() -> None:
    assert sequences("#ffe135", tmux=False) == ["\x1b]52;c;I2ZmZTEzNQ==\a"]
    plain, wrapped = sequences("#ffe135", tmux=True)
    assert wrapped == f"\x1bPtmux;\x1b{plain}\x1b\\"
