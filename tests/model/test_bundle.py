import json
import shutil
import sys
from pathlib import Path

import pytest

from colorword_tui.model.bundle import FILES, SENTENCEPIECES, Bundle, BundleError
from colorword_tui.model.predictor import Predictor
from colorword_tui.resources import assets

SHIPPED = assets() / "model"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the shipped bundle that a test may break."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "bundle"))


def broken(folder: Path) -> str:
    """The one sentence that a broken bundle gives, after checking that it is one, and that names still answer."""
    predictor = Predictor(folder)
    assert predictor.predict("tomato").color.hex == "#ff6347"
    with pytest.raises(BundleError) as caught:
        predictor.predict("banana")
    message = str(caught.value)
    assert "\n" not in message
    assert "install colorword-tui again" in message
    return message


def test_the_shipped_bundle_is_whole_and_small() -> None:
    Predictor().prepare()
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 60_000_000


# The other file is read when maps or neighbours are wanted.
READ_FIRST = [name for name in (*FILES, SENTENCEPIECES) if name != "known.npz"]


@pytest.mark.parametrize("name", [*READ_FIRST, "manifest.json"])
def test_a_missing_file_is_named(bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    assert str(bundle / name) in broken(bundle)


@pytest.mark.parametrize("name", READ_FIRST)
def test_a_truncated_file_is_named(bundle: Path, name: str) -> None:
    data = (bundle / name).read_bytes()
    (bundle / name).write_bytes(data[: len(data) // 2])
    assert f"{bundle / name} has" in broken(bundle)


@pytest.mark.parametrize("name", READ_FIRST)
def test_an_altered_file_is_named(bundle: Path, name: str) -> None:
    data = bytearray((bundle / name).read_bytes())
    data[len(data) // 2] ^= 1
    (bundle / name).write_bytes(data)
    assert f"{bundle / name} does not match its checksum" in broken(bundle)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1, "files": 3}', "\x00"])
def test_a_manifest_that_is_none(bundle: Path, text: str) -> None:
    (bundle / "manifest.json").write_text(text)
    assert "manifest.json is not the manifest of a bundle" in broken(bundle)


def test_a_bundle_of_another_format(bundle: Path) -> None:
    manifest = json.loads((bundle / "manifest.json").read_text())
    (bundle / "manifest.json").write_text(json.dumps({**manifest, "format": 99}))
    assert "format 99" in broken(bundle)


def test_a_tokenizer_that_needs_another_package(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bundle / SENTENCEPIECES).rename(bundle / "tokenizer.json")
    manifest = json.loads((bundle / "manifest.json").read_text())
    manifest["files"]["tokenizer.json"] = manifest["files"].pop(SENTENCEPIECES)
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    assert "tokenizer.json cannot be used" in broken(bundle)
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(BundleError, match=r"needs the package tokenizers; install it with: pip install"):
        Predictor(bundle).prepare()


def test_no_bundle_at_all(tmp_path: Path) -> None:
    assert "nowhere" in broken(tmp_path / "nowhere")


def test_a_manifest_carries_its_facts() -> None:
    manifest = Bundle().manifest
    assert manifest["encoder"]["name"]
    assert manifest["recipe"]["seed"] == 20
    assert manifest["scores"]["sets"]["HTML, the article's 37"]["phrases"] == 37


def test_the_known_phrases_are_checked_when_they_are_read(bundle: Path) -> None:
    path = bundle / "known.npz"
    data = path.read_bytes()
    for broken_data, said in ((data[:-9], "bytes instead of"), (data[:-1] + b"x", "does not match its checksum")):
        path.write_bytes(broken_data)
        predictor = Predictor(bundle)
        assert predictor.predict("banana").color == Predictor().predict("banana").color
        with pytest.raises(BundleError, match=said):
            predictor.recall("banana")
        with pytest.raises(BundleError, match=said):
            predictor.maps()
