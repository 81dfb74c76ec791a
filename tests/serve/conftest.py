from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.serve.running import Served

Serve = Callable[..., "Served"]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts servers, and ends them after the module's tests."""
    pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")
    from tests.serve.running import Served

    started: list[Served] = []

    def start(*options: str) -> Served:
        started.append(Served(Path(tmp_path_factory.mktemp("served")), *options))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture(scope="module")
def served(serve: Serve) -> "Served":
    """One server for all tests of a module."""
    return serve("--visitors", "8")
