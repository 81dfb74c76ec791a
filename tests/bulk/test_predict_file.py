"""`predict --input`, as a user calls it: here, on Ray, interrupted, and with a worker killed."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from colorword_tui import load
from colorword_tui.bulk.engines import on_ray
from colorword_tui.bulk.job import Job
from colorword_tui.lexicon.table import read_lexicon

COMMAND = [sys.executable, "-m", "colorword_tui", "predict"]
ROWS = 5_000
PATIENCE = 240.0


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows that are known by their number; every hundredth has no phrase, and four hold one that is asked for below."""
    path = tmp_path_factory.mktemp("words") / "words.csv"
    phrases = sorted({entry.phrase for entry in read_lexicon() if entry.source == "html"})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "word"])
        for number in range(ROWS):
            # HTML names are exact and quick; one row in twenty is the model's.
            word = f"{phrases[number % 148]} {number}" if number % 20 == 0 else phrases[number % 148]
            writer.writerow([f"{number:05d}", "" if number % 100 == 99 else word])
    return path


def arguments(words: Path, out: Path, *more: str) -> list[str]:
    return [*COMMAND, "--input", str(words), "--column", "word", "--output", str(out), *more]


def run(words: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments(words, out, *more), capture_output=True, text=True, timeout=PATIENCE, check=False)


def check(words: Path, out: Path) -> None:
    """Every row once, in order, with the answer that its phrase has."""
    with words.open(encoding="utf-8", newline="") as file:
        asked = list(csv.DictReader(file))
    with out.open(encoding="utf-8", newline="") as file:
        answered = list(csv.DictReader(file))
    assert [row["id"] for row in answered] == [row["id"] for row in asked]
    assert [row["word"] for row in answered] == [row["word"] for row in asked]
    assert all(bool(row["hex"]) == bool(row["word"]) for row in answered)
    predictor = load()
    for row in answered[:200:7]:
        if row["word"]:
            expected = predictor.predict(row["word"])
            found = tuple(bytes.fromhex(row["hex"][1:]))
            assert max(abs(a - b) for a, b in zip(found, expected.color, strict=True)) <= 1
    assert not out.with_name(f"{out.name}.parts").exists()


def test_a_file_here(words: Path, tmp_path: Path) -> None:
    done = run(words, tmp_path / "out.csv")
    assert (done.returncode, done.stderr) == (0, "")
    check(words, tmp_path / "out.csv")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What a shell starts in the background ignores ctrl+c, and so would the processes that these tests start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_file_goes_on(words: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with subprocess.Popen(arguments(words, out), stderr=subprocess.PIPE, text=True) as process:
        _wait_for(lambda: list(tmp_path.glob("out.csv.parts/0*.csv")))
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert "go on with --resume" in said
    assert not out.exists()
    first = next(tmp_path.glob("out.csv.parts/000000.csv"))
    before = first.stat().st_mtime_ns, first.stat().st_ino
    refused = run(words, out)
    assert refused.returncode == 1
    assert "go on with --resume, or remove it" in refused.stderr
    plan = tmp_path / "out.csv.parts" / "plan.json"
    kept = plan.read_text()
    plan.write_text(json.dumps({**json.loads(kept), "about": {**json.loads(kept)["about"], "column": "id"}}))
    assert "begun with another column" in run(words, out, "--resume").stderr
    plan.write_text(kept)
    assert (first.stat().st_mtime_ns, first.stat().st_ino) == before
    assert run(words, out, "--resume").returncode == 0
    check(words, out)


@pytest.mark.slow
def test_on_ray_with_a_worker_killed_in_the_middle(words: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    with subprocess.Popen(
        arguments(words, out, "--engine", "ray"), stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            _wait_for(lambda: list(tmp_path.glob("out.csv.parts/0*.csv")))
            workers = [one for one in psutil.Process(process.pid).children(recursive=True) if "MapWorker" in one.name()]
            assert workers
            workers[0].kill()
            _, said = process.communicate(timeout=PATIENCE)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, said
    check(words, out)


def test_where_nothing_is_left_no_cluster_is_asked(words: Path, tmp_path: Path) -> None:
    job = Job(words, "word", tmp_path / "out.csv", None)
    assert list(on_ray(job, [], "127.0.0.1:1")) == []


def test_what_does_not_go_together(words: Path, tmp_path: Path) -> None:
    for more, said in (
        (("banana",), "not both"),
        (("--address", "127.0.0.1:1"), "--engine ray"),
        (("--engine", "ray", "--address", "127.0.0.1:1"), "no Ray cluster answers at 127.0.0.1:1"),
    ):
        done = run(words, tmp_path / "out.csv", *more)
        assert done.returncode in (1, 2)
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
        assert not (tmp_path / "out.csv").exists()
    assert "end in .csv" in run(words, tmp_path / "out.parquet").stderr


def _wait_for(found: object) -> None:
    deadline = time.monotonic() + PATIENCE
    while not found():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)
