"""`colorword-tui serve`: the app in a browser, what needs the extra `serve`."""

from __future__ import annotations

import errno
import socket
from pathlib import Path
from urllib.parse import urlsplit

import click

from colorword_tui.cli.bundle import bundle_option
from colorword_tui.cli.running import fail


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="0 takes a free port."
)
@click.option("--public-url", metavar="URL", help="What visitors type, where a proxy stands between them and this.")
@click.option(
    "--visitors",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    metavar="N",
    help="The most at once; to others a page says so and tries again.",
)
@bundle_option
def serve(host: str, port: int, public_url: str | None, visitors: int, bundle: Path | None) -> None:
    """The app in a browser.

    Each visitor has a process with a model of its own, about 300 MB, and words that nobody else sees: they are
    forgotten when the tab is closed. Nothing is written on this machine.

    By default only this machine can come in. With another --host whoever reaches it can; there is no password.
    An address may begin with a word: http://127.0.0.1:8000/?word=banana

    \b
    colorword-tui serve
    colorword-tui serve --port 0
    colorword-tui serve --host 0.0.0.0 --visitors 4 --public-url https://colours.example.org
    """
    try:
        from colorword_tui.web.server import VisitorServer
    except ModuleNotFoundError as error:
        needs = f"this command needs the package {error.name}; install it with: pip install 'colorword-tui[serve]'"
        raise fail(RuntimeError(needs)) from error
    url = _checked(public_url)
    if bundle is not None:
        _check_bundle(bundle)
    with _listener(host, port) as listener:
        for_others = f", for visitors at {url}" if url else ""
        click.echo(f"colorword is at {_address(host, listener.getsockname()[1])}{for_others} (ctrl+c ends it)")
        VisitorServer(bundle=bundle, visitors=visitors, public_url=url).run(listener)


def _checked(url: str | None) -> str | None:
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        usable = False
    if not usable:
        raise click.BadParameter(f"{url!a} is no address; it looks like https://example.org", param_hint="--public-url")
    return url.rstrip("/")


def _check_bundle(folder: Path) -> None:
    """Visitors would be told what is wrong with it; better whoever can help it."""
    from colorword_tui.model.bundle import Bundle, BundleError

    try:
        Bundle(folder)
    except BundleError as error:
        raise fail(error) from error


def _listener(host: str, port: int) -> socket.socket:
    """A socket bound before anything is promised; it also knows which port 0 became."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            reason = f"port {port} of {host} is in use; choose another with --port, or a free one with --port 0"
        elif isinstance(error, OSError) and error.errno == errno.EACCES:
            reason = f"port {port} is for administrators only; choose one above 1023 with --port"
        else:
            why = error.strerror if isinstance(error, OSError) and error.strerror else "no host name"
            reason = f"{host!a} cannot be listened on ({why}); give an address of this machine with --host"
        raise fail(RuntimeError(reason)) from error


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
