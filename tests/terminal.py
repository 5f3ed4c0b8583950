import io


class Terminal(io.StringIO):
    """What a person at a terminal sees, in place of a file."""

    def isatty(self) -> bool:
        return True
