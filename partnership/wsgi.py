"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")

django = get_wsgi_application()

from partnership.serving import stored  # noqa: E402  it reads the settings

application = stored(django)
