"""What each room drags in, seen from a fresh process: the start stays quick, and the rooms stay in their order."""

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import colorword_tui

PACKAGE = Path(colorword_tui.__file__).parent
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages([str(PACKAGE)], "colorword_tui.")
    # Importing this one starts the program.
    if module.name != "colorword_tui.__main__"
)
# Top to bottom, as in the contract of import-linter: a room imports only what stands in the lines above it.
ORDER = [
    {"resources"},
    {"color"},
    {"model", "lexicon"},
    {"store", "training", "gallery", "reading", "bulk"},
    {"tui", "web"},
    {"cli"},
]
LEARNING = {"torch", "transformers", "sklearn", "onnx", "onnxscript", "safetensors", "wordfreq"}
SCREEN = {"textual", "rich", "click", "pyperclip"}
TOKENIZING = {"sentencepiece", "tokenizers"}


def loaded_after(statements: str) -> set[str]:
    """The names in `sys.modules` of a fresh process that has run `statements`."""
    report = "import sys, json; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{statements}\n{report}"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=120,
        check=True,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def rooms(modules: set[str]) -> set[str]:
    return {module.split(".")[1] for module in modules if module.startswith("colorword_tui.")}


def room_of(module: str) -> str:
    return module.split(".")[1]


def may_import(room: str) -> set[str]:
    level = next(index for index, names in enumerate(ORDER) if room in names)
    return {room}.union(*ORDER[:level])


def needs(module: str) -> None:
    """What needs an extra is tested where it is installed."""
    if room_of(module) == "training":
        pytest.importorskip("torch", reason="the extra `train` is not installed")
    if room_of(module) == "web":
        pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")


def test_the_order_names_every_room() -> None:
    assert set().union(*ORDER) == {room_of(module) for module in MODULES}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_the_rooms_above_its_own(module: str) -> None:
    needs(module)
    found = loaded_after(f"import {module}")
    room = room_of(module)
    assert rooms(found) <= may_import(room)
    foreign = packages(found)
    if room != "training":
        assert not foreign & LEARNING
    if room == "training":
        # The learning libraries bring rich and click themselves.
        assert "textual" not in foreign
    elif room not in ("tui", "web", "cli"):
        assert not foreign & SCREEN
    if room in ("color", "lexicon", "store", "resources"):
        assert not foreign & {"onnxruntime", *TOKENIZING}


def test_the_app_does_not_train() -> None:
    for module in MODULES:
        if room_of(module) == "tui":
            assert "training" not in rooms(loaded_after(f"import {module}"))


def test_importing_the_package_is_cheap() -> None:
    found = loaded_after("import colorword_tui")
    assert rooms(found) == set()
    heavy = {"numpy", "rich", "textual", "onnxruntime", *TOKENIZING, "click", "coloraide", "platformdirs"}
    assert not packages(found) & heavy


def test_the_package_gives_what_it_names() -> None:
    found = loaded_after("import colorword_tui; assert colorword_tui.Color(1, 2, 3).hex == '#010203'")
    assert rooms(found) == {"color", "resources"} & rooms(found) == {"color"}
    for name in colorword_tui.__all__:
        assert getattr(colorword_tui, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        colorword_tui.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_command_line_is_cheap() -> None:
    found = loaded_after("import colorword_tui.cli")
    assert rooms(found) <= {"cli"}
    assert not packages(found) & {"numpy", "rich", "textual", "onnxruntime", *TOKENIZING, "coloraide"}


def answering(*arguments: str) -> set[str]:
    """What is loaded after a command has answered into a pipe."""
    call = f"sys.argv = ['colorword-tui', *{arguments!r}]"
    return loaded_after(
        f"import sys\nfrom colorword_tui.cli import main\n{call}\ntry:\n    main()\nexcept SystemExit as end:\n"
        "    assert not end.code, end.code"
    )


@pytest.mark.parametrize("options", [[], ["--json"], ["-f", "rgb"], ["-f", "css"], ["-f", "ansi"]], ids=" ".join)
def test_an_exact_name_into_a_pipe_needs_neither_model_nor_screen(options: list[str]) -> None:
    found = answering("predict", *options, "red")
    assert not packages(found) & {"numpy", "rich", "textual", "onnxruntime", *TOKENIZING, "coloraide"}


def test_a_word_into_a_pipe_needs_the_model_and_no_screen() -> None:
    found = packages(answering("predict", "banana"))
    assert {"onnxruntime", "sentencepiece"} <= found
    assert not found & {"rich", "textual", "coloraide", "tokenizers"}


def test_the_first_screen_does_not_wait_for_the_model() -> None:
    found = packages(loaded_after("import colorword_tui.tui.app"))
    assert "textual" in found
    assert not found & {"onnxruntime", *TOKENIZING, "coloraide"}
