"""Settings come typed from the environment, and a wrong one is refused in one sentence."""

import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from partnership import database, environment
from partnership.environment import WrongSetting

pytestmark = pytest.mark.once

BASE_DIR = settings.BASE_DIR
NAMES_OF_COUNTRIES = re.compile(r"pakistan|t[uü]rkiye|turkey", re.IGNORECASE)


def manage(*arguments: str, data_dir: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """manage.py in a process of its own, with nothing from this machine's environment but the path."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), **variables},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("ALLOWED_HOSTS", "https://example.org", "host names"),
        ("API_RATE", "many", "600/min"),
        ("BIND", "example.org", "10.0.0.5"),
        ("CACHE_URL", "memcached://127.0.0.1", "redis://"),
        ("CONTACT_EMAIL", "nobody", "editors@example.org"),
        ("DATABASE_URL", "mysql://me:hunter2@host/name", "postgresql://"),
        ("DATABASE_URL", "postgresql://me:hunter2@host:port/name", "postgresql://"),
        ("DATABASE_URL", "sqlite://", "sqlite:////"),
        ("DATABASE_REPLICA_URLS", "sqlite:////tmp/x.sqlite3", "postgresql://"),
        ("DATABASE_REPLICA_URLS", "postgresql://me:hunter2@host:port/name", "postgresql://"),
        ("DATABASE_REPLICA_URLS", "postgresql://me:hunter2@host/name", "needs DATABASE_URL"),
        ("DEBUG", "perhaps", "true or false"),
        ("FORWARDED_ALLOW_IPS", "proxy.example", "127.0.0.1,::1"),
        ("PAGE_STORE", "64 MB", "whole number of megabytes"),
        ("PAGE_STORE", "-1", "whole number of megabytes"),
        ("PORT", "80000", "1 to 65535"),
        ("PORT", "٨٠٨٠", "1 to 65535"),
        ("SECRET_KEY", "hunter2", "at least 50 random characters"),
        ("SITE_URL", "example.org", "https://example.org"),
        ("SITE_URL", "https://example.org/wiki", "nothing behind the host"),
        ("SITE_URL", "https://me:hunter2@example.org", "https://example.org"),
        ("SITE_URL", "http://[::1", "https://example.org"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence_that_names_the_variable(
    name: str, value: str, right: str, tmp_path: Path
) -> None:
    done = manage("check", data_dir=tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(name)
    assert right in done.stderr
    assert done.stderr.count("\n") == 1
    if name in ("DATABASE_REPLICA_URLS", "DATABASE_URL", "SECRET_KEY"):
        assert "hunter2" not in done.stderr


def test_gunicorn_refuses_with_the_same_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": "none"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr == "PORT must be a whole number from 1 to 65535, not 'none'.\n"


def test_a_data_folder_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = manage("check", data_dir=file)
    assert done.returncode == 1
    assert done.stderr.startswith(f"The data folder {file} cannot be written to")
    assert done.stderr.count("\n") == 1


def test_blank_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", " ")
    assert environment.read("PORT", environment.port, default=8000) == 8000


@pytest.mark.parametrize(
    ("text", "url", "host"),
    [
        ("https://Example.org/", "https://example.org", "example.org"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000", "127.0.0.1"),
        ("http://[::1]:9000", "http://[::1]:9000", "[::1]"),
    ],
)
def test_a_site_url_is_kept_without_its_last_slash(text: str, url: str, host: str) -> None:
    assert environment.site_url(text) == url
    assert environment.host_of(url) == host


def test_both_databases_are_understood() -> None:
    assert database.from_url("sqlite:////tmp/x.sqlite3")["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    entry = database.from_url("postgresql://me:secret@host:5433/name?sslmode=require")
    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert entry["DISABLE_SERVER_SIDE_CURSORS"]
    assert (entry["NAME"], entry["PORT"]) == ("name", 5433)
    assert entry["OPTIONS"] == database.PLANNED_ONCE | {"sslmode": "require"}
    more = database.from_url("postgresql://host/name?options=-c%20search_path%3Dmine")["OPTIONS"]["options"]
    planned = ["-c plan_cache_mode=force_generic_plan", "max_parallel_workers_per_gather=0", "jit=off"]
    assert more.split(" -c ") == [*planned, "datestyle=ISO", "search_path=mine"]


def test_replicas_are_databases_that_are_neither_waited_for_nor_asked_without_need() -> None:
    found = database.replicas("postgresql://me:secret@one/name, postgresql://two:5433/name?connect_timeout=7")
    assert list(found) == ["replica-1", "replica-2"]
    assert [each["HOST"] for each in found.values()] == ["one", "two"]
    assert [each["OPTIONS"]["connect_timeout"] for each in found.values()] == [2, 7]
    assert not any(each["CONN_HEALTH_CHECKS"] for each in found.values())


def test_replicas_come_with_their_router_and_their_middleware(tmp_path: Path) -> None:
    said = "from partnership import settings as s; print(list(s.DATABASES), s.DATABASE_ROUTERS, s.MIDDLEWARE[-1])"
    done = subprocess.run(
        [sys.executable, "-c", said],
        cwd=BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": "postgresql://one/name",
            "DATABASE_REPLICA_URLS": "postgresql://two/name",
        },
        capture_output=True,
        text=True,
    )
    assert done.stdout == (
        "['default', 'replica-1'] ['partnership.serving.replicas.Router'] partnership.serving.replicas.Replicas\n"
    )


@pytest.mark.parametrize(
    ("text", "before_a_port"), [("10.0.0.5", "10.0.0.5"), ("::1", "[::1]"), ("[fd00::5]", "[fd00::5]")]
)
def test_an_address_to_listen_at_is_written_as_a_port_follows_it(text: str, before_a_port: str) -> None:
    assert environment.in_url(environment.address(text)) == before_a_port


def test_an_instance_answers_to_the_address_that_it_listens_at(tmp_path: Path) -> None:
    said = "from partnership import settings as s; print(s.ALLOWED_HOSTS)"
    for bind, there in (("10.0.0.5", True), ("0.0.0.0", False)):  # noqa: S104
        done = subprocess.run(
            [sys.executable, "-c", said],
            cwd=BASE_DIR,
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "BIND": bind},
            capture_output=True,
            text=True,
        )
        assert (repr(bind) in done.stdout) == there


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    with ProcessPoolExecutor(max_workers=4) as processes:
        secrets = set(processes.map(environment.kept_secret, [path] * 8))
    assert secrets == {path.read_text().strip()}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_file_left_empty_by_a_crash_is_filled_and_a_short_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.touch()
    assert len(environment.kept_secret(path)) >= environment.SHORTEST_SECRET
    path.write_text("short")
    with pytest.raises(WrongSetting, match=str(path)):
        environment.kept_secret(path)


def test_with_https_the_deploy_check_is_clean_with_nothing_silenced(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", data_dir=tmp_path, SITE_URL="https://example.org")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_with_http_exactly_the_four_checks_of_https_are_silenced(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", data_dir=tmp_path)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (4 silenced).\n")


@pytest.mark.django_db
def test_every_answer_carries_the_headers_also_one_that_says_no() -> None:
    headers = Client().get("/no-such-page/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_manual_lists_every_variable_that_is_read_and_no_other() -> None:
    code = "".join((BASE_DIR / "partnership" / name).read_text() for name in ("settings.py", "environment.py"))
    table = (BASE_DIR / "docs" / "operations.md").read_text()
    assert set(re.findall(r'read\("([A-Z_]+)"', code)) == set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE))


def test_the_code_knows_no_country() -> None:
    """Another pair of partners is another set of fixtures, and nothing else."""
    files = [
        file
        for folder in ("partnership", "templates", "static")
        for file in (BASE_DIR / folder).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    ]
    assert files
    for file in files:
        found = NAMES_OF_COUNTRIES.search(file.read_text(encoding="utf-8", errors="ignore"))
        assert not found, f"{file}: {found and found[0]}"
