"""Makes .venv and installs a requirements file into it, again only when that file or the Python changed.

    bin/with-python bin/prepare.py requirements.txt [--to-serve]

Standard library only. Whatever is missing is said in one sentence. With --to-serve the port and the
data folder are tried first, so that nobody waits for an installation and is refused after it.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE_DIR))

from partnership import environment  # noqa: E402
from partnership.environment import WrongSetting, read, reason  # noqa: E402

VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin" / "python"


class Missing(Exception):
    """What has to be there before anything can start, as a whole sentence."""


def try_what_serving_needs() -> None:
    bind = read("BIND", environment.address, default=environment.address(environment.LOOPBACK))
    environment.refuse_taken_port(read("PORT", environment.port, default=8000), bind)
    environment.data_dir(default=BASE_DIR / "var")


def works() -> bool:
    """Not when it was never finished, when the checkout moved, or when the Python it was made from is gone or is
    another one."""
    of_it = "import pip, sys; print(sys.base_prefix, sys.version)"
    try:
        said = subprocess.run([PYTHON, "-c", of_it], capture_output=True, text=True).stdout
    except OSError:
        return False
    return said.strip() == f"{sys.base_prefix} {sys.version}"


def make_venv() -> None:
    try:
        import ensurepip  # noqa: F401  Debian leaves it out of its plain Python
    except ImportError:
        raise Missing(
            "This Python cannot make an environment because its venv module is incomplete: "
            "install it (on Debian and Ubuntu: apt-get install python3-venv)."
        ) from None
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=True).create(VENV)
    except OSError as error:
        raise Missing(f"The environment {VENV} cannot be made ({reason(error)}): make {BASE_DIR} writable.") from error
    except subprocess.CalledProcessError as error:
        raise Missing(f"The environment {VENV} cannot be made: pip could not be put into it.") from error


def fingerprint(requirements: Path) -> str:
    """Of the files installed from (the second one includes the first) and of the Python they are for."""
    digest = hashlib.sha256(sys.version.encode())
    for file in (BASE_DIR / "requirements.txt", requirements):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def install(requirements: Path) -> None:
    stamp = VENV / f"installed-{requirements.stem}"
    wanted = fingerprint(requirements)
    if works():
        if stamp.is_file() and stamp.read_text() == wanted:
            return
    else:
        make_venv()
    print(f"Installing the packages of {requirements.name} into .venv (the first time takes a minute) ...", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
    done = subprocess.run([*command, "-r", str(requirements)], capture_output=True, text=True)
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
        raise Missing(
            f"The packages of {requirements.name} could not be installed: is there a network connection? "
            f"(pip said: {said[0].removeprefix('ERROR: ') if said else 'nothing'})"
        )
    try:
        stamp.write_text(wanted)
    except OSError as error:
        raise Missing(f"{stamp} cannot be written ({reason(error)}).") from error


def main(name: str, *options: str) -> None:
    os.chdir(BASE_DIR)
    try:
        if "--to-serve" in options:
            try_what_serving_needs()
        install(BASE_DIR / name)
    except (WrongSetting, Missing) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped; the next start goes on from here.")


if __name__ == "__main__":
    main(*sys.argv[1:])
