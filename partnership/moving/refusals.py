class NotMoved(Exception):
    """One sentence that says why; the target is as it was before."""


def said(error: Exception) -> str:
    """What a database says of an error, on one line, without the rows that it may quote below."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].strip().rstrip(".")
