from collections.abc import Callable

from django.core.management.base import OutputWrapper

_WIDTH = 40


def bar(out: OutputWrapper, whole: int) -> Callable[[int], None]:
    """Whom to tell of each part that is done. Draws on a terminal only, and only where something changes."""
    done, shown = 0, -1

    def step(more: int) -> None:
        nonlocal done, shown
        done += more
        percent = 100 * done // whole if whole else 100
        if percent == shown or not out.isatty():
            return
        shown = percent
        filled = _WIDTH * percent // 100
        out.write(f"\r{'█' * filled}{'·' * (_WIDTH - filled)} {percent} % of {whole}", ending="\n" * (done >= whole))

    return step
