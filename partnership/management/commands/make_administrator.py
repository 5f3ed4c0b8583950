"""`manage.py make_administrator`: the first account, so that a new installation can be entered."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction

USERNAME = "editor"


class Command(BaseCommand):
    help = (
        f"Makes the administrator {USERNAME!r} with a random password, which is printed this once. "
        "Does nothing if there is an administrator."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """An administrator who was switched off still counts: somebody decided that."""
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        if users.filter(username=USERNAME).exists():
            self.stderr.write(
                f"There is no administrator, and {USERNAME!r} is somebody else: run `manage.py createsuperuser`."
            )
            return
        password = secrets.token_urlsafe(15)
        users.create_superuser(username=USERNAME, password=password)
        self.stdout.write(
            "An administrator was made; the password is shown only now:\n"
            f"    name      {USERNAME}\n"
            f"    password  {password}"
        )
