from django.db import migrations, models
from django.db.models import Q

CADANSEN = ["eenmalig", "doorlopend", "tweewekelijks", "maandelijks", "per_kwartaal", "halfjaarlijks", "jaarlijks"]
VALUES = {
    "prioriteit": ["", "nu", "daarna", "later"],
    "cadans": ["", *CADANSEN],
    "kostensoort": ["", "eenmalig", "structureel"],
    "staat": ["open", "bezig", "doorlopend", "gereed", "vervallen"],
}


class Migration(migrations.Migration):
    dependencies = [("aanpak", "0007_waarde_van_indicator")]

    operations = [
        migrations.AddConstraint(
            model_name="actie",
            constraint=models.CheckConstraint(name=f"actie_{name}_is_known", condition=Q(**{f"{name}__in": values})),
        )
        for name, values in VALUES.items()
    ]
