"""Scripts of other sites may read, and nobody is known by a cookie."""

import pytest
from django.test import Client

from partnership.models import User

ORIGIN = {"Origin": "https://elsewhere.example"}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing/", "/api/v1/entries/?kind=x", "/api/v1/schema/"])
def test_any_site_may_read_an_answer_and_its_headers(client, path):
    answer = client.get(path, headers=ORIGIN)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    exposed = {each.strip() for each in answer["Access-Control-Expose-Headers"].split(",")}
    assert exposed >= {"ETag", "Link", "Retry-After", "RateLimit"}


def test_a_browser_that_asks_first_is_told_what_it_may(client):
    asked = ORIGIN | {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = client.options("/api/v1/entries/", headers=asked)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in answer["Access-Control-Allow-Headers"]
    assert int(answer["Access-Control-Max-Age"]) > 0


@pytest.mark.parametrize("path", ["/", "/entries/", "/entries.json", "/admin/login/", "/healthz"])
def test_the_rest_of_the_site_is_not_opened(client, path):
    assert "Access-Control-Allow-Origin" not in client.get(path, headers=ORIGIN)


def test_no_cookie_is_set_or_looked_at(django_assert_num_queries):
    client = Client()
    client.force_login(User.objects.create_user("editor", is_staff=True, is_superuser=True))
    with django_assert_num_queries(1):  # of the revision; none of a session, none of a user
        answer = client.get("/api/v1/", headers=ORIGIN)
    assert "cookie" not in answer.get("Vary", "").lower()
    assert not answer.cookies
