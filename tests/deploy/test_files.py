"""What is in deploy/ is whole once it is filled in, and is what the servers and the documentation say."""

import os
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

BASE_DIR = Path(settings.BASE_DIR)
ADDRESSES = ("--site-url=https://example.org", "--instance=10.0.0.11:8000", "--instance=10.0.0.12:8001")


def fill_in(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "bin/deployment.py", *map(str, arguments)]
    return subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deploy")
    done = fill_in(*ADDRESSES, "--checkout=/srv/dost/checkout", f"--output={folder}")
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        assert os.environ.get("CI") != "1", f"{name} is missing"
        pytest.skip(f"{name} is missing")
    return found


class Directives(dict):  # type: ignore[type-arg]
    """A directive may stand several times in a unit."""

    def __setitem__(self, name: str, value: object) -> None:
        if isinstance(value, list) and name in self:
            self[name].extend(value)
        else:
            super().__setitem__(name, value)


def unit(files: Path) -> ConfigParser:
    found = ConfigParser(strict=False, interpolation=None, dict_type=Directives)
    found.optionxform = str  # type: ignore[assignment, method-assign]
    found.read(files / "dost@.service")
    return found


def test_every_file_is_filled_in_and_none_is_left_out(files: Path) -> None:
    assert {each.name for each in files.iterdir()} == {
        each.name for each in (BASE_DIR / "deploy").iterdir() if each.name != "gunicorn.conf.py" and each.is_file()
    }
    for each in files.iterdir():
        assert not re.search(r"@[A-Z_]+@", each.read_text()), each.name
    assert os.access(files / "make_replica.sh", os.X_OK)
    assert "server 10.0.0.12:8001 max_fails=1" in (files / "nginx.conf").read_text()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (("--site-url=example.org", "--instance=10.0.0.11:8000"), "https://example.org"),
        (("--site-url=https://example.org", "--instance=10.0.0.11"), "10.0.0.11:8000"),
        (("--site-url=https://example.org", "--instance=10.0.0.11:0"), "1 to 65535"),
        (("--site-url=https://example.org", "--instance=a;b:80"), "10.0.0.11:8000"),
    ],
)
def test_wrong_addresses_are_refused(wrong: tuple[str, ...], right: str, tmp_path: Path) -> None:
    done = fill_in(*wrong, f"--output={tmp_path}")
    assert done.returncode != 0
    assert right in done.stderr
    assert not list(tmp_path.iterdir())


def test_nginx_takes_the_file_with_tls_as_it_is(files: Path, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=example.org",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    done = fill_in(
        *ADDRESSES, f"--certificate={certificate}", f"--key={key}", f"--socket={tmp_path}/s", f"--cache={tmp_path}/c",
        f"--output={tmp_path}",
    )  # fmt: skip
    assert done.returncode == 0
    (tmp_path / "main.conf").write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ access_log off; include {tmp_path}/nginx.conf; }}"
    )
    # Its address may not be free here, so the ports are others; all else is as it is.
    text = (tmp_path / "nginx.conf").read_text()
    (tmp_path / "nginx.conf").write_text(re.sub(r"listen (\S*?:)?(443|80)\b", r"listen \g<1>1\2", text))
    command = [program("nginx"), "-t", "-q", "-e", str(tmp_path / "log"), "-c", str(tmp_path / "main.conf")]
    tested = subprocess.run(command, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr


def test_nginx_sends_no_form_twice(files: Path) -> None:
    tried = re.findall(r"proxy_next_upstream (.*);", (files / "nginx.conf").read_text())
    assert tried
    assert not any("non_idempotent" in each for each in tried)


def test_nginx_lets_go_of_a_connection_before_gunicorn_does(files: Path) -> None:
    kept = re.search(r"keepalive_timeout (\d+)s", (files / "nginx.conf").read_text())
    asked = re.search(r"^keepalive = (\d+)$", (BASE_DIR / "deploy/gunicorn.conf.py").read_text(), re.MULTILINE)
    assert kept
    assert asked
    assert int(kept[1]) < int(asked[1])


def test_the_service_starts_what_is_there_and_may_do_little(files: Path) -> None:
    service = unit(files)["Service"]
    assert service["ExecStart"] == "/srv/dost/checkout/.venv/bin/python manage.py serve"
    assert service["WorkingDirectory"] == "/srv/dost/checkout"
    assert service["CapabilityBoundingSet"] == ""
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == service["MemoryDenyWriteExecute"] == "yes"
    assert "@system-service" in service["SystemCallFilter"]


def test_systemd_understands_the_service_and_finds_it_well_shut(files: Path, tmp_path: Path) -> None:
    """Its program is somewhere else on this machine. 2 of 10 is what systemd calls "OK"; an open service has 9.6."""
    analyze = program("systemd-analyze")
    text = (files / "dost@.service").read_text().replace("/srv/dost/checkout/.venv/bin/python", "/bin/true")
    (tmp_path / "dost@8000.service").write_text(text)
    checked = subprocess.run([analyze, "verify", tmp_path / "dost@8000.service"], capture_output=True, text=True)
    said = [line for line in checked.stderr.splitlines() if "dost" in line]
    assert said == []
    command = [analyze, "security", "--offline=true", "--threshold=20", tmp_path / "dost@8000.service"]
    rated = subprocess.run(command, capture_output=True, text=True)
    assert rated.returncode == 0, rated.stdout[-300:] + rated.stderr


def test_the_settings_of_the_service_are_settings(files: Path) -> None:
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (BASE_DIR / "docs/operations.md").read_text(), re.MULTILINE))
    named = set(re.findall(r"^([A-Z_]+)=", (files / "dost.env").read_text(), re.MULTILINE))
    assert named
    assert named <= listed


def test_the_manual_says_where_each_file_goes(files: Path) -> None:
    manual = (BASE_DIR / "docs/operations.md").read_text()
    for each in files.iterdir():
        assert f"`{each.name}`" in manual, each.name
