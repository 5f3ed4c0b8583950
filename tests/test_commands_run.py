"""From a checkout to a site that answers: bin/with-python, bin/prepare.py, `serve` and `make_administrator`."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command

pytestmark = pytest.mark.once

BASE_DIR = settings.BASE_DIR


def run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(command, cwd=BASE_DIR, env=env, capture_output=True, text=True)


@contextmanager
def taken_port() -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def free_port() -> str:
    with taken_port() as port:
        return port


# --- What is missing is said before anything is installed ------------------------------------------


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "this machine has no Python"),
        ('[ "$1" = --version ] && echo Python 3.9.2', "this machine has Python 3.9.2"),
    ],
)
def test_without_a_python_that_is_new_enough_one_sentence_says_so(
    script: str | None, said: str, tmp_path: Path
) -> None:
    sh = shutil.which("sh") or ""
    if script:
        (tmp_path / "python3").write_text(f"#!{sh}\n{script}\n")
        (tmp_path / "python3").chmod(0o755)
    done = run(sh, "bin/with-python", "bin/prepare.py", PATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_address_that_is_not_of_this_machine_is_refused_before_anything_is_installed(tmp_path: Path) -> None:
    done = prepare(PORT=free_port(), BIND="192.0.2.1", DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert " of 192.0.2.1 cannot be used " in done.stderr
    assert done.stderr.count("\n") == 1


def prepare(**variables: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "bin/prepare.py", "requirements.txt", "--to-serve", **variables)


def test_an_environment_is_that_of_the_python_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BASE_DIR / "bin"))
    import prepare as of_bin

    monkeypatch.setattr(of_bin, "PYTHON", Path(sys.executable))
    assert of_bin.works()
    monkeypatch.setattr(sys, "base_prefix", "/another")
    assert not of_bin.works()


def test_a_taken_port_is_refused_before_anything_is_installed(tmp_path: Path) -> None:
    with taken_port() as port:
        done = prepare(PORT=port, DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} of 127.0.0.1 is already in use: choose another one")
    assert done.stderr.count("\n") == 1


def test_a_data_folder_that_cannot_be_made_is_refused_before_anything_is_installed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = prepare(PORT=free_port(), DATA_DIR=str(tmp_path / "file" / "data"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"The data folder {tmp_path / 'file' / 'data'} cannot be written to")
    assert done.stderr.count("\n") == 1


# --- The first administrator -----------------------------------------------------------------------


def made() -> str:
    output = StringIO()
    call_command("make_administrator", stdout=output, stderr=output)
    return output.getvalue()


@pytest.mark.django_db
def test_the_first_administrator_gets_a_password_that_is_shown_once() -> None:
    output = made()
    password = output.split()[-1]
    assert len(password) >= 20
    assert authenticate(username="editor", password=password).is_superuser
    assert made() == ""
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_an_administrator_who_was_switched_off_still_counts() -> None:
    get_user_model().objects.create_superuser(username="somebody", password="x", is_active=False)
    assert made() == ""


@pytest.mark.django_db
def test_an_account_of_that_name_is_never_taken_over() -> None:
    somebody = get_user_model().objects.create_user(username="editor", password="x")
    assert "createsuperuser" in made()
    somebody.refresh_from_db()
    assert not somebody.is_superuser


# --- Serving ---------------------------------------------------------------------------------------


@contextmanager
def served(data_dir: Path, port: str) -> Iterator[list[str]]:
    """The site, started as `make run` starts it and stopped as Ctrl-C stops it; its output is there afterwards."""
    log = data_dir / "log"
    output: list[str] = []
    with log.open("w+") as file:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=BASE_DIR,
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "PORT": port},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_served(process, port, log)
            yield output
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
            output.extend(log.read_text().splitlines())
    assert process.returncode == 0


def wait_until_served(process: subprocess.Popen[bytes], port: str, log: Path) -> None:
    for _ in range(1200):
        assert process.poll() is None, log.read_text()
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except OSError:  # refused, or not answered in time by a machine that is busy
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.mark.long
def test_serving_sets_everything_up_and_starting_again_keeps_what_was_changed(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port) as first, urlopen(f"http://127.0.0.1:{port}/") as home:
        assert home.status == 200
        styles = [part.split('"')[0] for part in home.read().decode().split('href="') if ".css" in part[:80]]
        assert styles
        assert home.headers["ETag"]
        for style in styles:
            with urlopen(Request(f"http://127.0.0.1:{port}{style}", headers={"Accept-Encoding": "br"})) as answer:
                assert answer.headers["Content-Encoding"] == "br"
                assert "immutable" in answer.headers["Cache-Control"]
    assert any("password" in line for line in first)
    assert first[-1].startswith(f"Dost is at http://127.0.0.1:{port}/")

    with sqlite3.connect(tmp_path / "dost.sqlite3") as database:
        database.execute("UPDATE partnership_user SET first_name = 'Kept'")
        loaded = database.execute("SELECT name, sha256 FROM partnership_load ORDER BY name").fetchall()
    database.close()

    with served(tmp_path, port) as second:
        pass
    assert not [line for line in second if "password" in line or line.startswith("Seeded")]
    with sqlite3.connect(tmp_path / "dost.sqlite3") as database:
        assert database.execute("SELECT first_name FROM partnership_user").fetchall() == [("Kept",)]
        assert database.execute("SELECT name, sha256 FROM partnership_load ORDER BY name").fetchall() == loaded
    database.close()


def test_a_database_out_of_reach_is_said_in_one_sentence(tmp_path: Path) -> None:
    address = f"postgresql://me:hunter2@127.0.0.1:{free_port()}/name"
    done = run(sys.executable, "manage.py", "serve", DATA_DIR=str(tmp_path), PORT=free_port(), DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be reached, see DATABASE_URL")
    assert "hunter2" not in done.stderr
    assert done.stderr.count("\n") == 1
