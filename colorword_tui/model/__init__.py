"""From a phrase to a prediction: tokenizer, encoder, head, bundle. No torch and no interface in here."""
