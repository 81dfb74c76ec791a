"""What an installation takes on disk: the wheel, and everything that pip puts beside it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.benchmarks.processes import PYTHON
from tests.benchmarks.table import Row

ROOT = Path(__file__).resolve().parents[2]


def sizes() -> list[Row]:
    """The wheel of this tree, and the base install of it (compiled, without pip itself)."""
    with tempfile.TemporaryDirectory() as folder:
        wheels, site = Path(folder) / "wheels", Path(folder) / "site"
        build = ("-m", "build", "--wheel", "--outdir", str(wheels), str(ROOT))
        subprocess.run((PYTHON, *build), check=True, stdout=subprocess.DEVNULL)
        (wheel,) = wheels.glob("*.whl")
        install = ("-m", "pip", "install", "--quiet", "--target", str(site), str(wheel))
        subprocess.run((PYTHON, *install), check=True, stderr=subprocess.DEVNULL)
        on_disk = sum(512 * path.lstat().st_blocks for path in site.rglob("*"))
        return [
            Row("wheel", "", wheel.stat().st_size / 1e6, None, None, "MB", "≤ 65", 1),
            Row("base install", "", on_disk / 1e6, None, None, "MB", "≤ 300", 1),
        ]
