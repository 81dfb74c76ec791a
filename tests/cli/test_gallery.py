import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from colorword_tui.cli.gallery import _write_table
from colorword_tui.cli.group import group
from colorword_tui.color.value import Color
from colorword_tui.gallery.comparison import Choice, Comparison
from colorword_tui.gallery.lists import Lists
from colorword_tui.lexicon.table import read_lexicon
from colorword_tui.model import predictor
from tests.tui.fake import FakePredictor


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> FakePredictor:
    """The predictor that the command gets."""
    fake = FakePredictor()
    monkeypatch.setattr(predictor, "load", lambda _: fake)
    return fake


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["gallery", *arguments])


def test_tab_separated_values_into_a_pipe(model: FakePredictor) -> None:
    lines = [line.split("\t") for line in invoke().stdout.splitlines()]
    assert lines[0] == ["name", "listed", "model", "delta_e", "split"]
    assert len(lines) == 149
    (tomato,) = [line for line in lines if line[0] == "tomato"]
    assert tomato[1] == "#ff6347"
    assert tomato[2] == model.predict("tomato", model_only=True).color.hex
    assert tomato[4] == "held-out"


def test_help(model: FakePredictor) -> None:
    assert "--held-out" in invoke("--help").stdout


def test_held_out_only(model: FakePredictor) -> None:
    lines = invoke("--held-out").stdout.splitlines()[1:]
    assert len(lines) == 37
    assert all(line.endswith("\theld-out") for line in lines)


def test_a_part_of_the_everyday_lexicon(model: FakePredictor) -> None:
    banana = next(one for one in read_lexicon() if (one.source, one.phrase) == ("everyday/fruit", "banana"))
    listed, _ = max(banana.colors, key=lambda color: color[1])
    assert f"\nbanana\t{Color(*listed).hex}\t" in invoke("--list", "everyday/fruit").stdout


def test_the_page_is_written_and_replaces_an_older_one(model: FakePredictor, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("old")
    link = tmp_path / "link.html"
    link.symlink_to(file)
    found = invoke("--html", str(link), "--list", "xkcd", "--held-out")
    assert (found.exit_code, found.output) == (0, "")
    text = file.read_text("utf-8")
    assert text.startswith("<!doctype html>")
    assert text.count("<tr data-hue") == len(Comparison("xkcd", Lists().rows("xkcd")).select(Choice(held_out=True)))
    assert link.is_symlink()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.html", "page.html"]
    umask = os.umask(0)
    os.umask(umask)
    assert file.stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_device_is_written_to_and_not_replaced(model: FakePredictor) -> None:
    assert invoke("--html", os.devnull).exit_code == 0
    assert Path(os.devnull).is_char_device()


def test_a_model_that_fails_leaves_the_old_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = FakePredictor(error="model.onnx cannot be read; install colorword-tui again")
    monkeypatch.setattr(predictor, "load", lambda _: broken)
    file = tmp_path / "page.html"
    file.write_text("old")
    found = invoke("--html", str(file))
    assert found.exit_code == 1
    assert found.stderr == "Error: model.onnx cannot be read; install colorword-tui again\n"
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
    assert file.read_text() == "old"


def test_a_table_for_the_eye(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from colorword_tui.color.value import Color
    from colorword_tui.gallery.lists import Row

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("COLUMNS", "100")
    comparison = Comparison("test", [Row("[red]x[/]", Color(255, 0, 0), "held-out", "translated")])
    comparison.put([0], [Color(0, 0, 255)])
    _write_table(comparison, comparison.select(Choice()))
    shown = capsys.readouterr().out
    for part in (
        "[red]x[/]",
        "48;2;255;0;0m",
        "48;2;0;0;255m",
        "#0000ff",
        "held out",
        "translated",
        "1 name · ΔE median",
    ):
        assert part in shown


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--list", "xkdc"), 2, "did you mean xkcd?"),
        (("--list", "fruits"), 2, "did you mean everyday/fruit"),
        (("--list", "no list at all"), 2, "the lists are html, everyday, basic"),
        (("--html", "."), 2, "directory"),
        (("--html", "none/page.html"), 1, "none/page.html cannot be written: No such file or directory"),
        (("--html", "file/page.html"), 1, "file/page.html cannot be written: Not a directory"),
        (("--html", "x" * 300), 1, "cannot be written: File name too long"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    (tmp_path / "file").write_text("a file")
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-m", "colorword_tui", "gallery", *arguments]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert found.returncode == code
    assert told in found.stderr
    assert found.stderr.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
