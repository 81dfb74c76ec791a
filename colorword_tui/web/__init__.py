"""The app for visitors with a browser, over textual-serve: a process of its own for each of them."""
