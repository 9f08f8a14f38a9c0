"""The door through which the web server reaches the application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamtaraz.config.settings")

application = get_wsgi_application()
