"""Phrases whose colours are known: reading, cleaning and splitting them."""
