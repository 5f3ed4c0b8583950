"""What gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

# Django REST framework looks for columns that only PostgreSQL has and that nothing here uses: to find them it would
# load the whole driver, nine megabytes in each process, also where the database is SQLite.
sys.modules.setdefault("django.contrib.postgres.fields", None)  # type: ignore[arg-type]

django = get_wsgi_application()

# Both read the settings. What the addresses lead to is needed by any request, and long to load.
from partnership import urls  # noqa: E402, F401
from partnership.serving import stored  # noqa: E402

application = stored(django)
