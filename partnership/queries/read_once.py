"""Small tables that many rows name, read whole."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class ReadOnce(dict[int, T], Generic[T]):
    """All rows by their numbers as `read` gives them; once more where one has come since, and `none` if it has not."""

    def __init__(self, read: Callable[[], Mapping[int, T]], none: T) -> None:
        super().__init__(read())
        self._read, self._none = read, none

    def __missing__(self, number: int) -> T:
        self.update(self._read())
        return self.get(number, self._none)
