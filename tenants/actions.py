from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from tenants.connection import connection
from tenants.models import Domein, Gemeente
from tenants.rechten import apply_tenant_rights, execute


def open_gemeente(*, gemeente: Gemeente) -> None:
    """Give a gemeente its schema, tables, role and host. Safe to repeat; each step finds what is already there.

    Needs the owner's connection (DATABASE_OWNER_URL); raises PermissionError without it.
    """
    if not settings.DATABASE_AS_OWNER:
        raise PermissionError("Een gemeente openen kan alleen met DATABASE_OWNER_URL.")
    connection.set_schema_to_public()
    execute("CREATE SCHEMA IF NOT EXISTS {}", gemeente.schema_name)
    call_command("migrate", schema_name=gemeente.schema_name, tenant=True, interactive=False, verbosity=0)
    apply_tenant_rights(gemeente.schema_name)
    with transaction.atomic():
        Domein.objects.get_or_create(domain=gemeente.slug, defaults={"tenant": gemeente})
        if gemeente.opened_at is None:
            gemeente.opened_at = timezone.now()
            gemeente.save(update_fields=["opened_at"])
