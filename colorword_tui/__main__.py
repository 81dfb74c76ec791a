"""`python -m colorword_tui` is the same as `colorword-tui`."""

from colorword_tui.cli import main

main()
