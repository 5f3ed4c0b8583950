"""Writes the files of deploy/ with an installation's own addresses in them, to be read, compared and put in place.

    bin/deployment.py --site-url https://example.org --instance 10.0.0.11:8000 --instance 10.0.0.12:8000 --output DIR

Standard library only: a proxy's machine needs nothing else. docs/operations.md says where each file goes.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE_DIR))

from partnership import environment  # noqa: E402

PLACE = re.compile(r"@([A-Z_]+)@")
FILES = (
    "nginx.conf",
    "dost@.service",
    "dost.env",
    "postgresql.primary.conf",
    "postgresql.replica.conf",
    "make_replica.sh",
    "redis.conf",
)
HTTPS = """\
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    listen 80;
    listen [::]:80;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:dost_tls:10m;"""


def arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The files of deploy/, filled in.")
    parser.add_argument("--site-url", required=True, type=known(environment.site_url), help="as SITE_URL")
    parser.add_argument(
        "--instance", required=True, action="append", type=known(instance), help="host:port; once for each"
    )
    parser.add_argument("--output", required=True, type=Path, help="a folder, made when missing")
    parser.add_argument("--listen", default="", help="what nginx listens at, instead of what the address says")
    parser.add_argument("--certificate", default="/etc/letsencrypt/live/{host}/fullchain.pem")
    parser.add_argument("--key", default="/etc/letsencrypt/live/{host}/privkey.pem")
    parser.add_argument("--socket", default="/run/dost-asked.sock", help="between the two halves of nginx")
    parser.add_argument("--cache", default="/var/cache/nginx-dost", help="where nginx keeps pages")
    parser.add_argument("--checkout", default=str(BASE_DIR), help="where this program stands on an instance's machine")
    parser.add_argument("--redis-address", default="127.0.0.1")
    parser.add_argument("--redis-password", default="password")
    return parser.parse_args(given)


def known(parse: Callable[[str], str]) -> Callable[[str], str]:
    """argparse shows no message of a ValueError."""

    def parsed(text: str) -> str:
        try:
            return parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return parsed


def instance(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not environment.HOST_NAME.fullmatch(host):
        raise ValueError(f"must be a host and a port such as 10.0.0.11:8000, not {text!r}")
    return f"{host}:{environment.port(port)}"


def values(asked: argparse.Namespace) -> dict[str, str]:
    host = environment.host_of(asked.site_url)
    certificate, key = (text.format(host=host) for text in (asked.certificate, asked.key))
    usual = HTTPS.format(certificate=certificate, key=key) if asked.site_url.startswith("https") else "    listen 80;"
    return {
        "SITE_URL": asked.site_url,
        "SERVER_NAME": host,
        "LISTEN": f"    listen {asked.listen};" if asked.listen else usual,
        "INSTANCES": "\n".join(f"    server {each} max_fails=1 fail_timeout=5s;" for each in asked.instance),
        "SOCKET": asked.socket,
        "CACHE": asked.cache,
        "CHECKOUT": asked.checkout,
        "REDIS_ADDRESS": asked.redis_address,
        "REDIS_PASSWORD": asked.redis_password,
    }


def write(asked: argparse.Namespace) -> None:
    asked.output.mkdir(parents=True, exist_ok=True)
    found = values(asked)
    for name in FILES:
        source, target = BASE_DIR / "deploy" / name, asked.output / name
        target.write_text(PLACE.sub(lambda place: found[place[1]], source.read_text()))
        shutil.copymode(source, target)


if __name__ == "__main__":
    write(arguments(sys.argv[1:]))
