"""An editor at the admin: logs in, opens an entry, changes a sentence and saves it, as a browser does."""

import json
import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from tests.admin.pages import errors_in, fields_of

NAME, PASSWORD = "bench", "only-measured-with-this-one"
# Makes the account, through the site's own model.
ACCOUNT = f"""
from partnership.models import User
user, _ = User.objects.get_or_create(username={NAME!r}, defaults=dict(is_staff=True, is_superuser=True))
user.set_password({PASSWORD!r})
user.save()
"""


class NotSaved(Exception):
    """The form came back instead of the page after it."""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Editor:
    def __init__(self, server: str) -> None:
        self.server = server
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _Stay())
        form = fields_of(self._get("/admin/login/"))
        self._post("/admin/login/", form | {"username": [NAME], "password": [PASSWORD]})

    def save(self, kind: str, number: int, text: str) -> float:
        """Changes the leading sentence; how many ms the save alone took, once it is acknowledged."""
        address = f"/admin/partnership/{kind}/{number}/change/"
        form = fields_of(self._get(address))
        form |= {"statements-0-text": [text], "why": ["Measured"]}
        started = time.perf_counter()
        self._post(address, form)
        return (time.perf_counter() - started) * 1000

    def read(self, address: str) -> dict:
        return json.loads(self._get(address))

    def _get(self, address: str) -> str:
        with self._opener.open(f"{self.server}{address}", timeout=120) as answer:
            return answer.read().decode()

    def _post(self, address: str, form: dict[str, list[str]]) -> None:
        request = Request(  # noqa: S310 -- on this machine
            f"{self.server}{address}", urlencode(form, doseq=True).encode(), {"Referer": f"{self.server}{address}"}
        )
        try:
            with self._opener.open(request, timeout=120) as answer:
                raise NotSaved(f"{address}: {errors_in(answer.read().decode())}")
        except HTTPError as error:
            if error.code != 302:
                raise NotSaved(f"{address}: status {error.code}") from error
