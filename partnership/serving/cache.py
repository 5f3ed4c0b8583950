"""Django's cache in Redis, without which the site goes on."""

from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

from partnership.serving.rest import Rest

# What is kept there is a help, so nobody waits for it. One more try at once: after a restart the first one meets a
# connection that is no more.
OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 1)}


class Redis(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": OPTIONS | params.get("OPTIONS", {})})
        self._class = Client


class Client(RedisCacheClient):
    """A server that does not answer is an empty cache which keeps nothing."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._rest = Rest("The cache (CACHE_URL)")

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return self._asked(lambda: super(Client, self).add(key, value, timeout), False)

    def get(self, key: Any, default: Any) -> Any:
        return self._asked(lambda: super(Client, self).get(key, default), default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        self._asked(lambda: super(Client, self).set(key, value, timeout), None)

    def touch(self, key: Any, timeout: Any) -> bool:
        return self._asked(lambda: super(Client, self).touch(key, timeout), False)

    def delete(self, key: Any) -> bool:
        return self._asked(lambda: super(Client, self).delete(key), False)

    def get_many(self, keys: Any) -> dict[Any, Any]:
        return self._asked(lambda: super(Client, self).get_many(keys), {})

    def has_key(self, key: Any) -> bool:
        return self._asked(lambda: super(Client, self).has_key(key), False)

    def incr(self, key: Any, delta: int) -> int:
        """As of a key that is not there: the caller sets it anew."""
        found: int | None = self._asked(lambda: super(Client, self).incr(key, delta), None)
        if found is None:
            raise ValueError(f"Key {key!r} not found.")
        return found

    def set_many(self, data: Any, timeout: Any) -> None:
        self._asked(lambda: super(Client, self).set_many(data, timeout), None)

    def delete_many(self, keys: Any) -> None:
        self._asked(lambda: super(Client, self).delete_many(keys), None)

    def clear(self) -> bool:
        return self._asked(lambda: super(Client, self).clear(), False)

    def _asked(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        if not self._rest.over():
            return otherwise
        try:
            found = ask()
        except (redis.ConnectionError, redis.TimeoutError) as error:
            self._rest.begin(error)
            return otherwise
        self._rest.end()
        return found
