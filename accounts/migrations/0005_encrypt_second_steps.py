from django.db import migrations

from accounts.secrets import FIELD, hide_factor, reveal_factor

ENCRYPTED = "gAAAA"  # how each token of Fernet begins; neither base32 nor hexadecimal digits do


def encrypt(apps, schema_editor):
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=FIELD):
        value = row.data[FIELD[row.type]]
        if not value.startswith(ENCRYPTED):
            row.data[FIELD[row.type]] = hide_factor(value)
            row.save(update_fields=["data"])


def decrypt(apps, schema_editor):
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=FIELD):
        row.data[FIELD[row.type]] = reveal_factor(row.data[FIELD[row.type]])
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    """Second steps that were kept as they are, under the key of this installation."""

    dependencies = [("accounts", "0004_session"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(encrypt, decrypt)]
