"""The site goes on without Redis."""

import shutil
import subprocess
from pathlib import Path

import pytest
import redis
from django.core.cache.backends.base import BaseCache
from django.test import Client

from partnership.serving import rest
from partnership.serving.cache import Redis
from tests.deploy.machines import free_ports, wait_for

pytestmark = pytest.mark.once


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


@pytest.fixture
def cache(port: int) -> BaseCache:
    return Redis(f"redis://127.0.0.1:{port}/0", {})


def test_a_server_that_does_not_answer_is_an_empty_cache(cache: BaseCache, caplog: pytest.LogCaptureFixture) -> None:
    cache.set("a", 1)
    cache.set_many({"a": 1})
    assert cache.get("a") is None
    assert cache.get("a", "other") == "other"
    assert cache.get_many(["a"]) == {}
    assert not cache.add("a", 1)
    assert not cache.touch("a")
    assert not cache.has_key("a")
    assert not cache.delete("a")
    assert cache.get_or_set("a", lambda: 7) == 7
    cache.delete_many(["a"])
    cache.clear()
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    assert caplog.text.count("does not answer") == 1


def test_a_server_that_came_back_is_used_again(
    cache: BaseCache, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("Redis is missing")
    cache.set("a", 1)
    server = subprocess.Popen([program, "--port", str(port), "--dir", str(tmp_path), "--save", ""], stdout=-3)
    try:
        client = redis.Redis(port=port)
        wait_for(client.ping, "Redis")
        cache.set("a", 1)
        assert client.dbsize() == 0  # left alone for a while
        monkeypatch.setattr(rest, "SECONDS", 0.0)
        cache._cache._rest._until = 1.0
        cache.set("a", 1)
        assert cache.get("a") == 1
        assert cache.incr("a") == 2
        client.close()
    finally:
        server.kill()
        server.wait()
    assert cache.get("a") is None


@pytest.mark.django_db
def test_the_api_answers_without_it(settings: object, port: int) -> None:
    settings.CACHES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "partnership.serving.cache.Redis", "LOCATION": f"redis://127.0.0.1:{port}/0"}
    }
    answer = Client().get("/api/v1/events/")
    assert answer.status_code == 200
    assert "RateLimit" in answer.headers
