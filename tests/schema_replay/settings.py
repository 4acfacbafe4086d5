"""Kompas with one more app in every schema, whose migrations the scenarios go through."""

from kompas.settings import *  # noqa: F403  all of it is the point
from kompas.settings import INSTALLED_APPS, TENANT_APPS

SHIP = "tests.schema_replay.ship"
TENANT_APPS = [*TENANT_APPS, SHIP]
INSTALLED_APPS = [*INSTALLED_APPS, SHIP]
