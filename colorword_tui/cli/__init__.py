"""The command line: where it begins."""

from __future__ import annotations

import gc
import os
import sys

from colorword_tui.cli.app import open_app
from colorword_tui.cli.running import COMPLETION, one_line_errors, prepare_output


def main() -> None:
    """The entry point of `colorword-tui`."""
    # Importing makes a hundred thousand objects that stay. Python's own threshold of 700 looks through them over and
    # over, a fifth of the time to the first frame.
    gc.set_threshold(50_000, 20, 20)
    # Read when numpy is imported. Cores are shared out by the phrase; a product of small matrices that takes them all
    # for itself holds up the network on the other one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with one_line_errors():
        prepare_output()
        if os.environ.get(COMPLETION):
            from colorword_tui.cli.completion import complete
            from colorword_tui.cli.group import group

            complete(group)
        if sys.argv[1:]:
            from colorword_tui.cli.group import call

            call(sys.argv[1:])
        else:
            # Without arguments there is nothing to parse, and the first frame need not wait for what parses.
            open_app()
