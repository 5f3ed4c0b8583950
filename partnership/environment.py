"""Reads settings from the environment, typed; a wrong value is refused in one sentence.

Standard library only: `make run` refuses a taken port or an unwritable folder with these
functions before anything is installed. A parser raises ValueError with the words that follow
the variable's name ("must be ..."); it never repeats a value that may hold a password.
"""

import errno
import fcntl
import os
import re
import secrets
import socket
import tempfile
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
LOOPBACK_NAMES = [LOOPBACK, "localhost", "[::1]"]
SHORTEST_SECRET = 50  # what `check --deploy` asks for
HOST_NAME = re.compile(r"\*|\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)
WORDS_FOR_TRUE_AND_FALSE = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}

T = TypeVar("T")


class WrongSetting(ValueError):
    """A setting that cannot be used; the message is whole sentences that name it."""


def read(name: str, parse: Callable[[str], T], default: T) -> T:
    """The variable, parsed. Unset and blank mean the default, as an empty line in a service file does."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    try:
        return parse(text)
    except ValueError as error:
        raise WrongSetting(f"{name} {error}.") from error


def flag(text: str) -> bool:
    try:
        return WORDS_FOR_TRUE_AND_FALSE[text.lower()]
    except KeyError:
        raise ValueError(f"must be true or false, not {text!r}") from None


def port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 65535:
        return int(text)
    raise ValueError(f"must be a whole number from 1 to 65535, not {text!r}")


def address(text: str) -> IPv4Address | IPv6Address:
    """One of this machine's addresses; 0.0.0.0 and :: are all of them."""
    try:
        return ip_address(text.strip("[]"))
    except ValueError:
        raise ValueError(f"must be an IP address of this machine such as 127.0.0.1 or 10.0.0.5, not {text!r}") from None


def in_url(address: IPv4Address | IPv6Address) -> str:
    """As it stands before a port: an IPv6 address in brackets."""
    return f"[{address}]" if address.version == 6 else str(address)


def email(text: str) -> str:
    """Only the shape is looked at; whether the address answers is for people to find out."""
    if not re.fullmatch(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+", text):
        raise ValueError(f"must be one e-mail address such as editors@example.org, not {text!r}")
    return text


def hosts(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    wrong = [name for name in names if not HOST_NAME.fullmatch(name)]
    if wrong or not names:
        raise ValueError(
            "must be host names separated by commas, without scheme, port or path, "
            f"such as example.org,www.example.org, not {', '.join(wrong) or text!r}"
        )
    return names


def site_url(text: str) -> str:
    """Scheme and host, maybe a port, without the last slash."""
    right = "must be the address that readers use, such as https://example.org, with nothing behind the host"
    try:
        parts = urlsplit(text)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError(f"{right}, not {text!r}") from None
    whole = f"{parts.scheme}://{parts.netloc}"
    if (
        parts.scheme not in ("http", "https")
        or not HOST_NAME.fullmatch(parts.netloc.removesuffix(f":{parts.port}"))
        or parts.netloc.startswith(("*", "."))
        or not port_is_right
        or text.rstrip("/") != whole
    ):
        raise ValueError(f"{right}, not {text!r}")
    return whole.lower()


def host_of(url: str) -> str:
    """The host as Django's ALLOWED_HOSTS writes it: without the port, an IPv6 address in brackets."""
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def cache(text: str) -> dict[str, str]:
    """One entry of Django's CACHES."""
    if text in ("locmem", "locmem://"):
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if re.match(r"(redis|rediss|unix)://.", text):
        return {"BACKEND": "partnership.serving.cache.Redis", "LOCATION": text}
    raise ValueError("must be locmem:// (kept in each process) or an address such as redis://127.0.0.1:6379/0")


def megabytes(text: str) -> int:
    """In bytes."""
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text) * 1024 * 1024
    raise ValueError(f"must be a whole number of megabytes such as 64, or 0, not {text!r}")


def rate(text: str) -> str:
    """So many requests in so much time, as REST framework writes it."""
    if re.fullmatch(r"[1-9][0-9]{0,6}/(s|sec|min|hour|day)", text, re.ASCII):
        return text
    raise ValueError(f"must be a number of requests and a time such as 600/min (sec, min, hour or day), not {text!r}")


def networks(text: str) -> list[IPv4Network | IPv6Network]:
    """Addresses or networks separated by commas; * is every one."""
    try:
        found = [ip_network(each.strip()) for each in text.replace("*", "0.0.0.0/0,::/0").split(",") if each.strip()]
    except ValueError:
        raise ValueError(f"must be addresses separated by commas such as 127.0.0.1,::1, not {text!r}") from None
    return found


def secret(text: str) -> str:
    if len(text) < SHORTEST_SECRET or len(set(text)) < 5:
        raise ValueError(
            f"is too easy to guess: give at least {SHORTEST_SECRET} random characters, "
            "or leave it unset and one is made and kept in the data folder"
        )
    return text


def kept_secret(path: Path) -> str:
    """The secret kept in a file, made on the first call.

    The lock makes several processes that start at once agree on one secret; a file left empty
    by a crash is filled again. The file is readable by its owner only, from its first moment on.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            kept = file.read().strip()
            if not kept:
                kept = secrets.token_urlsafe(SHORTEST_SECRET)
                file.write(kept + "\n")
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise WrongSetting(f"The secret key in {path} cannot be read or made ({reason(error)}).") from error
    try:
        return secret(kept)
    except ValueError as error:
        raise WrongSetting(f"The secret key in {path} {error}.") from error


def data_dir(default: Path) -> Path:
    """The folder for all that changes, made when missing; writing is tried, not guessed from its mode."""
    folder = Path(read("DATA_DIR", str, str(default))).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise WrongSetting(
            f"The data folder {folder} cannot be written to ({reason(error)}): "
            "make it writable or set DATA_DIR to another folder."
        ) from error
    return folder


def refuse_taken_port(number: int, bind: IPv4Address | IPv6Address) -> None:
    """Tries what the server will do a moment later."""
    with socket.socket(socket.AF_INET6 if bind.version == 6 else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((str(bind), number))
            listener.listen()
        except OSError as error:
            why = "is already in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({reason(error)})"
            raise WrongSetting(
                f"Port {number} of {bind} {why}: choose another one, as in `make run PORT={other_than(number)}`."
            ) from error


def other_than(number: int) -> int:
    return 8000 if number < 1024 else number + 1 if number < 65535 else number - 1


def reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
