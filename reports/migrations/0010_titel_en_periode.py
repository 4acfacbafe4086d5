from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_keuzes_over_druk")]

    operations = [
        migrations.AddField(
            model_name="keuzes",
            name="periode_tot",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="keuzes",
            name="periode_van",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="keuzes",
            name="titel",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddConstraint(
            model_name="keuzes",
            constraint=models.CheckConstraint(
                condition=Q(periode_tot__gte=F("periode_van")) | Q(periode_tot=None) | Q(periode_van=None),
                name="keuzes_periode_in_order",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
        ),
    ]
