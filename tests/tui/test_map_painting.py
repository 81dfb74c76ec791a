"""What the map is painted with: windows, pixels, names, rows of cells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from colorword_tui.color.value import Color
from colorword_tui.model.known import Layout
from colorword_tui.tui.widgets.cell_row import CellRow
from colorword_tui.tui.widgets.map_raster import NOBODY, Owners, dot_size, name_points, rasterise
from colorword_tui.tui.widgets.map_window import ZOOMS, Places, Window
from colorword_tui.tui.widgets.points import Points

SHARE = st.floats(0, 1)
WINDOWS = st.builds(
    lambda steps, x, y: Window().zoomed(steps, (x, y)), st.integers(0, len(ZOOMS)), st.floats(0, 1), st.floats(0, 1)
)


def painted(shares: Places, columns: int, rows: int) -> Owners:
    """Points of one colour."""
    return rasterise(shares, np.zeros((len(shares), 3)), columns, rows)


@given(WINDOWS, SHARE, SHARE, st.integers(-3, 3))
def test_a_window_never_leaves_the_map(window: Window, x: float, y: float, steps: int) -> None:
    for one in (window.zoomed(steps, (x, y)), window.moved(x * 3 - 1, y * 3 - 1), window.containing((x, y))):
        assert one.left >= 0
        assert one.top >= 0
        assert max(one.left, one.top) + 1 / one.zoom <= 1 + 1e-9
        assert one.zoom in ZOOMS


@given(WINDOWS, SHARE, SHARE)
def test_zooming_in_keeps_what_is_under_the_cursor_and_zooming_out_ends_with_the_whole(
    window: Window, x: float, y: float
) -> None:
    at = np.array([[0.3, 0.8]])
    cursor = tuple(window.on_screen(at)[0].tolist())
    if all(0 <= share <= 1 for share in cursor):
        nearer = window.zoomed(1, cursor)
        assert nearer.on_screen(at)[0] == pytest.approx(cursor, abs=1e-6)
    assert window.zoomed(-len(ZOOMS), (x, y)) == Window()


@given(WINDOWS, SHARE, SHARE)
def test_a_followed_place_is_on_the_screen(window: Window, x: float, y: float) -> None:
    shown = window.containing((x, y)).on_screen([(x, y)])[0]
    assert ((shown > 0) & (shown < 1)).all()
    assert window.containing((x, y)).zoom == window.zoom


def test_up_is_up_and_the_whole_map_fits() -> None:
    low, high = Window().on_screen([(0, 0), (1, 1)])
    assert 0 < low[0] < high[0] < 1
    assert 0 < high[1] < low[1] < 1


def test_a_point_is_a_pixel_where_many_are_and_a_square_where_few_are() -> None:
    assert [dot_size(count, 78, 16) for count in (3000, 148, 5)] == [1, 2, 3]
    owners = painted(np.array([[0.5, 0.5]]), 9, 5)
    assert owners.shape == (10, 9)
    assert (owners == 0).sum() == 9
    assert (owners[4:7, 3:6] == 0).all()


def test_where_points_meet_the_most_typical_is_on_top_and_those_outside_are_not_painted() -> None:
    shares = np.tile([[0.5, 0.5]], (500, 1))
    shares[:2] = ((2, 2), (0, 0))
    looks = np.tile([[0.5, 0.2, 0.0]], (500, 1))
    looks[0] = looks[2] = looks[499] = (0.5, -0.2, 0.0)
    owners = rasterise(shares, looks, 20, 5)
    assert owners[0, 0] == 1
    on_top = set(owners.flat) - {NOBODY, 1}
    assert len(on_top) == 1
    assert looks[on_top.pop(), 1] > 0
    assert (rasterise(shares, looks, 20, 5) == owners).all()


def test_nothing_to_paint_on_or_with() -> None:
    assert painted(np.zeros((0, 2)), 5, 2).tolist() == [[NOBODY] * 5] * 4
    for columns, rows in ((0, 0), (1, 1), (0, 3)):
        owners = painted(np.array([[0.5, 0.5], [0.1, 0.9]]), columns, rows)
        assert owners.shape == (2 * rows, columns)
        assert name_points(np.array([[0.5, 0.5]]), ["red"], owners) == []


def test_names_stand_beside_their_points_and_cover_nothing() -> None:
    shares = np.array([[0.1, 0.5], [0.9, 0.5], [0.25, 0.1], [0.3, 0.1]])
    owners = painted(shares, 60, 11)
    names = name_points(shares, ["left", "晴れた空", "no room", "beside"], owners)
    assert [name.text for name in names] == ["left", "晴れた空", "no room", "beside"]
    left, sky, _, beside = names
    assert left.column > 6
    assert sky.column + 8 < 54
    assert beside.column > 18
    taken = (owners.reshape(11, 2, 60) != NOBODY).any(axis=1)
    widths = (4, 8, 7, 6)
    for name, width in zip(names, widths, strict=True):
        assert not taken[name.row, name.column - 1 : name.column + width].any()
        taken[name.row, name.column : name.column + width] = True


def test_a_name_without_room_is_left_out_and_a_long_one_is_cut() -> None:
    shares = np.array([[0.5, 0.5], [0.5, 0.9]])
    owners = painted(shares, 40, 9)
    assert [name.text for name in name_points(shares, ["x" * 23, "red"], owners)] == ["red"]
    owners = painted(shares / 4, 80, 9)
    assert [name.text for name in name_points(shares / 4, ["x" * 90, "red"], owners)] == ["x" * 23 + "…", "red"]


def test_crowded_points_have_no_names() -> None:
    shares = np.random.default_rng(0).random((100, 2))
    assert name_points(shares, ["red"] * 100, painted(shares, 40, 12)) == []


def text_of(row: CellRow) -> str:
    return row.strip().text


def test_a_row_takes_wide_and_combining_characters_and_keeps_its_width() -> None:
    plain = Style()
    row = CellRow([(".", plain)] * 8)
    row.put(1, "空e\u0301", plain)
    assert text_of(row) == ".空e\u0301...."
    row.put(2, "x", plain)
    assert text_of(row) == ". xe\u0301...."
    row.put(4, "空", plain)
    row.put(4, "y", plain)
    assert text_of(row) == ". xe\u0301y ..", "a halved wide character becomes a space"
    row.put(7, "空", plain)
    row.put(-1, "zz", plain)
    assert text_of(row) == "z xe\u0301y ..", "what does not fit is lost"
    assert row.strip().cell_length == 8


def test_a_row_writes_a_run_of_one_style_at_once() -> None:
    bold, plain = Style(bold=True), Style()
    row = CellRow([(" ", plain)] * 5)
    row.put(1, "ab", bold)
    assert [(one.text, one.style) for one in row.strip()] == [(" ", plain), ("ab", bold), ("  ", plain)]


def test_points_walk_straight_from_before_to_after_and_know_their_colours() -> None:
    layout = Layout(
        ["red\x1b[31m", "blue"],
        [Color(255, 0, 0), Color(0, 0, 255)],
        np.array([[0, 0], [1, 1]], np.float32),
        np.array([[1, 0], [0, 0]], np.float32),
    )
    points = Points.of(layout)
    assert "\x1b" not in points.phrases[0]
    assert points.at(0).tolist() == layout.before.tolist()
    assert points.at(1).tolist() == layout.after.tolist()
    assert points.at(0.5).tolist() == [[0.5, 0], [0.5, 0.5]]
    assert points.delta_e(0, Color(255, 0, 0)) == pytest.approx(0)
    # The published difference of the two primaries: Sharma, Wu, Dalal (2005).
    assert points.delta_e(0, Color(0, 0, 255)) == pytest.approx(52.88, abs=0.02)


def test_a_map_may_be_empty() -> None:
    empty = np.zeros((0, 2), np.float32)
    assert Points.of(Layout([], [], empty, empty)).at(0.5).shape == (0, 2)
