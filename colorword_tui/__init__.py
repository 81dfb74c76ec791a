"""colorword-tui: words in, colours out.

    >>> import colorword_tui
    >>> colorword_tui.load().predict("banana").color.hex

Importing this package is cheap: what needs numpy or onnxruntime is imported when it is first used (PEP 562).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["BundleError", "Color", "Prediction", "Predictor", "__version__", "load"]

if TYPE_CHECKING:
    from colorword_tui.color.value import Color
    from colorword_tui.model.bundle import BundleError
    from colorword_tui.model.prediction import Prediction
    from colorword_tui.model.predictor import Predictor, load

_HOME = {
    "BundleError": "colorword_tui.model.bundle",
    "Color": "colorword_tui.color.value",
    "Prediction": "colorword_tui.model.prediction",
    "Predictor": "colorword_tui.model.predictor",
    "load": "colorword_tui.model.predictor",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
