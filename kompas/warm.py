"""What the first visitor of a process would otherwise wait for, done before there is one (docs/snelheid.md)."""

import logging
from importlib import import_module

from django.conf import settings
from django.db import DatabaseError
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from accounts.entrance import question
from kader.kept import inhoud_of
from kader.models import KaderVersie
from tenants.connection import connection
from tenants.context import from_public
from tenants.written import write_all

logger = logging.getLogger("kompas.warm")


def warm_code() -> None:
    """All views, and all templates of ours, before workers are forked off: once, and the memory is shared."""
    for urls in (settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF):
        import_module(urls)
    folder = settings.BASE_DIR / "templates"
    for path in folder.rglob("*.html"):
        try:
            get_template(path.relative_to(folder).as_posix())
        except TemplateDoesNotExist:  # what it includes or extends; its page will say so
            logger.warning("Sjabloon %s kan niet worden gelezen.", path.name)


def warm_worker() -> None:
    """In each worker: its connection, the Kader, and the SQL of what every page asks. Without a database it starts too:
    who comes then gets an answer that says so, and the next request tries again."""
    try:
        with from_public():
            connection.ensure_connection()
            question()
            write_all()
            for versie in KaderVersie.objects.order_by("-versie")[:1]:
                inhoud_of(versie)
    except DatabaseError as error:
        logger.warning("Nog geen database: %s", type(error).__name__)
