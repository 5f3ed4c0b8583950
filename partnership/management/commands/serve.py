"""`manage.py serve`: everything between an installed checkout and a site that answers, then gunicorn."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection, connections

from partnership.database import let_plan
from partnership.environment import WrongSetting, refuse_taken_port
from partnership.holdings import upkeep as holdings
from partnership.search import upkeep

STARTING = 0x446F7374  # "Dost": a number that nothing else locks in this database


class Command(BaseCommand):
    help = (
        "Brings the database up to date, loads the first data if they were never loaded, makes an "
        "administrator if there is none, collects the static files and serves the site. "
        "Starting again changes nothing that editors wrote."
    )
    requires_system_checks = []  # run below, once there is a database to check

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_taken_port(settings.PORT, settings.BIND)
        self.refuse_a_database_out_of_reach()
        self.wait_for_other_instances()
        call_command("migrate", interactive=False, verbosity=0)
        behind = upkeep.missing() or holdings.missing()  # before anything is written, which may look as if it were all
        call_command("seed", stdout=self.stdout)
        if behind or upkeep.missing() or holdings.missing():
            call_command("reindex", stdout=self.stdout)
        let_plan(connection)
        call_command("make_administrator", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()
        self.stdout.flush()
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py")]
        os.execv(sys.executable, gunicorn)  # noqa: S606  this process becomes the server: one to stop, one to watch

    def wait_for_other_instances(self) -> None:
        """Of several that start at once one sets the database up, and the others then find it so. It lasts as long as
        the connection."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [STARTING])

    def refuse_a_database_out_of_reach(self) -> None:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            said = " ".join(str(error).split())
            raise WrongSetting(f"The database cannot be reached, see DATABASE_URL ({said}).") from error
