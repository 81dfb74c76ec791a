"""Listed colours beside the model's own: the lists, the rows, and a page of them. No interface in here."""
