"""How a log line looks."""

import logging


class OneLine(logging.Formatter):
    """One record, one line: a traceback or a line break in a value cannot look like another record."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return " ⏎ ".join(super().format(record).splitlines())
