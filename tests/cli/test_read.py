import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from colorword_tui.cli.read import KINDS as OFFERED_KINDS
from colorword_tui.cli.read import TINTS as OFFERED_TINTS
from colorword_tui.cli.read import read
from colorword_tui.model import predictor
from colorword_tui.reading.export import KINDS
from colorword_tui.reading.look import TINTS
from tests.cli.test_predict import on_a_terminal, one_line, run
from tests.tui.fake import FakePredictor

TEXT = "The banana lay by the blue sea. Blood is red.\n\n[red]x[/] \x1b[31m <script>\n"
SAFE = TEXT.replace("\x1b", "\ufffd").rstrip("\n")
# The HTML names answer without a model, also as whole sentences.
NAMES = "tomato\n\nnavy\n\nAlice Blue\n"


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> FakePredictor:
    found = FakePredictor()
    monkeypatch.setattr(predictor, "load", lambda _: found)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return found


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "text.txt"
    path.write_text(TEXT)
    return str(path)


def called(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(read, arguments, input=given)


def test_the_choices_are_those_of_the_room() -> None:
    assert OFFERED_TINTS == TINTS
    assert OFFERED_KINDS == KINDS


def test_into_a_pipe_goes_plain_text_without_a_model(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(predictor, "load", lambda _: None)
    assert called(file).stdout_bytes.decode().rstrip("\n") == SAFE
    assert called("-", given="Üben.".encode("utf-16")).stdout == "Üben.\n"
    assert called("-").stdout_bytes == b""


def test_colours_into_a_pipe(file: str) -> None:
    shown = called("--ansi", file).stdout
    assert "48;2;255;225;53mbanana\x1b[0m" in shown
    assert "48;2;0;0;255mblue\x1b[0m" in shown
    assert "\x1b[31m" not in shown
    assert " the " in shown
    painted = called("--ansi", "--stop-words", "painted", file).stdout
    assert " the " not in painted


def test_phrases_need_no_words(file: str, fake: FakePredictor, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answer = fake.predict_many
    monkeypatch.setattr(fake, "predict_many", lambda texts: (asked.extend(texts), answer(texts))[1])
    shown = called("--ansi", "--phrases", file).stdout
    color = fake.predict("The banana lay by the blue sea.").color
    assert f"48;2;{color.red};{color.green};{color.blue}mbanana" in shown
    assert "banana" not in asked


def test_tint_and_paper(file: str) -> None:
    assert ";48;2;" not in called("--ansi", "--tint", "light", file).stdout
    dark, light = (called("--ansi", "--tint", "medium", "--paper", paper, file).stdout for paper in ("dark", "light"))
    assert dark != light


@pytest.mark.parametrize(("kind", "start"), [("html", b"<!DOCTYPE html>"), ("svg", b"<svg"), ("png", b"\x89PNG")])
def test_exports(file: str, tmp_path: Path, kind: str, start: bytes) -> None:
    out = tmp_path / f"out.{kind}"
    assert called(file, "-o", str(out)).exit_code == 0
    assert out.read_bytes().startswith(start)
    assert called(file, "--export", kind).stdout_bytes == out.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "FILE"),
        (("x", "--export", "gif"), "gif"),
        (("x", "-o", "out.gif"), ".html, .svg, .png, .ansi"),
        (("x", "--tint", "loud"), "loud"),
    ],
)
def test_a_wrong_call_is_one_line(arguments: tuple[str, ...], told: str) -> None:
    assert told in one_line(run("read", *arguments), 2)


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "zero").write_bytes(b"a\0b")
    with (tmp_path / "large").open("wb") as large:
        large.truncate(200_000_000)
    for name, told in ((".", "folder"), ("missing", "No such file"), ("zero", "binary"), ("large", "at most 20 MB")):
        assert told in one_line(run("read", str(tmp_path / name)), 1)
    assert "no ribbon" in one_line(run("read", "-", "--export", "png", given=b""), 1)
    assert "no folder" in one_line(run("read", "-", "-o", str(tmp_path / "no" / "x.html"), given=b"red"), 2)


def test_a_missing_bundle_is_one_line(tmp_path: Path) -> None:
    arguments = ("read", "--ansi", "--bundle", str(tmp_path / "none"), "-")
    assert "manifest.json" in one_line(run(*arguments, given=b"banana bread"), 1)


def test_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text(NAMES)
    shown = on_a_terminal("read", str(path))
    assert "48;2;255;99;71mtomato" in shown
    # The sentence in the margin is the same name, and stands in the ribbon as well.
    assert shown.count("\x1b[48;2;0;0;128m") > 10
    fewer = on_a_terminal("read", str(path), COLORTERM="")
    assert "48;5;" in fewer
    assert "48;2;" not in fewer
    for plain in (on_a_terminal("read", str(path), NO_COLOR="1"), on_a_terminal("read", str(path), TERM="dumb")):
        assert "48;" not in plain
        assert "tomato" in plain


def test_the_reader_may_leave(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = tmp_path / "long.txt"
    path.write_text(NAMES * 20_000)
    shell = f"'{sys.executable}' -m colorword_tui read --ansi '{path}' | head -n 1"
    found = subprocess.run(["bash", "-c", shell], capture_output=True, check=False, env={**os.environ})
    assert b"tomato" in found.stdout
    assert found.stderr == b""
