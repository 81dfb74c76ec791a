"""What importing a room brings with it, looked up in a fresh interpreter."""

import json
import subprocess
import sys

import pytest

TRAINING = {"torch", "transformers", "sklearn", "onnx"}
SCREEN = {"textual"}
HEAVY = {"numpy", "onnxruntime", "coloraide", "rich", *SCREEN, *TRAINING}


def loaded(code: str) -> set[str]:
    """The top-level modules that are there after running `code`."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


ROOMS = {
    "colorword_tui": {"click", "sqlite3", *HEAVY},
    "colorword_tui.color.value": {"click", *HEAVY},
    "colorword_tui.color.names": {"click", *HEAVY},
    "colorword_tui.color.formats": {"click", *HEAVY},
    "colorword_tui.color.arrays": {"click", *HEAVY} - {"numpy"},
    "colorword_tui.lexicon.table": {"click", *HEAVY},
    "colorword_tui.lexicon.split": {"click", *HEAVY},
    "colorword_tui.lexicon.nearest": {"click", *HEAVY} - {"numpy"},
    "colorword_tui.model.predictor": {"click", *HEAVY},
    "colorword_tui.model.encoder": {"click", "rich", "coloraide", *SCREEN, *TRAINING},
    "colorword_tui.store": {"click", *HEAVY},
    "colorword_tui.cli": HEAVY,
    "colorword_tui.tui.app": {"coloraide", "onnxruntime", "tokenizers", *TRAINING},
}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_brings_only_what_it_may(room: str) -> None:
    assert not loaded(f"import {room}") & ROOMS[room]


def test_training_brings_no_screen() -> None:
    found = loaded("import colorword_tui.training.loop, colorword_tui.training.export")
    assert "torch" in found
    assert not found & SCREEN


def test_an_exact_name_into_a_pipe_needs_no_model_and_no_screen() -> None:
    code = """
import sys
from colorword_tui.cli import main
sys.argv = ["colorword-tui", "predict", "red"]
try:
    main()
except SystemExit as end:
    assert not end.code
"""
    assert not loaded(code) & (HEAVY - {"numpy"})


def test_an_answer_of_the_model_needs_no_colour_library_and_no_screen() -> None:
    found = loaded("import colorword_tui; colorword_tui.load().predict('banana')")
    assert "onnxruntime" in found
    assert not found & (HEAVY - {"numpy", "onnxruntime"})
