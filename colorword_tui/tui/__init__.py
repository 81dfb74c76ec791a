"""The Textual app. Widgets paint what they are given and post messages; the app wires them to model and store."""
