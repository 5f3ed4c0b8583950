"""How the site is served, by `manage.py serve` and by a service alike."""

import ctypes
import gc
import sys
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE_DIR))

from partnership.environment import WrongSetting, in_url  # noqa: E402
from partnership.worker import EvenWorker  # noqa: E402

try:
    from partnership import settings
except WrongSetting as error:
    sys.exit(str(error))

chdir = str(BASE_DIR)
wsgi_app = "partnership.wsgi:application"
bind = f"{in_url(settings.BIND)}:{settings.PORT}"
worker_class = EvenWorker
workers = 2
# More than the cores can use: an editor who waits for the turn to save has a thread for as long, and readers are not to
# wait for one. Beside eight editors and with a million entries, of eight threads 60 pages a second came, of twelve 75.
threads = 12
timeout = 60
graceful_timeout = 10
# Longer than a proxy keeps an idle connection (nginx.conf: 20 s), so that it is never the server that closes one just
# when the proxy sends a form on it, which nobody may send twice.
keepalive = 30
# 0 means no limit of gunicorn's own: the site itself answers a query that is too long, with a page that
# says so. Only this machine or a proxy reaches the address above, and a proxy has its own limit.
limit_request_line = 0
control_socket_disable = True
loglevel = "warning"


# The C library gives each thread a part of the memory for itself, and hands little of what it once needed back. Two
# parts for all threads, and what is large goes back at once (mallopt(3)); only the GNU library knows these questions.
# What goes back has to be asked for again, page by page: from a quarter of a megabyte on, a search among a million
# entries did so 3,500 times and took a tenth longer than from a megabyte on, for up to 20 MB of memory.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
if hasattr(library := ctypes.CDLL(None), "mallopt"):
    library.mallopt(_ARENA_MAX, 2)
    library.mallopt(_MMAP_THRESHOLD, 1 << 20)
    library.mallopt(_TRIM_THRESHOLD, 1 << 22)


_EVERY = 32 * 2**20  # bytes of answers
_sent = 0


def post_request(_worker: object, _asked: object, _environ: object, answer: Any | None) -> None:
    """What was needed for a while goes back to the system: after a long table, or some hundred pages."""
    global _sent
    _sent += answer.sent if answer else 0  # nothing was answered to one who has gone
    if _sent > _EVERY and hasattr(library, "malloc_trim"):
        _sent = 0
        library.malloc_trim(0)


def child_exit(_server: object, worker: object) -> None:
    if isinstance(worker, EvenWorker):
        worker.gone()


def when_ready(_server: object) -> None:
    name, url, folder = settings.SITE["name"], settings.SITE_URL, settings.DATA_DIR
    print(f"{name} is at {url}/ (data in {folder}; Ctrl-C stops it)", flush=True)


def post_worker_init(_worker: object) -> None:
    """What is there before the first request stays: looking through all of it for garbage would stop every request of
    the process for some sixty milliseconds, again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
