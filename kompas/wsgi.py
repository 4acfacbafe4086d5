import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
application = get_wsgi_application()

from kompas.warm import warm_code  # noqa: E402  needs Django to be set up
from tenants.secrets import refuse_weak_key  # noqa: E402

refuse_weak_key()
warm_code()
