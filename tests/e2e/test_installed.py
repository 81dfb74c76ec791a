"""The installed command with the shipped bundle, in a real pseudo-terminal."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

COMMAND = shutil.which("colorword-tui", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
pytestmark = pytest.mark.skipif(COMMAND is None, reason="colorword-tui is not installed: pip install --editable .")


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TMUX")}
    return {**kept, "COLORWORD_DATA": str(folder), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[pexpect.spawn]:
    child = pexpect.spawn(
        str(COMMAND), env=environment(tmp_path), dimensions=(24, 80), encoding="utf-8", timeout=30, echo=False
    )
    yield child
    child.close(force=True)


def painted(child: pexpect.spawn, color: str) -> None:
    """Wait until the hex is on the screen and the terminal was told to paint that very colour."""
    red, green, blue = bytes.fromhex(color)
    child.expect(f"48;2;{red};{green};{blue}m")


def own_color(phrase: str) -> str:
    line = subprocess.run([str(COMMAND), "predict", phrase], capture_output=True, text=True, check=True).stdout
    return line.strip().removeprefix("#")


def test_typing_paints_copies_and_keeps(app: pexpect.spawn, tmp_path: Path) -> None:
    app.expect("type a word")
    app.send("banana")
    painted(app, own_color("banana"))
    app.send("\x19")
    app.expect("\x1b]52;c;[A-Za-z0-9+/=]+\x07")
    app.expect("copied")
    app.send("\x11")
    app.expect(pexpect.EOF)
    app.wait()
    assert app.exitstatus == 0
    again = pexpect.spawn(str(COMMAND), env=environment(tmp_path), dimensions=(24, 80), encoding="utf-8", timeout=30)
    again.expect("banana")
    again.send("\x11")
    again.expect(pexpect.EOF)
    again.close()


def test_a_broken_bundle_leaves_the_app_usable(tmp_path: Path) -> None:
    child = pexpect.spawn(
        str(COMMAND),
        # Relative, so that the toast has room for the path on one line.
        ["--bundle", "nowhere"],
        cwd=str(tmp_path),
        env=environment(tmp_path),
        dimensions=(24, 100),
        encoding="utf-8",
        timeout=30,
    )
    child.expect("manifest.json")
    child.send("tomato")
    painted(child, "ff6347")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_the_sky_is_blue_and_bananas_are_yellow() -> None:
    run = subprocess.run(
        [str(COMMAND), "predict", "--json"],
        input="clear summer sky\nbanana\nblood\n",
        capture_output=True,
        text=True,
        check=True,
    )
    sky, banana, blood = (json.loads(line)["rgb"] for line in run.stdout.splitlines())
    assert sky[2] > sky[0]
    assert min(banana[:2]) > banana[2] + 60
    assert blood[0] > max(blood[1:]) + 60
