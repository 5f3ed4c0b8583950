"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

django = get_wsgi_application()

# Both read the settings. What the addresses lead to is needed by any request, and long to load.
from partnership import urls  # noqa: E402, F401
from partnership.serving import stored  # noqa: E402

application = stored(django)
