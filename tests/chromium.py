"""The system's Chromium, which the browser tests drive."""

import shutil

NAMES = "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"

#: Path of the program; None where there is none.
CHROMIUM: str | None = next(filter(None, map(shutil.which, NAMES)), None)

#: No sandbox: continuous integration runs as root. The rest keeps it from calling its maker's servers.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
