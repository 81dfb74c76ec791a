"""The packaged model: a folder with the network, the tokenizer, the palette and a manifest that vouches for them.

    manifest.json     format, encoder, recipe, scores, calibration, and size and SHA-256 of the other files
    model.onnx        encoder and head: token ids to logits over the bins
    tokenizer.model   of sentencepiece, or where the encoder has no such tokenizer
    tokenizer.json    of the `tokenizers` library
    palette.json      the colours of the bins in OkLab, (K, 3)
    known.npz         the phrases that the network remembers and where they lie on the maps; read when first needed

Nothing in it is ever unpickled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from colorword_tui.resources import assets

FORMAT = 3
FILES = ("model.onnx", "palette.json", "known.npz")
SENTENCEPIECES, HUGGING_FACE = "tokenizer.model", "tokenizer.json"
_MANIFEST = "manifest.json"
_REMEDY = "install colorword-tui again, or export the bundle anew"


class BundleError(Exception):
    """A bundle cannot be used; the message is one sentence that names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How logits become an answer; each figure is chosen on the validation names.

    `certainty` multiplies the logits to make the probabilities that shares and confidence are summed from, so that an
    answer is as often right as it says. `sharpness` multiplies them where a candidate's colour is read off its bins.
    """

    sharpness: float
    certainty: float


class Bundle:
    """A bundle on disk; only the manifest is read here."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`, or the bundle that ships; a manifest that cannot be used is a BundleError."""
        self.folder = folder or assets() / "model"
        path = self.folder / _MANIFEST
        try:
            self.manifest: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
            files: dict[str, dict[str, Any]] = self.manifest["files"]
            self.tokenizer = SENTENCEPIECES if SENTENCEPIECES in files else HUGGING_FACE
            """The file that holds the tokenizer."""
            self.max_tokens = int(self.manifest.get("max_tokens", 0))
            """Where a phrase is cut, the special tokens included."""
            self._files = {name: files[name] for name in (*FILES, self.tokenizer)}
            self.calibration = Calibration(**self.manifest["calibration"])
            found = self.manifest["format"]
        except OSError as error:
            raise BundleError(f"{path} cannot be read ({error.strerror}); {_REMEDY}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise BundleError(f"{path} is not the manifest of a bundle; {_REMEDY}") from error
        if found != FORMAT:
            raise BundleError(f"{path} has format {found}, and this version reads format {FORMAT}; {_REMEDY}")

    def path(self, name: str) -> Path:
        """Where a file of the bundle lies; a missing or shortened file is a BundleError."""
        path = self.folder / name
        try:
            size = path.stat().st_size
        except OSError as error:
            raise self._unreadable(path, error) from error
        if size != self._files[name]["bytes"]:
            raise BundleError(f"{path} has {size:,} bytes instead of {self._files[name]['bytes']:,}; {_REMEDY}")
        return path

    def read(self, name: str) -> bytes:
        """The bytes of a file of the bundle; one that is not what the manifest says is a BundleError."""
        path = self.path(name)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise self._unreadable(path, error) from error
        self._compare(name, hashlib.sha256(data).hexdigest())
        return data

    def verify(self, name: str) -> None:
        """BundleError unless the file has the checksum that the manifest gives; without reading it all at once."""
        path = self.path(name)
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise self._unreadable(path, error) from error
        self._compare(name, found)

    def _compare(self, name: str, found: str) -> None:
        if found != self._files[name]["sha256"]:
            raise BundleError(f"{self.folder / name} does not match its checksum; {_REMEDY}")

    def _unreadable(self, path: Path, error: OSError) -> BundleError:
        return BundleError(f"{path} cannot be read ({error.strerror}); {_REMEDY}")

    def broken(self, name: str, error: Exception) -> BundleError:
        """The error for a file that is what the manifest says and still cannot be used."""
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        return BundleError(f"{self.folder / name} cannot be used ({reason}); {_REMEDY}")


def write_manifest(folder: Path, calibration: Calibration, **facts: object) -> None:
    """Write the manifest of the files in `folder`; `facts` say how the model was made and how well it does."""
    names = [name for name in (*FILES, SENTENCEPIECES, HUGGING_FACE) if name in FILES or (folder / name).exists()]
    files = {name: (folder / name).read_bytes() for name in names}
    manifest = {
        "format": FORMAT,
        **facts,
        "calibration": {"sharpness": calibration.sharpness, "certainty": calibration.certainty},
        "files": {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
        },
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
