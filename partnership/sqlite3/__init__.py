"""Django's own SQLite, but for the order in which those who write are served (`turns`)."""
