"""Reading: a text in, every word and every sentence in its colour out. No terminal, no model of its own."""
