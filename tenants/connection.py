from typing import cast

from django.db import connection as django_connection

from tenants.backend.base import DatabaseWrapper

connection = cast(DatabaseWrapper, django_connection)  # the same, with a type that knows gemeenten
