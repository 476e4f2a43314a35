"""The web entrance. It refuses to serve under a database role that could do too much."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from governance.database import refuse_unsafe_role  # noqa: E402 -- settings must be loaded first

refuse_unsafe_role()
