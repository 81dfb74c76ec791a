"""A bundle as the floor wants it: its tokenizer in the format of Hugging Face's library, which is the usual road."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from colorword_tui.model.bundle import HUGGING_FACE, SENTENCEPIECES, Bundle


@contextmanager
def floor_folder(bundle: Path) -> Iterator[Path]:
    """A folder with the network of `bundle` and its tokenizer, translated back."""
    from colorword_tui.training.sentencepieces import from_sentencepieces

    about = Bundle(bundle)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "model.onnx").symlink_to((bundle / "model.onnx").resolve())
        tokenizer = from_sentencepieces(about.read(SENTENCEPIECES), about.max_tokens)
        tokenizer.save(str(folder / HUGGING_FACE), pretty=False)
        yield folder
