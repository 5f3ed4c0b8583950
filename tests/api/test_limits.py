"""How often one client may ask, and who one client is."""

import time

import pytest
from django.test import Client

from partnership.api.limits import client as client_of
from partnership.api.limits import in_words
from partnership.environment import networks, rate

LOOPBACK = "127.0.0.1"


@pytest.mark.once
@pytest.mark.parametrize(
    ("reached_from", "said", "trusted", "client"),
    [
        ("203.0.113.7", "", "127.0.0.1,::1", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "127.0.0.1,::1", "203.0.113.7"),
        (LOOPBACK, "198.51.100.1", "127.0.0.1,::1", "198.51.100.1"),
        (LOOPBACK, "1.1.1.1, 198.51.100.1", "127.0.0.1,::1", "198.51.100.1"),
        (LOOPBACK, "198.51.100.1, 10.0.0.2", "127.0.0.1,10.0.0.0/8", "198.51.100.1"),
        (LOOPBACK, "198.51.100.1, nonsense", "127.0.0.1", LOOPBACK),
        (LOOPBACK, "", "127.0.0.1", LOOPBACK),
        ("", "198.51.100.1", "127.0.0.1", "198.51.100.1"),
        ("203.0.113.7", "198.51.100.1", "*", "198.51.100.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "127.0.0.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "", "::1", "2001.db8.1.2..-64"),
        ("2001:db8:1:2:ffff::", "", "::1", "2001.db8.1.2..-64"),
        ("", "", "127.0.0.1", "unknown"),
    ],
)
def test_a_forwarded_address_is_believed_from_whom_the_server_trusts(settings, reached_from, said, trusted, client):
    settings.FORWARDED_ALLOW_IPS = networks(trusted)
    assert client_of({"REMOTE_ADDR": reached_from, "HTTP_X_FORWARDED_FOR": said}) == client


@pytest.mark.django_db
def test_beyond_the_limit_the_answer_says_when_to_ask_again(client, settings):
    settings.API_RATE = "3/min"
    left = [client.get("/api/v1/")["RateLimit"] for _ in range(3)]
    assert [each.split(";")[1] for each in left] == ["r=2", "r=1", "r=0"]
    refused = client.get("/api/v1/")
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["RateLimit-Policy"] == '"api";q=3;w=60'
    assert refused.json()["detail"].startswith("The limit is 3 requests a minute from one address.")
    assert client.get("/api/v1/nothing/").status_code == 429
    assert client.get("/api/v1/docs/").status_code == 200
    assert client.get("/entries.json").status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.7").get("/api/v1/").status_code == 200


@pytest.mark.django_db
def test_after_the_time_that_it_says_it_answers_again(client, settings, monkeypatch):
    settings.API_RATE = "1/min"
    assert client.get("/api/v1/").status_code == 200
    wait = int(client.get("/api/v1/")["Retry-After"])
    now = time.time()
    monkeypatch.setattr("partnership.api.limits.PerClient.timer", lambda _: now + wait)
    assert client.get("/api/v1/").status_code == 200


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("600/min", "600 requests a minute"),
        ("1/s", "1 request a second"),
        ("5000/hour", "5,000 requests an hour"),
        ("9/day", "9 requests a day"),
    ],
)
def test_the_limit_in_words(settings, text, words):
    settings.API_RATE = rate(text)
    assert in_words() == words


@pytest.mark.once
@pytest.mark.parametrize("text", ["0/min", "600", "600/fortnight", "-1/min", "6e2/min", "٣/min", "600/min "])
def test_a_limit_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="600/min"):
        rate(text)
