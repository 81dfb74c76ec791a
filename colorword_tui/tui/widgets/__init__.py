"""The widgets. None of them calls the model or the store."""
