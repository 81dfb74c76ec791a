"""The command line of `serve`, as far as it goes before anybody comes in."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest


def run(*options: str, before: str = "") -> subprocess.CompletedProcess[str]:
    call = (
        f"import sys\n{before}\nsys.argv = ['colorword-tui', *{options!r}]\nfrom colorword_tui.cli import main\nmain()"
    )
    return subprocess.run(
        [sys.executable, "-c", call], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300, check=False
    )


def only_line(done: subprocess.CompletedProcess[str], code: int) -> str:
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert done.returncode == code
    return line


@pytest.fixture
def needs_extra() -> None:
    pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")


@pytest.mark.usefixtures("needs_extra")
def test_a_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        line = only_line(run("serve", "--port", port), 1)
    assert f"port {port} of 127.0.0.1 is in use" in line
    assert "--port 0" in line


@pytest.mark.usefixtures("needs_extra")
# 192.0.2.0/24 is for examples (RFC 5737): no machine has such an address.
@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "no-such-host.invalid", "a" * 70, "a..b"])
def test_a_host_that_is_not_this_machine(host: str) -> None:
    line = only_line(run("serve", "--port", "0", "--host", host), 1)
    assert f"'{host}' cannot be listened on" in line
    assert "--host" in line


@pytest.mark.usefixtures("needs_extra")
def test_a_bundle_that_is_none(tmp_path: Path) -> None:
    line = only_line(run("--bundle", str(tmp_path / "nowhere"), "serve", "--port", "0"), 1)
    assert "manifest.json" in line


@pytest.mark.usefixtures("needs_extra")
@pytest.mark.parametrize("url", ["example.org", "ftp://example.org", "https://", "https://[", "https://a/?b=c"])
def test_a_public_address_that_is_none(url: str) -> None:
    line = only_line(run("serve", "--port", "0", "--public-url", url), 2)
    assert "https://example.org" in line


@pytest.mark.parametrize("options", [["--port", "70000"], ["--port", "x"], ["--visitors", "0"]], ids=" ".join)
def test_numbers_that_are_none(options: list[str]) -> None:
    assert options[0] in only_line(run("serve", *options), 2)


def test_without_the_extra_one_line_says_how_to_install_it() -> None:
    line = only_line(run("serve", before="sys.modules['aiohttp_jinja2'] = None"), 1)
    assert "pip install 'colorword-tui[serve]'" in line


def test_a_first_word_is_for_the_app() -> None:
    assert "--word is for the app" in only_line(run("--word", "banana", "predict", "red"), 2)


def test_the_help_says_what_a_visitor_costs() -> None:
    text = " ".join(run("serve", "--help").stdout.split())
    assert "a process with a model of its own, about 300 MB" in text
    assert "--visitors N" in text
