import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from colorword_tui.cli.predict import FORMATS
from colorword_tui.color import formats

COMMAND = [sys.executable, "-m", "colorword_tui"]


def run(*arguments: str, given: bytes | None = None, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    return subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, check=False, env=environment)


def one_line(process: subprocess.CompletedProcess[bytes], code: int) -> str:
    message = process.stderr.decode()
    assert process.returncode == code
    assert message.count("\n") == 1
    assert "Traceback" not in message
    return message


def test_one_hex_a_line_into_a_pipe() -> None:
    assert run("predict", "tomato", "Alice Blue").stdout == b"#ff6347\n#f0f8ff\n"
    for arguments in (("predict",), ("predict", "-")):
        assert run(*arguments, given=b"tomato\nnavy\n").stdout == b"#ff6347\n#000080\n"


def test_lines_stay_aligned() -> None:
    found = run("predict", given=b"red\r\n\n   \nblue")
    assert found.stdout == b"#ff0000\n\n\n#0000ff\n"
    assert run("predict", given=b"").stdout == b""


def test_bytes_that_are_no_text() -> None:
    found = run("predict", given=b"\xff\xfe\x00\x1b[31m\nred\n")
    assert found.returncode == 0
    assert found.stdout.endswith(b"\n#ff0000\n")
    assert found.stdout.count(b"\n") == 2


def test_a_line_of_a_million_characters() -> None:
    found = run("predict", given=b"red\n" + b"x" * 1_000_000 + b"\nblue\n")
    assert found.stdout.count(b"\n") == 3
    assert found.stdout.startswith(b"#ff0000\n")
    assert found.stdout.endswith(b"#0000ff\n")


def test_a_line_is_answered_when_it_comes() -> None:
    with subprocess.Popen([*COMMAND, "predict"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for name, color in ((b"red", b"#ff0000\n"), (b"blue", b"#0000ff\n")):
            child.stdin.write(name + b"\n")
            child.stdin.flush()
            assert child.stdout.readline() == color
        child.stdin.close()
        assert child.wait() == 0


def test_a_closed_pipe_ends_quietly() -> None:
    shell = f"yes red | head -n 20000 | '{sys.executable}' -m colorword_tui predict | head -n 1"
    found = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert (found.stdout, found.stderr) == (b"#ff0000\n", b"")


@pytest.mark.parametrize("notation", FORMATS)
def test_formats(notation: str) -> None:
    from colorword_tui.color.value import Color

    shown = run("predict", "-f", notation, "tomato").stdout.decode().strip()
    assert shown == formats.format_color(Color.from_hex("#ff6347"), notation)
    assert "\x1b" not in shown


def test_the_formats_are_those_of_the_colour_room() -> None:
    assert FORMATS == formats.FORMATS


def test_json() -> None:
    rows = [
        json.loads(line) for line in run("predict", "--json", given="トマト\n\ntomato\n".encode()).stdout.splitlines()
    ]
    assert [row["text"] for row in rows] == ["トマト", "", "tomato"]
    assert all(list(row) == ["text", "hex", "rgb", "exact", "confidence", "nearest", "candidates"] for row in rows)
    assert (rows[1]["hex"], rows[1]["candidates"]) == (None, [])
    assert (rows[2]["hex"], rows[2]["exact"]) == ("#ff6347", "html")


def test_the_models_own_reading() -> None:
    row = json.loads(run("predict", "--json", "--model-only", "tomato").stdout)
    assert row["exact"] is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("predict", ""), "blank"),
        (("predict", " \t"), "blank"),
        (("predict", "--format", "cmyk", "red"), "cmyk"),
        (("predict", "--formt", "hex", "red"), "--formt"),
        (("paint",), "paint"),
        (("nearest",), "COLOR"),
        (("nearest", "no such colour"), "hex value"),
        (("completion", "tcsh"), "tcsh"),
    ],
)
def test_a_wrong_call_is_one_line(arguments: tuple[str, ...], told: str) -> None:
    assert told in one_line(run(*arguments), 2)


@pytest.mark.parametrize("before", [True, False])
def test_a_missing_bundle_is_one_line_and_names_still_answer(tmp_path: Path, before: bool) -> None:
    option = ("--bundle", str(tmp_path / "none"))
    arguments = (*option, "predict") if before else ("predict", *option)
    assert "manifest.json" in one_line(run(*arguments, "banana"), 1)
    assert run(*arguments, "tomato").stdout == b"#ff6347\n"


def on_a_terminal(*arguments: str, **variables: str) -> str:
    """What the command writes on a pseudo-terminal."""
    parent, child = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", **variables}
    with subprocess.Popen([*COMMAND, *arguments], stdout=child, stdin=child, env=environment) as process:
        os.close(child)
        written = b""
        try:
            while data := os.read(parent, 4096):
                written += data
        except OSError:
            # Linux reports the end of a pseudo-terminal as an input error.
            process.wait()
    os.close(parent)
    return written.decode()


def test_a_swatch_on_a_terminal() -> None:
    shown = on_a_terminal("predict", "tomato", "[red]x[/]")
    assert "48;2;255;99;71m" in shown
    assert "#ff6347" in shown
    assert "[red]x[/]" in shown


def test_no_color_is_heard() -> None:
    shown = on_a_terminal("predict", "tomato", NO_COLOR="1")
    assert "48;2" not in shown
    assert "#ff6347" in shown


def test_nearest() -> None:
    lines = run("nearest", "#57b8ff").stdout.decode().splitlines()
    assert lines[0] == "deepskyblue"
    assert len(lines) == 9
    row = json.loads(run("nearest", "--json", "rebecca purple").stdout)
    assert row["nearest"] == {"name": "rebeccapurple", "hex": "#663399", "delta_e": 0.0}
    assert row["words"] == sorted(row["words"], key=lambda word: word["delta_e"])


@pytest.mark.parametrize(
    "command", [(), ("predict",), ("nearest",), ("train",), ("export",), ("evaluate",), ("completion",)]
)
def test_help(command: tuple[str, ...]) -> None:
    found = run(*command, "--help")
    assert found.returncode == 0
    assert found.stdout.startswith(b"Usage:")


def test_version() -> None:
    from colorword_tui import __version__

    assert __version__.encode() in run("--version").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    script = run("completion", shell).stdout.decode()
    assert "_COLORWORD_TUI_COMPLETE" in script
    words = run(_COLORWORD_TUI_COMPLETE="bash_complete", COMP_WORDS="colorword-tui pre", COMP_CWORD="1").stdout
    assert words.strip() in (b"plain,predict", b"")


def test_without_the_extra_the_command_that_installs_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ModuleNotFoundError('no torch', name='torch')")
    message = one_line(run("export", "run", "out", PYTHONPATH=f"{tmp_path}:{Path.cwd()}"), 1)
    assert "pip install 'colorword-tui[train]'" in message
