"""Python: it must run in every schema."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Concat


def rename(apps, schema_editor):
    apps.get_model("ship", "Sail").objects.update(name=Concat(F("name"), Value("!")))


class Migration(migrations.Migration):
    dependencies = [("ship", "0002_mast")]
    operations = [migrations.RunPython(rename)]
