"""A server that did not answer is left alone for a while, and then tried by one request in passing."""

import logging
import time

logger = logging.getLogger(__name__)

SECONDS = 5.0


class Rest:
    """Of one server, in one process. `name` is how the log calls it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._until = 0.0  # 0: it answers

    def over(self) -> bool:
        """Whether to ask it. Of those who come after a rest the first one tries; the others go on without it."""
        if not self._until:
            return True
        now = time.monotonic()
        if now < self._until:
            return False
        self._until = now + SECONDS
        return True

    def begin(self, error: Exception) -> None:
        if not self._until:
            said = " ".join(str(error).split())
            logger.warning("%s does not answer and is left out (%s)", self.name, said)
        self._until = time.monotonic() + SECONDS

    def end(self) -> None:
        if self._until:
            self._until = 0.0
            logger.warning("%s answers again", self.name)
