"""What a colour is: value, spaces, difference, formats, names. No model and no interface in here."""
